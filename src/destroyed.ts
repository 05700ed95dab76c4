/** The end of an environment: nothing is left in its state, and the state is removed. */
import { removeLeftover } from './backend/leftover/leftover.ts'
import { RunError } from './errors.ts'
import type { Entry, Memory } from './memory.ts'
import { settingsOf } from './prepare.ts'
import type { Task, Tools } from './run.ts'
import { pullState } from './terraform/run.ts'

/** @throws RunError `apply-failed` where resources are left in the state */
export async function verifyDestroyed({ state, terraform }: Tools): Promise<void> {
  const left =
    state === undefined
      ? await pullState(terraform, 'apply-failed')
      : (state.facts()?.resources ?? 0)
  if (left === 0) return
  throw new RunError(
    'apply-failed',
    `Terraform reported success, but the state still holds ${left} resources.`,
    'Run the destroy again; the environment is not forgotten.'
  )
}

/** Writes `destroyed` into the record, and removes the empty state while the lock is still held. */
export async function forget(
  { run, prepared, state }: Task,
  memory: Memory,
  about: Pick<Entry, 'backend' | 'variables'>
): Promise<void> {
  run.outputs = undefined
  run.report.outputs = {}
  const gone = { state: undefined, lineage: undefined, resources: 0 }
  const entry: Entry = { ...about, ...gone, outcome: 'destroyed' }
  if (state !== undefined) return memory.finish(entry, { state: state.commit() })
  // The record first: a run that dies in between leaves an empty state, and not a record of a lost one.
  await memory.finish(entry, { keepLock: true })
  const stays = await removeLeftover(
    prepared.backend,
    settingsOf(prepared),
    run.variables,
    run.identity.host
  )
  if (stays === undefined) return
  run.report.stateStays = true
  run.report.notices.push(stays)
}
