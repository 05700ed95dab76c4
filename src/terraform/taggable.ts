/** Finds in a plan which resources can have tags or labels, and which they will have. */
import { listOf, objectOf, textOf } from '../json.ts'
import type { Json } from '../json.ts'
import { objectsOf } from './events.ts'

/** A resource that can have tags, as it will be after the apply. */
export interface Taggable {
  readonly address: string
  /** The address of its provider, as the plan has it. */
  readonly provider: string
  /** The argument by which it is given tags: `tags`, `labels` or `freeform_tags`. */
  readonly argument: string
  /** Whether `Owner` and `owner` are one key. */
  readonly foldsCase: boolean
  /** Key and value of each tag; of one that is in two maps both. */
  readonly tags: readonly (readonly [string, string])[]
  /** Keys of which only the apply will tell the values. */
  readonly unknownKeys: readonly string[]
  /** Whether only the apply will tell what other keys there are. */
  readonly unknown: boolean
}

/** What a provider calls its maps of tags; some hold what the provider has merged, and cannot be written. */
interface Names {
  /** Maps wherever they are: a resource with nothing in them is one without tags. */
  readonly always: readonly string[]
  /** Maps, or lists of texts, or something else: to be looked at. */
  readonly perhaps: readonly string[]
  readonly foldsCase: boolean
}

/** To Azure keys are the same in either case; Google has only lower case. */
const AZURE: Names = { always: ['tags'], perhaps: [], foldsCase: true }
/** Google's `tags` are of networks, or of an organisation. */
const GOOGLE: Names = {
  always: ['labels', 'effective_labels', 'terraform_labels'],
  perhaps: [],
  foldsCase: true
}
const TAGS: Names = { always: ['tags'], perhaps: [], foldsCase: false }
/** By the last part of a provider's address, which its forks keep. */
const PROVIDERS: ReadonlyMap<string, Names> = new Map([
  // Where `tags` is a map there is `tags_all`, too; `labels` are Kubernetes' own.
  ['aws', { always: ['tags_all'], perhaps: ['tags'], foldsCase: false }],
  ['azurerm', AZURE],
  ['azapi', AZURE],
  ['alicloud', TAGS],
  ['huaweicloud', TAGS],
  ['opentelekomcloud', TAGS],
  ['tencentcloud', TAGS],
  ['hcloud', { always: ['labels'], perhaps: [], foldsCase: false }],
  ['google', GOOGLE],
  ['google-beta', GOOGLE]
])
const OTHERS: Names = {
  always: ['tags_all', 'effective_labels', 'terraform_labels', 'freeform_tags'],
  perhaps: ['tags', 'labels'],
  foldsCase: false
}

/**
 * Every managed resource that comes or stays, also one that the plan leaves alone.
 * @param plan of `terraform show -json`, whatever is in it
 */
export const taggableIn = (plan: Json): readonly Taggable[] =>
  objectsOf(plan['resource_changes']).flatMap((resource) => {
    const change = objectOf(resource['change'])
    const address = textOf(resource['address'])
    if (change === undefined || address === undefined || !stays(resource, change)) return []
    const provider = textOf(resource['provider_name']) ?? ''
    const names = PROVIDERS.get(provider.split('/').at(-1) ?? '') ?? OTHERS
    return taggableOf({ address, provider }, change, names)
  })

function stays(resource: Json, change: Json): boolean {
  const actions = (listOf(change['actions']) ?? []).map(textOf)
  const goes = actions.includes('delete') || actions.includes('forget')
  // What is deposed is left of a replacement that failed, under the address of its successor.
  const isLeftover = resource['deposed'] !== undefined
  return resource['mode'] === 'managed' && !isLeftover && (!goes || actions.includes('create'))
}

function taggableOf(
  resource: Pick<Taggable, 'address' | 'provider'>,
  change: Json,
  { always, perhaps, foldsCase }: Names
): readonly Taggable[] {
  const after = objectOf(change['after']) ?? {}
  const unknown = objectOf(change['after_unknown']) ?? {}
  const names = [
    ...always.filter((name) => after[name] === null || unknown[name] === true),
    ...[...always, ...perhaps].filter((name) => isMap(after[name]))
  ]
  if (names.length === 0) return []
  return [
    {
      ...resource,
      argument: argumentOf(names),
      foldsCase,
      tags: names.flatMap((name) => tagsIn(after[name])),
      unknownKeys: names.flatMap((name) => markedIn(unknown[name])),
      unknown: [...always, ...perhaps].some((name) => unknown[name] === true)
    }
  ]
}

/** @param names those of its maps */
function argumentOf(names: readonly string[]): string {
  if (names.includes('freeform_tags')) return 'freeform_tags'
  return names.some((name) => name.startsWith('tags')) ? 'tags' : 'labels'
}

const isMap = (value: unknown): boolean => {
  const map = objectOf(value)
  return (
    map !== undefined &&
    Object.values(map).every((part) => part === null || textOf(part) !== undefined)
  )
}

const tagsIn = (value: unknown): readonly (readonly [string, string])[] =>
  Object.entries(objectOf(value) ?? {}).flatMap(([key, part]) => {
    const text = textOf(part)
    return text === undefined ? [] : [[key, text] as const]
  })

const markedIn = (mask: unknown): readonly string[] =>
  Object.entries(objectOf(mask) ?? {}).flatMap(([key, mark]) => (mark === true ? [key] : []))
