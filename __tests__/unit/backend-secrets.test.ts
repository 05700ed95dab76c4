// Settings of a backend that are refused, because a state would be shared, lost or misplaced, and settings that are secret.
import { describe, expect, test } from '@jest/globals'
import { decideBackend } from '../../src/backend/configure.ts'
import type { Declared } from '../../src/backend/configure.ts'
import { KINDS } from '../../src/backend/kinds.ts'

type Texts = Readonly<Record<string, string>>

const VALUES = { project: 'demo', environment: 'alice', branch: 'env-alice', repository: 'o/demo' }
const NOTHING: Declared = { backend: undefined, cloud: undefined }
const declares = (type: string, attributes: Readonly<Record<string, string | undefined>>) => ({
  backend: { type, attributes, file: 'main.tf', line: 2 },
  cloud: undefined
})

const decided = (
  backend: string,
  backendConfig: Texts,
  {
    declared = NOTHING,
    patterns = ['env-*'],
    hosted = true
  }: { declared?: Declared; patterns?: readonly string[]; hosted?: boolean } = {}
) =>
  decideBackend(
    declared,
    { backend, backendConfig, branches: patterns.map((pattern) => ({ pattern, name: undefined })) },
    VALUES,
    {},
    hosted
  )

describe('refused', () => {
  const s3 = { bucket: 'b', region: 'r' }
  test.each<[string, () => unknown, string]>([
    [
      'a key without the environment',
      () => decided('s3', { ...s3, key: 'x' }),
      "The input 'backend-config' sets key=x, so that every environment would share one s3 state."
    ],
    [
      'a key with the project alone',
      () => decided('gcs', { bucket: 'b', prefix: '{project}' }),
      'would share one gcs state.'
    ],
    [
      'a key in the module',
      () => decided('s3', s3, { declared: declares('s3', { key: 'x' }) }),
      "main.tf:2 sets 'key' in the 's3' backend, so that every environment would share one s3 state."
    ],
    [
      'a key in the module that is no literal',
      () => decided('s3', s3, { declared: declares('s3', { key: undefined }) }),
      "main.tf:2 sets 'key'"
    ],
    [
      'a fixed key for two fixed branches',
      () => decided('s3', { ...s3, key: 'x' }, { patterns: ['main', 'dev'] }),
      'would share one s3 state.'
    ],
    [
      'an address without the environment',
      () => decided('http', { address: 'https://x' }),
      'would share one http state.'
    ],
    [
      'an http backend without an address',
      () => decided('http', {}),
      "The 'http' backend needs 'address'"
    ],
    [
      'a bucket that is missing',
      () => decided('s3', { region: 'r' }),
      "The 's3' backend needs 'bucket', which neither the root module nor the input 'backend-config' gives."
    ],
    [
      'a bucket that is empty in the module',
      () => decided('s3', { region: 'r' }, { declared: declares('s3', { bucket: '' }) }),
      "needs 'bucket'"
    ],
    [
      "consul's path that is empty, over which Terraform crashes",
      () => decided('consul', { path: '' }, { patterns: ['main'] }),
      "needs 'path'"
    ],
    [
      'the same in the module',
      () =>
        decided('consul', {}, { declared: declares('consul', { path: '' }), patterns: ['main'] }),
      "needs 'path'"
    ],
    ['a bucket that is empty', () => decided('s3', { bucket: '', region: 'r' }), "needs 'bucket'"],
    ['a region that is missing', () => decided('s3', { bucket: 'b' }), "needs 'region'"],
    [
      'a storage account that is missing',
      () => decided('azurerm', { container_name: 'c' }),
      "needs 'storage_account_name'"
    ],
    [
      'a local state on a machine that is thrown away',
      () => decided('local', { path: '/x/{environment}' }),
      "The 'local' backend keeps the state on this machine"
    ],
    [
      'a local state in the checkout',
      () => decided('local', { path: 'x/{environment}' }, { hosted: false }),
      "The 'local' backend's path 'x/alice' lies in the checkout"
    ],
    [
      'settings for git',
      () => decided('auto', { bucket: 'b' }),
      "The input 'backend-config' has 'bucket', but the root module declares no backend"
    ],
    [
      'settings for git by name',
      () => decided('git', { bucket: 'b' }, { declared: declares('s3', {}) }),
      "but 'backend: git' is set"
    ],
    [
      'a cloud block',
      () =>
        decided('auto', {}, { declared: { backend: undefined, cloud: { file: 'a.tf', line: 3 } } }),
      "a.tf:3 has a 'cloud' block"
    ],
    [
      'an unknown type',
      () => decided('auto', {}, { declared: declares('remote', {}) }),
      "main.tf:2 declares a backend of type 'remote'"
    ],
    [
      'a type named like a method',
      () => decided('auto', {}, { declared: declares('toString', {}) }),
      "of type 'toString'"
    ]
  ])('%s', (_, decide, message) => {
    expect(decide).toThrow(
      expect.objectContaining({
        reason: 'invalid-input',
        message: expect.stringContaining(message)
      })
    )
  })
})

describe('secrets travel by environment variable, and are not in what is written and shown', () => {
  const base: Readonly<Record<string, Texts>> = {
    azurerm: { storage_account_name: 'sa', container_name: 'c' },
    s3: { bucket: 'b', region: 'r' },
    gcs: { bucket: 'b' },
    oss: { bucket: 'b' },
    cos: { bucket: 'b', region: 'r' },
    http: { address: 'https://x/{environment}' },
    pg: { conn_str: 'postgres:///states' },
    oci: { bucket: 'b', namespace: 'n' }
  }
  // The variables are those of each backend's documentation, developer.hashicorp.com/terraform/language/backend.
  const secrets: readonly (readonly [string, string, string])[] = [
    ['http', 'username', 'TF_HTTP_USERNAME'],
    ['http', 'password', 'TF_HTTP_PASSWORD'],
    ['http', 'client_private_key_pem', 'TF_HTTP_CLIENT_PRIVATE_KEY_PEM'],
    ['azurerm', 'access_key', 'ARM_ACCESS_KEY'],
    ['azurerm', 'sas_token', 'ARM_SAS_TOKEN'],
    ['azurerm', 'client_secret', 'ARM_CLIENT_SECRET'],
    ['azurerm', 'client_certificate_password', 'ARM_CLIENT_CERTIFICATE_PASSWORD'],
    ['azurerm', 'client_certificate', 'ARM_CLIENT_CERTIFICATE'],
    ['azurerm', 'oidc_token', 'ARM_OIDC_TOKEN'],
    ['azurerm', 'oidc_request_token', 'ARM_OIDC_REQUEST_TOKEN'],
    ['azurerm', 'customer_provided_key', 'ARM_CUSTOMER_PROVIDED_KEY'],
    ['s3', 'access_key', 'AWS_ACCESS_KEY_ID'],
    ['s3', 'secret_key', 'AWS_SECRET_ACCESS_KEY'],
    ['s3', 'token', 'AWS_SESSION_TOKEN'],
    ['s3', 'sse_customer_key', 'AWS_SSE_CUSTOMER_KEY'],
    ['gcs', 'credentials', 'GOOGLE_BACKEND_CREDENTIALS'],
    ['gcs', 'access_token', 'GOOGLE_OAUTH_ACCESS_TOKEN'],
    ['gcs', 'encryption_key', 'GOOGLE_ENCRYPTION_KEY'],
    ['pg', 'conn_str', 'PG_CONN_STR'],
    ['kubernetes', 'token', 'KUBE_TOKEN'],
    ['kubernetes', 'password', 'KUBE_PASSWORD'],
    ['kubernetes', 'client_key', 'KUBE_CLIENT_KEY_DATA'],
    ['consul', 'access_token', 'CONSUL_HTTP_TOKEN'],
    ['consul', 'http_auth', 'CONSUL_HTTP_AUTH'],
    ['oss', 'access_key', 'ALICLOUD_ACCESS_KEY'],
    ['oss', 'secret_key', 'ALICLOUD_SECRET_KEY'],
    ['oss', 'security_token', 'ALICLOUD_SECURITY_TOKEN'],
    ['cos', 'secret_id', 'TENCENTCLOUD_SECRET_ID'],
    ['cos', 'secret_key', 'TENCENTCLOUD_SECRET_KEY'],
    ['cos', 'security_token', 'TENCENTCLOUD_SECURITY_TOKEN'],
    ['oci', 'private_key', 'OCI_private_key'],
    ['oci', 'private_key_password', 'OCI_private_key_password'],
    ['oci', 'sse_customer_key', 'OCI_sse_customer_key']
  ]
  test.each(secrets)('%s: %s by %s', (backend, setting, variable) => {
    const { config, environment } = decided(backend, { ...base[backend], [setting]: 'S3CR3T' })
    expect(config[setting]).toBeUndefined()
    expect(environment).toMatchObject({ [variable]: 'S3CR3T' })
  })

  test('each secret of the table is one of them', () => {
    const known = Object.entries(KINDS).flatMap(([type, { secrets: all }]) =>
      Object.entries(all).map((pair) => [type, ...pair].join(' '))
    )
    expect(known.toSorted()).toEqual(secrets.map((one) => one.join(' ')).toSorted())
  })

  test('a setting named like a method of every object is handed on', () => {
    const { config } = decided('s3', { ...base['s3'], constructor: 'x' })
    expect(Object.entries(config)).toContainEqual(['constructor', 'x'])
  })

  test.each([
    'https://user:pa55word@states.example.com/{environment}',
    'https://pa55word@states.example.com/{environment}',
    'https://user@corp:pa55word@states.example.com/{environment}'
  ])('the address %s is remembered and shown without its credentials', (address) => {
    const found = decided('http', { address })
    expect(found.key).toBe('https://states.example.com/alice')
    // Terraform needs them; what is shown is rendered from `config`.
    expect(JSON.stringify(found.config)).not.toContain('pa55word')
  })

  test.each([
    ['https://user:pa55%77ord@x/{environment}', 'pa55word'],
    ['https://user:100%pa55@x/{environment}', '100%pa55']
  ])('of %s the password is %s', (address, password) => {
    expect(decided('http', { address }).environment).toEqual({
      TF_HTTP_USERNAME: 'user',
      TF_HTTP_PASSWORD: password
    })
  })

  test('an address is not cut off by what a branch is called', () => {
    const values = { ...VALUES, branch: 'env-a#b?c&d' }
    const asked = {
      backend: 'http',
      backendConfig: { address: 'https://x/{branch}' },
      branches: []
    }
    const { key } = decideBackend(NOTHING, asked, values, {}, true)
    expect(new URL(key)).toMatchObject({ pathname: '/env-a%23b%3Fc%26d', hash: '', search: '' })
  })
})
