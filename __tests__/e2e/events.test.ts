// Events that do nothing, each green and with its reason, and those that are refused.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import * as events from '../harness/events.ts'
import { APP, IN_CLEAR } from '../harness/modules.ts'
import { expectClean, expectSkip, outcomeOf } from '../harness/outcome.ts'
import type { RunSettings } from '../harness/runner.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR })
  world.commit('env-alice', { 'notes.txt': 'hello\n' })
  world.commit('feature', { 'notes.txt': 'hello\n' })
})
afterAll(async () => await world.close())

const other = (name: string) => events.otherEvent(world.origin, name)
const pull = { head: 'feature', base: 'env-alice' }
const SKIPS: Readonly<
  Record<string, readonly [() => events.GitHubEvent, reason: string, says: string]>
> = {
  'the creation of a branch': [
    () => events.createEvent(world.origin, 'env-alice'),
    'unsupported-event',
    'push'
  ],
  'the clock': [() => events.scheduleEvent(world.origin), 'unsupported-event', 'schedule'],
  'a pull request': [
    () => events.pullRequestEvent(world.origin, pull),
    'unsupported-event',
    'pull&#95;request'
  ],
  'a comment': [() => other('issue_comment'), 'unsupported-event', 'issue'],
  'a push to another branch': [
    () => events.pushEvent(world.origin, 'feature'),
    'not-an-environment',
    'env-'
  ],
  'the deletion of another branch': [
    () => events.deleteEvent(world.origin, 'feature'),
    'not-an-environment',
    'feature'
  ],
  'a push that deletes a branch': [
    () => events.pushEvent(world.origin, 'env-bob', { deleted: true, before: 'a'.repeat(40) }),
    'unsupported-event',
    'delete'
  ],
  'a pushed tag': [
    () => {
      const { payload, ...push } = events.pushEvent(world.origin, 'env-alice')
      const ref = 'refs/tags/env-1'
      return { ...push, ref, payload: { ...(payload as object), ref } }
    },
    'not-a-branch',
    'env-1'
  ],
  'the deletion of a tag': [
    () => events.deleteEvent(world.origin, 'env-alice', 'tag'),
    'not-a-branch',
    'env-alice'
  ],
  'a dispatch on a branch that is no environment': [
    () => events.dispatchEvent(world.origin, 'main'),
    'not-an-environment',
    'main'
  ]
}

describe('nothing is done for', () => {
  test.each(Object.entries(SKIPS))('%s', async (_, [event, reason, says]) => {
    const made = event() // a pull request makes refs of its own
    const before = world.origin.refs()
    const result = await world.run(made)
    expectSkip(result, world, reason, before)
    expect(result.summary).toContain(says)
    expect(result.log).not.toContain('terraform')
    expect(result.outputs).not.toHaveProperty('changes')
  })

  test.each(['plan', 'apply'])('a deletion when asked to %s', async (command) => {
    const before = world.origin.refs()
    const event = events.deleteEvent(world.origin, 'env-bob')
    const result = await world.run(event, { with: { command } })
    expectSkip(result, world, 'unsupported-event', before)
  })
})

const REFUSED: Readonly<
  Record<string, readonly [() => events.GitHubEvent, says: string, settings?: RunSettings]>
> = {
  "a stranger's pull request with this repository's secrets": [
    () => events.pullRequestEvent(world.origin, { ...pull, event: 'pull_request_target' }),
    'pull_request_target'
  ],
  'a push that is to destroy': [
    () => events.pushEvent(world.origin, 'env-alice'),
    'command: destroy',
    { with: { command: 'destroy' } }
  ],
  'a deletion of one branch with the name of another': [
    () => events.deleteEvent(world.origin, 'env-bob'),
    "'env-alice'",
    { with: { branch: 'env-alice' } }
  ],
  'a branch that is not there': [
    () => events.dispatchEvent(world.origin, 'main', { branch: 'env-nobody' }),
    "no branch 'env-nobody'",
    { with: { branch: 'env-nobody' } }
  ],
  'a passphrase that is too short': [
    () => events.pushEvent(world.origin, 'env-alice'),
    'state-passphrase',
    { with: { 'state-passphrase': 'short' } }
  ]
}

describe('a run is refused for', () => {
  test.each(Object.entries(REFUSED))('%s', async (_, [event, says, settings]) => {
    const made = event()
    const before = world.origin.refs()
    const result = await world.run(made, settings)
    expect(outcomeOf(result)).toMatchObject({ exitCode: 1, reason: 'invalid-input' })
    expect(result.summary).toMatch(/^## .*: the workflow or the repository must change/)
    const errors = result.annotations.filter(({ level }) => level === 'error')
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining(says)])
    expect(world.origin.refs()).toEqual(before)
    expectClean(result, world)
  })
})
