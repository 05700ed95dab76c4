import { describe, expect, test } from '@jest/globals'
import { literalOf } from '../../src/terraform/hcl.ts'

describe('the value of a literal', () => {
  test.each<[string, string | number | boolean | undefined]>([
    ['"a"', 'a'],
    ['""', ''],
    [String.raw`"\n\r\t\"\\"`, '\n\r\t"\\'],
    [String.raw`"\u00e9\U0001F600"`, 'é😀'],
    ['"e\u0301"', '\u00E9'],
    ['"$${a} %%{b} $$${ $ % $$ {"', '${a} %{b} $${ $ % $$ {'],
    ['true', true],
    ['false', false],
    ['0', 0],
    ['-1', -1],
    ['1.50', 1.5],
    ['1e3', 1000],
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740993', undefined],
    ['1e999', undefined],
    ['"${a}"', undefined],
    ['"%{ if a }"', undefined],
    ['"a" == "b"', undefined],
    ['"a', undefined],
    ['"', undefined],
    [String.raw`"a\"`, undefined],
    [String.raw`"\x"`, undefined],
    [String.raw`"\u12"`, undefined],
    [String.raw`"\uXYZW"`, undefined],
    [String.raw`"\UFFFFFFFF"`, undefined],
    ['"a\nb"', undefined],
    ['null', undefined],
    ['var.a', undefined],
    ['[]', undefined],
    ['(1)', undefined],
    ['1 + 1', undefined],
    ['', undefined]
  ])('%j is %j', (expression, expected) => {
    expect(literalOf(expression)).toBe(expected)
  })
})
