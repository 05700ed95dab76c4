// docs/events.md says what the code decides from event and command, and its reasons are those of the code.
import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FAILURE_REASONS, RunError, SKIP_REASONS } from '../../src/errors.ts'
import type { Event } from '../../src/event.ts'
import { decideOperation } from '../../src/operation.ts'
import type { Command } from '../../src/operation.ts'
import { repositoryRoot } from '../harness/action-file.ts'

const page = readFileSync(join(repositoryRoot, 'docs/events.md'), 'utf8')
const rows = [...page.matchAll(/^\| (.+) \| (.+) \| (.+) \|$/gmu)].slice(2)

const PUSH: Event = { kind: 'push', branch: 'env-a', commit: 'c', deleted: false }
const GONE: Event = { kind: 'push', branch: 'env-a', commit: 'c', deleted: true }
const DELETE: Event = { kind: 'delete', branch: 'env-a' }
const START: Event = { kind: 'dispatch', branch: 'main' }
const STARTED_ON_TAG: Event = { kind: 'dispatch', branch: undefined }
const TAG: Event = { kind: 'not-a-branch', name: 'push', ref: 'v1' }

/** A word for what is decided: the operation, or why there is none. */
function decided(event: Event, command: Command): string {
  try {
    const operation = decideOperation(event, command, undefined)
    return operation.kind === 'skip' ? operation.reason : operation.kind
  } catch (error) {
    return error instanceof RunError ? error.reason : String(error)
  }
}

describe('docs/events.md', () => {
  test.each<[string, string, Event, Command, string]>([
    ['push', 'a branch that is an environment, at its head', PUSH, 'auto', 'apply'],
    ['push', 'a branch that is an environment, at its head', PUSH, 'plan', 'plan'],
    ['push', 'a tag', TAG, 'auto', 'not-a-branch'],
    ['push', 'a branch that this push deletes', GONE, 'auto', 'unsupported-event'],
    ['push', 'any branch, with `command: destroy`', PUSH, 'destroy', 'invalid-input'],
    ['delete', 'the branch of an environment', DELETE, 'auto', 'destr'],
    [
      'delete',
      'any environment, with `command: plan` or `apply`',
      DELETE,
      'plan',
      'unsupported-event'
    ],
    [
      'delete',
      'any environment, with `command: plan` or `apply`',
      DELETE,
      'apply',
      'unsupported-event'
    ],
    ['delete', 'a tag', TAG, 'auto', 'not-a-branch'],
    [
      'workflow_dispatch',
      'the input `branch`, else the branch it was started on',
      START,
      'auto',
      'apply'
    ],
    [
      'workflow_dispatch',
      'the input `branch`, else the branch it was started on',
      START,
      'plan',
      'plan'
    ],
    [
      'workflow_dispatch',
      'the input `branch`, else the branch it was started on',
      START,
      'destroy',
      'destroy'
    ],
    [
      'workflow_dispatch',
      'a tag, without the input `branch`',
      STARTED_ON_TAG,
      'auto',
      'not-a-branch'
    ],
    ['create', 'anything', { kind: 'create' }, 'auto', 'unsupported-event'],
    ['pull_request_target', 'anything', { kind: 'pull_request_target' }, 'auto', 'invalid-input'],
    ['any other', 'anything', { kind: 'other', name: 'schedule' }, 'auto', 'unsupported-event']
  ])('%s, %s: as the code decides', (name, on, event, command, word) => {
    const row = rows.find(([, first = '', second]) => first.includes(name) && second === on)
    expect(row?.[3]).toContain(word)
    expect(decided(event, command)).toContain(word)
  })

  test('names no reason that the code does not have', () => {
    const reasons: readonly string[] = [...SKIP_REASONS, ...FAILURE_REASONS]
    const named = rows.flatMap(([, , , what = '']) =>
      [...what.matchAll(/(?:skipped|fails), `([^`]+)`/gu)].map((match) => match[1] ?? '')
    )
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((reason) => !reasons.includes(reason))).toEqual([])
  })
})
