// What comes out of Terraform, cut anywhere and made of anything: the same lines, and events of known kinds.
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { harmless, renderEvent } from '../../src/report/progress.ts'
import { code, escape, fence, inline } from '../../src/report/markdown.ts'
import { lineReader } from '../../src/tail.ts'
import { parseEventLine } from '../../src/terraform/events.ts'
import type { TerraformEvent } from '../../src/terraform/events.ts'
import { anyJson, cases, damaged, nested, UNPRINTABLE } from '../harness/hostile.ts'

/** The lines that come out when the bytes come in by these pieces. */
function linesOf(bytes: Uint8Array, cuts: readonly number[]): readonly string[] {
  const lines: string[] = []
  const reader = lineReader((line) => void lines.push(line))
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length]
  let from = 0
  for (const to of ends.toSorted((left, right) => left - right)) {
    reader.push(Buffer.from(bytes.subarray(from, to)))
    from = to
  }
  reader.end()
  return lines
}

const text = fc
  .array(fc.constantFrom('\n', '\r\n', 'a', 'ä', '环', '👍', '\u0000', '{"type":'), {
    maxLength: 40
  })
  .map((parts) => Buffer.from(parts.join('')))
const bytes = fc.oneof(
  text,
  fc.uint8Array({ maxLength: 60 }),
  fc
    .array(fc.constantFrom(0x0a, 0x61, 0xc3, 0xa4, 0xf0, 0x9f, 0xff), { maxLength: 40 })
    .map((list) => Uint8Array.from(list))
)

describe('lines', () => {
  test('are the same however the bytes are cut, characters in halves included', () => {
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(), { maxLength: 8 }), (all, cuts) => {
        const whole = Buffer.from(all).toString('utf8').split('\n')
        if (whole.at(-1) === '') whole.pop()
        expect(linesOf(all, cuts)).toEqual(whole)
      }),
      cases(5000)
    )
  })

  test('one byte at a time', () => {
    const all = Buffer.from('ä👍\n\n\r\nx')
    expect(linesOf(all, [...all.keys()])).toEqual(['ä👍', '', '\r', 'x'])
  })

  test('that have no end are told by their length, and the next one is read again', () => {
    const lines: string[] = []
    const reader = lineReader((line) => void lines.push(line))
    const piece = Buffer.alloc(2 ** 20, 'x')
    for (let count = 0; count < 33; count += 1) reader.push(piece)
    reader.push(Buffer.from('\nnext\n'))
    for (let count = 0; count < 34; count += 1) reader.push(piece)
    reader.end()
    expect(lines).toEqual([
      'A line of 34603008 characters was left out.',
      'next',
      'A line of 35651584 characters was left out.'
    ])
  })

  test('of a megabyte each are whole', () => {
    const line = 'ä'.repeat(2 ** 20)
    expect(
      linesOf(Buffer.from(`${line}\n${line}`), [2 ** 20, 3]).map(({ length }) => length)
    ).toEqual([2 ** 20, 2 ** 20])
  })
})

/** One event of each type that Terraform documents. */
const EVENTS: readonly unknown[] = [
  { type: 'version', terraform: '1.11.4', ui: '1.2', '@message': 'Terraform 1.11.4' },
  {
    type: 'diagnostic',
    diagnostic: {
      severity: 'error',
      summary: 's',
      detail: 'd',
      address: 'a.b',
      range: { filename: 'main.tf', start: { line: 1, column: 2, byte: 3 }, end: { line: 1 } },
      snippet: { code: 'x', values: [{ traversal: 'a', statement: 'is "b"' }] }
    }
  },
  { type: 'planned_change', change: { resource: { addr: 'a.b' }, action: 'create' } },
  { type: 'resource_drift', change: { resource: { addr: 'a.b' }, action: 'update' } },
  { type: 'refresh_start', hook: { resource: { addr: 'a.b' } } },
  ...['apply_start', 'apply_progress', 'apply_complete', 'apply_errored'].map((type) => ({
    type,
    '@message': 'm',
    hook: { resource: { addr: 'a.b' }, action: 'create', elapsed_seconds: 3 }
  })),
  { type: 'provision_progress', '@message': 'a.b: (local-exec): text', hook: { output: 'text' } },
  {
    type: 'outputs',
    outputs: { a: { sensitive: false, value: [1], type: 'x' }, b: { sensitive: true } }
  },
  { type: 'change_summary', changes: { add: 1, operation: 'plan' }, '@message': 'Plan: 1 to add' }
]
const KINDS = [
  'version',
  'diagnostic',
  'started',
  'progress',
  'done',
  'failed',
  'planned',
  'drift',
  'outputs',
  'refreshed',
  'message'
]

/** Reads a line, says it as the log would, and holds the event to its type. */
function told(line: string): string {
  const event = parseEventLine(line)
  const said = harmless(renderEvent(event) ?? '')
  expect(typeof said).toBe('string')
  expect(UNPRINTABLE.exec(said)).toBeNull()
  expect(said).not.toMatch(/^\s*::/m)
  expect(problemsOf(event)).toEqual([])
  return event.kind
}

/** Fields that have another type than they are said to have. */
function problemsOf(event: TerraformEvent): readonly string[] {
  const { summary, detail, severity, line } =
    event.kind === 'diagnostic'
      ? event.diagnostic
      : { summary: '', detail: '', severity: 'error', line: 1 }
  const outputs = event.kind === 'outputs' ? Object.values(event.outputs) : []
  const sound = {
    diagnostic: typeof summary === 'string' && typeof detail === 'string',
    severity: severity === 'error' || severity === 'warning',
    line: line === undefined || Number.isFinite(line),
    outputs: outputs.every((output) => typeof output.sensitive === 'boolean'),
    step: !('step' in event) || Number.isFinite(event.step.elapsedSeconds),
    address: !('address' in event) || typeof event.address === 'string'
  }
  return Object.entries(sound).flatMap(([name, is]) => (is ? [] : [name]))
}

describe('an event', () => {
  test.each<[string, fc.Arbitrary<string>]>([
    [
      'with fields removed, replaced, repeated and renamed',
      damaged(EVENTS).map((json) => JSON.stringify(json))
    ],
    [
      'of a type that is any JSON',
      fc
        .tuple(anyJson, anyJson)
        .map(([type, hook]) => JSON.stringify({ type, hook, '@message': hook }))
    ],
    ['that is any JSON', anyJson.map((json) => JSON.stringify(json))],
    [
      'that breaks off',
      fc
        .tuple(fc.constantFrom(...EVENTS), fc.nat())
        .map(([json, at]) => JSON.stringify(json).slice(0, at % 100))
    ],
    ['that is any text', fc.string({ unit: 'binary' })]
  ])('%s is one of a known kind, or text', (_, line) => {
    const found = new Set<string>()
    fc.assert(
      fc.property(line, (one) => {
        found.add(told(one))
      }),
      cases(1500)
    )
    expect(KINDS).toEqual(expect.arrayContaining([...found]))
    expect(found).toContain('message')
  })

  test.each(['__proto__', 'constructor', 'toString', 'valueOf'])(
    "of JavaScript's own %s is text",
    (name) => {
      expect(told(JSON.stringify({ type: name, '@message': 'x' }))).toBe('message')
      const action = JSON.stringify({
        type: 'apply_complete',
        hook: { resource: { addr: 'a.b' }, action: name }
      })
      expect(renderEvent(parseEventLine(action))).toBe(`${name.padEnd(18)}a.b, 0s`)
      const doing = renderEvent(parseEventLine(action.replace('complete', 'progress')))
      expect(doing?.replace(/ +/g, ' ')).toBe(`still ${name} a.b, 0s`.replace(/ +/g, ' '))
    }
  )

  test('with outputs too deep for anything to go through them has none', () => {
    const line = `{"type":"outputs","outputs":{"deep":{"value":${nested(50_000)},"sensitive":true},"flat":{"value":1}}}`
    expect(parseEventLine(line)).toEqual({
      kind: 'outputs',
      outputs: { deep: { value: undefined, sensitive: true }, flat: { value: 1, sensitive: false } }
    })
  })
})

describe('200,000 signs of one kind', () => {
  const MANY = 200_000
  test.each([' ', '\t', '\n', '\r', ':', '#', '-', '`', '\u200b', 'a ', ' \n', '::', '$', '1.'])(
    '%j are told without going through them again and again',
    (sign) => {
      const long = `x${sign.repeat(MANY / sign.length)}x`
      const started = performance.now()
      told(JSON.stringify({ type: 'provision_progress', '@message': long }))
      told(long)
      for (const write of [code, escape, fence, inline]) write(long)
      expect(performance.now() - started).toBeLessThan(10_000)
    }
  )
})

test('real plans are no streams: each is one message', () => {
  const plan = readFileSync(new URL('../fixtures/plans/create.json', import.meta.url), 'utf8')
  expect(parseEventLine(plan).kind).toBe('message')
})
