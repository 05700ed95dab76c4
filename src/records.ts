/** Environments as hidden refs at the origin: how they are read, and when they are trusted. */
import {
  foreign,
  inClear,
  needsPassphrase,
  sameText,
  sign,
  wrongPassphrase
} from './backend/encryption.ts'
import type { Keys, KeysFor } from './backend/encryption.ts'
import { RunError } from './errors.ts'
import { listOrigin, readRefs, tryFetchCommits } from './git.ts'
import type { Ref } from './git.ts'
import { objectOf, textOf } from './json.ts'
import type { Json } from './json.ts'
import { documentOf, identityOf, problemOf, recordRef, refOf } from './record.ts'
import type { EnvironmentRecord, Names, RunIdentity } from './record.ts'
import type { Repository } from './repository.ts'

export interface Lock {
  readonly commit: string
  readonly holder: RunIdentity | undefined
  readonly since: string | undefined
}

/** What the origin knows of an environment. */
export interface Remote {
  readonly head: Ref | undefined
  readonly stored: Stored | undefined
  readonly lock: Lock | undefined
  readonly stateCommit: string | undefined
  /** The commit of a rescued state, and the one that a person has asked to put back. */
  readonly rescue: Rescue | undefined
  readonly restore: string | undefined
  /** What other projects' records of an environment of this name say of themselves; not verified. */
  readonly siblings: readonly Sibling[]
}

export interface Rescue {
  readonly commit: string
  /** The state's commit it was made from, or `NO_STATE`; undefined where the state is not kept in git. */
  readonly base: string | undefined
}

export interface Stored {
  readonly ref: Ref
  readonly record: EnvironmentRecord
  /** The keys it is signed with; its digests are made with them too. Undefined for a record without a signature. */
  readonly keys: Keys | undefined
}

export interface Sibling {
  readonly project: string
  readonly branch: string
  readonly workingDirectory: string
  readonly outcome: string
  /** The digest of where its state is. */
  readonly place: string | undefined
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
  const records = `refs/gitops-env/environments/*/${names.environment}`
  const tail = `/${names.project}/${names.environment}`
  // A pattern given to ls-remote also matches the end of a longer name: hence the exact test.
  const wanted = [
    { from: head, to: 'head', is: (name: string) => name === head },
    {
      from: hidden,
      to: hidden.slice('refs/gitops-env/'.length),
      is: (name: string) => name.startsWith('refs/gitops-env/') && name.endsWith(tail)
    },
    {
      from: records,
      to: 'siblings/*',
      is: (name: string) =>
        name.startsWith('refs/gitops-env/environments/') && name.endsWith(`/${names.environment}`)
    }
  ]
  const fetch = (some: typeof wanted): Promise<boolean> =>
    tryFetchCommits(
      repository,
      some.map(({ from, to }) => `+${from}:${here}/${to}`)
    )
  if (operation.afterDeletion || !(await fetch(wanted))) {
    // The branch is not there, or nothing can be read at all: only the list can tell.
    const listed = await listOrigin(
      repository,
      wanted.map(({ from }) => from)
    )
    const there = wanted.filter(({ is }) => [...listed.keys()].some(is))
    if (there.length > 0 && !(await fetch(there))) {
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
        : { ref: record, ...(await parseRecord(record, names, keysFor)) },
    lock: lock === undefined ? undefined : parseLock(lock),
    stateCommit: found('state')?.commit,
    rescue: parseRescue(found('rescue')),
    restore: found('restore')?.commit,
    siblings: refs.flatMap((ref) => parseSibling(ref, `${here}/siblings/`, names))
  }
}

const parseRescue = (ref: Ref | undefined): Rescue | undefined =>
  ref === undefined
    ? undefined
    : { commit: ref.commit, base: textOf(documentOf(ref.message)?.['base']) }

function parseSibling(ref: Ref, prefix: string, names: Names): readonly Sibling[] {
  const project = ref.name.slice(prefix.length)
  if (!ref.name.startsWith(prefix) || project === names.project) return []
  const document = documentOf(ref.message)
  const text = (name: string): string => textOf(document?.[name]) ?? ''
  return [
    {
      project,
      branch: text('branch'),
      workingDirectory: text('workingDirectory'),
      outcome: text('outcome'),
      place: textOf(objectOf(document?.['backend'])?.['place'])
    }
  ]
}

async function parseRecord(
  ref: Ref,
  names: Names,
  keysFor: KeysFor | undefined
): Promise<Omit<Stored, 'ref'>> {
  const document = documentOf(ref.message)
  const { signature, ...content } = document ?? {}
  const problem = document === undefined ? 'it is not JSON' : problemOf(content, names)
  if (problem !== undefined) throw untrusted(names, problem)
  const record = content as unknown as EnvironmentRecord // every field was checked by problemOf
  const { keys, doubt } = await verify(content, signature, names, keysFor)
  if (doubt === undefined) return { record, keys }
  if (record.outcome !== 'destroyed') throw doubt
  return { record: goneOf(record, names), keys: undefined }
}

/**
 * What is left of the record of a destroyed environment whose passphrase is not known: nothing but that it is
 * there. Whoever could have forged it could as well have deleted it, which comes to the same.
 */
const goneOf = (record: EnvironmentRecord, names: Names): EnvironmentRecord => ({
  version: 1,
  ...names,
  workingDirectory: '.',
  operation: 'destroy',
  outcome: 'destroyed',
  commit: record.commit,
  attempted: record.attempted,
  backend: { type: '', key: '' },
  tool: undefined,
  variables: [],
  state: undefined,
  run: { ...NOBODY },
  time: record.time
})

const NOBODY = {
  server: '',
  repository: '',
  id: '',
  attempt: '',
  job: '',
  runner: '',
  actor: '',
  url: ''
}

/**
 * @returns the keys that the record is signed with; undefined where it need not be, and is not. `doubt` is why
 *   the passphrases that are given do not tell whether this action wrote it
 */
async function verify(
  content: Json,
  signature: unknown,
  names: Names,
  keysFor: KeysFor | undefined
): Promise<{ readonly keys: Keys | undefined; readonly doubt?: RunError }> {
  const ref = recordRef(names)
  const doubtful = (doubt: RunError) => ({ keys: undefined, doubt })
  if (signature === undefined && (keysFor === undefined || keysFor.previous === 'none'))
    return { keys: undefined }
  if (keysFor === undefined) return doubtful(needsPassphrase(ref, 'signed'))
  const { salt: said, check: saidCheck, hmac } = objectOf(signature) ?? {}
  const [salt, check] = [textOf(said) ?? '', textOf(saidCheck) ?? '']
  if (!/^[0-9a-f]{32}$/u.test(salt)) return doubtful(inClear(ref, 'signed'))
  const keys = await keysFor(salt, check)
  if (keys === undefined) throw foreign(ref)
  if (!sameText(check, keys.check)) return doubtful(wrongPassphrase(ref, keysFor))
  if (!sameText(textOf(hmac) ?? '', sign(JSON.stringify(content), keys))) {
    throw untrusted(names, 'its signature is wrong')
  }
  return { keys }
}

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
