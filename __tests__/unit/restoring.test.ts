// What becomes of a rescued state, by what it and the present one say of themselves.
import { describe, expect, test } from '@jest/globals'
import type { RunError } from '../../src/errors.ts'
import { judgeRescue } from '../../src/restoring.ts'

const names = { project: 'demo', environment: 'alice', branch: 'env-alice' }
const commit = 'c'.repeat(40)
const rescued = { lineage: 'a', serial: 5, content: 'x' }
const judge = (present: typeof rescued | undefined, chosen: boolean) =>
  judgeRescue(names, commit, rescued, present, chosen)

describe('a rescued state', () => {
  test.each([
    ['there is none yet', undefined, 'restore'],
    ['the present one is older', { ...rescued, serial: 4 }, 'restore'],
    ['it is the present one', rescued, 'there'],
    ['it is the present one, stored anew', { ...rescued, serial: 6 }, 'there'],
    ['the present one is older and looks the same', { ...rescued, serial: 1 }, 'restore']
  ] as const)('when %s: whatever a person has chosen', (_, present, verdict) => {
    expect(judge(present, false)).toBe(verdict)
    expect(judge(present, true)).toBe(verdict)
  })

  test.each([
    [
      'is newer',
      { ...rescued, serial: 6, content: 'y' },
      'the state has serial 6 by now, and the rescued one 5'
    ],
    ['has its serial and another content', { ...rescued, content: 'y' }, 'serial 5 by now'],
    ['is of another lineage', { ...rescued, lineage: 'b', serial: 1 }, 'the state has lineage b'],
    ['is the same in another lineage', { ...rescued, lineage: 'b' }, 'the rescued one a']
  ] as const)('when the present one %s: only where a person has chosen it', (_, present, why) => {
    expect(judge(present, true)).toBe('force')
    const error = refusal(() => judge(present, false))
    expect(error.reason).toBe('rescue-pending')
    expect(error.message).toContain(why)
    const ref = 'refs/gitops-env/rescue/demo/alice'
    expect(error.message).toContain(ref)
    expect(error.hint).toContain(`git push origin --force-with-lease=${ref}:${commit} :${ref}\n`)
    expect(error.hint).toContain(
      `git fetch origin ${ref} && git push origin ${commit}:refs/gitops-env/restore/demo/alice`
    )
  })
})

function refusal(act: () => unknown): RunError {
  try {
    act()
  } catch (error) {
    return error as RunError
  }
  throw new Error('it was not refused')
}
