/** A state that Terraform could not store: tried again, else kept at the origin, encrypted, for the next run. */
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { factsOf, writeSealed } from '../backend/git-state.ts'
import { RunError } from '../errors.ts'
import { NO_STATE, rescueRef } from '../record.ts'
import type { Run, Task } from '../run.ts'
import { swap } from '../swap.ts'
import { releaseOwnLock } from '../terraform-lock.ts'
import { pushState, unsavedState } from '../terraform/run.ts'

/** What a record says of an apply that failed this way. */
export function doubtOf(
  run: Run,
  error: unknown
): { readonly unsaved?: true; readonly interrupted?: true } {
  if (run.keep !== undefined) return { unsaved: true }
  if (error instanceof HalfDone) return { interrupted: true }
  const isLost = error instanceof RunError && error.reason === 'state-not-saved' && !run.rescued
  return isLost ? { unsaved: true } : {}
}

/** Where the record could not be written either, nothing stops the next run. */
export const unremembered = (error: unknown): RunError =>
  new RunError(
    'state-not-saved',
    `${error instanceof Error ? error.message : String(error)} Nor could this be noted in the record.`,
    'Copy that file now: it is the only memory of what was made. Nothing stops the next run on this environment, which would make all of it a second time: put the state back before it starts, or remove by hand what was made.',
    { cause: error }
  )

/** An apply that did not end in good order: the state may not know of all that was made. */
export class HalfDone extends RunError {}

const LOOK = 'If Terraform then says that something exists already, import it or remove it by hand.'

export const killed = (signal: string): HalfDone =>
  new HalfDone(
    'apply-failed',
    `Terraform was killed by ${signal} in the middle of the apply; what it made in its last 20 seconds may be missing in the state.`,
    `Give the machine more memory or time, and run it again. ${LOOK}`
  )

export const gaveUp = (): HalfDone =>
  new HalfDone(
    'cancelled',
    'The run was cancelled, and Terraform did not stop in the time that GitHub gives: it was told to give up. What it was making at that moment may be missing in the state.',
    `Run it again to finish. ${LOOK}`
  )

/** The service may only have had a bad moment. */
const PAUSES_MS = [2000, 8000]
/** Until it is stored or rescued, the state is on this machine only. */
const LOCK_PATIENCE_MS = 30_000
/** How long the only copy is held out; after a cancellation the machine has less than five minutes. */
const LONGEST_PATIENCE_MS = 180_000
const PAUSE_MS = 10_000

/**
 * Stores what Terraform could not.
 * @returns whether there was anything to store, which is stored now
 * @throws RunError `state-not-saved` where that fails too; the state is then in the rescue ref, or on this machine only
 */
export async function saveAgain(task: Task): Promise<boolean> {
  const { run, prepared, server } = task
  const left = unsavedState(prepared.root)
  const body = server?.unsaved() ?? (left === undefined ? undefined : readFileSync(left))
  if (body === undefined) return false
  if (left !== undefined) chmodSync(left, 0o600)
  // Until it is stored or rescued, whatever goes wrong: this is the only copy.
  run.keep = left ?? keepHere(run, body)
  run.log.say('Terraform could not store its state; storing it again.')
  const problem = await storedOrRescued(task, left, body)
  if (problem === 'stored') {
    discard(run)
    run.report.notices.push('The state could be stored only at a later attempt.')
    return true
  }
  const cause = server?.failure()
  if (problem === 'rescued') {
    run.rescued = true
    discard(run)
    // Terraform tells how to push the file that is gone now.
    const { diagnostics } = run.report
    const told = diagnostics.filter(
      ({ summary }) => summary !== 'Failed to persist state to backend'
    )
    diagnostics.splice(0, diagnostics.length, ...told)
    throw new RunError(
      'state-not-saved',
      `Terraform changed resources, but their state could not be saved. It was rescued, encrypted, in ${rescueRef(run.names)}.`,
      'Nothing is lost: the next run on this environment puts the state back before anything else. Mend what keeps the state from being stored, and run this again.',
      { cause }
    )
  }
  const file = run.keep
  throw new RunError(
    'state-not-saved',
    `Terraform changed resources, but their state could not be saved, and not be rescued either: ${problem.why}. It is only on this runner, until the job ends: ${file}`,
    `On a self-hosted runner, copy that file now: it is the only memory of what was made. The next run on this environment stops and says what to do.`,
    { cause }
  )
}

/** Holds out for as long as the user would wait for a lock: this may be the only copy. */
async function storedOrRescued(
  task: Task,
  left: string | undefined,
  body: Buffer
): Promise<'stored' | 'rescued' | { readonly why: string }> {
  const { run, state } = task
  const until = Date.now() + Math.min(run.inputs.lockTimeoutMs, LONGEST_PATIENCE_MS)
  for (;;) {
    if (await stored(task, left, body)) return 'stored'
    // It knows of everything only as long as nothing else is stored in place of what it was made from.
    const base = state === undefined ? undefined : (state.commit() ?? NO_STATE)
    const why = await rescue(run, body, base)
    if (why === undefined) return 'rescued'
    const patience = until - Date.now()
    if (patience <= 0) return { why }
    run.log.say(`The state could be stored nowhere yet (${why}); trying on.`)
    await sleep(Math.min(patience, PAUSE_MS))
  }
}

async function stored(task: Task, left: string | undefined, body: Buffer): Promise<boolean> {
  const { run, terraform, server } = task
  if (server !== undefined) {
    // The swap has its own pauses.
    return server.save(body).then(
      () => true,
      () => false
    )
  }
  if (left === undefined) return false
  for (const pause of [...PAUSES_MS, undefined]) {
    // What kept the state from being stored may have kept Terraform's lock from being released.
    const free = await releaseOwnLock(task)
    const patience = free ? Math.min(run.inputs.lockTimeoutMs, LOCK_PATIENCE_MS) : 0
    if ((await pushState(terraform, left, patience)) === undefined) return true
    if (pause !== undefined) await sleep(pause)
  }
  return false
}

/**
 * Puts a state into the rescue ref.
 * @param base the commit of the state it was made from, or `NO_STATE`; undefined where that is not known
 * @returns why it could not be done, or undefined
 */
export async function rescue(run: Run, body: Buffer, base?: string): Promise<string | undefined> {
  const keys = await run.keysFor?.(run.salt)
  if (keys === undefined) return 'no state-passphrase is given to encrypt it with'
  const { names, repository } = run
  const ref = rescueRef(names)
  try {
    const { lineage, serial } = factsOf(body, 'errored.tfstate', keys)
    const message = `rescued state of ${names.environment}, serial ${serial}\n\n${JSON.stringify({ base }, undefined, 2)}\n`
    const to = writeSealed(repository, body, { lineage, serial }, ref, keys, message)
    const outcome = await swap(repository, [{ ref, from: undefined, to }], 'long')
    return outcome === 'done' ? undefined : `${ref} exists already`
  } catch (error) {
    return error instanceof RunError ? error.message : String(error)
  }
}

/** There is another copy now. */
function discard(run: Run): void {
  if (run.keep !== undefined) rmSync(run.keep, { force: true })
  run.keep = undefined
}

function keepHere(run: Run, body: Buffer): string {
  const file = join(run.directory, 'errored.tfstate')
  writeFileSync(file, body, { mode: 0o600 })
  return file
}
