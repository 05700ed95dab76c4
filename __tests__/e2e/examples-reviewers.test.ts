// examples/reviewers: production from main, behind a GitHub Environment whose reviewers are asked only for it.
import { afterEach, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../harness/action-file.ts'
import { dispatchEvent } from '../harness/events.ts'
import { openExample, type Example } from '../harness/examples.ts'
import { hasExamplesTerraform, hasGitHttp, testIf } from '../harness/tools.ts'
import { runWorkflow, type WorkflowRun } from '../harness/workflow.ts'
import type { Settings } from '../harness/workflow-jobs.ts'

let example: Example
let asked = 0
afterEach(async () => example.world.close())
const runs = testIf(hasExamplesTerraform && hasGitHttp)

/** The branches that docs/recipes.md lets use `preview`. */
const PREVIEW_BRANCHES: readonly string[] = (
  /^for name in (.*\benv-.*); do$/mu.exec(
    readFileSync(join(repositoryRoot, 'docs/recipes.md'), 'utf8')
  )?.[1] ?? ''
)
  .split(' ')
  .map((word) => word.replaceAll("'", ''))

/** The repository's GitHub Environments, as docs/recipes.md sets them up; the repository itself has no secret. */
const withReviewers = (approve: boolean): Settings => ({
  secrets: { STATE_PASSPHRASE: '' },
  environments: {
    production: {
      branches: ['main'],
      secrets: { STATE_PASSPHRASE: "production's passphrase, which is long" },
      approve: () => {
        asked += 1
        return approve
      }
    },
    preview: {
      branches: PREVIEW_BRANCHES,
      secrets: { STATE_PASSPHRASE: "the previews' passphrase, which is long, too" }
    }
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
    expect(run.machines).toBe(0)
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
              ...withReviewers(true).environments?.['production'],
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
      expect(old.group).not.toBe(newer[0]?.group)
      expect(world.record('prod')?.json).toMatchObject({ attempted: world.origin.head('main') })
    }
  )

  runs('a pushed branch whose workflow claims production does not get it', async () => {
    const { push, world } = await open()
    const file = '.github/workflows/environments.yml'
    const text = world.origin
      .file('main', file)
      .toString()
      .replace("'preview' ||", "'production' ||")
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

  runs.each(['refs/heads/main', 'main ', '\tenv-alice'])(
    "a run by hand on '%s' asks the reviewers, and without them creates and destroys nothing of prod",
    async (branch) => {
      const { push, dispatch, world } = await open()
      const alone = withReviewers(false)
      const created = await dispatch({ command: 'apply', branch }, alone)
      expect(outcome(created)).toBe('production failure rejected')
      expect(world.hiddenRefs()).toEqual([])
      await push('main', { 'news.txt': '' })
      const before = world.origin.refs()
      const destroyed = await dispatch({ command: 'destroy', branch }, alone)
      expect(outcome(destroyed)).toBe('production failure rejected')
      expect(world.origin.refs()).toEqual(before)
      expect(world.record('prod')?.json).toMatchObject({ outcome: 'applied' })
    }
  )

  runs('a job of a preview has not the passphrase that opens prod', async () => {
    const { push, settings, world } = await open(false)
    await push('main', { 'news.txt': '' }, withReviewers(true))
    const file = '.github/workflows/environments.yml'
    const text = world.origin
      .file('main', file)
      .toString()
      .replace("'preview' || 'production'", "'preview' || 'preview'")
    world.commit('env-mallory', { [file]: text })
    const before = world.origin.refs()
    for (const command of ['plan', 'destroy']) {
      const event = dispatchEvent(world.origin, 'env-mallory', { command, branch: 'main' })
      const run = await runWorkflow(world, event, settings)
      expect(outcome(run)).toMatch(/^preview failure (?:plan|destroy|skip) wrong-passphrase$/u)
    }
    expect(world.origin.refs()).toEqual(before)
  })

  runs('what is protected is skipped without approval', async () => {
    const { push, remove } = await open(false)
    await push('env-staging')
    expect(outcome(await remove('env-staging'))).toBe('preview success skip protected')
    expect(asked).toBe(0)
  })

  runs('an environment whose branch is gone is destroyed by hand', async () => {
    const { push, dispatch, world } = await open(false)
    await push('env-alice')
    world.origin.deleteBranch('env-alice') // without an event, as when many go at once
    const byHand = await dispatch({ command: 'destroy', branch: 'env-alice' })
    expect(outcome(byHand)).toBe('preview success destroy')
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'destroyed' })
  })
})

test('the branches that may use preview are those of docs/recipes.md', () => {
  expect(PREVIEW_BRANCHES).toEqual(['main', 'env-*', 'env-*/**/*'])
})
