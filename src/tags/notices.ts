/** What a run says of tags that a cloud does not take as they were asked for. */
import { carriersIn, hasWay, meantBy, tagsOn } from './carriers.ts'
import type { Tagged } from './carriers.ts'
import { ENVIRONMENT_TAG } from './coverage.ts'
import type { TagChange } from './rules.ts'
import type { Declarations } from '../terraform/module-merge.ts'

export interface Tagging {
  /** As they were asked for. */
  readonly tags: Readonly<Record<string, string>>
  readonly module: Pick<Declarations, 'variables'>
  readonly tagged: readonly Tagged[]
  /** The input `variables`. */
  readonly given: Readonly<Record<string, string>>
}

/** What was altered, a line for each tag. */
export interface Alterations {
  /** Of the user's own tags and the environment's, which people look for. */
  readonly own: readonly string[]
  /** Of the other standard tags, such as the `/` of every repository's name. */
  readonly standard: readonly string[]
}

/** @param lines the input `tags` */
export function alterationsOf(
  tagging: Tagging,
  lines: Readonly<Record<string, string>>
): Alterations {
  const own: string[] = []
  const standard: string[] = []
  for (const [key, sentences] of alterations(tagging)) {
    const isOwn = key === ENVIRONMENT_TAG || Object.hasOwn(lines, key)
    ;(isOwn ? own : standard).push(sentences.join(' '))
  }
  return { own, standard }
}

/** One sentence for what was altered in the same way, however many providers it is for; by the tag's key. */
function alterations({
  tags,
  module,
  tagged,
  given
}: Tagging): ReadonlyMap<string, readonly string[]> {
  const ways = tagged.filter(hasWay).map((provider) => [provider])
  const variables = carriersIn(module, given).ours.map((name) => meantBy(name, tagged))
  const found = new Map<string, { readonly change: TagChange; readonly on: Set<string> }>()
  for (const providers of [...ways, ...variables]) {
    for (const change of tagsOn(providers, tags).changes) {
      const key = JSON.stringify(change)
      const entry = found.get(key) ?? { change, on: new Set() }
      providers.forEach(({ title }) => entry.on.add(title))
      found.set(key, entry)
    }
  }
  const byKey = new Map<string, string[]>()
  for (const { change, on } of found.values()) {
    const sentences = byKey.get(change.key) ?? []
    byKey.set(change.key, [...sentences, sentenceOf(change, listed([...on]))])
  }
  return byKey
}

function sentenceOf(change: TagChange, on: string): string {
  const { key } = change
  switch (change.kind) {
    case 'value':
      return `The tag '${key}' is '${change.to}' on ${on}, where '${change.from}' is not allowed.`
    case 'key':
      return `The tag '${key}' is called '${change.to}' on ${on}, where '${key}' is not allowed.`
    case 'both':
      return `The tag '${key}' is '${change.name}=${change.to}' on ${on}, where '${key}=${change.from}' is not allowed.`
    case 'same':
      return `The tag '${key}' is left out on ${on}, where it would have the name of '${change.as}'.`
    case 'empty':
      return `The tag '${key}' is left out on ${on}, where nothing of its name is allowed.`
    case 'beyond':
      return `The tag '${key}' is left out on ${on}, where a resource has ${change.most} at most.`
  }
}

export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
