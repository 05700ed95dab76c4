// The value of a list or an object in HCL: its members and the plain texts in it.
import { describe, expect, test } from '@jest/globals'
import { membersOf, shapeOf, textsOf } from '../../src/terraform/hcl-shape.ts'

describe('the value of a list or an object', () => {
  test.each<[string, unknown]>([
    ['{s3="http://127.0.0.1:9000"}', { s3: 'http://127.0.0.1:9000' }],
    ['{ "s3": "http://a//b", sts = "c" }', { s3: 'http://a//b', sts: 'c' }],
    ['{\n  a = "b" # c\n  d = 1 // e\n  /* f */ g = true\n}', { a: 'b', d: '1', g: 'true' }],
    ['["a", "b,]}", ]', ['a', 'b,]}']],
    ['{ a = ["b"], c = { d = "e" } }', { a: ['b'], c: { d: 'e' } }],
    ['  [ ]  ', []],
    ['{ a = 1// b\n c = 2/* d */}', { a: '1', c: '2' }],
    ['{}', {}],
    ['"text"', 'text'],
    ['true', 'true'],
    ['{"__proto__"="a"}', JSON.parse('{"__proto__":"a"}')]
  ])('of %j', (expression, value) => {
    expect(shapeOf(expression)).toEqual(value)
  })

  test.each([
    '',
    '{',
    '{a}',
    '{a=}',
    '{a="b"',
    '{a="${b}"}',
    '{a=var.b}',
    '{a="b"} x',
    '{(a)="b"}',
    '["a" "b"',
    '["a",,]',
    'null',
    '{ for a in b : a => a }',
    '[for a in b : a]',
    '['.repeat(5000)
  ])('of %j is unknown', (expression) => {
    expect(shapeOf(expression)).toBeUndefined()
  })

  test('is asked for as one or the other', () => {
    expect(membersOf(shapeOf('{a="b"}'))).toEqual({ a: 'b' })
    expect([membersOf(['a']), membersOf('a'), membersOf(undefined)]).toEqual([
      undefined,
      undefined,
      undefined
    ])
    expect(textsOf(shapeOf('["a"]'))).toEqual(['a'])
    expect([textsOf([['a']]), textsOf('a'), textsOf({ a: 'b' })]).toEqual([
      undefined,
      undefined,
      undefined
    ])
  })
})
