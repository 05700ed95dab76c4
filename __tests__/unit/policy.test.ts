// What the policy allows for one environment, and how far an input may change that.
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import {
  limitFromOf,
  maxDestroyOf,
  NO_POLICY,
  policyFor,
  PROTECTED
} from '../../src/policy/policy.ts'
import type { EnvironmentPolicy, Policy, PolicyLine } from '../../src/policy/policy.ts'

type Keys = Omit<PolicyLine, 'pattern' | 'line'>

const policyOf = (...lines: readonly (readonly [string, Keys])[]): Policy => ({
  environments: lines.map(([pattern, keys], index) => ({ pattern, line: index + 2, ...keys }))
})

const free = { protected: false, maxDestroy: undefined, suspended: false, requiredTags: [] }
const guarded = { protected: true, maxDestroy: 0, suspended: false, requiredTags: [] }

describe('without a file', () => {
  test.each(PROTECTED)('%s is protected, and nothing of it is destroyed', (name) => {
    expect(policyFor(NO_POLICY, name)).toEqual(guarded)
  })

  test.each(['alice', 'prod-eu', 'pre-prod', 'product', 'stagin', 'constructor', 'tostring'])(
    '%s is free',
    (name) => expect(policyFor(NO_POLICY, name)).toEqual(free)
  )
})

describe('the last line that sets a key decides it', () => {
  test.each<[string, Policy, string, EnvironmentPolicy]>([
    ['another name', policyOf(['qa', { protected: true }]), 'alice', free],
    ['protected by the file', policyOf(['qa', { protected: true }]), 'qa', guarded],
    ['unprotected by the file', policyOf(['prod', { protected: false }]), 'prod', free],
    ['not unprotected by another key', policyOf(['prod', { suspend: false }]), 'prod', guarded],
    ['not unprotected by a wildcard', policyOf(['*', { protected: false }]), 'staging', guarded],
    [
      'unprotected by its own name, though a wildcard follows',
      policyOf(['staging', { protected: false }], ['s*', { suspend: false }]),
      'staging',
      free
    ],
    [
      'protected by a wildcard, and not unprotected by a later one',
      policyOf(['qa*', { protected: true }], ['qa-*', { protected: false }]),
      'qa-1',
      guarded
    ],
    [
      'protected by its own name, and not loosened by a later wildcard',
      policyOf(
        ['db', { protected: true, maxDestroy: 1 }],
        ['*', { protected: false, maxDestroy: 50 }]
      ),
      'db',
      { ...guarded, maxDestroy: 1 }
    ],
    [
      'limited by its own name, whatever protects it later',
      policyOf(['prod', { maxDestroy: 0 }], ['*', { protected: true, maxDestroy: 50 }]),
      'prod',
      guarded
    ],
    [
      'a limit for a protected one',
      policyOf(['prod', { maxDestroy: 3 }]),
      'prod',
      { ...guarded, maxDestroy: 3 }
    ],
    [
      'a limit by a wildcard is none for a protected one',
      policyOf(['*', { maxDestroy: 9 }]),
      'prod',
      guarded
    ],
    [
      'but by the wildcard that protects it',
      policyOf(['live-*', { protected: true, maxDestroy: 9 }]),
      'live-eu',
      { ...guarded, maxDestroy: 9 }
    ],
    ['none', policyOf(['*', { maxDestroy: 0 }]), 'alice', { ...free, maxDestroy: 0 }],
    [
      'the later of two',
      policyOf(['*', { maxDestroy: 9 }], ['a*', { maxDestroy: 1 }]),
      'alice',
      { ...free, maxDestroy: 1 }
    ],
    [
      'the later of two, though it is wider',
      policyOf(['a*', { maxDestroy: 1 }], ['*', { maxDestroy: 9 }]),
      'alice',
      { ...free, maxDestroy: 9 }
    ],
    [
      'key by key',
      policyOf(
        ['*', { maxDestroy: 9, suspend: true, protected: true }],
        ['alice', { suspend: false }],
        ['a*', { protected: false }]
      ),
      'alice',
      { ...guarded, maxDestroy: 9 }
    ],
    [
      'protected again',
      policyOf(['prod', { protected: false }], ['prod*', { protected: true }]),
      'prod',
      guarded
    ],
    ['suspended', policyOf(['*', { suspend: true }]), 'alice', { ...free, suspended: true }],
    [
      'tags by the later of two',
      policyOf(['alice', { requiredTags: ['a', 'b'] }], ['*', { requiredTags: ['c'] }]),
      'alice',
      { ...free, requiredTags: ['c'] }
    ],
    [
      'no tags any more',
      policyOf(['*', { requiredTags: ['a'] }], ['a*', { requiredTags: [] }]),
      'alice',
      free
    ],
    [
      'tags of a protected one, which lines for many add up',
      policyOf(
        ['*', { requiredTags: ['a', 'b'] }],
        ['p*', { requiredTags: ['b', 'c'] }],
        ['*d', { requiredTags: [] }]
      ),
      'prod',
      { ...guarded, requiredTags: ['a', 'b', 'c'] }
    ],
    [
      'tags by its own name, whatever lines for many require',
      policyOf(['prod', { requiredTags: [] }], ['*', { requiredTags: ['a'], protected: true }]),
      'prod',
      guarded
    ]
  ])('%s', (_, policy, name, expected) => expect(policyFor(policy, name)).toEqual(expected))
})

describe('patterns', () => {
  test.each<[string, string, boolean]>([
    ['alice', 'alice', true],
    ['alice', 'alice2', false],
    ['lice', 'alice', false],
    ['*', 'a', true],
    ['**', 'a', true],
    ['a*', 'a', true],
    ['*a', 'a', true],
    ['pr-*', 'pr-7', true],
    ['pr-*', 'pr', false],
    ['*-eu', 'prod-eu', true],
    ['*-eu', 'prod-eu-2', false],
    ['*eu*', 'prod-eu-2', true],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'acb', false],
    // The pieces may not overlap.
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['a*ab*b', 'aab', false],
    ['a*ab*b', 'aabb', true],
    ['*aa*aa*', 'aaa', false],
    ['*aa*aa*', 'aaaa', true],
    ['.', 'a', false],
    ['[a-z]*', 'a', false]
  ])('%s and %s: %s', (pattern, name, expected) => {
    expect(policyFor(policyOf([pattern, { suspend: true }]), name).suspended).toBe(expected)
  })

  test('match as a regular expression would', () => {
    const letters = (alphabet: readonly string[], maxLength: number) =>
      fc.string({ unit: fc.constantFrom(...alphabet), maxLength })
    fc.assert(
      fc.property(
        letters(['a', 'b', '-', '*'], 7),
        letters(['a', 'b', '-'], 9),
        (pattern, name) => {
          const regex = new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'u')
          const { suspended } = policyFor(policyOf([pattern, { suspend: true }]), name)
          expect(suspended).toBe(regex.test(name))
        }
      ),
      { numRuns: 2000 }
    )
  })

  test('with many wildcards cost nothing', () => {
    const name = `${'a'.repeat(31)}b`
    const begin = performance.now()
    policyFor(policyOf([`${'*a'.repeat(16)}c`, { suspend: true }]), name)
    policyFor(policyOf([`${'a*'.repeat(30_000)}b`, { suspend: true }]), name)
    expect(performance.now() - begin).toBeLessThan(5000)
  })
})

describe('the input max-destroy', () => {
  const limited = (maxDestroy: number | undefined): EnvironmentPolicy => ({ ...free, maxDestroy })

  test.each<[number | undefined, number | undefined, number | undefined, number | undefined]>([
    // policy, input, of a branch's workflow, of the default branch's
    [undefined, undefined, undefined, undefined],
    [undefined, 5, 5, 5],
    [undefined, 0, 0, 0],
    [3, undefined, 3, 3],
    [3, 5, 3, 5],
    [3, 3, 3, 3],
    [3, 0, 0, 0],
    [0, 5, 0, 5],
    [0, undefined, 0, 0]
  ])('policy %s, input %s: %s, and %s on the default branch', (policy, input, pushed, trusted) => {
    expect(maxDestroyOf(limited(policy), input, false)).toBe(pushed)
    expect(maxDestroyOf(limited(policy), input, true)).toBe(trusted)
  })

  test('of a pushed workflow never allows more than the policy or than itself', () => {
    const limit = fc.option(fc.nat(), { nil: undefined })
    const orAll = (value: number | undefined): number => value ?? Infinity
    fc.assert(
      fc.property(limit, limit, (policy, input) => {
        const found = orAll(maxDestroyOf(limited(policy), input, false))
        expect(found).toBe(Math.min(orAll(policy), orAll(input)))
      })
    )
  })

  test.each<[string, EnvironmentPolicy, number | undefined, string]>([
    ['stricter than the policy', limited(3), 2, 'input'],
    ['more than the policy', guarded, 2, 'input'],
    ['where the policy has none', free, 0, 'input'],
    ['the same as the policy', limited(3), 3, 'policy'],
    ['none, for an environment that is free', limited(0), 0, 'policy'],
    ['some, for a protected one', { ...guarded, maxDestroy: 2 }, 2, 'policy'],
    ['none, for a protected one', guarded, 0, 'protected']
  ])('a limit that is %s', (_, policy, limit, from) => {
    expect(limitFromOf(policy, limit)).toBe(from)
  })
})
