/** The first half of Terraform's part: init and plan, and what is remembered when one is refused. */
import { existsSync } from 'node:fs'
import { RunError } from './errors.ts'
import { Raced } from './memory.ts'
import type { Memory } from './memory.ts'
import type { Prepared } from './prepare.ts'
import { phase, watcher } from './run.ts'
import type { Run, Tools } from './run.ts'
import { describePlan, initialise, makePlan } from './terraform/run.ts'

/**
 * Plans to a file.
 * @returns whether there is anything to do
 * @throws RunError
 */
export async function planned(
  run: Run,
  prepared: Prepared,
  memory: Memory | undefined,
  tools: Tools,
  file: string
): Promise<boolean> {
  const watch = watcher(run)
  const args = {
    file,
    destroy: run.operation.kind === 'destroy',
    lock: memory !== undefined,
    lockTimeoutMs: run.inputs.lockTimeoutMs,
    varFiles: prepared.varFiles
  }
  try {
    run.cancellation.check()
    await phase(run, 'init', () => initialise(tools.terraform, prepared.backendFile, watch))
    run.cancellation.check()
    return await phase(run, 'plan', () => makePlan(tools.terraform, args, watch))
  } catch (error) {
    await hideSecrets(run, tools, file)
    run.cancellation.check()
    const refused =
      error instanceof RunError &&
      (error.reason === 'plan-failed' || error.reason === 'init-failed')
    if (!refused || tools.server?.failure() !== undefined) throw error
    await memory?.refuse().catch((second: unknown) => {
      if (second instanceof Raced) throw second
      run.report.notices.push(`The record could not be written: ${String(second)}`)
    })
    throw run.operation.kind === 'destroy' ? stillThere(run, error) : error
  }
}

/** The branch is gone, so that "push again" needs saying how. */
const stillThere = (run: Run, error: RunError): RunError =>
  new RunError(
    error.reason,
    error.message,
    `Nothing was changed, and the environment is still there. Push the branch again with Terraform that works, which applies it, then delete it again; this is the commit to start from:\n    git push origin ${run.report.commit ?? ''}:refs/heads/${run.names.branch}`,
    { cause: error }
  )

/** A plan that failed may quote values that only its file marks as sensitive. */
async function hideSecrets(run: Run, tools: Tools, file: string): Promise<void> {
  if (!existsSync(file)) return
  const plan = await describePlan(tools.terraform, file).catch(() => undefined)
  run.hide(plan?.secrets ?? [])
}
