// Names of a state that not everybody reads the same way are refused, wherever they are given.
import { describe, expect, test } from '@jest/globals'
import { decideBackend } from '../../src/backend/configure.ts'

type Texts = Readonly<Record<string, string>>

const AZURE = { storage_account_name: 'a', container_name: 'c' }
const S3 = { bucket: 'b', region: 'r' }
const branches = [{ pattern: 'env-*', name: undefined }]

const decide = (
  type: string,
  config: Texts,
  { branch = 'env-alice', attributes = {}, variables = {}, patterns = branches } = {}
) =>
  decideBackend(
    { backend: { type, attributes, file: 'main.tf', line: 2 }, cloud: undefined },
    { backend: 'auto', backendConfig: config, branches: patterns },
    { project: 'demo', environment: 'alice', branch, repository: 'o/demo' },
    variables,
    false
  )

const refused = (odd: string) =>
  expect.objectContaining({ reason: 'invalid-input', message: expect.stringContaining(odd) })

function failureOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

describe('refused', () => {
  test.each([
    ['azurerm', { ...AZURE, key: '{environment}%2D.tfstate' }, "a '%'"],
    ['azurerm', { ...AZURE, key: 's?{environment}' }, "a '?'"],
    ['azurerm', { ...AZURE, key: 'x/../{environment}.tfstate' }, 'a dot before a slash'],
    ['azurerm', { ...AZURE, key: './{environment}.tfstate' }, 'a dot before a slash'],
    ['azurerm', { ...AZURE, key: '{environment}.' }, 'a dot before a slash or at its end'],
    ['http', { address: 'https://s.example.com/x/../{environment}' }, "a '.' or '..'"],
    ['http', { address: 'https://s.example.com/x/%2E%2e/{environment}' }, "a '.' or '..'"],
    ['http', { address: 'https://s.example.com/{environment}/.' }, "a '.' or '..'"],
    ['http', { address: 'https://s.example.com/state#{environment}' }, "a '#'"],
    ['http', { address: 'https://s.example.com\\{environment}' }, "a '\\'"],
    ['http', { address: 'https://s.example.com/{environment}\t' }, 'an invisible character'],
    ['gcs', { bucket: 'b', prefix: '../{environment}' }, "a '.' or '..'"],
    ['gcs', { bucket: 'b', prefix: '{environment}/..' }, "a '.' or '..'"],
    ['s3', { ...S3, key: 'x/./{environment}' }, "a '.' or '..'"],
    ['local', { path: '/srv/{environment}/../one.tfstate' }, "a '.' or '..'"]
  ] as const)('%s with %j, for it has %s', (type, config, odd) => {
    expect(failureOf(() => decide(type, config))).toEqual(refused(odd))
  })

  test("azurerm with a branch's name that is another one's", () => {
    const config = { ...AZURE, key: '{branch}.tfstate' }
    expect(decide('azurerm', config, { branch: 'env-a-b' }).key).toBe('env-a-b.tfstate')
    const other = failureOf(() => decide('azurerm', config, { branch: 'env-a%2Db' }))
    expect(other).toEqual(
      refused("The setting 'key' of the 'azurerm' backend is 'env-a%2Db.tfstate'")
    )
    expect(other).toMatchObject({
      hint: expect.stringContaining('backend-config: key={project}/{environment}.tfstate')
    })
  })

  test.each(['lock_address', 'unlock_address'])('http with an odd %s', (name) => {
    const odd = 'https://me:secret@s.example.com/x/../lock'
    const address = 'https://s.example.com/{environment}'
    for (const error of [
      failureOf(() => decide('http', { address, [name]: odd })),
      failureOf(() => decide('http', { address }, { attributes: { [name]: odd } })),
      failureOf(() =>
        decide('http', { address }, { variables: { [`TF_HTTP_${name.toUpperCase()}`]: odd } })
      )
    ]) {
      expect(error).toEqual(refused(`The setting '${name}' of the 'http' backend is 'https://s.`))
      expect(String(error)).not.toContain('secret')
    }
  })

  test("a literal of the module's own block", () => {
    const patterns = [{ pattern: 'main', name: undefined }]
    const attributes = { ...AZURE, key: 'a%2Db.tfstate' }
    const error = failureOf(() => decide('azurerm', {}, { attributes, patterns }))
    expect(error).toEqual(refused("a '%'"))
  })
})

test.each([
  ['azurerm', { ...AZURE, key: 'demo.x/.a/{branch}#é.tfstate' }],
  ['http', { address: 'https://s.example.com//a/...b/{branch}' }],
  ['gcs', { bucket: 'b', prefix: '..a/{branch}' }],
  ['s3', { ...S3, key: 'a..b/{branch}%20?' }],
  ['local', { path: '/srv/.states/{branch}%.tfstate' }]
] as const)('%s takes %j', (type, config) => {
  expect(decide(type, config).key).toContain('env-alice')
})

test.each(['headers', 'username', 'lock_method', 'lock_address'])(
  "what the code computes or keeps to itself, such as '%s', is Terraform's to read",
  (name) => {
    const address = 'https://s.example.com/{environment}'
    const attributes = { [name]: undefined }
    expect(decide('http', { address }, { attributes }).key).toBe('https://s.example.com/alice')
  }
)
