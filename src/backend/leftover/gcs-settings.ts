/** What the settings and variables of Terraform's `gcs` backend say, without Terraform. */
import type { Variables } from '../../context.ts'
import { shapeOf, textsOf } from '../../terraform/hcl-shape.ts'
import { StaysError } from './reason.ts'
import { settingOf, variableOf } from './setting.ts'
import type { Settings } from './setting.ts'

/** Where the credentials come from; the first of these that is given, as in Terraform. */
export type GcsLogin =
  | { readonly kind: 'token'; readonly token: string }
  /** A JSON document, or the path of one. */
  | { readonly kind: 'key'; readonly key: string }
  /** What Google calls the application default credentials, from this file where it is given. */
  | { readonly kind: 'default'; readonly file: string | undefined }
  | { readonly kind: 'none' }

export interface GcsSettings {
  readonly bucket: string
  /** The names of the state's object and of its lock's. */
  readonly state: string
  readonly lock: string
  /** The address of the API, to which `b/BUCKET` is relative; undefined for Google's. */
  readonly endpoint: string | undefined
  readonly login: GcsLogin
  readonly impersonated:
    | { readonly account: string; readonly delegates: readonly string[] }
    | undefined
  /** Base64, or the path of a file with that; without it an object encrypted with it cannot be read. */
  readonly encryptionKey: string | undefined
}

/**
 * @throws StaysError for what cannot be read
 * @see https://developer.hashicorp.com/terraform/language/backend/gcs
 */
export function gcsSettingsOf(settings: Settings, variables: Variables): GcsSettings {
  const get = (...names: readonly string[]): string | undefined => settingOf(settings, ...names)
  const prefix = get('prefix') ?? ''
  const emulator = variableOf(variables, 'STORAGE_EMULATOR_HOST')
  const endpoint =
    get('storage_custom_endpoint') ??
    variableOf(
      variables,
      'GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT',
      'GOOGLE_STORAGE_CUSTOM_ENDPOINT'
    )
  return {
    bucket: get('bucket') ?? '',
    state: objectIn(prefix, 'default.tfstate'),
    lock: objectIn(prefix, 'default.tflock'),
    endpoint: endpoint ?? (emulator === undefined ? undefined : emulatorAddress(emulator)),
    login: emulator === undefined ? loginOf(settings, variables) : { kind: 'none' },
    impersonated: impersonatedOf(settings, variables),
    encryptionKey: get('encryption_key') ?? variableOf(variables, 'GOOGLE_ENCRYPTION_KEY')
  }
}

function loginOf(settings: Settings, variables: Variables): GcsLogin {
  const token =
    settingOf(settings, 'access_token') ?? variableOf(variables, 'GOOGLE_OAUTH_ACCESS_TOKEN')
  if (token !== undefined) return { kind: 'token', token }
  const key =
    settingOf(settings, 'credentials') ??
    variableOf(variables, 'GOOGLE_BACKEND_CREDENTIALS', 'GOOGLE_CREDENTIALS')
  if (key !== undefined) return { kind: 'key', key }
  return { kind: 'default', file: variableOf(variables, 'GOOGLE_APPLICATION_CREDENTIALS') }
}

function impersonatedOf(settings: Settings, variables: Variables): GcsSettings['impersonated'] {
  const account =
    settingOf(settings, 'impersonate_service_account') ??
    variableOf(
      variables,
      'GOOGLE_BACKEND_IMPERSONATE_SERVICE_ACCOUNT',
      'GOOGLE_IMPERSONATE_SERVICE_ACCOUNT'
    )
  if (account === undefined) return undefined
  const name = 'impersonate_service_account_delegates'
  const delegates = textsOf(shapeOf(settingOf(settings, name) ?? '[]'))
  if (delegates === undefined) throw new StaysError(`'${name}' is not a list of plain values`)
  return { account, delegates }
}

/** Slashes too many and `..` are taken out, as Terraform does. */
function objectIn(prefix: string, name: string): string {
  const folders: string[] = []
  for (const folder of prefix.split('/')) {
    if (folder === '..') folders.pop()
    else if (folder !== '' && folder !== '.') folders.push(folder)
  }
  return [...folders, name].join('/')
}

const emulatorAddress = (host: string): string =>
  `${host.includes('://') ? host : `http://${host}`}/storage/v1/`
