// The steps of this repository's own workflows that use the action, run as GitHub would run them, with their checks.
import { afterEach, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { repositoryRoot } from '../harness/action-file.ts'
import type { RunResult } from '../harness/runner.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

interface Step {
  readonly id?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
}
type Values = Readonly<Record<string, string>>

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8')
const stepsOf = (file: string, job: string): readonly Step[] => {
  const text = read(`.github/workflows/${file}`)
  const { jobs } = parse(text) as { readonly jobs: Record<string, { readonly steps: Step[] }> }
  return jobs[job]?.steps ?? []
}
const ownOf = (steps: readonly Step[]): readonly Step[] => steps.filter(({ uses }) => uses === './')

/** Expressions filled in; one that is not known is an error. */
const filled = (text: string, values: Values): string =>
  text.replaceAll(/\$\{\{ (.+?) \}\}/gu, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`nothing is known of ${name}`)
    return value
  })
const filledIn = (given: Values = {}, values: Values): Values =>
  Object.fromEntries(Object.entries(given).map(([name, text]) => [name, filled(text, values)]))

/** How the job's last step ends. */
const check = (steps: readonly Step[], values: Values, sha = ''): number | null => {
  const { run = '', env } = steps.at(-1) ?? {}
  const variables = { PATH: process.env['PATH'], GITHUB_SHA: sha, ...filledIn(env, values) }
  return spawnSync('bash', ['-e', '-c', run], { env: variables }).status
}

const { outputs: DECLARED } = parse(read('action.yml')) as { readonly outputs: object }

/** Every output that the action may set, by the expression that reads it; one that is not set is empty. */
const outputsOf = (id: string | undefined, { outputs }: RunResult): Values =>
  Object.fromEntries(
    Object.keys(DECLARED).map((name) => [`steps.${id}.outputs.${name}`, outputs[name] ?? ''])
  )

const FOLDER = '.github/smoke/main.tf'
let world: World
const open = async (): Promise<void> => {
  world = await createWorld({ module: { [FOLDER]: read(FOLDER) } })
}
afterEach(async () => await world.close())

describe('lifecycle.yml', () => {
  withTerraform('creates, leaves alone and destroys one environment, twice', async () => {
    await open()
    const steps = stepsOf('lifecycle.yml', 'lifecycle')
    for (const _ of ['first', 'again']) {
      const known: Record<string, string> = { 'matrix.os': 'ubuntu-latest' }
      for (const step of ownOf(steps)) {
        const run = await world.dispatch('main', {}, { with: filledIn(step.with, known) })
        expect({ [step.id ?? '']: run.exitCode, log: run.log }).toMatchObject({
          [step.id ?? '']: 0
        })
        Object.assign(known, outputsOf(step.id, run))
      }
      expect(check(steps, known)).toBe(0)
      expect(check(steps, { ...known, 'steps.again.outputs.changes': 'true' })).toBe(1)
      expect(check(steps, { ...known, 'steps.destroy.outputs.to-destroy': '' })).toBe(1)
    }
    // Nothing stays but the record, which the next one continues.
    expect(world.hiddenRefs()).toEqual([
      'refs/gitops-env/environments/lifecycle-ubuntu-latest/ci-main'
    ])
  })
})

describe('ci.yml', () => {
  const steps = stepsOf('ci.yml', 'smoke')
  const [own] = ownOf(steps)
  const known = (event: string, run: RunResult): Values => ({
    'github.event_name': event,
    ...outputsOf(own?.id, run)
  })

  test('asks what a push to main would do, and sees another answer', async () => {
    await open()
    const run = await world.push('main', undefined, { with: own?.with })
    const sha = world.origin.head('main')
    expect(run.exitCode).toBe(0)
    expect(check(steps, known('push', run), sha)).toBe(0)
    expect(check(steps, known('push', run), 'other')).toBe(1)
    expect(world.hiddenRefs()).toEqual([])
  })

  test('asks for a push that another one has overtaken', async () => {
    await open()
    const earlier = await world.push('main', undefined, { with: own?.with })
    world.commit('main', { 'newer.txt': 'newer\n' })
    const run = await world.rerun(earlier)
    expect(run.outputs).toMatchObject({ operation: 'skip', reason: 'stale-run' })
    expect(check(steps, known('push', run))).toBe(0)
    expect(check(steps, { ...known('push', run), 'steps.action.outputs.reason': '' })).toBe(1)
  })

  test('asks on a pull request, too, without writing anything', async () => {
    await open()
    world.commit('feature', { 'new.txt': 'new\n' })
    const run = await world.pullRequest(
      { number: 7, head: 'feature', base: 'main' },
      { with: own?.with }
    )
    expect(run.exitCode).toBe(0)
    expect(check(steps, known('pull_request', run))).toBe(0)
    expect(
      check(steps, { ...known('pull_request', run), 'steps.action.outputs.operation': 'plan' })
    ).toBe(1)
    expect(world.hiddenRefs()).toEqual([])
  })
})
