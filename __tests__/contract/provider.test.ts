// The provider and the PostgreSQL that the tests bring along do what a real one does, as Terraform sees it.
import { afterEach, beforeEach, describe, expect } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../harness/process.ts'
import { testIf, withTerraform } from '../harness/tools.ts'
import { REQUIRED, startProvider, type Provider } from '../provider/start.ts'
import { hasPostgres, startPostgres } from '../servers/postgres.ts'

let folder: string
let provider: Provider

/** Terraform with one `main.tf`; its output in JSON where the command has that. */
async function terraform(things: string | undefined, ...args: string[]) {
  if (things !== undefined) writeFileSync(join(folder, 'main.tf'), REQUIRED + things)
  const env = { PATH: process.env['PATH'], HOME: folder, CHECKPOINT_DISABLE: '1', ...provider.env }
  return await run('terraform', args, { cwd: folder, env })
}

const apply = async (things: string) => await terraform(things, 'apply', '-auto-approve', '-json')

interface Line {
  readonly diagnostic?: { summary: string; detail: string; snippet?: { code: string } }
  readonly change?: { action: string }
}
const lines = (stdout: string): Line[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)

describe('our own provider', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'provider-'))
  })
  afterEach(() => {
    provider.close()
    rmSync(folder, { recursive: true, force: true })
  })

  withTerraform('makes things with tags, changes, replaces and destroys them', async () => {
    provider = await startProvider(folder)
    expect(await terraform('', 'init')).toMatchObject({ code: 0 })
    const thing = (more: string) => `
      provider "fake" { default_tags = { owner = "octo" } }
      resource "fake_thing" "a" {
        name   = "a"
        secret = "not to be shown"
        tags   = { size = "small" }
        ${more}
      }`
    const made = await apply(thing(''))
    expect(made.code).toBe(0)
    expect(made.stdout).not.toContain('not to be shown')
    const [first] = provider.objects()
    expect(first).toMatchObject({ name: 'a', tags_all: { owner: 'octo', size: 'small' } })
    expect(await terraform(undefined, 'plan', '-detailed-exitcode')).toMatchObject({ code: 0 })

    expect(await apply(thing('create_ms = 1'))).toMatchObject({ code: 0 })
    expect(provider.objects().map(({ id }) => id)).toEqual([first?.id])
    const replaced = await apply(thing('force = "yes"'))
    expect(lines(replaced.stdout).map(({ change }) => change?.action)).toContain('replace')
    expect(provider.objects().map(({ id }) => id)).not.toEqual([first?.id])
    expect(await apply('')).toMatchObject({ code: 0 })
    expect(provider.objects()).toEqual([])
  })

  withTerraform('fails where it is told to, and names the attribute', async () => {
    provider = await startProvider(folder)
    const broken = 'resource "fake_thing" "a" {\n  name = "a"\n  fail = "it is taken"\n}\n'
    await terraform(broken, 'init')
    const { code, stdout } = await apply(broken)
    const [diagnostic] = lines(stdout).flatMap((line) => line.diagnostic ?? [])
    expect(code).toBe(1)
    expect(diagnostic).toMatchObject({
      summary: "creating Thing 'a': HTTP 409 Conflict",
      detail: 'it is taken',
      snippet: { code: '  name = "a"' }
    })
    expect(provider.objects()).toEqual([])
  })

  withTerraform("notices what was removed behind Terraform's back, as a child too", async () => {
    provider = await startProvider(folder, 'child')
    const thing = 'resource "fake_thing" "a" {\n  name = "a"\n}\n'
    expect(await terraform(thing, 'init')).toMatchObject({ code: 0 })
    expect(readFileSync(join(folder, '.terraform.lock.hcl'), 'utf8')).toContain('test/fake')
    expect(await apply(thing)).toMatchObject({ code: 0 })
    const [first] = provider.objects()
    provider.forget(first?.id ?? '')
    expect(await apply(thing)).toMatchObject({ code: 0 })
    expect(provider.objects()).toEqual([expect.objectContaining({ name: 'a' })])
    expect(provider.objects()[0]?.id).not.toBe(first?.id)
  })
})

describe('a PostgreSQL of our own', () => {
  testIf(hasPostgres)('answers queries, asks for a password, and is gone afterwards', async () => {
    const postgres = await startPostgres()
    const address = await postgres.database('one')
    expect(address).toContain(postgres.password)
    await postgres.query('one', 'create table t (n int); insert into t values (1), (2)')
    expect(await postgres.query('one', 'select n, n * 2 from t')).toEqual(['1|2', '2|4'])
    expect(await postgres.advisoryLocks('one')).toBe(0)
    const other = new URL(address)
    other.password = 'wrong'
    const refused = await run('psql', [other.href, '-c', 'select 1'])
    expect(refused.stderr).toContain('password authentication failed')
    await postgres.close()
    expect((await run('psql', [address, '-c', 'select 1'])).stderr).toContain('refused')
  })
})
