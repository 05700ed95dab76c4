/** Refuses names of a state that Terraform, the service and this action would not read the same way. */
import { RunError } from '../errors.ts'
import { withoutCredentials } from './address.ts'

type Maybe = Readonly<Record<string, string | undefined>>

/** What is odd in a name, in words that follow "with"; undefined where nothing is. */
type Oddity = (value: string) => string | undefined

/**
 * Two environments with such names could share one state, or the action remove another than Terraform's.
 * @param attribute the setting that carries the environment
 * @param example how to write it
 * @param settings filled in, the module's own literals included
 * @throws RunError `invalid-input`
 */
export function refuseOddPlace(
  type: string,
  { environmentAttribute: attribute, example }: Rules,
  settings: Maybe,
  variables: Maybe
): void {
  const oddity = Object.hasOwn(ODDITIES, type) ? ODDITIES[type] : undefined
  if (oddity === undefined) return
  const places =
    type === 'http' ? addressesOf(settings, variables) : { [attribute]: settings[attribute] }
  for (const [name, value = ''] of Object.entries(places)) {
    const odd = oddity(value)
    if (odd === undefined) continue
    throw new RunError(
      'invalid-input',
      `The setting '${name}' of the '${type}' backend is '${withoutCredentials(value)}', with ${odd}: two environments could share one state.`,
      `Write it without, and with {environment} in place of {branch}:\n    backend-config: ${name}=${example}`
    )
  }
}

interface Rules {
  readonly environmentAttribute: string
  readonly example: string
}

const dots: Oddity = (value) =>
  value.split('/').some((segment) => segment === '.' || segment === '..')
    ? "a '.' or '..' between its slashes"
    : undefined

/** Terraform puts the key into an address as it is; Azure takes no dot at the end of a folder's name. */
const inAzure: Oddity = (key) => {
  const character = /[%?\\]/u.exec(key)?.[0]
  if (character !== undefined) return `a '${character}' in it`
  return /\.(?:\/|$)/u.test(key) ? 'a dot before a slash or at its end' : undefined
}

/** What follows '#' is sent to nobody; '%2e' is a dot to some clients, and '\' a slash. */
const inAddress: Oddity = (address) => {
  const character = /[#\\]/u.exec(address)?.[0]
  if (character !== undefined) return `a '${character}' in it`
  if (/[\p{Cc}]|^\s|\s$/u.test(address))
    return 'a blank at its begin or end, or an invisible character'
  const [path = ''] = address.split('?')
  return dots(path.replaceAll(/%2e/giu, '.'))
}

const ODDITIES: Readonly<Record<string, Oddity>> = {
  azurerm: inAzure,
  http: inAddress,
  gcs: dots,
  s3: dots,
  local: dots
}

/** Only what the code says plainly: the rest is Terraform's to read. */
const addressesOf = (settings: Maybe, variables: Maybe): Maybe =>
  Object.fromEntries(
    ['address', 'lock_address', 'unlock_address'].map((name) => [
      name,
      name in settings ? settings[name] : variables[`TF_HTTP_${name.toUpperCase()}`]
    ])
  )
