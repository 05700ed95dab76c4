// `command: resolve` and `command: plan` tell what would be done, and change nothing.
import { afterEach, describe, expect } from '@jest/globals'
import { deleteEvent } from '../harness/events.ts'
import { APP, IN_CLEAR } from '../harness/modules.ts'
import { expectClean, expectSkip, outcomeOf } from '../harness/outcome.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => await world.close())

const branch = 'env-alice'
const start = async (): Promise<World> =>
  await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
const RESOLVE = { with: { command: 'resolve' } }
/** What a run that only tells must not claim. */
const DONE = /was (created|updated|destroyed)|up to date|would/

describe('resolve', () => {
  withTerraform('on a push tells operation, environment and commit, and does nothing', async () => {
    world = await start()
    const commit = world.commit(branch, { 'notes.txt': 'new\n' })
    const before = world.origin.refs()
    const told = await world.push(branch, undefined, RESOLVE)
    expect(told.exitCode).toBe(0)
    const pushed = world.origin.head(branch)
    expect(pushed).not.toBe(commit)
    expect(outcomeOf(told)).toEqual({
      exitCode: 0,
      headline: expect.not.stringMatching(DONE),
      operation: 'apply',
      project: 'demo',
      environment: 'alice',
      branch,
      commit: pushed
    })
    expect(told.summary).not.toMatch(DONE)
    expect(told.log).not.toContain('terraform')
    expect(world.origin.refs()).toEqual({ ...before, [`refs/heads/${branch}`]: pushed })
    expectClean(told, world)
  })

  withTerraform('on a deletion tells which commit would be destroyed with', async () => {
    world = await start()
    await world.push(branch, { 'notes.txt': 'new\n' })
    const commit = world.origin.head(branch)
    world.origin.deleteBranch(branch)
    const before = world.origin.refs()
    const told = await world.run(deleteEvent(world.origin, branch), RESOLVE)
    const known = { environment: 'alice', branch, commit }
    expect(outcomeOf(told)).toMatchObject({ exitCode: 0, operation: 'destroy', ...known })
    expect(told.summary).not.toMatch(DONE)
    expect(world.origin.refs()).toEqual(before)
    expectClean(told, world)
  })

  withTerraform('tells why nothing would be done', async () => {
    world = await start()
    await world.push('env-prod')
    world.origin.deleteBranch('env-prod')
    const before = world.origin.refs()
    const told = await world.run(deleteEvent(world.origin, 'env-prod'), RESOLVE)
    expectSkip(told, world, 'protected', before)
  })
})

describe('a plan', () => {
  withTerraform('of an environment that is not there yet says what it would get', async () => {
    world = await start()
    world.commit(branch, { 'big.auto.tfvars': 'size = 2\n' })
    const before = world.origin.refs()
    const planned = await world.dispatch('main', { command: 'plan', branch })
    expect(outcomeOf(planned)).toMatchObject({
      exitCode: 0,
      headline: '## `alice` would be created',
      operation: 'plan',
      environment: 'alice',
      branch,
      commit: world.origin.head(branch),
      changes: 'true',
      'to-add': '2'
    })
    expect(planned.log).not.toContain('terraform apply')
    expect(world.origin.refs()).toEqual(before)
    expectClean(planned, world)
  })

  withTerraform('of an environment says what would change, and writes nothing', async () => {
    world = await start()
    await world.push(branch, { 'big.auto.tfvars': 'size = 2\n' })
    world.commit(branch, { 'big.auto.tfvars': 'size = 1\n' })
    const before = world.origin.refs()
    const planned = await world.dispatch('main', { command: 'plan', branch })
    expect(outcomeOf(planned)).toMatchObject({
      exitCode: 0,
      headline: '## `alice` would be updated',
      commit: world.origin.head(branch),
      changes: 'true',
      'to-add': '0',
      'to-destroy': '1'
    })
    expect(planned.summary).toContain('`terraform_data.app[1]` would be **destroyed**')
    expect(world.origin.refs()).toEqual(before)
    expectClean(planned, world)
  })

  withTerraform('can take the place of the apply on a push', async () => {
    world = await start()
    const planned = await world.push(branch, undefined, { with: { command: 'plan' } })
    expect(outcomeOf(planned)).toMatchObject({ exitCode: 0, operation: 'plan', changes: 'true' })
    expect(world.hiddenRefs()).toEqual([])
    expectClean(planned, world)
  })
})
