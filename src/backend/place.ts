/** Says where a state is: the settings that tell two places apart, with what Terraform takes where nothing sets them. */
import { withoutCredentials } from './address.ts'
import { kindOf } from './kinds.ts'
import { s3EndpointOf } from './leftover/s3-settings.ts'
import { settingOf, variableOf } from './leftover/setting.ts'
import type { Settings } from './leftover/setting.ts'
import { pgSettingsOf } from './pg-settings.ts'

/** What is not a setting of its own, or is one that may be written in several ways. */
const FURTHER: Readonly<
  Record<string, (settings: Settings, variables: Settings) => Readonly<Record<string, string>>>
> = {
  s3: (settings, variables) => ({ endpoint: s3EndpointOf(settings, variables) ?? '' }),
  pg: (settings, variables) => {
    const { host, port, database = '' } = pgSettingsOf(settings, variables)
    return { host, port: String(port), database }
  }
}
/** Where upper and lower case, the scheme and a slash at the end make no other server. */
const SERVERS = [
  'address',
  'endpoint',
  'host',
  'hostname',
  'metadata_host',
  'storage_custom_endpoint'
]

/**
 * What tells a type's places apart, besides the environment's attribute; no secret is among it.
 * @param settings of the backend, the module's own included
 * @param variables the environment's, some of which stand for a setting
 * @returns undefined in place of a value that cannot be known without Terraform
 */
export function partsOf(type: string, settings: Settings, variables: Settings): Settings {
  const parts = Object.entries(kindOf(type)?.place ?? {}).map(([name, part]) => {
    const value = known(
      () => settingOf(settings, name) ?? variableOf(variables, ...part.variables) ?? part.otherwise
    )
    return [name, value] as const
  })
  const further = FURTHER[type]
  if (further === undefined) return Object.fromEntries(parts)
  const found = known(() => further(settings, variables))
  return { ...Object.fromEntries(parts), ...(found ?? { server: undefined }) }
}

/**
 * Where an environment's state is, as one text.
 * @returns undefined where a part of it is not known: then it equals no other
 */
export function placeOf(type: string, settings: Settings, variables: Settings): string | undefined {
  const attribute = kindOf(type)?.environmentAttribute ?? ''
  const parts = { [attribute]: settings[attribute], ...partsOf(type, settings, variables) }
  const all: (readonly [string, string])[] = []
  for (const [name, value] of Object.entries(parts)) {
    if (value === undefined) return undefined
    all.push([name, normal(type, name, value)])
  }
  return JSON.stringify([type, ...all])
}

function normal(type: string, name: string, value: string): string {
  const bare = withoutCredentials(value)
  if (type === 'gcs' && name === 'prefix') return bare.split('/').filter(Boolean).join('/')
  if (type === 'http' || !SERVERS.includes(name)) return bare
  return bare
    .toLowerCase()
    .replace(/^https?:\/\//u, '')
    .replace(/\/+$/u, '')
}

function known<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
