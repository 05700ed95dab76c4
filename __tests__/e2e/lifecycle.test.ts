// The life of an environment: created, updated, left alone, destroyed, created again.
import { afterEach, describe, expect } from '@jest/globals'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

const MAIN = `
variable "environment" {}
variable "size" { default = 1 }
resource "terraform_data" "app" {
  count = var.size
  input = "\${var.environment}-\${count.index}"
}
output "name" { value = terraform_data.app[0].output }
output "url" { value = "https://\${var.environment}.example.com" }
`
let world: World
afterEach(async () => world.close())

describe('an environment', () => {
  withTerraform(
    'is created by the first push, updated by the next, destroyed with its branch',
    async () => {
      world = await createWorld({
        module: { 'main.tf': MAIN },
        with: { 'state-passphrase': 'correct horse battery staple' }
      })
      const created = await world.push('env-alice')
      console.log(
        created.log,
        created.summary,
        created.postLog,
        JSON.stringify(created.result),
        created.leftovers,
        created.seconds
      )
      expect(created.exitCode).toBe(0)
      console.log(world.origin.refs('refs/'), JSON.stringify(world.record('alice'), null, 1))
      const updated = await world.push('env-alice', { 'big.auto.tfvars': 'size = 2\n' })
      console.log(updated.log, updated.summary)
      const removed = await world.remove('env-alice')
      console.log(removed.log, removed.summary, world.origin.refs('refs/'))
    }
  )
})
