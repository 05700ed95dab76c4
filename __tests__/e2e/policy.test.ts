// The policy on the default branch: what it protects and suspends, whoever pushes what, and that nothing goes without it.
import { afterEach, describe, expect } from '@jest/globals'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { inFull } from '../harness/full.ts'
import { createEvent, deleteEvent, pushEvent } from '../harness/events.ts'
import { APP, IN_CLEAR } from '../harness/modules.ts'
import { expectClean, expectSkip, outcomeOf } from '../harness/outcome.ts'
import { POLICY_FILE, policyOf, putEntry } from '../harness/policy.ts'
import type { RunResult } from '../harness/runner.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { hasGitHttp, hasTerraform, testIf, withTerraform } from '../harness/tools.ts'

let world: World
afterEach(async () => world.close())

const live = 'env-live'
const start = async (...policy: readonly string[]): Promise<World> => {
  const files = policy.length === 0 ? {} : policyOf(...policy)
  return createWorld({ module: { 'main.tf': APP, ...files }, with: IN_CLEAR })
}
const sizeOf = (environment = 'live') => stateOf(world.origin, environment)?.addresses.length

/** Pushes without a run, then runs: so that what the run itself changed can be told. */
async function pushed(branch: string, files: Record<string, string>): Promise<RunResult> {
  world.commit(branch, files)
  return world.run(pushEvent(world.origin, branch))
}

describe('an environment that the policy protects', () => {
  withTerraform('outlives its branch, and goes when somebody says so', async () => {
    world = await start('live:', '  protected: true')
    await world.push(live)
    world.origin.deleteBranch(live)
    const before = world.origin.refs()
    const refused = await world.run(deleteEvent(world.origin, live))
    expectSkip(refused, world, 'protected', before)
    const destroyed = await world.dispatch('main', { command: 'destroy', branch: live })
    expect(outcomeOf(destroyed)).toMatchObject({ exitCode: 0, operation: 'destroy' })
    expect(sizeOf()).toBeUndefined()
    expectClean(destroyed, world)
  })

  withTerraform('stays so, whatever policy its branch brings', async () => {
    world = await start('live:', '  protected: true')
    const own = policyOf('"*":', '  protected: false', '  max-destroy: 99')
    const made = await world.push(live, { ...own, 'a.auto.tfvars': 'size = 2' })
    expect(made).toMatchObject({ exitCode: 0, outputs: { 'to-add': '2' } })
    const shrunk = await world.push(live, { 'a.auto.tfvars': 'size = 1' })
    expect(shrunk).toMatchObject({ exitCode: 1, outputs: { reason: 'destroy-budget' } })
    expect(shrunk.annotations[0]?.message).toContain('none are allowed, for it is protected')
    expect(sizeOf()).toBe(2)
    world.origin.deleteBranch(live)
    const before = world.origin.refs()
    expectSkip(await world.run(deleteEvent(world.origin, live)), world, 'protected', before)
  })

  inFull(
    withTerraform.each(['refs/heads/HEAD', 'refs/tags/HEAD', 'refs/HEAD', 'refs/remotes/x/HEAD'])
  )('stays so, whatever policy %s has', async (ref) => {
    world = await start('live:', '  protected: true')
    await world.push(live)
    const { origin } = world
    const commit = origin.commit('env-own', policyOf('live:', '  protected: false'))
    origin.git('update-ref', ref, commit)
    origin.deleteBranch(live)
    const before = origin.refs()
    expectSkip(await world.run(deleteEvent(origin, live)), world, 'protected', before)
  })

  withTerraform('is one only as long as the default branch says so', async () => {
    world = await start('live:', '  protected: true')
    await world.push(live)
    world.commit('main', { [POLICY_FILE]: null })
    const removed = await world.remove(live)
    expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, operation: 'destroy' })
  })
})

describe('a suspended environment', () => {
  withTerraform('is left as it is, by pushes, deletions and people; a plan is made', async () => {
    world = await start()
    await world.push(live)
    world.commit('main', policyOf('li*:', '  suspend: true'))
    world.commit(live, { 'a.auto.tfvars': 'size = 2' })
    const before = world.origin.refs()
    expectSkip(await world.run(pushEvent(world.origin, live)), world, 'suspended', before)
    const planned = await world.dispatch('main', { command: 'plan', branch: live })
    expect(outcomeOf(planned)).toMatchObject({ exitCode: 0, operation: 'plan', 'to-add': '1' })
    const asked = { command: 'destroy', branch: live }
    expectSkip(await world.dispatch('main', asked), world, 'suspended', before)
    expect(world.origin.refs()).toEqual(before)
    world.origin.deleteBranch(live)
    const after = world.origin.refs()
    expectSkip(await world.run(deleteEvent(world.origin, live)), world, 'suspended', after)
    expect(sizeOf()).toBe(1)
  })
})

describe('without a policy that can be read', () => {
  /** Whatever is asked for fails for the same reason, and leaves everything as it is. */
  async function expectStopped(reason: string, says: string): Promise<void> {
    await stopped(await pushed(live, { 'a.auto.tfvars': 'size = 2' }))
    for (const command of ['plan', 'apply', 'destroy']) {
      await stopped(await world.dispatch('main', { command, branch: live }, { checkout: false }))
    }
    world.origin.deleteBranch(live)
    await stopped(await world.run(deleteEvent(world.origin, live), { checkout: false }))

    async function stopped(run: RunResult): Promise<void> {
      expect(run).toMatchObject({ exitCode: 1, outputs: { reason } })
      expect(run.annotations[0]?.message).toContain(says)
      expect(run.log).not.toContain('terraform apply')
      expect(hidden()).toEqual(known)
      expectClean(run, world)
    }
  }
  const hidden = () => world.origin.refs('refs/gitops-env/')
  let known: Readonly<Record<string, string>>
  const begun = async (): Promise<void> => {
    world = await start()
    await world.push(live)
    known = hidden()
  }

  withTerraform('a mistake stops every run, with the place where it is', async () => {
    await begun()
    world.commit('main', policyOf('live:', '  protectd: true'))
    await expectStopped('invalid-input', `${POLICY_FILE}:3:5: `)
  })

  inFull(withTerraform.each(['a folder', 'a link', 'a submodule']))(
    '%s is no policy',
    async (what) => {
      await begun()
      if (what === 'a folder') world.commit('main', { [`${POLICY_FILE}/x.yml`]: '' })
      if (what === 'a link') {
        const { origin } = world
        putEntry(origin, '120000', origin.git('rev-parse', 'main:main.tf'))
      }
      if (what === 'a submodule') putEntry(world.origin, '160000', world.origin.head('main'))
      await expectStopped('invalid-input', `${POLICY_FILE} on the default branch is not a file.`)
    }
  )

  withTerraform.each([
    { what: 'the file', of: `main:${POLICY_FILE}` },
    { what: 'its folder', of: 'main:.github' },
    { what: 'any folder', of: 'main^{tree}' }
  ])('an origin that does not give out $what stops every run', async ({ of }) => {
    await begun()
    world.commit('main', policyOf('other:', '  protected: true'))
    const object = world.origin.git('rev-parse', of)
    rmSync(join(world.origin.path, 'objects', object.slice(0, 2), object.slice(2)))
    await expectStopped('origin-unreachable', 'The policy on the default branch of')
  })

  testIf(hasTerraform && hasGitHttp)(
    'an origin that refuses only the default branch stops every run',
    async () => {
      world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR, http: true })
      await world.push(live)
      known = hidden()
      world.server?.refuse('ref-prefix HEAD')
      await expectStopped('origin-unreachable', 'The policy on the default branch of')
    }
  )

  withTerraform('a repository without a default branch has what is built in', async () => {
    world = await start('live:', '  protected: true')
    for (const branch of [live, 'env-prod']) await world.push(branch)
    world.origin.git('symbolic-ref', 'HEAD', 'refs/heads/none')
    const removed = await world.remove(live)
    expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, operation: 'destroy' })
    world.origin.deleteBranch('env-prod')
    const before = world.origin.refs()
    expectSkip(await world.run(deleteEvent(world.origin, 'env-prod')), world, 'protected', before)
  })
})

describe('a run that its event skips', () => {
  testIf(hasGitHttp)('asks the origin for nothing, the policy included', async () => {
    world = await createWorld({ module: policyOf('"*":', '  nonsense: 1'), http: true })
    world.commit('feature/x')
    world.commit(live)
    const { origin, server } = world
    const before = origin.refs()
    for (const [event, reason] of [
      [pushEvent(origin, 'feature/x'), 'not-an-environment'],
      [createEvent(origin, live), 'unsupported-event'],
      [deleteEvent(origin, 'v1', 'tag'), 'not-a-branch']
    ] as const) {
      const run = await world.run(event, { checkout: false, with: IN_CLEAR })
      expectSkip(run, world, reason, before)
    }
    expect(server?.requests).toEqual([])
  })
})
