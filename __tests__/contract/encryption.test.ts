// A sealed state opens with its passphrase under its ref, and in no other way.
import { beforeAll, describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { deriveKeys, open, saltOf, sameText, seal, sign } from '../../src/backend/encryption.ts'
import type { Keys, KeysFor } from '../../src/backend/encryption.ts'

const REF = 'refs/gitops-env/state/demo/alice'
const PASSPHRASE = 'correct horse battery staple'
const SALT = saltOf('octo-org/demo', 'demo', 'alice')
const STATE = Buffer.from(
  JSON.stringify({ lineage: 'l', serial: 3, resources: [{ password: 'S3CR3T' }] })
)
const ABOUT = { lineage: 'l', serial: 3 }

/** Derives each salt's keys once, as a run does. */
function keysOf(passphrase: string): (salt: string) => Promise<Keys> {
  const derived = new Map<string, Promise<Keys>>()
  return (salt) => {
    const keys = derived.get(salt) ?? deriveKeys(passphrase, salt)
    derived.set(salt, keys)
    return keys
  }
}

const keysFor = keysOf(PASSPHRASE)
const wrongKeysFor = keysOf(`${PASSPHRASE}!`)
let keys: Keys
let sealed: Buffer

beforeAll(async () => {
  keys = await keysFor(SALT)
  sealed = seal(STATE, ABOUT, REF, keys)
})

/** `opened`, `altered`, or the reason of the refusal. */
async function outcome(
  blob: Buffer,
  ref = REF,
  derive: KeysFor | undefined = keysFor
): Promise<string> {
  try {
    return (await open(blob, ref, derive)).equals(STATE) ? 'opened' : 'altered'
  } catch (error) {
    return (error as { reason?: string }).reason ?? `not a RunError: ${String(error)}`
  }
}

describe('what was sealed', () => {
  test('opens again', async () => {
    expect(await outcome(sealed)).toBe('opened')
  })

  test.each([0, 1, 5_000_000])('opens again with %i bytes', async (size) => {
    const state = randomBytes(size)
    expect((await open(seal(state, ABOUT, REF, keys), REF, keysFor)).equals(state)).toBe(true)
  })

  test('says lineage and serial in clear, and nothing of the content', () => {
    const header = sealed.subarray(0, sealed.indexOf('\n')).toString()
    expect(JSON.parse(header)).toMatchObject({
      format: 'gitops-env-state-1',
      lineage: 'l',
      serial: 3
    })
    expect(sealed.toString('latin1')).not.toContain('S3CR3T')
    expect(sealed.toString('latin1')).not.toContain(PASSPHRASE)
  })

  test('says nothing else of itself', () => {
    const header = sealed.toString('latin1').split('\n')[0] ?? ''
    expect(Object.keys(JSON.parse(header) as object).toSorted()).toEqual([
      'check',
      'encryption',
      'format',
      'iv',
      'kdf',
      'lineage',
      'salt',
      'serial'
    ])
  })

  test('is another blob every time', () => {
    expect(seal(STATE, ABOUT, REF, keys).equals(sealed)).toBe(false)
  })
})

describe('what is refused', () => {
  test.each<[string, () => Promise<string>, string]>([
    ['a wrong passphrase', () => outcome(sealed, REF, wrongKeysFor), 'wrong-passphrase'],
    [
      'no passphrase',
      async () => {
        try {
          await open(sealed, REF, undefined)
          return 'opened'
        } catch (error) {
          return (error as { reason: string }).reason
        }
      },
      'wrong-passphrase'
    ],
    ["another environment's ref", () => outcome(sealed, `${REF}-2`), 'state-tampered'],
    [
      'a tag at the end that is another',
      () =>
        outcome(Buffer.concat([sealed.subarray(0, -1), Buffer.from([(sealed.at(-1) ?? 0) ^ 1])])),
      'state-tampered'
    ],
    [
      'something at its end',
      () => outcome(Buffer.concat([sealed, Buffer.from('x')])),
      'state-tampered'
    ],
    [
      'a serial that was raised',
      () =>
        outcome(
          Buffer.from(sealed.toString('latin1').replace('"serial":3', '"serial":4'), 'latin1')
        ),
      'state-tampered'
    ],
    [
      'a state in clear in its place',
      () => outcome(seal(STATE, ABOUT, REF, undefined)),
      'state-tampered'
    ],
    [
      'its header with another body',
      () =>
        outcome(Buffer.concat([sealed.subarray(0, sealed.indexOf('\n') + 1), randomBytes(200)])),
      'state-tampered'
    ],
    ['nothing', () => outcome(Buffer.alloc(0)), 'state-tampered'],
    ['a plain Terraform state', () => outcome(STATE), 'state-tampered'],
    [
      'a header alone',
      () => outcome(sealed.subarray(0, sealed.indexOf('\n') + 1)),
      'state-tampered'
    ]
  ])('%s', async (_, act, reason) => {
    expect(await act()).toBe(reason)
  })

  test('every single flipped bit pattern of every byte', async () => {
    const header = sealed.indexOf('\n')
    const found = new Set<string>()
    for (let index = 0; index < sealed.length; index += 1) {
      for (const mask of [0x01, 0x80]) {
        const blob = Buffer.from(sealed)
        blob[index] = (blob[index] ?? 0) ^ mask
        // Another salt costs 80 ms: two of its digits stand for all.
        const salt = sealed.indexOf(SALT)
        if (index > salt + 1 && index < salt + SALT.length) continue
        const result = await outcome(blob)
        const part = index > header ? 'body' : 'header'
        found.add(`${part}: ${result}`)
      }
    }
    // The body's damage is never taken for a wrong passphrase.
    expect([...found].toSorted()).toEqual([
      'body: state-tampered',
      'header: state-tampered',
      'header: wrong-passphrase'
    ])
  })

  test('every truncation', async () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(await outcome(sealed.subarray(0, length))).toBe('state-tampered')
    }
  })

  test('a thousand blobs of noise, with and without a header', async () => {
    const header = sealed.subarray(0, sealed.indexOf('\n') + 1)
    for (let round = 0; round < 1000; round += 1) {
      const noise = randomBytes(round % 300)
      expect(await outcome(round % 2 === 0 ? noise : Buffer.concat([header, noise]))).toBe(
        'state-tampered'
      )
    }
  })

  test.each([
    { salt: '' },
    { salt: 'z'.repeat(32) },
    { salt: 7 },
    { iv: '' },
    { iv: 'zz' },
    { iv: null },
    { serial: '3' },
    { serial: null },
    { format: 'gitops-env-state-2' },
    { format: null },
    { encryption: 'aes-128' },
    { check: 7 }
  ])('a header with %j', async (more) => {
    const end = sealed.indexOf('\n')
    const header = { ...(JSON.parse(sealed.subarray(0, end).toString()) as object), ...more }
    const blob = Buffer.concat([
      Buffer.from(`${JSON.stringify(header)}\n`),
      sealed.subarray(end + 1)
    ])
    expect(await outcome(blob)).toMatch(/^(?:state-tampered|wrong-passphrase)$/u)
  })
})

describe('in clear', () => {
  test('a state opens without a passphrase, and is refused with one', async () => {
    const plain = seal(STATE, ABOUT, REF, undefined)
    expect((await open(plain, REF, undefined)).equals(STATE)).toBe(true)
    await expect(open(plain.subarray(0, -9), REF, undefined)).rejects.toMatchObject({
      reason: 'state-tampered'
    })
  })
})

describe('keys', () => {
  test('environments have different salts, and neighbours cannot be mixed up', () => {
    const salts = [
      ['o/d', 'p', 'e'],
      ['o/d', 'pe', ''],
      ['o/dp', '', 'e'],
      ['o/d', 'p', 'f']
    ].map(([repository = '', project = '', environment = '']) =>
      saltOf(repository, project, environment)
    )
    expect(new Set(salts).size).toBe(salts.length)
    salts.forEach((salt) => expect(salt).toMatch(/^[0-9a-f]{32}$/u))
  })

  test('encryption, signature and check are different, and the same every time', async () => {
    const again = await deriveKeys(PASSPHRASE, SALT)
    expect(again).toEqual(keys)
    expect(new Set([keys.encryption.toString('hex'), keys.signing.toString('hex')]).size).toBe(2)
    expect(keys.encryption.toString('hex')).not.toContain(keys.check)
  })

  test('a signature is of its text and its passphrase', async () => {
    const other = await wrongKeysFor(SALT)
    expect(new Set([sign('a', keys), sign('b', keys), sign('a', other)]).size).toBe(3)
    expect([sameText('a', 'a'), sameText('a', 'b'), sameText('', 'a')]).toEqual([
      true,
      false,
      false
    ])
  })
})
