// A cancelled run: Terraform stops in good order, the state is saved, and no lock is left.
import { afterEach, describe, expect } from '@jest/globals'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

const MAIN = `
resource "terraform_data" "quick" {}
resource "terraform_data" "slow" {
  depends_on = [terraform_data.quick]
  provisioner "local-exec" { command = "sleep 60" }
}
`

let world: World
afterEach(async () => world.close())

describe('a cancelled run', () => {
  withTerraform('keeps what was made, says so, and leaves neither lock nor process', async () => {
    world = await createWorld({
      module: { 'main.tf': MAIN },
      with: { 'state-passphrase': 'correct horse battery staple' }
    })
    const cancelled = await world.push('env-alice', undefined, {
      signals: 'cancel',
      cancelWhen: (log) => log.includes('local-exec')
    })
    expect(cancelled.exitCode).toBe(1)
    expect(cancelled.outputs).toMatchObject({ operation: 'apply', reason: 'cancelled' })
    expect(cancelled.summary).toContain('was not created: the run was cancelled')
    expect(cancelled.processesLeft).toEqual([])
    expect(cancelled.leftovers).toEqual([])
    expect(world.hiddenRefs('locks')).toEqual([])
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'failed', resources: 2 })

    const destroyed = await world.remove('env-alice')
    expect(destroyed.outputs).toMatchObject({ operation: 'destroy', 'to-destroy': '2' })
  })
})
