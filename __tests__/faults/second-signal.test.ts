// GitHub signals more than once, and so may others: Terraform hears of one interrupt only, for a second is fatal,
// and comes only where the machine is about to end everything.
import { afterEach, describe, expect } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { full } from '../harness/full.ts'
import { until } from '../harness/gate.ts'
import { IN_CLEAR } from '../harness/modules.ts'
import { expectClean } from '../harness/outcome.ts'
import type { Running } from '../harness/runner.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { withTerraform } from '../harness/tools.ts'
import { REQUIRED, startProvider, type Provider } from '../provider/start.ts'
import { pathWithWrapper } from './in-place.ts'

/** Longer than the 7.5 s after which GitHub sends SIGTERM, shorter than the 10 s after which it kills. */
const MAIN = `${REQUIRED}
resource "fake_thing" "slow" {
  name        = "slow"
  create_ms   = 8500
  ignore_stop = true
}
`
let world: World
let provider: Provider
afterEach(async () => {
  provider.close()
  await world.close()
})

/** The process id of a run's worker. */
function workerOf({ temp }: Running): number {
  const [name = ''] = readdirSync(temp)
  return Number(readFileSync(join(temp, name, 'worker.pid'), 'utf8'))
}

describe('a run that is signalled again and again', () => {
  withTerraform('interrupts Terraform once, and ends in good order', async () => {
    world = await createWorld({ module: { 'main.tf': MAIN }, with: IN_CLEAR })
    provider = await startProvider(world.origin.base)
    const heard = join(world.origin.base, 'signals')
    const result = await world.push('env-alice', undefined, {
      env: { ...provider.env, PATH: pathWithWrapper(world.origin.base, heard) },
      signals: 'cancel',
      cancelWhen: () => provider.calls().includes('create slow'),
      during: async (running) => {
        await until(() => existsSync(heard))
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.kill(running.pid, signal)
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
          process.kill(workerOf(running), signal)
        }
      }
    })
    expect(result).toMatchObject({ exitCode: 1, outputs: { reason: 'cancelled' } })
    expect(result.seconds).toBeGreaterThan(7.5)
    expect(readFileSync(heard, 'utf8')).toBe('SIGINT\n')
    expect(provider.calls().filter((call) => call === 'stop')).toHaveLength(1)
    expect(provider.calls()).toContain('create slow done')
    expect(stateOf(world.origin, 'alice')?.addresses).toEqual(['fake_thing.slow'])
    expectClean(result, world)
  })
})

const ENDLESS = `${REQUIRED}
resource "fake_thing" "quick" { name = "quick" }
resource "fake_thing" "slow" {
  depends_on  = [fake_thing.quick]
  name        = "slow"
  create_ms   = 900000
  ignore_stop = true
}
`
/** GitHub gives a cancelled job five minutes. */
const FIVE_MINUTES = 300

if (full) {
  describe('a cancelled run whose provider does not stop', () => {
    withTerraform(
      'is told to give up in time: what is known is in the state, and no lock is left',
      async () => {
        world = await createWorld({ module: { 'main.tf': ENDLESS }, with: IN_CLEAR })
        provider = await startProvider(world.origin.base)
        const started = performance.now()
        const result = await world.push('env-alice', undefined, {
          env: provider.env,
          signals: 'cancel',
          cancelWhen: () => provider.calls().includes('create slow'),
          timeoutSeconds: 2 * FIVE_MINUTES
        })
        expect((performance.now() - started) / 1000).toBeLessThan(FIVE_MINUTES)
        expect(result.exitCode).toBe(137)
        expect(result.postLog).toContain('Terraform is told to give up')
        expect(result.postSummary).toContain('it was told to give up')
        expect(stateOf(world.origin, 'alice')?.addresses).toContain('fake_thing.quick')
        expect(world.hiddenRefs('locks')).toEqual([])
        expect(world.record('alice')?.json).toMatchObject({ outcome: 'failed', interrupted: true })
        expect(result.leftovers).toEqual([])
        expect(result.processesLeft).toEqual([])
      },
      3 * FIVE_MINUTES * 1000
    )
  })
}
