// What a run reads before it waits is old when its turn comes: nothing is made twice, and nothing is left behind.
import { afterEach, describe, expect } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../harness/gate.ts'
import { expectClean } from '../harness/outcome.ts'
import { madeIn, parts } from '../harness/rescue.ts'
import type { Running } from '../harness/runner.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

const OLD = 'correct horse battery staple'
const NEW = 'a new horse, a new staple'
const CHANGED = { 'state-passphrase': NEW, 'previous-passphrase': OLD }
const apps = (count: number): string => `resource "terraform_data" "app" { count = ${count} }\n`

let world: World
afterEach(async () => world.close())

function killWorker({ temp }: Running): void {
  const run = readdirSync(temp).find((name) => name.startsWith('gitops-env-')) ?? ''
  process.kill(Number(readFileSync(join(temp, run, 'worker.pid'), 'utf8')), 'SIGKILL')
}

describe('a run that waits for one whose worker is killed', () => {
  withTerraform(
    'puts back what that one rescued meanwhile, and makes nothing twice',
    async () => {
      world = await createWorld({ with: { 'state-passphrase': OLD, 'lock-timeout': '100s' } })
      const main = `${parts(world.origin, 'quick')}
resource "terraform_data" "slow" {
  depends_on = [terraform_data.quick]
  provisioner "local-exec" { command = "sleep 30" }
}
`
      let isWaitedFor = false
      const first = world.push(
        'env-alice',
        { 'main.tf': main },
        {
          during: async (running) => {
            await until(() => isWaitedFor && running.log().includes('sleep 30'), 60)
            killWorker(running)
          }
        }
      )
      await until(() => madeIn(world).length > 0, 60)
      const second = world.push(
        'env-alice',
        { 'main.tf': main.replace('sleep 30', 'true') },
        {
          during: async ({ log }) => {
            await until(() => log().includes('Waiting for the lock'), 60)
            isWaitedFor = true
          }
        }
      )
      const killed = await first
      expect(killed.exitCode).toBe(1)
      world.api.advance(120)
      const next = await second
      expect(next).toMatchObject({ exitCode: 0, outputs: { operation: 'apply' } })
      expect(next.log).toContain('was put back')
      expect(madeIn(world)).toEqual(['quick'])
      expect(world.hiddenRefs('rescue')).toEqual([])
      expectClean(next, world)
    },
    150_000
  )
})

describe('a run that is refused while the passphrase is changed', () => {
  withTerraform('leaves an environment that goes on', async () => {
    world = await createWorld({
      module: { 'main.tf': apps(2) },
      with: { 'state-passphrase': OLD }
    })
    expect(await world.push('env-alice')).toMatchObject({ exitCode: 0 })
    const both = { with: { ...CHANGED, 'max-destroy': '0' } }
    const refused = await world.push('env-alice', { 'main.tf': apps(1) }, both)
    expect(refused.outputs).toMatchObject({ reason: 'destroy-budget' })

    const next = await world.push('env-alice', { 'main.tf': apps(2) }, { with: CHANGED })
    expect(next).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    expect(await world.remove('env-alice', { with: CHANGED })).toMatchObject({
      exitCode: 0,
      outputs: { operation: 'destroy', 'to-destroy': '2' }
    })
  })
})

describe('a destroy whose lock is removed by hand', () => {
  withTerraform('removes the state all the same: the branch can come back', async () => {
    world = await createWorld({
      module: {
        'main.tf': `resource "terraform_data" "app" {
  provisioner "local-exec" {
    when    = destroy
    command = "sleep 2"
  }
}
`
      },
      with: { 'state-passphrase': OLD }
    })
    expect(await world.push('env-alice')).toMatchObject({ exitCode: 0 })
    const gone = await world.remove('env-alice', {
      during: async ({ log }) => {
        await until(() => log().includes('sleep 2'), 60)
        world.origin.git('update-ref', '-d', 'refs/gitops-env/locks/demo/alice')
      }
    })
    expect(gone).toMatchObject({ exitCode: 0, outputs: { operation: 'destroy' } })
    expect(gone.summary).toContain('The lock was removed by somebody else')
    expect(world.hiddenRefs('state')).toEqual([])
    expect(await world.push('env-alice')).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
  })
})
