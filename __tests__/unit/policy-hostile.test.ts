// Files that are made to break the reader of the policy end as mistakes, in time.
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { RunError } from '../../src/errors.ts'
import { parsePolicy } from '../../src/policy/file.ts'
import { below, mistakes } from './policies.ts'

/** A reason and a message, or that it is a policy; anything else is thrown on. */
function mistakesOrNone(text: string): string {
  try {
    return Array.isArray(parsePolicy(text, 'f').environments) ? 'a policy' : ''
  } catch (error) {
    if (error instanceof RunError) return `${error.reason}: ${error.message}`
    throw error
  }
}

describe('hostile files', () => {
  const many = (count: number, line: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => line(index)).join('')

  test.each([
    ['brackets', '['.repeat(60_000)],
    ['brackets that are closed', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['braces', '{a: '.repeat(16_000)],
    ['lists in lists', '- '.repeat(30_000)],
    ['keys of keys', '? '.repeat(30_000)],
    ['values of values', ': '.repeat(30_000)],
    ['indentation', many(355, (index) => `${' '.repeat(index)}a:\n`)],
    ['brackets, quoted ones in between', '["]", '.repeat(10_000)]
  ])('%s are not nested without end', (_, text) => {
    expect(mistakes(text)).toEqual([expect.stringMatching(/^\d+:\d+: nested too deeply; /u)])
  })

  test('a file that is too large is not even looked at', () => {
    expect(mistakes('['.repeat(65_537))).toEqual([
      '1:1: the file has 65537 characters; 65536 is the most'
    ])
  })

  test('brackets in comments and quotes do not nest', () => {
    const text = `${'# [[{{ - - - - - - - - - - ? ? ?\n'.repeat(20)}${below('a: {suspend: "[[[[[[[[[[["}')}`
    expect(mistakes(text)).toEqual([
      expect.stringContaining("22:16: 'suspend' of 'a' is the text ")
    ])
  })

  test('aliases are not expanded without end', () => {
    const levels = many(
      9,
      (index) => `  a${index + 1}: &x${index + 1} [${many(9, () => `*x${index},`)}]\n`
    )
    expect(mistakes(`environments:\n  a0: &x0 [a]\n${levels}`)[0]).toMatch(
      /^3:12: too many aliases; /u
    )
  })

  test.each([
    ['environments', `environments:\n${many(2600, (index) => `  a${index}: {suspend: true}\n`)}`],
    ['unknown keys', many(9000, (index) => `a${index}:\n`)],
    ['the same key', 'a:\n'.repeat(16_000)],
    ['mistakes in YAML', ']\n'.repeat(30_000)],
    ['anchors', '&a '.repeat(20_000)],
    ['aliases', `a: &x 1\n${many(6000, (index) => `b${index}: *x\n`)}`],
    ['quotes', '"'.repeat(60_000)],
    ['blanks', `a${' '.repeat(60_000)}`],
    ['stars', `environments:\n  "${'*'.repeat(60_000)}a!": {}`]
  ])('%s to the limit of the size end in seconds', (_, text) => {
    const begin = performance.now()
    expect(mistakesOrNone(text)).not.toBe('')
    expect(performance.now() - begin).toBeLessThan(10_000)
  })

  test('any text is a policy or mistakes with line and column', () => {
    const words = [
      'environments',
      'version',
      'prod',
      'pr-*',
      'max-destroy',
      'protected',
      'suspend',
      'require-tags'
    ]
    const marks = [
      ': ',
      ':',
      '\n',
      '\n  ',
      '\n    ',
      '{',
      '}',
      '[',
      ']',
      ', ',
      '- ',
      '? ',
      '*a',
      '&a '
    ]
    const odd = [
      '"',
      "'",
      '|',
      '>',
      '#',
      '!',
      '%YAML 1.1\n',
      '---\n',
      '<<',
      '~',
      '\t',
      '\r',
      '\\',
      '*',
      '\u0000'
    ]
    const values = [
      'true',
      'yes',
      '0',
      '-1',
      '1.5',
      '"3"',
      'null',
      '__proto__',
      '\ufffd',
      '\u{1f44d}',
      '\ud800'
    ]
    const piece = fc.constantFrom(...words, ...marks, ...odd, ...values)
    const text = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 20 }).map((pieces) => `environments:\n  ${pieces.join('')}`),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.json()
    )
    const found: string[] = []
    fc.assert(
      fc.property(text, (given) => {
        const outcome = mistakesOrNone(given)
        found.push(outcome)
        expect(outcome).toMatch(
          /^(?:a policy$|invalid-input: Invalid policy:\n {2}- f:[1-9]\d*:[1-9]\d*: \S)/u
        )
      }),
      { numRuns: 3000 }
    )
    // Both are among them.
    expect(new Set(found.map((outcome) => outcome.slice(0, 8)))).toEqual(
      new Set(['a policy', 'invalid-'])
    )
  })
})
