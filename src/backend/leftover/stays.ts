/** Says what a destroyed environment leaves behind, and the command that removes it. */
import { withoutCredentials } from '../address.ts'
import type { Backend } from '../configure.ts'
import { kindOf } from '../kinds.ts'

/**
 * @param settings every setting of the backend that is no secret
 * @param cause why the action did not remove it; undefined where it never does
 */
export function staysText(
  { type, key }: Pick<Backend, 'type' | 'key'>,
  settings: Readonly<Record<string, string | undefined>>,
  cause?: string
): string {
  const because = cause === undefined ? '' : ` (${cause})`
  return `The state stays in ${type} '${key}'${because}. When nothing is left in it, remove it with:\n    ${removalCommand(type, settings)}`
}

/** The command of the table, its settings filled in for a shell; one that is not known is left as `NAME`. */
export function removalCommand(
  type: string,
  settings: Readonly<Record<string, string | undefined>>
): string {
  const command = kindOf(type)?.removal ?? ''
  return command.replaceAll(/\{([\w.]+)\}/gu, (_, name: string) => {
    const value = settings[name]
    return value === undefined ? name.toUpperCase() : quoted(withoutCredentials(value))
  })
}

/** As it is where a shell would leave it alone, else between single quotes. */
const quoted = (text: string): string =>
  /^[\w./:@%+=,-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
