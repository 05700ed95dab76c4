// What a failed run leaves: a truthful record, a state that is kept, and a way on for the next push or the deletion.
import { afterEach, describe, expect } from '@jest/globals'
import { deleteEvent } from '../harness/events.ts'
import { IN_CLEAR, resource, runs } from '../harness/modules.ts'
import { expectClean, expectRecord, expectSkip, outcomeOf } from '../harness/outcome.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => await world.close())

const branch = 'env-alice'
const GOOD = resource('good')
/** One resource is made, the one after it is not. */
const FAILING = `${GOOD}${resource('bad', `depends_on = [terraform_data.good]${runs('echo no luck; exit 1')}`)}`
const FIXED = `${GOOD}${resource('bad', 'depends_on = [terraform_data.good]')}`
/** True of no apply, and unknown before it: the plan lets it pass. */
const NEVER = `lifecycle {
  precondition {
    condition     = timestamp() == path.module
    error_message = "never"
  }
}`
const SYNTAX_ERROR = 'resource "terraform_data" {\n'
const REFUSED = 'output "nothing" { value = terraform_data.nothing.id }\n'

const start = async (text: string): Promise<World> =>
  await createWorld({ module: { 'main.tf': text }, with: IN_CLEAR })
const addresses = () => stateOf(world.origin, 'alice')?.addresses

describe('a failing apply', () => {
  withTerraform('keeps what was made, and the push that fixes it does the rest', async () => {
    world = await start(GOOD)
    await world.push(branch)
    const applied = world.origin.head(branch)
    const failed = await world.push(branch, { 'main.tf': FAILING })
    const attempted = world.origin.head(branch)
    expect(outcomeOf(failed)).toMatchObject({
      exitCode: 1,
      headline: '## `alice` was not updated: the apply failed half-way',
      operation: 'apply',
      reason: 'apply-failed',
      environment: 'alice',
      commit: attempted,
      changes: 'true',
      'to-add': '1'
    })
    const error = failed.annotations.find(({ level }) => level === 'error')
    expect(error).toMatchObject({ title: 'local-exec provisioner error', file: 'main.tf' })
    expect(failed.summary).toContain('What was done before it failed')
    const known = { branch, operation: 'apply', applied }
    expectRecord(world, 'alice', { ...known, outcome: 'failed', attempted, commit: attempted })
    expect(addresses()).toEqual(['terraform_data.bad', 'terraform_data.good'])
    expectClean(failed, world)

    const fixed = await world.push(branch, { 'main.tf': FIXED })
    const commit = world.origin.head(branch)
    const counts = { 'to-add': '1', 'to-destroy': '1', 'to-replace': '1' }
    expect(outcomeOf(fixed)).toMatchObject({ exitCode: 0, operation: 'apply', commit, ...counts })
    expect(fixed.summary).toContain('## `alice` was updated')
    expectRecord(world, 'alice', { ...known, outcome: 'applied', applied: commit, resources: 2 })
    expectClean(fixed, world)
  })

  withTerraform('can be run again as it is, once what was in its way is gone', async () => {
    world = await createWorld({ with: IN_CLEAR })
    const obstacle = `${world.origin.base}/ready`
    const text = `${GOOD}${resource('bad', runs(`test -e '${obstacle}'`))}`
    const failed = await world.push(branch, { 'main.tf': text })
    expect(failed.exitCode).toBe(1)
    const { lineage } = stateOf(world.origin, 'alice') ?? {}
    world.origin.git('init', '--quiet', '--bare', obstacle)
    const again = await world.rerun(failed)
    expect(outcomeOf(again)).toMatchObject({ exitCode: 0, operation: 'apply', changes: 'true' })
    expect(again.summary).toContain('## `alice` was created')
    expect(stateOf(world.origin, 'alice')).toMatchObject({ lineage })
    const run = { id: failed.runId, attempt: '2' }
    expectRecord(world, 'alice', { branch, outcome: 'applied', resources: 2, run })
    expectClean(again, world)
  })

  withTerraform('as the first of all leaves something that the deletion destroys', async () => {
    world = await start(GOOD)
    const failed = await world.push(branch, { 'main.tf': FAILING })
    const attempted = world.origin.head(branch)
    expect(outcomeOf(failed)).toMatchObject({
      exitCode: 1,
      headline: '## `alice` was not created: the apply failed half-way',
      reason: 'apply-failed'
    })
    expectRecord(world, 'alice', { branch, outcome: 'failed', operation: 'apply', attempted })
    expect(world.record('alice')?.json).not.toHaveProperty('applied')
    expectClean(failed, world)

    const removed = await world.remove(branch)
    expect(outcomeOf(removed)).toMatchObject({
      exitCode: 0,
      headline: '## `alice` was destroyed: 2 resources',
      operation: 'destroy',
      commit: attempted,
      'to-destroy': '2'
    })
    expectRecord(world, 'alice', { branch, outcome: 'destroyed', attempted, resources: 0 })
    expect(addresses()).toBeUndefined()
    expectClean(removed, world)
  })

  withTerraform('that made nothing at all is forgotten with its branch', async () => {
    world = await start(GOOD)
    const failed = await world.push(branch, { 'main.tf': resource('never', NEVER) })
    expect(outcomeOf(failed)).toMatchObject({ exitCode: 1, reason: 'apply-failed' })
    expectRecord(world, 'alice', { branch, outcome: 'failed' })
    expectClean(failed, world)

    const removed = await world.remove(branch)
    expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, operation: 'destroy' })
    expect(world.hiddenRefs()).toEqual(['refs/gitops-env/environments/demo/alice'])
    expectRecord(world, 'alice', { branch, outcome: 'destroyed', resources: 0 })
    expectClean(removed, world)
  })
})

describe('a push that Terraform refuses', () => {
  withTerraform('leaves the environment, and the good commit to destroy it with', async () => {
    world = await start(GOOD)
    await world.push(branch, { 'notes.txt': 'good\n' })
    const good = world.origin.head(branch)
    const before = stateOf(world.origin, 'alice')
    const known = { branch, attempted: good, applied: good, resources: 1 }
    for (const [text, reason, why] of [
      [SYNTAX_ERROR, 'init-failed', 'Terraform could not be initialised'],
      [REFUSED, 'plan-failed', 'Terraform refused the plan']
    ] as const) {
      const refused = await world.push(branch, { 'broken.tf': text })
      const commit = world.origin.head(branch)
      expect(outcomeOf(refused)).toMatchObject({
        exitCode: 1,
        headline: `## \`alice\` was not updated: ${why}`,
        operation: 'apply',
        reason,
        commit
      })
      expect(refused.outputs).not.toHaveProperty('changes')
      const error = refused.annotations.find(({ level }) => level === 'error')
      expect(error).toMatchObject({ file: 'broken.tf', line: 1 })
      expectRecord(world, 'alice', { ...known, outcome: 'failed', commit })
      expect(stateOf(world.origin, 'alice')).toEqual(before)
      expectClean(refused, world)
    }

    const removed = await world.remove(branch)
    expect(outcomeOf(removed)).toMatchObject({
      exitCode: 0,
      headline: '## `alice` was destroyed: 1 resource',
      commit: good
    })
    expectRecord(world, 'alice', { branch, outcome: 'destroyed', attempted: good })
    expectClean(removed, world)
  })

  withTerraform('as the first of all leaves nothing, and nothing to destroy', async () => {
    world = await start(GOOD)
    const refused = await world.push(branch, { 'broken.tf': SYNTAX_ERROR })
    expect(outcomeOf(refused)).toMatchObject({
      exitCode: 1,
      headline: '## `alice` was not created: Terraform could not be initialised',
      reason: 'init-failed'
    })
    expect(world.hiddenRefs()).toEqual([])
    expectClean(refused, world)

    world.origin.deleteBranch(branch)
    const before = world.origin.refs()
    const removed = await world.run(deleteEvent(world.origin, branch))
    expectSkip(removed, world, 'already-gone', before)
  })

  withTerraform('is mended by the next push, and counts as an update', async () => {
    world = await start(GOOD)
    await world.push(branch)
    await world.push(branch, { 'broken.tf': REFUSED })
    const mended = await world.push(branch, { 'broken.tf': null })
    const commit = world.origin.head(branch)
    expect(outcomeOf(mended)).toMatchObject({ exitCode: 0, changes: 'false', commit })
    expectRecord(world, 'alice', { branch, outcome: 'applied', attempted: commit, applied: commit })
    expectClean(mended, world)
  })
})
