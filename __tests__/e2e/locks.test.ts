// A lock that nobody frees: what a run says of it, and how a person takes it away.
import { afterEach, describe, expect } from '@jest/globals'
import { must } from '../harness/process.ts'
import { APP, IN_CLEAR } from '../harness/modules.ts'
import { expectClean, expectRecord, outcomeOf } from '../harness/outcome.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => await world.close())

const branch = 'env-alice'
const LOCK = 'refs/gitops-env/locks/demo/alice'
const url = 'https://github.com/octo/demo/actions/runs/42/attempts/3'
const since = '2024-05-06T07:08:09.000Z'

/** Who holds it, as `writeLock` of src/records.ts puts it down. */
const HUBOT = {
  server: 'https://github.com',
  repository: 'octo/demo',
  id: '42',
  attempt: '3',
  job: 'environment',
  runner: 'GitHub Actions 7',
  actor: 'hubot',
  url
}
const IMPATIENT = { with: { 'lock-timeout': '1s' } }

/** Puts a lock into the origin, as a run that was killed would leave it. */
function leaveLock(holder: object | undefined): string {
  const { origin } = world
  const tree = origin.git('hash-object', '-t', 'tree', '-w', '--stdin')
  const text = JSON.stringify({ run: holder, time: since }, undefined, 2)
  const message = `lock of alice: run 42\n\n${text}\n`
  const lock = origin.git('commit-tree', tree, '-m', message)
  origin.git('update-ref', LOCK, lock)
  return lock
}

describe('a lock that is not freed', () => {
  withTerraform('ends the run in time, and is removed by the command it shows', async () => {
    world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
    await world.push(branch)
    const record = world.record('alice')?.commit
    const lock = leaveLock(HUBOT)
    const refused = await world.push(branch, { 'big.auto.tfvars': 'size = 2\n' }, IMPATIENT)
    expect(outcomeOf(refused)).toMatchObject({
      exitCode: 1,
      headline: '## `alice` was not updated: it is locked',
      operation: 'apply',
      reason: 'state-locked',
      environment: 'alice',
      commit: world.origin.head(branch)
    })
    expect(refused.seconds).toBeGreaterThan(1)
    expect(refused.outputs).not.toHaveProperty('changes')
    const holder = `held by run 42, attempt 3, job 'environment' of hubot since ${since}`
    expect(refused.log).toContain(`Waiting for the lock of 'alice', ${holder}`)
    const error = refused.annotations.find(({ level }) => level === 'error')
    expect(error?.message).toContain(holder)
    expect(world.hiddenRefs('locks')).toEqual([LOCK])
    expect(world.record('alice')?.commit).toBe(record)
    expectClean(refused, world, { locked: true })

    const command = `git push origin --force-with-lease=${LOCK}:${lock} :${LOCK}`
    expect(error?.message).toContain(command)
    expect(refused.summary).toContain(command)
    const [program = '', ...args] = command.split(' ')
    await must(program, args, { cwd: refused.workspace })
    const next = await world.rerun(refused)
    expect(outcomeOf(next)).toMatchObject({ exitCode: 0, operation: 'apply', 'to-add': '1' })
    const commit = world.origin.head(branch)
    expectRecord(world, 'alice', { branch, outcome: 'applied', applied: commit, resources: 2 })
    expectClean(next, world)
  })

  withTerraform('is told of, even where it does not say whose it is', async () => {
    world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
    const lock = leaveLock(undefined)
    const refused = await world.push(branch, undefined, IMPATIENT)
    expect(outcomeOf(refused)).toMatchObject({ exitCode: 1, reason: 'state-locked' })
    expect(refused.log).toContain(`held by something that does not say who it is since ${since}`)
    expect(refused.summary).toContain(`--force-with-lease=${LOCK}:${lock}`)
    expect(world.record('alice')).toBeUndefined()
    expectClean(refused, world, { locked: true })
  })

  withTerraform('does not hold up a plan, which changes nothing', async () => {
    world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
    world.commit(branch)
    leaveLock(undefined)
    const planned = await world.dispatch(branch, { command: 'plan' })
    expect(outcomeOf(planned)).toMatchObject({ exitCode: 0, operation: 'plan', 'to-add': '1' })
    expectClean(planned, world, { locked: true })
  })
})
