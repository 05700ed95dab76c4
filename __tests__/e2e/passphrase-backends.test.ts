// The passphrase is changed where it only signs records: with a backend that the root module declares.
import { afterEach, describe, expect } from '@jest/globals'
import { join } from 'node:path'
import { expectClean } from '../harness/outcome.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { isSignedWith } from '../harness/sealed.ts'
import { withTerraform } from '../harness/tools.ts'

const [OLD, NEW] = ['correct horse battery staple', 'a new horse, a new staple']
const MAIN = `
terraform {
  backend "local" {}
}
resource "terraform_data" "app" {}
`
let world: World
afterEach(async () => world.close())

describe('with a declared backend', () => {
  withTerraform.each([OLD, 'none', ''])('the record is signed anew after %j', async (earlier) => {
    world = await createWorld({
      module: { 'main.tf': MAIN },
      env: { RUNNER_ENVIRONMENT: 'self-hosted' }
    })
    const path = join(world.origin.base, '{environment}.tfstate')
    const by = (passphrase: string, previous = '') => ({
      with: {
        'state-passphrase': passphrase,
        'previous-passphrase': previous,
        'backend-config': `path=${path}`
      }
    })
    expect(await world.push('env-alice', undefined, by(earlier))).toMatchObject({ exitCode: 0 })
    const refused = await world.push('env-alice', undefined, by(NEW))
    const reason = earlier === OLD ? 'wrong-passphrase' : 'state-tampered'
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason } })
    const run = await world.push('env-alice', undefined, by(NEW, earlier === '' ? 'none' : earlier))
    expect(run).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    expect(run.log).not.toContain('sealed anew')
    expectClean(run, world)
    expect(await isSignedWith(world.origin, NEW)).toBe(true)
    const alone = await world.push('env-alice', undefined, by(NEW))
    expect(alone).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
  })
})
