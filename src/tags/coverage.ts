/** Tells which resources of a plan carry the environment, and what the policy wants besides. */
import type { Taggable } from '../terraform/taggable.ts'

/** The tag whose value is the environment's name. */
export const ENVIRONMENT_TAG = 'environment'

/** A resource that will not have every tag. */
export interface Untagged {
  readonly address: string
  /** The address of its provider. */
  readonly provider: string
  /** The argument by which it is given tags. */
  readonly argument: string
  /** Keys that it has not, has without a value, or has with another environment's name. */
  readonly lacks: readonly string[]
  /** Whether it has the environment's own tag, with another value. */
  readonly hasOther: boolean
}

/** Every resource that can have tags is in one of three numbers: it carries all, lacks some, or cannot be told. */
export interface TagCoverage {
  /** What was looked for: the environment's own tag first. */
  readonly keys: readonly string[]
  /** Those of them that the policy requires. */
  readonly required: readonly string[]
  readonly taggable: number
  readonly carrying: number
  readonly missing: readonly Untagged[]
  /** Those of which only the apply will tell. */
  readonly unknown: number
}

/** @param required keys that the policy names */
export function coverageOf(
  taggable: readonly Taggable[],
  environment: string,
  required: readonly string[]
): TagCoverage {
  const keys = [...new Set([ENVIRONMENT_TAG, ...required])]
  const found = taggable.map((resource) => {
    const states = keys.map((key) => stateOf(resource, key, environment))
    const { address, provider, argument } = resource
    const lacks = keys.filter((_, index) => states[index] === 'lacking')
    return {
      untagged: { address, provider, argument, lacks, hasOther: hasOther(resource, states[0]) },
      isKnown: !states.includes('unknown')
    }
  })
  const missing = found.filter(({ untagged }) => untagged.lacks.length > 0)
  const others = found.length - missing.length
  const carrying = found.filter(
    ({ untagged, isKnown }) => isKnown && untagged.lacks.length === 0
  ).length
  return {
    keys,
    required,
    taggable: found.length,
    carrying,
    missing: missing.map(({ untagged }) => untagged),
    unknown: others - carrying
  }
}

type State = 'carried' | 'lacking' | 'unknown'

const hasOther = ({ tags }: Taggable, state: State | undefined): boolean =>
  state === 'lacking' &&
  tags.some(([key, value]) => key.toLowerCase() === ENVIRONMENT_TAG && value !== '')

function stateOf(
  { tags, unknownKeys, unknown, foldsCase }: Taggable,
  wanted: string,
  environment: string
): State {
  // A module may spell the environment's own tag in its own way, which is then the one that it is given.
  const folds = foldsCase || wanted === ENVIRONMENT_TAG
  const fold = (key: string): string => (folds ? key.toLowerCase() : key)
  const isWanted = (key: string): boolean => fold(key) === fold(wanted)
  const isRight = (value: string): boolean =>
    wanted === ENVIRONMENT_TAG ? value === environment : value !== ''
  const found = tags.filter(([key]) => isWanted(key))
  if (found.some(([, value]) => isRight(value))) return 'carried'
  // What a resource says itself is not changed by a provider's defaults.
  if (found.length > 0) return 'lacking'
  return unknown || unknownKeys.some(isWanted) ? 'unknown' : 'lacking'
}

/** One line for people, plain text. */
export function describeCoverage({ keys, taggable, carrying, unknown }: TagCoverage): string {
  const others = keys.slice(1).map((key) => `'${key}'`)
  const besides = others.length === 0 ? '' : ` and ${others.join(', ')}`
  const later = unknown === 0 ? '' : `; ${unknown} known after apply`
  return `${carrying} of ${taggable} taggable resources carry the environment${besides}${later}`
}

/**
 * What to do about the resources that lack tags, in sentences.
 * @param named how code is set off from the text
 */
export function describeRemedy(
  missing: readonly Untagged[],
  named: (code: string) => string
): string {
  const bare = missing.filter(({ lacks, hasOther: other }) => lacks.length > (other ? 1 : 0))
  const others = missing.filter(({ hasOther: other }) => other).length
  const given = [...new Set(bare.map(({ argument }) => argument))]
    .toSorted()
    .map((argument) => named(`${argument} = var.${variableFor(argument)}`))
  return [
    ...(given.length === 0
      ? []
      : [`Add ${given.join(' or ')} to those without, as the action's docs/variables.md shows.`]),
    ...(others === 0
      ? []
      : [
          `Where ${named(ENVIRONMENT_TAG)} has another value (${others}), the code or the input 'tags' sets it: remove it there.`
        ])
  ].join(' ')
}

/** The variable of the root module by which an argument gets its tags. */
export const variableFor = (argument: string): 'tags' | 'labels' =>
  argument === 'labels' ? 'labels' : 'tags'
