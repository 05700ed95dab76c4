// What the clouds allow in tags: whatever goes in, what comes out is allowed.
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { fitTags, taggingOf } from '../../src/tags/rules.ts'
import type { TagChange, TagRules } from '../../src/tags/rules.ts'

type Tags = Readonly<Record<string, string>>

const rulesOf = (name: string): TagRules => {
  const rules = taggingOf(`registry.terraform.io/${name}`)?.rules
  if (rules === undefined) throw new Error(`no rules of ${name}`)
  return rules
}
const RULES = {
  aws: rulesOf('hashicorp/aws'),
  google: rulesOf('hashicorp/google'),
  azurerm: rulesOf('hashicorp/azurerm'),
  kubernetes: rulesOf('hashicorp/kubernetes')
}
type Name = keyof typeof RULES

/** As the documentation of each cloud has it, and not as the table does. */
const ALLOWED: Readonly<
  Record<Name, { readonly key: RegExp; readonly value: RegExp; readonly most: number }>
> = {
  aws: {
    key: /^(?!aws:)[\p{L}\p{N}\p{Z}_.:/=+\-@]{1,128}$/iu,
    value: /^(?!aws:)[\p{L}\p{N}\p{Z}_.:/=+\-@]{0,256}$/iu,
    most: 50
  },
  google: { key: /^[a-z][a-z0-9_-]{0,62}$/u, value: /^[a-z0-9_-]{0,63}$/u, most: 64 },
  azurerm: { key: /^[^<>%&\\?/\p{Cc}]{1,512}$/u, value: /^\P{Cc}{0,256}$/u, most: 50 },
  kubernetes: {
    key: /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/u,
    value: /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/u,
    most: Infinity
  }
}

/** Texts of every kind, and those on which rules break. */
const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 30, maxLength: 600 }) },
  fc.string({
    unit: fc.constantFrom(
      'aws:',
      'AWS:',
      'é',
      'E\u0301',
      '\ud800',
      '😀',
      '-',
      '${',
      '%{',
      '"',
      '\0'
    )
  }),
  fc.constantFrom('aws:x', 'aws:aws:x', '1', 'feat/Login', '-', '__proto__', 'constructor')
)
const tags = fc
  .array(fc.tuple(text, text), { maxLength: 80 })
  .map((pairs): Tags => Object.fromEntries(pairs))

describe.each(Object.keys(RULES) as Name[])('whatever is asked for, on %s', (name) => {
  const { key, value, most } = ALLOWED[name]

  test('every tag is one that the cloud takes', () => {
    fc.assert(
      fc.property(tags, (asked) => {
        const fitted = Object.entries(fitTags(asked, RULES[name], []).tags)
        expect(fitted.filter(([one]) => !key.test(one))).toEqual([])
        expect(fitted.filter(([, one]) => !value.test(one) || /\p{Cs}/u.test(one))).toEqual([])
        expect(fitted.length).toBeLessThanOrEqual(most)
      }),
      { numRuns: 300 }
    )
  })

  test('what fits stays as it is, and is not spoken of', () => {
    fc.assert(
      fc.property(tags, (asked) => {
        const once = fitTags(asked, RULES[name], []).tags
        expect(fitTags(once, RULES[name], [])).toEqual({ tags: once, changes: [] })
      }),
      { numRuns: 300 }
    )
  })

  test('every tag is there, or it is said that it is not', () => {
    fc.assert(
      fc.property(tags, (asked) => {
        const { tags: fitted, changes } = fitTags(asked, RULES[name], [])
        const gone = changes.filter(({ kind }) => ['same', 'empty', 'beyond'].includes(kind))
        expect(Object.keys(fitted).length + gone.length).toBe(Object.keys(asked).length)
      }),
      { numRuns: 300 }
    )
  })
})

const long = 'x'.repeat(600)
test.each<[Name, Tags, Tags, readonly TagChange[]]>([
  ['google', { branch: 'env-alice' }, { branch: 'env-alice' }, []],
  [
    'google',
    { branch: 'feat/Login' },
    { branch: 'feat-login' },
    [{ kind: 'value', key: 'branch', from: 'feat/Login', to: 'feat-login' }]
  ],
  [
    'google',
    { 'Cost Center': '1' },
    { 'cost-center': '1' },
    [{ kind: 'key', key: 'Cost Center', to: 'cost-center' }]
  ],
  ['google', { '1st': 'a' }, { 'tag-1st': 'a' }, [{ kind: 'key', key: '1st', to: 'tag-1st' }]],
  [
    'google',
    { a: long },
    { a: 'x'.repeat(63) },
    [{ kind: 'value', key: 'a', from: long, to: 'x'.repeat(63) }]
  ],
  ['google', { 'a b': '1', 'a-b': '2' }, { 'a-b': '2' }, [{ kind: 'same', key: 'a b', as: 'a-b' }]],
  ['aws', { 'App:Owner @x': 'Ä/b=c' }, { 'App:Owner @x': 'Ä/b=c' }, []],
  [
    'aws',
    { 'aws:a': 'AWS:b' },
    { 'aws-a': 'AWS-b' },
    [{ kind: 'both', key: 'aws:a', name: 'aws-a', from: 'AWS:b', to: 'AWS-b' }]
  ],
  ['aws', { a: 'e\u0301' }, { a: '\u00e9' }, []],
  [
    'aws',
    { a: `${'x'.repeat(255)}𝒜` },
    { a: 'x'.repeat(255) },
    [{ kind: 'value', key: 'a', from: `${'x'.repeat(255)}𝒜`, to: 'x'.repeat(255) }]
  ],
  ['azurerm', { 'a.b': '<%/>' }, { 'a.b': '<%/>' }, []],
  ['azurerm', { 'a/b': 'c' }, { 'a-b': 'c' }, [{ kind: 'key', key: 'a/b', to: 'a-b' }]],
  ['azurerm', { Team: '1', team: '2' }, { Team: '1' }, [{ kind: 'same', key: 'team', as: 'Team' }]],
  [
    'kubernetes',
    { a: `${'x'.repeat(62)}-y` },
    { a: 'x'.repeat(62) },
    [{ kind: 'value', key: 'a', from: `${'x'.repeat(62)}-y`, to: 'x'.repeat(62) }]
  ],
  ['kubernetes', { '-': 'a' }, {}, [{ kind: 'empty', key: '-' }]]
])('%s with %j', (name, asked, expected, changes) => {
  expect(fitTags(asked, RULES[name], [])).toEqual({ tags: expected, changes })
})

test.each<[Name, number]>([
  ['aws', 50],
  ['google', 64],
  ['azurerm', 50]
])('%s takes %i tags, and the first ones stay', (name, most) => {
  const many = Object.fromEntries(
    Array.from({ length: 70 }, (_, index) => [`k${index}`, 'x'] as const)
  )
  const { tags, changes } = fitTags({ ...many, environment: 'alice' }, RULES[name], ['environment'])
  expect(Object.keys(tags)).toHaveLength(most)
  expect(tags['environment']).toBe('alice')
  expect(changes).toHaveLength(71 - most)
  expect(changes[0]).toEqual({ kind: 'beyond', key: `k${most - 1}`, most })
})

test('a provider is known by the end of its address', () => {
  expect(taggingOf('registry.opentofu.org/hashicorp/aws')?.title).toBe('aws')
  expect(taggingOf('registry.terraform.io/Azure/azapi')?.title).toBe('azapi')
  for (const other of ['random', 'terraform', 'null', '__proto__', 'constructor'])
    expect(taggingOf(`registry.terraform.io/hashicorp/${other}`)).toBeUndefined()
  expect(taggingOf('registry.terraform.io/acme/google')).toBeUndefined()
})
