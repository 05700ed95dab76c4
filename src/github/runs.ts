/** Asks GitHub whether another run, or the job of it that is meant, is over. */
import { numberOf, objectOf } from '../json.ts'
import { jobsOf, judgeMissing, judgeRun, unknown } from '../over.ts'
import type { Job, Verdict } from '../over.ts'
import type { RunIdentity } from '../record.ts'
import type { Answer, Api } from './api.ts'

const PER_PAGE = 100
/** A run has at most 256 jobs for each matrix. */
const MOST_PAGES = 20

/**
 * Never throws, and says `over` only where GitHub does.
 * @param self this run: whether a 404 means "deleted" or "not allowed to look" shows in its own
 * @see https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run-attempt
 */
export async function askWhetherOver(
  api: Api,
  holder: RunIdentity,
  self: RunIdentity
): Promise<Verdict> {
  if (holder.server !== self.server || holder.repository !== self.repository) {
    return unknown(`it is a run of ${holder.server}/${holder.repository}`)
  }
  if (!/^\d+$/u.test(holder.id) || !/^\d+$/u.test(holder.attempt)) {
    return unknown('it names no run of GitHub Actions')
  }
  const runs = `/repos/${self.repository}/actions/runs`
  const path = `${runs}/${holder.id}/attempts/${holder.attempt}`
  const attempt = await api.get(path)
  if (attempt.status === 404) {
    const own = await api.get(`${runs}/${self.id}`)
    return own.status === 200 ? judgeMissing(holder, own.now) : unreadable(own)
  }
  if (attempt.status !== 200) return unreadable(attempt)
  if (objectOf(attempt.body)?.['status'] === 'completed') {
    return judgeRun(holder, attempt.body, [], attempt.now)
  }
  const jobs = await allJobs(api, path)
  return 'problem' in jobs ? unreadable(jobs) : judgeRun(holder, attempt.body, jobs, attempt.now)
}

/** All pages, or none: a job that is missing in the list may be the one that is alive. */
async function allJobs(api: Api, path: string): Promise<readonly Job[] | Answer> {
  const jobs: Job[] = []
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await api.get(`${path}/jobs?per_page=${PER_PAGE}&page=${page}`)
    if (answer.status !== 200) return answer
    const found = jobsOf(answer.body)
    jobs.push(...found)
    const total = numberOf(objectOf(answer.body)?.['total_count'])
    if (total === undefined)
      return { ...answer, status: 0, problem: 'its answer is not a list of jobs' }
    if (jobs.length >= total) return jobs
    if (found.length === 0) break
  }
  return { status: 0, body: undefined, now: 0, problem: 'it does not list all jobs' }
}

const unreadable = ({ status, problem }: Answer): Verdict => {
  const right = [401, 403, 404].includes(status)
    ? "; the job needs 'permissions: actions: read' to ask"
    : ''
  return unknown(`GitHub's API could not be asked: ${problem ?? 'no answer'}${right}`)
}
