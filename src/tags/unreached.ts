/** Says what a root module must have for the tags to reach resources that no way leads to. */
import { carriersIn, hasWay, isOlder, meantBy } from './carriers.ts'
import type { Tagged } from './carriers.ts'
import { ENVIRONMENT_TAG, variableFor } from './coverage.ts'
import type { Untagged } from './coverage.ts'
import { listed } from './notices.ts'
import type { Tagging } from './notices.ts'
import type { Tool } from '../tool/releases.ts'

/**
 * One text for each provider that is too old, and one for all others. A resource with an environment of its own has
 * been thought of.
 * @param missing resources of the plan that do not carry every tag
 */
export function unreachedNotices(
  missing: readonly Untagged[],
  { module, tagged, given }: Pick<Tagging, 'module' | 'tagged' | 'given'>,
  tool: Tool
): readonly string[] {
  const bare = missing.filter(({ lacks, hasOther }) => lacks.includes(ENVIRONMENT_TAG) && !hasOther)
  const known = new Set(tagged.map(({ address }) => address.toLowerCase()))
  const others = new Map(
    bare
      .filter(({ provider }) => !known.has(provider.toLowerCase()))
      .map((one) => [one.provider, unknownOf(one)])
  )
  const all = [...tagged, ...others.values()]
  const carried = new Set(
    carriersIn(module, given).all.flatMap((variable) => meantBy(variable, all))
  )
  const argumentsOf = ({ address }: Tagged): readonly string[] =>
    bare
      .filter(({ provider }) => provider.toLowerCase() === address.toLowerCase())
      .map(({ argument }) => argument)
  const left = all.filter(
    (provider) => !carried.has(provider) && !hasWay(provider) && argumentsOf(provider).length > 0
  )
  const old = left.filter(({ way, version }) => way !== undefined && isOlder(version, way.since))
  const silent = left.filter((provider) => !old.includes(provider))
  const notices = old.map(
    (one) =>
      `The tags do not reach the resources of ${one.title}, which is ${one.version}: it takes them from outside of the root module since ${one.way?.since}. Raise its version in 'required_providers', run '${tool} init -upgrade' and commit .terraform.lock.hcl. Or add this to the root module:\n${howTo(argumentsOf(one))}`
  )
  if (silent.length === 0) return notices
  const titles = listed([...new Set(silent.map(({ title }) => title))])
  return [
    ...notices,
    `The tags do not reach the resources of ${titles}, for the root module declares no variable for them. Add this to it:\n${howTo(silent.flatMap(argumentsOf))}`
  ]
}

/** A provider whose cloud's rules nobody has written down here. */
const unknownOf = ({ provider, argument }: Untagged): Tagged => ({
  address: provider,
  title: provider.split('/').at(-1) ?? provider,
  argument: variableFor(argument),
  name: undefined,
  version: undefined
})

/** Complete blocks, and what each resource needs. */
function howTo(found: readonly string[]): string {
  const names = [...new Set(found)].toSorted()
  const blocks = [...new Set(names.map(variableFor))].map(
    (name) => `    variable "${name}" {\n      type    = map(string)\n      default = {}\n    }\n`
  )
  const lines = names.map((name) => `    ${name} = var.${variableFor(name)}`)
  return `${blocks.join('')}and to each resource, or its module:\n${lines.join('\n')}`
}
