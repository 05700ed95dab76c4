// Machines that die while they hold the lock: the next run waits for what GitHub says, then goes on.
import { afterEach, describe, expect } from '@jest/globals'
import { inFull } from '../harness/full.ts'
import { canDie } from '../harness/death.ts'
import { pushEvent } from '../harness/events.ts'
import { createGate, until, type Gate } from '../harness/gate.ts'
import {
  expectBroken,
  expectLocked,
  IMPATIENT,
  lockOf,
  noticeDeath,
  readable
} from '../harness/locks.ts'
import { IN_CLEAR, resource, runs } from '../harness/modules.ts'
import { expectClean, expectRecord, outcomeOf } from '../harness/outcome.ts'
import type { RunResult, RunSettings } from '../harness/runner.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { hasTerraform, testIf } from '../harness/tools.ts'

const test = testIf(hasTerraform && canDie)
let world: World
afterEach(async () => await world.close())

const branch = 'env-alice'
const RUN = '4711'
const MADE = ['terraform_data.made', 'terraform_data.slow']
const NEVER_ENDED = 'never told how it ended'

/** A world with a gate in the middle of its apply. */
async function start(): Promise<Gate> {
  world = await createWorld({ with: IN_CLEAR })
  const gate = createGate(world.origin.base)
  const slow = resource('slow', `depends_on = [terraform_data.made]${runs(gate.wait)}`)
  world.origin.commit('main', { 'main.tf': resource('made') + slow })
  return gate
}

/** A first apply whose machine dies at the gate; then the gate is opened for the next one. */
async function dieInApply(gate: Gate, settings: RunSettings = {}): Promise<RunResult> {
  const dead = await world.push(branch, undefined, { ...settings, dies: gate.reached })
  expect(dead).toMatchObject({ exitCode: 137, postExitCode: undefined, processesLeft: [] })
  expect(lockOf(world)?.holder).toMatchObject({ id: dead.runId, runner: dead.runner })
  const run = { id: dead.runId, runner: dead.runner }
  expect(world.record('alice')?.json).toMatchObject({ branch, outcome: 'applying', run })
  gate.open()
  return dead
}

const again = async (settings?: RunSettings): Promise<RunResult> =>
  await world.push(branch, { 'notes.txt': String(Math.random()) }, settings)

function expectApplied(next: RunResult): void {
  expect(outcomeOf(next)).toMatchObject({ exitCode: 0, operation: 'apply', 'to-add': '2' })
  const commit = world.origin.head(branch)
  expectRecord(world, 'alice', { branch, outcome: 'applied', applied: commit, resources: 2 })
  expect(stateOf(world.origin, 'alice')?.addresses).toEqual(MADE)
  expectClean(next, world)
}

describe('a machine that died in the middle of an apply', () => {
  test('keeps its lock while GitHub says that it is at work, and not a run longer', async () => {
    const dead = await dieInApply(await start())
    const lock = lockOf(world)?.commit ?? ''
    const refused = await again({ with: { 'lock-timeout': '2s' } })
    expectLocked(refused, world, lock, "GitHub says that it is 'in_progress'")
    expect(refused.log).toContain(`held by run ${dead.runId}, attempt 1, job 'environment'`)
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'applying' })
    expect(stateOf(world.origin, 'alice')).toBeUndefined()
    expectClean(refused, world, { locked: true })

    noticeDeath(world, dead)
    const next = await again()
    expectBroken(next, world, dead, "it ended as 'failure' at ")
    const commit = (dead.outputs['commit'] ?? dead.options.sha).slice(0, 7)
    for (const text of [next.log, readable(next)]) {
      expect(text).toContain(`began to apply ${commit} and ${NEVER_ENDED}`)
      expect(text).toContain('may be missing in the state')
    }
    expectApplied(next)
    const after = await again()
    expect(outcomeOf(after)).toMatchObject({ exitCode: 0, changes: 'false' })
    for (const text of [NEVER_ENDED, 'was broken']) expect(after.log).not.toContain(text)
  })

  inFull(test)('does not hold up the second attempt of its own run', async () => {
    const dead = await dieInApply(await start())
    noticeDeath(world, dead)
    const next = await world.rerun(dead, { dies: undefined })
    expect(next).toMatchObject({ runId: dead.runId, attempt: 2 })
    expectBroken(next, world, dead, "it ended as 'failure' at ")
    expectApplied(next)
  })

  inFull(test)('does not live on in a newer attempt of its run', async () => {
    const dead = await dieInApply(await start())
    noticeDeath(world, dead)
    world.api.begin({ runId: dead.runId, attempt: 2, job: 'environment', runner: dead.runner })
    const next = await again()
    expectBroken(next, world, dead, "it ended as 'failure' at ")
    expectApplied(next)
  })

  test('is known by its runner, among the jobs of a matrix that go on', async () => {
    const gate = await start()
    for (const name of ['bob', 'carol']) {
      world.api.begin({ runId: RUN, job: `environment (${name})`, runner: `Runner of ${name}` })
    }
    const dead = await dieInApply(gate, { runId: RUN })
    const lock = lockOf(world)?.commit ?? ''
    world.api.endJob({ runId: RUN, runner: 'Runner of bob' })
    world.api.advance(120)
    expectLocked(await again(IMPATIENT), world, lock, "GitHub says that it is 'in_progress'")

    world.api.endJob({ runId: RUN, runner: dead.runner, conclusion: 'cancelled' })
    world.api.advance(120)
    const next = await again()
    expectBroken(next, world, dead, `its job on '${dead.runner}' ended as 'cancelled' at `)
    expectApplied(next)
  })

  inFull(test)('may be the job in progress whose runner GitHub does not tell', async () => {
    const gate = await start()
    const dead = await dieInApply(gate, { runId: RUN })
    const lock = lockOf(world)?.commit ?? ''
    world.api.begin({ runId: RUN, job: 'environment (bob)' })
    world.api.endJob({ runId: RUN, runner: dead.runner })
    world.api.advance(120)
    expectLocked(await again(IMPATIENT), world, lock, "GitHub says that it is 'in_progress'")
  })

  test('is given a minute to be only out of touch', async () => {
    const dead = await dieInApply(await start())
    const lock = lockOf(world)?.commit ?? ''
    world.api.end(dead)
    world.api.advance(10)
    expectLocked(await again(IMPATIENT), world, lock, 'less than a minute ago')
    const next = await again({
      with: { 'lock-timeout': '60s' },
      during: async ({ log }) => {
        await until(() => log().includes('Waiting for the lock'))
        world.api.advance(60)
      }
    })
    expect(next.seconds).toBeLessThan(40)
    expectBroken(next, world, dead, "it ended as 'failure' at ")
    expectApplied(next)
  })

  test('is over, too, when its run was deleted', async () => {
    const dead = await dieInApply(await start())
    const lock = lockOf(world)?.commit ?? ''
    world.api.forget(dead.runId)
    expectLocked(await again(IMPATIENT), world, lock, 'GitHub does not know it, or not yet')
    world.api.advance(11 * 60)
    const next = await again()
    expectBroken(next, world, dead, 'GitHub does not know it any more')
    expectApplied(next)
  })
})

describe('a machine that died', () => {
  test('while it planned leaves only its lock', async () => {
    const gate = await start()
    const path = gate.pathBefore('plan')
    const dead = await world.push(branch, undefined, { env: { PATH: path }, dies: gate.reached })
    expect(dead.exitCode).toBe(137)
    expect(world.hiddenRefs()).toEqual(['refs/gitops-env/locks/demo/alice'])
    gate.open()
    noticeDeath(world, dead)
    const next = await again()
    expectBroken(next, world, dead, "it ended as 'failure' at ")
    expect(next.log).not.toContain(NEVER_ENDED)
    expect(next.summary).toContain('## `alice` was created')
    expectApplied(next)
  })

  test('while it destroyed leaves the rest to the next destroy', async () => {
    world = await createWorld({ with: IN_CLEAR })
    const gate = createGate(world.origin.base)
    const slow = resource('slow', runs(gate.wait, 'destroy'))
    await world.push(branch, { 'main.tf': resource('made') + slow })
    const dead = await world.remove(branch, { dies: gate.reached })
    expect(dead.exitCode).toBe(137)
    expect(world.record('alice')?.json).toMatchObject({
      outcome: 'applying',
      operation: 'destroy'
    })
    gate.open()
    const lock = lockOf(world)?.commit ?? ''
    const refused = await world.rerun(dead, { ...IMPATIENT, dies: undefined })
    expectLocked(refused, world, lock, "GitHub says that it is 'in_progress'")

    noticeDeath(world, dead)
    const next = await world.dispatch('main', { command: 'destroy', branch })
    expectBroken(next, world, dead, "it ended as 'failure' at ")
    expect(next.log).toContain(`began to destroy `)
    expect(outcomeOf(next)).toMatchObject({ exitCode: 0, operation: 'destroy' })
    expect(next.summary).toContain('## `alice` was destroyed')
    expectRecord(world, 'alice', { branch, outcome: 'destroyed', resources: 0 })
    expect(world.hiddenRefs('state')).toEqual([])
    expectClean(next, world)
  })

  test('is found by two runs at once: one breaks the lock, and both end well', async () => {
    const gate = await start()
    const dead = await dieInApply(gate)
    noticeDeath(world, dead)
    const asked = world.api.requests.length
    const door = createGate(`${world.origin.base}/github`)
    world.origin.hook('pre-receive', door.hookBefore('refs/gitops-env/locks'))
    const push = pushEvent(world.origin, branch)
    const opened = until(() => world.api.requests.length >= asked + 2 && door.reached())
    const [one, two] = await Promise.all([world.run(push), world.run(push), opened.then(door.open)])
    const [broke, waited] = one.log.includes('was broken, for that run is over')
      ? [one, two]
      : [two, one]
    expect(broke.log).toContain(`The lock of run ${dead.runId}, attempt 1, of octocat was broken`)
    expect(waited.log).not.toContain('was broken, for that run is over')
    expect(outcomeOf(broke)).toMatchObject({ exitCode: 0, changes: 'true', 'to-add': '2' })
    expect(outcomeOf(waited)).toMatchObject({ exitCode: 0, changes: 'false' })
    expect(stateOf(world.origin, 'alice')?.addresses).toEqual(MADE)
    expectRecord(world, 'alice', { branch, outcome: 'applied', resources: 2 })
    for (const run of [one, two]) expectClean(run, world)
  })
})
