// Where a state may be kept, and when one that is gone stops a run.
import { describe, expect, test } from '@jest/globals'
import { guardBackend, guardChosen, guardLineage, guardState } from '../../src/state-guards.ts'
import type { Known } from '../../src/guards.ts'

const backend = { type: 'git', key: 'refs/gitops-env/state/demo/a' }
const record = {
  branch: 'env-a',
  workingDirectory: '.',
  outcome: 'applied',
  attempted: 'a'.repeat(40),
  run: { url: 'https://github.com/octo/demo/actions/runs/1' },
  backend
}
const placed = (place: string) => ({ ...record, backend: { ...backend, place } })
const gone = { ...record, outcome: 'destroyed' }

describe('the state stays where it is', () => {
  test.each<[string, Known['record'], string, string, string]>([
    ['a new environment', undefined, 's3', 'k', 'go'],
    ['a destroyed environment', gone, 's3', 'k', 'go'],
    ['the same place', record, 'git', backend.key, 'go'],
    ['another type', record, 's3', backend.key, 'invalid-input'],
    ['another key', record, 'git', 'refs/gitops-env/state/demo/b', 'invalid-input'],
    ['the same key elsewhere', placed('another'), 'git', backend.key, 'invalid-input'],
    ['the same key at the same place', placed('digest'), 'git', backend.key, 'go']
  ])('%s', (_, known, type, key, expected) => {
    let found = 'go'
    try {
      guardBackend({ environment: 'a' }, { record: known, siblings: [] }, { type, key }, 'digest')
    } catch (error) {
      found = (error as { reason: string }).reason
    }
    expect(found).toBe(expected)
  })
})

describe('a place that is not known', () => {
  const guard = (before: string | undefined, now: string | undefined) => () =>
    guardBackend(
      { environment: 'a' },
      {
        record: { ...record, backend: { type: 'pg', key: 'a', place: before } },
        siblings: [{ ...record, project: 'other', place: before }].filter(() => before === now)
      },
      { type: 'pg', key: 'a' },
      now
    )

  test("is nobody else's, and no move", () => {
    expect(guard('digest', undefined)).not.toThrow()
    expect(guard(undefined, 'digest')).not.toThrow()
    expect(guard(undefined, undefined)).not.toThrow()
    expect(guard('digest', 'digest')).toThrow('in the same place')
  })

  test('and one that is, is told by what it consists of', () => {
    expect(guard('digest', 'another')).toThrow("in pg 'a' of another host or port or database")
  })
})

describe('a state that is gone', () => {
  test.each<[string, { outcome: string; resources?: number } | undefined, number, string]>([
    ['a first run', undefined, 0, 'go'],
    ['a state that is there', { outcome: 'applied', resources: 3 }, 3, 'go'],
    ['a state of which resources are left', { outcome: 'applied', resources: 3 }, 1, 'go'],
    ['an environment that never had any', { outcome: 'applied', resources: 0 }, 0, 'go'],
    ['an earlier run that does not know', { outcome: 'failed' }, 0, 'go'],
    ['a destroyed environment', { outcome: 'destroyed', resources: 3 }, 0, 'go'],
    [
      'a state that should hold resources',
      { outcome: 'applied', resources: 3 },
      0,
      'state-missing'
    ],
    ['a failed apply that made resources', { outcome: 'failed', resources: 1 }, 0, 'state-missing']
  ])('%s', (_, known, found, expected) => {
    let verdict = 'go'
    try {
      guardState(
        { project: 'demo', environment: 'a' },
        known && { operation: 'apply', ...known },
        found,
        backend
      )
    } catch (error) {
      verdict = (error as { reason: string }).reason
    }
    expect(verdict).toBe(expected)
  })
})

test('two projects may not keep the same environment in the same place', () => {
  const sibling = { ...record, project: 'other', place: 'digest' }
  const guard = (outcome: string) => () =>
    guardBackend(
      { environment: 'a' },
      { record: undefined, siblings: [{ ...sibling, outcome }] },
      backend,
      'digest'
    )
  expect(guard('applied')).toThrow("The environment 'a' of the project 'other'")
  expect(guard('destroyed')).not.toThrow()
})

/** What a guard refuses with; '' where it lets pass. */
const messageOf = (guard: () => unknown): string => {
  try {
    guard()
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('the backend that init has chosen', () => {
  const s3 = { type: 's3', config: { bucket: 'b', key: 'demo/a' } }
  const git = { type: 'git', config: {} }
  const cloud = { type: 'cloud', config: { 'workspaces.name': 'demo_a' } }
  test.each<
    [
      string,
      Parameters<typeof guardChosen>[0],
      Parameters<typeof guardChosen>[1],
      RegExp | undefined
    ]
  >([
    ['is the one', s3, { type: 's3', attributes: { key: 'demo/a' } }, undefined],
    ['is http for a state in git', git, { type: 'http', attributes: {} }, undefined],
    ['is HCP Terraform', cloud, { type: 'cloud', attributes: {} }, undefined],
    ['is a blank file for a workspace to be', cloud, { type: 'local', attributes: {} }, undefined],
    ['is none', s3, undefined, /has chosen none\./u],
    ['is of another type', s3, { type: 'local', attributes: {} }, /has chosen 'local'/u],
    ['is local instead of git', git, { type: 'local', attributes: {} }, /has chosen 'local'/u],
    [
      'has another key',
      s3,
      { type: 's3', attributes: { key: 'demo/b' } },
      /with key=demo\/a, and has chosen 's3' with key=demo\/b/u
    ],
    ['has no key', s3, { type: 's3', attributes: {} }, /has chosen 's3'/u]
  ])('%s', (_, backend, chosen, says) => {
    const message = messageOf(() => guardChosen(backend, chosen, 'terraform'))
    expect(message).toMatch(says ?? /^$/u)
  })
})

describe('the lineage of a state', () => {
  test.each<
    [string, { outcome: string; lineage?: string } | undefined, string | undefined, boolean]
  >([
    ['of a first run', undefined, 'x', true],
    ['that the record does not know', { outcome: 'applied' }, 'x', true],
    ['of a destroyed environment', { outcome: 'destroyed', lineage: 'y' }, 'x', true],
    ['that is the same', { outcome: 'applied', lineage: 'x' }, 'x', true],
    ['where there was none', { outcome: 'failed', lineage: '' }, 'x', true],
    [
      'of a state that is gone, which the resources tell',
      { outcome: 'applied', lineage: 'x' },
      '',
      true
    ],
    ['that cannot be read', { outcome: 'applied', lineage: 'x' }, undefined, true],
    ['that is another', { outcome: 'failed', lineage: 'y' }, 'x', false]
  ])('%s', (_, known, found, goes) => {
    const message = messageOf(() =>
      guardLineage({ project: 'demo', environment: 'a' }, known, found, backend)
    )
    expect(message).toMatch(goes ? /^$/u : /its lineage is x, and was y/u)
  })
})
