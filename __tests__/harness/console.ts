// The runner's side of a step's output: workflow commands, masks, and what is left for people to read.
const LEVELS = ['error', 'warning', 'notice'] as const
const COMMANDS = new Set(
  `${LEVELS.join(' ')} group endgroup debug echo add-mask stop-commands set-output save-state set-env
  add-path add-matcher remove-matcher`.split(/\s+/)
)

export interface Annotation {
  readonly level: (typeof LEVELS)[number]
  readonly message: string
  readonly title?: string
  readonly file?: string
  readonly line?: number
}

interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

export type Console = ReturnType<typeof createConsole>

/**
 * Takes lines as a step prints them. `raw` is what was printed; `seen` is what GitHub shows: masked, commands
 * as `##[error]…`. A mask works from the line after it on. `secrets` are masked from the beginning.
 * Like the runner it honours `::stop-commands::`, `::set-output` and the old `##[name]` anywhere in a line.
 */
export function createConsole(secrets: readonly string[] = []) {
  const raw: string[] = []
  const seen: string[] = []
  const hidden = new Set(secrets.flatMap(linesToo))
  const masks: string[] = []
  const annotations: Annotation[] = []
  const legacy: Command[] = []
  let resume: string | undefined

  const mask = (text: string): string =>
    [...hidden]
      .toSorted((a, b) => b.length - a.length)
      .reduce((masked, secret) => masked.replaceAll(secret, '***'), text)

  const act = ({ name, properties, data }: Command, line: string): void => {
    const level = LEVELS.find((one) => one === name)
    if (level !== undefined) {
      annotations.push(annotationOf(level, properties, mask(data)))
      seen.push(mask(`##[${level}]${data}`))
    } else if (name === 'add-mask') {
      masks.push(data)
      for (const value of linesToo(data)) hidden.add(value)
    } else if (name === 'stop-commands') {
      resume = data
      seen.push(mask(line))
    } else if (name === 'group' || name === 'endgroup') {
      seen.push(mask(`##[${name}]${data}`))
    } else if (name !== 'debug') {
      legacy.push({ name, properties, data })
      seen.push(mask(line))
    }
  }

  const write = (line: string): void => {
    raw.push(line)
    if (resume !== undefined && line.trim() === `::${resume}::`) resume = undefined
    const command = resume === undefined ? parseCommand(line) : undefined
    if (command === undefined) seen.push(mask(line))
    else act(command, line)
  }

  return {
    write,
    mask,
    raw: (): string => raw.join('\n'),
    seen: (): string => seen.join('\n'),
    /** Errors, warnings and notices, their messages masked. */
    annotations,
    /** Values given to `add-mask`, in order. */
    masks,
    /** Commands nobody should use any more, `set-output` and `set-env` among them. */
    legacy
  }
}

/** A line as a workflow command, decoded; `undefined` for ordinary text and unknown names. */
export function parseCommand(line: string): Command | undefined {
  const modern = /^\s*::([^\s:]+)(?:\s+(.*?))?::(.*)$/s.exec(line)
  const old = /##\[([^\s\]]+)(?:\s+([^\]]*))?\](.*)$/s.exec(line)
  const [match, separator] = modern && isKnown(modern[1]) ? [modern, ','] : [old, ';']
  if (!match || !isKnown(match[1])) return undefined
  const pairs = (match[2] ?? '').split(separator).map((pair) => {
    const at = pair.indexOf('=')
    return at < 0 ? undefined : ([pair.slice(0, at).trim(), decode(pair.slice(at + 1))] as const)
  })
  const properties = Object.fromEntries(pairs.filter((pair) => pair !== undefined))
  return { name: (match[1] ?? '').toLowerCase(), properties, data: decode(match[3] ?? '') }
}

function isKnown(name: string | undefined): boolean {
  return COMMANDS.has((name ?? '').toLowerCase())
}

function annotationOf(
  level: Annotation['level'],
  {
    title,
    file,
    line
  }: Readonly<Record<string, string>> & { title?: string; file?: string; line?: string },
  message: string
): Annotation {
  return {
    level,
    message,
    ...(title !== undefined && { title }),
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line: Number(line) })
  }
}

/** The runner masks each line of a value too, for a log is masked line by line. */
function linesToo(value: string): string[] {
  return [value, ...value.split(/[\r\n]+/)].filter((text) => text.trim() !== '')
}

function decode(text: string): string {
  const codes: Record<string, string> = { '0A': '\n', '0D': '\r', '25': '%', '3A': ':', '2C': ',' }
  return text.replace(/%(0A|0D|25|3A|2C)/gi, (_, code: string) => codes[code.toUpperCase()] ?? '')
}
