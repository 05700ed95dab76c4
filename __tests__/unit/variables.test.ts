// Which values reach which variables of the root module.
import { describe, expect, test } from '@jest/globals'
import { variablesFor } from '../../src/variables.ts'

const VALUES = {
  project: 'demo',
  environment: 'alice',
  branch: 'env-alice',
  repository: 'o/demo',
  commit: 'c0ffee'
}
const TAGS = { environment: 'alice' }
const ALL_TAGS = {
  tags: TAGS,
  labels: { environment: 'labelled' },
  default_tags: TAGS,
  common_tags: TAGS
}

type Types = Readonly<Record<string, string | undefined>>

function given(types: Types, lines: Readonly<Record<string, string>> = {}, complete = true) {
  const declared = new Map(Object.entries(types).map(([name, type]) => [name, { type }]))
  return variablesFor(declared, VALUES, ALL_TAGS, lines, complete)
}

describe('standard variables', () => {
  test.each<[string, Types, unknown]>([
    ['a module without variables gets none', {}, {}],
    ['a text is given', { environment: 'string' }, { environment: 'alice' }],
    ['a variable of any type is given', { project: 'any' }, { project: 'demo' }],
    ['a variable without a type is given', { branch: undefined }, { branch: 'env-alice' }],
    ['the commit is called commit_sha', { commit_sha: 'string' }, { commit_sha: 'c0ffee' }],
    [
      'a variable of another type is not ours',
      { environment: 'list(string)', project: 'object({ name = string })', branch: 'number' },
      {}
    ],
    ['another name is not ours', { env: 'string', commit: 'string' }, {}],
    ['the repository is not given', { repository: 'string' }, {}]
  ])('%s', (_, types, expected) => {
    expect(given(types)).toEqual(expected)
  })
})

describe('tags', () => {
  test.each<[string | undefined, boolean]>([
    ['map(string)', true],
    ['map(any)', true],
    ['map( string )', true],
    ['map', true],
    ['any', true],
    [undefined, true],
    ['string', false],
    ['list(string)', false],
    ['object({ environment = string })', false],
    ['set(map(string))', false],
    // Terraform could not convert texts to these, and would refuse the plan.
    ['map(number)', false],
    ['map(list(string))', false],
    ['map(object({ value = string }))', false]
  ])('a variable "tags" of type %s gets them: %s', (type, expected) => {
    expect(given({ tags: type })).toEqual(expected ? { tags: TAGS } : {})
  })

  test('each variable for them gets its own', () => {
    const types = {
      tags: 'any',
      labels: 'map(string)',
      default_tags: 'map(any)',
      common_tags: 'map'
    }
    expect(given(types)).toEqual(ALL_TAGS)
    expect(given({ label: 'any', all_tags: 'map(string)' })).toEqual({})
  })

  test("the user's own win", () => {
    const types = { tags: 'map(string)', labels: 'map(string)' }
    expect(given(types, { labels: '{"a": "b"}' })).toEqual({ tags: TAGS, labels: { a: 'b' } })
  })
})

describe('values of the user', () => {
  test.each<[string, string | undefined, string, unknown]>([
    ['a text', 'string', 'B1', 'B1'],
    ['a text that looks like a number', 'string', '007', '007'],
    ['a text that looks like a list', 'string', '["a"]', '["a"]'],
    ['a number stays a text, which Terraform converts', 'number', '3', '3'],
    ['a boolean stays a text, which Terraform converts', 'bool', 'true', 'true'],
    ['a list', 'list(string)', '["a", "b"]', ['a', 'b']],
    ['an object', 'object({ a = number })', '{"a": 1}', { a: 1 }],
    ['JSON without a declared type', undefined, '{"a": [1]}', { a: [1] }],
    ['a list that is no JSON is left to Terraform', 'list(string)', '[a]', '[a]'],
    ['the word null', 'any', 'null', 'null'],
    ['nothing', 'string', '', ''],
    ['quotes', 'string', '"x"', '"x"'],
    ['a placeholder', 'string', 'app-{environment}', 'app-alice'],
    ['a placeholder in JSON', 'any', '{"n": "{branch}"}', { n: 'env-alice' }],
    [
      'Terraform syntax is a text',
      'string',
      '${path.root} %{ if true }',
      '${path.root} %{ if true }'
    ]
  ])('%s', (_, type, text, expected) => {
    expect(given({ a: type }, { a: text })).toEqual({ a: expected })
  })

  test('beat the standard ones', () => {
    expect(given({ environment: 'string' }, { environment: 'mine' })).toEqual({
      environment: 'mine'
    })
  })

  test.each(['__proto__', 'constructor', 'toString'])('a variable may be named %s', (name) => {
    const values = given({ [name]: 'string' }, Object.fromEntries([[name, 'x']]))
    expect(Object.entries(values)).toEqual([[name, 'x']])
  })
})

describe('a value for a variable that is not declared', () => {
  test.each<[string, Types, string]>([
    ['names what is declared', { size: 'string', name: 'string' }, 'It declares: name, size.'],
    ['says where nothing is declared', {}, 'The root module declares no variable.']
  ])('%s', (_, types, hint) => {
    expect(() => given(types, { sise: '1' })).toThrow(
      expect.objectContaining({
        reason: 'invalid-input',
        message: "The input 'variables' gives 'sise', which the root module does not declare.",
        hint
      })
    )
  })

  test('is let through where a file could not be read, for it may be declared there', () => {
    expect(given({}, { hidden: '[1]' }, false)).toEqual({ hidden: [1] })
  })
})
