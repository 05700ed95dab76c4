// A table of measured figures, as Markdown, for people and for the documentation.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Prints a table: into the folder that TEST_TABLES names, where `npm test` shows it when jest is done,
 * else straight to the terminal. jest's own console would wrap every line.
 */
export function printTable(
  name: string,
  head: readonly string[],
  rows: readonly (readonly string[])[]
): void {
  if (rows.length === 0) return
  const all = [head, head.map(() => '---'), ...rows]
  const text = `${all.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
  const folder = process.env['TEST_TABLES']
  if (folder === undefined) {
    process.stdout.write(`\n${text}\n`)
    return
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.md`), text)
}

/** Prints rows that name their columns. */
export function printRows(name: string, rows: readonly Readonly<Record<string, string>>[]): void {
  const head = Object.keys(rows[0] ?? {})
  printTable(
    name,
    head,
    rows.map((row) => head.map((column) => row[column] ?? ''))
  )
}
