// What a run refuses and supplies around Terraform's own backends; the life of an environment is in backend-*.test.ts.
import { afterEach, describe, expect } from '@jest/globals'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow } from '../harness/aftermath.ts'
import { until } from '../harness/gate.ts'
import { must } from '../harness/process.ts'
import { createWorld, type World, type WorldSettings } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'
import { visibleOf } from '../harness/visible.ts'
import { whileRunning } from '../harness/watch.ts'
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

/** What `git commit -a` or `git add .` in the workspace would find. */
const uncommitted = async ({ workspace }: { readonly workspace: string }): Promise<string> =>
  await must('git', ['-C', workspace, 'status', '--porcelain', '--untracked-files=all'])

describe("the 'http' backend", () => {
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

describe('a module without the backend that is asked for', () => {
  withTerraform.each([
    { has: 'none', own: '' },
    { has: 'a backend of another type', own: 'terraform {\n  backend "local" {}\n}\n' },
    {
      has: "a 'cloud' block",
      own: 'terraform {\n  cloud {\n    organization = "o"\n    workspaces { name = "n" }\n  }\n}\n'
    }
  ])('has $has: it gets one for as long as the run lasts', async ({ own }) => {
    await open({ declared: false, with: { backend: 'http' }, module: { 'main.tf': own + MAIN } })
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
    expect(JSON.parse(seen)).toEqual({
      '//': expect.any(String),
      terraform: { backend: { http: {} } }
    })
    expect(server.paths()).toEqual(['/demo/alice'])
    expect(await uncommitted(created)).toBe('')
  })

  withTerraform('leaves nothing that could be committed, be it failed or killed', async () => {
    await open({ declared: false, with: { backend: 'http' } })
    const failed = await world.push('env-alice', {
      'bad.tf': 'resource "terraform_data" "bad" {\n  input = var.no\n}\n'
    })
    expect(failed.exitCode).toBe(1)
    expect(await uncommitted(failed)).toBe('')

    let whileItRan = ''
    const killed = await world.push(
      'env-alice',
      { 'bad.tf': null },
      {
        during: async (running) => {
          const worker = (): number => {
            const run =
              readdirSync(running.temp).find((name) => name.startsWith('gitops-env-')) ?? ''
            return Number(readFileSync(join(running.temp, run, 'worker.pid'), 'utf8'))
          }
          await until(() => existsSync(join(running.workspace, OVERRIDE)))
          whileItRan = await uncommitted(running)
          process.kill(worker(), 'SIGKILL')
        }
      }
    )
    expect(whileItRan).toBe(`?? ${OVERRIDE}\n`)
    expect(killed.exitCode).toBe(1)
    expect(killed.log).toContain('The worker of this run ended without a result')
    expect(await uncommitted(killed)).toBe('')
  })

  withTerraform('has it no more where the run fails between the file and Terraform', async () => {
    await open({ declared: false, with: { backend: 'http' } })
    const failed = await world.push('env-alice', undefined, {
      during: async ({ temp }) => {
        const runs = (): readonly string[] =>
          readdirSync(temp).filter((name) => name.startsWith('gitops-env-'))
        await until(() => runs().length > 0)
        mkdirSync(join(temp, runs()[0] ?? '', 'backend.tfbackend.json')) // where a file should be
      }
    })
    expect(failed.exitCode).toBe(1)
    expect(failed.log).toContain('EISDIR')
    expect(filesBelow(failed.workspace)).not.toContain(OVERRIDE)
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
