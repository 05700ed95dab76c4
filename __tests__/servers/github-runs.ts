// What GitHub knows of workflow runs: their attempts and the jobs in them, as its REST API shows them.
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'timed_out'

/** A job that begins. */
export interface JobStart {
  readonly runId: string
  readonly attempt?: number | undefined
  /** The name people see, which need not be the job's id in the workflow file. */
  readonly job: string
  /** Its runner's name; without one the job still waits for its runner to be told. */
  readonly runner?: string | undefined
}

/** The end of an attempt, or of the jobs on one runner in it. */
export interface End {
  readonly runId: string
  /** Default: the newest one. */
  readonly attempt?: number | undefined
  readonly conclusion?: Conclusion | undefined
  /** ISO 8601; default: now, by the API's clock. */
  readonly completedAt?: string | undefined
}

interface Job {
  readonly id: number
  readonly name: string
  readonly runner: string | undefined
  readonly startedAt: string
  ended?: { readonly conclusion: Conclusion; readonly completedAt: string }
}

interface Attempt {
  readonly startedAt: string
  readonly jobs: Job[]
}

export type GitHubRuns = ReturnType<typeof createRuns>

/**
 * Nothing has run yet in `repository`; `now` is GitHub's clock, in milliseconds.
 * @param url the API's, without a slash at the end
 */
export function createRuns(repository: string, url: () => string, now: () => number) {
  const runs = new Map<string, Map<number, Attempt>>()
  let jobs = 0

  const newest = (runId: string): number => Math.max(0, ...(runs.get(runId)?.keys() ?? []))
  const attemptOf = ({ runId, attempt = newest(runId) }: End): Attempt => {
    const found = runs.get(runId)?.get(attempt)
    if (found === undefined) throw new Error(`run ${runId} has no attempt ${attempt}`)
    return found
  }
  const close = (some: readonly Job[], { conclusion = 'failure', completedAt }: End): void => {
    const ended = { conclusion, completedAt: completedAt ?? isoTime(now()) }
    for (const job of some) job.ended ??= ended
  }

  return {
    /** A job begins, and with it its attempt and run where they are new. */
    begin: ({ runId, attempt = 1, job: name, runner }: JobStart): void => {
      const startedAt = isoTime(now())
      const run = runs.get(runId) ?? new Map<number, Attempt>()
      const one = run.get(attempt) ?? { startedAt, jobs: [] }
      one.jobs.push({ id: (jobs += 1), name, runner, startedAt })
      runs.set(runId, run.set(attempt, one))
    },
    /** The jobs on a runner end, and with the last job of it their attempt. */
    endJob: ({ runner, ...end }: End & { readonly runner: string }): void =>
      close(
        attemptOf(end).jobs.filter((job) => job.runner === runner),
        end
      ),
    /** An attempt ends, with all of its jobs. */
    end: (end: End): void => close(attemptOf(end).jobs, end),
    /** The run is deleted: GitHub knows nothing of it any more. */
    forget: (runId: string): void => void runs.delete(runId),
    /** Answers `/repos/…`; `undefined` for what is not there. */
    find: (path: string): unknown => {
      const [, owner, name, runId = '', which, list] =
        /^\/repos\/([^/]+)\/([^/]+)\/actions\/runs\/(\d+)(?:\/attempts\/(\d+)(\/jobs)?)?$/u.exec(
          path
        ) ?? []
      // GitHub does not tell upper from lower case in these names.
      if (`${owner}/${name}`.toLowerCase() !== repository.toLowerCase()) return undefined
      const number = which === undefined ? newest(runId) : Number(which)
      const attempt = runs.get(runId)?.get(number)
      if (attempt === undefined) return undefined
      const base = { id: Number(runId), run_attempt: number, url: `${url()}${path}` }
      if (list === undefined) return { ...base, ...shownAttempt(attempt) }
      return attempt.jobs.map((job) => ({ ...shownJob(job), run_id: base.id, run_attempt: number }))
    }
  }
}

function shownAttempt({ startedAt, jobs }: Attempt) {
  const last = jobs.map(({ ended }) => ended)
  const over = last.filter((ended) => ended !== undefined)
  const bad = over.find(({ conclusion }) => conclusion !== 'success')
  const times = over.map(({ completedAt }) => completedAt).toSorted()
  const completed = over.length === jobs.length
  return {
    name: 'Environments',
    event: 'push',
    path: '.github/workflows/env.yml',
    status: completed ? 'completed' : 'in_progress',
    conclusion: completed ? (bad?.conclusion ?? 'success') : null,
    created_at: startedAt,
    run_started_at: startedAt,
    updated_at: times.at(-1) ?? startedAt
  }
}

function shownJob({ id, name, runner, startedAt, ended }: Job) {
  return {
    id,
    name,
    status: ended === undefined ? 'in_progress' : 'completed',
    conclusion: ended?.conclusion ?? null,
    created_at: startedAt,
    started_at: startedAt,
    completed_at: ended?.completedAt ?? null,
    steps: [],
    labels: ['ubuntu-latest'],
    runner_id: runner === undefined ? null : id,
    runner_name: runner ?? null,
    runner_group_name: runner === undefined ? null : 'GitHub Actions'
  }
}

/** GitHub's times have whole seconds. */
function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/u, 'Z')
}
