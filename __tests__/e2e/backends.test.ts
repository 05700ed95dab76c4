// Terraform's own backends: one state for each environment, credentials by environment only, nothing left behind.
import { afterEach, describe, expect } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow } from '../harness/aftermath.ts'
import { createWorld, type World, type WorldSettings } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'
import { printedOf, visibleOf } from '../harness/visible.ts'
import { watchFor, whileRunning } from '../harness/watch.ts'
import { startHttpState, type HttpState } from '../servers/http-state.ts'

const OVERRIDE = 'zz_gitops_env_override.tf.json'
const PASSWORD = 'pa$$word of the "server"'
const DECLARED = 'terraform {\n  backend "http" {}\n}\n'
const MAIN = `
variable "environment" {}
variable "size" { default = 1 }
resource "terraform_data" "app" {
  count = var.size
  input = var.environment
  provisioner "local-exec" { command = "sleep 0.2" }
}
output "name" { value = var.environment }
`
let world: World
let server: HttpState
afterEach(async () => {
  await server?.close()
  await world.close()
})

const open = async (settings: WorldSettings & { readonly declared?: boolean } = {}) => {
  const { declared = true, ...rest } = settings
  server = await startHttpState({ user: 'us:er', password: PASSWORD })
  const address = `${server.url}/{project}/{environment}`
  world = await createWorld({
    module: { 'main.tf': (declared ? DECLARED : '') + MAIN },
    ...rest,
    with: {
      'backend-config': `address=${address}
        lock_address=${address}/lock
        unlock_address=${address}/lock
        username=us:er
        password=${PASSWORD}`,
      ...rest.with
    }
  })
}

describe("the 'http' backend", () => {
  withTerraform('keeps an environment from its creation to its end', async () => {
    await open()
    const created = await world.push('env-alice')
    expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    expect(server.resources('/demo/alice')).toEqual(['terraform_data.app'])
    const same = await world.push('env-alice')
    expect(same).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    const updated = await world.push('env-alice', { 'a.auto.tfvars': 'size = 2' })
    expect(updated).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1', 'to-destroy': '0' } })
    expect(await world.push('env-bob')).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    expect(server.paths()).toEqual(['/demo/alice', '/demo/bob'])

    const removed = await world.remove('env-alice')
    expect(removed).toMatchObject({ exitCode: 0, outputs: { 'to-destroy': '2' } })
    expect(server.paths()).toEqual(['/demo/bob'])
    expect(server.locks()).toEqual({})
    expect(world.hiddenRefs('locks')).toEqual([])
    expect(world.hiddenRefs('state')).toEqual([])
    const key = `${server.url}/demo/alice`
    expect(world.record('alice')?.json).toMatchObject({
      backend: { type: 'http', key },
      outcome: 'destroyed'
    })
    expect(server.requests.filter(({ status }) => status === 401)).toEqual([])
  })

  withTerraform('gets its password by environment: no file and nobody else has it', async () => {
    await open()
    let seen: Awaited<ReturnType<typeof watchFor>> | undefined
    const run = await world.push('env-alice', undefined, {
      during: async (running) => {
        seen = await watchFor([PASSWORD, JSON.stringify(PASSWORD).slice(1, -1)], running)
      }
    })
    expect(run.exitCode).toBe(0)
    expect(seen?.found).toEqual([])
    for (const file of ['plan.tfplan', 'terraform.tfstate', 'backend.tfbackend.json']) {
      expect(seen?.files).toContainEqual(expect.stringMatching(new RegExp(`/${file}$`)))
    }
    const shown = [visibleOf(run), printedOf(run), world.record('alice')?.message].join('\n')
    expect(shown).not.toContain(PASSWORD)
    expect(shown).not.toContain(JSON.stringify(PASSWORD).slice(1, -1))
    expect(run.summary).toContain('terraform init -reconfigure')
  })

  withTerraform('may have its credentials in the address: they are not shown either', async () => {
    await open()
    const address = `${server.url.replace('//', '//us%3Aer:pa%24%24word%20of%20the%20%22server%22@')}/{environment}`
    const run = await world.push('env-alice', undefined, {
      with: { 'backend-config': `address=${address}` }
    })
    expect(run).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    expect(world.record('alice')?.message).not.toContain('pa%24')
    expect(visibleOf(run)).not.toContain('pa%24')
    expect(
      await world.remove('env-alice', { with: { 'backend-config': `address=${address}` } })
    ).toMatchObject({ exitCode: 0 })
    expect(server.paths()).toEqual([])
  })

  withTerraform('keeps environments apart whatever their branches are called', async () => {
    await open()
    const address = {
      'backend-config': `address=${server.url}/{branch}\nusername=us:er\npassword=${PASSWORD}`
    }
    for (const branch of ['env-a#1', 'env-a#2']) {
      const run = await world.push(branch, undefined, { with: address })
      expect(run).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    }
    expect(server.paths()).toHaveLength(2)
  })

  withTerraform('that lost its state stops the next apply and the destroy', async () => {
    await open()
    await world.push('env-alice')
    server.setState('/demo/alice', undefined)
    for (const run of [await world.push('env-alice'), await world.remove('env-alice')]) {
      expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'state-missing' } })
      expect(run.annotations[0]?.message).toMatch(/held 1 resource\b/)
    }
    expect(server.paths()).toEqual([])
    expect(server.locks()).toEqual({})
    expect(world.hiddenRefs('locks')).toEqual([])
  })

  withTerraform('is not silently swapped for another one', async () => {
    await open({ declared: false })
    const git = {
      backend: 'auto',
      'backend-config': '',
      'state-passphrase': 'correct horse battery staple'
    }
    expect(await world.push('env-alice', undefined, { with: git })).toMatchObject({ exitCode: 0 })
    const http = { backend: 'http', 'state-passphrase': git['state-passphrase'] }
    for (const run of [
      await world.push('env-alice', undefined, { with: http }),
      await world.remove('env-alice', { with: http })
    ]) {
      expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'invalid-input' } })
      expect(run.annotations[0]?.message).toMatch(/is in git .* would keep it in http/)
    }
    expect(server.requests).toEqual([])
  })
})

describe('a module that declares no backend', () => {
  withTerraform('gets one for as long as the run lasts, be it a failed one', async () => {
    await open({ declared: false, with: { backend: 'http' } })
    let seen = ''
    const created = await world.push('env-alice', undefined, {
      during: async (running) => {
        await whileRunning(running.pid, () => {
          const file = join(running.workspace, OVERRIDE)
          if (seen === '' && existsSync(file)) seen = readFileSync(file, 'utf8')
        })
      }
    })
    expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    expect(JSON.parse(seen)).toEqual({ terraform: { backend: { http: {} } } })
    expect(filesBelow(created.workspace)).not.toContain(OVERRIDE)
    expect(server.paths()).toEqual(['/demo/alice'])

    const failed = await world.push('env-alice', {
      'bad.tf': 'resource "terraform_data" "bad" {\n  input = var.no\n}\n'
    })
    expect(failed.exitCode).toBe(1)
    expect(filesBelow(failed.workspace)).not.toContain(OVERRIDE)
    expect(filesBelow(failed.workspace).filter((name) => name.includes('tfstate'))).toEqual([])
  })

  withTerraform('may not have a file of the name that would be generated', async () => {
    await open({
      declared: false,
      with: { backend: 'http' },
      module: { 'main.tf': MAIN, [OVERRIDE]: '{}' }
    })
    const refused = await world.push('env-alice')
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'invalid-input' } })
    expect(refused.annotations[0]?.message).toContain(OVERRIDE)
    expect(readFileSync(join(refused.workspace, OVERRIDE), 'utf8')).toBe('{}')
    expect(world.hiddenRefs('locks')).toEqual([])
    expect(server.requests).toEqual([])
  })
})
