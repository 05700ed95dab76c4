// Files that hold a secret: for nobody else while a run goes on, and gone after it, also after a worker that was killed.
import { afterEach, describe, expect } from '@jest/globals'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { filesBelow } from '../harness/aftermath.ts'
import { createGate, until } from '../harness/gate.ts'
import { sleep } from '../harness/process.ts'
import type { Running } from '../harness/runner.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { testIf, hasTerraform } from '../harness/tools.ts'
import { contentOf } from '../harness/watch.ts'

const onLinux = testIf(hasTerraform && process.platform === 'linux')
const PASSPHRASE = 'correct horse battery staple'
const SECRETS = ['input-Kerbholz', 'variable-Rapunzel', 'output-Tannhain', PASSPHRASE]
const [INPUT, VARIABLE, OUTPUT] = SECRETS as [string, string, string]

const main = (command: string): string => `
variable "password" { sensitive = true }
variable "token" {
  type      = string
  sensitive = true
}
resource "terraform_data" "app" { input = { password = var.password, token = var.token } }
resource "terraform_data" "slow" {
  input = terraform_data.app.output
  provisioner "local-exec" { command = ${JSON.stringify(command)} }
}
output "password" {
  value     = "${OUTPUT}"
  sensitive = true
}
`
const settings = (command: string) => ({
  module: { 'main.tf': main(command) },
  with: { 'state-passphrase': PASSPHRASE, variables: `password=${INPUT}` },
  env: { TF_VAR_token: VARIABLE }
})

let world: World
afterEach(async () => world.close())

interface Found {
  readonly file: string
  readonly mode: number
  /** Whether somebody else on the machine could read it: nothing on the way to it forbids it. */
  readonly open: boolean
}

/** Files of workspace and temporary folder with a secret in them; the commit's own is no secret of ours. */
const withSecret = ({ workspace, temp }: Pick<Running, 'workspace' | 'temp'>): readonly Found[] =>
  [workspace, temp].flatMap((folder) =>
    filesBelow(folder)
      .filter((file) => !/(?:^|\/)(?:main\.tf|\.git\/.*)$/u.test(file))
      .flatMap((file) => {
        const path = join(folder, file)
        const content = contentOf(path)
        if (!SECRETS.some((secret) => content.includes(secret))) return []
        const mode = statSync(path).mode & 0o777
        const folders = parentsOf(path, folder).map((parent) => statSync(parent).mode)
        const open = (mode & 0o077) !== 0 && folders.every((one) => (one & 0o011) !== 0)
        return [{ file: folder === workspace ? `workspace: ${file}` : file, mode, open }]
      })
  )

function parentsOf(path: string, top: string): readonly string[] {
  const parent = dirname(path)
  return parent === top ? [] : [parent, ...parentsOf(parent, top)]
}

describe('while a run goes on', () => {
  onLinux('no file with a secret is in the workspace, or can be read by others', async () => {
    world = await createWorld()
    const gate = createGate(world.origin.base)
    const { module, ...more } = settings(gate.wait)
    let found: readonly Found[] = []
    const run = await world.push('env-alice', module, {
      ...more,
      during: async (running) => {
        await until(gate.reached)
        found = withSecret(running)
        gate.open()
      }
    })
    expect(run.exitCode).toBe(0)
    const names = found.map(({ file }) => file.replace(/^gitops-env-\w+\//, ''))
    // The log has the commands that mask them.
    expect(names).toEqual(expect.arrayContaining(['log', 'plan.tfplan', 'variables.tfvars.json']))
    expect(found.filter(({ open, file }) => open || file.startsWith('workspace'))).toEqual([])
    // Not for the folder's sake alone: a file may be moved, or its folder opened.
    expect(found.filter(({ mode }) => (mode & 0o077) !== 0)).toEqual([])
    expect(run.outputsFile?.mode).toBe(0o600)
    expect(run.leftovers).toEqual([])
    expect(withSecret(run)).toEqual([])
  })

  onLinux('the folder is private from its first moment to its last', async () => {
    world = await createWorld(settings('true'))
    const modes = new Set<number>()
    const run = await world.push('env-alice', undefined, {
      during: async ({ pid, temp }) => {
        for (let alive = true; alive; alive = isAlive(pid)) {
          for (const name of readdirSync(temp)) modes.add(statSync(join(temp, name)).mode & 0o777)
          await sleep(2)
        }
      }
    })
    expect(run.exitCode).toBe(0)
    expect([...modes]).toEqual([0o700])
  })
})

describe('a worker that was killed', () => {
  onLinux.each([
    { when: 'in the apply', command: 'apply' },
    { when: 'before the plan', command: 'plan' },
    { when: 'after the plan', command: 'show' }
  ])('$when leaves no file with a secret', async ({ command }) => {
    world = await createWorld()
    const gate = createGate(world.origin.base)
    const { module, ...more } = settings('true')
    let before: readonly Found[] = []
    const run = await world.push('env-alice', module, {
      ...more,
      env: { ...more.env, PATH: gate.pathBefore(command) },
      during: async (running) => {
        await until(gate.reached)
        before = withSecret(running)
        killWorker(running)
        gate.open()
      }
    })
    expect(run.exitCode).not.toBe(0)
    expect(before).not.toEqual([])
    expect(withSecret(run)).toEqual([])
    expect(run.leftovers).toEqual([])
    expect(run.processesLeft).toEqual([])
  })
})

function killWorker({ temp }: Running): void {
  const [directory = ''] = readdirSync(temp)
  process.kill(Number(readFileSync(join(temp, directory, 'worker.pid'), 'utf8')), 'SIGKILL')
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
