// A secret that comes out changed: quoted, in JSON, without its line ends, as a key. It is hidden all the same.
import { afterEach, describe, expect } from '@jest/globals'
import type { RunResult } from '../harness/runner.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'
import { visibleOf } from '../harness/visible.ts'

/** What must not be seen, not even a part of it; all else in the secrets is there to get in the way. */
const CORES = [
  'Kerbholz',
  'Rapunzel',
  'Tannhain',
  'Wacholder',
  'Eichelber',
  'Sumpfdotter',
  'Nachtigal'
]
const PASSWORD = `Kerbholz&<Rapunzel>"'$\{Tannhain}\\`
const KEY = '-----BEGIN KEY-----\n    Wacholder==\n\tEichelber&=\n-----END KEY-----\n'
const DOCUMENT = JSON.stringify({ api: { token: 'Sumpfdotter<1>' } }, undefined, 2)
const BELL = 'Nach\u0007\u200btigal'

const VARIABLES = ['password', 'key', 'document', 'bell']
  .map((name) => `variable "${name}" {\n  type      = string\n  sensitive = true\n}\n`)
  .join('')
const MAIN = `${VARIABLES}
locals {
  password = nonsensitive(var.password)
  key      = nonsensitive(var.key)
  document = nonsensitive(var.document)
  bell     = nonsensitive(var.bell)
  all      = join("|", [local.password, local.key, local.document, local.bell])
}
resource "terraform_data" "keyed" {
  for_each = toset([local.password, local.key, local.document, local.bell])
  input    = { value = each.key, json = jsonencode([each.key]), twice = jsonencode({ a = jsonencode([each.key]) }) }
}
output "copies" { value = terraform_data.keyed }
output "json" { value = jsonencode({ (local.password) = local.key, document = local.document, bell = local.bell }) }
output "key_of_map" { value = { (local.password) = 1, (local.document) = 2 } }
output "lines" { value = split("\\n", local.all) }
`
const says = (more: string): string => `
resource "terraform_data" "says" {
  provisioner "local-exec" {
    environment = { ALL = local.all }
    command     = "printf '%s\\n' \\"$ALL\\"; : \${jsonencode(local.all)}; ${more}"
  }
}
`

let world: World
afterEach(async () => world.close())

const made = async (main: string): Promise<RunResult> => {
  world = await createWorld({
    module: { 'main.tf': main },
    with: { 'state-passphrase': 'correct horse battery staple', variables: `password=${PASSWORD}` },
    env: { TF_VAR_key: KEY, TF_VAR_document: DOCUMENT, TF_VAR_bell: BELL }
  })
  return await world.push('env-alice')
}

describe('a secret', () => {
  withTerraform('that takes every way out is seen at the end of none', async () => {
    const created = await made(MAIN + says('true'))
    expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '5' } })
    expectHidden(created)
    expect(created.log).toContain('(local-exec): ***')
    expectHidden(await world.push('env-alice', { 'main.tf': MAIN }))
    expectHidden(await world.remove('env-alice'))
    for (const ref of world.hiddenRefs()) {
      const message = world.origin.log(ref, '--format=%B')
      for (const core of CORES) expect(message).not.toContain(core)
    }
  })

  withTerraform('that only a file of the module brings is hidden in the plan already', async () => {
    const main = `
variable "password" {
  type      = string
  sensitive = true
}
resource "terraform_data" "keyed" { for_each = toset([nonsensitive(var.password)]) }
`
    world = await createWorld({
      module: { 'main.tf': main, 'own.auto.tfvars': 'password = "Kerbholz<1>"\n' },
      with: { 'state-passphrase': 'correct horse battery staple' }
    })
    const created = await world.push('env-alice')
    expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    expect(created.log).toContain('will create       terraform_data.keyed["***"]')
    expectHidden(created)
    expectHidden(await world.dispatch('main', { command: 'plan', branch: 'env-alice' }))
  })

  withTerraform('in what a command says that fails is hidden in every report of it', async () => {
    const failed = await made(MAIN + says('exit 3'))
    expect(failed).toMatchObject({ exitCode: 1, outputs: { reason: 'apply-failed' } })
    expect(failed.annotations[0]?.message).toContain('***')
    expectHidden(failed)
  })

  withTerraform(
    'in what a condition says is hidden, before and after it is in the state',
    async () => {
      const condition = (parts: number): string => `
resource "terraform_data" "checked" {
  lifecycle {
    precondition {
      condition     = length(terraform_data.keyed) == ${parts}
      error_message = "Bad: \${local.all}, \${jsonencode(local.all)}, \${join(",", keys(terraform_data.keyed))}."
    }
  }
}`
      const failed = await made(MAIN + condition(5))
      expect(failed).toMatchObject({ exitCode: 1, outputs: { reason: 'plan-failed' } })
      expectHidden(failed)
      expect((await world.push('env-alice', { 'main.tf': MAIN + condition(4) })).exitCode).toBe(0)
      const again = await world.push('env-alice', { 'main.tf': MAIN + condition(5) })
      expect(again).toMatchObject({ exitCode: 1, outputs: { reason: 'plan-failed' } })
      expect(again.annotations[0]?.message).toContain('Bad: ***')
      expectHidden(again)
    }
  )
})

/** Nothing of a secret in what people and later steps get; in the log not even before the runner's own masks. */
function expectHidden(run: RunResult): void {
  const visible = visibleOf(run)
  const seen = CORES.flatMap((core) => {
    const at = visible.indexOf(core)
    return at < 0 ? [] : [visible.slice(Math.max(0, at - 60), at + 60)]
  })
  expect(seen).toEqual([])
}
