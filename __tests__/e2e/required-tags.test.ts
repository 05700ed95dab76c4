// Which resources carry the environment: told of every plan, and an apply is refused where the policy requires more.
import { afterEach, describe, expect } from '@jest/globals'
import { IN_CLEAR } from '../harness/modules.ts'
import { expectClean, outcomeOf } from '../harness/outcome.ts'
import { policyOf } from '../harness/policy.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'
import { rendered } from '../harness/visible.ts'
import { REQUIRED, startProvider } from '../provider/start.ts'

const branch = 'env-alice'
const HEAD = `${REQUIRED}
variable "environment" {}
variable "tags" { type = map(string) }
`
const thing = (name: string, tags: string): string =>
  `resource "fake_thing" "${name}" {\n  name = "${name}"\n  secret = "S3CR3T-${name}"\n  tags = ${tags}\n}\n`
const code = (...things: readonly string[]) => ({ 'main.tf': [HEAD, ...things].join('') })
const TAGGED = thing('good', 'var.tags')
const OWNED = thing('good', 'merge(var.tags, { owner = "team-a" })')
const BARE = thing('bare', 'null')

let world: World
let provider: Awaited<ReturnType<typeof startProvider>>
afterEach(async () => {
  provider.close()
  await world.close()
})

async function start(main: Record<string, string>, ...policy: readonly string[]): Promise<void> {
  const rules = policy.length === 0 ? {} : policyOf(...policy)
  world = await createWorld({ module: { ...main, ...rules }, with: IN_CLEAR })
  provider = await startProvider(world.origin.base)
}
const push = async (files?: Record<string, string>) =>
  await world.push(branch, files, { env: provider.env })
const names = (): readonly string[] =>
  provider
    .objects()
    .map(({ name }) => name)
    .toSorted()

describe('without a policy', () => {
  withTerraform(
    'it is told which resources carry the environment, and a deletion tells nothing',
    async () => {
      await start(code(TAGGED, BARE, 'resource "terraform_data" "plain" {}\n'))
      const created = await push()
      expect(outcomeOf(created)).toMatchObject({ exitCode: 0, changes: 'true' })
      const line = '1 of 2 taggable resources carry the environment'
      expect(rendered(created.summary).text).toContain(`${line}. Give the others the variable tags`)
      expect(created.log.split('\n')).toContain(line)
      expect(created.result).toMatchObject({
        tagCoverage: {
          taggable: 2,
          carrying: 1,
          missing: [{ address: 'fake_thing.bare', lacks: ['environment'] }],
          unknown: 0
        }
      })
      expectClean(created, world)

      // What the plan leaves alone counts as well.
      const unchanged = await push({ 'README.md': '# another\n' })
      expect(outcomeOf(unchanged)).toMatchObject({ exitCode: 0, changes: 'false' })
      expect(unchanged.log.split('\n')).toContain(line)

      const removed = await world.remove(branch, { env: provider.env })
      expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, operation: 'destroy' })
      expect(`${removed.log}${removed.summary}`).not.toContain('taggable')
      expect(removed.result).not.toHaveProperty('tagCoverage')
    }
  )

  withTerraform('where nothing can have tags, nothing is told of them', async () => {
    await start({ 'main.tf': 'resource "terraform_data" "a" {}\n' })
    const created = await push()
    expect(outcomeOf(created)).toMatchObject({ exitCode: 0, changes: 'true' })
    expect(`${created.log}${created.summary}`).not.toContain('taggable')
  })
})

describe("the policy's require-tags", () => {
  withTerraform('refuses what would be without them, before anything is changed', async () => {
    await start(code(OWNED, BARE), '"*":', '  require-tags: [environment, owner]')
    const first = await push()
    expect(outcomeOf(first)).toMatchObject({
      exitCode: 1,
      operation: 'apply',
      reason: 'tags-missing',
      headline: '## `alice` was not created: resources lack tags that the policy requires'
    })
    expect(rendered(first.summary).text).toContain(
      "- fake_thing.bare: 'environment' = 'alice', 'owner'"
    )
    expect(names()).toEqual([])
    expect(world.record('alice')).toBeUndefined()
    expectClean(first, world)

    const good = await push(code(OWNED))
    expect(outcomeOf(good)).toMatchObject({ exitCode: 0, changes: 'true' })
    expect(good.log).toContain("1 of 1 taggable resources carry the environment and 'owner'")
    const applied = world.origin.head(branch)

    // A pushed branch brings its own policy, which counts for nothing.
    const own = policyOf('alice:', '  require-tags: false')
    const refused = await push({ ...code(TAGGED), ...own })
    expect(refused.outputs).toMatchObject({ operation: 'apply', reason: 'tags-missing' })
    expect(refused.annotations[0]?.message).toContain("- fake_thing.good: 'owner'")
    expect(refused.log).not.toContain('terraform apply')
    expect(world.record('alice')?.json).toMatchObject({ outcome: 'failed', applied })
    expectClean(refused, world)

    const removed = await world.remove(branch, { env: provider.env })
    expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, operation: 'destroy' })
    expect(names()).toEqual([])
  })

  withTerraform(
    'refuses an environment that lacks them already, though nothing would change',
    async () => {
      await start(code(TAGGED), 'alice:', '  require-tags: true')
      await push()
      world.commit('main', policyOf('alice:', '  require-tags: [owner]'))
      const unchanged = await push({ 'README.md': '# another\n' })
      expect(outcomeOf(unchanged)).toMatchObject({ reason: 'tags-missing', changes: 'false' })
      expect(names()).toEqual(['good'])
      expectClean(unchanged, world)
    }
  )

  withTerraform('lets through what only the apply will tell', async () => {
    const later = thing('later', '{ environment = terraform_data.name.output }')
    const data = 'resource "terraform_data" "name" { input = var.environment }\n'
    await start(code(data, later), 'alice:', '  require-tags: true')
    const created = await push()
    expect(outcomeOf(created)).toMatchObject({ exitCode: 0, changes: 'true' })
    expect(created.log).toContain('0 of 1 taggable resources carry the environment; 1 known after')
    const again = await push({ 'README.md': '# another\n' })
    expect(again.log).toContain('1 of 1 taggable resources carry the environment')
  })

  withTerraform("takes the value that the input 'tags' gives the environment's tag", async () => {
    await start(code(TAGGED), '"*":', '  require-tags: true')
    const settings = { env: provider.env, with: { tags: 'environment=Other/one' } }
    const created = await world.push(branch, undefined, settings)
    expect(outcomeOf(created)).toMatchObject({ exitCode: 0, changes: 'true' })
    expect(created.log).toContain('1 of 1 taggable resources carry the environment')
    const refused = await world.push(branch, code(TAGGED, BARE), settings)
    expect(refused.annotations[0]?.message).toContain("bare: 'environment' = 'Other/one'")
  })

  withTerraform('is told by a plan, which stays green', async () => {
    await start(code(BARE), '"*":', '  require-tags: true')
    world.commit(branch)
    const plan = await world.dispatch('main', { command: 'plan', branch }, { env: provider.env })
    expect(outcomeOf(plan)).toMatchObject({ exitCode: 0, operation: 'plan', 'to-add': '1' })
    const { text } = rendered(plan.summary)
    expect(text).toContain(
      "An apply would be refused. 1 resource of 'alice' would be without a tag"
    )
    expect(text).toContain('0 of 1 taggable resources carry the environment')
    expect(text).toContain("change 'require-tags'")
    expectClean(plan, world)
  })
})
