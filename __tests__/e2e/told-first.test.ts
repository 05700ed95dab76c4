// The result is told before anything is kept for the next run: what happens to the worker while it saves is no failure.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCachedWorld, type CachedWorld } from '../harness/cached-world.ts'
import { until } from '../harness/gate.ts'
import { APP } from '../harness/modules.ts'
import { expectClean, expectRecord, outcomeOf } from '../harness/outcome.ts'
import type { Running } from '../harness/runner.ts'
import { createWorld } from '../harness/scenario.ts'
import { hasGitHttp, hasTerraform, testIf, withTerraform } from '../harness/tools.ts'
import { REQUIRED } from '../provider/start.ts'

const MAIN = `${REQUIRED}
resource "fake_thing" "a" {
  name = "a"
}
`
const CREATED = { exitCode: 0, headline: '## `one` was created', operation: 'apply' }
const withCache = testIf(hasTerraform && hasGitHttp)

let base: string
let cached: CachedWorld

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'told-first-')))
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

const saves = (): boolean => cached.service.requests.some(({ step }) => step === 'reserve')

function workerOf({ temp }: Running): number {
  const run = readdirSync(temp).find((name) => name.startsWith('gitops-env-')) ?? ''
  return Number(readFileSync(join(temp, run, 'worker.pid'), 'utf8'))
}

describe('while a run saves its providers, and the service hangs', () => {
  beforeEach(async () => {
    cached = await createCachedWorld(base, MAIN)
    cached.service.fail('reserve', { hang: true })
  })
  afterEach(async () => await cached.close())

  withCache('it is told already, and the service has ten seconds', async () => {
    const seen: string[] = []
    const during = async ({ temp }: Running): Promise<void> => {
      await until(saves)
      const run = readdirSync(temp).find((name) => name.startsWith('gitops-env-')) ?? ''
      seen.push(readFileSync(join(temp, run, 'summary.md'), 'utf8').split('\n')[0] ?? '')
    }
    const result = await cached.push('env-one', { during })
    expect(seen).toEqual(['## `one` was created'])
    expect(outcomeOf(result)).toMatchObject(CREATED)
    expect(result.log.split('\n').slice(-2)).toEqual([
      'The cache failed, and this run goes on without it: no answer within 10 s.',
      expect.stringMatching(/^'one' was created \(/u)
    ])
    expectClean(result, cached.world)
  })

  withCache('a worker that is killed is no failure', async () => {
    const during = async (running: Running): Promise<void> => {
      await until(saves)
      process.kill(workerOf(running), 'SIGKILL')
    }
    const result = await cached.push('env-one', { during })
    expect(outcomeOf(result)).toMatchObject(CREATED)
    expect(result.annotations).toEqual([])
    expect(result.log.split('\n').at(-1)).toBe(
      'The worker of this run was killed after everything was done and told; what it may have kept for the next run is not complete.'
    )
    expectRecord(cached.world, 'one', { branch: 'env-one', outcome: 'applied' })
    expectClean(result, cached.world)
  })

  withCache('a cancellation ends the saving, and nothing else', async () => {
    const result = await cached.push('env-one', { signals: 'cancel', cancelWhen: saves })
    expect(outcomeOf(result)).toMatchObject(CREATED)
    expect(result.annotations).toEqual([])
    expect(result.log).not.toContain('no answer')
    expect(result.log.split('\n').at(-1)).toMatch(/^'one' was created \(/u)
    expectClean(result, cached.world)
  })

  withCache('a step that is killed leaves the worker to post, which ends the saving', async () => {
    const during = async (running: Running): Promise<void> => {
      await until(saves)
      process.kill(running.pid, 'SIGKILL')
    }
    const result = await cached.push('env-one', { during })
    expect([result.exitCode, result.postExitCode]).toEqual([137, 0])
    expect(result.postLog.split('\n').at(-1)).toMatch(/^'one' was created \(/u)
    expect(result.postLog).not.toContain('no answer')
    expect(result.leftovers).toEqual([])
    expect(result.processesLeft).toEqual([])
    expect(cached.world.hiddenRefs('locks')).toEqual([])
  })
})

describe('a job with the variables of our own processes', () => {
  const set = (folder: string): Readonly<Record<string, string>> => ({
    GITOPS_ENV_CACHE: '{"verb":"restore","name":"a","key":"b"}',
    GITOPS_ENV_WORKER: folder,
    GITOPS_ENV_RESCUE: join(folder, 'errored.tfstate')
  })

  withTerraform('has a step that does its work', async () => {
    const world = await createWorld({
      module: { 'main.tf': APP },
      with: { 'state-passphrase': 'a passphrase of these tests' },
      env: set(mkdtempSync(join(base, 'mine-')))
    })
    const result = await world.push('env-one')
    expect(outcomeOf(result)).toMatchObject(CREATED)
    expectClean(result, world)
    await world.close()
  })

  test.each(Object.keys(set('')))('has a step that says what it does not do: %s', async (name) => {
    const world = await createWorld({})
    const folder = mkdtempSync(join(base, 'mine-'))
    const result = await world.push('topic', undefined, { env: { [name]: set(folder)[name] } })
    expect(result.outputs['reason']).toBe('not-an-environment')
    expect(readdirSync(folder)).toEqual([])
    await world.close()
  })
})
