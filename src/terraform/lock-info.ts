/** Reads what Terraform says of a lock on a state, and tells whose it is. */
import type { RunIdentity } from '../record.ts'

/** @see https://developer.hashicorp.com/terraform/language/state/locking */
export interface LockInfo {
  readonly id: string
  /** `user@machine` */
  readonly who: string
  /** As Terraform writes it: `2026-11-21 12:11:23.274609406 +0000 UTC`, or RFC 3339. */
  readonly created: string
  readonly operation: string
}

export const LOCK_FAILED = 'Error acquiring the state lock'
export const UNLOCK_FAILED = 'Error releasing the state lock'
/** What Terraform says of a state that it could not store. */
const NOT_SAVED: readonly string[] = ['Failed to save state', 'Failed to persist state to backend']

export const isUnsaved = ({ summary }: { readonly summary: string }): boolean =>
  NOT_SAVED.includes(summary)

/** @param detail of the diagnostic "Error acquiring the state lock" */
export function parseLockInfo(detail: string): LockInfo | undefined {
  const field = (name: string): string =>
    new RegExp(`^ *${name}: *(\\S.*?) *$`, 'mu').exec(detail)?.[1] ?? ''
  const info = {
    id: field('ID'),
    who: field('Who'),
    created: field('Created'),
    operation: field('Operation')
  }
  return info.id === '' ? undefined : info
}

/** Clocks of a runner and of GitHub may differ. */
const SKEW_MS = 60_000

/**
 * Whether a lock was taken by a run: on its machine, as its user, and in its time. The environment's own lock
 * kept every other run away then.
 * @param endedAt when the run was over, ISO 8601
 */
export function isLeftBy(info: LockInfo, run: RunIdentity, endedAt: string): boolean {
  const created = timeOf(info.created)
  return (
    run.host !== undefined &&
    run.host === info.who &&
    created >= Date.parse(run.started ?? '') &&
    created <= Date.parse(endedAt) + SKEW_MS
  )
}

/** In ms, NaN for what is no time in UTC. */
function timeOf(created: string): number {
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d*(?: \+0000 UTC|Z)$/u.exec(
    created
  )
  return found === null ? Number.NaN : Date.parse(`${found[1]}T${found[2]}Z`)
}

/** For people: who holds it, and since when. */
export const describeInfo = ({ who, created, operation }: LockInfo): string =>
  `${who === '' ? 'somebody' : who} since ${created === '' ? 'an unknown time' : created}${operation === '' ? '' : ` (${operation})`}`
