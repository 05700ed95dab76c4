/** How Terraform's `azurerm` backend finds a state and logs in: its settings, and the variables that stand for them. */
import type { Variables } from '../../context.ts'
import { settingOf, variableOf } from './setting.ts'
import type { Settings } from './setting.ts'

/** What opens the blobs. */
export type Access =
  | { readonly kind: 'key'; readonly accessKey: string }
  | { readonly kind: 'sas'; readonly token: string }
  | { readonly kind: 'token' }
  /** The account's key, which Azure's API tells a client that may ask for it. */
  | { readonly kind: 'listed-key' }

/** How the client proves who it is. */
export type Proof =
  | { readonly kind: 'certificate' }
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'assertion'; readonly assertion: string }
  /** GitHub is asked for the assertion. */
  | { readonly kind: 'github'; readonly url: string; readonly requestToken: string }
  /** Of the machine. */
  | { readonly kind: 'identity'; readonly url: string }
  | { readonly kind: 'cli' }
  | { readonly kind: 'none' }

export interface AzureSettings {
  readonly account: string
  readonly container: string
  readonly key: string
  /** The name of a cloud, and the host that tells its addresses; that one decides where it is not empty. */
  readonly environment: string
  readonly metadataHost: string
  readonly subscription: string
  readonly group: string
  /** Whether the address of the blobs is asked for. */
  readonly looksUp: boolean
  readonly tenant: string
  readonly client: string
  readonly access: Access
  readonly proof: Proof
}

/** The text of a setting; empty where it is not given. */
type Get = (name: string) => string

/** Variables that Terraform reads in place of a setting, where they are not simply `ARM_` and its name. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  lookup_blob_endpoint: ['ARM_USE_DNS_ZONE_ENDPOINT'],
  metadata_host: ['ARM_METADATA_HOSTNAME', 'ARM_METADATA_HOST'],
  oidc_request_token: ['ARM_OIDC_REQUEST_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'],
  oidc_request_url: ['ARM_OIDC_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_URL'],
  use_azuread_auth: ['ARM_USE_AZUREAD']
}
/** Settings that no variable stands for. */
const ALONE = ['storage_account_name', 'container_name', 'key', 'resource_group_name']
const IDENTITY = 'http://169.254.169.254/metadata/identity/oauth2/token'

/**
 * @param read gives the content of a file; it throws where there is none
 * @throws Error where a setting cannot be known
 * @see https://developer.hashicorp.com/terraform/language/backend/azurerm
 */
export function azureSettingsOf(
  settings: Settings,
  variables: Variables,
  read: (path: string) => string
): AzureSettings {
  const get: Get = (name) => {
    const standIns = ALONE.includes(name) ? [] : (VARIABLES[name] ?? [`ARM_${name.toUpperCase()}`])
    return settingOf(settings, name) ?? variableOf(variables, ...standIns) ?? ''
  }
  const isOn = (name: string, otherwise = false): boolean =>
    get(name) === '' ? otherwise : /^(?:1|t|true)$/iu.test(get(name))
  const inFile = (path: string): string => (path === '' ? '' : read(path).trim())
  const given = (name: string): string => inFile(get(`${name}_file_path`)) || get(name).trim()
  const onCluster = isOn('use_aks_workload_identity')
  const cluster = (name: string): string => (onCluster ? (variables[name] ?? '') : '')
  const tenant = cluster('AZURE_TENANT_ID') || get('tenant_id').trim()
  const client = cluster('AZURE_CLIENT_ID') || given('client_id')
  const assertion = inFile(cluster('AZURE_FEDERATED_TOKEN_FILE')) || given('oidc_token')
  return {
    account: get('storage_account_name'),
    container: get('container_name'),
    key: get('key'),
    environment: get('environment') || 'public',
    metadataHost: get('metadata_host'),
    subscription: get('subscription_id'),
    group: get('resource_group_name'),
    looksUp: isOn('lookup_blob_endpoint'),
    tenant,
    client,
    access: accessOf(get, isOn('use_azuread_auth')),
    proof:
      (tenant !== '' && client !== ''
        ? clientProofOf(get, given('client_secret'), isOn('use_oidc') || onCluster, assertion)
        : undefined) ?? machineProofOf(get, isOn('use_msi'), isOn('use_cli', true))
  }
}

function accessOf(get: Get, byToken: boolean): Access {
  if (get('access_key') !== '') return { kind: 'key', accessKey: get('access_key') }
  if (get('sas_token') !== '') return { kind: 'sas', token: get('sas_token').replace(/^\?/u, '') }
  return { kind: byToken ? 'token' : 'listed-key' }
}

/** In Terraform's order. */
function clientProofOf(
  get: Get,
  secret: string,
  byOidc: boolean,
  assertion: string
): Proof | undefined {
  if (get('client_certificate') + get('client_certificate_path') !== '') {
    return { kind: 'certificate' }
  }
  if (secret !== '') return { kind: 'secret', secret }
  if (!byOidc) return undefined
  if (assertion !== '') return { kind: 'assertion', assertion }
  const [url, requestToken] = [get('oidc_request_url'), get('oidc_request_token')]
  return url === '' || requestToken === '' ? undefined : { kind: 'github', url, requestToken }
}

function machineProofOf(get: Get, byIdentity: boolean, byCli: boolean): Proof {
  if (byIdentity) return { kind: 'identity', url: get('msi_endpoint') || IDENTITY }
  return { kind: byCli ? 'cli' : 'none' }
}
