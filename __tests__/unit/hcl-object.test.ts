// Objects that are written out, as `required_providers` has them.
import { expect, test } from '@jest/globals'
import { objectIn } from '../../src/terraform/hcl-object.ts'

test.each<[string, Readonly<Record<string, string>> | undefined]>([
  ['{}', {}],
  ['{ a = 1 }', { a: '1' }],
  ['{ a = "x", b : y }', { a: '"x"', b: 'y' }],
  ['{"a": "x", "b": [1, 2]}', { a: '"x"', b: '[1, 2]' }],
  ['{\n  a = "x" # one\n  // two\n  b = { c = "}" }\n}', { a: '"x"', b: '{ c = "}" }' }],
  ['{ /* } */ a /* = */ = /* x */ 1 + 1 /* y */ }', { a: '1 + 1' }],
  ['{\r\n  a = "x"\r\n  b = "y"\r\n}', { a: '"x"', b: '"y"' }],
  ['{ a = <<A\n}\nA\n  b = 1\n}', { a: '<<A\n}\nA', b: '1' }],
  ['{ "a\\u0062" = 1 }', { ab: '1' }],
  ['{ a = 1, a = 2 }', { a: '2' }],
  ['"~> 1.0"', undefined],
  ['var.a', undefined],
  ['{ (a) = 1 }', undefined],
  ['{ "${a}" = 1 }', undefined],
  ['{ for a in b : a => a }', undefined],
  ['{ a }', undefined],
  ['{ a = 1 }.a', undefined],
  ['{ a = 1', undefined]
])('%j', (expression, expected) => {
  const entries = objectIn(expression)
  expect(entries && Object.fromEntries(entries)).toEqual(expected)
})
