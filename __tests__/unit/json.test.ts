// Untrusted JSON is read by type, and is undefined where it has another one.
import { describe, expect, test } from '@jest/globals'
import { listOf, numberOf, objectOf, parseJson, textOf } from '../../src/json.ts'

const VALUES = {
  'an object': { a: 1 },
  'a list': [1],
  'a text': 'x',
  'an empty text': '',
  'a number': 0,
  'no number': Number.NaN,
  'an infinite number': Infinity,
  'a boolean': false,
  null: null,
  nothing: undefined
}

describe.each<[string, (value: unknown) => unknown, readonly (keyof typeof VALUES)[]]>([
  ['an object', objectOf, ['an object']],
  ['a list', listOf, ['a list']],
  ['a text', textOf, ['a text', 'an empty text']],
  ['a number', numberOf, ['a number']]
])('read as %s', (_, read, accepted) => {
  test.each(Object.keys(VALUES) as (keyof typeof VALUES)[])('%s', (name) => {
    expect(read(VALUES[name])).toBe(accepted.includes(name) ? VALUES[name] : undefined)
  })
})

test.each([
  ['{"a":[1]}', { a: [1] }],
  ['null', null],
  [' 1 ', 1],
  ['', undefined],
  ['{', undefined],
  ['{a: 1}', undefined],
  ['NaN', undefined]
])('the text %j is %j', (text, expected) => {
  expect(parseJson(text)).toEqual(expected)
})
