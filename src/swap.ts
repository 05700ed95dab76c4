/** Writes commits of ours, and swaps the refs at the origin that point at them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sign } from './backend/encryption.ts'
import type { Keys } from './backend/encryption.ts'
import { RunError } from './errors.ts'
import { listOrigin, tryPush } from './git.ts'
import type { Update } from './git.ts'
import type { EnvironmentRecord, Names, RunIdentity } from './record.ts'
import { writeObject } from './repository.ts'
import type { Repository } from './repository.ts'

/**
 * Writes a record's commit: the tree of the attempted commit; that commit as the first parent, so that
 * the record changes no file; the previous record as the second.
 * @returns the commit, still to be pushed
 */
export function writeRecord(
  repository: Repository,
  record: EnvironmentRecord,
  tree: string,
  previous: string | undefined,
  keys: Keys | undefined
): string {
  const signature =
    keys === undefined
      ? undefined
      : { salt: keys.salt, check: keys.check, hmac: sign(canonical(record), keys) }
  const doing =
    record.outcome === 'applying' && record.operation === 'destroy' ? 'destroying' : record.outcome
  const headline = `${record.environment}: ${doing} ${record.commit.slice(0, 7)} of ${record.branch}`
  const message = `${headline}\n\n${JSON.stringify({ ...record, signature }, undefined, 2)}\n`
  const parents = previous === undefined ? [record.attempted] : [record.attempted, previous]
  return writeCommit(repository, tree, parents, message, record.time)
}

/** The text that is signed: what JSON.parse of the written record gives back. */
const canonical = (record: EnvironmentRecord): string => JSON.stringify(record)

/** Writes a lock's commit; the time and the run make it different from every other. */
export function writeLock(
  repository: Repository,
  names: Names,
  run: RunIdentity,
  time: string
): string {
  const message = `lock of ${names.environment}: run ${run.id}\n\n${JSON.stringify({ run, time }, undefined, 2)}\n`
  return writeCommit(
    repository,
    writeObject(repository, 'tree', Buffer.alloc(0)),
    [],
    message,
    time
  )
}

/** @param time ISO 8601 */
export function writeCommit(
  repository: Repository,
  tree: string,
  parents: readonly string[],
  message: string,
  time: string
): string {
  const who = `gitops-env-action <gitops-env-action@users.noreply.github.com> ${Math.floor(Date.parse(time) / 1000)} +0000`
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${who}`,
    `committer ${who}`
  ]
  return writeObject(repository, 'commit', Buffer.from(`${lines.join('\n')}\n\n${message}`))
}

/** What Terraform did must be remembered: that is worth a longer wait than a lock. */
const RETRY_AFTER_MS = { short: [1000, 4000], long: [1000, 4000, 10_000] }

/**
 * Swaps refs at the origin, all or none; tries again where the origin may only have had a bad moment.
 * @returns `raced` where another run changed one of them first
 * @throws RunError `origin-unreachable`, or `not-permitted` where the origin refuses though nothing changed
 */
export async function swap(
  repository: Repository,
  updates: readonly Update[],
  patience: keyof typeof RETRY_AFTER_MS = 'short'
): Promise<'done' | 'raced'> {
  for (const pause of [...RETRY_AFTER_MS[patience], undefined]) {
    const words = await tryPush(repository, updates)
    if (words === undefined) return 'done'
    try {
      // Whether it was a race is not to be read from git's words.
      const refs = updates.map((update) => update.ref)
      const now = await listOrigin(repository, refs)
      // A connection may be cut after the origin has done it.
      if (updates.every((update) => now.get(update.ref) === update.to)) return 'done'
      if (updates.some((update) => now.get(update.ref) !== update.from)) return 'raced'
      if (pause === undefined) throw refused(refs, words)
    } catch (error) {
      if (pause === undefined) throw error
    }
    await sleep(pause)
  }
  throw new Error('The last try either returns or throws.')
}

const refused = (refs: readonly string[], words: string): RunError =>
  new RunError(
    'not-permitted',
    `The origin can be read, but refuses to write ${refs.join(', ')}: ${words}`,
    'Give the job the right to write, and check that no push rule covers refs/gitops-env:\n    permissions:\n      contents: write'
  )
