// What a state says of itself, and which files are none.
import { expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { deriveKeys } from '../../src/backend/encryption.ts'
import { factsOf } from '../../src/backend/git-state.ts'

const about = { version: 4, lineage: '6b1f2a3c', serial: 7 }
const managed = (instances: number) => ({
  mode: 'managed',
  type: 'a',
  name: 'b',
  instances: Array.from({ length: instances }, () => ({}))
})

test.each<[string, readonly unknown[], number]>([
  ['nothing', [], 0],
  ['one resource', [managed(1)], 1],
  ['a resource with count', [managed(3), managed(2)], 5],
  ['a data source', [{ ...managed(2), mode: 'data' }, managed(1)], 1],
  ['a resource without instances', [managed(0), { mode: 'managed' }], 0],
  ['what is no resource', [null, 7, 'x', []], 0]
])('a state with %s', (_, resources, count) => {
  const state = Buffer.from(JSON.stringify({ ...about, resources }))
  expect(factsOf(state, 'the ref', undefined)).toEqual({
    lineage: '6b1f2a3c',
    serial: 7,
    digest: createHash('sha256').update(state).digest('hex'),
    resources: count
  })
})

test.each([
  '',
  '{',
  'null',
  '[]',
  '{}',
  'not json',
  JSON.stringify({ ...about }),
  JSON.stringify({ ...about, resources: {} }),
  JSON.stringify({ ...about, lineage: 7, resources: [] }),
  JSON.stringify({ ...about, serial: '7', resources: [] })
])('%j is no state', (text) => {
  expect(() => factsOf(Buffer.from(text), 'the ref', undefined)).toThrow(
    expect.objectContaining({
      reason: 'state-tampered',
      message: 'What the ref holds is not a Terraform state.'
    })
  )
})

test('bytes that are no text are no state', () => {
  expect(() => factsOf(Buffer.from([0x1f, 0x8b, 0xff, 0x00]), 'the ref', undefined)).toThrow(
    'not a Terraform state'
  )
})

test('with a passphrase the digest confirms no guess of what the state holds', async () => {
  const state = Buffer.from(JSON.stringify({ ...about, resources: [] }))
  const [one, two] = await Promise.all(
    ['a', 'b'].map((phrase) => deriveKeys(phrase, '0'.repeat(32)))
  )
  const digests = [undefined, one, two].map((keys) => factsOf(state, 'the ref', keys).digest)
  expect(new Set(digests).size).toBe(3)
  expect(factsOf(state, 'the ref', one).digest).toBe(digests[1])
})
