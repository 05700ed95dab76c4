/** What a run says about its tags: what had to be altered, and which resources do not get them. */
import { carriersIn, hasWay, isOlder, meantBy, tagsOn } from './carriers.ts'
import type { Tagged } from './carriers.ts'
import type { TagChange } from './rules.ts'
import type { Declarations } from '../terraform/module-merge.ts'
import type { Tool } from '../tool/releases.ts'

export interface Tagging {
  /** As they were asked for. */
  readonly tags: Readonly<Record<string, string>>
  readonly module: Pick<Declarations, 'variables'>
  readonly tagged: readonly Tagged[]
  /** The input `variables`. */
  readonly given: Readonly<Record<string, string>>
  readonly tool: Tool
}

/** One text for all that was altered, and one for each way to the resources that is missing. */
export function tagNotices(tagging: Tagging): readonly string[] {
  const { tagged, module, given, tool } = tagging
  const notices: string[] = []
  const altered = alterations(tagging)
  if (altered.length > 0) notices.push(altered.join('\n'))
  const { all } = carriersIn(module, given)
  const carried = new Set(all.flatMap((variable) => meantBy(variable, tagged)))
  const left = tagged.filter((provider) => !carried.has(provider) && !hasWay(provider))
  for (const { title, version, way, argument } of left) {
    if (way === undefined || !isOlder(version, way.since)) continue
    notices.push(
      `The tags do not reach the resources of ${title}, which is ${version}: it takes them from outside of the root module since ${way.since}. Raise its version in 'required_providers', run '${tool} init -upgrade' and commit .terraform.lock.hcl. Or add this to the root module:\n${howTo(argument)}`
    )
  }
  for (const argument of ['tags', 'labels'] as const) {
    const silent = left.filter((one) => one.argument === argument && (one.told || isNameless(one)))
    if (silent.length === 0) continue
    const titles = [...new Set(silent.map(({ title }) => title))]
    notices.push(
      `The tags do not reach the resources of ${listed(titles)}, for the root module declares no variable for them. Add this to it:\n${howTo(argument)}`
    )
  }
  return notices
}

/** Its name in the root module belongs to another provider, so that no block can be written for it. */
const isNameless = ({ way, name }: Tagged): boolean => way !== undefined && name === undefined

/** A complete block, and what each resource needs. */
function howTo(argument: Tagged['argument']): string {
  return `    variable "${argument}" {\n      type    = map(string)\n      default = {}\n    }\nand to each resource, or its module:\n    ${argument} = var.${argument}`
}

/** One sentence for what was altered in the same way, however many providers it is for. */
function alterations({ tags, module, tagged, given }: Tagging): readonly string[] {
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
  return [...found.values()].map(({ change, on }) => sentenceOf(change, listed([...on])))
}

function sentenceOf(change: TagChange, on: string): string {
  const { key } = change
  switch (change.kind) {
    case 'value':
      return `The tag '${key}' is '${change.to}' on ${on}, where '${change.from}' is not allowed.`
    case 'key':
      return `The tag '${key}' is called '${change.to}' on ${on}, where '${key}' is not allowed.`
    case 'same':
      return `The tag '${key}' is left out on ${on}, where it would have the name of '${change.as}'.`
    case 'empty':
      return `The tag '${key}' is left out on ${on}, where nothing of its name is allowed.`
    case 'beyond':
      return `The tag '${key}' is left out on ${on}, where a resource has ${change.most} at most.`
  }
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
