/** The settings of Terraform's `http` backend, from wherever they are given. */

export interface HttpSettings {
  readonly address: string
  readonly lockAddress: string
  readonly unlockAddress: string
  readonly lockMethod: string
  readonly unlockMethod: string
  readonly user: string
  readonly password: string
}

/**
 * @param settings of the backend, the module's own literals included; they win
 * @param variables the environment's
 * @throws Error where another server, or the same in another way, might be asked than by Terraform
 * @see https://developer.hashicorp.com/terraform/language/backend/http
 */
export function httpSettingsOf(
  settings: Readonly<Record<string, string | undefined>>,
  variables: Readonly<Record<string, string | undefined>>
): HttpSettings {
  const read = (name: string, otherwise = ''): string => {
    if (name in settings && settings[name] === undefined)
      throw new Error(`the code does not give '${name}' as a plain value`)
    return settings[name] ?? variables[`TF_HTTP_${name.toUpperCase()}`] ?? otherwise
  }
  if ('headers' in settings) throw new Error("the action does not send its 'headers'")
  return {
    address: read('address'),
    lockAddress: read('lock_address'),
    unlockAddress: read('unlock_address'),
    lockMethod: read('lock_method', 'LOCK'),
    unlockMethod: read('unlock_method', 'UNLOCK'),
    user: read('username'),
    password: read('password')
  }
}
