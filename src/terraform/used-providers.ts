/** Which providers a root module uses: those it names, those its resources stand for, and those of the lock file. */
import type { LockedProvider } from './provider-lock.ts'
import type { Declarations } from './module-merge.ts'
import type { Tool } from '../tool/releases.ts'

export interface UsedProvider {
  /** `registry.terraform.io/hashicorp/google` */
  readonly address: string
  /** What the root module calls it, or would; undefined where that name is another's. */
  readonly name: string | undefined
  /** The one in the lock file. */
  readonly version: string | undefined
}

const HOSTS: Readonly<Record<Tool, string>> = {
  terraform: 'registry.terraform.io',
  tofu: 'registry.opentofu.org'
}

/**
 * @param locked what the lock file names, providers of other modules included
 * @see https://developer.hashicorp.com/terraform/language/providers/requirements
 */
export function usedProviders(
  module: Pick<Declarations, 'providers' | 'requirements' | 'implied'>,
  locked: readonly Pick<LockedProvider, 'address' | 'version'>[],
  tool: Tool
): readonly UsedProvider[] {
  const { providers, requirements, implied } = module
  const names = new Set([...requirements.keys(), ...providers.map(({ name }) => name), ...implied])
  const versions = new Map(locked.map(({ address, version }) => [address.toLowerCase(), version]))
  const named = [...names].map((name) => {
    const address = addressOf(requirements.get(name)?.source ?? name, tool)
    return { address, name, version: versions.get(address) }
  })
  const others = locked.flatMap(({ address, version }): UsedProvider[] => {
    const lower = address.toLowerCase()
    if (named.some((one) => one.address === lower)) return []
    const type = lower.split('/').at(-1) ?? ''
    const free = addressOf(type, tool) === lower && !requirements.has(type)
    return [{ address: lower, name: free ? type : undefined, version }]
  })
  return [...named, ...others]
}

/** Names of hosts, namespaces and types do not differ by case. */
function addressOf(source: string, tool: Tool): string {
  const parts = source.toLowerCase().split('/')
  if (parts.length === 1) return [HOSTS[tool], 'hashicorp', ...parts].join('/')
  return (parts.length === 2 ? [HOSTS[tool], ...parts] : parts).join('/')
}
