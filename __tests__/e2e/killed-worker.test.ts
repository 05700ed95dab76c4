// The worker alone is killed, as by a machine that is out of memory: Terraform is left without its state server.
import { afterEach, describe, expect } from '@jest/globals'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathWithWrapper } from '../faults/in-place.ts'
import { until } from '../harness/gate.ts'
import { IN_CLEAR, resource, runs } from '../harness/modules.ts'
import { expectClean, expectRecord } from '../harness/outcome.ts'
import { sleep } from '../harness/process.ts'
import type { Running } from '../harness/runner.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { ALICE, openedWith } from '../harness/sealed.ts'
import { withTerraform } from '../harness/tools.ts'
import { REQUIRED, startProvider } from '../provider/start.ts'

const MAIN = `
resource "terraform_data" "quick" { input = "made before the worker was killed" }
resource "terraform_data" "slow" {
  depends_on = [terraform_data.quick]
  provisioner "local-exec" { command = "sleep 30" }
}
`
const RESCUE = 'refs/gitops-env/rescue/demo/alice'
const PASSPHRASE = 'correct horse battery staple'
/** Terraform asks the state server that is gone once only, and not for seconds. */
const env = { TF_HTTP_RETRY_MAX: '0' }

let world: World
afterEach(async () => world.close())

/** Kills the worker as soon as Terraform waits for the slow resource. */
async function killWorker(running: Running): Promise<void> {
  while (!running.log().includes('sleep 30')) await sleep(20)
  kill(running)
}

function kill(running: Running): void {
  const run = readdirSync(running.temp).find((name) => name.startsWith('gitops-env-')) ?? ''
  process.kill(Number(readFileSync(join(running.temp, run, 'worker.pid'), 'utf8')), 'SIGKILL')
}

describe('a worker that is killed', () => {
  withTerraform('leaves no state behind: it is rescued, and the next run takes up', async () => {
    world = await createWorld({
      module: { 'main.tf': MAIN },
      with: { 'state-passphrase': PASSPHRASE },
      env
    })
    const killed = await world.push('env-alice', undefined, { during: killWorker })
    expect(killed.exitCode).toBe(1)
    expect(killed.log).toContain('The worker of this run ended without a result')
    expect(killed.log).toContain(`was rescued, encrypted, in ${RESCUE}`)
    expect(killed.summary).toContain('## It is not known how this run ended')
    expect(killed.leftovers).toEqual([])
    expect(killed.processesLeft).toEqual([])
    const left = readdirSync(killed.workspace).filter((name) => /tfstate|override/.test(name))
    expect(left).toEqual([])
    expect(world.hiddenRefs('rescue')).toEqual([RESCUE])
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'applying' })

    world.api.advance(120)
    const next = await world.push('env-alice', {
      'main.tf': MAIN.replace('sleep 30', 'true')
    })
    expect(next.exitCode).toBe(0)
    expect(next.log).toContain(`rescued in ${RESCUE} was put back`)
    expect(next.log).toContain('never told how it ended')
    expect(next.outputs).toMatchObject({ 'to-add': '1', 'to-destroy': '1' })
    expectRecord(world, 'alice', { branch: 'env-alice', outcome: 'applied', resources: 2 })
    expectClean(next, world)
  })

  withTerraform(
    'leaves the only copy, private, where nothing may be uploaded in clear',
    async () => {
      world = await createWorld({ module: { 'main.tf': MAIN }, with: IN_CLEAR, env })
      const killed = await world.push('env-alice', undefined, { during: killWorker })
      const file = join(killed.workspace, 'errored.tfstate')
      expect(killed.exitCode).toBe(1)
      expect(killed.log).toContain(
        `The state that Terraform left is only on this runner, in ${file}`
      )
      expect(readFileSync(file, 'utf8')).toContain('made before the worker was killed')
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(world.hiddenRefs('rescue')).toEqual([])
      expect(world.hiddenRefs('state')).toEqual([])
      expect(killed.processesLeft).toEqual([])
    }
  )

  withTerraform('in a destroy: the only copy lies in its own folder, which stays', async () => {
    const slow = resource('slow', runs('sleep 30', 'destroy'))
    const quick = resource('quick', 'depends_on = [terraform_data.slow]')
    world = await createWorld({ module: { 'main.tf': slow + quick }, with: IN_CLEAR, env })
    await world.push('env-alice')
    const killed = await world.remove('env-alice', { during: killWorker })
    const name = killed.leftovers.find((left) => left.endsWith('/errored.tfstate')) ?? 'none'
    const file = join(killed.temp, name)
    expect(killed.exitCode).toBe(1)
    expect(killed.log).toContain(`only on this runner, in ${file}`)
    expect(killed.postLog).toContain(`Not removed, for it is the only copy: ${file}`)
    expect(readFileSync(file, 'utf8')).toContain('"name": "slow"')
    expect(readFileSync(file, 'utf8')).not.toContain('"name": "quick"')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(world.hiddenRefs('rescue')).toEqual([])
  })

  withTerraform('after a cancellation: Terraform is not interrupted again', async () => {
    const thing = 'name = "slow"\n  create_ms = 4000\n  ignore_stop = true'
    const files = { 'main.tf': `${REQUIRED}resource "fake_thing" "slow" {\n  ${thing}\n}\n` }
    world = await createWorld({ module: files, with: { 'state-passphrase': PASSPHRASE } })
    const provider = await startProvider(world.origin.base)
    const heard = join(world.origin.base, 'signals')
    const killed = await world
      .push('env-alice', undefined, {
        env: { ...env, ...provider.env, PATH: pathWithWrapper(world.origin.base, heard) },
        signals: 'cancel',
        cancelWhen: () => provider.calls().includes('create slow'),
        during: async (running) => {
          await until(() => existsSync(heard) && provider.calls().includes('stop'))
          kill(running)
        }
      })
      .finally(provider.close)
    expect(killed.exitCode).toBe(1)
    expect(killed.log).toContain('The worker of this run ended without a result')
    expect(readFileSync(heard, 'utf8')).toBe('SIGINT\n')
    expect(provider.calls().slice(-3)).toEqual(['create slow', 'stop', 'create slow done'])
    expect(killed.log).toContain(`was rescued, encrypted, in ${RESCUE}`)
    const rescued = await openedWith(world.origin, PASSPHRASE, ALICE, RESCUE)
    expect(rescued).toContain('"name": "slow"')
    expect(killed.leftovers).toEqual([])
    expect(killed.processesLeft).toEqual([])
  })

  withTerraform('whose step is killed next leaves the rescue to the post step', async () => {
    const slow = `${REQUIRED}
resource "fake_thing" "slow" {
  name        = "slow"
  create_ms   = 16000
  ignore_stop = true
}
`
    world = await createWorld({
      module: { 'main.tf': slow },
      with: { 'state-passphrase': PASSPHRASE }
    })
    const provider = await startProvider(world.origin.base)
    let isKilled = false
    const killed = await world.push('env-alice', undefined, {
      env: { ...env, ...provider.env },
      during: async (running) => {
        await until(() => provider.calls().includes('create slow'), 60)
        kill(running)
        await sleep(500)
        isKilled = true
      },
      signals: 'cancel',
      cancelWhen: () => isKilled
    })
    provider.close()
    expect(killed.exitCode).toBe(137)
    expect(provider.calls().filter((call) => call === 'stop')).toHaveLength(1)
    expect(killed.postLog).toContain(`was rescued, encrypted, in ${RESCUE}`)
    expect(killed.postSummary).toContain('## It is not known how this run ended')
    expect(world.hiddenRefs('rescue')).toEqual([RESCUE])
    expect(killed.leftovers).toEqual([])
    expect(killed.processesLeft).toEqual([])
  })
})
