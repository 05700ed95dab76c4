// The examples that need no cloud run as they lie there: workflow, module and scripts.
import { afterEach, describe, expect } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../harness/action-file.ts'
import { openExample, type Example } from '../harness/examples.ts'
import { expectClean } from '../harness/outcome.ts'
import { hasExamplesTerraform, hasGitHttp, testIf } from '../harness/tools.ts'
import type { WorkflowRun } from '../harness/workflow.ts'

let example: Example
afterEach(async () => example.world.close())
const runs = testIf(hasExamplesTerraform && hasGitHttp)

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

  runs(
    "a run by hand migrates and deploys the branch's own code, and only after an apply",
    async () => {
      example = await openExample('app', { secrets })
      const script = '#!/usr/bin/env bash\necho "migrated as alice wants it"\n'
      await example.push('env-alice', { 'migrate.sh': script })
      const byHand = async (command: string): Promise<WorkflowRun> =>
        await example.dispatch({ command, branch: 'env-alice' })
      const applied = await byHand('apply')
      expect(applied.job('environment').steps.at(-1)?.log).toContain('migrated as alice wants it')
      expect(applied.job('deploy').result).toBe('success')
      const planned = await byHand('plan')
      expect(outcome(planned)).toBe('success: plan +0 -0')
      expect(planned.job('deploy').result).toBe('skipped')
      example.world.origin.deleteBranch('env-alice')
      const destroyed = await byHand('destroy')
      expect(outcome(destroyed)).toBe('success: destroy +0 -1')
      expect(destroyed.job('deploy').result).toBe('skipped')
    }
  )

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
  /** Project, operation and reason or numbers of each job that ran this action, in the order in which they ran. */
  const story = ({ jobs }: WorkflowRun): readonly string[] =>
    jobs.flatMap(({ id, result, run: own }) => {
      const { project = '', operation = '', reason } = own?.outputs ?? {}
      const { 'to-add': add, 'to-destroy': destroy } = own?.outputs ?? {}
      if (own === undefined) return []
      return [`${id} ${result}: ${project} ${operation} ${reason ?? `+${add} -${destroy}`}`]
    })

  runs('the network comes first and goes last, each with its own state', async () => {
    example = await openExample('monorepo')
    expect(story(await example.push('env-alice'))).toEqual([
      'network success: shop-network apply +1 -0',
      'app success: shop-app apply +1 -0'
    ])
    expect(example.world.hiddenRefs('state')).toEqual([
      'refs/gitops-env/state/shop-app/alice',
      'refs/gitops-env/state/shop-network/alice'
    ])
    expect(story(await example.remove('env-alice'))).toEqual([
      'app-destroy success: shop-app destroy +0 -1',
      'network success: shop-network destroy +0 -1'
    ])
    expect(example.world.hiddenRefs('state')).toEqual([])
  })

  runs('where the network fails, the app is left alone', async () => {
    example = await openExample('monorepo')
    const failed = await example.push('env-alice', { 'network/main.tf': 'resource {\n' })
    expect(failed.job('network').result).toBe('failure')
    expect(failed.job('app').result).toBe('skipped')
  })

  runs('where the app cannot be destroyed, the network stays', async () => {
    const stuck = `resource "terraform_data" "app" {
  provisioner "local-exec" {
    when    = destroy
    command = "exit 1"
  }
}
`
    example = await openExample('monorepo', {}, { 'app/main.tf': stuck })
    await example.push('env-alice')
    const removed = await example.remove('env-alice')
    expect(removed.job('app-destroy').result).toBe('failure')
    expect(removed.job('network').result).toBe('skipped')
    expect(example.world.hiddenRefs('state')).toHaveLength(2)
  })

  runs('by hand both are planned, applied, and destroyed without their branch', async () => {
    example = await openExample('monorepo')
    await example.push('env-alice')
    expect(story(await example.dispatch({ branch: 'env-alice' }))).toEqual([
      'network success: shop-network plan +0 -0',
      'app success: shop-app plan +0 -0'
    ])
    expect(story(await example.dispatch({ command: 'apply', branch: 'env-alice' }))).toEqual([
      'network success: shop-network apply +0 -0',
      'app success: shop-app apply +0 -0'
    ])
    example.world.origin.deleteBranch('env-alice')
    expect(story(await example.dispatch({ command: 'destroy', branch: 'env-alice' }))).toEqual([
      'app-destroy success: shop-app destroy +0 -1',
      'network success: shop-network destroy +0 -1'
    ])
  })
})

describe('the workflow of docs/recipes.md for root modules that do not need each other', () => {
  const page = readFileSync(join(repositoryRoot, 'docs/recipes.md'), 'utf8')
  const [, section = ''] =
    /^## Root modules that do not need each other\n([\s\S]*?)^## /mu.exec(page) ?? []
  const files = {
    '.github/workflows/environments.yml': /^```yaml\n([\s\S]*?)^```/mu.exec(section)?.[1] ?? '',
    'services/shop/main.tf': 'resource "terraform_data" "shop" {}\n',
    'services/search/main.tf': 'resource "terraform_data" "search" {}\n'
  }
  runs('both are created, each with its own state, and destroyed by hand', async () => {
    example = await openExample('monorepo', {}, files)
    const seen = ({ jobs }: WorkflowRun) =>
      jobs.map(({ matrix, run: own }) => [matrix['folder'], own?.outputs['operation']])
    const both = (operation: string) => [
      ['services/shop', operation],
      ['services/search', operation]
    ]
    expect(seen(await example.push('env-alice'))).toEqual(both('apply'))
    expect(example.world.hiddenRefs('state')).toHaveLength(2)
    const byHand = { command: 'destroy', branch: 'env-alice' }
    expect(seen(await example.dispatch(byHand))).toEqual(both('destroy'))
    expect(example.world.hiddenRefs('state')).toEqual([])
  })

  runs('one that fails does not keep the other from its apply', async () => {
    example = await openExample('monorepo', {}, files)
    const run = await example.push('env-alice', { 'services/shop/main.tf': 'resource {\n' })
    expect(run.jobs.map(({ result }) => result)).toEqual(['failure', 'success'])
  })
})
