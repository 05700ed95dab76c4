// By which way tags travel, and in what form: variables, Terraform's environment, the override file.
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import {
  awsTagVariables,
  isOlder,
  labelsOverride,
  taggedOf,
  variableTags
} from '../../src/tags/carriers.ts'
import { literalOf, quoted } from '../../src/terraform/hcl-literal.ts'
import { objectIn } from '../../src/terraform/hcl-object.ts'
import type { UsedProvider } from '../../src/terraform/used-providers.ts'
import { FREE_GOOGLE } from '../harness/tagged.ts'

type Tags = Readonly<Record<string, string>>
const NO_KEYS = { tagKeys: new Set<string>() }
const TAGS = { environment: 'alice', repository: 'o/demo' }
const AWS = { environment: 'alice', repository: 'o/demo' }
const GOOGLE = { environment: 'alice', repository: 'o-demo' }

const used = (type: string, version?: string, name: string | undefined = type): UsedProvider => ({
  address: `registry.terraform.io/${type.includes('/') ? type : `hashicorp/${type}`}`,
  name,
  version
})
const tagged = (...types: readonly string[]) => taggedOf(types.map((type) => used(type)))

describe('a variable has the form that its providers take', () => {
  test.each<[readonly string[], Tags, Tags]>([
    [[], TAGS, TAGS],
    [['random', 'null'], TAGS, TAGS],
    [['aws'], AWS, AWS],
    [['google'], GOOGLE, GOOGLE],
    [['google', 'google-beta', 'random'], GOOGLE, GOOGLE],
    [['aws', 'google'], AWS, GOOGLE],
    [['azurerm', 'google-beta'], AWS, GOOGLE],
    [['acme/google'], TAGS, TAGS]
  ])('with %j', (types, tags, labels) => {
    const all = { tags, labels, default_tags: tags, common_tags: tags }
    expect(variableTags(TAGS, tagged(...types))).toEqual(all)
  })

  test('of all of them, where it is for several', () => {
    const { tags } = variableTags({ 'a<b': 'x', c: 'd?' }, tagged('aws', 'azurerm'))
    expect(tags).toEqual({ 'a-b': 'x', c: 'd-' })
  })
})

describe("Terraform's environment", () => {
  test.each<[string, Tags, Readonly<Record<string, string | undefined>>, Tags]>([
    ['has a variable for each tag', { a: 'b', 'c-d': 'e' }, {}, { a: 'b', 'c-d': 'e' }],
    ['leaves the own of the user', { a: 'b' }, { TF_AWS_DEFAULT_TAGS_a: 'x' }, {}],
    ['in any case', { a: 'b', c: 'd' }, { TF_AWS_DEFAULT_TAGS_A: 'x' }, { c: 'd' }],
    ['with nothing that a name cannot have', { 'a=b': 'c=d' }, {}, { 'a-b': 'c=d' }],
    ['nor a value', { a: 'b\0c\nd' }, {}, { a: 'b-c-d' }]
  ])('%s', (_, tags, variables, expected) => {
    const named = Object.entries(expected).map(([key, value]) => [
      `TF_AWS_DEFAULT_TAGS_${key}`,
      value
    ])
    expect(awsTagVariables(tags, NO_KEYS, variables)).toEqual(Object.fromEntries(named))
  })

  test.each<[string, readonly string[], string]>([
    ['spells a standard tag as the module does', ['Name', 'Environment'], 'Environment'],
    ['or as it is, where the module has that, too', ['Environment', 'environment'], 'environment'],
    ['or where the module has none', ['Environments', 'env'], 'environment']
  ])('%s', (_, keys, expected) => {
    const tags = { environment: 'alice', team: 'a' }
    expect(Object.keys(awsTagVariables(tags, { tagKeys: new Set([...keys, 'Team']) }, {}))).toEqual(
      [`TF_AWS_DEFAULT_TAGS_${expected}`, 'TF_AWS_DEFAULT_TAGS_team']
    )
  })

  test('is one that a process can be given, whatever the tags are', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(fc.dictionary(text, text), (tags) => {
        for (const [name, value] of Object.entries(awsTagVariables(tags, NO_KEYS, {}))) {
          expect(name).not.toMatch(/[=\0]/u)
          expect(value).not.toContain('\0')
        }
      })
    )
  })
})

describe("the override for Google's providers", () => {
  const blocks = (
    ...labels: readonly (readonly [string, string | undefined, string | undefined])[]
  ) => ({
    providers: labels.map(([name, alias, labels]) => ({ name, alias, labels }))
  })

  test('gives labels to each block, and to none where there is none', () => {
    expect(labelsOverride(blocks(), tagged('google'), TAGS)).toEqual({
      google: [{ default_labels: GOOGLE }]
    })
    const own = blocks(['google', 'eu', undefined], ['aws', undefined, undefined])
    expect(labelsOverride(own, tagged('google', 'aws', 'google-beta'), TAGS)).toEqual({
      google: [{ default_labels: GOOGLE }, { alias: 'eu', default_labels: GOOGLE }],
      'google-beta': [{ default_labels: GOOGLE }]
    })
  })

  test("adds the module's own, which win", () => {
    const own = blocks(['google', undefined, 'var.labels'], ['google', 'eu', '{ a = "b" }'])
    expect(labelsOverride(own, tagged('google'), { a: 'b' })).toEqual({
      google: [
        { default_labels: '${merge({ "a" = "b" }, var.labels)}' },
        { alias: 'eu', default_labels: '${merge({ "a" = "b" }, { a = "b" })}' }
      ]
    })
  })

  test.each<[string, UsedProvider, boolean]>([
    ['one that is too old', used('google', '4.85.0'), false],
    ['the first that knows labels', used('google', '5.0.0'), true],
    ['a preview of it', used('google', '5.0.0-beta1'), true],
    ['one whose version nobody knows', used('google'), true],
    ['one whose name is taken', { ...used('google'), name: undefined }, false],
    ['one of somebody else', used('acme/google'), false],
    ['another one', used('aws'), false]
  ])('%s: %#', (_, provider, expected) => {
    const override = labelsOverride(blocks(), taggedOf([provider]), TAGS)
    expect(override !== undefined).toBe(expected)
  })

  test('evaluates nothing of a label', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('$', '%', '{', '}', '"', '\\', '\n', 'a', '$${', '%%{') })
    )
    fc.assert(
      fc.property(fc.dictionary(text, text), (tags) => {
        const own = blocks(['google', undefined, '{}'])
        const [block] = labelsOverride(own, [FREE_GOOGLE], tags)?.['google'] ?? []
        const { default_labels: template } = block as { readonly default_labels: string }
        const written = template.slice('${merge('.length, -', {})}'.length)
        const entries = [...(objectIn(written) ?? [])].map(([key, value]) => [
          key,
          literalOf(value)
        ])
        const asked = Object.entries(tags).map(([key, value]) =>
          [key, value].map((one) => one.normalize('NFC'))
        )
        expect(new Map(entries as [])).toEqual(new Map(asked as []))

        const [plain] = labelsOverride(blocks(), [FREE_GOOGLE], tags)?.['google'] ?? []
        const { default_labels: labels } = plain as { readonly default_labels: Tags }
        const said = Object.entries(labels).map((pair) => pair.map((one) => literalOf(quoted(one))))
        expect(new Map(said as [])).toEqual(new Map(asked as []))
      }),
      { numRuns: 500 }
    )
  })
})

test.each<[string | undefined, string, boolean]>([
  ['5.61.9', '5.62.0', true],
  ['5.62.0', '5.62.0', false],
  ['6.0.0', '5.62.0', false],
  ['4.99.99', '5.0.0', true],
  ['5.100.0', '5.62.0', false],
  ['10.0.0', '5.62.0', false],
  [undefined, '5.62.0', false]
])('%s is older than %s: %s', (version, since, expected) => {
  expect(isOlder(version, since)).toBe(expected)
})
