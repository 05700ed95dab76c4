// A secret of a backend that is given in two places is refused, for one of them would be used without a word.
import { describe, expect, test } from '@jest/globals'
import { decideBackend } from '../../src/backend/configure.ts'

type Texts = Readonly<Record<string, string>>

const base: Readonly<Record<string, Texts>> = {
  s3: { bucket: 'b', region: 'r' },
  azurerm: { storage_account_name: 'a', container_name: 'c' },
  http: { address: 'https://x/{environment}' },
  pg: {},
  remote: { organization: 'o' },
  cloud: { organization: 'o', hostname: 'tfe.my-org.example.com' }
}

function decided(
  type: string,
  config: Texts,
  attributes: Readonly<Record<string, string | undefined>> = {},
  variables: Texts = {}
) {
  const block = { type, attributes, file: 'main.tf', line: 2 }
  return decideBackend(
    type === 'cloud' ? { backend: undefined, cloud: block } : { backend: block, cloud: undefined },
    { backend: 'auto', backendConfig: { ...base[type], ...config }, branches: [] },
    { project: 'demo', environment: 'alice', branch: 'env-alice', repository: 'o/demo' },
    variables,
    true
  )
}

const refusal = (message: string, hint: string) =>
  expect.objectContaining({
    reason: 'invalid-input',
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint)
  })

describe("in the input and in the module's block", () => {
  test.each<[string, Texts, Readonly<Record<string, string | undefined>>]>([
    ['s3', { access_key: 'A' }, { access_key: 'B' }],
    ['s3', { access_key: 'A' }, { access_key: 'A' }],
    ['azurerm', { access_key: 'A' }, { access_key: undefined }],
    ['http', { address: 'https://me:A@x/{environment}' }, { password: 'B' }],
    ['pg', { conn_str: 'postgres://a' }, { conn_str: 'postgres://b' }],
    ['remote', { token: 'A' }, { token: 'B' }],
    ['cloud', { token: 'A' }, { token: 'B' }]
  ])('of %s: %j and %j', (type, config, attributes) => {
    const [name = ''] = Object.keys(attributes)
    expect(() => decided(type, config, attributes)).toThrow(
      refusal(
        `The input 'backend-config' gives '${name}', and main.tf:2 sets it in the '${type}' backend's block, too`,
        `Take '${name}' out of the block`
      )
    )
  })
})

describe('in the input, and with another value in the step', () => {
  test.each<[string, Texts, string, string]>([
    ['s3', { access_key: 'A' }, 'AWS_ACCESS_KEY_ID', 'shared_credentials_files='],
    ['s3', { token: 'A' }, 'AWS_SESSION_TOKEN', 'profile='],
    ['azurerm', { client_secret: 'A' }, 'ARM_CLIENT_SECRET', "ARM_CLIENT_SECRET out of the step's"],
    ['pg', { conn_str: 'postgres://a' }, 'PG_CONN_STR', "Take 'conn_str' out"],
    ['remote', { token: 'A' }, 'TF_TOKEN_app_terraform_io', "Take 'token' out"],
    ['cloud', { token: 'A' }, 'TF_TOKEN_tfe_my__org_example_com', "Take 'token' out"],
    ['cloud', { token: 'A' }, 'TF_TOKEN_tfe_my-org_example_com', "Take 'token' out"]
  ])('of %s: %j and %s', (type, config, variable, hint) => {
    const [name = '', value = ''] = Object.entries(config)[0] ?? []
    expect(() => decided(type, config, {}, { [variable]: 'OTHER' })).toThrow(
      refusal(`gives '${name}', which travels by ${variable}, and the step has another value`, hint)
    )
    for (const same of [value, ''])
      expect(() => decided(type, config, {}, { [variable]: same })).not.toThrow()
  })

  test('no value is told', () => {
    const given = () =>
      decided('s3', { secret_key: 'S3CR3T' }, {}, { AWS_SECRET_ACCESS_KEY: 'P55' })
    expect(given).toThrow(
      expect.objectContaining({
        message: expect.not.stringMatching(/S3CR3T|P55/u),
        hint: expect.not.stringMatching(/S3CR3T|P55/u)
      })
    )
  })

  test('the token of another server is nothing to it', () => {
    const variables = { TF_TOKEN_app_terraform_io: 'OTHER' }
    expect(decided('cloud', { token: 'A' }, {}, variables).environment).toEqual({
      TF_TOKEN_tfe_my__org_example_com: 'A'
    })
  })
})
