// A repository that was renamed: its environments are not made a second time.
import { afterEach, describe, expect } from '@jest/globals'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expectClean } from '../harness/outcome.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => world.close())

describe('a root module under another project', () => {
  withTerraform(
    'is refused, for its push and for its deletion, until the name is kept',
    async () => {
      world = await createWorld({
        module: { 'main.tf': 'resource "terraform_data" "app" {}\n' },
        with: { 'state-passphrase': 'correct horse battery staple' }
      })
      await world.push('env-alice', undefined, { env: { GITHUB_REPOSITORY_ID: '7' } })
      symlinkSync(world.origin.path, join(world.origin.root, 'octo', 'renamed'))
      const renamed = { env: { GITHUB_REPOSITORY: 'octo/renamed', GITHUB_REPOSITORY_ID: '7' } }

      const push = await world.push('env-alice', { 'note.txt': 'new\n' }, renamed)
      expect(push).toMatchObject({ exitCode: 1, outputs: { reason: 'name-taken' } })
      expect(push.log).toContain("the environment 'alice' of the project 'demo'")
      expect(push.log).toContain('project: demo')
      expectClean(push, world)

      const deletion = await world.remove('env-alice', renamed)
      expect(deletion).toMatchObject({ exitCode: 1, outputs: { reason: 'name-taken' } })
      expectClean(deletion, world)

      const kept = await world.dispatch(
        'main',
        { command: 'destroy', branch: 'env-alice' },
        { env: renamed.env, with: { project: 'demo' } }
      )
      expect(kept.outputs).toMatchObject({ operation: 'destroy', 'to-destroy': '1' })
      expectClean(kept, world)
    }
  )

  withTerraform('of another folder is an environment of its own', async () => {
    const main = 'resource "terraform_data" "app" {}\n'
    world = await createWorld({
      module: { 'a/main.tf': main, 'b/main.tf': main },
      with: { 'state-passphrase': 'correct horse battery staple' }
    })
    for (const folder of ['a', 'b']) {
      const own = { with: { 'working-directory': folder } }
      expect((await world.push('env-alice', undefined, own)).exitCode).toBe(0)
    }
    expect(world.hiddenRefs('environments')).toHaveLength(2)
  })
})

describe('an environment of a repository that had no number', () => {
  withTerraform('goes on when the server tells one, and is sealed with it at once', async () => {
    world = await createWorld({
      module: { 'main.tf': 'resource "terraform_data" "app" {}\n' },
      with: { 'state-passphrase': 'correct horse battery staple' }
    })
    const state = 'refs/gitops-env/state/demo/alice'
    await world.push('env-alice')
    const before = world.origin.refs(state)
    const numbered = { env: { GITHUB_REPOSITORY_ID: '7' } }
    for (const files of [undefined, { 'main.tf': 'resource "none" "a" {' }]) {
      const run = await world.push('env-alice', files, numbered)
      expect(run.outputs['reason']).toBe(files && 'init-failed')
      expect(run.log).not.toContain('previous-passphrase')
      expectClean(run, world)
    }
    expect(world.origin.refs(state)).not.toEqual(before)
    const renamed = { env: { ...numbered.env, GITHUB_REPOSITORY: 'octo/renamed' } }
    symlinkSync(world.origin.path, join(world.origin.root, 'octo', 'renamed'))
    const removed = await world.remove('env-alice', {
      ...renamed,
      with: { project: 'demo' }
    })
    expect(removed.outputs).toMatchObject({ operation: 'destroy', 'to-destroy': '1' })
  })
})
