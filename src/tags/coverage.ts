/** Tells which resources of a plan carry the environment, and what the policy wants besides. */
import { tagsOn, variableTags } from './carriers.ts'
import type { Tagged } from './carriers.ts'
import type { Taggable } from '../terraform/taggable.ts'

type Tags = Readonly<Record<string, string>>

/** The tag whose value is the environment's name, unless the user gives another. */
export const ENVIRONMENT_TAG = 'environment'

/** A resource that will not have every tag. */
export interface Untagged {
  readonly address: string
  /** Keys that it has not, has without a value, or has with another environment's value. */
  readonly lacks: readonly string[]
}

/** Every resource that can have tags is in one of three numbers: it carries all, lacks some, or cannot be told. */
export interface TagCoverage {
  /** What was looked for: the environment's own tag first. */
  readonly keys: readonly string[]
  readonly taggable: number
  readonly carrying: number
  readonly missing: readonly Untagged[]
  /** Those of which only the apply will tell. */
  readonly unknown: number
}

/**
 * @param values of the environment's tag, of which a resource must have one
 * @param required keys that the policy names
 */
export function coverageOf(
  taggable: readonly Taggable[],
  values: readonly string[],
  required: readonly string[]
): TagCoverage {
  const keys = [...new Set([ENVIRONMENT_TAG, ...required])]
  const found = taggable.map((resource) => {
    const states = keys.map((key) => stateOf(resource, key, values))
    return {
      address: resource.address,
      lacks: keys.filter((_, index) => states[index] === 'lacking'),
      isKnown: !states.includes('unknown')
    }
  })
  const missing = found.filter(({ lacks }) => lacks.length > 0)
  const unknown = found.filter(({ lacks, isKnown }) => lacks.length === 0 && !isKnown).length
  return {
    keys,
    taggable: found.length,
    carrying: found.length - missing.length - unknown,
    missing: missing.map(({ address, lacks }) => ({ address, lacks })),
    unknown
  }
}

function stateOf(
  { tags, unknownKeys, unknown, foldsCase }: Taggable,
  wanted: string,
  values: readonly string[]
): 'carried' | 'lacking' | 'unknown' {
  // A module may spell the environment's own tag in its own way, which is then the one that it is given.
  const folds = foldsCase || wanted === ENVIRONMENT_TAG
  const fold = (key: string): string => (folds ? key.toLowerCase() : key)
  const isWanted = (key: string): boolean => fold(key) === fold(wanted)
  const isRight = (value: string): boolean =>
    wanted === ENVIRONMENT_TAG ? values.includes(value) : value !== ''
  const found = tags.filter(([key]) => isWanted(key))
  if (found.some(([, value]) => isRight(value))) return 'carried'
  // What a resource says itself is not changed by a provider's defaults.
  if (found.length > 0) return 'lacking'
  return unknown || unknownKeys.some(isWanted) ? 'unknown' : 'lacking'
}

/**
 * The values that tell a resource's environment: what the action gives it, as the user or a provider wants it, and the
 * environment's name. The one that is asked for comes first.
 */
export function environmentValues(
  environment: string,
  tags: Tags,
  tagged: readonly Tagged[]
): readonly string[] {
  const given = [
    tags,
    ...tagged.map((provider) => tagsOn([provider], tags).tags),
    ...Object.values(variableTags(tags, tagged))
  ]
  const values = given
    .flatMap((one) => Object.entries(one))
    .filter(([key, value]) => key.toLowerCase() === ENVIRONMENT_TAG && value !== '')
    .map(([, value]) => value)
  return [...new Set([...values, environment])]
}

/** One line for people, plain text. */
export function describeCoverage({ keys, taggable, carrying, unknown }: TagCoverage): string {
  const others = keys.slice(1).map((key) => `'${key}'`)
  const besides = others.length === 0 ? '' : ` and ${others.join(', ')}`
  const later = unknown === 0 ? '' : `; ${unknown} known after apply`
  return `${carrying} of ${taggable} taggable resources carry the environment${besides}${later}`
}
