/** A state that does not know what was done: tried once more, and remembered where that fails too. */
import { rmSync } from 'node:fs'
import { RunError } from './errors.ts'
import type { Prepared } from './prepare.ts'
import type { Run, Tools } from './run.ts'
import { unsavedState } from './terraform/run.ts'

/** Whether the state may lack what the failed apply has done. */
export const doubtOf = (error: unknown): { readonly unsaved?: true } =>
  error instanceof RunError && error.reason === 'state-not-saved' ? { unsaved: true } : {}

export const killed = (signal: string): RunError =>
  new RunError(
    'state-not-saved',
    `Terraform was killed by ${signal} in the middle of the apply; what it made last may be missing in the state.`,
    'Give the machine more memory or time. The next run on this environment stops and says what to do.'
  )

/** Tries once more to store what Terraform could not. @throws RunError `state-not-saved` */
export async function rescueState(run: Run, prepared: Prepared, tools: Tools): Promise<void> {
  const left = unsavedState(prepared.root)
  const body = tools.server?.unsaved()
  if (left === undefined && body === undefined) return
  if (body !== undefined && tools.state !== undefined) {
    const saved = await tools.state.save(body).then(
      () => true,
      () => false
    )
    if (saved) {
      if (left !== undefined) rmSync(left, { force: true })
      run.report.notices.push('The state could be stored only at the second attempt.')
      return
    }
  }
  run.keep = prepared.checkedOut ? left : undefined
  throw new RunError(
    'state-not-saved',
    `Terraform changed resources, but their state could not be saved${left === undefined ? '' : `; it is on this runner in ${left}, until the job ends`}.`,
    'The next run on this environment stops and says what to do. On a self-hosted runner, copy that file now: it is the only memory of what was made.',
    { cause: tools.server?.failure() }
  )
}
