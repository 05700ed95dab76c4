// What a refusal says where resources lack tags that the policy requires.
import { describe, expect, test } from '@jest/globals'
import { guardTags } from '../../src/policy/required-tags.ts'
import { coverageOf } from '../../src/tags/coverage.ts'
import { planOf } from './reports.ts'

const { taggable } = planOf('tags')
const refusal = (required: readonly string[], environment = 'alice') =>
  guardTags(coverageOf(taggable, [environment], required), required, environment, environment)

describe('nothing is refused', () => {
  test('where nothing is required', () => expect(refusal([])).toBeUndefined())

  test('for what only the apply will tell', () => {
    const later = taggable.filter(({ address }) => address.endsWith('later'))
    expect(later).toHaveLength(2)
    expect(
      guardTags(coverageOf(later, ['alice'], []), ['environment'], 'alice', 'alice')
    ).toBeUndefined()
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
        "  - google_storage_bucket.other_value: 'environment' = 'alice', 'owner'"
      ].join('\n'),
      hint: expect.stringContaining("change 'require-tags' in .github/gitops-env.yml")
    })
  })

  test('leaves out the environment where another tag alone is required', () => {
    const { message = '' } = refusal(['owner']) ?? {}
    expect(message.split('\n')).toHaveLength(6)
    expect(message).not.toContain("'environment'")
  })

  test('names ten, and says how many more; a long address is cut', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({
      address: `a.b["${index}${'x'.repeat(300)}"]`,
      lacks: ['environment']
    }))
    const lines =
      guardTags({ missing: many }, ['environment'], 'alice', 'alice')?.message.split('\n') ?? []
    expect(lines).toHaveLength(12)
    expect(lines[11]).toBe('  - and 2 more')
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(300)
  })

  test('shows no value', () =>
    expect(JSON.stringify(refusal(['owner']))).not.toMatch(/s3cr3t|team-a/u))
})
