// Real Terraform through the door that starts it: what each kind of run leaves, and what an interrupt does.
import { afterAll, describe, expect } from '@jest/globals'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTerraform } from '../../src/terraform/cli.ts'
import { terraformEnvironment } from '../../src/terraform/process-environment.ts'
import type { Terraform } from '../../src/terraform/cli.ts'
import type { TerraformEvent } from '../../src/terraform/events.ts'
import {
  applyPlan,
  describePlan,
  initialise,
  makePlan,
  pullState,
  readOutputs,
  unsavedState
} from '../../src/terraform/run.ts'
import { withTerraform } from '../harness/tools.ts'

const top = mkdtempSync(join(tmpdir(), 'terraform-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))

interface World {
  readonly root: string
  readonly scratch: string
  readonly terraform: Terraform
  readonly events: TerraformEvent[]
  readonly write: (text: string) => void
  readonly plan: (more?: { destroy?: boolean; varFiles?: readonly string[] }) => Promise<boolean>
  readonly apply: () => Promise<number>
}

function world(text: string, variables: Readonly<Record<string, string>> = {}): World {
  const scratch = mkdtempSync(join(top, 'scratch-'))
  const root = join(scratch, 'root')
  mkdirSync(root)
  const write = (content: string): void => writeFileSync(join(root, 'main.tf'), content)
  write(text)
  const environment = terraformEnvironment({ ...process.env, ...variables }, {})
  const varFiles: string[] = []
  const terraform = openTerraform({
    tool: 'terraform',
    program: 'terraform',
    directory: root,
    varFiles,
    scratch,
    environment
  })
  const events: TerraformEvent[] = []
  const note = (event: TerraformEvent): void => void events.push(event)
  const file = join(scratch, 'plan')
  return {
    root,
    scratch,
    terraform,
    events,
    write,
    plan: async ({ destroy = false, varFiles: more = [] } = {}) => {
      varFiles.push(...more)
      await initialise(terraform, [], note)
      return makePlan(terraform, { file, destroy, lock: true, lockTimeoutMs: 1000 }, note)
    },
    apply: async () =>
      (await applyPlan(terraform, { file, lockTimeoutMs: 1000, version: '1.11.4' }, note)).exitCode
  }
}

const kinds = ({ events }: World): readonly string[] => events.map((event) => event.kind)
const diagnosticsOf = ({ events }: World) =>
  events.flatMap((event) => (event.kind === 'diagnostic' ? [event.diagnostic] : []))

const MODULE =
  'resource "terraform_data" "a" { input = "one" }\noutput "a" { value = terraform_data.a.output }\n'

describe('a run', () => {
  withTerraform('from nothing to nothing', async () => {
    const here = world(MODULE)
    const described = () => describePlan(here.terraform, join(here.scratch, 'plan'))

    expect(await here.plan()).toBe(true)
    expect(await described()).toMatchObject({
      counts: { add: 1 },
      resourcesBefore: 0,
      resourcesAfter: 1
    })
    expect(await here.apply()).toBe(0)
    expect(kinds(here)).toEqual(
      expect.arrayContaining(['version', 'planned', 'started', 'done', 'outputs'])
    )
    expect(await readOutputs(here.terraform)).toEqual({ a: { value: 'one', sensitive: false } })
    expect(await pullState(here.terraform, 'apply-failed')).toBe(1)

    expect(await here.plan()).toBe(false)
    here.write(MODULE.replace('one', 'two'))
    expect(await here.plan()).toBe(true)
    expect((await described()).changes.map(({ action }) => action)).toEqual(['update'])
    expect(await here.apply()).toBe(0)

    expect(await here.plan({ destroy: true })).toBe(true)
    expect(await described()).toMatchObject({
      counts: { destroy: 1 },
      resourcesBefore: 1,
      resourcesAfter: 0
    })
    expect(await here.apply()).toBe(0)
    expect(await pullState(here.terraform, 'apply-failed')).toBe(0)
    expect(await here.plan({ destroy: true })).toBe(false)
    expect(unsavedState(here.root)).toBeUndefined()
  })

  withTerraform('that moves, forgets or only changes an output has something to do', async () => {
    const here = world('resource "terraform_data" "a" {}')
    await here.plan()
    await here.apply()
    here.write(
      'resource "terraform_data" "b" {}\nmoved {\n  from = terraform_data.a\n  to   = terraform_data.b\n}'
    )
    expect(await here.plan()).toBe(true)
    expect(await here.apply()).toBe(0)
    here.write('resource "terraform_data" "b" {}\noutput "x" { value = 1 }')
    expect(await here.plan()).toBe(true)
    expect(await here.apply()).toBe(0)
    here.write('removed {\n  from = terraform_data.b\n  lifecycle { destroy = false }\n}')
    expect(await here.plan()).toBe(true)
    expect((await describePlan(here.terraform, join(here.scratch, 'plan'))).resourcesAfter).toBe(0)
    expect(await here.apply()).toBe(0)
    expect(await pullState(here.terraform, 'apply-failed')).toBe(0)
  })

  withTerraform('of a module with a mistake is refused, with file and line', async () => {
    const here = world('\n\nresource "terraform_data" "a" { input = terraform_data.b.id }\n')
    await expect(here.plan()).rejects.toMatchObject({ reason: 'plan-failed' })
    expect(diagnosticsOf(here)).toEqual([
      expect.objectContaining({
        severity: 'error',
        file: 'main.tf',
        line: 3,
        summary: 'Reference to undeclared resource'
      })
    ])
  })

  withTerraform('of a file that is no Terraform fails at init, with file and line', async () => {
    const here = world('\nresource "terraform_data" {\n')
    await expect(here.plan()).rejects.toMatchObject({ reason: 'init-failed' })
    expect(diagnosticsOf(here)[0]).toMatchObject({ severity: 'error', file: 'main.tf' })
  })

  withTerraform('whose apply fails half-way keeps what was made', async () => {
    const here = world(
      'resource "terraform_data" "a" {}\nresource "terraform_data" "b" {\n  depends_on = [terraform_data.a]\n  provisioner "local-exec" { command = "exit 7" }\n}'
    )
    await here.plan()
    expect(await here.apply()).toBe(1)
    expect(here.events).toContainEqual(
      expect.objectContaining({
        kind: 'done',
        step: expect.objectContaining({ address: 'terraform_data.a' })
      })
    )
    expect(here.events).toContainEqual(
      expect.objectContaining({
        kind: 'failed',
        step: expect.objectContaining({ address: 'terraform_data.b' })
      })
    )
    expect(diagnosticsOf(here).at(-1)?.summary).toContain('local-exec')
    expect(await pullState(here.terraform, 'apply-failed')).toBe(2)
  })

  withTerraform('with secrets tells them to the plan alone', async () => {
    const here = world(
      'variable "pw" { sensitive = true }\nresource "terraform_data" "a" { input = var.pw }\noutput "pw" {\n  value     = var.pw\n  sensitive = true\n}',
      { TF_VAR_pw: 'S3CR3T-value' }
    )
    await here.plan()
    expect(await here.apply()).toBe(0)
    expect(JSON.stringify(here.events)).not.toContain('S3CR3T')
    expect(await readOutputs(here.terraform)).toEqual({
      pw: { value: 'S3CR3T-value', sensitive: true }
    })
    expect((await describePlan(here.terraform, join(here.scratch, 'plan'))).secrets).toEqual([
      'S3CR3T-value'
    ])
  })

  withTerraform('with files of variables: the last one wins', async () => {
    const here = world('variable "a" {}\noutput "a" { value = var.a }')
    writeFileSync(join(here.root, 'one.tfvars'), 'a = "one"')
    writeFileSync(join(here.scratch, 'two.tfvars.json'), '{"a": "two"}')
    await here.plan({ varFiles: ['one.tfvars', join(here.scratch, 'two.tfvars.json')] })
    await here.apply()
    expect(await readOutputs(here.terraform)).toMatchObject({ a: { value: 'two' } })
  })

  withTerraform('without a value for a variable fails instead of asking', async () => {
    await expect(world('variable "a" {}').plan()).rejects.toMatchObject({ reason: 'plan-failed' })
  })

  withTerraform('leaves none of its output behind', async () => {
    const here = world(MODULE)
    await here.plan()
    expect(readdirSync(here.scratch).toSorted()).toEqual(['plan', 'root'])
  })
})
