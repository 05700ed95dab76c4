// Real Terraform against the state server: applies, locks, passwords, and a state that cannot be saved.
import { afterEach, describe, expect } from '@jest/globals'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStateServer } from '../../src/backend/git-server.ts'
import type { StateServer } from '../../src/backend/git-server.ts'
import { RunError } from '../../src/errors.ts'
import { run } from '../harness/process.ts'
import { withTerraform } from '../harness/tools.ts'

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

interface World {
  readonly server: StateServer
  /** What was saved, newest last. */
  readonly saved: Buffer[]
  readonly directory: string
  readonly terraform: (
    args: readonly string[],
    environment?: NodeJS.ProcessEnv
  ) => ReturnType<typeof run>
}

/** A server whose state is kept in memory, and a module that uses it. */
async function world(
  fail?: (saves: number) => Error | undefined,
  load?: () => Promise<Buffer | undefined>,
  initCode = 0
): Promise<World> {
  const saved: Buffer[] = []
  let saves = 0
  const server = await startStateServer(load ?? (() => Promise.resolve(saved.at(-1))), (state) => {
    saves += 1
    const error = fail?.(saves)
    if (error !== undefined) return Promise.reject(error)
    saved.push(state)
    return Promise.resolve()
  })
  const directory = mkdtempSync(join(tmpdir(), 'state-server-'))
  ends.push(
    () => server.close(),
    () => rmSync(directory, { recursive: true, force: true })
  )
  const terraform: World['terraform'] = (args, environment = {}) =>
    run('terraform', args, {
      cwd: directory,
      env: {
        ...process.env,
        CHECKPOINT_DISABLE: '1',
        TF_IN_AUTOMATION: '1',
        ...server.environment,
        ...environment
      }
    })
  const found = { server, saved, directory, terraform }
  write(found, 'one')
  expect((await terraform(['init', '-input=false'])).code).toBe(initCode)
  return found
}

function write({ directory }: Pick<World, 'directory'>, input: string): void {
  const backend = 'terraform {\n  backend "http" {}\n}\n'
  writeFileSync(
    join(directory, 'main.tf'),
    `${backend}resource "terraform_data" "a" { input = "${input}" }\n`
  )
}

const apply = ['apply', '-input=false', '-auto-approve', '-no-color']
const serialOf = (state: Buffer | undefined): number =>
  (JSON.parse(String(state)) as { serial: number }).serial

/** A request as another program on this machine would send it. */
async function request({ server }: World, method: string, more: RequestInit = {}): Promise<number> {
  const response = await fetch(server.environment['TF_HTTP_ADDRESS'] ?? '', { method, ...more })
  return response.status
}

function authorized({ server }: World): RequestInit {
  const { TF_HTTP_USERNAME: user, TF_HTTP_PASSWORD: password } = server.environment
  return {
    headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
  }
}

describe('a state', () => {
  withTerraform('is saved by an apply, kept by the next, and emptied by a destroy', async () => {
    const here = await world()
    expect((await here.terraform(apply)).code).toBe(0)
    const first = serialOf(here.saved.at(-1))
    write(here, 'two')
    const second = await here.terraform(apply)
    expect(second.stdout).toContain('0 added, 1 changed, 0 destroyed')
    expect(serialOf(here.saved.at(-1))).toBeGreaterThan(first)
    expect((await here.terraform(['destroy', '-auto-approve'])).code).toBe(0)
    expect(JSON.parse(String(here.saved.at(-1)))).toMatchObject({ resources: [] })
    expect(here.server.failure()).toBeUndefined()
    expect(here.server.unsaved()).toBeUndefined()
  })

  withTerraform('is not in a plan file or in .terraform, nor is the password', async () => {
    const here = await world()
    expect((await here.terraform(['plan', '-out=plan'])).code).toBe(0)
    const password = here.server.environment['TF_HTTP_PASSWORD'] ?? 'none'
    for (const file of ['plan', '.terraform/terraform.tfstate']) {
      expect(readFileSync(join(here.directory, file)).includes(password)).toBe(false)
    }
  })
})

describe('a lock', () => {
  withTerraform('that is held keeps another Terraform out, and is told', async () => {
    const here = await world()
    const lock = {
      ID: 'id-1',
      Operation: 'OperationTypeApply',
      Who: 'somebody',
      Version: '1',
      Created: '2026-01-02T03:04:05Z',
      Path: ''
    }
    const body = JSON.stringify(lock)
    expect(await request(here, 'LOCK', { ...authorized(here), body })).toBe(200)
    expect(await request(here, 'LOCK', { ...authorized(here), body })).toBe(423)
    const { code, stderr } = await here.terraform(apply)
    expect(code).toBe(1)
    expect(stderr).toContain('Error acquiring the state lock')
    expect(stderr).toContain('already locked: ID=id-1')
    expect(await request(here, 'UNLOCK', { ...authorized(here), body: '{"ID":"id-2"}' })).toBe(409)
    expect(await request(here, 'UNLOCK', { ...authorized(here), body })).toBe(200)
    expect((await here.terraform(apply)).code).toBe(0)
  })
})

describe('who may ask', () => {
  withTerraform('a wrong password is refused', async () => {
    const here = await world()
    const { code, stderr } = await here.terraform(apply, { TF_HTTP_PASSWORD: 'wrong' })
    expect(code).toBe(1)
    expect(stderr).toMatch(/401|[Uu]nauthorized|requires auth/u)
    expect(here.saved).toEqual([])
  })

  withTerraform('nobody without the password and the path', async () => {
    const here = await world()
    const address = here.server.environment['TF_HTTP_ADDRESS'] ?? ''
    for (const method of ['GET', 'POST', 'DELETE', 'LOCK', 'UNLOCK']) {
      expect(await request(here, method, method === 'GET' ? {} : { body: '{}' })).toBe(401)
    }
    expect((await fetch(new URL('/other', address), authorized(here))).status).toBe(404)
    expect(await request(here, 'DELETE', authorized(here))).toBe(405)
    expect(here.saved).toEqual([])
    expect(new URL(address).hostname).toBe('127.0.0.1')
  })

  withTerraform('two servers have different addresses and passwords', async () => {
    const [one, two] = [await world(), await world()]
    for (const name of ['TF_HTTP_ADDRESS', 'TF_HTTP_USERNAME', 'TF_HTTP_PASSWORD']) {
      expect(one.server.environment[name]).not.toBe(two.server.environment[name])
    }
  })
})

describe('a state that cannot be saved', () => {
  withTerraform(
    'is reported by Terraform, left in a file, and not tried again and again',
    async () => {
      let tries = 0
      const here = await world((saves) => {
        tries = saves
        return new RunError('state-not-saved', 'no')
      })
      const { code, stderr } = await here.terraform(apply)
      expect(code).toBe(1)
      expect(stderr).toContain('Failed to save state')
      expect(existsSync(join(here.directory, 'errored.tfstate'))).toBe(true)
      expect(tries).toBeLessThanOrEqual(2)
      expect(here.server.failure()).toMatchObject({ reason: 'state-not-saved' })
      expect(String(here.server.unsaved())).toContain('terraform_data')
      expect(here.saved).toEqual([])
    }
  )

  withTerraform('and is saved after all at the second try is saved', async () => {
    const here = await world((saves) => (saves === 1 ? new Error('once') : undefined))
    expect((await here.terraform(apply)).code).toBe(1)
    expect((await here.terraform(['state', 'push', 'errored.tfstate'])).code).toBe(0)
    expect(here.saved).toHaveLength(1)
    expect(here.server.unsaved()).toBeUndefined()
  })
})

withTerraform(
  'a state that cannot be loaded ends the initialisation, and the server knows why',
  async () => {
    const here = await world(
      undefined,
      () => Promise.reject(new RunError('wrong-passphrase', 'no')),
      1
    )
    expect(here.server.failure()).toMatchObject({ reason: 'wrong-passphrase' })
    expect(here.saved).toEqual([])
  }
)
