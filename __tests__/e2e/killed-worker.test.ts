// The worker alone is killed, as by a machine that is out of memory: Terraform is left without its state server.
import { afterEach, describe, expect } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectClean, expectRecord } from '../harness/outcome.ts'
import { sleep } from '../harness/process.ts'
import type { Running } from '../harness/runner.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

const MAIN = `
resource "terraform_data" "quick" { input = "made before the worker was killed" }
resource "terraform_data" "slow" {
  depends_on = [terraform_data.quick]
  provisioner "local-exec" { command = "sleep 30" }
}
`
const RESCUE = 'refs/gitops-env/rescue/demo/alice'

let world: World
afterEach(async () => world.close())

/** Kills the worker as soon as Terraform waits for the slow resource. */
async function killWorker(running: Running): Promise<void> {
  while (!running.log().includes('sleep 30')) await sleep(20)
  const run = readdirSync(running.temp).find((name) => name.startsWith('gitops-env-')) ?? ''
  process.kill(Number(readFileSync(join(running.temp, run, 'worker.pid'), 'utf8')), 'SIGKILL')
}

describe('a worker that is killed', () => {
  withTerraform('leaves no state behind: it is rescued, and the next run takes up', async () => {
    world = await createWorld({
      module: { 'main.tf': MAIN },
      with: { 'state-passphrase': 'correct horse battery staple' }
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
})
