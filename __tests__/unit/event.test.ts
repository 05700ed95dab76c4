// What GitHub's events and payloads are taken for, and which payloads are refused.
import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { branchOfRef, isBranchName, isCommit, parseEvent } from '../../src/event.ts'
import { RunError } from '../../src/errors.ts'

const COMMIT = '3f2c1ab0c5d94e1f8a7b6c5d4e3f2a1b0c9d8e7f'
const NO_COMMIT = '0'.repeat(40)

const payloadOf = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/events/${name}.json`, import.meta.url), 'utf8'))

describe('recorded events', () => {
  const branch = 'env-alice'
  const push = { kind: 'push', branch, commit: COMMIT, deleted: false }
  test.each<[string, string, string, unknown]>([
    ['push', 'push-branch', 'refs/heads/env-alice', push],
    ['push', 'push-created', 'refs/heads/env-alice', push],
    ['push', 'push-forced', 'refs/heads/env-alice', push],
    [
      'push',
      'push-deleted',
      'refs/heads/main',
      { kind: 'push', branch, commit: NO_COMMIT, deleted: true }
    ],
    [
      'push',
      'push-tag',
      'refs/tags/v1.0.0',
      { kind: 'not-a-branch', name: 'push', ref: 'refs/tags/v1.0.0' }
    ],
    // A delete runs on the default branch: only the payload tells which branch it is about.
    ['delete', 'delete-branch', 'refs/heads/main', { kind: 'delete', branch }],
    [
      'delete',
      'delete-nested-branch',
      'refs/heads/main',
      { kind: 'delete', branch: 'feature/login-form' }
    ],
    [
      'delete',
      'delete-tag',
      'refs/heads/main',
      { kind: 'not-a-branch', name: 'delete', ref: 'v1.0.0' }
    ],
    ['create', 'create-branch', 'refs/heads/env-alice', { kind: 'create' }],
    [
      'workflow_dispatch',
      'workflow-dispatch',
      'refs/heads/env-bob',
      { kind: 'dispatch', branch: 'env-bob' }
    ],
    [
      'workflow_dispatch',
      'workflow-dispatch',
      'refs/tags/v1',
      { kind: 'dispatch', branch: undefined }
    ],
    [
      'repository_dispatch',
      'repository-dispatch',
      'refs/heads/main',
      { kind: 'dispatch', branch: 'main' }
    ],
    ['schedule', 'schedule', 'refs/heads/main', { kind: 'other', name: 'schedule' }],
    ['pull_request', 'pull-request', 'refs/pull/7/merge', { kind: 'other', name: 'pull_request' }],
    ['pull_request_target', 'pull-request', 'refs/heads/main', { kind: 'pull_request_target' }]
  ])('%s with %s.json on %s', (name, fixture, ref, expected) => {
    expect(parseEvent(name, payloadOf(fixture), ref)).toEqual(expected)
  })
})

describe('payloads that are not as GitHub documents them', () => {
  const push = { ref: 'refs/heads/env-a', after: COMMIT }
  test.each<[string, unknown, string, string]>([
    ['push', {}, 'ref', 'is missing'],
    ['push', null, 'ref', 'is missing'],
    ['push', [push], 'ref', 'is missing'],
    ['push', { ...push, ref: 7 }, 'ref', 'is missing'],
    ['push', { ref: push.ref }, 'after', 'is missing'],
    ['push', { ...push, after: '' }, 'after', 'is ""'],
    ['push', { ...push, after: COMMIT.slice(1) }, 'after', `is "${COMMIT.slice(1)}"`],
    ['push', { ...push, after: '--upload-pack=x' }, 'after', 'is "--upload-pack=x"'],
    ['delete', {}, 'ref', 'is missing'],
    ['delete', { ref: 'env-a' }, 'ref_type', 'is missing'],
    ['delete', { ref: '', ref_type: 'branch' }, 'ref', 'is ""'],
    ['delete', { ref: 'env a', ref_type: 'branch' }, 'ref', 'is "env a"'],
    ['delete', { ref: 'env-a..b', ref_type: 'branch' }, 'ref', 'is "env-a..b"']
  ])('%s %j: %s %s', (name, payload, field, found) => {
    let error: unknown
    try {
      parseEvent(name, payload, 'refs/heads/main')
    } catch (caught) {
      error = caught
    }
    expect(error).toBeInstanceOf(RunError)
    expect(error).toMatchObject({
      reason: 'invalid-input',
      message: `The payload of the '${name}' event is not as GitHub documents it: '${field}' ${found}.`
    })
  })

  test('a long wrong value is shown in part', () => {
    expect(() => parseEvent('push', { ...push, after: 'x'.repeat(5000) }, '')).toThrow(
      `'after' is "${'x'.repeat(100)}".`
    )
  })
})

describe('refs and commits', () => {
  test.each([
    ['refs/heads/env-a', 'env-a'],
    ['refs/heads/feature/a', 'feature/a'],
    ['refs/heads/refs/heads/a', 'refs/heads/a'],
    ['refs/tags/v1', undefined],
    ['refs/pull/7/merge', undefined],
    ['refs/heads/', undefined],
    ['refs/heads/a b', undefined],
    ['env-a', undefined],
    ['', undefined]
  ])('the branch of %j is %j', (ref, branch) => {
    expect(branchOfRef(ref)).toBe(branch)
  })

  test.each([
    'a',
    '-a',
    'a/b',
    'a-b.c',
    'é',
    '环境',
    '👍',
    'a@b',
    '{a}',
    "a'b",
    'a"b',
    'a$b',
    'a;b',
    'a,b'
  ])('%j is a branch', (name) => expect(isBranchName(name)).toBe(true))

  test.each([
    '',
    '@',
    '/a',
    'a/',
    'a//b',
    'a.',
    '.a',
    'a/.b',
    'a.lock',
    'a.lock/b',
    'a..b',
    'a@{b',
    'a b',
    'a\tb',
    'a\nb',
    'a\u0000b',
    'a\u007fb',
    'a~b',
    'a^b',
    'a:b',
    'a?b',
    'a*b',
    'a[b',
    'a\\b'
  ])('%j is no branch', (name) => expect(isBranchName(name)).toBe(false))

  test.each([
    [COMMIT, true],
    ['a'.repeat(64), true],
    [NO_COMMIT, true],
    [COMMIT.toUpperCase(), false],
    [COMMIT.slice(0, 7), false],
    [`${COMMIT}\n`, false],
    ['', false]
  ])('%j is a whole commit name: %s', (text, expected) => {
    expect(isCommit(text)).toBe(expected)
  })
})
