/** Environments as hidden refs at the origin: how they are read, and when they are trusted. */
import { foreign, needsPassphrase, sameText, sign, wrongPassphrase } from './backend/encryption.ts'
import type { KeysFor } from './backend/encryption.ts'
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
  readonly stored: { readonly ref: Ref; readonly record: EnvironmentRecord } | undefined
  readonly lock: Lock | undefined
  readonly stateCommit: string | undefined
  /** The commit of a rescued state, and the one that a person has asked to put back. */
  readonly rescue: string | undefined
  readonly restore: string | undefined
  /** What other projects' records of an environment of this name say of themselves; not verified. */
  readonly siblings: readonly Sibling[]
}

export interface Sibling {
  readonly project: string
  readonly branch: string
  readonly workingDirectory: string
  readonly outcome: string
  /** The digest of its backend's settings. */
  readonly settings: string | undefined
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
        : { ref: record, record: await parseRecord(record, names, keysFor) },
    lock: lock === undefined ? undefined : parseLock(lock),
    stateCommit: found('state')?.commit,
    rescue: found('rescue')?.commit,
    restore: found('restore')?.commit,
    siblings: refs.flatMap((ref) => parseSibling(ref, `${here}/siblings/`, names))
  }
}

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
      settings: textOf(objectOf(document?.['backend'])?.['settings'])
    }
  ]
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
