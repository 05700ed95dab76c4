// A state that is not the environment's own is never changed, however a run came to it.
import { afterEach, describe, expect } from '@jest/globals'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createWorld, type World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'
import { startHttpState, type HttpState } from '../servers/http-state.ts'

const MAIN = 'terraform {\n  backend "http" {}\n}\nresource "terraform_data" "mine" {}\n'

let world: World
let servers: HttpState[]
afterEach(async () => {
  for (const server of servers) await server.close()
  await world.close()
})

const open = async (module: Readonly<Record<string, string>>): Promise<void> => {
  servers = [await startHttpState(), await startHttpState()]
  const [here] = servers
  world = await createWorld({
    module,
    with: { 'backend-config': `address=${here?.url}/{project}/{environment}` }
  })
}

describe('the same address, and another state behind it', () => {
  withTerraform('is neither changed nor destroyed, nor planned', async () => {
    await open({ 'main.tf': MAIN })
    const [here, there] = servers
    await world.push('env-alice')
    await world.push('env-bob')
    const bobs = here?.state('/demo/bob')
    expect(world.record('alice')?.json).toMatchObject({
      lineage: here?.state('/demo/alice')?.['lineage']
    })
    here?.setState('/demo/alice', bobs)
    there?.setState('/demo/alice', bobs)

    for (const run of [
      await world.push('env-alice', { 'more.tf': 'resource "terraform_data" "more" {}\n' }),
      await world.dispatch('env-alice', { command: 'plan' }),
      await world.remove('env-alice')
    ]) {
      expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'state-missing' } })
      expect(run.annotations.at(-1)?.message).toMatch(/lineage is [-0-9a-f]+, and was [-0-9a-f]+/u)
    }
    expect(here?.state('/demo/alice')).toEqual(bobs)
    expect(here?.locks()).toEqual({})
    expect(world.hiddenRefs('locks')).toEqual([])
    expect(world.record('alice')?.json).toMatchObject({ applied: expect.any(String) })
  })
})

describe('a state that was there before the first run', () => {
  withTerraform('is taken over, and that is told', async () => {
    await open({ 'main.tf': MAIN })
    const [here] = servers
    await world.push('env-alice')
    const found = here?.state('/demo/alice')
    here?.setState('/demo/bob', found)
    const run = await world.push('env-bob')
    expect(run).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    expect(run.log).toMatch(/held 1 resource before the first run of 'bob'/u)
    expect(run.summary).not.toContain('was created')
    expect(here?.state('/demo/bob')).toEqual(found)
    const again = await world.push('env-bob')
    expect(again.log).not.toContain('before the first run')
  })
})

describe('another file that decides over the backend', () => {
  withTerraform('is found out before anything is planned', async () => {
    await open({
      'main.tf': 'resource "terraform_data" "mine" {}\n',
      'zzz_override.tf': 'terraform {\n  backend "local" {}\n}\n'
    })
    // Both types have a 'path': Terraform has nothing to object to.
    const consul = { backend: 'consul', 'backend-config': 'path={project}/{environment}' }
    const run = await world.push('env-alice', undefined, { with: consul })
    expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'invalid-input' } })
    expect(run.annotations.at(-1)?.message).toMatch(
      /was given the backend 'consul' with path=demo\/alice, and has chosen 'local'/u
    )
    expect(existsSync(join(run.workspace, 'demo/alice'))).toBe(false)
    expect(world.hiddenRefs()).toEqual([])
  })
})
