// The whole table of event, command and branch: what a run does.
import { describe, expect, test } from '@jest/globals'
import type { Event } from '../../src/event.ts'
import { COMMANDS, decideOperation } from '../../src/operation.ts'
import type { Command } from '../../src/operation.ts'

const HEAD = 'a'.repeat(40)
const EVENTS = {
  'push to env-a': { kind: 'push', branch: 'env-a', commit: HEAD, deleted: false },
  'push that deletes env-a': {
    kind: 'push',
    branch: 'env-a',
    commit: '0'.repeat(40),
    deleted: true
  },
  'delete of env-a': { kind: 'delete', branch: 'env-a' },
  'dispatch on main': { kind: 'dispatch', branch: 'main' },
  'dispatch on a tag': { kind: 'dispatch', branch: undefined },
  'push of a tag': { kind: 'not-a-branch', name: 'push', ref: 'refs/tags/v1' },
  'delete of a tag': { kind: 'not-a-branch', name: 'delete', ref: 'v1' },
  create: { kind: 'create' },
  pull_request_target: { kind: 'pull_request_target' },
  schedule: { kind: 'other', name: 'schedule' }
} as const satisfies Record<string, Event>
type Name = keyof typeof EVENTS

/** The decision as a short sentence. */
function decided(event: Name, command: Command, branch: string | undefined): string {
  try {
    const operation = decideOperation(EVENTS[event], command, branch)
    if (operation.kind === 'skip') return `skip: ${operation.reason}`
    const { kind, branch: target, commit, onPurpose, afterDeletion } = operation
    return [
      kind,
      target,
      ...(commit === undefined ? [] : [commit === HEAD ? 'at its commit' : commit]),
      ...(onPurpose ? ['on purpose'] : []),
      ...(afterDeletion ? ['if it is gone'] : [])
    ].join(' ')
  } catch (error) {
    return (error as { reason?: string }).reason ?? String(error)
  }
}

const PUSHED = 'apply env-a at its commit'
const DELETED = 'destroy env-a if it is gone'
const SKIPPED = 'skip: unsupported-event'

describe('without the input branch', () => {
  // One column a command: auto, plan, apply, destroy, resolve.
  test.each<[Name, readonly [string, string, string, string, string]]>([
    ['push to env-a', [PUSHED, 'plan env-a at its commit', PUSHED, 'invalid-input', PUSHED]],
    ['push that deletes env-a', [SKIPPED, SKIPPED, SKIPPED, SKIPPED, SKIPPED]],
    ['delete of env-a', [DELETED, SKIPPED, SKIPPED, DELETED, DELETED]],
    ['dispatch on main', ['apply main', 'plan main', 'apply main', 'destroy main', 'apply main']],
    ['dispatch on a tag', repeated('skip: not-a-branch')],
    ['push of a tag', repeated('skip: not-a-branch')],
    ['delete of a tag', repeated('skip: not-a-branch')],
    ['create', repeated(SKIPPED)],
    ['pull_request_target', repeated('invalid-input')],
    ['schedule', repeated(SKIPPED)]
  ])('%s: %j', (event, expected) => {
    expect(COMMANDS.map((command) => decided(event, command, undefined))).toEqual(expected)
  })
})

describe('with the input branch', () => {
  test.each<[Name, string, readonly [string, string, string, string, string]]>([
    [
      'push to env-a',
      'env-a',
      [PUSHED, 'plan env-a at its commit', PUSHED, 'invalid-input', PUSHED]
    ],
    ['push to env-a', 'env-b', repeated('invalid-input')],
    ['push that deletes env-a', 'env-a', repeated(SKIPPED)],
    ['push that deletes env-a', 'env-b', repeated('invalid-input')],
    ['delete of env-a', 'env-a', [DELETED, SKIPPED, SKIPPED, DELETED, DELETED]],
    // `branch: github.ref_name` on a delete names the default branch: it must not be destroyed.
    ['delete of env-a', 'main', repeated('invalid-input')],
    [
      'dispatch on main',
      'env-b',
      ['apply env-b', 'plan env-b', 'apply env-b', 'destroy env-b on purpose', 'apply env-b']
    ],
    [
      'dispatch on main',
      'main',
      ['apply main', 'plan main', 'apply main', 'destroy main on purpose', 'apply main']
    ],
    [
      'dispatch on a tag',
      'env-b',
      ['apply env-b', 'plan env-b', 'apply env-b', 'destroy env-b on purpose', 'apply env-b']
    ],
    ['push of a tag', 'env-b', repeated('skip: not-a-branch')],
    ['create', 'env-b', repeated(SKIPPED)],
    ['pull_request_target', 'env-b', repeated('invalid-input')],
    ['schedule', 'env-b', repeated(SKIPPED)]
  ])('%s, %s: %j', (event, branch, expected) => {
    expect(COMMANDS.map((command) => decided(event, command, branch))).toEqual(expected)
  })
})

test('every skip says what happened and what would have made the action act', () => {
  for (const event of Object.values(EVENTS)) {
    if (event.kind === 'pull_request_target') continue
    const operation = decideOperation(event, 'plan', undefined)
    if (operation.kind !== 'skip') continue
    expect(operation.why).toMatch(/^(?:[A-Z]|'env-a').*\.$/u)
    expect(operation.otherwise).toMatch(/^(?:[A-Z]|'env-a').*\.$/u)
  }
})

test('a contradiction of event and branch names both branches', () => {
  expect(() => decideOperation(EVENTS['delete of env-a'], 'auto', 'main')).toThrow(
    "The 'delete' event is about the branch 'env-a', but the input 'branch' says 'main'."
  )
})

function repeated(text: string): readonly [string, string, string, string, string] {
  return [text, text, text, text, text]
}
