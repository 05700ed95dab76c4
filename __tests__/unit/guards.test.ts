// Every verdict on whether an operation may begin, and with which commit.
import { describe, expect, test } from '@jest/globals'
import { guardStart } from '../../src/guards.ts'
import type { Known } from '../../src/guards.ts'
import type { Act } from '../../src/operation.ts'

const OLD = 'a'.repeat(40)
const NEW = 'b'.repeat(40)
const backend = { type: 'git', key: 'refs/gitops-env/state/demo/a' }
const record = {
  branch: 'env-a',
  workingDirectory: '.',
  outcome: 'applied',
  attempted: OLD,
  run: { url: 'https://github.com/octo/demo/actions/runs/1' },
  backend
}
const place = {
  project: 'demo',
  environment: 'a',
  workingDirectory: '.',
  isProtected: false,
  isTrusted: true,
  isSuspended: false,
  named: false
}

const act = (kind: Act['kind'], more: Partial<Act> = {}): Act => ({
  kind,
  branch: 'env-a',
  commit: undefined,
  onPurpose: false,
  afterDeletion: false,
  ...more
})
const pushed = act('apply', { commit: NEW })
const deleted = act('destroy', { afterDeletion: true })
const byHand = act('destroy', { onPurpose: true })

/** The verdict as a short text. */
function verdict(operation: Act, known: Partial<Known>, where: Partial<typeof place> = {}): string {
  try {
    const found = guardStart(
      operation,
      { ...place, ...where },
      { head: undefined, siblings: [], stateRef: undefined, record: undefined, ...known }
    )
    if (found.kind === 'skip') return `skip: ${found.reason}`
    return found.commit === OLD ? 'go with the old commit' : 'go with the new commit'
  } catch (error) {
    return (error as { reason?: string }).reason ?? String(error)
  }
}

const isProtected = { isProtected: true }
const gone = { ...record, outcome: 'destroyed' }

describe('plan and apply', () => {
  test.each<[string, Act, Partial<Known>, string, Partial<typeof place>?]>([
    ['a first push', pushed, { head: NEW }, 'go with the new commit'],
    ['a further push', pushed, { head: NEW, record }, 'go with the new commit'],
    [
      'a push after one whose state could not be saved',
      pushed,
      { head: NEW, record: { ...record, outcome: 'failed', unsaved: true } },
      'state-not-saved'
    ],
    [
      'a push of the same root module under another project',
      pushed,
      { head: NEW, siblings: [{ ...record, project: 'old', place: undefined }] },
      'name-taken'
    ],
    ['a push after a destroy', pushed, { head: NEW, record: gone }, 'go with the new commit'],
    [
      'a push to a protected environment',
      pushed,
      { head: NEW, record },
      'go with the new commit',
      isProtected
    ],
    ['a push whose branch has moved on', pushed, { head: OLD, record }, 'skip: stale-run'],
    ['a push whose branch is gone', pushed, { record }, 'skip: stale-run'],
    ['a branch named by hand', act('apply'), { head: NEW, record }, 'go with the new commit'],
    ['a plan by hand', act('plan'), { head: NEW }, 'go with the new commit'],
    [
      'a plan after an apply whose state could not be saved',
      act('plan'),
      { head: NEW, record: { ...record, outcome: 'failed', unsaved: true } },
      'go with the new commit'
    ],
    ['a branch named by hand that is not there', act('apply'), { record }, 'invalid-input'],
    [
      "a name that is another branch's",
      pushed,
      { head: NEW, record: { ...record, branch: 'env-A' } },
      'name-taken'
    ],
    [
      "a plan of another branch's name",
      act('plan'),
      { head: NEW, record: { ...record, branch: 'env-A' } },
      'name-taken'
    ],
    [
      "a name that was another branch's",
      pushed,
      { head: NEW, record: { ...gone, branch: 'env-A' } },
      'go with the new commit'
    ],
    [
      "another root module's project",
      pushed,
      { head: NEW, record },
      'name-taken',
      { workingDirectory: 'infra' }
    ],
    [
      "a project that was another root module's",
      pushed,
      { head: NEW, record: gone },
      'go with the new commit',
      { workingDirectory: 'infra' }
    ]
  ])('%s', (_, operation, known, expected, where = {}) => {
    expect(verdict(operation, known, where)).toBe(expected)
  })
})

describe('destroy', () => {
  test.each<[string, Act, Partial<Known>, string, Partial<typeof place>?]>([
    [
      'a deleted branch, with the commit of the record',
      deleted,
      { record },
      'go with the old commit'
    ],
    ['a deleted branch without a record', deleted, {}, 'skip: already-gone'],
    ['a branch that was destroyed before', deleted, { record: gone }, 'skip: already-gone'],
    ['a branch that is there again', deleted, { head: NEW, record }, 'skip: branch-exists'],
    [
      'a branch that is there again, without a record',
      deleted,
      { head: NEW },
      'skip: already-gone'
    ],
    [
      "another branch's environment",
      deleted,
      { record: { ...record, branch: 'env-A' } },
      'skip: not-an-environment'
    ],
    ['a protected environment', deleted, { record }, 'skip: protected', isProtected],
    [
      'a protected environment, on purpose',
      byHand,
      { head: NEW, record },
      'go with the old commit',
      isProtected
    ],
    [
      'a protected environment, by hand but not by name',
      act('destroy'),
      { head: NEW, record },
      'skip: protected',
      isProtected
    ],
    [
      'a protected environment, on purpose, but by the workflow of a pushed branch',
      byHand,
      { head: NEW, record },
      'skip: protected',
      { ...isProtected, isTrusted: false }
    ],
    ['a living branch, by hand', byHand, { head: NEW, record }, 'go with the old commit'],
    [
      'an apply that failed half-way',
      deleted,
      { record: { ...record, outcome: 'failed' } },
      'go with the old commit'
    ],
    [
      'a deleted branch whose last state could not be saved',
      deleted,
      { record: { ...record, outcome: 'failed', unsaved: true } },
      'state-not-saved'
    ],
    [
      'a branch whose last state could not be saved, by hand',
      byHand,
      { head: NEW, record: { ...record, outcome: 'failed', unsaved: true } },
      'state-not-saved'
    ],
    [
      'an apply that never ended',
      deleted,
      { record: { ...record, outcome: 'applying' } },
      'go with the old commit'
    ],
    [
      "another root module's project",
      deleted,
      { record },
      'name-taken',
      { workingDirectory: 'infra' }
    ]
  ])('%s', (_, operation, known, expected, where = {}) => {
    expect(verdict(operation, known, where)).toBe(expected)
  })
})

describe('a state without a record', () => {
  const stateRef = 'refs/gitops-env/state/demo/a'
  test.each<[string, Act, Partial<Known>, string]>([
    ['is not taken over by a first push', pushed, { head: NEW }, 'state-tampered'],
    ['is not destroyed', deleted, {}, 'state-tampered'],
    ['is not taken over after a destroy', pushed, { head: NEW, record: gone }, 'state-tampered'],
    ['with a record is as it should be', pushed, { head: NEW, record }, 'go with the new commit']
  ])('%s', (_, operation, known, expected) => {
    expect(verdict(operation, { stateRef, ...known })).toBe(expected)
  })
})

test('a name that is taken is refused with both branches', () => {
  const known = {
    head: NEW,
    siblings: [],
    stateRef: undefined,
    record: { ...record, branch: 'env-A' }
  }
  expect(() => guardStart(pushed, place, known)).toThrow(
    "The branch 'env-a' would be the environment 'a', which belongs to the branch 'env-A'."
  )
})

test('a stale run is told with both commits', () => {
  expect(
    guardStart(pushed, place, { head: OLD, siblings: [], stateRef: undefined, record })
  ).toMatchObject({
    why: "This run is for bbbbbbb, but 'env-a' is at aaaaaaa by now."
  })
})
