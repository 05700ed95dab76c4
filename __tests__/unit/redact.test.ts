// Secrets are replaced by value wherever they turn up, and the report stays a report.
import { describe, expect, test } from '@jest/globals'
import { maskable, redact, redactReport } from '../../src/report/redact.ts'
import { headlineOf } from '../../src/report.ts'
import { resultOf } from '../../src/report/result.ts'
import { renderSummary } from '../../src/report/summary.ts'
import { planOf, plannedReport } from './reports.ts'

describe('what is worth masking', () => {
  test.each<[readonly string[], readonly string[]]>([
    [[], []],
    [['secret'], ['secret']],
    [['', 'a', 'abc'], []],
    [['abcd'], ['abcd']],
    [['true', 'False', 'NULL', 'none', 'https', 'localhost', 'default'], []],
    [['same', 'same'], ['same']],
    // Whoever prints a connection's password prints it alone.
    [['host=x password=S3CR3T'], ['host=x password=S3CR3T', 'S3CR3T']],
    [['https://me:S3CR3T@x'], ['https://me:S3CR3T@x', 'S3CR3T']],
    [
      ['short', 'a longer one'],
      ['a longer one', 'short']
    ],
    [
      ['first line\n  second line'],
      [
        'first line\\\\n  second line',
        'first line\\n  second line',
        'first line\n  second line',
        'first line second line',
        '  second line',
        'second line',
        'first line'
      ]
    ],
    [['a"b<c'], ['a\\\\\\"b\\\\u003cc', 'a\\"b\\u003cc', 'a\\\\\\"b<c', 'a\\"b<c', 'a"b<c']],
    [['bell\u0007'], ['bell\\\\u0007', 'bell\\u0007', 'bell\\u{7}', 'bell\u0007']],
    [
      ['tr\rue', 'ab\rc'],
      ['tr\\\\rue', 'tr\\rue', 'ab\\\\rc', 'tr\rue', 'ab\\rc', 'ab\rc']
    ],
    [['a${b}'], ['a$${b}', 'a${b}']],
    [
      ['-----\r\nAAAA\r\nabc\r\n'],
      [
        '-----\\\\r\\\\nAAAA\\\\r\\\\nabc\\\\r\\\\n',
        '-----\\r\\nAAAA\\r\\nabc\\r\\n',
        '-----\\\\r\\\\nAAAA\\\\r\\\\nabc',
        '-----\\r\\nAAAA\\r\\nabc',
        '-----\r\nAAAA\r\nabc\r\n',
        '-----\r\nAAAA\r\nabc',
        '----- AAAA abc',
        '-----',
        'AAAA'
      ]
    ],
    [[' padded '], [' padded ', 'padded']]
  ])('%j: %j', (values, expected) => {
    expect(maskable(values)).toEqual(expected)
  })
})

describe('redacted', () => {
  test.each<[string, unknown, readonly string[], unknown]>([
    ['a text', 'the hunter2 is', ['hunter2'], 'the *** is'],
    ['every occurrence', 'hunter2hunter2', ['hunter2'], '******'],
    [
      'lists and objects',
      { a: ['x hunter2', { b: 'hunter2' }], c: null, d: undefined, e: true },
      ['hunter2'],
      { a: ['x ***', { b: '***' }], c: null, d: undefined, e: true }
    ],
    ['names of foreign fields', { 'hunter2-key': 1 }, ['hunter2'], { '***-key': 1 }],
    ['a number', { a: 73312, b: 12 }, ['73312'], { a: '***', b: 12 }],
    ['a value within JSON', '{"a":"say \\"hi\\""}', ['say "hi"'], '{"a":"***"}'],
    ['a value with lines, within JSON', '"a\\nb-secret"', ['a\nb-secret'], '"***"'],
    ['signs of regular expressions', 'a.b*c(d)[e]{f}^$|\\/-', ['.b*c(d)[e]{f}^$|\\/-'], 'a***'],
    ['nothing without secrets', { a: 'x' }, [], { a: 'x' }],
    ['signs of replacements', '$&-secret', ['$&-secret'], '***'],
    ['characters of two halves', 'x👍👍👍👍y', ['👍👍👍👍'], 'x***y']
  ])('%s', (_, value, secrets, expected) => {
    expect(redact(value, secrets)).toEqual(expected)
  })

  test.each([[['abcd', 'abcdefgh']], [['abcdefgh', 'abcd']]])(
    'with %j nothing of the longer secret is left, whichever came first',
    (secrets) => expect(redact('<abcdefgh>', secrets)).toBe('<***>')
  )
})

describe('a report whose own words are secrets', () => {
  const report = plannedReport(planOf('replace'), {
    applied: true,
    steps: [{ address: 'a.b', action: 'create', elapsedSeconds: 1, outcome: 'done' }],
    diagnostics: [
      {
        severity: 'warning',
        summary: 'Odd',
        detail: '',
        address: undefined,
        file: 'main.tf',
        line: 1,
        code: undefined
      }
    ],
    outputs: { address: { value: 'the value of apply', sensitive: false } }
  })
  // A password may be any word; the report's vocabulary and the names of its fields are no secrets.
  test.each([
    'apply',
    'replace',
    'changes',
    'environment',
    'attributes',
    'steps',
    'diagnostics',
    'plan',
    'name',
    'summary',
    'terraform',
    'address',
    'type'
  ])('a secret %j does not break it', (secret) => {
    const redacted = redactReport(report, [secret])
    expect(headlineOf(redacted)).toMatch(/ was updated$/u)
    expect(renderSummary(redacted)).toContain('replaced')
    expect(resultOf(redacted)).toMatchObject({
      operation: 'apply',
      applied: true,
      resources: [{ action: 'replace' }],
      steps: [{ outcome: 'done' }],
      diagnostics: [{ severity: 'warning', line: 1 }]
    })
  })

  test.each(['why', 'hint'] as const)(
    'a secret in the %s of a run that failed is hidden',
    (field) => {
      const failed = { ...report, [field]: 'password=hunter2 was refused' }
      expect(redactReport(failed, ['hunter2'])[field]).toBe('password=*** was refused')
    }
  )

  test('a secret in the address of a resource without tags is hidden, and no word of ours', () => {
    const missing = [{ address: 'a.b["hunter2"]', lacks: ['environment'] }]
    const tagCoverage = { keys: ['environment'], taggable: 1, carrying: 0, missing, unknown: 0 }
    const redacted = redactReport({ ...report, tagCoverage }, ['hunter2', 'environment'])
    expect(redacted.tagCoverage).toEqual({
      ...tagCoverage,
      missing: [{ address: 'a.b["***"]', lacks: ['environment'] }]
    })
  })

  test('what Terraform says is redacted all the same', () => {
    expect(JSON.stringify(redactReport(report, ['value of']).outputs)).not.toContain('value of')
  })
})
