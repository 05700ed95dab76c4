// The life of an environment: created, updated, left alone, rolled back, destroyed, created again.
import { afterEach, describe, expect } from '@jest/globals'
import { APP, IN_CLEAR } from '../harness/modules.ts'
import { auditOf, expectClean, expectRecord, outcomeOf } from '../harness/outcome.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { hasTerraform, onEachNode, withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => await world.close())

const module = { 'main.tf': APP }
const inClear = async (): Promise<World> => await createWorld({ module, with: IN_CLEAR })
const branch = 'env-alice'
const alice = { environment: 'alice', branch, project: 'demo' }

describe('an environment', () => {
  onEachNode(hasTerraform)(
    'on Node %s: comes with the first push, changes with the next, goes with its branch',
    async (_version, node) => {
      const passphrase = 'correct horse battery staple'
      world = await createWorld({ module, node, with: { 'state-passphrase': passphrase } })
      const created = await world.push(branch)
      const first = world.origin.head(branch)
      expect(outcomeOf(created)).toEqual({
        ...alice,
        exitCode: 0,
        headline: '## `alice` was created',
        operation: 'apply',
        commit: first,
        changes: 'true',
        'to-add': '1',
        'to-change': '0',
        'to-destroy': '0',
        'to-replace': '0',
        outputs: '{"name":"alice-0","url":"https://alice.example.com"}',
        url: 'https://alice.example.com'
      })
      expect(created.outputsFile?.mode).toBe(0o600)
      expect(created.log.split('\n').at(-1)).toMatch(/^'alice' was created \(\d+\.\d s\)$/)
      const kept = ['refs/gitops-env/environments/demo/alice', 'refs/gitops-env/state/demo/alice']
      expect(world.hiddenRefs()).toEqual(kept)
      const known = { branch, outcome: 'applied', operation: 'apply', resources: 1 }
      expectRecord(world, 'alice', { ...known, attempted: first, applied: first })
      expect(world.record('alice')?.json).toHaveProperty('signature.hmac')
      expect(() => stateOf(world.origin, 'alice')).toThrow('encrypted')
      expectClean(created, world)

      const updated = await world.push(branch, { 'big.auto.tfvars': 'size = 2\n' })
      const second = world.origin.head(branch)
      const headline = '## `alice` was updated'
      expect(outcomeOf(updated)).toMatchObject({ ...alice, headline, commit: second })
      expect(updated.outputs).toMatchObject({ 'to-add': '1', 'to-destroy': '0' })
      const state = { serial: 2 }
      const now = { attempted: second, applied: second, resources: 2, state }
      expectRecord(world, 'alice', { ...known, ...now })
      expectClean(updated, world)

      const removed = await world.remove(branch)
      expect(outcomeOf(removed)).toMatchObject({
        ...alice,
        exitCode: 0,
        headline: '## `alice` was destroyed: 2 resources',
        operation: 'destroy',
        commit: second,
        changes: 'true',
        'to-destroy': '2'
      })
      expect(removed.outputs).not.toHaveProperty('url')
      const gone = { branch, outcome: 'destroyed', operation: 'destroy', resources: 0 }
      expectRecord(world, 'alice', { ...gone, attempted: second })
      expect(world.hiddenRefs()).toEqual(['refs/gitops-env/environments/demo/alice'])
      expectClean(removed, world)
    }
  )

  withTerraform('is left alone by a push that changes no Terraform', async () => {
    world = await inClear()
    await world.push(branch)
    const before = stateOf(world.origin, 'alice')
    const result = await world.push(branch, { 'notes.txt': 'unrelated\n' })
    const commit = world.origin.head(branch)
    expect(outcomeOf(result)).toMatchObject({
      ...alice,
      exitCode: 0,
      headline: '## `alice` is up to date',
      operation: 'apply',
      commit,
      changes: 'false',
      'to-add': '0',
      url: 'https://alice.example.com'
    })
    expect(result.log).not.toContain('terraform apply')
    expectRecord(world, 'alice', { branch, outcome: 'applied', attempted: commit, applied: commit })
    expect(stateOf(world.origin, 'alice')).toEqual(before)
    expectClean(result, world)
  })

  withTerraform('gets an output that was only added', async () => {
    world = await inClear()
    await world.push(branch)
    const result = await world.push(branch, { 'more.tf': 'output "motto" { value = "onward" }\n' })
    expect(outcomeOf(result)).toMatchObject({
      exitCode: 0,
      headline: '## `alice` was updated',
      operation: 'apply',
      changes: 'true',
      'to-add': '0',
      'to-change': '0',
      'to-destroy': '0'
    })
    expect(JSON.parse(result.outputs['outputs'] ?? '')).toMatchObject({ motto: 'onward' })
    expect(result.summary).not.toContain('No changes')
    expect(stateOf(world.origin, 'alice')).toMatchObject({ outputs: { motto: 'onward' } })
    expectRecord(world, 'alice', { branch, outcome: 'applied', resources: 1 })
    expectClean(result, world)
  })

  withTerraform('is what it was before when its last change is reverted', async () => {
    world = await inClear()
    await world.push(branch)
    const before = stateOf(world.origin, 'alice')
    await world.push(branch, { 'big.auto.tfvars': 'size = 3\n' })
    const parts = ['terraform_data.app[0]', 'terraform_data.app[1]', 'terraform_data.app[2]']
    expect(stateOf(world.origin, 'alice')?.addresses).toEqual(parts)
    const from = world.origin.head(branch)
    const to = world.origin.git('rev-parse', `${from}^`)
    const result = await world.revert(branch, from)
    expect(outcomeOf(result)).toMatchObject({
      exitCode: 0,
      headline: `## \`alice\` was rolled back from ${from.slice(0, 7)} to ${to.slice(0, 7)}`,
      commit: world.origin.head(branch),
      'to-add': '0',
      'to-destroy': '2'
    })
    expect(result.summary).toContain('`terraform_data.app[2]` was **destroyed**')
    const { lineage, addresses, outputs } = before ?? {}
    expect(stateOf(world.origin, 'alice')).toMatchObject({ lineage, addresses, outputs })
    expectRecord(world, 'alice', { branch, outcome: 'applied', resources: 1 })
    expectClean(result, world)
  })

  withTerraform('follows a force push, be its history another one altogether', async () => {
    world = await inClear()
    await world.push(branch)
    const { lineage } = stateOf(world.origin, 'alice') ?? {}
    const before = world.record('alice')?.commit
    const { origin } = world
    const orphan = origin.git('commit-tree', origin.show('main').tree, '-m', 'A new beginning')
    const result = await world.push(
      branch,
      { 'big.auto.tfvars': 'size = 2\n' },
      { from: orphan, force: true }
    )
    const commit = origin.head(branch)
    expect(origin.log(branch, '--format=%s').split('\n')).toHaveLength(2)
    expect(outcomeOf(result)).toMatchObject({ exitCode: 0, commit, 'to-add': '1' })
    expect(result.summary).toContain('## `alice` was updated')
    expect(stateOf(origin, 'alice')).toMatchObject({ lineage })
    expectRecord(world, 'alice', { branch, outcome: 'applied', attempted: commit, resources: 2 })
    expect(origin.log('refs/gitops-env/environments/demo/alice', '--format=%H')).toContain(before)
    expectClean(result, world)
  })

  withTerraform('comes back with its branch, as a new one, and goes again', async () => {
    world = await inClear()
    await world.push(branch)
    const old = stateOf(world.origin, 'alice')?.lineage
    await world.remove(branch)
    const again = await world.push(branch, { 'big.auto.tfvars': 'size = 2\n' })
    const commit = world.origin.head(branch)
    const headline = '## `alice` was created'
    expect(outcomeOf(again)).toMatchObject({ ...alice, exitCode: 0, headline, 'to-add': '2' })
    expect(stateOf(world.origin, 'alice')?.lineage).not.toBe(old)
    expectRecord(world, 'alice', { branch, outcome: 'applied', applied: commit, resources: 2 })
    expectClean(again, world)

    const removed = await world.remove(branch)
    expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, commit, 'to-destroy': '2' })
    expect(stateOf(world.origin, 'alice')).toBeUndefined()
    const [first, second] = [world.origin.head('main').slice(0, 7), commit.slice(0, 7)]
    expect(auditOf(world, 'alice')).toEqual([
      `applying ${first}`,
      `applied ${first}`,
      expect.stringMatching(`ing ${first}$`),
      `destroyed ${first}`,
      `applying ${second}`,
      `applied ${second}`,
      expect.stringMatching(`ing ${second}$`),
      `destroyed ${second}`
    ])
    expectClean(removed, world)
  })
})
