// A server that does not stand still: the state changes after the plan, or the lock is not given back.
import { afterEach, beforeEach, describe, expect } from '@jest/globals'
import { inFull } from '../harness/full.ts'
import { openDeclared, type Declared } from '../harness/declared.ts'
import { noticeDeath } from '../harness/locks.ts'
import { expectClean } from '../harness/outcome.ts'
import { errorOf, madeIn, PASSPHRASE } from '../harness/rescue.ts'
import type { World } from '../harness/scenario.ts'
import { hasTerraform, withTerraform } from '../harness/tools.ts'
import type { HttpState } from '../servers/http-state.ts'

const PATH = '/demo/alice'
const AGAIN = 'The state was changed by something else after the plan was made; planned again.'
let world: World
let server: HttpState
let push: Declared['push']
beforeEach(async () => {
  const declared = await openDeclared({ ...PASSPHRASE, 'lock-timeout': '1s' })
  ;({ world, server, push } = declared)
  if (hasTerraform) await push(['one'])
})
afterEach(async () => {
  await server.close()
  await world.close()
})

/** Does something with the n-th request of a method from now on: the first of each kind is the plan's. */
function at(method: string, numbers: readonly number[], act: (count: number) => void): void {
  let count = 0
  server.hooks.before = (seen) => {
    if (seen === method && numbers.includes((count += 1))) act(count)
  }
}
const state = () => server.state(PATH) ?? {}
const older = (serial: number) => server.setState(PATH, { ...state(), serial })
const lockId = () => (server.locks()[PATH] as { readonly ID: string }).ID

describe('a state that changes between plan and apply', () => {
  withTerraform('is planned again, once, and then applied', async () => {
    at('LOCK', [2], () => older(40))
    const run = await push(['one', 'two'])
    expect(run).toMatchObject({ exitCode: 0, outputs: { operation: 'apply', 'to-add': '1' } })
    expect(run.log.split(AGAIN)).toHaveLength(2)
    expect(run.summary).toContain(AGAIN)
    expect(run.annotations.filter(({ level }) => level === 'error')).toEqual([])
    expect(madeIn(world)).toEqual(['one', 'two'])
    expect(state()['serial']).toBeGreaterThan(40)
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'applied', resources: 2 })
    expectClean(run, world)
  })

  withTerraform('may leave nothing to do: green, and its outputs are told', async () => {
    const before = state()
    await push(['one', 'two'])
    const both = state()
    server.setState(PATH, before)
    at('LOCK', [2], () => server.setState(PATH, { ...both, serial: 40 }))
    const run = await push(['one', 'two'])
    expect(run).toMatchObject({ exitCode: 0, outputs: { changes: 'false', 'to-add': '0' } })
    expect(run.outputs['outputs']).toBe('{"parts":"all"}')
    expect(run.summary).toContain(AGAIN)
    expect(run.summary).toMatch(/^## `alice` is up to date/u)
    expect(madeIn(world)).toEqual(['one', 'two'])
    expect(state()).toMatchObject({ serial: 40 })
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'applied', resources: 2 })
    expectClean(run, world)
  })

  withTerraform('and again: a person must find out why; nothing was done', async () => {
    at('LOCK', [2, 4], (count) => older(40 + count))
    const run = await push(['one', 'two'])
    expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'apply-failed' } })
    expect(errorOf(run)).toContain('changed by something else twice')
    expect(errorOf(run)).toContain('Nothing was changed.')
    expect(madeIn(world)).toEqual(['one'])
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'failed', resources: 1 })
    expectClean(run, world)

    delete server.hooks.before
    const next = await push(['one', 'two'])
    expect(next).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    expectClean(next, world)
  })

  withTerraform('is held to the budget again: the second plan destroys too much', async () => {
    const before = state()
    await push(['one', 'two'])
    const both = { ...state(), serial: 40 }
    server.setState(PATH, before)
    at('LOCK', [2], () => server.setState(PATH, both))
    const run = await push(['one', 'three'], { with: { 'max-destroy': '0' } })
    expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'destroy-budget' } })
    expect(run.log.split(AGAIN)).toHaveLength(2)
    expect(state()).toEqual(both)
    expect(madeIn(world)).toEqual(['one', 'two'])
    expect(server.locks()).toEqual({})
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'failed', resources: 2 })
    expectClean(run, world)
  })

  inFull(withTerraform)('is planned again for a destroy, too', async () => {
    at('LOCK', [2], () => older(40))
    const run = await world.remove('env-alice')
    expect(run).toMatchObject({ exitCode: 0, outputs: { operation: 'destroy', 'to-destroy': '1' } })
    expect(run.summary).toContain(AGAIN)
    expect(server.paths()).toEqual([])
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'destroyed' })
    expectClean(run, world)
  })
})

describe("Terraform's own lock that is not given back", () => {
  withTerraform('after a good apply, for a moment: this run releases it', async () => {
    at('UNLOCK', [2], () => (server.faults.unlocks = 1))
    const run = await push(['one', 'two'])
    expect(run).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    expect(run.summary).toContain('was left behind by this run. It was released.')
    expect(run.annotations).toEqual([])
    expect(server.locks()).toEqual({})
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'applied', resources: 2 })
    expectClean(run, world)
  })

  withTerraform('after a good apply, for longer: green, and the next run releases it', async () => {
    at('UNLOCK', [2], () => (server.faults.unlocks = true))
    const run = await push(['one', 'two'])
    expect(run).toMatchObject({ exitCode: 0, outputs: { operation: 'apply', 'to-add': '1' } })
    expect(run.annotations.map(({ level }) => level)).toEqual(['warning'])
    expect(run.summary).toContain('own lock on the state could not be released')
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'applied', resources: 2 })
    const id = lockId()
    expectClean(run, world)

    delete server.hooks.before
    server.faults.unlocks = 0
    const refused = await push(['one'])
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'state-locked' } })
    expect(errorOf(refused)).toContain(`with the ID ${id}`)
    expect(errorOf(refused)).toContain(`terraform force-unlock ${id}`)
    expect(lockId()).toBe(id)
    expectClean(refused, world)

    noticeDeath(world, run)
    const next = await push(['one'])
    expect(next).toMatchObject({ exitCode: 0, outputs: { 'to-destroy': '1' } })
    expect(next.summary).toContain(`was left behind by run ${run.runId}, which is over`)
    expect(server.locks()).toEqual({})
    expectClean(next, world)
  })

  withTerraform('after the plan, for a moment: planned again', async () => {
    server.faults.unlocks = 1
    const run = await push(['one', 'two'])
    expect(run).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    expect(run.summary).toContain('was left behind by this run. It was released.')
    expect(run.annotations).toEqual([])
    expect(server.locks()).toEqual({})
    expectClean(run, world)
  })

  inFull(withTerraform)('after the plan, for longer: nothing is applied', async () => {
    server.faults.unlocks = true
    const run = await push(['one', 'two'])
    expect(run).toMatchObject({ exitCode: 1, outputs: { operation: 'apply' } })
    expect(errorOf(run)).toContain('Error releasing the state lock')
    expect(madeIn(world)).toEqual(['one'])
    expectClean(run, world)
  })

  inFull(withTerraform)('after a destroy: the environment is gone all the same', async () => {
    at('UNLOCK', [2], () => (server.faults.unlocks = 1))
    const run = await world.remove('env-alice')
    expect(run).toMatchObject({ exitCode: 0, outputs: { operation: 'destroy', 'to-destroy': '1' } })
    expect(server.locks()).toEqual({})
    expect(server.paths()).toEqual([])
    expectClean(run, world)
  })
})
