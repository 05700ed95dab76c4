// Records while the passphrase is being changed: which are read, and what those that are not are good for.
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { deriveKeys, keysOf, saltOf } from '../../src/backend/encryption.ts'
import type { Keys, KeysFor } from '../../src/backend/encryption.ts'
import { recordRef, type EnvironmentRecord } from '../../src/record.ts'
import { readRemote } from '../../src/records.ts'
import { createRepository, type Repository } from '../../src/repository.ts'
import { swap, writeRecord } from '../../src/swap.ts'
import { createOrigin, gitEnvironment, type Origin } from '../harness/origin.ts'
import { recordFor } from '../harness/record.ts'
import { rewriteMessage } from '../harness/tamper.ts'

const names = { project: 'demo', environment: 'alice', branch: 'env-alice' }
const [OLD, NEW] = ['correct horse battery staple', 'a new horse, a new staple']
const SALT = saltOf('octo/demo', 'demo', 'alice')
const both = keysOf(NEW, OLD, [SALT])
let before: Keys
beforeAll(async () => {
  before = await deriveKeys(OLD, SALT)
})

let origin: Origin
let count = 0
beforeEach(() => {
  origin = createOrigin({ files: { 'main.tf': '# demo\n' } })
})
afterEach(() => origin.close())

const open = (): Repository => {
  const { serverUrl } = origin
  const there = { url: `${serverUrl}/octo/demo`, serverUrl, token: '' }
  const variables = { PATH: process.env['PATH'], ...gitEnvironment }
  return createRepository(join(origin.base, `git-${(count += 1)}`), there, variables)
}

const refusal = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'it was not refused',
    (error: unknown) => error
  )

const write = async (by: Keys | undefined, more: Partial<EnvironmentRecord> = {}) => {
  const commit = origin.commit('env-alice', { 'a.tf': '' })
  const writer = open()
  const { head, stored } = await readRemote(writer, names, both, { afterDeletion: false })
  const previous = stored?.ref.commit
  const to = writeRecord(writer, recordFor(names, commit, more), head?.tree ?? '', previous, by)
  await swap(writer, [{ ref: recordRef(names), from: previous, to }])
  return to
}
const readWith = async (by: KeysFor | undefined) =>
  (await readRemote(open(), names, by, { afterDeletion: false })).stored

test('is read with either, and told by whose keys it was signed', async () => {
  await write(before)
  expect((await readWith(both))?.keys?.check).toBe(before.check)
  const present = await deriveKeys(NEW, SALT)
  await write(present)
  expect((await readWith(both))?.keys?.check).toBe(present.check)
})

test('without a signature is read only where there was said to be none before', async () => {
  await write(undefined)
  const stored = await readWith(keysOf(NEW, 'none', [SALT]))
  expect(stored).toMatchObject({ record: { outcome: 'applied' }, keys: undefined })
  expect(await refusal(readWith(both))).toMatchObject({ reason: 'state-tampered' })
  expect(await refusal(readWith(keysOf(NEW, undefined, [SALT])))).toMatchObject({
    reason: 'state-tampered'
  })
})

test.each(['null', '"x"', '{}', '{"salt": 7}'])(
  'with the signature %s is not one without',
  async (signature) => {
    await write(before)
    rewriteMessage(origin, recordRef(names), (text) =>
      text.replace(/"signature": \{[^}]*\}/, `"signature": ${signature}`)
    )
    const clear = keysOf(NEW, 'none', [SALT])
    expect(await refusal(readWith(clear))).toMatchObject({ reason: 'state-tampered' })
    expect(await refusal(readWith(undefined))).toMatchObject({ reason: 'wrong-passphrase' })
  }
)

test.each([
  { what: 'a third passphrase', by: () => deriveKeys('a third horse, a third staple', SALT) },
  { what: 'no signature', by: async () => undefined }
])('of a destroyed environment with $what is there, and says nothing else', async ({ by }) => {
  const unsaved = { unsaved: true, resources: 7, interrupted: true } as const
  const commit = await write(await by(), { outcome: 'destroyed', ...unsaved })
  const stored = await readWith(both)
  expect(stored).toMatchObject({
    ref: { commit },
    record: { outcome: 'destroyed', run: { id: '', url: '' }, backend: { type: '' } },
    keys: undefined
  })
  for (const field of Object.keys(unsaved)) expect(stored?.record).not.toHaveProperty(field)
})

test('of a destroyed environment is refused with a wrong signature, or from elsewhere', async () => {
  await write(before, { outcome: 'destroyed' })
  rewriteMessage(origin, recordRef(names), (text) =>
    text.replace(/"hmac": "[0-9a-f]+"/, `"hmac": "${'0'.repeat(64)}"`)
  )
  expect(await refusal(readWith(both))).toMatchObject({ reason: 'state-tampered' })
  origin.git('update-ref', '-d', recordRef(names))
  await write(await deriveKeys(OLD, saltOf('octo/other', 'demo', 'alice')), {
    outcome: 'destroyed'
  })
  expect(await refusal(readWith(both))).toMatchObject({ reason: 'state-tampered' })
})
