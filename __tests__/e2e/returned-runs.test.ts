// Machines that were only out of touch: GitHub called them dead, the next run took their lock, and then they go on.
import { afterEach, describe, expect } from '@jest/globals'
import { inFull } from '../harness/full.ts'
import { createGate, until } from '../harness/gate.ts'
import { lockOf } from '../harness/locks.ts'
import { IN_CLEAR, resource, runs } from '../harness/modules.ts'
import { expectClean, expectRecord, outcomeOf } from '../harness/outcome.ts'
import type { RunResult } from '../harness/runner.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => await world.close())

const branch = 'env-alice'
const RESCUE = 'refs/gitops-env/rescue/demo/alice'
const NEXT = { 'main.tf': resource('made') + resource('quick') }

const start = async (settings: Readonly<Record<string, string>>): Promise<World> =>
  await createWorld({
    module: { 'main.tf': resource('made') },
    with: { 'lock-timeout': '2s', ...settings } // for which the only copy is held out
  })

/** Pushes files, and lets GitHub call that run dead once it applies; what the next run did meanwhile. */
async function takeOver(text: string, itApplies: (log: string) => boolean, open = () => {}) {
  let next: RunResult | undefined
  const first = await world.push(
    branch,
    { 'main.tf': resource('made') + text },
    {
      during: async ({ runId, log }) => {
        await until(() => itApplies(log()))
        world.api.end({ runId })
        world.api.advance(120)
        next = await world.push(branch, NEXT)
        open()
      }
    }
  )
  if (next === undefined) throw new Error('the second run did not start')
  expect(outcomeOf(next)).toMatchObject({ exitCode: 0, operation: 'apply', changes: 'true' })
  expect(next.log).toContain('was broken, for that run is over')
  expect(first).toMatchObject({ exitCode: 1, outputs: { reason: 'state-not-saved' } })
  expect(lockOf(world)).toBeUndefined()
  const applied = world.origin.head(branch)
  expectRecord(world, 'alice', { branch, outcome: 'applied', applied, run: { id: next.runId } })
  return first
}

describe('a machine that was only believed dead', () => {
  withTerraform('cannot overwrite what the next run has done', async () => {
    world = await start(IN_CLEAR)
    const gate = createGate(world.origin.base)
    await takeOver(resource('slow', runs(gate.wait)), gate.reached, gate.open)
    const made = ['terraform_data.made', 'terraform_data.quick']
    expect(stateOf(world.origin, 'alice')?.addresses).toEqual(made)
    const after = await world.push(branch, { 'notes.txt': 'more' })
    expect(outcomeOf(after)).toMatchObject({ exitCode: 0, changes: 'false' })
    expectClean(after, world)
  })

  // Terraform counts every save it tries, one in 20 s: so the rescued state has the higher serial in the end.
  inFull(withTerraform)(
    'has its state rescued, but put back only when a person asks for it',
    async () => {
      world = await start({ 'state-passphrase': 'correct horse battery staple' })
      await world.push(branch)
      const long = resource('long', `depends_on = [terraform_data.early]${runs('sleep 21')}`)
      const first = await takeOver(resource('early') + long, (log) => log.includes('sleep 21'))
      expect(world.hiddenRefs('rescue')).toEqual([RESCUE])
      expect(first.log).toContain(`It was rescued, encrypted, in ${RESCUE}`)

      const before = world.origin.refs()
      const refused = await world.push(branch, { 'notes.txt': 'more' })
      expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'rescue-pending' } })
      const { [`refs/heads/${branch}`]: _, ...kept } = world.origin.refs()
      expect(before).toMatchObject(kept)
      expectClean(refused, world)

      world.origin.git('update-ref', '-d', RESCUE)
      const after = await world.rerun(refused)
      expect(outcomeOf(after)).toMatchObject({ exitCode: 0, changes: 'false' })
      expectClean(after, world)
    }
  )
})

describe('an environment that was put back to an older state while a run applied', () => {
  withTerraform('keeps that: the newer state is rescued, and waits for a person', async () => {
    world = await start({ 'state-passphrase': 'correct horse battery staple' })
    const gate = createGate(world.origin.base)
    await world.push(branch)
    const older = world.origin.refs('refs/gitops-env/')
    await world.push(branch, NEXT)
    const first = await world.push(
      branch,
      { 'slow.tf': resource('slow', runs(gate.wait)) },
      {
        during: async () => {
          await until(gate.reached)
          for (const [ref, commit] of Object.entries(older)) {
            world.origin.git('update-ref', ref, commit)
          }
          gate.open()
        }
      }
    )
    expect(first).toMatchObject({ exitCode: 1, outputs: { reason: 'state-not-saved' } })
    expect(first.log).toContain(`It was rescued, encrypted, in ${RESCUE}`)
    const rescued = { ...older, [RESCUE]: world.origin.refs(RESCUE)[RESCUE] }
    expect(world.origin.refs('refs/gitops-env/')).toEqual(rescued)

    const refused = await world.push(branch, { 'notes.txt': 'more' })
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'rescue-pending' } })
    // By its serial alone it would follow on the present one.
    const error = refused.annotations.find(({ level }) => level === 'error')?.message ?? ''
    const [, present, newer] =
      /has serial (\d+) by now, and the rescued one (\d+)/.exec(error) ?? []
    expect(Number(newer)).toBeGreaterThan(Number(present))
    expect(world.origin.refs('refs/gitops-env/')).toEqual(rescued)
    expectClean(refused, world)
  })
})
