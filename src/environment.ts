/** Derives the environment's name from the branch's: the same branch always gives the same name. */
import { RunError } from './errors.ts'

/** A line of the input `branches`: `PATTERN` or `PATTERN = NAME`. */
export interface BranchPattern {
  readonly pattern: string
  readonly name: string | undefined
}

/** The hexadecimal SHA-256 of a text; given by the caller, for this file touches nothing. */
export type Digest = (text: string) => string

export const NAME_RULE = "1 to 32 of a-z, 0-9 and '-', starting and ending with a letter or digit"
const LONGEST = 32
const HASH_LENGTH = 8
/** Terraform's own name for "no workspace": an environment of that name could be mistaken for it. */
const RESERVED: readonly string[] = ['default']

export const isName = (text: string): boolean =>
  /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/u.test(text)

/**
 * The environment a branch stands for, or undefined where no pattern matches. The first line that
 * matches decides.
 * @throws RunError `invalid-input` for an empty or reserved name, `name-taken` where a wildcard yields
 *   a name that another line gives to one branch alone
 */
export function environmentOf(
  branch: string,
  patterns: readonly BranchPattern[],
  digest: Digest
): string | undefined {
  for (const pattern of patterns) {
    const matched = matchOf(pattern.pattern, branch)
    if (matched === undefined) continue
    const text = pattern.name === undefined ? matched : pattern.name.replace('*', () => matched)
    const name = nameOf(branch, text, digest)
    refuseClaimed(branch, name, pattern, patterns)
    return name
  }
  return undefined
}

/** What `*` matched (the whole branch where the pattern has none), or undefined. */
function matchOf(pattern: string, branch: string): string | undefined {
  const star = pattern.indexOf('*')
  if (star === -1) return pattern === branch ? branch : undefined
  const before = pattern.slice(0, star)
  const after = pattern.slice(star + 1)
  const fits = branch.length >= before.length + after.length
  return fits && branch.startsWith(before) && branch.endsWith(after)
    ? branch.slice(before.length, branch.length - after.length)
    : undefined
}

function nameOf(branch: string, text: string, digest: Digest): string {
  const name = text === '' ? '' : safeName(text, branch, digest)
  if (name !== '' && !RESERVED.includes(name)) return name
  throw new RunError(
    'invalid-input',
    `The branch '${branch}' gives the environment the name '${name}', which is ${name === '' ? 'empty' : 'reserved'}.`,
    `Name the branch so that the part that '*' matches is ${NAME_RULE}, and not '${RESERVED.join("' or '")}'.`
  )
}

/**
 * A text as a name: unchanged where it is one already; otherwise lower-cased, everything else turned
 * into '-', and a short hash of `exact` appended, so that different texts keep different names.
 */
export function safeName(text: string, exact: string, digest: Digest): string {
  if (isName(text)) return text
  const cleaned = trimHyphens(text.toLowerCase().replace(/[^a-z0-9-]/gu, '-'))
  const hash = digest(exact).slice(0, HASH_LENGTH)
  const cut = trimHyphens(cleaned.slice(0, LONGEST - HASH_LENGTH - 1))
  return cut === '' ? hash : `${cut}-${hash}`
}

const trimHyphens = (text: string): string => text.replace(/^-+/u, '').replace(/-+$/u, '')

function refuseClaimed(
  branch: string,
  name: string,
  matched: BranchPattern,
  patterns: readonly BranchPattern[]
): void {
  if (!matched.pattern.includes('*')) return
  const owner = patterns.find(
    (other) => !other.pattern.includes('*') && (other.name ?? other.pattern) === name
  )
  if (owner === undefined) return
  throw new RunError(
    'name-taken',
    `The branch '${branch}' would be the environment '${name}', which the input 'branches' gives to '${owner.pattern}' alone.`,
    'Rename the branch.'
  )
}

/**
 * The project's name: the repository's, and the root module's folder where it is not the top.
 * @param repository `owner/name`
 */
export function projectOf(repository: string, workingDirectory: string, digest: Digest): string {
  const name = repository.slice(repository.indexOf('/') + 1)
  const whole = workingDirectory === '.' ? name : `${name}-${workingDirectory.replaceAll('/', '-')}`
  return safeName(whole, `${name}/${workingDirectory}`, digest)
}
