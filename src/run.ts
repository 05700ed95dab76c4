/** What a run is made of, and how it tells its progress. */
import type { KeysFor } from './backend/encryption.ts'
import type { StateServer } from './backend/git-server.ts'
import type { GitState } from './backend/git-state.ts'
import type { Cache } from './cache/cache.ts'
import type { Cancellation } from './cancel.ts'
import type { Context, Variables } from './context.ts'
import type { Api } from './github/api.ts'
import type { Inputs } from './inputs.ts'
import type { Act } from './operation.ts'
import type { EnvironmentPolicy } from './policy/policy.ts'
import type { Override } from './override.ts'
import type { Prepared } from './prepare.ts'
import type { Names, RunIdentity } from './record.ts'
import type { Remote } from './records.ts'
import { elapsed, renderEvent } from './report/progress.ts'
import type { Report } from './report.ts'
import type { Repository } from './repository.ts'
import type { Terraform } from './terraform/cli.ts'
import type { OutputValue, TerraformEvent } from './terraform/events.ts'
import { leavesOf } from './terraform/plan.ts'

/** Everything a run is made of. */
export interface Run {
  readonly context: Context
  readonly inputs: Inputs
  readonly operation: Act
  readonly names: Names
  readonly directory: string
  readonly variables: Variables
  readonly report: Report
  readonly repository: Repository
  readonly keysFor: KeysFor | undefined
  readonly salt: string
  readonly identity: RunIdentity
  readonly api: Api
  /** What the owners allow for this environment; it is read beside everything else. */
  policy: Promise<EnvironmentPolicy>
  readonly readPolicy: () => Promise<EnvironmentPolicy>
  readonly defaultBranch: string | undefined
  readonly cancellation: Cancellation
  /** Undefined where there is none, or none is wanted. */
  readonly cache: Cache | undefined
  /** What keeps things for the next run, once nobody waits for this one. */
  later: readonly (() => Promise<unknown>)[]
  /** Ends what was begun for the commit that was made ready last, and is not needed any more. */
  abandon: () => Promise<unknown>
  readonly secrets: Set<string>
  /** Masks values in the log and redacts them in the report. */
  readonly hide: (values: readonly string[]) => void
  readonly log: typeof import('./report/log.ts')
  /** Terraform's outputs, sensitive ones included. */
  outputs: Readonly<Record<string, OutputValue>> | undefined
  /** A file in the run's directory that is the only copy of something, and must not be removed. */
  keep: string | undefined
  /** What the plan said, until its secrets are known. */
  readonly planned: TerraformEvent[]
  /** Whether a state that could not be stored is in the rescue ref. */
  rescued: boolean
}

/** What one use of Terraform needs. */
export interface Tools {
  readonly terraform: Terraform
  readonly state: GitState | undefined
  readonly server: StateServer | undefined
}

/** Terraform's part of a run: what it is done with, and what is known of the environment. */
export interface Task extends Tools {
  readonly run: Run
  readonly prepared: Prepared
  /** Read last before the lock was taken, where one is. */
  readonly remote: Remote
  /** The plan. */
  readonly file: string
  /** What `init` is told of the backend. */
  readonly backendArguments: readonly string[]
  readonly override: Override
}

/** When the log had its last line. */
let lastSaid = 0

/** Notes Terraform's events in the report, and says them. */
export function watcher(run: Run): (event: TerraformEvent) => void {
  const { report } = run
  return (event) => {
    if (event.kind === 'diagnostic') report.diagnostics.push(event.diagnostic)
    if (event.kind === 'done' || event.kind === 'failed')
      report.steps.push({ ...event.step, outcome: event.kind })
    if (event.kind === 'version') report.tool = { name: run.inputs.tool, version: event.version }
    const line = renderEvent(event)
    if (line === undefined) return
    run.log.say(line)
    lastSaid = Date.now()
  }
}

/**
 * Like `watcher`, for a plan: an address may hold a secret as its key, and what is secret is only known when the
 * plan was looked at. `sayPlanned` says what was held back.
 */
export function planWatcher(run: Run): (event: TerraformEvent) => void {
  const watch = watcher(run)
  return (event) => {
    if (event.kind === 'planned' || event.kind === 'drift') run.planned.push(event)
    else watch(event)
  }
}

/** Says what a plan wants to do, once its secrets are masked. */
export function sayPlanned(run: Run): void {
  run.planned.splice(0).forEach(watcher(run))
}

const SILENCE_MS = 10_000

/** One phase: a group in the log that is never silent for long, and a time in the report. */
export async function phase<T>(run: Run, name: string, act: () => Promise<T>): Promise<T> {
  const started = Date.now()
  const alive = setInterval(() => {
    if (Date.now() - lastSaid < SILENCE_MS) return
    run.log.say(`still running, ${elapsed((Date.now() - started) / 1000)}`)
    lastSaid = Date.now()
  }, SILENCE_MS / 2)
  lastSaid = started
  try {
    return await run.log.group(`${run.inputs.tool} ${name}`, act)
  } finally {
    clearInterval(alive)
    run.report.phases.push({ name, ms: Date.now() - started })
  }
}

/** Terraform's outputs into the report; the values of sensitive ones only into the private file. */
export function takeOutputs(run: Run, outputs: Readonly<Record<string, OutputValue>>): void {
  const secret = new Set<string>()
  for (const output of Object.values(outputs)) if (output.sensitive) leavesOf(output.value, secret)
  run.hide([...secret])
  run.outputs = outputs
  run.report.outputs = Object.fromEntries(
    Object.entries(outputs).map(([name, { value, sensitive }]) => [
      name,
      { value: sensitive ? undefined : value, sensitive }
    ])
  )
}
