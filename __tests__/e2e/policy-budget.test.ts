// How much an apply may destroy: the policy's number, and who may loosen it.
import { afterEach, describe, expect } from '@jest/globals'
import { APP, IN_CLEAR } from '../harness/modules.ts'
import { expectClean, outcomeOf } from '../harness/outcome.ts'
import { policyOf } from '../harness/policy.ts'
import type { RunResult } from '../harness/runner.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { withTerraform } from '../harness/tools.ts'
import { rendered } from '../harness/visible.ts'

let world: World
afterEach(async () => world.close())

const branch = 'env-alice'
const size = (parts: number) => ({ 'a.auto.tfvars': `size = ${parts}\n` })
const MODULE = APP.replace(
  '  count = var.size',
  '  count = var.size\n  triggers_replace = var.edition'
)
const EDITION = 'variable "edition" { default = 1 }\n'
const start = async (...policy: readonly string[]): Promise<World> =>
  createWorld({
    module: { 'main.tf': MODULE, 'edition.tf': EDITION, ...policyOf(...policy) },
    with: IN_CLEAR
  })
const partsOf = (environment = 'alice') => stateOf(world.origin, environment)?.addresses.length

/** Refused before anything was changed; the last commit that was applied is still that. */
function expectRefused(run: RunResult, applied: string, says: string): void {
  const environment = run.outputs['environment'] ?? ''
  expect(outcomeOf(run)).toMatchObject({
    exitCode: 1,
    operation: 'apply',
    reason: 'destroy-budget',
    headline: `## \`${environment}\` was not updated: it would destroy more than allowed`
  })
  expect(run.annotations[0]?.message).toContain(says)
  expect(run.log).not.toContain('terraform apply')
  const record = world.record(environment)
  expect(record?.json).toMatchObject({ outcome: 'failed', applied })
  // The audit trail names what was refused, not what is applied.
  const refused = run.outputs['commit']?.slice(0, 7) ?? ''
  expect(record?.headline).toContain(`${environment}: failed ${refused} of`)
  expectClean(run, world)
}

describe("the policy's max-destroy", () => {
  withTerraform('refuses what destroys more, lists it, and lets as many through', async () => {
    world = await start('"*":', '  max-destroy: 1')
    await world.push(branch, size(3))
    const applied = world.origin.head(branch)
    const refused = await world.push(branch, size(1))
    expectRefused(refused, applied, 'at most 1 is allowed by the policy')
    expect(partsOf()).toBe(3)
    const { text } = rendered(refused.summary)
    for (const lost of ['destroy terraform_data.app[1]', 'destroy terraform_data.app[2]']) {
      expect(text).toContain(lost)
    }
    expect(text).toContain("'command: apply', 'branch: env-alice' and 'max-destroy: 2'")
    expect(text).toContain('environments:\n  alice:\n    max-destroy: 2')

    const replaced = await world.push(branch, {
      ...size(3),
      'edition.tf': EDITION.replace('1', '2')
    })
    expectRefused(replaced, applied, 'replace terraform_data.app[0]')
    const fewer = await world.push(branch, { ...size(2), 'edition.tf': EDITION })
    expect(fewer).toMatchObject({ exitCode: 0, outputs: { 'to-destroy': '1' } })
    expect(partsOf()).toBe(2)
  })

  withTerraform('is told by a plan, which stays green', async () => {
    world = await start('alice:', '  max-destroy: 0')
    await world.push(branch, size(2))
    world.commit(branch, size(1))
    const plan = await world.dispatch('main', { command: 'plan', branch })
    expect(outcomeOf(plan)).toMatchObject({ exitCode: 0, operation: 'plan', 'to-destroy': '1' })
    expect(rendered(plan.summary).text).toContain(
      'An apply would be refused. The plan would destroy'
    )
    const loose = await world.dispatch('main', { command: 'plan', branch, 'max-destroy': '1' })
    expect(loose.summary).not.toContain('would be refused')
  })

  withTerraform('does not hold for the deletion of the branch', async () => {
    world = await start('"*":', '  max-destroy: 0')
    await world.push(branch, size(3))
    const removed = await world.remove(branch)
    expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, 'to-destroy': '3' })
  })
})

describe("the input 'max-destroy'", () => {
  withTerraform('of a pushed workflow is only ever stricter', async () => {
    world = await start('alice:', '  max-destroy: 1')
    await world.push(branch, size(3))
    const applied = world.origin.head(branch)
    const loose = await world.push(branch, size(1), { with: { 'max-destroy': '99' } })
    expectRefused(loose, applied, 'at most 1 is allowed by the policy')
    const strict = await world.push(branch, size(2), { with: { 'max-destroy': '0' } })
    expectRefused(strict, applied, "none are allowed by the input 'max-destroy'")
    expect(partsOf()).toBe(3)
  })

  withTerraform('of the default branch lets more through, once', async () => {
    world = await start('alice:', '  max-destroy: 1')
    await world.push(branch, size(4))
    world.commit(branch, size(1))
    const asked = { command: 'apply', branch, 'max-destroy': '3' }
    const own = await world.dispatch(branch, asked)
    expect(own.outputs).toMatchObject({ reason: 'destroy-budget' })
    const allowed = await world.dispatch('main', asked)
    expect(outcomeOf(allowed)).toMatchObject({ exitCode: 0, 'to-destroy': '3' })
    expect(partsOf()).toBe(1)
    expectClean(allowed, world)
    await world.push(branch, size(3))
    const applied = world.origin.head(branch)
    const again = await world.push(branch, size(1))
    expectRefused(again, applied, 'at most 1 is allowed by the policy')
  })

  withTerraform.each([
    {
      whose: 'a branch whose name ends like it',
      name: 'env-x@refs/heads/main',
      workflow: undefined
    },
    {
      whose: 'another repository',
      name: branch,
      workflow: 'octo/demo2/.github/workflows/env.yml@refs/heads/main'
    },
    {
      whose: 'a tag',
      name: branch,
      workflow: 'octo/demo/.github/workflows/env.yml@refs/tags/main'
    },
    { whose: 'nobody', name: branch, workflow: undefined, unset: true }
  ])("is not the default branch's in a workflow of $whose", async ({ name, workflow, unset }) => {
    world = await start('"*":', '  max-destroy: 0')
    await world.push(name, size(2))
    const applied = world.origin.head(name)
    const run = await world.push(name, size(1), {
      with: { 'max-destroy': '99' },
      ...((workflow !== undefined || unset === true) && { env: { GITHUB_WORKFLOW_REF: workflow } })
    })
    expectRefused(run, applied, 'none are allowed by the policy')
  })
})

describe("Terraform's own 'prevent_destroy'", () => {
  const GUARDED = MODULE.replace('  input =', '  lifecycle { prevent_destroy = true }\n  input =')

  withTerraform('is explained, for an apply and for a destroy', async () => {
    world = await createWorld({
      module: { 'main.tf': GUARDED, 'edition.tf': EDITION },
      with: IN_CLEAR
    })
    await world.push(branch)
    const applied = world.origin.head(branch)
    const replaced = await world.push(branch, { 'edition.tf': EDITION.replace('1', '2') })
    expect(replaced.outputs).toMatchObject({ operation: 'apply', reason: 'plan-failed' })
    const apply = rendered(replaced.summary).text
    expect(apply).toContain(
      "The code forbids what this plan would do: 'lifecycle { prevent_destroy"
    )
    expect(apply).toContain("remove 'prevent_destroy' in a commit of its own")
    expectClean(replaced, world)

    const removed = await world.remove(branch)
    expect(removed.outputs).toMatchObject({ operation: 'destroy', reason: 'plan-failed' })
    const destroy = rendered(removed.summary).text
    expect(destroy).toContain('The code forbids what this plan would do')
    expect(destroy).toContain("Push the branch again without 'prevent_destroy'")
    expect(destroy).toContain(`git push origin ${applied}:refs/heads/${branch}`)
    expect(partsOf()).toBe(1)
    expectClean(removed, world)
  })
})
