// Secrets that Terraform would write down: settings of the input without a variable, and literals of the module.
import { describe, expect, test } from '@jest/globals'
import { decideBackend } from '../../src/backend/configure.ts'
import { exposedIn } from '../../src/backend/secrets.ts'

type Texts = Readonly<Record<string, string>>

const decided = (backend: string, backendConfig: Texts) =>
  decideBackend(
    { backend: undefined, cloud: undefined },
    { backend, backendConfig, branches: [] },
    { project: 'demo', environment: 'alice', branch: 'env-alice', repository: 'o/demo' },
    {},
    true
  )

describe('a secret without a variable is not written down', () => {
  const s3 = { bucket: 'b', region: 'r' }
  test.each<[string, string, Texts, string]>([
    [
      'a token within an object',
      's3',
      { ...s3, assume_role_with_web_identity: '{ role_arn = "a", web_identity_token = "S3CR3T" }' },
      "The setting 'assume_role_with_web_identity' of the 's3' backend holds a secret"
    ],
    [
      'the same as JSON',
      's3',
      { ...s3, assume_role_with_web_identity: '{"web_identity_token":"S3CR3T"}' },
      "The setting 'assume_role_with_web_identity'"
    ],
    [
      'headers',
      'http',
      { address: 'https://x/{environment}', headers: '{ Authorization = "S3CR3T" }' },
      "The setting 'headers' of the 'http' backend"
    ],
    [
      "a proxy's password",
      's3',
      { ...s3, https_proxy: 'http://user:S3CR3T@proxy:8080' },
      "The setting 'https_proxy' of the 's3' backend"
    ],
    [
      'a password within an object',
      's3',
      { ...s3, endpoints: '{s3="http://user:S3CR3T@127.0.0.1"}' },
      "The setting 'endpoints' of the 's3' backend"
    ]
  ])('%s', (_, type, config, message) => {
    expect(() => decided(type, config)).toThrow(
      expect.objectContaining({
        reason: 'invalid-input',
        message: expect.stringContaining(message),
        hint: expect.not.stringContaining('S3CR3T')
      })
    )
  })

  test.each<[string, string]>([
    ['assume_role_with_web_identity', '{ web_identity_token_file = "/token", role_arn = "a" }'],
    ['https_proxy', 'http://proxy:8080'],
    ['endpoints', '{s3="http://user@127.0.0.1:9000/a:b@c"}']
  ])('%s=%s is none', (name, value) => {
    expect(decided('s3', { ...s3, [name]: value }).config).toMatchObject({ [name]: value })
  })
})

describe("a secret in the module's own block", () => {
  const block = (type: string, attributes: Readonly<Record<string, string | undefined>>) =>
    exposedIn({ type, attributes, file: 'main.tf', line: 2 }, type)

  test.each<
    [string, string, Readonly<Record<string, string | undefined>>, readonly string[], string]
  >([
    ['a key', 'azurerm', { access_key: 'S3CR3T' }, ['S3CR3T'], "('access_key')"],
    [
      'two of them',
      's3',
      { access_key: 'AKIA', secret_key: 'S3CR3T', region: 'r' },
      ['AKIA', 'S3CR3T'],
      "('access_key', 'secret_key')"
    ],
    [
      'a password in an address',
      'http',
      { address: 'https://user:S3CR3T@x/y' },
      ['https://user:S3CR3T@x/y', 'S3CR3T'],
      "('address')"
    ],
    [
      'a password in a connection',
      'pg',
      { conn_str: 'postgres://user:S3CR3T@x/y' },
      ['postgres://user:S3CR3T@x/y', 'S3CR3T'],
      '(PG_CONN_STR)'
    ],
    [
      'a password among settings of a connection',
      'pg',
      { conn_str: 'host=x password=S3CR3T' },
      ['host=x password=S3CR3T', 'S3CR3T'],
      "('conn_str')"
    ],
    [
      'a password of words',
      'pg',
      { conn_str: "host=x password = 'S3\\'CR 3T' user=u" },
      ["host=x password = 'S3\\'CR 3T' user=u", "S3\\'CR 3T", "S3'CR 3T"],
      "('conn_str')"
    ],
    [
      'a password in the query of a connection',
      'pg',
      { conn_str: 'postgres://x/y?password=S3%41&sslmode=disable' },
      ['postgres://x/y?password=S3%41&sslmode=disable', 'S3%41', 'S3A'],
      "('conn_str')"
    ],
    [
      'headers',
      'http',
      { headers: '{ Authorization = "Bearer S3CR3T", "X-Key" = "K3Y" }' },
      ['Bearer S3CR3T', 'S3CR3T', 'K3Y'],
      "('headers')"
    ],
    [
      'a token within an object',
      's3',
      { assume_role_with_web_identity: '{ role_arn = "a", web_identity_token = "S3CR3T" }' },
      ['S3CR3T'],
      "('assume_role_with_web_identity')"
    ],
    [
      'a key of several lines',
      'oci',
      { private_key: 'a\nb' },
      ['a\nb', 'a', 'b'],
      'OCI_private_key'
    ],
    ['credentials as JSON', 'gcs', { credentials: '{"a":1}' }, ['{"a":1}'], "('credentials')"]
  ])('%s is masked and told', (_, type, attributes, values, says) => {
    const found = block(type, attributes)
    expect([...new Set(found.values)]).toEqual(values)
    expect(found.notice).toContain(says)
    expect(found.notice).toMatch(/^main\.tf:2: the '/u)
    expect(found.notice).not.toContain('S3CR3T')
  })

  test.each<[string, string, Readonly<Record<string, string | undefined>>]>([
    ["a user's name", 'http', { username: 'user' }],
    [
      'a connection without a password',
      'pg',
      { conn_str: 'postgres://localhost/states?sslmode=disable' }
    ],
    ['the path of credentials', 'gcs', { credentials: 'account.json' }],
    // OpenTofu has it from elsewhere.
    ['a key that is no literal', 'oci', { private_key: undefined }],
    ['an address that is no literal', 'http', { address: undefined, headers: undefined }],
    ['an empty object', 'http', { headers: '{}' }],
    [
      'an object without a token',
      's3',
      { assume_role_with_web_identity: '{ role_arn = "a", web_identity_token_file = "f" }' }
    ],
    ['an empty one', 'azurerm', { access_key: '' }],
    ['what is no setting of the type', 'local', { access_key: 'x', path: '/x' }]
  ])('%s is none', (_, type, attributes) => {
    expect(block(type, attributes)).toEqual({ values: [], notice: undefined })
  })

  test("another type's block is not what Terraform uses", () => {
    const declared = { type: 's3', attributes: { secret_key: 'x' }, file: 'a.tf', line: 1 }
    expect(exposedIn(declared, 'gcs').notice).toBeUndefined()
  })
})
