// The state in its hidden ref: sealed, swapped, read back, and believed only when it is this environment's own.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  deriveKeys,
  keysOf,
  open as openSealed,
  saltOf,
  seal,
  type Keys
} from '../../src/backend/encryption.ts'
import { factsOf, openGitState } from '../../src/backend/git-state.ts'
import { stateRef, type EnvironmentRecord } from '../../src/record.ts'
import { readRemote } from '../../src/records.ts'
import { createRepository, type Repository } from '../../src/repository.ts'
import { createOrigin, gitEnvironment, type Origin } from '../harness/origin.ts'
import { rewriteFile } from '../harness/tamper.ts'

const names = { project: 'demo', environment: 'alice', branch: 'env-alice' }
const derive = async (repository: string): Promise<Keys> =>
  await deriveKeys('correct horse battery staple', saltOf(repository, 'demo', 'alice'))
let keys: Keys
beforeAll(async () => {
  keys = await derive('octo/demo')
})
const keysFor = (salt: string): Promise<Keys | undefined> =>
  Promise.resolve(salt === keys.salt ? keys : undefined)

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

const refusal = async (attempt: Promise<unknown>): Promise<unknown> =>
  await attempt.then(
    () => 'it was not refused',
    (error: unknown) => error
  )

describe('a state', () => {
  const text = (serial: number, lineage = 'a'): Buffer =>
    Buffer.from(JSON.stringify({ version: 4, lineage, serial, resources: [] }))
  const stateIn = (repository: Repository, known?: string, with_: Keys | undefined = keys) =>
    openGitState(repository, names, undefined, known, with_, with_ && keysFor)

  test.each([{ how: 'encrypted' }, { how: 'in clear' }])(
    'is read as it was written, $how',
    async ({ how }) => {
      const by = how === 'encrypted' ? keys : undefined
      const writer = openGitState(open(), names, undefined, undefined, by, by && keysFor)
      expect(await writer.load()).toBeUndefined()
      await writer.save(text(1))
      await writer.save(text(2))
      expect(writer.facts()).toMatchObject({ serial: 2, lineage: 'a', resources: 0 })
      expect(origin.show(stateRef(names)).parents).toEqual([])
      const { stateCommit } = await readRemote(open(), names, by && keysFor, {
        afterDeletion: false
      })
      const reader = openGitState(open(), names, undefined, stateCommit, by, by && keysFor)
      expect(await reader.load()).toEqual(text(2))
    }
  )

  test('tells nothing of what is in it but lineage and serial', async () => {
    const state = text(1)
    await stateIn(open()).save(state)
    const blob = origin.file(stateRef(names), 'state')
    const header = JSON.parse(blob.subarray(0, blob.indexOf('\n')).toString()) as object
    // With a digest of the clear text, whoever may read the ref could try out guesses of a secret in it.
    expect(blob.includes(createHash('sha256').update(state).digest('hex'))).toBe(false)
    const known = ['check', 'encryption', 'format', 'iv', 'kdf', 'lineage', 'salt', 'serial']
    expect(Object.keys(header).toSorted()).toEqual(known)
    expect(header).toMatchObject({ encryption: 'aes-256-gcm', lineage: 'a', serial: 1 })
  })

  test('is not written over what somebody else wrote meanwhile', async () => {
    const [one, two] = [stateIn(open()), stateIn(open())]
    await one.save(text(1))
    expect(await refusal(two.save(text(1, 'b')))).toMatchObject({ reason: 'state-not-saved' })
    await one.save(text(2))
  })

  test('that is no Terraform state is not believed', async () => {
    const writer = stateIn(open())
    await writer.save(text(1))
    const sealed = seal(Buffer.from('{}'), { lineage: 'a', serial: 1 }, stateRef(names), keys)
    rewriteFile(origin, stateRef(names), () => sealed)
    const known = origin.refs(stateRef(names))[stateRef(names)]
    expect(await refusal(stateIn(open(), known).load())).toMatchObject({ reason: 'state-tampered' })
  })

  test('of another repository with the same passphrase does not open here', async () => {
    const foreign = await derive('octo/other')
    await stateIn(open(), undefined, foreign).save(text(1))
    const known = origin.refs(stateRef(names))[stateRef(names)]
    expect(await refusal(stateIn(open(), known).load())).toMatchObject({ reason: 'state-tampered' })
  })

  test.each([
    '',
    '\n',
    '{}',
    '{"format":"gitops-env-state-1"}\n',
    '{"format":"gitops-env-state-2"}\nx',
    '\0\0\n\0'
  ])('is not made of %j', async (content) => {
    const opening = openSealed(Buffer.from(content), stateRef(names), keysFor)
    expect(await refusal(opening)).toMatchObject({ reason: 'state-tampered' })
  })
})

describe('a state that was sealed with the earlier passphrase', () => {
  const NEW = 'a new horse, a new staple'
  const salt = saltOf('octo/demo', 'demo', 'alice')
  const both = keysOf(NEW, 'correct horse battery staple', [salt])
  const state = Buffer.from(JSON.stringify({ version: 4, lineage: 'a', serial: 3, resources: [] }))
  const known = (): string | undefined => origin.refs(stateRef(names))[stateRef(names)]
  /** What a run with both finds, with a record of the state as one with `by` has written it. */
  const found = async (by: Keys | undefined, digest = factsOf(state, 'it', by).digest) => {
    const record = {
      outcome: 'applied',
      state: { lineage: 'a', serial: 3, digest }
    } as EnvironmentRecord
    return openGitState(open(), names, { record, keys: by }, known(), await both?.(salt), both)
  }

  test('is sealed anew once, with the content it had', async () => {
    await openGitState(open(), names, undefined, undefined, keys, keysFor).save(state)
    const before = known()
    const first = await found(keys)
    expect(await first.reseal()).toBe(true)
    expect(first.commit()).toBe(known())
    expect(known()).not.toBe(before)
    const present = await deriveKeys(NEW, salt)
    expect(first.facts()?.digest).toBe(factsOf(state, 'it', present).digest)
    const alone = keysOf(NEW, undefined, [salt])
    expect(await openSealed(origin.file(stateRef(names), 'state'), stateRef(names), alone)).toEqual(
      state
    )
    // The record may still be the earlier passphrase's: the run died before it was written.
    const after = known()
    const second = await found(keys)
    expect(await second.reseal()).toBe(false)
    expect(await second.load()).toEqual(state)
    expect(known()).toBe(after)
  })

  test('is compared with the digest of the keys that sign its record, and no others', async () => {
    await openGitState(open(), names, undefined, undefined, keys, keysFor).save(state)
    const before = known()
    const present = await deriveKeys(NEW, salt)
    for (const [by, digest] of [
      [present, factsOf(state, 'it', keys).digest],
      [keys, factsOf(state, 'it', present).digest],
      [undefined, factsOf(state, 'it', keys).digest]
    ] as const) {
      const one = await found(by, digest)
      expect(await refusal(one.reseal())).toMatchObject({ reason: 'state-tampered' })
    }
    expect(known()).toBe(before)
  })

  test('is not missed where there is none yet', async () => {
    const one = openGitState(open(), names, undefined, undefined, await both?.(salt), both)
    expect(await one.reseal()).toBe(false)
    expect(known()).toBeUndefined()
  })
})
