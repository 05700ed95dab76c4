// The `local` backend: only on a machine that stays, and only outside of the checkout.
import { afterEach, describe, expect } from '@jest/globals'
import { join } from 'node:path'
import { filesBelow } from '../harness/aftermath.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

const MAIN = `
terraform {
  backend "local" {}
}
variable "environment" {}
resource "terraform_data" "app" { input = var.environment }
`
let world: World
afterEach(async () => world.close())

describe("the 'local' backend", () => {
  const selfHosted = { RUNNER_ENVIRONMENT: 'self-hosted' }
  const module = { 'main.tf': MAIN }

  withTerraform('keeps a file outside of the checkout on a machine of your own', async () => {
    world = await createWorld({ module, env: selfHosted })
    const folder = join(world.origin.base, 'states')
    const given = { 'backend-config': `path=${folder}/{environment}.tfstate` }
    const created = await world.push('env-alice', undefined, { with: given })
    expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    expect(filesBelow(folder)).toContain('alice.tfstate')
    await world.push('env-bob', undefined, { with: given })
    const removed = await world.remove('env-alice', { with: given })
    expect(removed).toMatchObject({ exitCode: 0, outputs: { 'to-destroy': '1' } })
    expect(filesBelow(folder)).toEqual(['bob.tfstate'])
  })

  withTerraform.each([
    {
      what: 'in the checkout',
      path: 'states/{environment}.tfstate',
      env: selfHosted,
      says: /absolute path/
    },
    {
      what: 'on a hosted runner',
      path: '/tmp/{environment}.tfstate',
      env: {},
      says: /thrown away after the job/
    },
    {
      what: 'the same for all',
      path: '/tmp/one.tfstate',
      env: selfHosted,
      says: /every environment would share/
    }
  ])('is refused when its file is $what', async ({ path, env, says }) => {
    world = await createWorld({ module, env, with: { 'backend-config': `path=${path}` } })
    const refused = await world.push('env-alice')
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'invalid-input' } })
    expect(refused.annotations[0]?.message).toMatch(says)
    expect(world.hiddenRefs()).toEqual([])
  })
})
