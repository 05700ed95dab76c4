// What a refusal says where resources lack tags that the policy requires.
import { describe, expect, test } from '@jest/globals'
import { areNamed, guardTags } from '../../src/policy/required-tags.ts'
import { coverageOf } from '../../src/tags/coverage.ts'
import { planOf } from './reports.ts'

const { taggable } = planOf('tags')
const refusal = (required: readonly string[], environment = 'alice') =>
  guardTags(coverageOf(taggable, environment, required), environment)

describe('nothing is refused', () => {
  test('where nothing is required', () => expect(refusal([])).toBeUndefined())

  test('for what only the apply will tell', () => {
    const later = taggable.filter(({ address }) => address.endsWith('later'))
    expect(later).toHaveLength(2)
    expect(guardTags(coverageOf(later, 'alice', ['environment']), 'alice')).toBeUndefined()
  })
})

describe('a refusal', () => {
  test('names each resource, and what it lacks', () => {
    expect(refusal(['environment', 'owner'])).toMatchObject({
      reason: 'tags-missing',
      message: [
        "5 resources of 'alice' would be without a tag that the policy requires:",
        "  - aws_s3_bucket.defaults: 'owner'",
        "  - aws_s3_bucket.own: 'owner'",
        "  - azurerm_resource_group.none: 'environment' = 'alice', 'owner'",
        "  - google_storage_bucket.none: 'environment' = 'alice', 'owner'",
        "  - google_storage_bucket.other_value: 'environment' = 'alice' (has another value), 'owner'"
      ].join('\n'),
      hint: "Nothing was changed. Add 'labels = var.labels' or 'tags = var.tags' to those without, as the action's docs/variables.md shows. Where 'environment' has another value (1), the code or the input 'tags' sets it: remove it there. Or change 'require-tags' in .github/gitops-env.yml on the default branch."
    })
  })

  test('leaves out the environment where another tag alone is required', () => {
    const { message = '' } = refusal(['owner']) ?? {}
    expect(message.split('\n')).toHaveLength(6)
    expect(message).not.toContain("'environment'")
  })

  test('of a bucket of Google with a value of its own asks for no variable', () => {
    const bucket = taggable.filter(({ address }) => address.endsWith('other_value'))
    const coverage = coverageOf(bucket, 'alice', ['environment'])
    expect(guardTags(coverage, 'alice')?.hint).toBe(
      "Nothing was changed. Where 'environment' has another value (1), the code or the input 'tags' sets it: remove it there. Or change 'require-tags' in .github/gitops-env.yml on the default branch."
    )
  })

  test('names ten, and says how many more; a long address is cut', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({
      address: `a.b["${index}${'x'.repeat(300)}"]`,
      provider: 'p',
      argument: 'tags',
      lacks: ['environment'],
      hasOther: false
    }))
    const required = ['environment']
    const lines = guardTags({ missing: many, required }, 'alice')?.message.split('\n') ?? []
    expect(lines).toHaveLength(12)
    expect(lines[11]).toBe('  - and 2 more')
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(300)
  })

  test('shows no value', () =>
    expect(JSON.stringify(refusal(['owner']))).not.toMatch(/s3cr3t|team-a/u))
})

test.each<[number, readonly string[], boolean]>([
  [10, ['environment'], true],
  [11, ['environment'], false],
  [10, ['owner'], false]
])('whether an error names all of %i resources without %j: %j', (count, lacks, expected) => {
  const one = { address: 'a.b', provider: 'p', argument: 'tags', lacks, hasOther: false }
  const missing = Array.from({ length: count }, () => one)
  const numbers = { taggable: count, carrying: 0, unknown: 0 }
  const coverage = { keys: ['environment', 'owner'], required: ['environment'], ...numbers }
  expect(areNamed({ ...coverage, missing })).toBe(expected)
})
