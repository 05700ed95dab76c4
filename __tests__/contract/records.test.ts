// Records and locks in hidden refs, written by one repository and read by another.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { deriveKeys, saltOf, type Keys } from '../../src/backend/encryption.ts'
import { takeLock } from '../../src/lock.ts'
import { lockRef, recordRef, type EnvironmentRecord } from '../../src/record.ts'
import { swap, writeRecord } from '../../src/swap.ts'
import { readRemote } from '../../src/records.ts'
import { createRepository, type Repository } from '../../src/repository.ts'
import { createOrigin, gitEnvironment, type Origin } from '../harness/origin.ts'
import { identity, recordFor } from '../harness/record.ts'

const PASSPHRASE = 'correct horse battery staple'
const names = { project: 'demo', environment: 'alice', branch: 'env-alice' }
const derive = async (repository: string): Promise<Keys> =>
  await deriveKeys(PASSPHRASE, saltOf(repository, 'demo', 'alice'))
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

const read = async (repository: Repository, who = names, by: typeof keysFor | 'nobody' = keysFor) =>
  await readRemote(repository, who, by === 'nobody' ? undefined : by, { afterDeletion: false })

const recordOf = (commit: string, more: Partial<EnvironmentRecord> = {}): EnvironmentRecord =>
  recordFor(names, commit, more)

const refusal = async (attempt: Promise<unknown>): Promise<unknown> =>
  await attempt.then(
    () => 'it was not refused',
    (error: unknown) => error
  )

describe('reading', () => {
  const nothing = {
    head: undefined,
    stored: undefined,
    lock: undefined,
    stateCommit: undefined,
    siblings: []
  }

  test('an origin without any ref finds nothing', async () => {
    origin.git('update-ref', '-d', 'refs/heads/main')
    expect(await read(open())).toEqual(nothing)
  })

  test('a branch that is not there finds nothing, one that is there its head', async () => {
    expect(await read(open())).toEqual(nothing)
    const commit = origin.commit('env-alice', { 'a.tf': '' })
    const { tree } = origin.show(commit)
    expect(await read(open(), names, 'nobody')).toMatchObject({
      ...nothing,
      head: { commit, tree }
    })
  })

  test('does not mistake refs whose names only end, or begin, alike', async () => {
    const commit = origin.head('main')
    for (const ref of [
      'heads/env-alice2',
      'heads/x/refs/heads/env-alice',
      'gitops-env/state/demo/alice2',
      'gitops-env/state/demo2/alice'
    ]) {
      origin.git('update-ref', `refs/${ref}`, commit)
    }
    expect(await read(open())).toEqual(nothing)
  })

  test('an origin that is not there says so', async () => {
    const repository = open()
    const gone = {
      ...repository,
      origin: { ...repository.origin, url: `file://${origin.base}/none` }
    }
    expect(await refusal(read(gone))).toMatchObject({
      reason: 'origin-unreachable'
    })
  })

  test.each([
    'env-$(id)',
    'env-`x`;y',
    'env-"q"',
    'env-é環境',
    "env-'a'",
    'env-%0A',
    'env--delete',
    'env-a=b'
  ])('a branch called %s, with its record', async (branch) => {
    const commit = origin.commit(branch, { 'a.tf': '' })
    const mine = { ...names, branch }
    const writer = open()
    const record = recordOf(commit, { branch })
    const { head } = await read(writer, mine)
    expect(head?.commit).toBe(commit)
    const to = writeRecord(writer, record, head?.tree ?? '', undefined, keys)
    expect(await swap(writer, [{ ref: recordRef(mine), from: undefined, to }])).toBe('done')
    const { stored } = await read(open(), mine)
    expect(stored?.record).toEqual(JSON.parse(JSON.stringify(record)))
  })
})

describe('a record', () => {
  const write = async (record: EnvironmentRecord, previous?: string, by: Keys = keys) => {
    const writer = open()
    const { head } = await read(writer)
    const to = writeRecord(writer, record, head?.tree ?? '', previous, by)
    await swap(writer, [{ ref: recordRef(names), from: previous, to }])
    return to
  }

  test('has the tree of its commit, that commit and the record before as parents', async () => {
    const commit = origin.commit('env-alice', { 'a.tf': '' })
    const first = await write(recordOf(commit, { outcome: 'applying' }))
    const second = await write(recordOf(commit), first)
    const { tree, parents, message } = origin.show(recordRef(names))
    expect({ tree, parents }).toEqual({ tree: origin.show(commit).tree, parents: [commit, first] })
    expect(message.split('\n')[0]).toBe(`alice: applied ${commit.slice(0, 7)} of env-alice`)
    expect(second).toBe(origin.refs(recordRef(names))[recordRef(names)])
    origin.git('gc', '--quiet', '--prune=now')
    expect(origin.git('fsck', '--strict')).toBe('')
  })

  test('is read with its passphrase only', async () => {
    await write(recordOf(origin.commit('env-alice', {})))
    const other = async (salt: string): Promise<Keys> =>
      await deriveKeys('another horse, another', salt)
    expect(await refusal(read(open(), names, other))).toMatchObject({
      reason: 'wrong-passphrase'
    })
    expect(await refusal(read(open(), names, 'nobody'))).toMatchObject({
      reason: 'wrong-passphrase'
    })
    expect((await read(open())).stored?.record.outcome).toBe('applied')
  })

  test('of another repository with the same passphrase does not count here', async () => {
    const foreign = await derive('octo/other')
    await write(recordOf(origin.commit('env-alice', {})), undefined, foreign)
    expect(await refusal(read(open()))).toMatchObject({
      reason: 'state-tampered'
    })
  })
})

describe('the lock', () => {
  const take = async (repository: Repository, timeoutMs: number, said: string[] = []) => {
    const remote = await read(repository, names, 'nobody')
    const waiting = {
      timeoutMs,
      operation: { afterDeletion: false },
      checkCancelled: () => undefined,
      ask: async () => ({ kind: 'alive' as const, why: 'it runs' }),
      say: (text: string) => void said.push(text)
    }
    return await takeLock(repository, names, identity, remote, undefined, waiting)
  }

  test('is held by one of several; the others say who it is', async () => {
    origin.commit('env-alice', {})
    const attempts = await Promise.allSettled([1, 2, 3].map(async () => await take(open(), 0)))
    const lost = attempts.filter((attempt) => attempt.status === 'rejected')
    expect(lost).toHaveLength(2)
    for (const { reason } of lost) {
      expect(reason).toMatchObject({ reason: 'state-locked' })
      expect(String(reason)).toContain(identity.url)
    }
  })

  test('is taken by the one that waits, as soon as it is free', async () => {
    origin.commit('env-alice', {})
    const { lock } = await take(open(), 0)
    const said: string[] = []
    const second = take(open(), 20_000, said)
    await swap(open(), [{ ref: lockRef(names), from: lock, to: undefined }])
    expect((await second).lock).not.toBe(lock)
  })
})
