// Where an environment's state lives, for each type of backend and each way to ask for it.
import { describe, expect, test } from '@jest/globals'
import { decideBackend } from '../../src/backend/configure.ts'
import type { Asked, Backend, Declared } from '../../src/backend/configure.ts'
import type { BackendKind } from '../../src/backend/kind.ts'
import { BACKENDS, KINDS } from '../../src/backend/kinds.ts'

type Texts = Readonly<Record<string, string>>

const VALUES = { project: 'demo', environment: 'alice', branch: 'env-alice', repository: 'o/demo' }
const NOTHING: Declared = { backend: undefined, cloud: undefined }

const declares = (type: string, attributes: Readonly<Record<string, string | undefined>> = {}) => ({
  backend: { type, attributes, file: 'main.tf', line: 2 },
  cloud: undefined
})

const declaresCloud = (attributes: Readonly<Record<string, string | undefined>> = {}) => ({
  backend: undefined,
  cloud: { type: 'cloud', attributes, file: 'main.tf', line: 2 }
})

interface Case {
  readonly declared?: Declared
  readonly backend?: string
  readonly config?: Texts
  readonly patterns?: readonly string[]
  readonly variables?: Texts
  readonly hosted?: boolean
}

function decided(given: Case): Backend {
  const patterns = given.patterns ?? ['env-*']
  const asked: Asked = {
    backend: given.backend ?? 'auto',
    backendConfig: given.config ?? {},
    branches: patterns.map((pattern) => ({ pattern, name: undefined }))
  }
  return decideBackend(
    given.declared ?? NOTHING,
    asked,
    VALUES,
    given.variables ?? {},
    given.hosted ?? true
  )
}

/** What the table shows as an example of each setting that has to be given. */
const REQUIRED: Readonly<Record<string, Texts>> = Object.fromEntries(
  BACKENDS.filter((type) => type !== 'git').map((type): [string, Texts] => {
    const kind: BackendKind = KINDS[type]
    const { environmentAttribute, environmentDefault, example, required } = kind
    return [
      type,
      {
        ...(environmentDefault === undefined && { [environmentAttribute]: example }),
        ...Object.fromEntries(Object.entries(required).map(([name, one]) => [name, one.example]))
      }
    ]
  })
)

describe('every type', () => {
  test.each<[string, string, string | undefined]>([
    ['git', 'refs/gitops-env/state/demo/alice', 'http'],
    ['local', '/var/lib/terraform/demo/alice.tfstate', 'local'],
    ['http', 'https://states.example.com/demo/alice', 'http'],
    ['azurerm', 'demo/alice.tfstate', 'azurerm'],
    ['s3', 'demo/alice.tfstate', 's3'],
    ['gcs', 'demo/alice', 'gcs'],
    ['pg', 'demo_alice', 'pg'],
    ['consul', 'demo/alice', 'consul'],
    ['oss', 'demo/alice.tfstate', 'oss'],
    ['cos', 'demo/alice.tfstate', 'cos'],
    ['remote', 'demo_alice', 'remote'],
    ['cloud', 'demo_alice', 'cloud'],
    ['oci', 'demo/alice.tfstate', 'oci']
  ])('%s by name has its own state at %s', (backend, key, override) => {
    expect(decided({ backend, config: REQUIRED[backend] ?? {}, hosted: false })).toMatchObject({
      type: backend,
      key,
      override
    })
  })

  // A 'cloud' block takes no settings by argument, so that it is always written anew.
  test.each(BACKENDS.filter((type) => type !== 'git' && type !== 'cloud'))(
    '%s in the module is not overridden',
    (type) => {
      const found = decided({
        declared: declares(type),
        config: REQUIRED[type] ?? {},
        hosted: false
      })
      expect(found).toMatchObject({ type, override: undefined })
    }
  )

  test.each(BACKENDS)('%s is decided for two environments differently', (backend) => {
    const asked = { backend, backendConfig: REQUIRED[backend] ?? {}, branches: [] }
    const keys = ['alice', 'bob'].map(
      (environment) => decideBackend(NOTHING, asked, { ...VALUES, environment }, {}, false).key
    )
    expect(new Set(keys).size).toBe(2)
  })
})

describe('which type', () => {
  test.each<[string, Case, string, string | undefined]>([
    ['nothing declared', {}, 'git', 'http'],
    ['a declared one', { declared: declares('s3', { bucket: 'b', region: 'r' }) }, 's3', undefined],
    ['git over a declared one', { declared: declares('s3'), backend: 'git' }, 'git', 'http'],
    [
      'git over an empty http block, which serves as it is',
      { declared: declares('http'), backend: 'git' },
      'git',
      undefined
    ],
    [
      'git over an http block with settings',
      { declared: declares('http', { address: 'x' }), backend: 'git' },
      'git',
      'http'
    ],
    [
      'one by name over another',
      { declared: declares('s3'), backend: 'gcs', config: { bucket: 'b' } },
      'gcs',
      'gcs'
    ],
    ['one by name over a cloud block', { declared: declaresCloud(), backend: 'git' }, 'git', 'http']
  ])('%s: %j', (_, given, type, override) => {
    expect(decided(given)).toMatchObject({ type, override })
  })

  test("another type's settings in the module do not count", () => {
    expect(() => decided({ declared: declares('gcs', { bucket: 'b' }), backend: 's3' })).toThrow(
      "The 's3' backend needs 'bucket'"
    )
  })
})

describe('settings', () => {
  test.each<[string, Case, Texts, string]>([
    [
      'the default key',
      { config: { bucket: 'b', region: 'r' } },
      { bucket: 'b', region: 'r', key: 'demo/alice.tfstate' },
      'demo/alice.tfstate'
    ],
    [
      'a key of the user',
      { config: { bucket: 'b', region: 'r', key: '{branch}/x' } },
      { bucket: 'b', region: 'r', key: 'env-alice/x' },
      'env-alice/x'
    ],
    [
      'placeholders everywhere',
      { config: { bucket: 'b-{project}', region: 'r' } },
      { bucket: 'b-demo', region: 'r', key: 'demo/alice.tfstate' },
      'demo/alice.tfstate'
    ],
    [
      'a region of the environment',
      { config: { bucket: 'b' }, variables: { AWS_REGION: 'r' } },
      { bucket: 'b', key: 'demo/alice.tfstate' },
      'demo/alice.tfstate'
    ],
    [
      'what the module has',
      { declared: declares('s3', { bucket: 'm', region: undefined }) },
      { key: 'demo/alice.tfstate' },
      'demo/alice.tfstate'
    ],
    [
      'one fixed branch, whose key the module may have',
      { declared: declares('s3', { bucket: 'm', region: 'r', key: 'prod' }), patterns: ['main'] },
      {},
      'prod'
    ],
    [
      'one fixed branch, whose key the input may have',
      { config: { bucket: 'b', region: 'r', key: 'prod' }, patterns: ['main'] },
      { bucket: 'b', region: 'r', key: 'prod' },
      'prod'
    ]
  ])('%s', (_, given, config, key) => {
    expect(decided({ backend: 's3', ...given })).toMatchObject({ config, key, environment: {} })
  })
})

describe('the lock of s3', () => {
  const place = { bucket: 'b', region: 'r' }

  test.each<[string, Case]>([
    ['no lock file, by the input', { config: { ...place, use_lockfile: 'false' } }],
    [
      'no lock file, by the block',
      { declared: declares('s3', { ...place, use_lockfile: 'false' }) }
    ],
    ['a table, by the input', { config: { ...place, dynamodb_table: 'locks' } }],
    ['a table, by the block', { declared: declares('s3', { ...place, dynamodb_table: 'locks' }) }],
    [
      'a table, by an expression in the block',
      { declared: declares('s3', { ...place, dynamodb_table: undefined }) }
    ]
  ])('is left alone where the user chose %s', (_, given) => {
    expect(decided({ backend: 's3', ...given })).toMatchObject({ type: 's3', locking: {} })
  })

  test('is switched on where nobody chose', () => {
    const { locking } = decided({ backend: 's3', config: place })
    expect(locking).toEqual({ use_lockfile: 'true' })
  })
})

// Terraform's kubernetes backend refuses a suffix that ends with '-<number>': it numbers parts that way.
test.each(['12', 'pr-7', 'release-2026'])(
  'the environment %s can be kept in kubernetes',
  (environment) => {
    const asked = { backend: 'kubernetes', backendConfig: {}, branches: [] }
    const { key } = decideBackend(NOTHING, asked, { ...VALUES, environment }, {}, true)
    expect(key).toContain(environment)
    expect(key).not.toMatch(/-\d+$/u)
  }
)

// Only OpenTofu reads it; the default in its place would be another state.
test.each(['s3', 'gcs', 'pg', 'kubernetes', 'consul'] as const)(
  'an expression that one fixed branch has in the block of %s is left alone',
  (type) => {
    const attribute = KINDS[type].environmentAttribute
    const declared = declares(type, { [attribute]: undefined })
    const found = decided({ declared, config: REQUIRED[type] ?? {}, patterns: ['main'] })
    expect(found.config).not.toHaveProperty(attribute)
  }
)
