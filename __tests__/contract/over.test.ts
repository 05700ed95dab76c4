// Whether a run is over: asked of the API server, by the code that breaks locks.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openApi } from '../../src/github/api.ts'
import { askWhetherOver } from '../../src/github/runs.ts'
import { FAULTS, startGitHubApi, type ApiFault, type GitHubApi } from '../servers/github-api.ts'

const token = 'ghs_token'
const server = 'https://github.com'
const repository = 'octo/demo'
const identity = (id: string, runner: string) => ({
  server,
  repository,
  id,
  attempt: '1',
  job: 'environment',
  runner,
  actor: 'octocat',
  url: `${server}/${repository}/actions/runs/${id}/attempts/1`,
  started: '2026-01-02T03:00:00.000Z'
})
const DEAD = identity('42', 'Runner 1')
const SELF = identity('43', 'Runner 2')
const ENDED = '2026-01-02T03:04:05Z'
const RIGHT = 'permissions: actions: read'

let api: GitHubApi
beforeEach(async () => {
  api = await startGitHubApi({ token, repository })
  api.begin({ runId: '43', job: 'environment', runner: SELF.runner })
})
afterEach(async () => await api.close())

const begin = (runner?: string) => api.begin({ runId: '42', job: `environment ${runner}`, runner })
const ask = async (holder = DEAD, given = token) =>
  await askWhetherOver(openApi(api.url, given), holder, SELF)

describe('a run is over', () => {
  test('when its attempt is, in whatever way', async () => {
    for (const conclusion of ['success', 'failure', 'cancelled', 'timed_out'] as const) {
      api.forget('42')
      begin('Runner 1')
      api.end({ runId: '42', conclusion, completedAt: ENDED })
      const how = `it ended as '${conclusion}' at ${ENDED}`
      expect(await ask()).toEqual({ kind: 'over', endedAt: ENDED, how })
    }
  })

  test('when all jobs on its runner are', async () => {
    begin('Runner 1')
    begin('Runner 3')
    api.endJob({ runId: '42', runner: 'Runner 1', conclusion: 'cancelled', completedAt: ENDED })
    const how = `its job on 'Runner 1' ended as 'cancelled' at ${ENDED}`
    expect(await ask()).toEqual({ kind: 'over', endedAt: ENDED, how })
    begin('Runner 1') // a runner of one's own takes one job after the other
    expect(await ask()).toMatchObject({ kind: 'alive' })
  })

  test('by the clock of the API, a minute after its end', async () => {
    begin('Runner 1')
    api.end({ runId: '42' })
    expect(await ask()).toMatchObject({ kind: 'alive' })
    api.advance(55)
    expect(await ask()).toMatchObject({ kind: 'alive' })
    api.advance(10)
    expect(await ask()).toMatchObject({ kind: 'over' })
  })

  test('when GitHub has forgotten it, but knows this one', async () => {
    expect(await ask()).toMatchObject({ kind: 'over', endedAt: undefined })
    expect(api.requests.map(({ status }) => status)).toEqual([404, 200])
    api.forget('43')
    expect(await ask()).toMatchObject({ kind: 'unknown', why: expect.stringContaining(RIGHT) })
  })

  test('when GitHub has forgotten it, and not where it may not know it yet', async () => {
    const young = { ...DEAD, started: new Date(api.now()).toISOString() }
    const kindOf = async (holder: typeof DEAD | Omit<typeof DEAD, 'started'>) =>
      (await ask(holder as typeof DEAD)).kind
    expect(await kindOf(young)).toBe('unknown')
    api.advance(9 * 60)
    expect(await kindOf(young)).toBe('unknown')
    api.advance(2 * 60)
    expect(await kindOf(young)).toBe('over')
    const { started: _, ...ageless } = DEAD
    expect(await kindOf(ageless)).toBe('unknown')
  })
})

describe('a run is not over', () => {
  test('while a job on its runner is at work, on whatever page it is', async () => {
    for (let i = 0; i < 150; i += 1) begin(`Other ${i}`)
    begin('Runner 1')
    for (let i = 0; i < 149; i += 1) {
      api.endJob({ runId: '42', runner: `Other ${i}`, completedAt: ENDED })
    }
    expect(await ask()).toMatchObject({ kind: 'alive' })
    api.endJob({ runId: '42', runner: 'Runner 1', completedAt: ENDED })
    expect(await ask()).toMatchObject({ kind: 'over' })
  })

  test('while a job at work does not tell its runner, or its own does not show', async () => {
    begin('Runner 3')
    expect(await ask()).toMatchObject({ kind: 'alive' })
    begin('Runner 1')
    begin()
    api.endJob({ runId: '42', runner: 'Runner 1', completedAt: ENDED })
    expect(await ask()).toMatchObject({ kind: 'alive' })
  })

  test('where it does not name its runner', async () => {
    begin('')
    api.begin({ runId: '42', job: 'other', runner: 'Runner 3' })
    api.endJob({ runId: '42', runner: '', completedAt: ENDED })
    expect(await ask({ ...DEAD, runner: '' })).toMatchObject({ kind: 'alive' })
  })
})

describe('nothing is known', () => {
  test.each([
    ['of another server', { server: 'https://ghe.example.com' }],
    ['of another repository', { repository: 'octo/other' }],
    ['of a run that is no number', { id: '42/../42' }],
    ['of an attempt that is no number', { attempt: '' }]
  ])('%s, and nobody is asked', async (_name, other) => {
    expect(await ask({ ...DEAD, ...other })).toMatchObject({ kind: 'unknown' })
    expect(api.requests).toEqual([])
  })

  test('with a token that is not valid', async () => {
    begin('Runner 1')
    api.end({ runId: '42', completedAt: ENDED })
    const verdict = await ask(DEAD, 'ghs_wrong')
    expect(verdict).toMatchObject({ kind: 'unknown', why: expect.stringContaining(RIGHT) })
    expect(verdict).toMatchObject({ why: expect.stringContaining('it answered 401') })
  })

  const places = [/attempts\/1$/u, /jobs$/u]
  const table = Object.entries(FAULTS).flatMap(([name, fault]) =>
    places.map((place) => ({ name, fault: fault as ApiFault, place }))
  )
  test.each(table)('with the fault $name at $place', async ({ name, fault, place }) => {
    begin('Runner 1')
    begin('Runner 3')
    api.endJob({ runId: '42', runner: 'Runner 1', completedAt: ENDED })
    api.fail(fault, place)
    const verdict = await ask()
    const deleted = name === 'notFound' && place === places[0]
    expect(verdict.kind).toBe(deleted ? 'over' : 'unknown')
    api.heal()
    expect(await ask()).toMatchObject({ kind: 'over', endedAt: ENDED })
  })

  test.each([
    ['answered 500', FAULTS.down],
    ['answered 429', FAULTS.tooMany],
    ['no answer (', FAULTS.reset]
  ] as const)('and it says so: %s', async (words, fault: ApiFault) => {
    api.fail(fault)
    expect(await ask()).toMatchObject({ why: expect.stringContaining(words) })
  })

  test('where nobody answers, or not in time', async () => {
    const nobody = await askWhetherOver(openApi('http://127.0.0.1:9', token), DEAD, SELF)
    expect(nobody).toMatchObject({ why: expect.stringContaining('no answer (') })
    api.fail({ delayMs: 60_000 })
    const started = performance.now()
    expect(await ask()).toMatchObject({ why: expect.stringContaining('no answer (') })
    expect(performance.now() - started).toBeLessThan(15_000)
  })
})
