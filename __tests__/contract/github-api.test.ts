// The API server of the harness, asked by GitHub's own client.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { getOctokit } from '@actions/github'
import { FAULTS, startGitHubApi, type ApiFault, type GitHubApi } from '../servers/github-api.ts'

const token = 'ghs_token'
const demo = { owner: 'octo', repo: 'demo' }
const runId = '42'
const run = { ...demo, run_id: 42 }
const first = { ...run, attempt_number: 1 }
const ended = '2026-01-02T03:04:05Z'

let api: GitHubApi
beforeEach(async () => {
  api = await startGitHubApi({ token, repository: 'octo/demo' })
})
afterEach(async () => await api.close())

const client = (given = token) => getOctokit(given, { baseUrl: api.url })
const actions = () => client().rest.actions
const attempt = async (number = 1) =>
  (await actions().getWorkflowRunAttempt({ ...run, attempt_number: number })).data
const jobs = async () => (await actions().listJobsForWorkflowRunAttempt(first)).data

describe('a run', () => {
  test('is in progress until the last job of its attempt is over', async () => {
    api.begin({ runId, job: 'one', runner: 'R1' })
    api.begin({ runId, job: 'two', runner: 'R2' })
    api.begin({ runId, job: 'three' })
    expect(await attempt()).toMatchObject({ id: 42, status: 'in_progress', conclusion: null })
    api.endJob({ runId, runner: 'R1', conclusion: 'success', completedAt: ended })
    const { total_count: count, jobs: list } = await jobs()
    expect(count).toBe(3)
    expect(list).toMatchObject([
      { name: 'one', runner_name: 'R1', status: 'completed', completed_at: ended },
      { name: 'two', runner_name: 'R2', status: 'in_progress', completed_at: null },
      { name: 'three', runner_name: null, status: 'in_progress', run_attempt: 1, run_id: 42 }
    ])
    expect(await attempt()).toMatchObject({ status: 'in_progress' })

    api.end({ runId, conclusion: 'cancelled', completedAt: '2026-01-02T04:00:00Z' })
    expect(await attempt()).toMatchObject({
      status: 'completed',
      conclusion: 'cancelled',
      updated_at: '2026-01-02T04:00:00Z'
    })
    expect((await jobs()).jobs.map(({ completed_at: at }) => at)).toEqual([
      ended,
      '2026-01-02T04:00:00Z',
      '2026-01-02T04:00:00Z'
    ])
  })

  test('has attempts of its own, and shows the newest', async () => {
    api.begin({ runId, job: 'one', runner: 'R1' })
    api.end({ runId })
    api.begin({ runId, attempt: 2, job: 'one', runner: 'R2' })
    expect((await actions().getWorkflowRun(run)).data).toMatchObject({
      run_attempt: 2,
      status: 'in_progress'
    })
    expect(await attempt(1)).toMatchObject({ run_attempt: 1, status: 'completed' })
    expect(await attempt(2)).toMatchObject({ run_attempt: 2, status: 'in_progress' })
    await expect(attempt(3)).rejects.toMatchObject({ status: 404 })
    expect(() => api.end({ runId, attempt: 3 })).toThrow('no attempt 3')
  })

  test('that is deleted, and a repository that is not this one, are not found', async () => {
    api.begin({ runId, job: 'one', runner: 'R1' })
    await expect(
      actions().getWorkflowRun({ owner: 'octo', repo: 'other', run_id: 42 })
    ).rejects.toMatchObject({ status: 404 })
    expect((await actions().getWorkflowRun({ ...run, owner: 'OCTO' })).status).toBe(200)
    api.forget(runId)
    const error: unknown = await actions()
      .getWorkflowRun(run)
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ status: 404, response: { data: { message: 'Not Found' } } })
    expect(api.requests.map(({ status }) => status)).toEqual([404, 200, 404])
  })

  test('may have more jobs than fit on a page', async () => {
    for (let i = 0; i < 205; i += 1) api.begin({ runId, job: `job ${i}`, runner: `R${i}` })
    const list = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs'
    const all = await client().paginate(list, { ...first, per_page: 100 })
    expect(all).toHaveLength(205)
    expect(api.requests.map(({ query }) => query)).toEqual([
      'per_page=100',
      'per_page=100&page=2',
      'per_page=100&page=3'
    ])
    expect((await jobs()).jobs).toHaveLength(30)
    const beyond = await actions().listJobsForWorkflowRunAttempt({ ...first, page: 99 })
    expect(beyond.data).toMatchObject({ total_count: 205, jobs: [] })
  })
})

describe('the server', () => {
  test('asks for the token', async () => {
    api.begin({ runId, job: 'one', runner: 'R1' })
    await expect(client('wrong').rest.actions.getWorkflowRun(run)).rejects.toMatchObject({
      status: 401,
      response: { data: { message: 'Bad credentials', status: '401' } }
    })
    const path = `${api.url}/repos/octo/demo/actions/runs/42`
    expect((await fetch(path)).status).toBe(404)
    const headers = { authorization: `Bearer ${token}` }
    expect((await fetch(path, { headers })).status).toBe(200)
    expect((await fetch(path, { headers, method: 'DELETE' })).status).toBe(404)
    expect((await fetch(path.replace('/api/v3', ''), { headers })).status).toBe(404)
  })

  test('has a clock, for its header and for what ends', async () => {
    api.begin({ runId, job: 'one', runner: 'R1' })
    api.advance(3600)
    api.end({ runId })
    const { data, headers } = await actions().getWorkflowRun(run)
    for (const time of [headers.date, data.updated_at]) {
      const ahead = Date.parse(time ?? '') - Date.now()
      expect(Math.abs(ahead - 3_600_000)).toBeLessThan(5000)
    }
  })

  test.each(Object.entries(FAULTS))('can have the fault %s', async (_name, fault: ApiFault) => {
    api.begin({ runId, job: 'one', runner: 'R1' })
    api.fail(fault, /attempts/u, 1)
    const { headers, status = 0 } = fault
    const answer = await fetch(`${api.url}/repos/octo/demo/actions/runs/42/attempts/1`, {
      headers: { authorization: `token ${token}` }
    }).catch(() => undefined)
    expect(answer?.status ?? 0).toBe(status)
    for (const [name, value] of Object.entries(headers ?? {})) {
      expect(answer?.headers.get(name)).toBe(value)
    }
    expect(await answer?.text()).toBe(fault.body)
    expect(api.requests.at(-1)).toMatchObject({ status })
    expect(await attempt()).toMatchObject({ status: 'in_progress' })
  })

  test('may be slow, and recover', async () => {
    api.begin({ runId, job: 'one', runner: 'R1' })
    api.fail({ delayMs: 300 })
    const started = performance.now()
    expect(await attempt()).toMatchObject({ status: 'in_progress' })
    expect(performance.now() - started).toBeGreaterThan(290)
    api.heal()
    api.fail(FAULTS.down, /jobs$/u)
    expect(await attempt()).toMatchObject({ status: 'in_progress' })
    await expect(jobs()).rejects.toMatchObject({ status: 500 })
  })
})
