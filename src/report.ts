/** What a run has found so far; summary, outputs, log and result.json are rendered from it. */
import { RunError } from './errors.ts'
import type { FailureReason, SkipReason } from './errors.ts'
import type { Skip } from './operation.ts'
import type { TagCoverage } from './tags/coverage.ts'
import type { Diagnostic, OutputValue, Step } from './terraform/events.ts'
import type { Counts, Plan } from './terraform/plan.ts'

export interface Report {
  operation: 'skip' | 'plan' | 'apply' | 'destroy'
  readonly command: string
  readonly repositoryUrl: string
  readonly runUrl: string
  readonly actor: string
  readonly workingDirectory: string
  project?: string
  environment?: string
  branch?: string
  /** The commit acted on: for a destroy, the record's. */
  commit?: string
  /** Whether the environment was there before. */
  existed?: boolean
  previous?: { readonly commit: string; readonly time: string | undefined }
  /** The older commit that this run goes back to, where it does. */
  backTo?: string | undefined
  backend?: {
    readonly type: string
    readonly key: string
    readonly config: Readonly<Record<string, string>>
    /** The root module has no block of this type: the action supplies it for the run. */
    readonly supplied?: boolean
  }
  tool?: { readonly name: string; readonly version: string }
  plan?: Pick<Plan, 'changes' | 'counts'>
  /** Left out where no resource can have tags, and for a destroy. */
  tagCoverage?: TagCoverage | undefined
  /** Whether the plan wants anything done, be it only to outputs. */
  changes?: boolean
  /** Whether the run was only to tell what it would do. */
  told: boolean
  /** Whether the plan was applied to its end. */
  applied: boolean
  readonly steps: (Step & { readonly outcome: 'done' | 'failed' })[]
  outputs: Readonly<Record<string, OutputValue>>
  readonly diagnostics: Diagnostic[]
  readonly notices: string[]
  /** Whether the empty state of a destroyed environment is still in its backend; a notice says more. */
  stateStays: boolean
  readonly phases: { readonly name: string; readonly ms: number }[]
  elapsedMs: number
  reason?: SkipReason | FailureReason
  /** For a skip or a failure: what happened, and what to do. */
  why?: string
  hint?: string
  failed: boolean
}

export type Start = Pick<
  Report,
  'command' | 'repositoryUrl' | 'runUrl' | 'actor' | 'workingDirectory'
>

export const startReport = (start: Start): Report => ({
  ...start,
  operation: 'skip',
  told: false,
  applied: false,
  steps: [],
  outputs: {},
  diagnostics: [],
  notices: [],
  stateStays: false,
  phases: [],
  elapsedMs: 0,
  failed: false
})

export function noteSkip(report: Report, skip: Skip): void {
  Object.assign(report, {
    operation: 'skip',
    reason: skip.reason,
    why: skip.why,
    hint: skip.otherwise
  })
}

/** Anything but a RunError is our own defect. */
export function noteFailure(report: Report, error: unknown): void {
  const known = error instanceof RunError ? error : undefined
  report.failed = true
  report.reason = known?.reason ?? 'internal'
  report.why =
    known?.message ??
    `Unexpected error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  const hint =
    known === undefined
      ? 'Please report it, with this text, as an issue of gitops-env-action.'
      : known.hint
  if (hint !== undefined) report.hint = hint
}

export const NO_COUNTS: Counts = { add: 0, change: 0, destroy: 0, replace: 0 }

/** The environment's address: the output named `url` or `application_url`, else the first `*_url`. */
export function urlOf(report: Report): string | undefined {
  const names = Object.keys(report.outputs).filter((name) => /(?:^|_)url$/u.test(name))
  const name = ['url', 'application_url'].find((candidate) => names.includes(candidate)) ?? names[0]
  const output = name === undefined ? undefined : report.outputs[name]
  const value = output?.sensitive === false ? output.value : undefined
  return typeof value === 'string' && /^https?:\/\/[^\s<>"']+$/u.test(value) ? value : undefined
}

const NOT: Readonly<Partial<Record<FailureReason, string>>> = {
  'init-failed': 'Terraform could not be initialised',
  'plan-failed': 'Terraform refused the plan',
  'apply-failed': 'the apply failed half-way',
  'destroy-budget': 'it would destroy more than allowed',
  'tags-missing': 'resources lack tags that the policy requires',
  'state-locked': 'it is locked',
  'state-missing': 'its state is missing',
  'state-not-saved': 'its state could not be saved',
  'rescue-pending': 'a rescued state waits for a decision',
  'tool-unavailable': 'the tool could not be installed',
  'state-tampered': 'what is stored of it cannot be trusted',
  'wrong-passphrase': 'the passphrase is not the right one',
  'name-taken': 'its name is taken',
  'not-permitted': 'the origin refuses to be written',
  'origin-unreachable': 'the origin cannot be reached',
  'invalid-input': 'the workflow or the repository must change first',
  cancelled: 'the run was cancelled',
  internal: 'the action itself failed'
}

/** The verdict, in words a manager understands; plain text. */
export function headlineOf(report: Report): string {
  if (report.failed && report.environment === undefined) {
    return `Nothing was done: ${NOT[report.reason as FailureReason] ?? 'it failed'}`
  }
  const name = `'${report.environment ?? ''}'`
  // What was done stays done, though it could not be noted or told.
  if (report.failed && report.applied && report.reason !== 'apply-failed')
    return `${name} was ${report.operation === 'destroy' ? 'destroyed' : newsOf(report)}, but this could not be noted`
  if (report.failed)
    return `${name} was not ${aimOf(report)}: ${NOT[report.reason as FailureReason] ?? 'it failed'}`
  if (report.told)
    return `${name}: ${report.operation} of ${(report.commit ?? '').slice(0, 7)}, only told`
  const count = report.plan?.changes.length ?? 0
  switch (report.operation) {
    case 'skip':
      return 'Nothing was done'
    case 'plan':
      return report.changes === true
        ? `${name} would be ${newsOf(report)}`
        : `${name} would not change`
    case 'destroy':
      return count === 0
        ? `${name} was destroyed: nothing was left`
        : `${name} was destroyed: ${amount(count, 'resource')}`
    case 'apply':
      if (!report.applied && report.backTo === undefined) return `${name} is up to date`
      return `${name} was ${newsOf(report)}`
  }
}

function newsOf({ existed, previous, backTo }: Report): string {
  if (backTo === undefined || previous === undefined)
    return existed === true ? 'updated' : 'created'
  return `rolled back from ${previous.commit.slice(0, 7)} to ${backTo.slice(0, 7)}`
}

function aimOf(report: Report): string {
  if (report.operation === 'destroy') return 'destroyed'
  if (report.operation === 'plan') return 'planned'
  if (report.existed === undefined) return 'applied' // it failed before that was known
  return report.existed ? 'updated' : 'created'
}

export const amount = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`
