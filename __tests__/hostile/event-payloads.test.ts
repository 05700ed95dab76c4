// Event payloads that GitHub never sent: each is an event or `invalid-input`, at once, and nothing is thrown but that.
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { RunError } from '../../src/errors.ts'
import { parseEvent } from '../../src/event.ts'
import { parseJson } from '../../src/json.ts'
import { harmless } from '../../src/report/progress.ts'
import { anyJson, cases, damaged, nested, UNPRINTABLE } from '../harness/hostile.ts'

const EVENTS = ['push', 'delete', 'create', 'workflow_dispatch', 'repository_dispatch', 'schedule']
const KINDS = [
  'push',
  'delete',
  'dispatch',
  'not-a-branch',
  'create',
  'pull_request_target',
  'other'
]
const folder = new URL('../fixtures/events/', import.meta.url)
const DOCUMENTED = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as unknown
)

/** The kind of the event, or the reason of the refusal; anything else that is thrown is a defect. */
function judged(name: string, payload: unknown, ref: string): string {
  try {
    const event = parseEvent(name, payload, ref)
    const { branch = '' } = 'branch' in event ? event : {}
    const commit = event.kind === 'push' ? event.commit : 'a'.repeat(40)
    return typeof branch === 'string' && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(commit)
      ? event.kind
      : `unsound: ${JSON.stringify(event)}`
  } catch (error) {
    if (!(error instanceof RunError)) throw error
    const clear = !UNPRINTABLE.test(harmless(error.message)) && error.message.length < 1000
    return clear && error.hint !== undefined ? error.reason : `unclear: ${error.message}`
  }
}

const name = fc.oneof(fc.constantFrom(...EVENTS), fc.constantFrom('__proto__', 'constructor', ''))
const ref = fc.oneof(
  fc.constantFrom('refs/heads/env-a', 'refs/heads/', 'refs/tags/v1', '', '__proto__'),
  fc.string({ unit: 'binary' })
)

test.each([
  ['any JSON', anyJson, 4000],
  ['a documented payload with some fields changed', damaged(DOCUMENTED), 6000]
])('%s gives an event or a refusal', (_, payload, runs) => {
  const found = new Set<string>()
  fc.assert(
    fc.property(name, payload, ref, (event, json, at) => {
      found.add(judged(event, json, at))
    }),
    cases(runs)
  )
  expect([...KINDS, 'invalid-input']).toEqual(expect.arrayContaining([...found]))
  expect(found).toContain('invalid-input')
  expect(found).toContain('dispatch')
})

test('a push and a deletion with one field of the wrong type are refused with its name', () => {
  const good = { ref: 'refs/heads/env-a', after: 'a'.repeat(40), ref_type: 'branch' }
  const wrong = anyJson.filter((value) => typeof value !== 'string')
  fc.assert(
    fc.property(fc.constantFrom('push', 'delete'), wrong, fc.boolean(), (event, value, first) => {
      const field = event === 'push' ? (first ? 'ref' : 'after') : first ? 'ref' : 'ref_type'
      expect(() => parseEvent(event, { ...good, [field]: value }, '')).toThrow(
        expect.objectContaining({
          reason: 'invalid-input',
          message: expect.stringContaining(`'${field}' is missing`)
        })
      )
    }),
    cases(500)
  )
})

test("JavaScript's own names in a payload change no object but it", () => {
  const names = '{"__proto__":{"ref":"refs/heads/env-a"},"constructor":{"prototype":{"after":"x"}}}'
  expect(judged('push', parseJson(names), '')).toBe('invalid-input')
  expect(({} as { ref?: unknown }).ref).toBeUndefined()
})

describe('what is very large', () => {
  const LARGE = 10 * 2 ** 20
  test.each<[string, string, string]>([
    ['lists within lists', `{"ref":${nested(100_000)}}`, 'invalid-input'],
    [
      'a name of 10 MB',
      JSON.stringify({ ref: `refs/heads/env-${'-'.repeat(LARGE)}x` }),
      'not-a-branch'
    ],
    [
      'a commit of 10 MB',
      JSON.stringify({ ref: 'refs/heads/env-a', after: 'a'.repeat(LARGE) }),
      'invalid-input'
    ],
    [
      '10 MB of something else',
      JSON.stringify({ ref: 'refs/heads/env-a', after: 'a'.repeat(40), x: 'y'.repeat(LARGE) }),
      'push'
    ]
  ])('%s: judged at once', (_, text, verdict) => {
    const started = performance.now()
    expect(judged('push', parseJson(text), '')).toBe(verdict)
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('a deleted branch of 10 MB is refused', () => {
    expect(judged('delete', { ref: 'a'.repeat(LARGE), ref_type: 'branch' }, '')).toBe(
      'invalid-input'
    )
  })
})
