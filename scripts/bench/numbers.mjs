// The benchmark's series of measurements, and how they are printed.

export const samples = {}

export function note(name, value) {
  samples[name] = [...(samples[name] ?? []), value]
}

export function median(values, at = 0.5) {
  const sorted = values.toSorted((left, right) => left - right)
  const place = (sorted.length - 1) * at
  const low = sorted[Math.floor(place)]
  return low + (sorted[Math.ceil(place)] - low) * (place - Math.floor(place))
}

export function print(title, head, rows) {
  const lines = head.some((cell) => cell !== '') ? [head, ...rows] : rows
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd()
  )
  console.log(`\n${title}\n${text.map((line) => `  ${line}`).join('\n')}`)
}

/** The quartiles of a series. */
export function spread(name, format) {
  return `${format(median(samples[name], 0.25))} – ${format(median(samples[name], 0.75))}`
}

export function ms(value) {
  return `${value.toFixed(0)} ms`
}

export function sum(values) {
  return values.reduce((total, value) => total + value, 0)
}
