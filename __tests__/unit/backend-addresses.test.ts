// Addresses with secrets in them, and variables that would not be heeded: refused before Terraform writes or misses them.
import { describe, expect, test } from '@jest/globals'
import { decideBackend } from '../../src/backend/configure.ts'

type Texts = Readonly<Record<string, string>>

function decided(
  type: string,
  backendConfig: Texts,
  { variables = {}, block = {} }: { variables?: Texts; block?: Texts } = {}
) {
  const backend = { type, attributes: block, file: 'main.tf', line: 2 }
  return decideBackend(
    { backend, cloud: undefined },
    { backend: 'auto', backendConfig, branches: [] },
    { project: 'demo', environment: 'alice', branch: 'env-alice', repository: 'o/demo' },
    variables,
    true
  )
}

const address = 'https://x/{environment}'
const query = `${address}?sig=S3CR3T`
const postgres = { PGHOST: 'h' }

test.each<[string, () => unknown, string]>([
  ...['address', 'lock_address', 'unlock_address'].map((name): [string, () => unknown, string] => [
    `a query in ${name}`,
    () => decided('http', { address, [name]: query }),
    `The input 'backend-config' sets '${name}' to an address with a query`
  ]),
  [
    'a query with what looks like a user',
    () => decided('http', { address: 'https://x?{environment}&sig=S3CR3T@b' }),
    "sets 'address' to an address with a query"
  ],
  [
    'a password with a question mark',
    () => decided('http', { address: 'https://user:S3CR3T?S3CR3T@x/{environment}' }),
    "sets 'address' to an address with a query"
  ],
  [
    "a query in the module's block",
    () => decided('http', { address }, { block: { lock_address: query } }),
    "main.tf:2 sets 'lock_address' to an address with a query"
  ],
  [
    'two addresses with different users',
    () =>
      decided('http', {
        address: 'https://a:S3CR3T@x/{environment}',
        lock_address: 'https://b:S3CR3T@x/{environment}'
      }),
    "The input 'backend-config' has one user or password in 'address' and another in 'lock_address'"
  ],
  [
    'a variable for the schema, where the default would hide it',
    () => decided('pg', {}, { variables: { ...postgres, PG_SCHEMA_NAME: 'org_alice' } }),
    "The environment variable PG_SCHEMA_NAME is set, but 'schema_name' separates the environments"
  ],
  [
    'a variable for the address',
    () => decided('http', {}, { variables: { TF_HTTP_ADDRESS: 'https://S3CR3T@x' } }),
    "The environment variable TF_HTTP_ADDRESS is set, but 'address' separates the environments"
  ]
])('%s is refused', (_, decide, message) => {
  expect(decide).toThrow(
    expect.objectContaining({
      reason: 'invalid-input',
      message: expect.stringContaining(message),
      hint: expect.not.stringContaining('S3CR3T')
    })
  )
  expect(decide).not.toThrow('S3CR3T')
})

describe('is not refused:', () => {
  test.each<[string, Texts, Texts]>([
    ['says the same as the default', {}, { PG_SCHEMA_NAME: 'demo_alice' }],
    ['is empty', {}, { PG_SCHEMA_NAME: '' }],
    ['loses against what the input says', { schema_name: '{environment}' }, { PG_SCHEMA_NAME: 'x' }]
  ])('a variable that %s', (_, config, more) => {
    expect(() => decided('pg', config, { variables: { ...postgres, ...more } })).not.toThrow()
  })

  test('two addresses with the same user', () => {
    const both = 'https://me:pa55@x/{environment}'
    const { config, environment } = decided('http', { address: both, lock_address: both })
    expect(config).toMatchObject({ lock_address: 'https://x/alice' })
    expect(environment).toMatchObject({ TF_HTTP_PASSWORD: 'pa55' })
  })
})
