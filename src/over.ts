/** Whether a run that left something behind is over, from what GitHub's API says of it. */
import { listOf, objectOf, textOf } from './json.ts'
import type { RunIdentity } from './record.ts'

export type Verdict =
  | {
      readonly kind: 'over'
      /** ISO 8601; undefined where the run was deleted. */
      readonly endedAt: string | undefined
      /** How it ended, in words. */
      readonly how: string
    }
  | {
      readonly kind: 'alive'
      readonly why: string
      /** It has ended, but its runner may still be at work. */
      readonly ending?: true
    }
  | { readonly kind: 'unknown'; readonly why: string }

export interface Job {
  readonly status: string
  readonly conclusion: string
  readonly runner: string
  readonly completedAt: string | undefined
}

/** GitHub may call a job lost while its runner only lost its connection and still works. */
const GRACE_MS = 60_000

/**
 * An attempt may be under way while the job in it that is asked about is over: so its jobs are looked at too.
 * @param attempt the body of `GET /repos/…/actions/runs/…/attempts/…`
 * @param jobs all jobs of that attempt
 * @param now the API's clock, in ms
 */
export function judgeRun(
  holder: RunIdentity,
  attempt: unknown,
  jobs: readonly Job[],
  now: number
): Verdict {
  const run = objectOf(attempt)
  const status = textOf(run?.['status'])
  if (status === undefined) return unknown("GitHub's answer is not a run")
  if (status === 'completed') {
    const ended = textOf(run?.['updated_at'])
    return settled(ended, now, `it ended as '${textOf(run?.['conclusion']) ?? 'unknown'}'`)
  }
  // A job is told by its runner: its name in the API is not the one a job knows of itself.
  const own = jobs.filter((job) => job.runner === holder.runner && holder.runner !== '')
  const hidden = jobs.some((job) => job.status === 'in_progress' && job.runner === '')
  const last = own.toSorted((a, b) => ((a.completedAt ?? '') < (b.completedAt ?? '') ? 1 : -1))[0]
  if (last === undefined || hidden || own.some((job) => job.status !== 'completed')) {
    return { kind: 'alive', why: `GitHub says that it is '${status}'` }
  }
  return settled(last.completedAt, now, `its job on '${last.runner}' ended as '${last.conclusion}'`)
}

function settled(endedAt: string | undefined, now: number, how: string): Verdict {
  const time = Date.parse(endedAt ?? '')
  if (Number.isNaN(time)) return unknown('GitHub does not say when it ended')
  if (now - time < GRACE_MS) {
    return {
      kind: 'alive',
      why: `${how} less than a minute ago; its runner may still be at work`,
      ending: true
    }
  }
  return { kind: 'over', endedAt, how: `${how} at ${endedAt ?? ''}` }
}

/** A run that began just now may not be shown yet; only one that is over can be deleted. */
const VISIBLE_AFTER_MS = 10 * 60_000

/** @param now as for `judgeRun`; the API knows other runs, but not this one */
export function judgeMissing({ started }: RunIdentity, now: number): Verdict {
  const ageMs = now - Date.parse(started ?? '')
  return ageMs >= VISIBLE_AFTER_MS
    ? {
        kind: 'over',
        endedAt: undefined,
        how: 'GitHub does not know it any more: it was deleted'
      }
    : unknown('GitHub does not know it, or not yet')
}

export const unknown = (why: string): Verdict => ({ kind: 'unknown', why })

/** The jobs in a page of `GET /repos/…/actions/runs/…/attempts/…/jobs`. */
export const jobsOf = (body: unknown): readonly Job[] =>
  (listOf(objectOf(body)?.['jobs']) ?? []).map((entry) => {
    const job = objectOf(entry)
    return {
      status: textOf(job?.['status']) ?? '',
      conclusion: textOf(job?.['conclusion']) ?? '',
      runner: textOf(job?.['runner_name']) ?? '',
      completedAt: textOf(job?.['completed_at'])
    }
  })
