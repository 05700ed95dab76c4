/** The second half of Terraform's part: applies the plan that was shown, and tells how that ended. */
import { RunError } from './errors.ts'
import { gaveUp, killed, saveAgain } from './rescue/rescue.ts'
import type { Report } from './report.ts'
import { phase, takeOutputs, watcher } from './run.ts'
import type { Task } from './run.ts'
import { holderOf, lockedByTerraform, releaseOwnLock } from './terraform-lock.ts'
import type { Exit } from './terraform/cli.ts'
import type { Diagnostic, OutputValue } from './terraform/events.ts'
import { LOCK_FAILED, UNLOCK_FAILED } from './terraform/lock-info.ts'
import type { Plan } from './terraform/plan.ts'
import { applyPlan, check, readOutputs } from './terraform/run.ts'

/** The state was changed by another tool after the plan was made; nothing was applied. */
export class StalePlan extends Error {}

const STALE: readonly string[] = [
  'Saved plan is stale',
  'Saved plan does not match the given state'
]

/** @throws StalePlan, or RunError `apply-failed`, `cancelled`, `state-not-saved` */
export async function applied(task: Task, plan: Plan): Promise<void> {
  const { run, terraform, file } = task
  const { report } = run
  const errors: Diagnostic[] = []
  let outputs: Readonly<Record<string, OutputValue>> | undefined
  const watch = watcher(run)
  const { lockTimeoutMs } = run.inputs
  const args = { file, lockTimeoutMs, version: plan.toolVersion }
  const exit = await phase(run, 'apply', () =>
    applyPlan(terraform, args, (event) => {
      if (event.kind === 'outputs') outputs = event.outputs
      if (event.kind === 'diagnostic' && event.diagnostic.severity === 'error')
        errors.push(event.diagnostic)
      if (event.kind !== 'planned') watch(event) // the plan has told these
    })
  )
  if (exit.exitCode !== 0) {
    await refuseFailure(task, exit, errors, await saveAgain(task))
  }
  report.applied = true
  const sensitive = Object.values(plan.outputs).some((output) => output.sensitive)
  const all = sensitive || outputs === undefined ? await readOutputs(terraform) : outputs
  takeOutputs(run, all ?? outputs ?? {})
}

/** What Terraform says after a second interrupt. */
const GAVE_UP = 'operation canceled'
/** What Terraform says of a state that it could not store. */
const NOT_SAVED: readonly string[] = ['Failed to save state', 'Failed to persist state to backend']

/**
 * Returns only where everything was applied and saved.
 * @param saved whether the state, which Terraform could not store, is stored since
 */
async function refuseFailure(
  task: Task,
  exit: Exit,
  errors: readonly Diagnostic[],
  saved: boolean
): Promise<void> {
  const { cancellation, report } = task.run
  const free = await releaseOwnLock(task)
  const isMended = ({ summary }: Diagnostic): boolean => saved && NOT_SAVED.includes(summary)
  const told = report.diagnostics.filter((one) => !isMended(one))
  report.diagnostics.splice(0, report.diagnostics.length, ...told)
  const others = errors.filter((one) => !isMended(one) && one.summary !== UNLOCK_FAILED)
  if (exit.signal !== undefined) throw killed(exit.signal)
  // A crash says nothing of this kind.
  if (errors.length > 0 && others.length === 0) {
    if (!free) noteUnreleased(report)
    return
  }
  // A crash is no good order.
  if (cancellation.cancelled() && exit.exitCode === 1) {
    if (errors.some(({ summary }) => summary === GAVE_UP)) throw gaveUp()
    throw new RunError(
      'cancelled',
      'The run was cancelled while Terraform applied; it stopped in good order and saved its state.',
      'Run it again to finish.'
    )
  }
  const [first] = others
  if (others.length === 1 && STALE.includes(first?.summary ?? '')) {
    throw new StalePlan(first?.summary)
  }
  if (others.length === 1 && first?.summary === LOCK_FAILED) {
    const info = await holderOf(task)
    throw lockedByTerraform(task, info === 'free' ? undefined : info, first)
  }
  check(exit, 'apply', 'apply-failed')
}

/** Everything is done and saved; only Terraform's own lock is still there. */
function noteUnreleased({ diagnostics, notices }: Report): void {
  const softer = diagnostics.map((one) =>
    one.summary === UNLOCK_FAILED ? { ...one, severity: 'warning' as const } : one
  )
  diagnostics.splice(0, diagnostics.length, ...softer)
  notices.push(
    "Everything was applied and saved, but Terraform's own lock on the state could not be released. The next run on this environment tries again; a person can with the command 'force-unlock'."
  )
}
