// What becomes of a rescued state, beside the one that is there.
import { describe, expect, test } from '@jest/globals'
import { RunError } from '../../src/errors.ts'
import { judgeRescue } from '../../src/rescue/judge.ts'

const NAMES = { project: 'demo', environment: 'alice', branch: 'env-alice' }
const COMMIT = 'c'.repeat(40)
const state = (serial: number, content = `of ${serial}`, lineage = 'L') => ({
  serial,
  content,
  lineage
})
const judge = (
  rescued: ReturnType<typeof state>,
  present: ReturnType<typeof state> | undefined,
  { forked = false, chosen = false } = {}
) => judgeRescue(NAMES, COMMIT, { ...rescued, forked }, present, chosen)

describe('a rescued state', () => {
  test('is put back over none, or over an older one that it was made from', () => {
    expect(judge(state(5), undefined)).toBe('restore')
    expect(judge(state(5), undefined, { forked: true })).toBe('restore')
    expect(judge(state(5), state(4))).toBe('restore')
  })

  test('is there already where the present one is the same', () => {
    expect(judge(state(5), state(5))).toBe('there')
    expect(judge(state(5), state(5), { forked: true })).toBe('there')
  })

  test.each([
    ['as old, with other content', state(5), state(5, 'other'), false],
    ['older than the present one', state(5), state(6), false],
    ['of another lineage', state(5), state(1, 'x', 'M'), false],
    ['newer, but made beside the present one', state(5), state(4), true]
  ])('%s waits for a person, who has the last word', (_name, rescued, present, forked) => {
    expect(() => judge(rescued, present, { forked })).toThrow(RunError)
    expect(() => judge(rescued, present, { forked })).toThrow('Each may know of resources')
    expect(judge(rescued, present, { forked, chosen: true })).toBe('force')
  })
})
