/** The first half of Terraform's part: init and plan, and what is remembered when one is refused. */
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { RunError } from './errors.ts'
import { Raced } from './memory.ts'
import type { Memory } from './memory.ts'
import { dataDirectory } from './prepare.ts'
import { restoreRescued, terraformStore } from './rescue/restore.ts'
import { phase, planWatcher, sayPlanned, watcher } from './run.ts'
import type { Run, Task } from './run.ts'
import { carryTags } from './tags/carry.ts'
import { holderOf, lockedByTerraform, releaseLeftLock } from './terraform-lock.ts'
import { guardChosen } from './state-guards.ts'
import { chosenBackend } from './terraform/chosen-backend.ts'
import { UNLOCK_FAILED } from './terraform/lock-info.ts'
import { describePlan, initialise, makePlan } from './terraform/run.ts'

/**
 * Initialises, puts a rescued state back, and plans to a file.
 * @returns whether there is anything to do
 * @throws RunError
 */
export async function planned(task: Task, memory: Memory | undefined): Promise<boolean> {
  const { run, prepared, remote } = task
  const lock = memory !== undefined
  try {
    run.cancellation.check()
    await initialised(task)
    guardChosen(prepared.backend, chosenBackend(dataDirectory(run.directory)), run.inputs.tool)
    if (lock && task.state === undefined) {
      await restoreRescued(run, remote, terraformStore(task))
    }
    run.cancellation.check()
    return await planUnderLock(task, lock, !mayHaveLeftLock(task))
  } catch (error) {
    await hideSecrets(task)
    sayPlanned(run)
    run.cancellation.check()
    const refused =
      error instanceof RunError &&
      (error.reason === 'plan-failed' || error.reason === 'init-failed')
    if (!refused || task.server?.failure() !== undefined) throw error
    await memory?.refuse(task.state?.facts()).catch((second: unknown) => {
      if (second instanceof Raced) throw second
      run.report.notices.push(`The record could not be written: ${String(second)}`)
    })
    throw explained(run, error)
  }
}

/** Backends and module sources may be made of variables in OpenTofu, and of tags: so they are what the plan is given. */
async function initialised(task: Task): Promise<void> {
  const { run, terraform, backendArguments } = task
  const init = (): Promise<void> =>
    phase(run, 'init', () => initialise(terraform, backendArguments, watcher(run)))
  await init()
  if (!carryTags(task)) return
  run.cancellation.check()
  await init()
  carryTags(task)
}

/** Whether the Terraform of the run before died, and left its own lock perhaps. */
function mayHaveLeftLock({ remote, state }: Task): boolean {
  const record = remote.stored?.record
  const died =
    record?.outcome === 'applying' || record?.interrupted === true || record?.unended !== undefined
  return state === undefined && (remote.lock !== undefined || died)
}

/** @param patient whether Terraform waits for its own lock; one that was left is never freed by waiting */
async function planUnderLock(task: Task, lock: boolean, patient: boolean): Promise<boolean> {
  const { run } = task
  try {
    return await planOnce(task, lock, patient ? run.inputs.lockTimeoutMs : 0)
  } catch (error) {
    run.cancellation.check()
    if (await lockIsReleased(task, error, patient)) return planOnce(task, lock)
    if (patient || !(error instanceof RunError) || error.reason !== 'state-locked') throw error
    run.report.diagnostics.length = 0
    return planUnderLock(task, lock, true)
  }
}

/**
 * Plans to a fresh file: the one of an earlier plan would stay where this one fails.
 * @param lock whether Terraform locks the state; a plan that is only shown does not queue
 */
export function planOnce(
  task: Task,
  lock: boolean,
  lockTimeoutMs = task.run.inputs.lockTimeoutMs
): Promise<boolean> {
  const { run, terraform, file } = task
  rmSync(file, { force: true })
  run.planned.length = 0
  writeFileSync(file, '', { mode: 0o600 }) // Terraform keeps the mode of a file that is there
  const args = {
    file,
    destroy: run.operation.kind === 'destroy',
    lock,
    lockTimeoutMs
  }
  return phase(run, 'plan', () => makePlan(terraform, args, planWatcher(run)))
}

/**
 * Where Terraform's own lock was in the way: whether it was one that a run of ours has left.
 * @param waited whether nothing is left but to give up
 * @throws RunError `state-locked` with the holder
 */
async function lockIsReleased(task: Task, error: unknown, waited: boolean): Promise<boolean> {
  const { run } = task
  if (task.state !== undefined || !(error instanceof RunError)) return false
  const { diagnostics } = run.report
  const unreleased = diagnostics.some(({ summary }) => summary === UNLOCK_FAILED)
  if (error.reason !== 'state-locked' && !unreleased) return false
  const info = await holderOf(task)
  if (info === 'free') {
    diagnostics.length = 0
    return true
  }
  if (info === undefined || !(await releaseLeftLock(task, info))) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    const onlyUnreleased = errors.every(({ summary }) => summary === UNLOCK_FAILED)
    if (error.reason === 'state-locked' ? waited : onlyUnreleased)
      throw lockedByTerraform(task, info, error)
    return false
  }
  diagnostics.length = 0
  return true
}

/** What to do is not the same where the code itself forbids it, or where the branch is gone. */
function explained(run: Run, error: RunError): RunError {
  const { operation, report, names } = run
  const prevented = report.diagnostics.some(({ summary }) => summary === PREVENTED)
  const message = prevented ? `${error.message} ${BY_PREVENT_DESTROY}` : error.message
  if (operation.kind !== 'destroy') {
    const hint = prevented
      ? "Nothing was changed. If it may really go, remove 'prevent_destroy' in a commit of its own, which changes nothing else, and push the change again."
      : error.hint
    return new RunError(error.reason, message, hint, { cause: error })
  }
  const work = prevented ? "without 'prevent_destroy'" : 'with Terraform that works'
  return new RunError(
    error.reason,
    message,
    `Nothing was changed, and the environment is still there. Push the branch again ${work}, which applies it, then delete it again; this is the commit to start from:\n    git push origin ${report.commit ?? ''}:refs/heads/${names.branch}`,
    { cause: error }
  )
}

/** Terraform's summary of it. @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle */
const PREVENTED = 'Instance cannot be destroyed'
const BY_PREVENT_DESTROY =
  "The code forbids what this plan would do: 'lifecycle { prevent_destroy = true }' keeps a resource from being destroyed or replaced."

/** A plan that failed may quote values that only its file marks as sensitive. */
async function hideSecrets({ run, terraform, file }: Task): Promise<void> {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) return
  const plan = await describePlan(terraform, file).catch(() => undefined)
  run.hide(plan?.secrets ?? [])
}
