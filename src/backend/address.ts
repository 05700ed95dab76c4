/** Fills the settings of a backend in, and takes the credentials out of its addresses. */
import { RunError } from '../errors.ts'
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

const USERINFO = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)@/iu

/**
 * `https://user:password@host` as settings that travel by environment; what is given apart wins.
 * @throws RunError `invalid-input` for two addresses with different ones: Terraform has one user and one password
 */
function withoutUserinfo(
  settings: readonly (readonly [string, string])[]
): readonly (readonly [string, string])[] {
  const found = settings.flatMap(([name, value]) => {
    const text = USERINFO.exec(value)?.[2]
    return text === undefined ? [] : [{ name, text }]
  })
  const [first] = found
  const other = found.find(({ text }) => text !== first?.text)
  if (first !== undefined && other !== undefined) throw different(first.name, other.name)
  const [, user = '', password = ''] = /^([^:]*):?(.*)$/su.exec(first?.text ?? '') ?? []
  const inside = {
    ...(user === '' ? {} : { username: decoded(user) }),
    ...(password === '' ? {} : { password: decoded(password) })
  }
  const clean = settings.map(([name, value]) => [name, value.replace(USERINFO, '$1')] as const)
  return Object.entries({ ...inside, ...Object.fromEntries(clean) })
}

const different = (one: string, other: string): RunError =>
  new RunError(
    'invalid-input',
    `The input 'backend-config' has one user or password in '${one}' and another in '${other}', but Terraform has one for both.`,
    'Write the addresses without them, and give one user and one password to the step by environment variable:\n    env:\n      TF_HTTP_USERNAME: ${{ secrets.TF_HTTP_USERNAME }}\n      TF_HTTP_PASSWORD: ${{ secrets.TF_HTTP_PASSWORD }}'
  )

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a '%' that was meant as one
  }
}

const QUERY = /^([a-z][a-z0-9+.-]*:\/\/[^?]*)\?.*$/isu

/** An address for people, without a query, which may have a token in it. */
export const withoutCredentials = (address: string): string =>
  address.replace(USERINFO, '$1').replace(QUERY, '$1')
