// Names keep things apart: root modules of one repository, and branches that claim one environment.
import { afterEach, describe, expect } from '@jest/globals'
import { deleteEvent, pushEvent } from '../harness/events.ts'
import { APP, IN_CLEAR, resource } from '../harness/modules.ts'
import { expectClean, expectRecord, expectSkip, outcomeOf } from '../harness/outcome.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => await world.close())

const branch = 'env-alice'
const inFolder = (folder: string) => ({ with: { 'working-directory': folder } })

describe('two root modules of one repository', () => {
  withTerraform('are two projects, each with a state and a life of its own', async () => {
    const module = { 'a/main.tf': resource('a'), 'b/main.tf': resource('b') }
    world = await createWorld({ module, with: IN_CLEAR })
    const a = await world.push(branch, undefined, inFolder('a'))
    const b = await world.rerun(a, { with: { ...a.options.with, ...inFolder('b').with } })
    for (const [folder, result] of Object.entries({ a, b })) {
      const project = `demo-${folder}`
      const known = { project, environment: 'alice', branch }
      expect(outcomeOf(result)).toMatchObject({ exitCode: 0, ...known, 'to-add': '1' })
      const addresses = [`terraform_data.${folder}`]
      expect(stateOf(world.origin, 'alice', project)).toMatchObject({ addresses })
      const record = { branch, outcome: 'applied', workingDirectory: folder, resources: 1 }
      expectRecord(world, 'alice', record, { project })
      expectClean(result, world)
    }
    world.origin.deleteBranch(branch)
    const removed = await world.run(deleteEvent(world.origin, branch), inFolder('a'))
    expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, project: 'demo-a', 'to-destroy': '1' })
    expect(stateOf(world.origin, 'alice', 'demo-a')).toBeUndefined()
    expect(stateOf(world.origin, 'alice', 'demo-b')?.addresses).toEqual(['terraform_data.b'])
    expectClean(removed, world)
  })

  withTerraform('cannot share one name', async () => {
    const module = { 'a/main.tf': resource('a'), 'b/main.tf': resource('b') }
    world = await createWorld({ module, with: { ...IN_CLEAR, project: 'shop' } })
    const first = await world.push(branch, undefined, inFolder('a'))
    expectRecord(world, 'alice', { branch, outcome: 'applied' }, { project: 'shop' })
    const before = world.origin.refs()
    const second = await world.rerun(first, {
      with: { ...first.options.with, 'working-directory': 'b' }
    })
    expect(outcomeOf(second)).toMatchObject({ exitCode: 1, reason: 'name-taken', project: 'shop' })
    for (const name of ["'shop'", "'a'", "'b'"]) {
      expect(second.annotations.at(-1)?.message).toContain(name)
    }
    expect(world.origin.refs()).toEqual(before)
    expectClean(second, world)
  })
})

describe('two branches that would be one environment', () => {
  withTerraform('are refused the second time, with both names', async () => {
    const branches = 'env-*\ndev-* = *'
    world = await createWorld({ module: { 'main.tf': APP }, with: { ...IN_CLEAR, branches } })
    expect((await world.push('env-x')).exitCode).toBe(0)
    world.commit('dev-x')
    const before = world.origin.refs()
    const refused = await world.run(pushEvent(world.origin, 'dev-x', { created: true }))
    expect(outcomeOf(refused)).toMatchObject({
      exitCode: 1,
      operation: 'apply',
      reason: 'name-taken',
      environment: 'x',
      branch: 'dev-x'
    })
    expect(refused.summary).toMatch(/^## `x` was not \S+: its name is taken\n/)
    for (const name of ['dev-x', 'env-x']) {
      expect(refused.annotations.at(-1)?.message).toContain(`'${name}'`)
    }
    expect(world.origin.refs()).toEqual(before)
    expectClean(refused, world)

    world.origin.deleteBranch('dev-x')
    const { [`refs/heads/dev-x`]: _gone, ...rest } = before
    const removed = await world.run(deleteEvent(world.origin, 'dev-x'))
    expectSkip(removed, world, 'not-an-environment', rest)
    expect(stateOf(world.origin, 'x')?.addresses).toEqual(['terraform_data.app[0]'])

    await world.remove('env-x')
    const free = await world.push('dev-x')
    expect(outcomeOf(free)).toMatchObject({ exitCode: 0, environment: 'x', branch: 'dev-x' })
    expectRecord(world, 'x', { branch: 'dev-x', outcome: 'applied', resources: 1 })
    expectClean(free, world)
  })
})
