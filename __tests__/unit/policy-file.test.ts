// What a policy file says.
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { environmentOf } from '../../src/environment.ts'
import { parsePolicy } from '../../src/policy/file.ts'
import { NO_POLICY, policyFor } from '../../src/policy/policy.ts'
import type { PolicyLine } from '../../src/policy/policy.ts'
import { below } from './policies.ts'

describe('no policy', () => {
  test.each([
    '',
    '\n\n',
    '# nothing yet\n',
    '---\n',
    'null',
    '{}',
    'version: 1',
    'environments:',
    'environments: {}',
    'version: 1\nenvironments:\n  # prod:\n  #   protected: true\n',
    '\ufeff'
  ])('%j', (text) => expect(parsePolicy(text)).toEqual(NO_POLICY))
})

describe('a policy', () => {
  test.each<[string, string, readonly PolicyLine[]]>([
    [
      'all keys',
      'version: 1\n\nenvironments:\n  prod:\n    protected: false\n    max-destroy: 3\n    suspend: true\n',
      [{ pattern: 'prod', line: 4, protected: false, maxDestroy: 3, suspend: true }]
    ],
    [
      'patterns in the order of the file, also those that look like numbers',
      below(
        'z: {suspend: true}',
        '"*": {max-destroy: 0}',
        '7: {suspend: true}',
        '1: {suspend: true}'
      ),
      [
        { pattern: 'z', line: 2, suspend: true },
        { pattern: '*', line: 3, maxDestroy: 0 },
        { pattern: '7', line: 4, suspend: true },
        { pattern: '1', line: 5, suspend: true }
      ]
    ],
    [
      'names as they are written, whatever YAML makes of them',
      below(
        ...['007', 'true', 'null', '1e3', '0x1f', 'constructor', 'tostring'].map(
          (name) => `${name}: {suspend: true}`
        )
      ),
      ['007', 'true', 'null', '1e3', '0x1f', 'constructor', 'tostring'].map((pattern, index) => ({
        pattern,
        line: index + 2,
        suspend: true
      }))
    ],
    [
      'anchors and aliases',
      below('a: &strict', '  max-destroy: &none 0', 'b: *strict', 'c: {max-destroy: *none}'),
      [
        { pattern: 'a', line: 2, maxDestroy: 0 },
        { pattern: 'b', line: 4, maxDestroy: 0 },
        { pattern: 'c', line: 5, maxDestroy: 0 }
      ]
    ],
    [
      'the ends of lines of Windows, and a byte order mark',
      '\ufeffenvironments:\r\n  a:\r\n    suspend: true\r\n  b:\r\n    suspend: TRUE\r\n',
      [
        { pattern: 'a', line: 2, suspend: true },
        { pattern: 'b', line: 4, suspend: true }
      ]
    ],
    [
      'many keys on one line',
      `{environments: {${['a', 'b', 'c'].map((name) => `${name}: {protected: true, max-destroy: 1, suspend: true}`).join(', ')}}}`,
      ['a', 'b', 'c'].map((pattern) => ({
        pattern,
        line: 1,
        protected: true,
        maxDestroy: 1,
        suspend: true
      }))
    ],
    [
      'tags that are required',
      below(
        'a: {require-tags: true}',
        'b: {require-tags: false}',
        'c:',
        '  require-tags: [environment, "cost center"]'
      ),
      [
        { pattern: 'a', line: 2, requiredTags: ['environment'] },
        { pattern: 'b', line: 3, requiredTags: [] },
        { pattern: 'c', line: 4, requiredTags: ['environment', 'cost center'] }
      ]
    ],
    [
      'JSON',
      '{"environments": {"pr-*": {"max-destroy": 1.0}}}',
      [{ pattern: 'pr-*', line: 1, maxDestroy: 1 }]
    ]
  ])('%s', (_, text, environments) => expect(parsePolicy(text)).toEqual({ environments }))

  test('holds for the environments of its names', () => {
    const policy = parsePolicy(below('"*": {max-destroy: 5}', 'prod: {max-destroy: 1}'))
    expect(policyFor(policy, 'alice').maxDestroy).toBe(5)
    expect(policyFor(policy, 'prod')).toEqual({
      protected: true,
      maxDestroy: 1,
      suspended: false,
      requiredTags: []
    })
  })
})

test('every policy that is written is read as it was meant', () => {
  const name = fc.stringMatching(/^[a-z0-9*](?:[a-z0-9*-]{0,30}[a-z0-9*])?$/u)
  const keys = fc
    .record(
      { protected: fc.boolean(), 'max-destroy': fc.nat(), suspend: fc.boolean() },
      { requiredKeys: [] }
    )
    .filter((record) => Object.keys(record).length > 0)
  const pairs = fc.uniqueArray(
    fc.tuple(
      name.filter((text) => text !== 'default'),
      keys
    ),
    {
      selector: ([pattern]) => pattern
    }
  )
  fc.assert(
    fc.property(pairs, (list) => {
      const rows = list.map(
        ([pattern, record]) => `  ${JSON.stringify(pattern)}: ${JSON.stringify(record)}`
      )
      const { environments } = parsePolicy(['environments:', ...rows].join('\n'))
      expect(environments).toEqual(
        list.map(([pattern, { 'max-destroy': maxDestroy, ...rest }], index) => ({
          pattern,
          line: index + 2,
          ...rest,
          ...(maxDestroy === undefined ? {} : { maxDestroy })
        }))
      )
    })
  )
})

test('a name without a wildcard is one exactly where an environment can have it', () => {
  const canBe = (name: string): boolean => {
    try {
      const found = environmentOf(`env-${name}`, [{ pattern: 'env-*', name: undefined }], () =>
        '0'.repeat(64)
      )
      return found === name
    } catch {
      return false
    }
  }
  const allowed = (name: string): boolean => {
    try {
      return (
        parsePolicy(below(`${JSON.stringify(name)}: {suspend: true}`)).environments.length === 1
      )
    } catch {
      return false
    }
  }
  const letters = fc.string({
    unit: fc.constantFrom('a', '7', '-', '_', 'A', '.', 'ä'),
    maxLength: 4
  })
  fc.assert(fc.property(letters, (name) => expect(allowed(name)).toBe(canBe(name))))
  const long = ['a'.repeat(32), 'a'.repeat(33), 'default', 'defaults', 'a--b']
  expect(long.map(allowed)).toEqual(long.map(canBe))
})
