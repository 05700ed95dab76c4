// Records that somebody else wrote, or half of one: each is refused in words, or has all that a run relies on.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { sign } from '../../src/backend/encryption.ts'
import type { Keys } from '../../src/backend/encryption.ts'
import { documentOf, problemOf, recordRef } from '../../src/record.ts'
import { readRemote } from '../../src/records.ts'
import { anyJson, cases, damaged, nested } from '../harness/hostile.ts'
import { createOrigin } from '../harness/origin.ts'
import type { Origin } from '../harness/origin.ts'
import { by, derive, NAMES as names, recordOf, refusal, repositoryAt, TRUST } from './records.ts'

let keys: Keys
let other: Keys
let origin: Origin
beforeAll(async () => {
  keys = await derive('correct horse battery staple')
  other = await derive('another horse, another staple')
  origin = createOrigin({ files: { 'main.tf': '# demo\n' } })
})
afterAll(() => origin.close())

/** What a run relies on in a record it has believed. */
const BELIEVED = {
  branch: expect.any(String),
  workingDirectory: expect.any(String),
  outcome: expect.stringMatching(/^(?:applying|applied|failed|destroyed)$/),
  attempted: expect.stringMatching(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
  backend: expect.objectContaining({ type: expect.any(String), key: expect.any(String) })
}
const optional = (value: unknown, type: string): boolean =>
  value === undefined || typeof value === type

describe('a record with fields changed', () => {
  const whole = JSON.parse(JSON.stringify(recordOf())) as Record<string, unknown>

  test('is refused in words, or has every field a run relies on', () => {
    let believed = 0
    fc.assert(
      fc.property(fc.oneof(damaged([whole]), anyJson), (json) => {
        const document = documentOf(`headline\n\n${JSON.stringify(json)}\n`)
        if (document === undefined) return
        const problem = problemOf(document, names)
        if (problem?.startsWith('it') === true) return
        expect(problem).toBeUndefined()
        believed += 1
        expect(document).toMatchObject(BELIEVED)
        const { applied, appliedAt, resources, state } = document as Record<string, unknown>
        expect([
          optional(applied, 'string'),
          optional(appliedAt, 'string'),
          optional(resources, 'number')
        ]).toEqual([true, true, true])
        expect(state ?? { lineage: '', serial: 0, digest: '' }).toMatchObject({
          lineage: expect.any(String),
          serial: expect.any(Number),
          digest: expect.any(String)
        })
      }),
      cases(4000)
    )
    expect(believed).toBeGreaterThan(150)
  })

  test.each<[string, string]>([
    [
      'objects that are no text',
      '{"version":1,"branch":"b","workingDirectory":".","commit":"c","attempted":"a","time":"t","project":{"toString":1,"valueOf":1},"environment":[]}'
    ],
    ['lists 100,000 levels deep', `{"version":${nested(100_000)}}`],
    ['another version', JSON.stringify({ ...recordOf(), version: 2 })],
    ['null for a state', JSON.stringify({ ...recordOf(), state: null })],
    ['null for a commit', JSON.stringify({ ...recordOf(), applied: null })]
  ])('is refused with %s', (_, text) => {
    const document = documentOf(`headline\n\n${text}`)
    expect(document).toBeDefined()
    expect(problemOf(document ?? {}, names)).toMatch(/^it[s ]/)
  })
})

describe('a record at the origin', () => {
  /** A record's commit as anybody who may push can make one. */
  const put = (text: string, at = recordRef(names)): void => {
    const { tree } = origin.show(origin.head('main'))
    origin.git('update-ref', at, origin.git('commit-tree', tree, '-m', 'headline', '-m', text))
  }
  const signed = (content: object, mine: Keys, text = JSON.stringify(content)): string =>
    JSON.stringify({
      ...content,
      signature: { salt: mine.salt, check: mine.check, hmac: sign(text, mine) }
    })
  const read = async (mine: Keys | undefined): Promise<string> => {
    const reading = readRemote(repositoryAt(origin), names, mine && by(mine), {
      afterDeletion: true
    })
    return await reading.then(
      ({ stored }) => (stored === undefined ? 'none' : 'believed'),
      () => refusal(reading)
    )
  }
  const plain = JSON.parse(JSON.stringify(recordOf())) as Record<string, unknown>

  test.each<[string, () => string | Promise<string>, string, string]>([
    ['signed with the passphrase', () => signed(plain, keys), 'believed', 'wrong-passphrase'],
    ['not signed', () => JSON.stringify(plain), 'state-tampered', 'believed'],
    [
      'signed with another passphrase',
      () => signed(plain, other),
      'wrong-passphrase',
      'wrong-passphrase'
    ],
    [
      'with a forged signature',
      () => signed(plain, { ...other, salt: keys.salt, check: keys.check }),
      'state-tampered',
      'wrong-passphrase'
    ],
    [
      'with the signature of another text',
      () => signed({ ...plain, branch: 'env-x' }, keys, JSON.stringify(plain)),
      'state-tampered',
      'wrong-passphrase'
    ],
    [
      'signed for another environment',
      async () => signed(plain, await derive('correct horse battery staple', 'bob')),
      'state-tampered',
      'wrong-passphrase'
    ],
    [
      "that is another environment's",
      () => signed({ ...plain, environment: 'bob' }, keys),
      'state-tampered',
      'state-tampered'
    ],
    [
      "that is another project's",
      () => signed({ ...plain, project: 'other' }, keys),
      'state-tampered',
      'state-tampered'
    ],
    [
      'of the next version',
      () => signed({ ...plain, version: 2 }, keys),
      'state-tampered',
      'state-tampered'
    ],
    ['that breaks off', () => signed(plain, keys).slice(0, -9), 'state-tampered', 'state-tampered'],
    ['that is no JSON', () => 'x', 'state-tampered', 'state-tampered'],
    [
      'whose signature is a list',
      () => JSON.stringify({ ...plain, signature: [] }),
      'state-tampered',
      'wrong-passphrase'
    ],
    [
      '100,000 levels deep',
      () => `{"version":${nested(50_000)}}`,
      'state-tampered',
      'state-tampered'
    ]
  ])('%s', async (_, text, withPassphrase, without) => {
    put(await text())
    expect(await read(keys)).toBe(withPassphrase)
    expect(await read(undefined)).toBe(without)
  })

  test('damaged in any way is refused, or unsigned and sound', async () => {
    const texts = fc.sample(
      fc.oneof(damaged([JSON.parse(signed(plain, keys)) as unknown]), anyJson),
      cases(8)
    )
    for (const json of texts) {
      put(JSON.stringify(json))
      const same = JSON.stringify(json) === signed(plain, keys)
      expect(same ? ['believed'] : TRUST).toContain(await read(keys))
      expect(['believed', ...TRUST]).toContain(await read(undefined))
    }
  })

  test('of another project is read for its name only, whatever it holds', async () => {
    put(signed(plain, keys))
    for (const json of fc.sample(anyJson, cases(3))) {
      put(JSON.stringify(json), `refs/gitops-env/environments/other/${names.environment}`)
      put(
        JSON.stringify({ run: json, time: json }),
        `refs/gitops-env/locks/demo/${names.environment}`
      )
      expect(await read(keys)).toBe('believed')
    }
  })
})
