// The examples that need no cloud run as they lie there: workflow, module and scripts.
import { afterEach, describe, expect } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openExample, type Example } from '../harness/examples.ts'
import { expectClean } from '../harness/outcome.ts'
import { hasGitHttp, hasTerraform, testIf } from '../harness/tools.ts'
import type { WorkflowRun } from '../harness/workflow.ts'

let example: Example
afterEach(async () => example.world.close())
const runs = testIf(hasTerraform && hasGitHttp)

/** What this action's step of a job came to. */
function outcome(run: WorkflowRun): string {
  const { result, run: own } = run.job('environment')
  const { operation, reason, 'to-add': add, 'to-destroy': destroy } = own?.outputs ?? {}
  return `${result}: ${operation} ${reason ?? `+${add} -${destroy}`}`
}

describe('examples/minimal', () => {
  runs('a push creates, a push updates, the deletion destroys', async () => {
    example = await openExample('minimal')
    const created = await example.push('env-alice')
    expect(outcome(created)).toBe('success: apply +1 -0')
    expect(created.job('environment').run?.outputs).toMatchObject({
      environment: 'alice',
      outputs: '{"hello":"hello from alice"}'
    })
    const updated = await example.push('env-alice', {
      'main.tf': 'resource "terraform_data" "hello" {}\nresource "terraform_data" "two" {}\n'
    })
    expect(outcome(updated)).toBe('success: apply +1 -0')
    const destroyed = await example.remove('env-alice')
    expect(destroyed.job('environment').run?.outputs).toMatchObject({
      operation: 'destroy',
      'to-destroy': '2'
    })
    expect(example.world.record('alice')?.json).toMatchObject({ outcome: 'destroyed' })
    for (const { run } of [created, updated, destroyed].map((one) => one.job('environment'))) {
      if (run === undefined) throw new Error('the action did not run')
      expectClean(run, example.world)
    }
  })

  runs('a run by hand plans unless it is told otherwise, and destroys on purpose', async () => {
    example = await openExample('minimal')
    await example.push('env-alice')
    const planned = await example.dispatch({ branch: 'env-alice' })
    expect(outcome(planned)).toBe('success: plan +0 -0')
    await example.push('env-prod')
    const kept = await example.remove('env-prod')
    expect(outcome(kept)).toBe('success: skip protected')
    const destroyed = await example.dispatch({ command: 'destroy', branch: 'env-prod' })
    expect(outcome(destroyed)).toBe('success: destroy +0 -1')
    await expect(example.dispatch({ command: 'apply' })).rejects.toThrow("'branch' is required")
  })
})

describe('examples/app', () => {
  const secrets = {
    STATE_PASSPHRASE: 'correct horse battery staple',
    DATABASE_PASSWORD: 'a-database-password'
  }

  runs('a push migrates, builds and deploys with what Terraform gave out', async () => {
    example = await openExample('app', { secrets })
    const run = await example.push('env-alice')
    expect(outcome(run)).toBe('success: apply +1 -0')
    const deploy = run.job('deploy')
    expect(deploy.result).toBe('success')
    const page = readFileSync(join(deploy.workspace ?? '', 'public/index.html'), 'utf8')
    expect(page).toContain('Demo at https://alice.example.com')
    expect(page).toContain('Features: search dark-mode')
    expect(deploy.steps.at(-1)?.log).toContain('uploaded 1 file to site-alice')
    const { steps, outputs, run: own } = run.job('environment')
    expect(steps.at(-1)?.log).toContain('migrated the database at alice.example.com/app')
    expect(JSON.stringify([steps, outputs, own?.log, own?.summary, deploy])).not.toContain(
      'a-database-password'
    )
  })

  runs('a push that changes nothing of Terraform is deployed all the same', async () => {
    example = await openExample('app', { secrets })
    await example.push('env-alice')
    const run = await example.push('env-alice', { 'news.txt': 'new\n' })
    expect(run.job('environment').run?.outputs).toMatchObject({ changes: 'false' })
    expect(run.job('deploy').result).toBe('success')
  })

  runs('nothing is deployed after a destroy, a skip or a failure', async () => {
    example = await openExample('app', { secrets })
    const failed = await example.push('env-alice', { 'broken.tf': 'resource {\n' })
    expect(failed.job('environment').result).toBe('failure')
    expect(failed.job('deploy').result).toBe('skipped')
    expect((await example.push('env-alice', { 'broken.tf': null })).machines).toBe(2)

    const destroyed = await example.remove('env-alice')
    expect(outcome(destroyed)).toBe('success: destroy +0 -1')
    expect(destroyed.job('deploy').result).toBe('skipped')
    expect(destroyed.job('environment').steps.at(-1)).toMatchObject({
      name: 'Migrate the database',
      outcome: 'skipped'
    })
    expect(destroyed.machines).toBe(1)
  })
})

describe('examples/monorepo', () => {
  runs('both modules are created at once, each with its own state, and destroyed', async () => {
    example = await openExample('monorepo')
    const created = await example.push('env-alice')
    const seen = created.jobs.map(({ matrix, result, run }) => [
      matrix['module'],
      result,
      run?.outputs['project'],
      run?.outputs['to-add']
    ])
    expect(seen).toEqual([
      ['network', 'success', 'shop-network', '1'],
      ['app', 'success', 'shop-app', '1']
    ])
    expect(example.world.hiddenRefs('state')).toEqual([
      'refs/gitops-env/state/shop-app/alice',
      'refs/gitops-env/state/shop-network/alice'
    ])
    const destroyed = await example.remove('env-alice')
    expect(destroyed.jobs.map(({ run }) => run?.outputs['to-destroy'])).toEqual(['1', '1'])
    expect(example.world.hiddenRefs('state')).toEqual([])
  })

  runs('a module that fails does not keep the other from its apply', async () => {
    example = await openExample('monorepo')
    const run = await example.push('env-alice', { 'network/main.tf': 'resource {\n' })
    expect(run.jobs.map(({ result }) => result)).toEqual(['failure', 'success'])
  })

  runs('each module waits only for itself', async () => {
    example = await openExample('monorepo')
    const created = await example.push('env-alice')
    const other = await example.push('env-bob')
    const destroyed = await example.remove('env-alice')
    const groups = (run: WorkflowRun) => run.jobs.map(({ group }) => group)
    expect(groups(created)).toEqual(['gitops-env-network-env-alice', 'gitops-env-app-env-alice'])
    expect(groups(destroyed)).toEqual(groups(created))
    expect(groups(other)).toEqual(['gitops-env-network-env-bob', 'gitops-env-app-env-bob'])
  })
})
