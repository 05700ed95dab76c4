/** What the settings and variables of Terraform's `s3` backend say, without Terraform. */
import type { Variables } from '../../context.ts'
import { assumedRoleOf, loginOf } from './s3-login.ts'
import type { Role, S3Login } from './s3-login.ts'
import { StaysError } from './reason.ts'
import { settingOf, shapedOf, textOf, variableOf } from './setting.ts'
import type { Settings } from './setting.ts'

export interface S3Settings {
  readonly bucket: string
  readonly key: string
  readonly region: string
  readonly endpoint: string | undefined
  readonly pathStyle: boolean
  readonly fips: boolean
  readonly dualstack: boolean
  /** Base64; without it an object that was encrypted with it cannot be read. */
  readonly customerKey: string | undefined
  /** How an object that is written is encrypted with a key of Amazon's; a bucket may demand it. */
  readonly encryption: Encryption
  /** Path of a file with certificates. */
  readonly caBundle: string | undefined
  readonly login: S3Login
  /** The role that is taken with these credentials. */
  readonly role: Role | undefined
  readonly sts: { readonly endpoint: string | undefined; readonly region: string }
}

export type Encryption =
  | { readonly ServerSideEncryption?: undefined }
  | { readonly ServerSideEncryption: 'AES256' }
  | { readonly ServerSideEncryption: 'aws:kms'; readonly SSEKMSKeyId: string }

/** What would change which server is asked, or how, and is not followed here. */
const NOT_FOLLOWED = ['http_proxy', 'https_proxy', 'insecure', 'ec2_metadata_service_endpoint']

/**
 * @throws Error for what cannot be read or followed
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export function s3SettingsOf(settings: Settings, variables: Variables): S3Settings {
  const get = (...names: readonly string[]): string | undefined => settingOf(settings, ...names)
  const bucket = get('bucket') ?? ''
  const key = get('key') ?? ''
  refuse(settings, `${bucket}/${key}`)
  const endpoints = shapedOf(settings, 'endpoints') ?? {}
  const customerKey =
    // Terraform has it, and does without it, where nothing is to be encrypted.
    get('encrypt') === 'true'
      ? (get('sse_customer_key') ?? variableOf(variables, 'AWS_SSE_CUSTOMER_KEY'))
      : undefined
  const region = get('region') ?? variableOf(variables, 'AWS_REGION', 'AWS_DEFAULT_REGION') ?? ''
  return {
    bucket,
    key,
    region,
    endpoint: s3EndpointOf(settings, variables),
    pathStyle: get('use_path_style', 'force_path_style') === 'true',
    fips: (get('use_fips_endpoint') ?? variables['AWS_USE_FIPS_ENDPOINT']) === 'true',
    dualstack:
      (get('use_dualstack_endpoint') ?? variables['AWS_USE_DUALSTACK_ENDPOINT']) === 'true',
    customerKey,
    encryption: customerKey === undefined ? encryptionOf(get) : {},
    caBundle: get('custom_ca_bundle') ?? variableOf(variables, 'AWS_CA_BUNDLE', 'SSL_CERT_FILE'),
    login: loginOf(settings, variables),
    role: assumedRoleOf(settings),
    sts: {
      endpoint:
        textOf(endpoints['sts']) ??
        get('sts_endpoint') ??
        variableOf(variables, 'AWS_ENDPOINT_URL_STS', 'AWS_STS_ENDPOINT', 'AWS_ENDPOINT_URL'),
      region: get('sts_region') ?? region
    }
  }
}

function encryptionOf(get: (name: string) => string | undefined): Encryption {
  if (get('encrypt') !== 'true') return {}
  const key = get('kms_key_id')
  return key === undefined
    ? { ServerSideEncryption: 'AES256' }
    : { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key }
}

/**
 * The address of the service; undefined for Amazon's.
 * @throws Error where it cannot be read
 */
export const s3EndpointOf = (settings: Settings, variables: Variables): string | undefined =>
  textOf(shapedOf(settings, 'endpoints')?.['s3']) ??
  settingOf(settings, 'endpoint') ??
  variableOf(variables, 'AWS_ENDPOINT_URL_S3', 'AWS_S3_ENDPOINT', 'AWS_ENDPOINT_URL')

function refuse(settings: Settings, path: string): void {
  const unknown = NOT_FOLLOWED.find(
    (name) => name in settings && !['', 'false'].includes(settings[name] ?? 'unknown')
  )
  if (unknown !== undefined)
    throw new StaysError(`the action does not follow the setting '${unknown}'`)
  if (!('dynamodb_table' in settings)) return
  // Terraform would read nothing where that has the checksum of a state: the environment could not come back.
  const table = settings['dynamodb_table'] ?? 'dynamodb_table'
  throw new StaysError(
    `the item '${path}-md5' of the table '${table}' holds its checksum and must be removed with it`
  )
}
