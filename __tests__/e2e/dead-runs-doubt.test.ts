// Locks that are never broken: GitHub's API does not say, or it is not asked, that their holder is over.
import { afterEach, describe, expect } from '@jest/globals'
import { expectBroken, expectLocked, IMPATIENT, leaveLock } from '../harness/locks.ts'
import { APP, IN_CLEAR } from '../harness/modules.ts'
import { expectClean, outcomeOf } from '../harness/outcome.ts'
import type { RunResult } from '../harness/runner.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'
import { FAULTS, type ApiFault } from '../servers/github-api.ts'

let world: World
afterEach(async () => await world.close())

const branch = 'env-alice'
const SINCE = '2024-05-06T07:08:09.000Z'
const GIT = 'https://github.com'
const HUBOT = {
  server: GIT,
  repository: 'octo/demo',
  id: '42',
  attempt: '1',
  job: 'environment',
  runner: 'GitHub Actions 7',
  actor: 'octocat',
  url: `${GIT}/octo/demo/actions/runs/42/attempts/1`,
  started: SINCE
}
const RIGHT = "the job needs 'permissions: actions: read' to ask"
const OWN_RUN = /\/actions\/runs\/(?!42\b)/u

/** A world in which run 42 is long over; its lock is there, or one that differs in some of its fields. */
async function start(holder: object | null = {}): Promise<string> {
  world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
  world.api.begin({ runId: '42', job: 'environment', runner: HUBOT.runner })
  world.api.end({ runId: '42', completedAt: '2024-05-06T08:00:00Z' })
  const { serverUrl: server } = world.origin
  return leaveLock(world, holder === null ? undefined : { ...HUBOT, server, ...holder }, SINCE)
}

const push = async (): Promise<RunResult> =>
  await world.push(branch, { 'notes.txt': String(Math.random()) }, IMPATIENT)

describe('a lock that is only not known to be left behind', () => {
  withTerraform.each([
    ['of another server', { server: 'https://ghe.example.com' }, 'ghe.example.com/octo/demo'],
    ['of another repository', { repository: 'octo/other' }, 'octo/other'],
    ['without a holder', null, 'it names no run']
  ])('%s is left alone, and nobody is asked', async (_name, holder, why) => {
    const lock = await start(holder)
    const refused = await push()
    expectLocked(refused, world, lock, `It was not broken: it`)
    expect(refused.annotations.map(({ message }) => message).join()).toContain(why)
    expect(world.api.requests).toEqual([])
    expect(world.record('alice')).toBeUndefined()
    expectClean(refused, world, { locked: true })
  })

  const unknown = [
    ['the API is down', FAULTS.down, 'it answered 500'],
    ['the token may not ask', FAULTS.forbidden, RIGHT],
    ['its answer is cut off', FAULTS.notJson, 'its answer is not a list of jobs']
  ] as const satisfies readonly (readonly [string, ApiFault, string])[]
  withTerraform.each(unknown)('is left alone while %s', async (_name, fault, why) => {
    const lock = await start()
    world.api.fail(fault)
    const refused = await push()
    expectLocked(refused, world, lock, why)
    expect(refused.seconds).toBeLessThan(16)
    expect(world.api.requests.length).toBeGreaterThan(0)
    expect(world.record('alice')).toBeUndefined()
    expectClean(refused, world, { locked: true })

    world.api.heal()
    const next = await push()
    expectBroken(next, world, { runId: '42', attempt: 1 }, "it ended as 'failure'")
    expect(outcomeOf(next)).toMatchObject({ exitCode: 0, 'to-add': '1' })
    expectClean(next, world)
  })

  withTerraform.each([
    ['not found either', FAULTS.notFound],
    ['forbidden', FAULTS.forbidden]
  ])('is left alone where its run is not found, and our own is %s', async (_name, fault) => {
    const lock = await start()
    world.api.forget('42')
    world.api.fail(fault, OWN_RUN)
    expectLocked(await push(), world, lock, RIGHT)
    world.api.heal()
    const next = await push()
    expectBroken(next, world, { runId: '42', attempt: 1 }, 'GitHub does not know it any more')
  })
})
