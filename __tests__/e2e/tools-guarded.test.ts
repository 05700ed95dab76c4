// What a tool may not do unseen: hang, be another one than was applied with, keep the state elsewhere.
import { afterEach, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { APP, resource } from '../harness/modules.ts'
import { expectClean, outcomeOf } from '../harness/outcome.ts'
import type { RunResult } from '../harness/runner.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { hasTerraform, hasTofu, terraformVersion, testIf, withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => await world.close())

const branch = 'env-alice'
const passphrase = { 'state-passphrase': 'correct horse battery staple' }
const withTofu = testIf(hasTofu)
const withBoth = testIf(hasTerraform && hasTofu)

/** A PATH with a script of this name before everything else. @param body has `$real`, the program it stands for */
function scripted(name: string, body: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'scripted-'))
  const real = spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
  writeFileSync(join(folder, name), `#!/bin/sh\nreal='${real.stdout.trim()}'\n${body}\n`)
  chmodSync(join(folder, name), 0o755)
  return `${folder}:${process.env['PATH'] ?? ''}`
}

function expectRefused(run: RunResult, says: RegExp): void {
  expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'invalid-input' } })
  expect(run.annotations.at(-1)?.message).toMatch(says)
  expect(run.log).not.toMatch(/^(?:##\[group\])?(?:terraform|tofu) apply/mu)
}

describe('a program on the PATH', () => {
  withTerraform('that does not answer is given up when the run is cancelled', async () => {
    const flag = join(mkdtempSync(join(tmpdir(), 'flag-')), 'started')
    const PATH = scripted('terraform', `trap '' TERM INT\ntouch ${flag}\nwhile :; do sleep 1; done`)
    world = await createWorld({ module: { 'main.tf': APP }, with: passphrase })
    const cancelled = await world.push(branch, undefined, {
      with: { 'tool-version': terraformVersion ?? '' },
      env: { PATH },
      signals: 'cancel',
      cancelWhen: () => existsSync(flag)
    })
    expect(cancelled).toMatchObject({ exitCode: 1, outputs: { reason: 'cancelled' } })
    expectClean(cancelled, world)
  })

  withTerraform(
    'is asked for its version where it runs: a version manager goes by that',
    async () => {
      // Outside of the root module it is another version.
      const PATH = scripted(
        'terraform',
        `test -f main.tf || { echo '{"terraform_version":"1.5.0"}'; exit; }\nexec "$real" "$@"`
      )
      const required = 'terraform {\n  required_version = ">= 1.9"\n}\n'
      world = await createWorld({ module: { 'main.tf': APP + required }, with: passphrase })
      const created = await world.push(branch, undefined, {
        env: { PATH, TF_CLI_ARGS: '-compact-warnings' }
      })
      expect(outcomeOf(created)).toMatchObject({ exitCode: 0, headline: '## `alice` was created' })
    }
  )

  withTerraform(
    'is used itself where one of the wrapped name happens to lie beside it',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'beside-'))
      const real = spawnSync('/bin/sh', ['-c', 'command -v terraform'], { encoding: 'utf8' })
      symlinkSync(real.stdout.trim(), join(folder, 'terraform'))
      writeFileSync(join(folder, 'terraform-bin'), '#!/bin/sh\nexit 9\n', { mode: 0o755 })
      world = await createWorld({ module: { 'main.tf': APP }, with: passphrase })
      const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` }
      expect(await world.push(branch, undefined, { env })).toMatchObject({ exitCode: 0 })
    }
  )

  withTerraform('that takes the backend away is not let near an apply', async () => {
    const PATH = scripted('terraform', 'rm -f zz_gitops_env_override.tf.json\nexec "$real" "$@"')
    world = await createWorld({ module: { 'main.tf': APP }, with: passphrase })
    const refused = await world.push(branch, undefined, { env: { PATH } })
    expectRefused(refused, /terraform was given the backend 'git', and has chosen none\./u)
    expect(world.hiddenRefs()).toEqual([])
  })

  test('is not even looked for where the version asked for is none, and no lock is taken', async () => {
    world = await createWorld({ module: { 'main.tf': APP }, with: passphrase })
    const run = await world.push(branch, undefined, { with: { 'tool-version': '1.10' } })
    expectRefused(run, /'1\.10' in the input 'tool-version' is only a part of a version/u)
    const told = await world.push('env-bob', undefined, {
      with: { 'tool-version': '1.10', command: 'resolve' }
    })
    expectRefused(told, /is only a part of a version/u)
  })
})

describe('OpenTofu', () => {
  withTofu('does not get a file that stands in for the generated backend', async () => {
    const own = { 'main.tf': APP, 'zz_gitops_env_override.tofu.json': '{}' }
    world = await createWorld({ module: own, with: { ...passphrase, tool: 'tofu' } })
    const refused = await world.push(branch)
    expectRefused(refused, /The file 'zz_gitops_env_override\.tofu\.json' is in the root module/u)
  })

  withBoth('is not followed by Terraform where that would destroy what is in .tofu', async () => {
    const own = { 'main.tf': APP, 'b.tofu': resource('b') }
    world = await createWorld({ module: own, with: { ...passphrase, tool: 'tofu' } })
    expect(await world.push(branch)).toMatchObject({ outputs: { 'to-add': '2' } })
    const refused = await world.push(branch, { x: '1' }, { with: { tool: 'terraform' } })
    expectRefused(refused, /last applied with tofu [\d.]+\S*, and this run is for terraform/u)
    const kept = await world.remove(branch, { with: { tool: 'terraform' } })
    expectRefused(kept, /last applied with tofu/u)
    const removed = await world.dispatch('main', { command: 'destroy', branch })
    expect(outcomeOf(removed)['headline']).toBe('## `alice` was destroyed: 2 resources')
  })

  withBoth(
    'and Terraform change places with a notice; files of the one alone are named',
    async () => {
      world = await createWorld({ module: { 'main.tf': APP }, with: passphrase })
      await world.push(branch)
      const taken = await world.push(branch, { x: '1' }, { with: { tool: 'tofu' } })
      expect(taken).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
      expect(taken.summary).toMatch(
        /alice&#39; was last applied with terraform [\d.]+; this run is for tofu/u
      )
      world.commit('env-bob', { 'main.tf': null, 'main.tofu': APP })
      const other = await world.dispatch('main', { command: 'apply', branch: 'env-bob' })
      expectRefused(other, /There are \*\.tofu files: give the input 'tool: tofu'/u)
    }
  )
})

describe('a deletion', () => {
  withTerraform(
    'whose code asks for a version that is none says where another one is given',
    async () => {
      world = await createWorld({ module: { 'main.tf': APP }, with: passphrase })
      await world.push(branch)
      const spoilt = await world.push(branch, { '.terraform-version': 'one\n' })
      expectRefused(spoilt, /'one' in the file '\.terraform-version' is not a version/u)
      await world.push(branch, { '.terraform-version': null })
      world.commit(branch, { '.terraform-version': 'one\n' })
      await world.push(
        branch,
        { 'main.tf': APP },
        { with: { 'tool-version': terraformVersion ?? '' } }
      )
      const kept = await world.remove(branch)
      expectRefused(
        kept,
        /give the input 'tool-version' in the workflow of the default branch[^]*'branch: env-alice'; the last apply used [\d.]+\./u
      )
      const again = { command: 'destroy', branch, 'tool-version': terraformVersion ?? '' }
      const removed = await world.dispatch('main', again)
      expect(outcomeOf(removed)['headline']).toBe('## `alice` was destroyed: 1 resource')
    }
  )
})
