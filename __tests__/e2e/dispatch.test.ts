// Runs started by hand: the branch they name is the one they act on, with its own code.
import { afterEach, describe, expect } from '@jest/globals'
import { otherEvent } from '../harness/events.ts'
import { APP, IN_CLEAR } from '../harness/modules.ts'
import { expectClean, expectRecord, outcomeOf } from '../harness/outcome.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => await world.close())

const branch = 'env-alice'
const start = async (): Promise<World> => {
  const started = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
  started.commit(branch, { 'big.auto.tfvars': 'size = 2\n' })
  return started
}

describe('a run started by hand', () => {
  withTerraform.each(['auto', 'apply'])(
    'on main with `%s` and a branch applies the head of that branch',
    async (command) => {
      world = await start()
      const applied = await world.dispatch('main', { command, branch })
      const commit = world.origin.head(branch)
      expect(outcomeOf(applied)).toMatchObject({
        exitCode: 0,
        headline: '## `alice` was created',
        operation: 'apply',
        environment: 'alice',
        branch,
        commit,
        'to-add': '2'
      })
      expect(stateOf(world.origin, 'alice')?.addresses).toHaveLength(2)
      expectRecord(world, 'alice', { branch, outcome: 'applied', applied: commit, resources: 2 })
      expectClean(applied, world)
    }
  )

  withTerraform('on the branch itself needs no name', async () => {
    world = await start()
    const applied = await world.dispatch(branch)
    expect(outcomeOf(applied)).toMatchObject({ exitCode: 0, operation: 'apply', branch })
    expectRecord(world, 'alice', { branch, outcome: 'applied', resources: 2 })
    expectClean(applied, world)
  })

  withTerraform('by another program is like one started by a person', async () => {
    world = await start()
    const event = otherEvent(world.origin, 'repository_dispatch', { action: 'refresh' })
    const applied = await world.run(event, { with: { branch }, checkout: false })
    expect(outcomeOf(applied)).toMatchObject({ exitCode: 0, operation: 'apply', branch })
    expectRecord(world, 'alice', { branch, outcome: 'applied', resources: 2 })
    expectClean(applied, world)
  })

  withTerraform('destroys the environment it names, and the next one brings it back', async () => {
    world = await start()
    const created = await world.dispatch(branch)
    const commit = world.origin.head(branch)
    world.commit(branch, { 'big.auto.tfvars': 'size = 9\n' })
    const destroyed = await world.dispatch('main', { command: 'destroy', branch })
    expect(outcomeOf(destroyed)).toMatchObject({
      exitCode: 0,
      headline: '## `alice` was destroyed: 2 resources',
      operation: 'destroy',
      commit
    })
    expectRecord(world, 'alice', { branch, outcome: 'destroyed', attempted: commit })
    expect(stateOf(world.origin, 'alice')).toBeUndefined()
    expectClean(destroyed, world)

    const back = await world.rerun(created)
    expect(outcomeOf(back)).toMatchObject({
      exitCode: 0,
      headline: '## `alice` was created',
      commit: world.origin.head(branch),
      'to-add': '9'
    })
    expectRecord(world, 'alice', { branch, outcome: 'applied', resources: 9 })
    expectClean(back, world)
  })
})
