/** Says what a destroyed environment leaves behind, and the command that removes it. */
import { withoutCredentials } from '../address.ts'
import type { Backend } from '../configure.ts'
import { kindOf } from '../kinds.ts'

/** What somebody has to look into first: a command that is pasted would destroy it. */
const IN_USE: readonly string[] = [
  'it is not empty',
  'what it holds cannot be read',
  'somebody holds its lock',
  'somebody uses its table',
  'it was changed meanwhile'
]

/**
 * @param settings of the backend; of its secrets none is in a command of the table
 * @param cause why the action did not remove it; undefined where it never does
 */
export function staysText(
  { type, key }: Pick<Backend, 'type' | 'key'>,
  settings: Readonly<Record<string, string | undefined>>,
  cause?: string
): string {
  const because = cause === undefined ? '' : ` (${cause})`
  if (cause !== undefined && (IN_USE.includes(cause) || cause.startsWith('its lock ')))
    return `The state stays in ${type} '${key}' (${cause}). Find out what is in it and who works with it, before anybody removes it by hand: docs/backends.md has the command.`
  return `The state stays in ${type} '${key}'${because}. When nothing is left in it, remove it with:\n    ${removalCommand(type, settings)}`
}

/**
 * The command of the table for a shell, its settings filled in; one that is not known is left as `NAME`.
 * A word of the table between single quotes is SQL, and its names are between double ones.
 */
export function removalCommand(
  type: string,
  settings: Readonly<Record<string, string | undefined>>
): string {
  const filled = (word: string, write: (value: string) => string): string =>
    word.replaceAll(SETTING, (_, name: string, otherwise: string | undefined, slash: string) => {
      // One that the code computes is not the usual one.
      const value = settings[name] ?? (name in settings ? undefined : otherwise)
      if (value === '') return '' // a folder without a name is none
      if (value === undefined) return `${name.toUpperCase()}${slash}`
      const text = withoutCredentials(value)
      return `${write(slash === '' ? text : text.replaceAll(/^\/+|\/+$/gu, ''))}${slash}`
    })
  const kind = kindOf(type)
  const options = Object.entries(kind?.removalOptions ?? {}).flatMap(([name, option]) =>
    (settings[name] ?? '') === '' ? [] : [option]
  )
  const words = [kind?.removal ?? '', ...options].join(' ').match(/'[^']*'|[^\s']+/gu) ?? []
  return words
    .map((word) => {
      if (word.startsWith("'")) return quoted(filled(word.slice(1, -1), identifier))
      return word.includes('{') ? quoted(filled(word, String)) : word
    })
    .join(' ')
}

/** `{name}`, or `{name=otherwise}` for one that Terraform sets where the user does not. */
const SETTING = /\{([\w.]+)(?:=([^}]*))?\}(\/?)/gu

const identifier = (text: string): string => text.replaceAll('"', '""')

/** As it is where a shell would leave it alone, else between single quotes. */
const quoted = (text: string): string =>
  /^[\w./:@%+=,-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
