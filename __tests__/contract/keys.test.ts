// The keys of a run: one passphrase's, and two's while it is being changed.
import { beforeAll, expect, test } from '@jest/globals'
import { deriveKeys, isSealedBy, keysOf, open, saltOf, seal } from '../../src/backend/encryption.ts'
import type { Keys, KeysFor } from '../../src/backend/encryption.ts'

const REF = 'refs/gitops-env/state/demo/alice'
const [OLD, NEW] = ['correct horse battery staple', 'a new horse, a new staple']
const SALT = saltOf('octo/demo', 'demo', 'alice')
const SALTS = [SALT, saltOf('1296269', 'demo', 'alice')]
const STATE = Buffer.from('{"lineage":"l","serial":3,"resources":[]}')
const ABOUT = { lineage: 'l', serial: 3 }

const keysWith = (passphrase: string): Promise<Keys> => deriveKeys(passphrase, SALT)
const both = keysOf(NEW, OLD, SALTS)
const fromClear = keysOf(NEW, 'none', SALTS)
let keys: Keys
let sealed: Buffer
beforeAll(async () => {
  keys = await keysWith(OLD)
  sealed = seal(STATE, ABOUT, REF, keys)
})

/** `opened`, or the reason of the refusal. */
const outcome = (blob: Buffer, derive: KeysFor | undefined): Promise<unknown> =>
  open(blob, REF, derive).then(
    (state) => (state.equals(STATE) ? 'opened' : 'altered'),
    (error: { readonly reason?: string }) => error.reason
  )

test('what either sealed opens, and neither opens what a third did', async () => {
  const present = await keysWith(NEW)
  expect(await outcome(sealed, both)).toBe('opened')
  expect(await outcome(seal(STATE, ABOUT, REF, present), both)).toBe('opened')
  const other = seal(STATE, ABOUT, REF, await keysWith('a third horse, a third staple'))
  expect(await outcome(other, both)).toBe('wrong-passphrase')
  await expect(open(other, REF, both)).rejects.toThrow('neither')
})

test("what is written gets the keys of the new one, for every check but the earlier one's", async () => {
  const present = await keysWith(NEW)
  for (const check of [undefined, '', present.check, 'f'.repeat(16)]) {
    expect(await both?.(SALT, check)).toEqual(present)
  }
  expect(await both?.(SALT, keys.check)).toEqual(keys)
  expect(await both?.(SALTS[1] ?? '', keys.check)).toEqual(await deriveKeys(NEW, SALTS[1] ?? ''))
  expect(await both?.('0'.repeat(32), keys.check)).toBeUndefined()
})

test('damage to what the earlier one sealed is no wrong passphrase', async () => {
  const damaged = Buffer.concat([sealed.subarray(0, -1), Buffer.from([0])])
  const blob = damaged.equals(sealed) ? sealed.subarray(0, -1) : damaged
  expect(await outcome(blob, both)).toBe('state-tampered')
})

test('a state in clear opens only where the earlier one is said to be none', async () => {
  const plain = seal(STATE, ABOUT, REF, undefined)
  expect(await outcome(plain, fromClear)).toBe('opened')
  expect(await outcome(plain, both)).toBe('state-tampered')
  expect(await outcome(sealed, fromClear)).toBe('wrong-passphrase')
})

test('a blob tells whose keys it needs', async () => {
  const present = await keysWith(NEW)
  const plain = seal(STATE, ABOUT, REF, undefined)
  expect([isSealedBy(sealed, keys), isSealedBy(sealed, present)]).toEqual([true, false])
  expect([isSealedBy(sealed, undefined), isSealedBy(plain, undefined)]).toEqual([false, true])
  expect([isSealedBy(plain, keys), isSealedBy(Buffer.alloc(0), keys)]).toEqual([false, false])
})

test.each([undefined, 'none'])('there are no keys with the passphrase %j', (passphrase) => {
  expect(keysOf(passphrase, undefined, SALTS)).toBeUndefined()
})
