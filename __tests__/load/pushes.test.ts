// Each kind of run pushes as often as the table "What a run costs in pushes" of docs/architecture.md says.
import { describe, expect } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../harness/action-file.ts'
import type { RunResult } from '../harness/runner.ts'
import { concurrentIf, hasGitHttp, hasTerraform } from '../harness/tools.ts'
import { inWorld, LONGEST_MS, sized, type Loaded } from './loaded.ts'

const withTerraform = concurrentIf(hasTerraform && hasGitHttp)

/** The rows of the documentation's table: what a run does, and the number its second cell begins with. */
const TABLE = readFileSync(join(repositoryRoot, 'docs/architecture.md'), 'utf8')
  .split('## What a run costs in pushes\n')[1]
  ?.split('\n## ')[0]

/** The pushes that the documentation gives to a kind of run, by a few of that row's words. */
function documented(words: string): number {
  const row = TABLE?.split('\n').find((line) => line.startsWith('|') && line.includes(words))
  const [, , cost = ''] = row?.split('|') ?? []
  return cost.includes('none') ? 0 : Number.parseInt(cost, 10)
}

/** Does something, and counts what of it arrived at the origin as a push. */
async function pushesOf(
  { world, journal }: Loaded,
  reason: string | undefined,
  work: () => Promise<RunResult>
): Promise<number> {
  const tried = (): number => world.server?.count('receive-pack') ?? 0
  const [before, accepted] = [tried(), journal.pushes().length]
  const result = await work()
  expect({ reason: result.outputs['reason'], log: result.log }).toMatchObject({ reason })
  expect(journal.pushes().length - accepted).toBe(tried() - before)
  return tried() - before
}

const REFUSED = { 'broken.tf': 'output "broken" { value = tonumber("a word") }\n' }
const MENDED = { 'broken.tf': null }
const branch = 'env-alice'

describe('pushes', () => {
  withTerraform(
    'of runs with the state in git are as many as documented',
    async () => {
      await inWorld({ http: true }, async (loaded) => {
        const { world } = loaded
        const found: Record<string, number> = {}
        const count = async (
          what: string,
          reason: string | undefined,
          work: () => Promise<RunResult>
        ) => {
          found[what] = await pushesOf(loaded, reason, work)
        }
        await count('skip', 'not-an-environment', async () => await world.push('topic'))
        await count('apply', undefined, async () => await world.push(branch, sized(2)))
        await count('unchanged', undefined, async () => await world.push(branch, { x: '1' }))
        const asked = { branch }
        for (const command of ['plan', 'resolve']) {
          await count(command, undefined, async () => {
            return await world.dispatch('main', { ...asked, command })
          })
        }
        await count('refused', 'plan-failed', async () => await world.push(branch, REFUSED))
        await count('budget', 'destroy-budget', async () => {
          return await world.push(
            branch,
            { ...MENDED, ...sized(1) },
            { with: { 'max-destroy': '0' } }
          )
        })
        await count('destroy', undefined, async () => await world.remove(branch))
        await count('gone', 'already-gone', async () => {
          return await world.dispatch('main', { ...asked, command: 'destroy' })
        })
        expect(found).toEqual({
          skip: documented('skip'),
          plan: documented('`plan`'),
          resolve: documented('`resolve`'),
          gone: documented('skip'),
          unchanged: documented('apply without changes'),
          refused: documented('a plan that Terraform refuses'),
          budget: documented('the policy refuses'),
          apply: documented('with the state in git'),
          destroy: documented('with the state in git')
        })
      })
    },
    LONGEST_MS
  )

  withTerraform(
    'of runs with a declared backend are as many as documented',
    async () => {
      const module = {
        'main.tf':
          'terraform {\n  backend "local" {}\n}\nvariable "environment" {}\nresource "terraform_data" "app" { input = var.environment }\n'
      }
      const env = { RUNNER_ENVIRONMENT: 'self-hosted' }
      await inWorld({ http: true, module, env, with: {} }, async (loaded) => {
        const { world } = loaded
        const path = join(world.origin.base, 'states', '{environment}.tfstate')
        const given = { with: { 'backend-config': `path=${path}` } }
        const applied = await pushesOf(loaded, undefined, async () => {
          return await world.push(branch, undefined, given)
        })
        const destroyed = await pushesOf(loaded, undefined, async () => {
          return await world.remove(branch, given)
        })
        const row = documented('with a declared backend')
        expect({ applied, destroyed }).toEqual({ applied: row, destroyed: row + 1 })
      })
    },
    LONGEST_MS
  )
})
