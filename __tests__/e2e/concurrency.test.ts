// Runs that meet: on one environment they wait for each other, on two they do not know of each other.
import { afterEach, describe, expect } from '@jest/globals'
import { pushEvent } from '../harness/events.ts'
import { createGate, until, type Gate } from '../harness/gate.ts'
import { APP, IN_CLEAR, resource, runs } from '../harness/modules.ts'
import { auditOf, expectClean, expectRecord, expectSkip, outcomeOf } from '../harness/outcome.ts'
import type { RunResult, RunSettings } from '../harness/runner.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => await world.close())

const branch = 'env-alice'
const start = async (): Promise<World> =>
  await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
const slow = (gate: Gate): string => resource('slow', runs(gate.wait))

/** Pushes files, and starts another run once that one stands at the gate. */
async function meet(
  files: Readonly<Record<string, string>>,
  gate: Gate,
  second: () => Promise<RunResult>,
  settings: RunSettings = {}
): Promise<{ readonly first: RunResult; readonly second: RunResult }> {
  let later: Promise<RunResult> | undefined
  const during = async (): Promise<void> => {
    await until(gate.reached)
    later = second()
  }
  const first = await world.push(branch, files, { ...settings, during })
  if (later === undefined) throw new Error('the second run did not start')
  return { first, second: await later }
}

describe('two runs at once', () => {
  withTerraform('on two environments do not wait for each other', async () => {
    world = await start()
    const both = await Promise.all([world.push('env-alice'), world.push('env-bob')])
    for (const [index, name] of ['alice', 'bob'].entries()) {
      const result = both[index] ?? both[0]
      expect(outcomeOf(result)).toMatchObject({
        exitCode: 0,
        headline: `## \`${name}\` was created`,
        environment: name,
        url: `https://${name}.example.com`
      })
      expect(result.log).not.toContain('Waiting for the lock')
      expect(stateOf(world.origin, name)?.outputs).toMatchObject({ name: `${name}-0` })
      expectRecord(world, name, { branch: `env-${name}`, outcome: 'applied', resources: 1 })
      expectClean(result, world)
    }
    const lineages = ['alice', 'bob'].map((name) => stateOf(world.origin, name)?.lineage)
    expect(new Set(lineages).size).toBe(2)
  })

  withTerraform(
    'for one commit: one applies, the other waits and finds nothing to do',
    async () => {
      world = await start()
      const gate = createGate(world.origin.base)
      world.commit(branch, { 'slow.tf': slow(gate) })
      const push = pushEvent(world.origin, branch, { created: true })
      const run = async () => await world.run(push, { during: gate.openWhenWaiting })
      const both = await Promise.all([run(), run()])
      const [applied, waited] = both.toSorted((a, b) => a.seconds - b.seconds) as typeof both
      expect(outcomeOf(applied)).toMatchObject({ exitCode: 0, changes: 'true', 'to-add': '2' })
      expect(outcomeOf(waited)).toMatchObject({
        exitCode: 0,
        headline: '## `alice` is up to date',
        operation: 'apply',
        changes: 'false',
        'to-add': '0'
      })
      const holder = `held by run ${applied.runId}, attempt 1, job 'environment' of octocat since `
      expect(waited.log).toContain(`Waiting for the lock of 'alice', ${holder}`)
      expect(waited.log).toContain(`/octo/demo/actions/runs/${applied.runId}/attempts/1`)
      const commit = world.origin.head(branch).slice(0, 7)
      const trail = [`applying ${commit}`, `applied ${commit}`, `applied ${commit}`]
      expect(auditOf(world, 'alice')).toEqual(trail)
      expectRecord(world, 'alice', { branch, outcome: 'applied', run: { id: waited.runId } })
      for (const result of both) expectClean(result, world)
    }
  )

  withTerraform(
    'for two commits: the newer waits for the older, and has the last word',
    async () => {
      world = await start()
      const gate = createGate(world.origin.base)
      const more = { 'more.tf': resource('more') }
      const { first, second } = await meet(
        { 'slow.tf': slow(gate) },
        gate,
        async () => await world.push(branch, more, { during: gate.openWhenWaiting })
      )
      expect(outcomeOf(first)).toMatchObject({ exitCode: 0, changes: 'true', 'to-add': '2' })
      expect(outcomeOf(second)).toMatchObject({ exitCode: 0, changes: 'true', 'to-add': '1' })
      expect(second.log).toContain(`held by run ${first.runId},`)
      const commit = world.origin.head(branch)
      const { serial = 0, addresses } = stateOf(world.origin, 'alice') ?? {}
      expect(addresses).toHaveLength(3)
      expect(serial).toBeGreaterThan(1)
      expectRecord(world, 'alice', {
        branch,
        outcome: 'applied',
        applied: commit,
        state: { serial }
      })
      for (const result of [first, second]) expectClean(result, world)
    }
  )
})

describe('a deletion', () => {
  withTerraform('during an apply waits for it, then destroys', async () => {
    world = await start()
    const gate = createGate(world.origin.base)
    const { first, second } = await meet(
      { 'slow.tf': slow(gate) },
      gate,
      async () => await world.remove(branch, { during: gate.openWhenWaiting })
    )
    expect(first.exitCode).toBe(0)
    expect(second.log).toContain(`held by run ${first.runId},`)
    expect(outcomeOf(second)).toMatchObject({
      exitCode: 0,
      headline: '## `alice` was destroyed: 2 resources'
    })
    expectRecord(world, 'alice', { branch, outcome: 'destroyed', resources: 0 })
    expect(stateOf(world.origin, 'alice')).toBeUndefined()
    for (const result of [first, second]) expectClean(result, world)
  })

  withTerraform.each(['before it has the lock', 'while it plans'])(
    'that comes to the first apply %s leaves no environment behind',
    async (when) => {
      world = await start()
      const gate = createGate(world.origin.base)
      const early = when.startsWith('before')
      if (early) world.origin.hook('pre-receive', gate.hookBefore('refs/gitops-env/locks'))
      const { first, second } = await meet(
        {},
        gate,
        async () => await world.remove(branch, { during: gate.openWhenWaiting }),
        early ? {} : { env: { PATH: gate.pathBefore('plan') } }
      )
      expect([first.exitCode, second.exitCode]).toEqual([0, 0])
      expect(stateOf(world.origin, 'alice')).toBeUndefined()
      expect(world.record('alice')?.json['outcome'] ?? 'destroyed').toBe('destroyed')
      for (const result of [first, second]) expectClean(result, world)
    }
  )
})

describe('a run of an older commit', () => {
  withTerraform('does nothing, though it is run again after the newer one', async () => {
    world = await start()
    const older = await world.push(branch, { 'big.auto.tfvars': 'size = 3\n' })
    await world.push(branch, { 'big.auto.tfvars': 'size = 1\n' })
    const [old, now] = [older.outputs['commit'] ?? '', world.origin.head(branch)]
    const before = world.origin.refs()
    const stale = await world.rerun(older)
    expectSkip(stale, world, 'stale-run', before)
    expect(stale.outputs).toMatchObject({ environment: 'alice', branch, commit: old })
    for (const commit of [old, now]) expect(stale.summary).toContain(commit.slice(0, 7))
  })

  withTerraform('does nothing when its branch is gone', async () => {
    world = await start()
    const older = await world.push(branch)
    await world.remove(branch)
    const before = world.origin.refs()
    expectSkip(await world.rerun(older), world, 'stale-run', before)
  })
})
