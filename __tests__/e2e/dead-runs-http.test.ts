// Machines that die while Terraform holds a lock of its own on a server: whose lock the next run releases.
import { afterEach, describe, expect } from '@jest/globals'
import { processesOf } from '../harness/aftermath.ts'
import { canDie } from '../harness/death.ts'
import { createGate, until, type Gate } from '../harness/gate.ts'
import {
  expectBroken,
  expectLocked,
  IMPATIENT,
  lockOf,
  noticeDeath,
  readable
} from '../harness/locks.ts'
import { resource, runs } from '../harness/modules.ts'
import { expectClean, expectRecord, outcomeOf } from '../harness/outcome.ts'
import type { RunResult, RunSettings } from '../harness/runner.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { hasTerraform, testIf } from '../harness/tools.ts'
import { FAULTS } from '../servers/github-api.ts'
import { startHttpState, type HttpState } from '../servers/http-state.ts'

const test = testIf(hasTerraform && canDie)
let world: World
let server: HttpState
afterEach(async () => {
  await server.close()
  await world.close()
})

const branch = 'env-alice'
const STATE = '/demo/alice'
const MADE = ['terraform_data.made', 'terraform_data.slow']
const HOUR_MS = 3_600_000
/** For a run that must not wait for a lock which only it can release. */
const PATIENT = { with: { 'lock-timeout': '40s' } } as const

/** Terraform's own lock, as the server keeps it. */
const ownLock = () =>
  server.locks()[STATE] as { readonly ID: string; readonly Who: string; readonly Created: string }

async function start(when: 'create' | 'destroy' = 'create'): Promise<Gate> {
  server = await startHttpState()
  const address = `${server.url}/{project}/{environment}`
  const config = `address=${address}\nlock_address=${address}/lock\nunlock_address=${address}/lock`
  world = await createWorld({ with: { 'backend-config': config, 'lock-timeout': '3s' } })
  const gate = createGate(world.origin.base)
  const slow = resource('slow', `depends_on = [terraform_data.made]${runs(gate.wait, when)}`)
  const backend = 'terraform {\n  backend "http" {}\n}\n'
  world.origin.commit('main', { 'main.tf': backend + resource('made') + slow })
  return gate
}

/** An apply whose machine dies at the gate, which is opened for the next one. */
async function dieInApply(gate: Gate): Promise<RunResult> {
  const dead = await world.push(branch, undefined, { dies: gate.reached })
  expect(dead.exitCode).toBe(137)
  expect(ownLock()).toMatchObject({ Operation: 'OperationTypeApply' })
  gate.open()
  return dead
}

const again = async (settings?: RunSettings): Promise<RunResult> =>
  await world.push(branch, { 'notes.txt': String(Math.random()) }, settings)

function expectReleased(next: RunResult, dead: RunResult, id: string): void {
  for (const text of [next.log, readable(next)]) {
    expect(text).toContain(`Terraform's own lock on the state, ${id} of `)
    expect(text).toContain(`was left behind by run ${dead.runId}, which is over`)
  }
  expect(server.locks()).toEqual({})
}

function expectApplied(next: RunResult): void {
  expect(outcomeOf(next)).toMatchObject({ exitCode: 0, operation: 'apply' })
  const commit = world.origin.head(branch)
  expectRecord(world, 'alice', { branch, outcome: 'applied', applied: commit, resources: 2 })
  expect(server.resources(STATE)).toEqual(MADE)
  expectClean(next, world)
}

describe("Terraform's own lock", () => {
  test('of an apply whose machine died is released once GitHub says so', async () => {
    const dead = await dieInApply(await start())
    const { ID: id } = ownLock()
    const lock = lockOf(world)?.commit ?? ''
    expectLocked(await again(IMPATIENT), world, lock, "GitHub says that it is 'in_progress'")
    expect(ownLock().ID).toBe(id)

    noticeDeath(world, dead)
    const next = await again(PATIENT)
    expect(next.seconds).toBeLessThan(20)
    expectBroken(next, world, dead, "it ended as 'failure' at ")
    expectReleased(next, dead, id)
    expectApplied(next)
    expect(next.annotations.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('is released though a run in between was refused before it came to it', async () => {
    const dead = await dieInApply(await start())
    const { ID: id } = ownLock()
    noticeDeath(world, dead)
    const broken = await world.push(branch, { 'broken.tf': 'resource {' })
    expect(outcomeOf(broken)).toMatchObject({ exitCode: 1, reason: 'init-failed' })
    expect(ownLock().ID).toBe(id)

    const next = await world.push(branch, { 'broken.tf': '' }, PATIENT)
    expectReleased(next, dead, id)
    expect(next.log).toContain('never told how it ended')
    expectApplied(next)
    expect(world.record('alice')?.json).not.toHaveProperty('unended')
  })

  test('of a plan whose machine died is released as well', async () => {
    const gate = await start()
    gate.open()
    server.faults.delayGetMs = 1500
    const dead = await world.push(branch, undefined, { dies: () => ownLock() !== undefined })
    expect(dead.exitCode).toBe(137)
    server.faults.delayGetMs = 0
    const { ID: id } = ownLock()
    expect(world.record('alice')).toBeUndefined()
    noticeDeath(world, dead)
    const next = await again()
    expectReleased(next, dead, id)
    expectApplied(next)
  })

  test('of a destroy whose machine died is released by the next destroy', async () => {
    const gate = await start('destroy')
    await world.push(branch)
    const dead = await world.remove(branch, { dies: gate.reached })
    expect(dead.exitCode).toBe(137)
    gate.open()
    const { ID: id } = ownLock()
    noticeDeath(world, dead)
    const next = await world.rerun(dead, { dies: undefined })
    expectBroken(next, world, dead, "it ended as 'failure' at ")
    expectReleased(next, dead, id)
    expect(outcomeOf(next)).toMatchObject({ exitCode: 0, operation: 'destroy' })
    expectRecord(world, 'alice', { branch, outcome: 'destroyed', resources: 0 })
    expect(server.paths()).toEqual([])
    expectClean(next, world)
  })

  const NOW = { Who: undefined, afterMs: 0 }
  test.each([
    ['a person’s, taken in the time of the dead run', { ...NOW, Who: 'alice@laptop' }],
    ['older than the dead run', { ...NOW, afterMs: -HOUR_MS }],
    ['younger than the end of the dead run', { ...NOW, afterMs: HOUR_MS }]
  ])('that is %s is not released', async (_name, { Who, afterMs }) => {
    const dead = await dieInApply(await start())
    const { Who: host, Created } = ownLock()
    const theirs = {
      ID: 'a-lock-of-theirs',
      Operation: 'OperationTypePlan',
      Info: '',
      Who: Who ?? host,
      Version: '1.11.4',
      Created: new Date(Date.parse(Created) + afterMs).toISOString(),
      Path: ''
    }
    server.setLock(STATE, theirs)
    noticeDeath(world, dead)
    expectHeldBy(await again(IMPATIENT), theirs)
  })

  test('is not released while it is not known what became of its run', async () => {
    const dead = await dieInApply(await start())
    const mine = ownLock()
    noticeDeath(world, dead)
    const during: RunSettings['during'] = async ({ log }) => {
      await until(() => log().includes('It was broken'))
      world.api.fail(FAULTS.down)
    }
    expectHeldBy(await again({ during }), mine)

    world.api.heal()
    const next = await again()
    expectReleased(next, dead, mine.ID)
    expectApplied(next)
  })

  test('of a Terraform that alone was killed is released by the next run', async () => {
    const gate = await start()
    const killed = await world.push(branch, undefined, {
      during: async ({ trackingId }) => {
        await until(gate.reached)
        const apply = processesOf(trackingId).find((line) => line.includes(' apply '))
        process.kill(Number.parseInt(apply ?? '', 10), 'SIGKILL')
      }
    })
    expect(killed).toMatchObject({ exitCode: 1, outputs: { reason: 'apply-failed' } })
    gate.open()
    const { ID: id } = ownLock()
    world.api.advance(120)
    const next = await again(PATIENT)
    expect(next.seconds).toBeLessThan(20)
    expectReleased(next, killed, id)
    expectApplied(next)
  })

  test('is not released where no run has died', async () => {
    const gate = await start()
    gate.open()
    expect(await again()).toMatchObject({ exitCode: 0 })
    const theirs = { ID: 'x', Who: 'alice@laptop', Created: new Date().toISOString() }
    server.setLock(STATE, theirs)
    const asked = world.api.requests.length
    expectHeldBy(await again(IMPATIENT), theirs)
    expect(world.api.requests.length).toBe(asked)
  })
})

/** A run that met Terraform's own lock and left it: red, with the holder, and the command that releases it. */
function expectHeldBy(
  refused: RunResult,
  theirs: { readonly ID: string; readonly Who: string; readonly Created: string }
): void {
  expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'state-locked' } })
  const error = refused.annotations.find(({ level }) => level === 'error')
  for (const text of [error?.message, readable(refused)]) {
    expect(text).toContain(`held by ${theirs.Who}`)
    expect(text).toContain(theirs.Created)
    expect(text).toContain(`terraform force-unlock ${theirs.ID}`)
  }
  expect(refused.log).not.toContain('It was released')
  expect(ownLock()).toEqual(theirs)
  expectClean(refused, world)
}
