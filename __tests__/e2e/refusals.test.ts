// What a person got wrong in the workflow or in the module: told in one message, before anything is changed.
import { afterEach, describe, expect, test } from '@jest/globals'
import { existsSync, mkdtempSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { RunResult, RunSettings } from '../harness/runner.ts'
import { createWorld, type World, type WorldSettings } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

const PASSPHRASE = { 'state-passphrase': 'correct horse battery staple' }
const MAIN = `
variable "environment" {}
resource "terraform_data" "app" { input = var.environment }
`
let world: World
afterEach(async () => world.close())

const pushed = async (
  settings: WorldSettings & { readonly files?: Record<string, string> },
  own?: RunSettings
): Promise<RunResult> => {
  const { files, ...rest } = settings
  world = await createWorld({ module: { 'main.tf': MAIN }, with: PASSPHRASE, ...rest })
  return await world.push('env-alice', files, own)
}

describe('a module that is wrong', () => {
  withTerraform.each([
    { where: '.', path: 'main.tf' },
    { where: 'infra', path: 'infra/main.tf' }
  ])('is annotated on file and line, relative to the repository, in $where', async (row) => {
    const broken = 'resource "terraform_data" "app" {\n  input = \n}\n'
    const run = await pushed({
      module: { [row.path]: broken },
      with: { ...PASSPHRASE, 'working-directory': row.where }
    })
    expectRefused(run, /init-failed|plan-failed/, /terraform/)
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ level: 'error', file: row.path, line: 2 })
    )
    expect(run.summary).toContain(`${row.path}:2`)
  })

  withTerraform('has the line of an error that only the plan finds', async () => {
    const wrong = `${MAIN}output "x" {\n  value = terraform_data.nothing.id\n}\n`
    const run = await pushed({
      module: { 'infra/main.tf': wrong },
      with: { ...PASSPHRASE, 'working-directory': 'infra' }
    })
    expectRefused(run, /plan-failed/, /terraform plan/)
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ file: 'infra/main.tf', line: 5 })
    )
  })

  withTerraform('has a required variable that nobody gives', async () => {
    const run = await pushed({ module: { 'main.tf': `variable "region" {}\n${MAIN}` } })
    expectRefused(run, /plan-failed/, /terraform plan/)
    expect(run.annotations[0]).toMatchObject({ file: 'main.tf', line: 1 })
    expect(run.annotations[0]?.message).toContain('"region"')
  })

  test.each([
    {
      what: 'a cloud block',
      module: { 'main.tf': `terraform {\n  cloud {}\n}\n${MAIN}` },
      says: /The 'cloud' backend needs 'organization'/
    },
    {
      what: 'a state that was committed',
      module: { 'main.tf': MAIN, 'terraform.tfstate': '{"version":4}' },
      says: /'terraform\.tfstate' lies in the root module/
    },
    {
      what: "a 'local' backend, on a machine that is thrown away",
      module: { 'main.tf': `terraform {\n  backend "local" { path = "x" }\n}\n${MAIN}` },
      says: /environment would share one local state|the state would be lost/
    },
    {
      what: 'a backend with one key for all environments',
      module: {
        'main.tf': `terraform {
  backend "azurerm" {
    storage_account_name = "a"
    container_name       = "c"
    key                  = "terraform.tfstate"
  }
}`
      },
      says: /main\.tf:2 sets 'key' in the 'azurerm' backend, so that every environment would share/
    },
    {
      what: 'a backend nobody knows',
      module: { 'main.tf': 'terraform {\n  backend "etcd" {}\n}\n' },
      says: /main\.tf:2 declares a backend of type 'etcd'/
    },
    {
      what: 'no Terraform file at all',
      module: {},
      says: /no Terraform file \(\*\.tf, \*\.tf\.json\)/
    }
  ])('has $what', async ({ module, says }) => {
    expectRefused(await pushed({ module }), /invalid-input/, says)
  })
})

describe('an input that is wrong', () => {
  test.each([
    {
      what: 'a variable that the module does not declare',
      given: { variables: 'color=red' },
      says: /'variables' gives 'color', which the root module does not declare\.\nIt declares: environment/
    },
    {
      what: 'a file of variables that is not there',
      given: { 'var-files': 'more/{environment}.tfvars' },
      says: /'var-files' names 'more\/alice\.tfvars', which does not exist/
    },
    {
      what: 'backend settings without a backend',
      given: { 'backend-config': 'key={environment}' },
      says: /'backend-config' has 'key', but the root module declares no backend/
    },
    {
      what: 'a folder that does not exist',
      given: { 'working-directory': 'infra' },
      says: /working-directory 'infra' does not exist in the commit [0-9a-f]{7}/
    },
    {
      what: 'a folder outside of the repository',
      given: { 'working-directory': '../other' },
      says: /working-directory: '\.\.\/other' leaves the repository/
    },
    {
      what: 'no passphrase',
      given: { 'state-passphrase': '' },
      says: /[Nn]o state-passphrase is given[^]*state-passphrase: \$\{\{ secrets\.STATE_PASSPHRASE \}\}/
    },
    {
      what: 'a passphrase that is too short',
      given: { 'state-passphrase': 'swordfish' },
      says: /state-passphrase: has 9 characters and needs at least 20/
    }
  ])('is $what', async ({ given, says }) => {
    const run = await pushed({ with: { ...PASSPHRASE, ...given } })
    expectRefused(run, /invalid-input/, says)
    expect(run.rawLog).not.toContain('swordfish')
  })

  test('is told together with all the others', async () => {
    const given = {
      command: 'aply',
      backend: 'floppy',
      'backend-config': 'oops',
      branches: 'a b c',
      'lock-timeout': 'soon',
      project: 'No Name'
    }
    const run = await pushed({ with: { ...PASSPHRASE, ...given } })
    expectRefused(run, /invalid-input/, /^Invalid inputs:/)
    const lines = run.annotations[0]?.message.split('\n') ?? []
    expect(lines.filter((line) => line.startsWith('  - '))).toHaveLength(6)
    for (const [name, value] of Object.entries(given)) {
      // A line of settings may be the rest of a secret: it is named, and not quoted.
      const found = name === 'backend-config' ? 'line 1' : `'${value}'`
      expect(lines).toContainEqual(expect.stringContaining(`- ${name}: ${found}`))
    }
    expect(run.annotations[0]?.message).toContain('auto, plan, apply, destroy, resolve')
  })

  test("is 'none' as the passphrase of a public repository", async () => {
    world = await createWorld({
      module: { 'main.tf': MAIN },
      with: { 'state-passphrase': 'none' }
    })
    world.commit('env-alice')
    const { pushEvent } = await import('../harness/events.ts')
    const event = pushEvent(world.origin, 'env-alice', { created: true })
    const payload = event.payload as { repository: object }
    const repository = { ...payload.repository, private: false, visibility: 'public' }
    const run = await world.run({ ...event, payload: { ...payload, repository } })
    expectRefused(run, /invalid-input/, /'state-passphrase: none' keeps states in clear/)
  })
})

describe("the job's environment", () => {
  test.each([
    { name: 'TF_CLI_ARGS_plan', value: '-destroy' },
    { name: 'TF_CLI_ARGS', value: '-no-color -target=terraform_data.app' },
    { name: 'TF_CLI_ARGS_apply', value: '-parallelism=2 -auto-approve' }
  ])('may not change what is asked for: $name=$value', async ({ name, value }) => {
    const run = await pushed({ env: { [name]: value } })
    expectRefused(run, /invalid-input/, new RegExp(`variable ${name} gives Terraform`))
  })

  withTerraform('may tune how fast it is done', async () => {
    const run = await pushed({ env: { TF_CLI_ARGS_plan: '-parallelism=2' } })
    expect(run).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
  })

  test('may lack terraform, and a way to it', async () => {
    world = await createWorld({ module: { 'main.tf': MAIN }, with: PASSPHRASE })
    const bin = mkdtempSync(join(world.origin.base, 'bin-'))
    for (const tool of ['git', 'sh']) symlinkSync(toolPath(tool), join(bin, tool))
    const env = { PATH: bin, GITOPS_ENV_TOOL_MIRROR: 'http://127.0.0.1:9' }
    const run = await world.push('env-alice', undefined, { env })
    expectRefused(run, /tool-unavailable/, /could not be downloaded from 127\.0\.0\.1:9/)
  })
})

function expectRefused(run: RunResult, reason: RegExp, says: RegExp): void {
  expect(run).toMatchObject({ exitCode: 1 })
  expect(run.outputs['reason']).toMatch(reason)
  expect(run.annotations.at(-1)?.message).toMatch(says)
  expect(new Set(run.annotations.map((one) => one.message)).size).toBe(run.annotations.length)
  expect(run.summary).toContain('[!CAUTION]')
  expect(world.hiddenRefs()).toEqual([])
  expect(run.leftovers).toEqual([])
}

function toolPath(name: string): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find(existsSync) ?? name
}
