/** What the owners of a repository allow: the built-in lines, and their own from the policy file. */

/** An environment that nothing destroys by itself. */
export const PROTECTED: readonly string[] = ['prod', 'production', 'staging']

export const isProtected = (environment: string): boolean => PROTECTED.includes(environment)

/** What the owners allow for one environment. */
export interface EnvironmentPolicy {
  readonly protected: boolean
  /** Most resources that an apply may destroy, replacements included; undefined is no limit. */
  readonly maxDestroy: number | undefined
  readonly suspended: boolean
  /** Keys of the tags that each resource must have to be applied. */
  readonly requiredTags: readonly string[]
}

/** The policy file, in its order. */
export interface Policy {
  readonly environments: readonly PolicyLine[]
}

export interface PolicyLine {
  /** Names of environments; each `*` stands for any text, also for none. */
  readonly pattern: string
  /** Where it stands in the file, from 1. */
  readonly line: number
  readonly protected?: boolean
  readonly maxDestroy?: number
  readonly suspend?: boolean
  /** None where the line requires none. */
  readonly requiredTags?: readonly string[]
}

export const NO_POLICY: Policy = { environments: [] }

/**
 * What holds for one environment: of all lines whose pattern matches its name, the built-in ones
 * first, the last that sets a key decides that key. What is protected is not loosened by a line that
 * was written for many: it takes its own name, or the line that protects it. Tags that lines for many
 * require of it add up.
 */
export function policyFor(policy: Policy, environment: string): EnvironmentPolicy {
  const lines = policy.environments.filter((line) => isMatch(line.pattern, environment))
  const isOwn = ({ pattern }: PolicyLine): boolean => !pattern.includes('*')
  const own = lines.filter(isOwn)
  const protecting = lines.filter((line) => line.protected === true)
  const deciding = lines.filter((line) => isOwn(line) || line.protected === true)
  const guarded = lastOf(deciding, 'protected') ?? isProtected(environment)
  return {
    protected: guarded,
    maxDestroy: guarded
      ? (lastOf(own, 'maxDestroy') ?? lastOf(protecting, 'maxDestroy') ?? 0)
      : lastOf(lines, 'maxDestroy'),
    suspended: lastOf(lines, 'suspend') ?? false,
    requiredTags: guarded
      ? (lastOf(own, 'requiredTags') ?? allRequiredBy(lines))
      : (lastOf(lines, 'requiredTags') ?? [])
  }
}

const allRequiredBy = (lines: readonly PolicyLine[]): readonly string[] => [
  ...new Set(lines.flatMap(({ requiredTags = [] }) => requiredTags))
]

const lastOf = <K extends 'protected' | 'maxDestroy' | 'suspend' | 'requiredTags'>(
  lines: readonly PolicyLine[],
  key: K
): PolicyLine[K] | undefined => lines.findLast((line) => line[key] !== undefined)?.[key]

/**
 * Most resources that an apply may destroy; undefined is no limit.
 * @param input the step's own limit; a pushed branch brings its own workflow, so that it can only be
 *   stricter than the policy
 * @param trusted whether the workflow is the default branch's: then the input replaces the policy's
 */
export function maxDestroyOf(
  policy: EnvironmentPolicy,
  input: number | undefined,
  trusted: boolean
): number | undefined {
  if (input === undefined || policy.maxDestroy === undefined) return input ?? policy.maxDestroy
  return trusted ? input : Math.min(policy.maxDestroy, input)
}

/** What a limit of `maxDestroyOf` comes from; of two that are equal, the policy. */
export function limitFromOf(
  policy: EnvironmentPolicy,
  limit: number | undefined
): 'protected' | 'policy' | 'input' {
  if (limit !== policy.maxDestroy) return 'input'
  return policy.protected && limit === 0 ? 'protected' : 'policy'
}

/** Every piece is looked for after the one before, once: hostile patterns cost no more than others. */
function isMatch(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const end = rest.pop()
  if (end === undefined) return pattern === name
  if (!name.startsWith(first) || !name.endsWith(end)) return false
  let from = first.length
  for (const piece of rest) {
    const at = name.indexOf(piece, from)
    if (at === -1) return false
    from = at + piece.length
  }
  return from <= name.length - end.length
}
