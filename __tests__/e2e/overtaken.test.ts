// Branches that move while a run initialises or plans: nothing older than the head is applied.
import { afterEach, describe, expect } from '@jest/globals'
import { pushEvent } from '../harness/events.ts'
import { createGate, until } from '../harness/gate.ts'
import { APP, IN_CLEAR } from '../harness/modules.ts'
import { auditOf, expectClean, expectRecord, outcomeOf } from '../harness/outcome.ts'
import type { RunResult } from '../harness/runner.ts'
import type { Files } from '../harness/origin.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { hasGitHttp, testIf, hasTerraform, withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => await world.close())

const branch = 'env-alice'
const HEAD = `refs/heads/${branch}`
const sized = (size: number) => ({ 'size.auto.tfvars': `size = ${size}\n` })

/** Another branch at the older commit: without one, git itself could not push a record of it any more. */
const COPY = 'refs/heads/copy'

/** All refs but the branches of the test. */
const others = (): Record<string, string> => {
  const { [HEAD]: _, [COPY]: _copy, ...rest } = world.origin.refs()
  return rest
}

/** A push whose run stands before one of Terraform's commands while something happens to the branch. */
async function pushWhile(
  command: string,
  files: Files,
  happen: () => void,
  copied = true
): Promise<RunResult> {
  const gate = createGate(world.origin.base)
  return await world.push(branch, files, {
    env: { PATH: gate.pathBefore(command) },
    during: async () => {
      await until(gate.reached)
      if (copied) world.origin.git('update-ref', COPY, world.origin.head(branch))
      happen()
      gate.open()
    }
  })
}

function expectStale(run: RunResult, before: Readonly<Record<string, string>>): void {
  expect(outcomeOf(run)).toMatchObject({ exitCode: 0, operation: 'skip', reason: 'stale-run' })
  expect(run.log).not.toContain('terraform apply')
  expect(others()).toEqual(before)
  expectClean(run, world)
}

describe('an update', () => {
  withTerraform.each(['init', 'plan'])(
    'whose branch moves before its %s leaves the work to the newer one',
    async (command) => {
      world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
      await world.push(branch)
      const before = others()
      const stale = await pushWhile(command, sized(3), () => world.commit(branch, sized(2)))
      expectStale(stale, before)
      const newer = await world.run(pushEvent(world.origin, branch))
      expect(outcomeOf(newer)).toMatchObject({ exitCode: 0, operation: 'apply', 'to-add': '1' })
      const applied = world.origin.head(branch)
      expectRecord(world, 'alice', { branch, outcome: 'applied', applied, resources: 2 })
      expect(auditOf(world, 'alice').join()).not.toContain(stale.outputs['commit']?.slice(0, 7))
      expectClean(newer, world)
    }
  )

  withTerraform('without changes does not say that its commit was applied, either', async () => {
    world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
    await world.push(branch)
    const before = others()
    expectStale(await pushWhile('plan', sized(1), () => world.commit(branch, sized(2))), before)
  })

  withTerraform('that would be refused does not touch the record of the newer one', async () => {
    world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
    await world.push(branch)
    const before = others()
    const broken = { 'size.auto.tfvars': 'size = "many"\n' }
    const stale = await pushWhile('plan', broken, () => world.commit(branch, sized(2)))
    expectStale(stale, before)
  })

  withTerraform('whose branch is deleted meanwhile leaves the work to the deletion', async () => {
    world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
    await world.push(branch)
    const before = others()
    const stale = await pushWhile('plan', sized(3), () => world.origin.deleteBranch(branch))
    expectStale(stale, before)
    expect(stale.summary).toContain('is gone by now')
    expect(stateOf(world.origin, 'alice')?.addresses).toHaveLength(1)
  })

  withTerraform('whose branch becomes another history leaves the work to that', async () => {
    world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
    await world.push(branch)
    const before = others()
    const stale = await pushWhile('plan', sized(3), () => {
      const { tree } = world.origin.show('main')
      const root = world.origin.git('commit-tree', tree, '-m', 'Another history')
      world.origin.git('update-ref', HEAD, root)
    })
    expectStale(stale, before)
    const forced = await world.run(pushEvent(world.origin, branch, { forced: true }))
    expect(outcomeOf(forced)).toMatchObject({ exitCode: 0, operation: 'apply', changes: 'false' })
    expectRecord(world, 'alice', { branch, outcome: 'applied', applied: world.origin.head(branch) })
    expectClean(forced, world)
  })
})

describe('an update whose older commit nothing else names', () => {
  withTerraform('leaves the work to the newer one, too', async () => {
    world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
    await world.push(branch)
    const before = others()
    const rewrite = () => world.commit(branch, sized(2), { force: true })
    expectStale(await pushWhile('plan', sized(3), rewrite, false), before)
  })
})

describe('a first apply', () => {
  withTerraform('whose branch moves while it is planned makes nothing', async () => {
    world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
    world.commit(branch)
    const stale = await pushWhile('plan', sized(3), () => world.commit(branch, sized(2)))
    expectStale(stale, { 'refs/heads/main': world.origin.head('main') })
  })
})

describe('looking at the branch once more', () => {
  testIf(hasTerraform && hasGitHttp)('costs no push', async () => {
    world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR, http: true })
    const pushes = () => world.server?.count('receive-pack') ?? 0
    const counted: number[] = []
    for (const size of [1, 1, 2]) {
      const before = pushes()
      await world.push(branch, sized(size))
      counted.push(pushes() - before)
    }
    // Lock, begin, state, end; without changes only lock and end.
    expect(counted).toEqual([4, 2, 4])
  })
})
