// The files through which a step talks to the runner: outputs, state, environment, path and summary.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const NAMES = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'] as const
const SUMMARY_LIMIT_BYTES = 1024 * 1024

export type CommandFiles = ReturnType<typeof createCommandFiles>

/** Makes empty files in a folder of a step's own; `env` names them as GitHub does. */
export function createCommandFiles(folder: string) {
  mkdirSync(folder, { recursive: true })
  const env: Record<string, string> = {}
  for (const name of NAMES) {
    env[`GITHUB_${name}`] = join(folder, name.toLowerCase())
    writeFileSync(join(folder, name.toLowerCase()), '')
  }
  const text = (name: (typeof NAMES)[number]): string =>
    readFileSync(join(folder, name.toLowerCase()), 'utf8')
  return {
    env,
    outputs: () => parsePairs(text('OUTPUT')),
    state: () => parsePairs(text('STATE')),
    exported: () => ({
      env: parsePairs(text('ENV')),
      path: text('PATH').split(/\r?\n/).filter(Boolean)
    }),
    /** The summary; empty when it is over 1 MiB, for the runner drops it whole. */
    summary: (): string => {
      const markdown = text('STEP_SUMMARY')
      return Buffer.byteLength(markdown) > SUMMARY_LIMIT_BYTES ? '' : markdown
    }
  }
}

/** `name=value` and `name<<DELIMITER` … `DELIMITER`, as the runner reads them; anything else throws, as there. */
export function parsePairs(text: string): Record<string, string> {
  const pairs: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue
    const [, name = '', sign, rest = ''] = /^(.*?)(=|<<)(.*)$/.exec(line) ?? []
    if (name === '' || sign === undefined) throw new Error(`Invalid format '${line}'`)
    const end = sign === '=' ? -1 : lines.indexOf(rest)
    if (sign === '<<' && end < 0) throw new Error(`Matching delimiter not found '${rest}'`)
    pairs[name] =
      sign === '='
        ? rest
        : lines
            .splice(0, end + 1)
            .slice(0, -1)
            .join('\n')
  }
  return pairs
}
