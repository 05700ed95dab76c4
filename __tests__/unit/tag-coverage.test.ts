// Which resources of a plan carry the environment, by providers' own names for tags.
import { describe, expect, test } from '@jest/globals'
import { taggedOf } from '../../src/tags/carriers.ts'
import { coverageOf, describeCoverage, environmentValues } from '../../src/tags/coverage.ts'
import { parsePlan } from '../../src/terraform/plan.ts'
import type { UsedProvider } from '../../src/terraform/used-providers.ts'
import { planOf } from './reports.ts'

const AWS = 'registry.terraform.io/hashicorp/aws'
const AZURE = 'registry.opentofu.org/hashicorp/azurerm'
const GOOGLE = 'registry.terraform.io/hashicorp/google-beta'
const OTHER = 'registry.terraform.io/acme/cloud'

type Tree = Readonly<Record<string, unknown>>

/** A plan of one resource, as Terraform writes it. */
const planWith = (provider: string, after: Tree, unknown: Tree = {}, more: Tree = {}) =>
  parsePlan(
    JSON.stringify({
      format_version: '1.2',
      resource_changes: [
        {
          address: 'a.b',
          mode: 'managed',
          provider_name: provider,
          change: { actions: ['create'], before: null, after, after_unknown: unknown },
          ...more
        }
      ]
    })
  ).taggable

/** What is known of that resource: that it cannot have tags, or how it has this one. */
function wordFor(taggable: ReturnType<typeof planWith>, key = 'environment'): string {
  const found = coverageOf(taggable, ['alice'], key === 'environment' ? [] : ['environment', key])
  if (found.taggable === 0) return 'untaggable'
  if (found.missing.some(({ lacks }) => lacks.includes(key))) return 'missing'
  return found.unknown > 0 ? 'unknown' : 'carried'
}

describe("a plan of Terraform's, with resources of three clouds", () => {
  const { taggable } = planOf('tags')

  test('has the ones that come or stay and can have tags', () => {
    expect(taggable.map(({ address }) => address)).toEqual([
      'aws_s3_bucket.defaults',
      'aws_s3_bucket.later',
      'aws_s3_bucket.own',
      'azurerm_resource_group.none',
      'azurerm_resource_group.other_case',
      'azurerm_resource_group.value_later',
      'google_storage_bucket.none',
      'google_storage_bucket.other_value',
      'google_storage_bucket.secret'
    ])
  })

  test('says which of them carry the environment', () => {
    expect(coverageOf(taggable, ['alice'], [])).toEqual({
      keys: ['environment'],
      taggable: 9,
      carrying: 4,
      missing: [
        { address: 'azurerm_resource_group.none', lacks: ['environment'] },
        { address: 'google_storage_bucket.none', lacks: ['environment'] },
        { address: 'google_storage_bucket.other_value', lacks: ['environment'] }
      ],
      unknown: 2
    })
  })

  test('says which of them lack a tag that is asked for besides', () => {
    const { keys, missing, carrying, unknown } = coverageOf(taggable, ['alice'], ['owner'])
    expect(keys).toEqual(['environment', 'owner'])
    expect(missing).toEqual([
      { address: 'aws_s3_bucket.defaults', lacks: ['owner'] },
      { address: 'aws_s3_bucket.own', lacks: ['owner'] },
      { address: 'azurerm_resource_group.none', lacks: ['environment', 'owner'] },
      { address: 'google_storage_bucket.none', lacks: ['environment', 'owner'] },
      { address: 'google_storage_bucket.other_value', lacks: ['environment', 'owner'] }
    ])
    expect([carrying, unknown]).toEqual([2, 2])
  })

  test('shows no value', () => {
    expect(JSON.stringify(coverageOf(taggable, ['alice'], ['owner']))).not.toMatch(/s3cr3t|team-a/u)
  })
})

test.each(['create', 'destroy', 'sensitive', 'module'])(
  "the plan '%s', without a cloud, has nothing to tag",
  (name) => expect(coverageOf(planOf(name).taggable, ['alice'], []).taggable).toBe(0)
)

describe("the environment's tag", () => {
  const provider = (address: string): UsedProvider => ({ address, name: 'x', version: undefined })
  const tagged = taggedOf([provider(GOOGLE), provider(AZURE)])
  const valuesOf = (line: Readonly<Record<string, string>>): readonly string[] =>
    environmentValues('alice', line, tagged)

  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ["is the environment's name", { environment: 'alice' }, ['alice']],
    ['is what the user gives', { environment: 'other' }, ['other', 'alice']],
    ['may be spelled in another way', { Environment: 'other' }, ['other', 'alice']],
    ['is altered by a cloud', { environment: 'O/x' }, ['O/x', 'o-x', 'alice']],
    ['may be given no value', { environment: '' }, ['alice']],
    ['may be missing', { owner: 'x' }, ['alice']]
  ])('%s', (_, line, values) => expect(valuesOf(line)).toEqual(values))

  test('counts as the action gives it, and nothing else does', () => {
    const values = valuesOf({ environment: 'O/x' })
    const carrying = (address: string, after: Tree): number =>
      coverageOf(planWith(address, after), values, []).carrying
    expect(carrying(AZURE, { tags: { environment: 'O/x' } })).toBe(1)
    expect(carrying(GOOGLE, { labels: {}, effective_labels: { environment: 'o-x' } })).toBe(1)
    expect(carrying(AWS, { tags_all: { environment: 'alice' } })).toBe(1)
    expect(carrying(AWS, { tags_all: { environment: 'bob' } })).toBe(0)
  })
})

describe('a resource', () => {
  const right = { environment: 'alice' }
  test.each<[string, string, Tree, string]>([
    ['of AWS with it', AWS, { tags: right, tags_all: right }, 'carried'],
    ["of AWS with the provider's default", AWS, { tags: null, tags_all: right }, 'carried'],
    ['of AWS without any', AWS, { tags: null, tags_all: {} }, 'missing'],
    ['of AWS with none known at all', AWS, { tags: null, tags_all: null }, 'missing'],
    ['of AWS in another case', AWS, { tags_all: { Environment: 'alice' } }, 'carried'],
    ['of AWS with a value in another case', AWS, { tags_all: { Environment: 'Alice' } }, 'missing'],
    ['of AWS whose tags are a list', AWS, { tags: null }, 'untaggable'],
    ["of AWS with Kubernetes' labels", AWS, { labels: right, tags_all: {} }, 'missing'],
    ['of Azure with it', AZURE, { tags: right }, 'carried'],
    ['of Azure in another case', AZURE, { tags: { ENVIRONMENT: 'alice' } }, 'carried'],
    ['of Azure with a value in another case', AZURE, { tags: { environment: 'Alice' } }, 'missing'],
    ['of Azure without any', AZURE, { tags: null }, 'missing'],
    ['of Azure that can have none', AZURE, { name: 'x' }, 'untaggable'],
    ['of Google with it', GOOGLE, { labels: right }, 'carried'],
    ["of Google with the provider's default", GOOGLE, { effective_labels: right }, 'carried'],
    ['of Google without any', GOOGLE, { labels: null }, 'missing'],
    ["of Google with a network's tags", GOOGLE, { tags: ['environment', 'alice'] }, 'untaggable'],
    ["of Google with an organisation's tags", GOOGLE, { tags: right }, 'untaggable'],
    ['of another provider with tags', OTHER, { tags: right }, 'carried'],
    ['of another provider with labels', OTHER, { labels: right }, 'carried'],
    ['of another provider with other tags', OTHER, { tags: { a: 'b' } }, 'missing'],
    ['of another provider with none, which may be a list', OTHER, { tags: null }, 'untaggable'],
    ['of another provider with a list', OTHER, { tags: ['environment'] }, 'untaggable'],
    ['of another provider with objects', OTHER, { labels: { environment: {} } }, 'untaggable'],
    ['with a null', OTHER, { tags: { environment: null } }, 'missing'],
    ['with an empty text', OTHER, { tags: { environment: '' } }, 'missing']
  ])('%s', (_, provider, after, word) => expect(wordFor(planWith(provider, after))).toBe(word))

  test.each<[string, string, Tree, Tree, string]>([
    ['whose tags are unknown', AZURE, {}, { tags: true }, 'unknown'],
    ['whose tags may be a list', OTHER, {}, { tags: true }, 'untaggable'],
    ['whose value is unknown', OTHER, { tags: {} }, { tags: { environment: true } }, 'unknown'],
    ['whose other value is', OTHER, { tags: {} }, { tags: { owner: true } }, 'missing'],
    ['with it, and more unknown', AWS, { tags: right }, { tags_all: true }, 'carried'],
    [
      'with another, and more unknown',
      AWS,
      { tags: { environment: 'bob' } },
      { tags_all: true },
      'missing'
    ],
    ['with a mask of nothing', AZURE, { tags: null }, { tags: false }, 'missing']
  ])('%s', (_, provider, after, unknown, word) =>
    expect(wordFor(planWith(provider, after, unknown))).toBe(word)
  )

  test.each<[string, Tree, string]>([
    ['that is read', { mode: 'data' }, 'untaggable'],
    ['that is left over from a replacement', { deposed: '00000001' }, 'untaggable'],
    ['that is deleted', { change: { actions: ['delete'], after: null } }, 'untaggable'],
    ['that is forgotten', { change: { actions: ['forget'], after: { tags: {} } } }, 'untaggable'],
    ['that stays', { change: { actions: ['no-op'], after: { tags: {} } } }, 'missing'],
    [
      'that is replaced',
      { change: { actions: ['delete', 'create'], after: { tags: {} } } },
      'missing'
    ],
    [
      'whose old one is forgotten',
      { change: { actions: ['create', 'forget'], after: { tags: {} } } },
      'missing'
    ]
  ])('%s', (_, more, word) => expect(wordFor(planWith(AZURE, { tags: {} }, {}, more))).toBe(word))

  test.each<[string, string, Tree, string, string]>([
    ['has another key with any value', AWS, { tags: { owner: 'x' } }, 'owner', 'carried'],
    ['of AWS has it in another case', AWS, { tags: { owner: 'x' } }, 'Owner', 'missing'],
    [
      'of Google has it in the only case there is',
      GOOGLE,
      { labels: { owner: 'x' } },
      'Owner',
      'carried'
    ],
    ['has it without a value', AZURE, { tags: { owner: '' } }, 'owner', 'missing'],
    ['has no key by the name of a method', AZURE, { tags: {} }, 'toString', 'missing']
  ])('%s', (_, provider, after, key, word) => {
    expect(wordFor(planWith(provider, after), key)).toBe(word)
  })
})

test.each<[readonly string[], string]>([
  [[], '4 of 9 taggable resources carry the environment; 2 known after apply'],
  [['environment'], '4 of 9 taggable resources carry the environment; 2 known after apply'],
  [
    ['owner', 'cost-center'],
    "0 of 9 taggable resources carry the environment and 'owner', 'cost-center'; 1 known after apply"
  ]
])('with %j required, the line says so', (required, line) => {
  const { taggable } = planOf('tags')
  expect(describeCoverage(coverageOf(taggable, ['alice'], required))).toBe(line)
})
