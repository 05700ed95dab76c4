// Secrets of a module: nobody sees them, whichever way they take; later steps get them in one private file.
import { afterEach, describe, expect } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { basicCredential } from '../harness/checkout.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { FAKE_RUNTIME_TOKEN, FAKE_TOKEN } from '../harness/job.ts'
import { withTerraform } from '../harness/tools.ts'
import { visibleOf } from '../harness/visible.ts'

const PASSPHRASE = { 'state-passphrase': 'correct horse battery staple' }
const KEY = ['-----BEGIN KEY-----', 'bXVsdGktbGluZQ', 'c2VjcmV0IGtleQ', '-----END KEY-----'].join(
  '\n'
)
let world: World
afterEach(async () => world.close())

const SECRETS = {
  byInput: 'input-hunter2-"quoted"',
  byVariable: 'variable-correct$horse',
  inFile: 'file-s3cr3t',
  inList: 'list-tr0ub4dor',
  output: 'output-swordfish',
  nested: 'nested-open-sesame'
}

const MAIN = `
variable "password" { sensitive = true }
variable "token" {
  type      = string
  sensitive = true
}
variable "in_file" { sensitive = true }
variable "list" {
  type      = list(string)
  sensitive = true
}
variable "key" { sensitive = true }
resource "terraform_data" "app" {
  input = { password = var.password, token = var.token, file = var.in_file, list = var.list[0] }
}
resource "terraform_data" "copy" { input = nonsensitive("\${var.password}+\${var.token}") }
resource "terraform_data" "key" { input = nonsensitive(var.key) }
resource "terraform_data" "listed" { input = nonsensitive("of the list: \${var.list[0]}") }
output "password" {
  value     = "${SECRETS.output}"
  sensitive = true
}
output "settings" {
  value     = { user = "admin", inner = [{ token = "${SECRETS.nested}" }], size = 1 }
  sensitive = true
}
output "app" { value = nonsensitive(terraform_data.app.output) }
output "key" { value = terraform_data.key.output }
output "hello" { value = "world" }
`

describe('a secret', () => {
  withTerraform('shows up nowhere, created, unchanged, updated and destroyed', async () => {
    world = await createWorld({
      module: { 'main.tf': MAIN, 'environments/alice.tfvars': `in_file = "${SECRETS.inFile}"\n` },
      with: {
        ...PASSPHRASE,
        variables: `password=${SECRETS.byInput}\nlist=["${SECRETS.inList}"]`
      },
      env: { TF_VAR_token: SECRETS.byVariable, TF_VAR_key: KEY }
    })
    const created = await world.push('env-alice')
    expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '4' } })
    expect(JSON.parse(created.outputs['outputs'] ?? '')).toMatchObject({ hello: 'world' })
    expect(created.outputsFile).toEqual({
      mode: 0o600,
      json: {
        password: SECRETS.output,
        settings: { user: 'admin', inner: [{ token: SECRETS.nested }], size: 1 },
        app: {
          password: SECRETS.byInput,
          token: SECRETS.byVariable,
          file: SECRETS.inFile,
          list: SECRETS.inList
        },
        key: KEY,
        hello: 'world'
      }
    })
    const runs = [
      created,
      await world.push('env-alice'),
      await world.push('env-alice', { 'more.tf': 'output "more" { value = terraform_data.copy }' }),
      await world.remove('env-alice')
    ]
    for (const run of runs) {
      expect(run.exitCode).toBe(0)
      expect(run.leftovers).toEqual([])
      expectHidden(visibleOf(run))
    }
    for (const ref of world.hiddenRefs()) expectHidden(world.origin.log(ref, '--format=%B'))
  })

  withTerraform('is not quoted by the error of an apply', async () => {
    const failing = `
resource "terraform_data" "bad" {
  input = var.password
  provisioner "local-exec" {
    command = "echo 'refused: \${nonsensitive(var.token)} \${nonsensitive(var.list[0])}' >&2; exit 1"
  }
}`
    world = await createWorld({
      module: { 'main.tf': MAIN + failing },
      with: { ...PASSPHRASE, variables: `password=x\nlist=["${SECRETS.inList}"]\nin_file=y` },
      env: { TF_VAR_token: 'variable-correct-horse', TF_VAR_key: KEY }
    })
    const failed = await world.push('env-alice')
    expect(failed).toMatchObject({ exitCode: 1, outputs: { reason: 'apply-failed' } })
    expect(failed.annotations[0]?.message).toContain('refused: *** ***')
    expectHidden(visibleOf(failed))
  })

  withTerraform('is not quoted by the error of a plan', async () => {
    const check = `
resource "terraform_data" "checked" {
  lifecycle {
    precondition {
      condition     = length(var.list) > 5
      error_message = "Bad: \${nonsensitive(var.list[0])}, \${nonsensitive(var.token)}, \${nonsensitive(var.in_file)}."
    }
  }
}`
    world = await createWorld({
      module: { 'main.tf': MAIN + check, 'x.auto.tfvars': `in_file = "${SECRETS.inFile}"\n` },
      with: { ...PASSPHRASE, variables: `password=x\nlist=["${SECRETS.inList}"]` },
      env: { TF_VAR_token: SECRETS.byVariable, TF_VAR_key: KEY }
    })
    const failed = await world.push('env-alice')
    expect(failed).toMatchObject({ exitCode: 1, outputs: { reason: 'plan-failed' } })
    expect(failed.annotations[0]?.message).toContain('Bad: ***')
    expectHidden(visibleOf(failed))
  })
})

describe("the runner's own", () => {
  withTerraform('variables and tokens do not reach Terraform; those for OIDC do', async () => {
    const main = `resource "terraform_data" "env" {
  provisioner "local-exec" { command = "env > env.txt" }
}`
    let seen = ''
    world = await createWorld({ module: { 'main.tf': main }, with: PASSPHRASE, http: true })
    const run = await world.push('env-alice', undefined, {
      env: {
        ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:9/oidc',
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'oidc-token',
        ACTIONS_CACHE_URL: 'http://127.0.0.1:9/cache',
        MY_OWN: 'stays'
      },
      beforePost: ({ workspace }) => {
        seen = readFileSync(join(workspace, 'env.txt'), 'utf8')
      }
    })
    expect(run.exitCode).toBe(0)
    const names = seen.split('\n').map((line) => line.split('=')[0] ?? '')
    expect(
      names.filter((name) =>
        /^(?:INPUT_|STATE_|GITOPS_ENV_|ACTIONS_RUNTIME|ACTIONS_CACHE)/.test(name)
      )
    ).toEqual([])
    for (const file of ['OUTPUT', 'ENV', 'STATE', 'PATH', 'STEP_SUMMARY']) {
      expect(names).not.toContain(`GITHUB_${file}`)
    }
    expect(names).toEqual(
      expect.arrayContaining(['MY_OWN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'GITHUB_SHA'])
    )
    const kept = [FAKE_TOKEN, basicCredential(FAKE_TOKEN), FAKE_RUNTIME_TOKEN, 'correct horse']
    for (const secret of kept) expect(seen).not.toContain(secret)
  })
})

function expectHidden(text: string): void {
  const lines = KEY.split('\n').slice(1, -1)
  for (const secret of [...Object.values(SECRETS), ...lines]) {
    expect(text).not.toContain(secret)
    expect(text).not.toContain(JSON.stringify(secret).slice(1, -1))
  }
}
