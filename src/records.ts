/** Environments as hidden refs at the origin: what a record says, how it is read, written and trusted. */
import { setTimeout as sleep } from 'node:timers/promises'
import { foreign, needsPassphrase, sameText, sign, wrongPassphrase } from './backend/encryption.ts'
import type { Keys, KeysFor } from './backend/encryption.ts'
import { RunError } from './errors.ts'
import { listOrigin, readRefs, tryFetchCommits, tryPush } from './git.ts'
import type { Ref, Update } from './git.ts'
import { writeObject } from './repository.ts'
import type { Repository } from './repository.ts'
import { objectOf, textOf } from './json.ts'
import type { Json } from './json.ts'
import { documentOf, identityOf, problemOf, recordRef, refOf } from './record.ts'
import type { EnvironmentRecord, Names, RunIdentity } from './record.ts'

export interface Lock {
  readonly commit: string
  readonly holder: RunIdentity | undefined
  readonly since: string | undefined
}

/** What the origin knows of an environment. */
export interface Remote {
  readonly head: Ref | undefined
  readonly stored: { readonly ref: Ref; readonly record: EnvironmentRecord } | undefined
  readonly lock: Lock | undefined
  readonly stateCommit: string | undefined
}

let reads = 0

/**
 * Reads branch, record, lock and state of an environment in one fetch.
 * @param keysFor derives the keys for a record's salt; undefined where no passphrase is given
 * @param operation tells whether the branch should be gone, so that it is not even tried to fetch
 * @throws RunError `origin-unreachable`, `wrong-passphrase`, `state-tampered`
 */
export async function readRemote(
  repository: Repository,
  names: Names,
  keysFor: KeysFor | undefined,
  operation: { readonly afterDeletion: boolean }
): Promise<Remote> {
  reads += 1
  const here = `refs/reads/${reads}`
  const head = `refs/heads/${names.branch}`
  const hidden = refOf('*', names)
  const branch = `+${head}:${here}/head`
  const others = `+${hidden}:${here}/${hidden.slice('refs/gitops-env/'.length)}`
  const fetched = !operation.afterDeletion && (await tryFetchCommits(repository, [branch, others]))
  if (!fetched) {
    // The branch is not there, or nothing can be read at all: only the list can tell.
    const there = [...(await listOrigin(repository, [head, hidden])).keys()]
    const tail = hidden.slice(hidden.indexOf('*') + 1)
    // A pattern also matches the end of a longer name.
    const hasHead = there.includes(head)
    const hasOthers = there.some(
      (name) => name.startsWith('refs/gitops-env/') && name.endsWith(tail)
    )
    const refspecs = [...(hasHead ? [branch] : []), ...(hasOthers ? [others] : [])]
    if (refspecs.length > 0 && !(await tryFetchCommits(repository, refspecs))) {
      throw new RunError(
        'origin-unreachable',
        `The records at ${repository.origin.url} could be listed, but not fetched.`,
        'Run it again.'
      )
    }
  }
  const refs = await readRefs(repository, [here])
  const found = (kind: string): Ref | undefined =>
    refs.find((ref) => ref.name === `${here}/${kind}/${names.project}/${names.environment}`)
  const record = found('environments')
  const lock = found('locks')
  return {
    head: refs.find((ref) => ref.name === `${here}/head`),
    stored:
      record === undefined
        ? undefined
        : { ref: record, record: await parseRecord(record, names, keysFor) },
    lock: lock === undefined ? undefined : parseLock(lock),
    stateCommit: found('state')?.commit
  }
}

async function parseRecord(
  ref: Ref,
  names: Names,
  keysFor: KeysFor | undefined
): Promise<EnvironmentRecord> {
  const document = documentOf(ref.message)
  const { signature, ...content } = document ?? {}
  const problem = document === undefined ? 'it is not JSON' : problemOf(content, names)
  if (problem !== undefined) throw untrusted(names, problem)
  if (keysFor !== undefined) await verify(content, objectOf(signature), names, keysFor)
  else if (signature !== undefined) throw needsPassphrase(recordRef(names), 'signed')
  return content as unknown as EnvironmentRecord // every field was checked by problemOf
}

async function verify(
  content: Json,
  signature: Json | undefined,
  names: Names,
  keysFor: KeysFor
): Promise<void> {
  const salt = textOf(signature?.['salt']) ?? ''
  if (!/^[0-9a-f]{32}$/u.test(salt)) throw unsigned(names, objectOf(content['backend'])?.['type'])
  const keys = await keysFor(salt)
  if (keys === undefined) throw foreign(recordRef(names))
  if (!sameText(textOf(signature?.['check']) ?? '', keys.check))
    throw wrongPassphrase(recordRef(names))
  if (!sameText(textOf(signature?.['hmac']) ?? '', sign(JSON.stringify(content), keys))) {
    throw untrusted(names, 'its signature is wrong')
  }
}

const unsigned = (names: Names, backend: unknown): RunError =>
  new RunError(
    'state-tampered',
    `The record ${recordRef(names)} is not signed, but a passphrase is given: anybody who may push could have written it.`,
    backend === 'git'
      ? "If this environment was kept with 'state-passphrase: none', destroy it that way first, then create it with the passphrase."
      : `If it is only now that this environment gets a passphrase, make sure that the record is right (git log --author=gitops-env-action), and remove it once; the next push writes a signed one:\n    git push origin :${recordRef(names)}`
  )

const untrusted = (names: Names, what: string): RunError =>
  new RunError(
    'state-tampered',
    `The record ${recordRef(names)} cannot be trusted: ${what}.`,
    'Nothing was changed. Find out who may push to refs/gitops-env, and restore the ref from its own history or remove it on purpose.'
  )

function parseLock(ref: Ref): Lock {
  const document = documentOf(ref.message)
  return {
    commit: ref.commit,
    holder: identityOf(objectOf(document?.['run'])),
    since: textOf(document?.['time'])
  }
}

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
  const headline = `${record.environment}: ${doing} ${record.attempted.slice(0, 7)} of ${record.branch}`
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

const RETRY_AFTER_MS = [1000, 4000]

/**
 * Swaps refs at the origin, all or none; tries again where the origin may only have had a bad moment.
 * @returns `raced` where another run changed one of them first
 * @throws RunError `origin-unreachable`, or `not-permitted` where the origin refuses though nothing changed
 */
export async function swap(
  repository: Repository,
  updates: readonly Update[]
): Promise<'done' | 'raced'> {
  for (const pause of [...RETRY_AFTER_MS, undefined]) {
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
