// What the action takes from settings and variables to open a blob is what Terraform's azurerm backend takes.
import { describe, expect, test } from '@jest/globals'
import { azureSettingsOf } from '../../src/backend/leftover/azure-settings.ts'

type Texts = Readonly<Record<string, string | undefined>>
const FILES: Texts = { '/secret': ' of the file\n', '/token': 'token of the file\n' }
const settingsOf = (settings: Texts, variables: Texts = {}) =>
  azureSettingsOf(settings, variables, (path) => FILES[path] ?? '')
const CLIENT = { ARM_TENANT_ID: 'tenant', ARM_CLIENT_ID: 'client' }
const ASK = { ARM_OIDC_REQUEST_URL: 'https://a', ARM_OIDC_REQUEST_TOKEN: 'r' }
const GITHUB = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://g', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'g' }

describe('the place of a state', () => {
  test('is told by settings, of which only some have a variable', () => {
    const names = ['storage_account_name', 'container_name', 'key', 'resource_group_name']
    const elsewhere = names.map((name) => [`ARM_${name.toUpperCase()}`, 'elsewhere'])
    const variables = { ...Object.fromEntries(elsewhere), ARM_SUBSCRIPTION_ID: 'of the variable' }
    expect(settingsOf({ storage_account_name: 'a', container_name: 'c' }, variables)).toMatchObject(
      {
        account: 'a',
        container: 'c',
        key: '',
        group: '',
        subscription: 'of the variable',
        environment: 'public',
        metadataHost: ''
      }
    )
  })

  test('and the cloud are told by the setting before the variable', () => {
    const settings = { environment: 'china', metadata_host: 'one' }
    const variables = { ARM_ENVIRONMENT: 'usgovernment', ARM_METADATA_HOSTNAME: 'two' }
    expect(settingsOf(settings, variables)).toMatchObject({
      environment: 'china',
      metadataHost: 'one'
    })
    expect(settingsOf({}, variables)).toMatchObject({
      environment: 'usgovernment',
      metadataHost: 'two'
    })
    expect(settingsOf({}, { ARM_METADATA_HOST: 'three' }).metadataHost).toBe('three')
  })

  test('is not guessed where the code computes it', () => {
    expect(() => settingsOf({ container_name: undefined })).toThrow(
      "the code does not give 'container_name' as a plain value"
    )
  })
})

test.each([
  [
    'a key, before all others',
    { ARM_ACCESS_KEY: 'k', ARM_SAS_TOKEN: 's', ARM_USE_AZUREAD: '1' },
    { kind: 'key', accessKey: 'k' }
  ],
  [
    'a SAS token, with or without its mark',
    { ARM_SAS_TOKEN: '?sv=1', ARM_USE_AZUREAD: 'true' },
    { kind: 'sas', token: 'sv=1' }
  ],
  ['a token of the login', { ARM_USE_AZUREAD: 'TRUE' }, { kind: 'token' }],
  ['the key that the API tells, where nothing else is asked for', {}, { kind: 'listed-key' }],
  [
    'the key that the API tells, where a token is refused',
    { ARM_USE_AZUREAD: 'false' },
    { kind: 'listed-key' }
  ]
])('the blobs are opened by %s', (_, variables, access) => {
  expect(settingsOf({}, variables as Texts).access).toEqual(access)
})

const IMDS = 'http://169.254.169.254/metadata/identity/oauth2/token'
test.each([
  [
    'a certificate before a secret',
    { ...CLIENT, ARM_CLIENT_CERTIFICATE_PATH: '/c', ARM_CLIENT_SECRET: 's' },
    { kind: 'certificate' }
  ],
  [
    'a secret before OIDC',
    { ...CLIENT, ARM_CLIENT_SECRET: 's', ARM_USE_OIDC: 'true', ...GITHUB },
    { kind: 'secret', secret: 's' }
  ],
  [
    'a secret of a file',
    { ...CLIENT, ARM_CLIENT_SECRET_FILE_PATH: '/secret' },
    { kind: 'secret', secret: 'of the file' }
  ],
  [
    'a token of OIDC before asking for one',
    { ...CLIENT, ...GITHUB, ARM_USE_OIDC: 'true', ARM_OIDC_TOKEN: 't' },
    { kind: 'assertion', assertion: 't' }
  ],
  [
    'a token of a file',
    { ...CLIENT, ARM_USE_OIDC: 'true', ARM_OIDC_TOKEN_FILE_PATH: '/token' },
    { kind: 'assertion', assertion: 'token of the file' }
  ],
  [
    'a token that GitHub gives',
    { ...CLIENT, ARM_USE_OIDC: 'true', ...GITHUB },
    { kind: 'github', url: 'https://g', requestToken: 'g' }
  ],
  [
    'the address that is given for it',
    { ...CLIENT, ARM_USE_OIDC: 'true', ...ASK, ...GITHUB },
    { kind: 'github', url: 'https://a', requestToken: 'r' }
  ],
  [
    'the identity of a pod',
    {
      ARM_USE_AKS_WORKLOAD_IDENTITY: 'true',
      AZURE_TENANT_ID: 't',
      AZURE_CLIENT_ID: 'c',
      AZURE_FEDERATED_TOKEN_FILE: '/token'
    },
    { kind: 'assertion', assertion: 'token of the file' }
  ],
  [
    'the identity of the machine',
    { ...CLIENT, ARM_USE_MSI: 'true' },
    { kind: 'identity', url: IMDS }
  ],
  [
    'the identity at an address',
    { ARM_USE_MSI: 'true', ARM_MSI_ENDPOINT: 'https://m' },
    { kind: 'identity', url: 'https://m' }
  ],
  ['the CLI, where OIDC is not asked for', { ...CLIENT, ...GITHUB }, { kind: 'cli' }],
  ['the CLI, where a secret has no client', { ARM_CLIENT_SECRET: 's' }, { kind: 'cli' }],
  ['nothing, where the CLI is refused, too', { ARM_USE_CLI: 'false' }, { kind: 'none' }]
])('a client logs in with %s', (_, variables, proof) => {
  expect(settingsOf({}, variables as Texts).proof).toEqual(proof)
})
