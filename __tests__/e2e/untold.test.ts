// A run whose result cannot be told is red, whatever it did: later steps would go on without its outputs.
import { afterEach, expect } from '@jest/globals'
import { APP } from '../harness/modules.ts'
import { expectRecord } from '../harness/outcome.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => await world.close())

const UNTOLD = 'The result of this run could not be told to its end'

withTerraform.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'])(
  'where %s cannot be written a run is red and says so, and its record knows what was done',
  async (file) => {
    world = await createWorld({
      module: { 'main.tf': APP },
      with: { 'state-passphrase': 'correct horse battery staple' }
    })
    const untold = await world.push('env-alice', undefined, {
      env: { [file]: world.origin.base } // a folder
    })
    expect(untold.exitCode).toBe(1)
    expect(untold.annotations.map(({ message }) => message).join('\n')).toContain(UNTOLD)
    expectRecord(world, 'alice', { branch: 'env-alice', outcome: 'applied', resources: 1 })
    expect(world.hiddenRefs('locks')).toEqual([])
  }
)
