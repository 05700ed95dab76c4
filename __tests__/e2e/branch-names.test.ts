// Branch names made by somebody who wants to break something: each is an environment like any other.
import { afterEach, describe, expect } from '@jest/globals'
import { existsSync, readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { createWorld, type World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'
import { OUR_ELEMENTS, rendered } from '../harness/visible.ts'

const MAIN = `
variable "branch" {}
variable "tags" { type = map(string) }
resource "terraform_data" "app" { input = var.tags }
output "branch" { value = var.branch }
output "tag" { value = var.tags["branch"] }
`
const settings = {
  module: { 'main.tf': MAIN },
  with: { 'state-passphrase': 'correct horse battery staple' }
}

let world: World
afterEach(async () => world.close())

describe('a branch with a hostile name', () => {
  withTerraform.each([
    'env-$(id)`id`;id&&touch${IFS}pwned',
    'env-<img/src=x>',
    'env-éü',
    'env-%0A%3A%3Aerror%3A%3Apwned',
    'env-${path.module}%{if',
    "env--upload-pack=touch${IFS}pwned|'{environment}'",
    `env-${'x'.repeat(196)}`
  ])('%s has an environment of its own, created and destroyed', async (branch) => {
    world = await createWorld(settings)
    const created = await world.push(branch)
    expect(created).toMatchObject({ exitCode: 0, outputs: { operation: 'apply', branch } })
    const { environment = '' } = created.outputs
    expect(environment).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/)
    expect(JSON.parse(created.outputs['outputs'] ?? '')).toEqual({ branch, tag: branch })
    expect(world.record(environment)?.json).toMatchObject({ branch, outcome: 'applied' })
    expectHarmless(created)

    const removed = await world.remove(branch)
    expect(removed).toMatchObject({ exitCode: 0, outputs: { operation: 'destroy', branch } })
    expect(removed.outputs['environment']).toBe(environment)
    expect(world.hiddenRefs('state')).toEqual([])
    expect(world.hiddenRefs('locks')).toEqual([])
    expectHarmless(removed)
  })

  withTerraform('lives beside those that look like it', async () => {
    world = await createWorld(settings)
    const branches = ['env-a/b', 'env-A-b', 'env-a-b', 'env-a_b']
    const names: string[] = []
    for (const branch of branches) {
      const created = await world.push(branch)
      expect(created).toMatchObject({ exitCode: 0, outputs: { branch, 'to-add': '1' } })
      names.push(created.outputs['environment'] ?? '')
    }
    expect(new Set(names).size).toBe(branches.length)
    expect(names[2]).toBe('a-b')

    await world.remove('env-A-b')
    expect(world.hiddenRefs('state')).toHaveLength(branches.length - 1)
    expect(world.record('a-b')?.json).toMatchObject({ outcome: 'applied', branch: 'env-a-b' })
  })

  withTerraform.each([
    { branch: 'env-', what: /the name '', which is empty/ },
    { branch: 'env-default', what: /'default', which is reserved/ }
  ])('that leaves no name, $branch, is refused and told so', async ({ branch, what }) => {
    world = await createWorld(settings)
    const refused = await world.push(branch)
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'invalid-input' } })
    expect(refused.annotations).toMatchObject([
      { level: 'error', message: expect.stringMatching(what) }
    ])
    expect(world.hiddenRefs()).toEqual([])
  })
})

function expectHarmless(run: Awaited<ReturnType<World['push']>>): void {
  expect(run.annotations).toEqual([])
  expect(run.log).not.toMatch(/^##\[(?!group|endgroup)/m)
  expect(run.log + run.summary).not.toContain('uid=')
  expect(pathsNamed('pwned')).toEqual([])
  const { elements } = rendered(run.summary)
  expect(OUR_ELEMENTS).toEqual(expect.arrayContaining([...elements]))
}

/** Below everything the run could reach by a relative path, and where the tests themselves run. */
function pathsNamed(name: string): string[] {
  const below = readdirSync(world.origin.base, { recursive: true, encoding: 'utf8' })
  return [...below.filter((path) => basename(path) === name), ...[name].filter(existsSync)]
}
