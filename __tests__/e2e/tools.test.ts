// Which program does the work: Terraform behind setup-terraform's wrapper, or OpenTofu.
import { afterEach, describe, expect } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { APP, IN_CLEAR } from '../harness/modules.ts'
import { expectClean, expectRecord, outcomeOf } from '../harness/outcome.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { hasTerraform, hasTofu, refuseToSkipAll, testIf, withTerraform } from '../harness/tools.ts'

// Without Terraform this tier skips every run of the action, by name: that must not be green.
refuseToSkipAll('e2e', { terraform: hasTerraform })

const branch = 'env-alice'
const passphrase = { 'state-passphrase': 'correct horse battery staple' }

/** A folder with a program of this name that prints lines of its own, and the real one beside it. */
function wrapped(tool: string): string {
  const folder = join(world.origin.base, 'wrapped')
  mkdirSync(folder)
  const real = spawnSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' })
  symlinkSync(real.stdout.trim(), join(folder, `${tool}-bin`))
  const script = `#!/bin/sh\necho "[command]$0-bin $*"\n"$0-bin" "$@"\ncode=$?\necho "::set-output name=exitcode::$code"\nexit $code\n`
  writeFileSync(join(folder, tool), script)
  chmodSync(join(folder, tool), 0o755)
  return `${folder}:${process.env['PATH'] ?? ''}`
}

let world: World
const close = async (): Promise<void> => await world.close()

describe('a wrapper that a set-up action left', () => {
  afterEach(close)

  withTerraform('is passed by: the log has none of its lines, and the run is green', async () => {
    world = await createWorld({ module: { 'main.tf': APP }, with: passphrase })
    const created = await world.push(branch, undefined, { env: { PATH: wrapped('terraform') } })
    expect(outcomeOf(created)).toMatchObject({ exitCode: 0, headline: '## `alice` was created' })
    expect(created.rawLog).not.toMatch(/\[command\]|set-output/u)
    expectClean(created, world)
  })
})

describe('OpenTofu', () => {
  afterEach(close)
  const withTofu = testIf(hasTofu)

  withTofu('creates, updates and destroys, and is named in log, summary and record', async () => {
    const own = { 'main.tf': 'this is ignored', 'main.tofu': APP }
    world = await createWorld({ module: own, with: { ...passphrase, tool: 'tofu' } })
    const created = await world.push(branch)
    expect(outcomeOf(created)).toMatchObject({ exitCode: 0, headline: '## `alice` was created' })
    expect(created.outputs['url']).toBe('https://alice.example.com')
    expect(created.summary).toMatch(/ · tofu \d+\.\d+\.\d+/u)
    expect(created.log).toContain('tofu plan')
    expect(created.log).not.toMatch(/terraform (?:init|plan|apply)/u)
    expectRecord(world, 'alice', {
      branch,
      outcome: 'applied',
      tool: { name: 'tofu' },
      resources: 1
    })
    expectClean(created, world)

    const updated = await world.push(branch, { 'big.auto.tfvars': 'size = 2\n' })
    expect(updated.outputs).toMatchObject({ 'to-add': '1', 'to-destroy': '0' })
    const removed = await world.remove(branch)
    expect(outcomeOf(removed)['headline']).toBe('## `alice` was destroyed: 2 resources')
    expectClean(removed, world)
  })

  withTofu('says what it was that failed', async () => {
    world = await createWorld({
      module: { 'main.tf': 'resource "x"' },
      with: { ...IN_CLEAR, tool: 'tofu' }
    })
    const failed = await world.push(branch)
    expect(failed).toMatchObject({ exitCode: 1, outputs: { reason: 'init-failed' } })
    expect(failed.log).toContain('tofu init failed with exit code 1.')
  })

  withTofu('gets its variables wherever it reads the code, as Terraform cannot', async () => {
    const module = 'module "part" {\n  source = "./${var.kind}"\n}\nvariable "kind" {}\n'
    world = await createWorld({
      module: {
        'main.tf': APP + module,
        'small/main.tf': 'resource "terraform_data" "part" {}\n',
        // What the action gives wins; a plan is applied only with what it was made with.
        'x.auto.tfvars': 'environment = "committed"\nsize = 3\n'
      },
      with: { ...passphrase, tool: 'tofu', variables: 'size=1\nkind=small' }
    })
    const created = await world.push(branch)
    expect(created.outputs).toMatchObject({ 'to-add': '2', url: 'https://alice.example.com' })
    const removed = await world.remove(branch)
    expect(outcomeOf(removed)['headline']).toBe('## `alice` was destroyed: 2 resources')
  })

  withTofu('takes over what Terraform made', async () => {
    world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
    await world.push(branch)
    const taken = await world.push(branch, { 'note.txt': 'x' }, { with: { tool: 'tofu' } })
    expect(taken).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    expect(stateOf(world.origin, 'alice')).toMatchObject({ serial: 1 })
  })
})
