/** Says what is wrong in a policy file, and what to write instead. */
import { NAME_RULE } from '../environment.ts'
import { cut } from '../report/markdown.ts'

const LONGEST_VALUE = 40

/** A rule of the schema that does not hold, as ajv tells it. */
export interface Violation {
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly data?: unknown
  readonly parentSchema?: object | undefined
}

/** @param path of the value, or of the key, that breaks the rule */
export function describeViolation(path: readonly string[], violation: Violation): string {
  const what = nameOf(path)
  const found = foundOf(violation.data)
  switch (violation.keyword) {
    case 'additionalProperties':
      return unknownKey(path, keysOf(violation.parentSchema))
    case 'propertyNames':
      return `${quoted(path.at(-1) ?? '')} can name no environment; use ${NAME_RULE}, not 'default', and '*' for any text`
    case 'minProperties':
      return `${what} is empty; write ${MAPS[2]}`
    case 'minimum':
      return `${what} is ${found}; write 0 or more`
    case 'minItems':
      return `${what} is an empty list; write ${KEYS}`
    case 'maxItems':
      return `${what} names too many keys; ${String(violation.params['limit'])} is the most`
    case 'uniqueItems':
      return `${what} names a key twice; remove one of the two`
    case 'pattern':
    case 'maxLength':
      return `${what} is ${found}; write a tag's key, of at most 512 characters and without blanks around it`
    case 'const':
      return `${what} is ${found}; this action knows version ${String(violation.params['allowedValue'])}`
    default:
      return `${what} is ${found}; write ${wantedOf(path, String(violation.params['type']), violation.data)}`
  }
}

export const TOO_DEEP = 'nested too deeply; a policy has four levels'

export const describeTwice = (key: string): string =>
  `${quoted(key)} is given twice; remove one of the two`

/** @param after the text from where the parser complains */
export function describeSyntax(code: string, message: string, after: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab cannot indent; use blanks'
    case 'MULTIPLE_DOCS':
      return 'a second document begins here; a policy is one document'
    case 'NON_STRING_KEY':
      return 'this key is no plain text; write a name'
    case 'TAG_RESOLVE_FAILED':
      return `the tag ${quoted(/^\S*/u.exec(after)?.[0] ?? '')} is not known; remove it`
    case 'RESOURCE_EXHAUSTION':
      return TOO_DEEP
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'not YAML: a second key on one line, or a line that is indented too far'
    default:
      return `not YAML: ${message}`
  }
}

const quoted = (text: string): string => `'${cut(text.replaceAll(/\s+/gu, ' '), LONGEST_VALUE)}'`

function nameOf(path: readonly string[]): string {
  const [key] = path.slice(-1)
  if (key === undefined) return 'the file'
  if (path.length > 3) return `an entry of ${quoted(path.at(-2) ?? '')}`
  const owner = path.length > 2 ? path.at(-2) : undefined
  return owner === undefined ? quoted(key) : `${quoted(key)} of ${quoted(owner)}`
}

function foundOf(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  return typeof value === 'string' ? `the text ${quoted(value)}` : `${value as number}`
}

const KEYS = 'true, or keys such as [environment, owner]'

const TRUE = /^(?:true|yes|y|on)$/iu
const FALSE = /^(?:false|no|n|off)$/iu

/** What to write for a map, by its level. */
const MAPS = [
  "'environments:', and the names of environments below it",
  'the names of environments below it, and what is allowed below each',
  "what is allowed below it, such as 'protected: true', or remove it"
] as const

function wantedOf(path: readonly string[], type: string, value: unknown): string {
  const text = typeof value === 'string' ? value : ''
  if (type.startsWith('boolean')) {
    if (TRUE.test(text)) return 'true, without quotes'
    if (FALSE.test(text)) return 'false, without quotes'
    return type === 'boolean' ? 'true or false' : KEYS
  }
  if (type === 'string') return "a tag's key, in quotes"
  if (type === 'integer') {
    return /^\d{1,9}$/u.test(text) ? `${text}, without quotes` : 'a whole number such as 0 or 20'
  }
  return MAPS[path.length] ?? 'a map'
}

const keysOf = (schema: object | undefined): readonly string[] =>
  schema !== undefined && 'properties' in schema ? Object.keys(schema.properties as object) : []

function unknownKey(path: readonly string[], keys: readonly string[]): string {
  const key = path.at(-1) ?? ''
  if (key === '<<') return "'<<' is not supported; write the keys out"
  const meant = keys
    .map((known) => ({ known, distance: distanceOf(key.slice(0, LONGEST_VALUE), known) }))
    .filter(({ known, distance }) => distance <= 3 && distance < known.length / 2)
    .toSorted((left, right) => left.distance - right.distance)[0]
  return meant === undefined
    ? `${nameOf(path)} is not known; the keys here are ${keys.map(quoted).join(', ')}`
    : `${nameOf(path)} is not known; did you mean ${quoted(meant.known)}?`
}

/** How many letters must be put in, taken out or exchanged to make one text of the other. */
function distanceOf(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (const [index, letter] of left.split('').entries()) {
    const next = [index + 1]
    for (const [column, other] of right.split('').entries()) {
      const exchanged = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(exchanged, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}
