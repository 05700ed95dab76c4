// States that somebody else wrote, or half of one: never a crash, never another text than was stored.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { open, seal } from '../../src/backend/encryption.ts'
import type { Keys } from '../../src/backend/encryption.ts'
import { factsOf, openGitState } from '../../src/backend/git-state.ts'
import { RunError } from '../../src/errors.ts'
import { stateRef } from '../../src/record.ts'
import type { EnvironmentRecord } from '../../src/record.ts'
import { anyJson, cases, damaged, nested } from '../harness/hostile.ts'
import { createOrigin } from '../harness/origin.ts'
import type { Origin } from '../harness/origin.ts'
import { by, derive, NAMES as names, recordOf, refusal, repositoryAt, TRUST } from './records.ts'

const REF = stateRef(names)
const STATE = Buffer.from('{"version":4,"lineage":"l","serial":3,"resources":[],"x":"S3CR3T"}')
let keys: Keys
let other: Keys
let origin: Origin
beforeAll(async () => {
  keys = await derive('correct horse battery staple')
  other = await derive('another horse, another staple')
  origin = createOrigin({ files: { 'main.tf': '# demo\n' } })
})
afterAll(() => origin.close())

describe.each(['encrypted', 'in clear'])('a state, %s,', (how) => {
  const key = (): Keys | undefined => (how === 'encrypted' ? keys : undefined)
  const keysFor = () => (how === 'encrypted' ? by(keys) : undefined)
  const sealed = (): Buffer => seal(STATE, { lineage: 'l', serial: 3 }, REF, key())

  /** Opens as it was stored, or is refused. In clear, a damage may also leave what is no state. */
  async function judged(blob: Buffer): Promise<string> {
    try {
      const state = await open(blob, REF, keysFor())
      if (state.equals(STATE)) return 'as it was stored'
      factsOf(state, REF, key())
      return 'another state'
    } catch (error) {
      if (!(error instanceof RunError)) throw error
      return error.reason
    }
  }

  test('with any one bit turned is refused, or is what was stored', async () => {
    const blob = sealed()
    const found = new Map<string, number>()
    for (let bit = 0; bit < blob.length * 8; bit += 1) {
      const turned = Buffer.from(blob)
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const verdict = await judged(turned)
      found.set(verdict, (found.get(verdict) ?? 0) + 1)
    }
    // In clear, the header's words are nobody's promise; the content has a checksum.
    const fine = how === 'encrypted' ? TRUST : [...TRUST, 'as it was stored']
    expect(fine).toEqual(expect.arrayContaining([...found.keys()]))
    expect(found.get('state-tampered')).toBeGreaterThan(blob.length)
  })

  test('cut off at any byte is refused', async () => {
    const blob = sealed()
    for (let length = 0; length < blob.length; length += 1)
      expect(await judged(blob.subarray(0, length))).toBe('state-tampered')
  })

  test('with another header is refused, or is what was stored', async () => {
    const blob = sealed()
    const end = blob.indexOf('\n')
    const header = JSON.parse(blob.subarray(0, end).toString()) as unknown
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged([header]), anyJson), async (json) => {
        const text = Buffer.from(JSON.stringify(json))
        const verdict = await judged(Buffer.concat([text, blob.subarray(end)]))
        const same = text.equals(blob.subarray(0, end)) || how === 'in clear'
        expect(same ? [...TRUST, 'as it was stored'] : TRUST).toContain(verdict)
      }),
      cases(1500)
    )
  })

  test('that is noise, or begins like one, is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (noise, begun) => {
        const blob = sealed()
        const head = begun ? blob.subarray(0, blob.indexOf('\n') + 1) : Buffer.alloc(0)
        expect(await judged(Buffer.concat([head, Buffer.from(noise)]))).toBe('state-tampered')
      }),
      cases(500)
    )
  })
})

describe('a state that was whole, but', () => {
  const about = { lineage: 'l', serial: 3 }
  test.each<[string, () => Promise<Buffer> | Buffer, string]>([
    [
      "another environment's",
      async () =>
        seal(
          STATE,
          about,
          stateRef({ ...names, environment: 'bob' }),
          await derive('correct horse battery staple', 'bob')
        ),
      'state-tampered'
    ],
    [
      "another project's",
      async () =>
        seal(
          STATE,
          about,
          stateRef({ ...names, project: 'other' }),
          await derive('correct horse battery staple', 'alice', 'other')
        ),
      'state-tampered'
    ],
    [
      'made for another ref with the right keys',
      () => seal(STATE, about, `${REF}2`, keys),
      'state-tampered'
    ],
    ['made with another passphrase', () => seal(STATE, about, REF, other), 'wrong-passphrase'],
    ['in clear', () => seal(STATE, about, REF, undefined), 'state-tampered'],
    [
      'of the next format',
      () =>
        Buffer.from(
          seal(STATE, about, REF, keys).toString('latin1').replace('state-1', 'state-2'),
          'latin1'
        ),
      'state-tampered'
    ],
    [
      'of an older format',
      () =>
        Buffer.from(
          seal(STATE, about, REF, keys).toString('latin1').replace('state-1', 'state-0'),
          'latin1'
        ),
      'state-tampered'
    ],
    [
      'says another serial',
      () =>
        Buffer.from(
          seal(STATE, about, REF, keys).toString('latin1').replace('"serial":3', '"serial":9'),
          'latin1'
        ),
      'state-tampered'
    ],
    [
      'has a header 100,000 levels deep',
      () => Buffer.from(`{"format":${nested(100_000)}}\n`),
      'state-tampered'
    ]
  ])('%s is refused', async (_, blob, reason) => {
    expect(await refusal(open(await blob(), REF, by(keys)))).toBe(reason)
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['older than its record', { serial: 4 }, 'state-tampered'],
    ['as old as its record, and another', { serial: 3, digest: 'x' }, 'state-tampered'],
    ['of another lineage', { lineage: 'm', serial: 1 }, 'state-tampered'],
    ['newer than its record', { serial: 2 }, 'loaded']
  ])('%s', async (_, more, expected) => {
    const repository = repositoryAt(origin)
    const writer = openGitState(repository, names, undefined, undefined, keys, by(keys))
    await writer.save(STATE)
    const state = { lineage: 'l', serial: 3, digest: factsOf(STATE, REF, keys).digest, ...more }
    const record = { ...recordOf(), state } as EnvironmentRecord
    const stored = { record, keys }
    const reader = openGitState(repository, names, stored, writer.commit(), keys, by(keys))
    const loading = reader
      .load()
      .then((found) => (found?.equals(STATE) === true ? 'loaded' : 'another'))
    expect(await Promise.resolve(loading).catch(() => refusal(loading))).toBe(expected)
    origin.git('update-ref', '-d', REF)
  })
})
