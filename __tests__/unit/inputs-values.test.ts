// Inputs that hold values: assignments, files, passphrase, duration, project.
import { describe, expect, test } from '@jest/globals'
import { parseInputs } from '../../src/inputs.ts'
import type { Inputs } from '../../src/inputs.ts'
import { readAction, repositoryRoot } from '../harness/action-file.ts'

const action = readAction(repositoryRoot)

function inputs(given: Readonly<Record<string, string>>): Inputs {
  const variables = action.inputs(given, 'the-token')
  return parseInputs((name) => variables[`INPUT_${name.toUpperCase()}`] ?? '')
}

function mistakeOf(given: Readonly<Record<string, string>>): string {
  try {
    inputs(given)
    return ''
  } catch (error) {
    return (error as Error).message.replace('Invalid inputs:\n  - ', '')
  }
}

const ASSIGNMENTS = [
  ['backend-config', 'backendConfig'],
  ['variables', 'variables'],
  ['tags', 'tags']
] as const

describe.each(ASSIGNMENTS)('%s', (input, field) => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['', {}],
    ['a=1', { a: '1' }],
    ['  a = 1 \r\n\n b=2 ', { a: '1', b: '2' }],
    ['a=', { a: '' }],
    ['a=b=c==', { a: 'b=c==' }],
    ['a=two words', { a: 'two words' }],
    ['a="quoted"', { a: '"quoted"' }],
    ["a='it''s'", { a: "'it''s'" }],
    ['a=$HOME ${x} $(y) `z`', { a: '$HOME ${x} $(y) `z`' }],
    ['a={"b": ["{environment}"]}', { a: '{"b": ["{environment}"]}' }],
    ['a=#no comment', { a: '#no comment' }],
    ['a b=c', { 'a b': 'c' }],
    ['a=1\nA=2', { a: '1', A: '2' }]
  ])('%j', (text, expected) => {
    expect(inputs({ [input]: text })[field]).toEqual(expected)
  })

  test.each([
    ['oops', 'line 1 is not key=value'],
    ['a=1\n- b=2\nc', 'line 3 is not key=value'],
    ['=1', 'line 1 is not key=value'],
    [' = 1', 'line 1 is not key=value'],
    ['a=1\na=2', "'a' is given twice"],
    ['a: 1', 'line 1 is not key=value']
  ])('%j: %s', (text, mistake) => {
    expect(mistakeOf({ [input]: text })).toBe(`${input}: ${mistake}`)
  })

  test('a key may be __proto__', () => {
    expect(Object.entries(inputs({ [input]: '__proto__=1' })[field])).toEqual([['__proto__', '1']])
  })

  test('a value that was mistaken for a line is not printed whole', () => {
    expect(mistakeOf({ [input]: `a=${'x'.repeat(100)}\n${'y'.repeat(100)}` })).not.toMatch(/y{41}/u)
  })
})

test.each<[string, readonly string[]]>([
  ['', []],
  [' a.tfvars \n\n{environment}/b.tfvars', ['a.tfvars', '{environment}/b.tfvars']]
])('var-files %j', (text, expected) => {
  expect(inputs({ 'var-files': text }).varFiles).toEqual(expected)
})

describe('state-passphrase', () => {
  test.each([
    ['', undefined],
    ['none', 'none'],
    ['x'.repeat(20), 'x'.repeat(20)],
    ['correct horse battery staple', 'correct horse battery staple'],
    [`${'x'.repeat(20)}\n`, 'x'.repeat(20)]
  ])('%j', (text, expected) => {
    expect(inputs({ 'state-passphrase': text }).statePassphrase).toBe(expected)
  })

  test.each(['x', 'x'.repeat(19), 'None', 'NONE', `${'x'.repeat(19)} `])(
    '%j is too short, and is not repeated',
    (text) => {
      const mistake = mistakeOf({ 'state-passphrase': text })
      expect(mistake).toBe(
        `state-passphrase: has ${text.trim().length} characters and needs at least 20; make one with 'openssl rand -base64 32'`
      )
    }
  )
})

describe('previous-passphrase', () => {
  const [present, previous] = ['x'.repeat(20), 'y'.repeat(20)]
  const given = (now: string, before: string) => ({
    'state-passphrase': now,
    'previous-passphrase': before
  })

  test.each([
    ['', undefined],
    ['none', 'none'],
    [previous, previous],
    [`${previous}\n`, previous]
  ])('%j', (text, expected) => {
    expect(inputs(given(present, text)).previousPassphrase).toBe(expected)
  })

  test.each([
    [present, 'y', 'has 1 characters and needs at least 20'],
    [present, `${present} `, "is the same as 'state-passphrase'"],
    ['none', 'none', "is the same as 'state-passphrase'"],
    ['', previous, "is given without the new one, 'state-passphrase'"],
    ['', 'none', "is given without the new one, 'state-passphrase'"],
    ['none', previous, "is given with 'state-passphrase: none'"]
  ])('%j after %j: %s', (now, before, says) => {
    const mistake = mistakeOf(given(now, before))
    expect(mistake).toContain(`previous-passphrase: ${says}`)
    expect(mistake).not.toContain(previous)
    expect(mistake).not.toContain(present)
  })
})

describe('lock-timeout', () => {
  test.each([
    ['0s', 0],
    ['30s', 30_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
    [' 90m ', 5_400_000]
  ])('%j is %i ms', (text, expected) => {
    expect(inputs({ 'lock-timeout': text }).lockTimeoutMs).toBe(expected)
  })

  test.each(['', '5', '5 m', '1h30m', '-1s', '1.5h', '5M', '100000s', '1d'])(
    '%j is none',
    (text) => {
      expect(mistakeOf({ 'lock-timeout': text })).toBe(
        `lock-timeout: '${text}' is not a duration such as 30s, 5m or 1h`
      )
    }
  )
})

describe('cache', () => {
  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    [' FALSE ', false]
  ])('%j is %j', (text, expected) => {
    expect(inputs({ cache: text }).cache).toBe(expected)
  })

  test.each(['', 'yes', 'no', 'on', '1', 'tRUE', 'true false'])('%j is none', (text) => {
    expect(mistakeOf({ cache: text })).toBe(`cache: '${text}' is neither true nor false`)
  })
})

describe('max-destroy', () => {
  test.each([
    ['', undefined],
    ['0', 0],
    [' 20 ', 20],
    ['007', 7],
    ['999999999', 999_999_999]
  ])('%j is %s', (text, expected) => {
    expect(inputs({ 'max-destroy': text }).maxDestroy).toBe(expected)
  })

  test.each(['-1', '1.5', '1e3', '0x10', 'none', '10%', '1 000', '١', 'Infinity', '1000000000'])(
    '%j is none',
    (text) => {
      expect(mistakeOf({ 'max-destroy': text })).toBe(
        `max-destroy: '${text}' is not a whole number such as 0 or 20`
      )
    }
  )
})

describe('project', () => {
  test.each([
    ['', undefined],
    ['shop', 'shop'],
    ['a'.repeat(32), 'a'.repeat(32)]
  ])('%j', (text, expected) => expect(inputs({ project: text }).project).toBe(expected))

  test.each(['Shop', 'a/b', '-a', 'a-', 'a_b', '.', 'a'.repeat(33)])('%j is refused', (text) => {
    expect(mistakeOf({ project: text })).toBe(
      `project: '${text}' is not a project's name; use 1 to 32 of a-z, 0-9 and '-', starting and ending with a letter or digit`
    )
  })
})

test('a token is taken as it is', () => {
  expect(inputs({ token: ' ghs_abc ' }).token).toBe('ghs_abc')
  expect(inputs({ token: '' }).token).toBe('')
})
