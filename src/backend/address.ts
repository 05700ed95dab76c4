/** Fills the settings of a backend in, and takes the credentials out of its addresses. */
import { fill } from '../placeholders.ts'
import type { Placeholders } from '../placeholders.ts'

/** The settings with their placeholders filled in. */
export function settingsOf(
  type: string,
  given: Readonly<Record<string, string>>,
  values: Placeholders
): readonly (readonly [string, string])[] {
  const settings = Object.entries(given)
  if (type !== 'http') return settings.map(([name, value]) => [name, fill(value, values)])
  // In an address, '#' or '?' in a branch's name would cut off what tells two environments apart.
  const encoded = mapValues(values, encodeURIComponent)
  const filled = settings.map(
    ([name, value]) => [name, fill(value, name.endsWith('address') ? encoded : values)] as const
  )
  return withoutUserinfo(filled)
}

const mapValues = (values: Placeholders, change: (text: string) => string): Placeholders => ({
  project: change(values.project),
  environment: change(values.environment),
  branch: change(values.branch),
  repository: change(values.repository)
})

const USERINFO = /^([a-z][a-z0-9+.-]*:\/\/)([^/]*)@/iu

/** `https://user:password@host` as settings that travel by environment; what is given apart wins. */
function withoutUserinfo(
  settings: readonly (readonly [string, string])[]
): readonly (readonly [string, string])[] {
  const found = settings
    .map(([, value]) => USERINFO.exec(value)?.[2])
    .find((text) => text !== undefined)
  const [, user = '', password = ''] = /^([^:]*):?(.*)$/su.exec(found ?? '') ?? []
  const inside = {
    ...(user === '' ? {} : { username: decoded(user) }),
    ...(password === '' ? {} : { password: decoded(password) })
  }
  const clean = settings.map(([name, value]) => [name, value.replace(USERINFO, '$1')] as const)
  return Object.entries({ ...inside, ...Object.fromEntries(clean) })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a '%' that was meant as one
  }
}

/** An address for people. */
export const withoutCredentials = (address: string): string => address.replace(USERINFO, '$1')
