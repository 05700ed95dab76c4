/** The closed list of reasons, and the one error that carries a reason to the report. */

/** Why a run did nothing; such a run is green. */
export const SKIP_REASONS = [
  'not-an-environment',
  'unsupported-event',
  'not-a-branch',
  'branch-exists',
  'already-gone',
  'protected',
  'stale-run',
  'suspended'
] as const
export type SkipReason = (typeof SKIP_REASONS)[number]

/** Why a run failed; such a run is red. */
export const FAILURE_REASONS = [
  'invalid-input',
  'name-taken',
  'wrong-passphrase',
  'destroy-budget',
  'tags-missing',
  'state-tampered',
  'state-locked',
  'state-missing',
  'state-not-saved',
  'rescue-pending',
  'tool-unavailable',
  'init-failed',
  'plan-failed',
  'apply-failed',
  'cancelled',
  'not-permitted',
  'origin-unreachable',
  'internal'
] as const
export type FailureReason = (typeof FAILURE_REASONS)[number]

/**
 * A failure that a person can act on. The message says what was found and where; `hint` says what to
 * write or do instead. Anything else that is thrown is our own defect and is reported as `internal`.
 */
export class RunError extends Error {
  override readonly name = 'RunError'
  readonly reason: FailureReason
  readonly hint: string | undefined

  constructor(reason: FailureReason, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
    this.hint = hint
  }
}
