/** An environment's state in its hidden ref: one sealed blob in a commit without parents. */
import { createHash } from 'node:crypto'
import { RunError } from '../errors.ts'
import { readFileAt, tryFetchContent } from '../git.ts'
import { writeObject } from '../repository.ts'
import type { Repository } from '../repository.ts'
import { listOf, numberOf, objectOf, parseJson, textOf } from '../json.ts'
import { stateRef } from '../record.ts'
import type { Stored } from '../records.ts'
import { swap, writeCommit } from '../swap.ts'
import type { EnvironmentRecord, Names } from '../record.ts'
import { isSealedBy, open, seal, sign } from './encryption.ts'
import type { Keys, KeysFor, Seal } from './encryption.ts'

/** What a state says of itself. */
export interface StateFacts {
  readonly lineage: string
  readonly serial: number
  readonly digest: string
  readonly resources: number
}

export interface GitState {
  /** The state, or undefined where the environment has none yet. */
  readonly load: () => Promise<Buffer | undefined>
  /** Stores a state; throws where it could not. */
  readonly save: (state: Buffer) => Promise<void>
  /** Seals the state with the keys of this run where it is sealed with others; tells whether it was. */
  readonly reseal: () => Promise<boolean>
  readonly facts: () => StateFacts | undefined
  /** The commit the ref points at now, for the final swap. */
  readonly commit: () => string | undefined
}

const FILE = 'state'

/**
 * @param stored the record, as it was read before the lock was taken
 * @param known the state's commit as it was read before the lock was taken
 * @param keys seals what is written; undefined for `state-passphrase: none`
 */
export function openGitState(
  repository: Repository,
  names: Names,
  stored: Pick<Stored, 'record' | 'keys'> | undefined,
  known: string | undefined,
  keys: Keys | undefined,
  keysFor: KeysFor | undefined
): GitState {
  const ref = stateRef(names)
  let commit = known
  let facts: StateFacts | undefined

  const read = async (): Promise<{ readonly blob: Buffer; readonly state: Buffer } | undefined> => {
    if (commit === undefined) {
      refuseMissing(names, stored?.record)
      return undefined
    }
    if (!(await tryFetchContent(repository, ref, commit))) throw unread(ref)
    const blob = await readFileAt(repository, ref, FILE).catch((error: unknown) => {
      throw new RunError(
        'state-tampered',
        `What ${ref} holds is not a Terraform state.`,
        'Nothing was changed. Restore the ref from a backup.',
        { cause: error }
      )
    })
    const state = await open(blob, ref, keysFor)
    // The record's digest was made with the keys that sign it, which need not be those of this run.
    refuseOlder(names, factsOf(state, ref, stored?.keys), stored?.record)
    facts = factsOf(state, ref, keys)
    return { blob, state }
  }

  const load = async (): Promise<Buffer | undefined> => (await read())?.state

  const save = async (state: Buffer): Promise<void> => {
    const next = factsOf(state, ref, keys)
    const { lineage, serial } = next
    const message = `state of ${names.environment}, serial ${next.serial}\n`
    const to = writeSealed(repository, state, { lineage, serial }, ref, keys, message)
    if ((await swap(repository, [{ ref, from: commit, to }], 'long')) === 'raced') {
      throw new RunError(
        'state-not-saved',
        `${ref} was changed by somebody else while this run held the lock.`,
        'Find out what else writes to it, and run this again.'
      )
    }
    commit = to
    facts = next
  }

  const reseal = async (): Promise<boolean> => {
    const found = await read()
    if (found === undefined || isSealedBy(found.blob, keys)) return false
    await save(found.state)
    return true
  }

  return { load, save, reseal, facts: () => facts, commit: () => commit }
}

/**
 * Writes a state, sealed for a ref, as a commit without parents.
 * @returns the commit, still to be pushed
 */
export function writeSealed(
  repository: Repository,
  state: Buffer,
  about: Seal,
  ref: string,
  keys: Keys | undefined,
  message: string
): string {
  const blob = writeObject(repository, 'blob', seal(state, about, ref, keys))
  const entry = Buffer.concat([Buffer.from(`100644 ${FILE}\0`), Buffer.from(blob, 'hex')])
  const tree = writeObject(repository, 'tree', entry)
  return writeCommit(repository, tree, [], message, new Date().toISOString())
}

/**
 * @param keys keep the digest from confirming a guess of what the state holds
 * @throws RunError `state-tampered` for what is no Terraform state
 */
export function factsOf(state: Buffer, from: string, keys: Keys | undefined): StateFacts {
  const document = objectOf(parseJson(state.toString('utf8')))
  const lineage = textOf(document?.['lineage'])
  const serial = numberOf(document?.['serial'])
  const resources = listOf(document?.['resources'])
  if (lineage === undefined || serial === undefined || resources === undefined) {
    throw new RunError(
      'state-tampered',
      `What ${from} holds is not a Terraform state.`,
      'Nothing was changed. Restore the ref from a backup.'
    )
  }
  const managed = resources.map(objectOf).filter((resource) => resource?.['mode'] === 'managed')
  const instances = managed.reduce(
    (sum, resource) => sum + (listOf(resource?.['instances'])?.length ?? 0),
    0
  )
  return {
    lineage,
    serial,
    digest: digestOf(state, keys),
    resources: instances
  }
}

/** Whether a state holds nothing, neither resource nor output. */
export const isBlank = (state: Buffer): boolean => {
  const document = objectOf(parseJson(state.toString('utf8')))
  const { length } = Object.keys(objectOf(document?.['outputs']) ?? {})
  return length === 0 && listOf(document?.['resources'])?.length === 0
}

const unread = (ref: string): RunError =>
  new RunError(
    'origin-unreachable',
    `${ref} was there a moment ago, but cannot be fetched.`,
    'Nothing was changed. Run it again.'
  )

function digestOf(state: Buffer, keys: Keys | undefined): string {
  const hash = createHash('sha256').update(state).digest('hex')
  return keys === undefined ? hash : sign(`state ${hash}`, keys)
}

function refuseMissing(names: Names, record: EnvironmentRecord | undefined): void {
  if (
    record?.state === undefined ||
    record.outcome === 'destroyed' ||
    record.backend.type !== 'git'
  )
    return
  throw new RunError(
    'state-missing',
    `The environment '${names.environment}' was last written with state serial ${record.state.serial}, but ${stateRef(names)} is gone.`,
    'Nothing was changed: going on would create everything a second time, or leave it behind. Restore the ref from a clone or a backup.'
  )
}

function refuseOlder(names: Names, facts: StateFacts, record: EnvironmentRecord | undefined): void {
  const expected = record?.outcome === 'destroyed' ? undefined : record?.state
  if (expected === undefined) return
  const newer = facts.serial > expected.serial
  const same = facts.serial === expected.serial && facts.digest === expected.digest
  if (facts.lineage === expected.lineage && (newer || same)) return
  throw new RunError(
    'state-tampered',
    `The state of '${names.environment}' has lineage ${facts.lineage} and serial ${facts.serial}, but the record knows lineage ${expected.lineage} and serial ${expected.serial}: another state was put in its place.`,
    `Nothing was changed. Find out who may push to refs/gitops-env, and restore ${stateRef(names)}.`
  )
}
