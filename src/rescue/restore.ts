/** Puts a rescued state back before anything else is done with the environment. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { open } from '../backend/encryption.ts'
import { factsOf } from '../backend/git-state.ts'
import type { GitState } from '../backend/git-state.ts'
import { RunError } from '../errors.ts'
import { readFileAt, tryFetchContent } from '../git.ts'
import type { Update } from '../git.ts'
import { objectOf, parseJson, textOf } from '../json.ts'
import { Raced } from '../memory.ts'
import { NO_STATE, rescueRef } from '../record.ts'
import type { Remote } from '../records.ts'
import { createRepository } from '../repository.ts'
import { judgeRescue, restoreRef } from './judge.ts'
import type { StateVersion } from './judge.ts'
import type { Run, Task } from '../run.ts'
import { swap } from '../swap.ts'
import { holderOf, lockedByTerraform, releaseFoundLock } from '../terraform-lock.ts'
import { pullText, pushState } from '../terraform/run.ts'

/** How the present state is read and replaced. */
interface Store {
  readonly load: () => Promise<Buffer | undefined>
  /** @param force over a newer serial or another lineage */
  readonly save: (state: Buffer, force: boolean) => Promise<void>
}

/** The store of a state kept in git. */
export const gitStore = (state: GitState): Store => ({
  load: state.load,
  save: (body) => state.save(body)
})

/** The store behind Terraform's own backend; only after `terraform init`. */
export const terraformStore = (task: Task): Store => ({
  load: async () => {
    const text = await pullText(task.terraform, 'plan-failed')
    // Where there is no state yet, Terraform prints an empty one without a lineage, or nothing.
    const lineage = textOf(objectOf(parseJson(text))?.['lineage'])
    return text.trim() === '' || lineage === '' ? undefined : Buffer.from(text)
  },
  save: async (body, force) => {
    const { run, terraform } = task
    const file = join(run.directory, 'rescued.tfstate')
    writeFileSync(file, body, { mode: 0o600 })
    const push = (patienceMs: number): Promise<RunError | undefined> =>
      pushState(terraform, file, patienceMs, force)
    try {
      // What kept a state from being stored may have left Terraform's own lock, too: waiting does not free it.
      const refused = await push(0)
      if (refused === undefined) return
      await releaseFoundLock(task, refused.message)
      const problem = await push(run.inputs.lockTimeoutMs)
      if (problem === undefined) return
      const info = await holderOf(task, problem.message)
      if (info !== undefined && info !== 'free') throw lockedByTerraform(task, info, problem)
      throw notRestored(run, problem)
    } finally {
      rmSync(file, { force: true })
    }
  }
})

const notRestored = ({ names }: Run, cause: RunError): RunError =>
  new RunError(
    'state-not-saved',
    `The state that an earlier run rescued in ${rescueRef(names)} could not be put back: ${cause.message}`,
    'Nothing was changed, and nothing is lost. Mend what keeps the state from being stored, and run this again.',
    { cause }
  )

/**
 * @param remote read after the lock was taken
 * @throws RunError `rescue-pending`, or why the rescued state could not be read or stored
 */
export async function restoreRescued(run: Run, remote: Remote, store: Store): Promise<void> {
  const { names } = run
  if (remote.rescue === undefined) return
  const ref = rescueRef(names)
  const rescued = await readRescued(run, ref, remote.rescue.commit)
  const present = await store.load()
  const { commit, base } = remote.rescue
  const chosen = remote.restore === commit
  const before = present === undefined ? undefined : versionOf(present, 'the backend')
  const verdict = judgeRescue(
    names,
    commit,
    { ...versionOf(rescued, ref), forked: forked(base, remote.stateCommit) },
    before === undefined || present === undefined
      ? undefined
      : {
          ...before,
          content: sameContent(present, rescued) ? versionOf(rescued, ref).content : ''
        },
    chosen
  )
  if (verdict !== 'there') {
    const serial = Math.max(before?.serial ?? 0, versionOf(rescued, ref).serial) + 1
    const body = verdict === 'force' ? withSerial(rescued, serial) : rescued
    await store.save(body, verdict === 'force')
  }
  const done: Update = { ref, from: commit, to: undefined }
  const wish: readonly Update[] =
    remote.restore === undefined
      ? []
      : [{ ref: restoreRef(names), from: remote.restore, to: undefined }]
  if ((await swap(run.repository, [done, ...wish])) === 'raced') {
    throw new Raced(`${ref} was changed while its state was put back.`)
  }
  const text = `The state that an earlier run had rescued in ${ref} was put back.`
  run.log.say(text)
  run.report.notices.push(text)
}

/** Whether something else was stored after what the rescued state was made from. */
const forked = (base: string | undefined, present: string | undefined): boolean =>
  base !== undefined && base !== (present ?? NO_STATE)

async function readRescued(run: Run, ref: string, commit: string): Promise<Buffer> {
  const { origin } = run.repository
  // A repository of its own: the other one knows the commit without its content.
  const repository = createRepository(join(run.directory, 'rescued'), origin, run.variables)
  if (!(await tryFetchContent(repository, ref, commit))) {
    throw new RunError(
      'origin-unreachable',
      `The rescued state in ${ref} was there a moment ago, but cannot be fetched.`,
      'Nothing was changed. Run it again.'
    )
  }
  return open(await readFileAt(repository, ref, 'state'), ref, run.keysFor)
}

function versionOf(state: Buffer, from: string): StateVersion {
  const { lineage, serial, digest } = factsOf(state, from, undefined)
  return { lineage, serial, content: digest }
}

/** A backend may write the same state in other words. */
function sameContent(left: Buffer, right: Buffer): boolean {
  const [a, b] = [left, right].map((state) => objectOf(parseJson(state.toString('utf8'))))
  return (
    isDeepStrictEqual(a?.['resources'], b?.['resources']) &&
    isDeepStrictEqual(a?.['outputs'], b?.['outputs']) &&
    textOf(a?.['lineage']) === textOf(b?.['lineage'])
  )
}

const withSerial = (state: Buffer, serial: number): Buffer =>
  Buffer.from(JSON.stringify({ ...objectOf(parseJson(state.toString('utf8'))), serial }))
