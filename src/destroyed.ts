/** The end of an environment: nothing is left in its state, and the state is removed. */
import { removeLeftover } from './backend/leftover.ts'
import { RunError } from './errors.ts'
import type { Entry, Memory } from './memory.ts'
import type { Prepared } from './prepare.ts'
import type { Run, Tools } from './run.ts'
import { pullState } from './terraform/run.ts'

/** @throws RunError `apply-failed` where resources are left in the state */
export async function verifyDestroyed(tools: Tools): Promise<void> {
  const left =
    tools.state === undefined
      ? await pullState(tools.terraform)
      : (tools.state.facts()?.resources ?? 0)
  if (left === 0) return
  throw new RunError(
    'apply-failed',
    `Terraform reported success, but the state still holds ${left} resources.`,
    'Run the destroy again; the environment is not forgotten.'
  )
}

/** Writes `destroyed` into the record, and removes the empty state while the lock is still held. */
export async function forget(
  run: Run,
  prepared: Prepared,
  tools: Tools,
  memory: Memory,
  about: Pick<Entry, 'backend' | 'variables'>
): Promise<void> {
  run.outputs = undefined
  run.report.outputs = {}
  const entry: Entry = { ...about, outcome: 'destroyed', state: undefined, resources: 0 }
  if (tools.state !== undefined) return memory.finish(entry, { state: tools.state.commit() })
  // The record first: a run that dies in between leaves an empty state, and not a record of a lost one.
  await memory.finish(entry, { keepLock: true })
  const { backend } = prepared.module
  const declared = backend?.type === prepared.backend.type ? backend.attributes : {}
  const settings = { ...declared, ...prepared.backend.config }
  const stays = await removeLeftover(prepared.backend, settings, run.variables)
  if (stays !== undefined) run.report.notices.push(stays)
}
