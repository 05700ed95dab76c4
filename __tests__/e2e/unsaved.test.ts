// Runs that end badly: what the next run must not do because of them.
import { afterEach, describe, expect } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { repositoryRoot } from '../harness/action-file.ts'
import { expectClean } from '../harness/outcome.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

const PASSPHRASE = { 'state-passphrase': 'correct horse battery staple' }
const slow = (seconds: number): string => `
resource "terraform_data" "app" {}
resource "terraform_data" "slow" {
  provisioner "local-exec" { command = "sleep ${seconds}" }
}
`

let world: World
afterEach(async () => world.close())

/** The newest state that was ever stored, whatever became of its ref. */
function lastStateOf(environment: string): string {
  const objects = world.origin.git('cat-file', '--batch-all-objects', '--batch-check').split('\n')
  const commits = objects
    .filter((line) => line.includes(' commit '))
    .map((line) => line.slice(0, 40))
  const states = commits.flatMap((commit) => {
    const serial = /^state of (\S+), serial (\d+)$/m.exec(world.origin.show(commit).message)
    return serial?.[1] === environment ? [{ commit, serial: Number(serial[2]) }] : []
  })
  return states.toSorted((left, right) => right.serial - left.serial)[0]?.commit ?? ''
}

describe('an apply whose Terraform was killed', () => {
  withTerraform('is told, and the next run tells what may be missing and goes on', async () => {
    world = await createWorld({ module: { 'main.tf': slow(30) }, with: PASSPHRASE })
    const killed = await world.push('env-alice', undefined, {
      during: async (running) => {
        while (!running.log().includes('sleep 30')) await new Promise((go) => setTimeout(go, 50))
        const pid = execFileSync('pgrep', ['-f', `terraform apply.*${running.temp}`]).toString()
        for (const one of pid.trim().split('\n')) process.kill(-Number(one), 'SIGKILL')
      }
    })
    expect(killed).toMatchObject({ exitCode: 1, outputs: { reason: 'apply-failed' } })
    expect(killed.summary).toContain('Terraform was killed by SIGKILL in the middle of the apply')
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'failed', interrupted: true })
    expectClean(killed, world)

    const push = await world.push('env-alice', { 'main.tf': slow(0) })
    expect(push).toMatchObject({ exitCode: 0, outputs: { operation: 'apply' } })
    expect(push.summary).toContain('Terraform was killed in the middle of the apply')
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'applied' })
    expect(world.record('alice')?.json).not.toHaveProperty('interrupted')
    const destroyed = await world.remove('env-alice')
    expect(destroyed.outputs).toMatchObject({ operation: 'destroy', 'to-destroy': '2' })
    expectClean(destroyed, world)
  })
})

describe('a destroy', () => {
  withTerraform('that could not be remembered is finished by the next one', async () => {
    world = await createWorld({ module: { 'main.tf': slow(0) }, with: PASSPHRASE })
    await world.push('env-alice')
    await world.remove('env-alice')
    // As if the last push had not arrived: the record speaks of a destroy under way, the state is empty.
    const began = world.record('alice')?.parents[1] ?? ''
    world.origin.git('update-ref', 'refs/gitops-env/environments/demo/alice', began)
    world.origin.git('update-ref', 'refs/gitops-env/state/demo/alice', lastStateOf('alice'))

    const again = await world.dispatch('main', { command: 'destroy', branch: 'env-alice' })
    expect(again).toMatchObject({
      exitCode: 0,
      outputs: { operation: 'destroy', 'to-destroy': '0' }
    })
    expect(again.summary).toContain('nothing was left')
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'destroyed' })
    expect(world.hiddenRefs('state')).toEqual([])
    expectClean(again, world)
  })

  withTerraform('does not begin when the branch came back while it was planned', async () => {
    world = await createWorld({ module: { 'main.tf': slow(0) }, with: PASSPHRASE })
    await world.push('env-alice')
    const head = world.origin.head('env-alice')
    // The branch was gone when the run looked; it is back as soon as the run has its lock.
    const comesBack = `git update-ref refs/heads/env-alice ${head}`
    world.origin.hook(
      'post-receive',
      `#!/bin/sh\nwhile read -r _ _ ref; do case "$ref" in refs/gitops-env/locks/*) ${comesBack} ;; esac; done\n`
    )
    const back = await world.remove('env-alice')
    expect(back).toMatchObject({ exitCode: 0, outputs: { reason: 'branch-exists' } })
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'applied' })
    expectClean(back, world)
  })
})

describe('a post step without a step that began', () => {
  withTerraform('does nothing', async () => {
    world = await createWorld({ module: { 'main.tf': slow(0) }, with: PASSPHRASE })
    const said = execFileSync(process.execPath, [join(repositoryRoot, 'dist/post/index.js')], {
      env: { PATH: process.env['PATH'] }
    })
    expect(said.toString()).toBe('Nothing was begun.\n')
  })
})
