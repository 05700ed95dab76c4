// examples/reviewers: production from main, behind a GitHub Environment whose reviewers are asked only for it.
import { afterEach, describe, expect } from '@jest/globals'
import { openExample, type Example } from '../harness/examples.ts'
import { hasGitHttp, hasTerraform, testIf } from '../harness/tools.ts'
import type { WorkflowRun } from '../harness/workflow.ts'
import type { Settings } from '../harness/workflow-jobs.ts'

let example: Example
let asked = 0
afterEach(async () => example.world.close())
const runs = testIf(hasTerraform && hasGitHttp)

/** The repository's GitHub Environments, as the README of the example says. */
const withReviewers = (approve: boolean): Settings => ({
  environments: {
    production: {
      branches: ['main'],
      approve: () => {
        asked += 1
        return approve
      }
    },
    preview: { branches: ['main', 'env-*', 'env-*/**/*'] }
  }
})

async function open(approve = true): Promise<Example> {
  asked = 0
  example = await openExample('reviewers', withReviewers(approve))
  return example
}

const outcome = (run: WorkflowRun): string => {
  const { environment, result, refused, run: own } = run.job('environment')
  const { operation = '', reason = '' } = own?.outputs ?? {}
  return [environment, result, refused, operation, reason].filter(Boolean).join(' ')
}

describe('examples/reviewers', () => {
  runs('a push to main is applied to prod once the reviewers have approved', async () => {
    const { push, world } = await open()
    expect(outcome(await push('main', { 'news.txt': '' }))).toBe('production success apply')
    expect(asked).toBe(1)
    expect(world.record('prod')?.json).toMatchObject({ branch: 'main', outcome: 'applied' })
  })

  runs('without approval nothing is applied', async () => {
    const { push, world } = await open(false)
    const run = await push('main', { 'news.txt': '' })
    expect(outcome(run)).toBe('production failure rejected')
    expect(run.machines).toBe(1)
    expect(world.hiddenRefs()).toEqual([])
  })

  runs("a developer's branch asks nobody, for its push and its deletion", async () => {
    const { push, remove } = await open(false)
    expect(outcome(await push('env-alice'))).toBe('preview success apply')
    expect(outcome(await remove('env-alice'))).toBe('preview success destroy')
    expect(outcome(await push('env-a/b'))).toBe('preview success apply')
    expect(asked).toBe(0)
  })

  runs(
    'a run that waits for its reviewers holds up no other; approved too late, it does nothing',
    async () => {
      const { push, world } = await open()
      const newer: WorkflowRun[] = []
      const old = await push(
        'main',
        { 'news.txt': 'old\n' },
        {
          environments: {
            production: {
              approve: async () => {
                newer.push(await push('main', { 'news.txt': 'new\n' }))
                return true
              }
            }
          }
        }
      )
      expect(newer.map(outcome)).toEqual(['production success apply'])
      expect(outcome(old)).toBe('production success skip stale-run')
      expect(old.job('environment').group).not.toBe(newer[0]?.job('environment').group)
      expect(world.record('prod')?.json).toMatchObject({ attempted: world.origin.head('main') })
    }
  )

  runs('a pushed branch whose workflow claims production does not get it', async () => {
    const { push, world } = await open()
    const file = '.github/workflows/environments.yml'
    const text = world.origin
      .file('main', file)
      .toString()
      .replace("|| 'preview'", "|| 'production'")
    const run = await push('env-mallory', { [file]: text })
    expect(outcome(run)).toBe('production failure branch not allowed')
    expect(asked).toBe(0)
  })

  runs('the policy keeps the database of prod, unless a person allows more once', async () => {
    const { push, dispatch } = await open()
    await push('main', { 'news.txt': '' })
    const replaced = await push('main', { 'prod.auto.tfvars': 'database_version = "17"\n' })
    expect(outcome(replaced)).toBe('production failure apply destroy-budget')
    const allowed = { command: 'apply', branch: 'main', 'max-destroy': '1' }
    expect(outcome(await dispatch(allowed))).toBe('production success apply')
  })

  runs('prod is destroyed on purpose only, and after approval', async () => {
    const { push, dispatch, world } = await open()
    await push('main', { 'news.txt': '' })
    asked = 0
    const destroy = { command: 'destroy', branch: 'main' }
    const rejected = await dispatch(destroy, withReviewers(false))
    expect(outcome(rejected)).toBe('production failure rejected')
    const destroyed = await dispatch(destroy)
    expect(outcome(destroyed)).toBe('production success destroy')
    expect(asked).toBe(2)
    expect(world.record('prod')?.json).toMatchObject({ outcome: 'destroyed' })
  })

  runs('what is to be skipped takes one machine, and no approval', async () => {
    const { push, remove } = await open()
    await push('env-prod')
    const run = await remove('env-prod')
    expect(run.job('resolve').outputs).toMatchObject({ operation: 'skip' })
    expect(run.job('environment').result).toBe('skipped')
    expect(run.machines).toBe(1)
    expect(asked).toBe(0)
  })

  runs(
    'an environment whose branch is gone is destroyed by pushing and deleting it again',
    async () => {
      const { push, remove, dispatch, world } = await open()
      await push('env-alice')
      world.origin.deleteBranch('env-alice') // without an event, as when many go at once
      const byHand = await dispatch({ command: 'destroy', branch: 'env-alice' })
      expect(byHand.job('resolve').run?.outputs).toMatchObject({ reason: 'invalid-input' })
      expect(byHand.job('environment').result).toBe('skipped')
      await push('env-alice')
      expect(outcome(await remove('env-alice'))).toBe('preview success destroy')
    }
  )

  runs('the first job has no right to push, and needs none', async () => {
    const { push } = await open()
    const run = await push('env-alice')
    expect(run.job('resolve')).toMatchObject({
      result: 'success',
      permissions: { contents: 'read' },
      outputs: { operation: 'apply', environment: 'alice' }
    })
    expect(run.job('environment').permissions).toMatchObject({ contents: 'write' })
  })
})
