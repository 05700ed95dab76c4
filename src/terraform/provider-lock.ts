/** What `.terraform.lock.hcl` says: which version of each provider, and which packages are the right ones. */
import { HclSyntaxError, literalOf, scanHcl } from './hcl.ts'
import type { HclItem } from './hcl.ts'

export interface LockedProvider {
  /** `registry.terraform.io/hashicorp/random` */
  readonly address: string
  readonly version: string
  /** Of unpacked packages, one for each platform: `h1:…` */
  readonly hashes: readonly string[]
}

export const PROVIDER_LOCK = '.terraform.lock.hcl'

/**
 * The providers of a lock file; none where it cannot be read. Names that could lead out of a folder are left out.
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
export function lockedProviders(text: string): readonly LockedProvider[] {
  return itemsOf(text).flatMap((item) => {
    if (item.kind !== 'block' || item.type !== 'provider') return []
    const [address = ''] = item.labels
    const version = literalOf(expressionOf(item.body, 'version') ?? '')
    if (!ADDRESS.test(address) || typeof version !== 'string' || !VERSION.test(version)) return []
    const hashes = expressionOf(item.body, 'hashes')?.match(/h1:[A-Za-z0-9+/]{43}=/gu) ?? []
    return [{ address, version, hashes }]
  })
}

const ADDRESS = /^[\p{L}\p{N}][\p{L}\p{N}.:-]*(?:\/[\p{L}\p{N}][\p{L}\p{N}_-]*){2}$/u
const VERSION = /^\d[\w.+-]*$/u

function itemsOf(text: string): readonly HclItem[] {
  try {
    return scanHcl(text)
  } catch (error) {
    if (error instanceof HclSyntaxError) return []
    throw error
  }
}

function expressionOf(body: readonly HclItem[], name: string): string | undefined {
  const found = body.find((item) => item.kind === 'attribute' && item.name === name)
  return found?.kind === 'attribute' ? found.expression : undefined
}
