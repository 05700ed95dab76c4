// What destroys an environment, with which code, and what does not.
import { afterEach, describe, expect } from '@jest/globals'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { deleteEvent } from '../harness/events.ts'
import { APP, IN_CLEAR, resource, runs } from '../harness/modules.ts'
import { auditOf, expectClean, expectRecord, expectSkip, outcomeOf } from '../harness/outcome.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => await world.close())

const branch = 'env-alice'
const RECORD = 'refs/gitops-env/environments/demo/alice'
const start = async (): Promise<World> =>
  await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })

describe('a deleted branch', () => {
  withTerraform("is destroyed with its own code, not with the default branch's", async () => {
    world = await start()
    const marker = `${world.origin.base}/marker`
    const farewell = runs("echo gone > '${self.input}'", 'destroy')
    await world.push(branch, {
      'farewell.tf': `variable "marker" {}\n${resource('farewell', `input = var.marker\n${farewell}`)}`,
      'farewell.auto.tfvars': `marker = "${marker}"\n`
    })
    const commit = world.origin.head(branch)
    expect(existsSync(marker)).toBe(false)
    const removed = await world.remove(branch)
    expect(readFileSync(marker, 'utf8')).toBe('gone\n')
    expect(outcomeOf(removed)).toMatchObject({
      exitCode: 0,
      headline: '## `alice` was destroyed: 2 resources',
      operation: 'destroy',
      environment: 'alice',
      branch,
      commit,
      'to-destroy': '2'
    })
    expect(removed.summary).toContain(`with the code of [\`${commit.slice(0, 7)}\`]`)
    expectRecord(world, 'alice', { branch, outcome: 'destroyed', attempted: commit, resources: 0 })
    expect(world.hiddenRefs()).toEqual([RECORD])
    expectClean(removed, world)
  })

  withTerraform('keeps its code and its audit trail, whatever git cleans up', async () => {
    world = await start()
    const { origin } = world
    await world.push(branch, { 'notes.txt': 'one\n' })
    const one = origin.head(branch)
    await world.push(branch, { 'notes.txt': 'two\n' }, { force: true })
    const two = origin.head(branch)
    origin.deleteBranch(branch)
    origin.git('gc', '--quiet', '--prune=now')
    expect(origin.show(one).tree).not.toBe(origin.show(two).tree)
    const removed = await world.run(deleteEvent(origin, branch))
    expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, operation: 'destroy', commit: two })

    origin.git('gc', '--quiet', '--prune=now')
    const [first, second] = [one.slice(0, 7), two.slice(0, 7)]
    expect(auditOf(world, 'alice')).toEqual([
      `applying ${first}`,
      `applied ${first}`,
      `applied ${second}`,
      expect.stringMatching(`ing ${second}$`),
      `destroyed ${second}`
    ])
    expect(origin.file(RECORD, 'notes.txt').toString()).toBe('two\n')
    expectClean(removed, world)
  })

  withTerraform('that could not be destroyed to the end is, when the job runs again', async () => {
    world = await start()
    const permit = `${world.origin.base}/permit`
    const stubborn = resource('stubborn', runs(`test -e '${permit}'`, 'destroy'))
    await world.push(branch, { 'stubborn.tf': stubborn })
    const commit = world.origin.head(branch)
    const failed = await world.remove(branch)
    expect(outcomeOf(failed)).toMatchObject({
      exitCode: 1,
      headline: '## `alice` was not destroyed: the apply failed half-way',
      operation: 'destroy',
      reason: 'apply-failed',
      commit
    })
    const known = { branch, operation: 'destroy', attempted: commit, applied: commit }
    expectRecord(world, 'alice', { ...known, outcome: 'failed', resources: 1 })
    expect(stateOf(world.origin, 'alice')?.addresses).toEqual(['terraform_data.stubborn'])
    expectClean(failed, world)

    writeFileSync(permit, '')
    const again = await world.rerun(failed)
    expect(outcomeOf(again)).toMatchObject({
      exitCode: 0,
      headline: '## `alice` was destroyed: 1 resource',
      commit
    })
    expectRecord(world, 'alice', { ...known, outcome: 'destroyed', resources: 0 })
    expectClean(again, world)

    const before = world.origin.refs()
    expectSkip(await world.rerun(again), world, 'already-gone', before)
  })

  withTerraform('of an environment without any resource is destroyed too', async () => {
    const module = { 'main.tf': 'output "url" { value = "https://example.com" }\n' }
    world = await createWorld({ module, with: IN_CLEAR })
    const created = await world.push(branch)
    expect(outcomeOf(created)).toMatchObject({ exitCode: 0, changes: 'true', 'to-add': '0' })
    expectRecord(world, 'alice', { branch, outcome: 'applied', resources: 0 })
    const removed = await world.remove(branch)
    expect(outcomeOf(removed)).toMatchObject({
      exitCode: 0,
      headline: '## `alice` was destroyed: nothing was left',
      operation: 'destroy'
    })
    expect(world.hiddenRefs()).toEqual([RECORD])
    expectRecord(world, 'alice', { branch, outcome: 'destroyed', resources: 0 })
    expectClean(removed, world)
  })

  withTerraform('that is there again is left to its pushes', async () => {
    world = await start()
    await world.push(branch)
    const before = world.origin.refs()
    const result = await world.run(deleteEvent(world.origin, branch))
    expectSkip(result, world, 'branch-exists', before)
    expect(result.outputs).toMatchObject({ environment: 'alice', branch })
    expect(stateOf(world.origin, 'alice')?.addresses).toEqual(['terraform_data.app[0]'])
  })

  withTerraform('that was never an environment is already gone', async () => {
    world = await start()
    const before = world.origin.refs()
    world.commit(branch)
    expectSkip(await world.remove(branch), world, 'already-gone', before)
  })
})

describe('a protected environment', () => {
  withTerraform('outlives its branch, and goes when somebody says so', async () => {
    world = await start()
    await world.push('env-prod', { 'big.auto.tfvars': 'size = 2\n' })
    const commit = world.origin.head('env-prod')
    world.origin.deleteBranch('env-prod')
    const before = world.origin.refs()
    const refused = await world.run(deleteEvent(world.origin, 'env-prod'))
    expectSkip(refused, world, 'protected', before)
    expect(refused.summary).toContain('command: destroy')
    expect(refused.summary).toContain('branch: env-prod')
    expect(stateOf(world.origin, 'prod')?.addresses).toHaveLength(2)

    const asked = { command: 'destroy', branch: 'env-prod' }
    const destroyed = await world.dispatch('main', asked)
    expect(outcomeOf(destroyed)).toMatchObject({
      exitCode: 0,
      headline: '## `prod` was destroyed: 2 resources',
      operation: 'destroy',
      environment: 'prod',
      branch: 'env-prod',
      commit,
      'to-destroy': '2'
    })
    expectRecord(world, 'prod', { branch: 'env-prod', outcome: 'destroyed', attempted: commit })
    expect(stateOf(world.origin, 'prod')).toBeUndefined()
    expectClean(destroyed, world)
  })

  withTerraform('is not destroyed by somebody who did not name it', async () => {
    world = await start()
    await world.push('env-prod')
    const before = world.origin.refs()
    const refused = await world.dispatch('env-prod', { command: 'destroy' })
    expectSkip(refused, world, 'protected', before)
    expect(stateOf(world.origin, 'prod')?.addresses).toHaveLength(1)
  })
})
