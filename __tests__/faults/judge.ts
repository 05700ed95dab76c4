// What must be true after every cancelled run, whatever it was doing.
import { expect } from '@jest/globals'
import { changedFiles, expectClean, expectRecord } from '../harness/outcome.ts'
import type { World } from '../harness/scenario.ts'
import { visibleOf, printedOf } from '../harness/visible.ts'
import { PASSPHRASE } from './backends.ts'
import type { Aftermath } from './cell.ts'
import type { Ending } from './fault.ts'

/** The exit code of the step; 130 and 137 are SIGINT and SIGKILL. */
const EXIT_CODES: Readonly<Record<Ending, number>> = {
  unborn: 130,
  refused: 1,
  stopped: 1,
  outlived: 137,
  finished: 0
}

/** Nothing that exists is forgotten, nothing is left behind, and the story is told once. */
export function expectInOrder(found: Aftermath, world: World): void {
  const { fault, result } = found
  const ending = fault.ending
  expect({ cloud: found.cloud.toSorted(), locks: found.locks }).toEqual({
    cloud: found.state.toSorted(),
    locks: 0
  })
  expect({ exit: result.exitCode, post: result.postExitCode }).toEqual({
    exit: EXIT_CODES[ending],
    post: 0
  })
  expect(result.processesLeft).toEqual([])
  expect(result.leftovers).toEqual([])
  expect(changedFiles(result.workspace)).toEqual([])
  expectTold(found)
  expectRemembered(found, world)
  for (const secret of [PASSPHRASE, 'secret-of-quick', 'secret-of-slow']) {
    expect(visibleOf(result)).not.toContain(secret)
    expect(printedOf(result)).not.toContain(secret)
  }
  // A step that ends by itself is also clean in every way that any other run is.
  if (ending !== 'unborn' && ending !== 'outlived') expectClean(result, world)
}

/** The reason where outputs can be set, one summary, and no talk of a defect or of a state that is in doubt. */
function expectTold({ fault, result }: Aftermath): void {
  if (fault.ending === 'unborn') {
    expect([result.summary, result.postSummary, result.log]).toEqual(['', '', ''])
    return
  }
  if (fault.ending === 'finished') {
    expect(result.outputs).not.toHaveProperty('reason')
    return
  }
  const killed = fault.ending === 'outlived'
  if (!killed) expect(result.outputs).toMatchObject({ reason: 'cancelled', environment: 'alice' })
  const [told, otherwise] = killed
    ? [result.postSummary, result.summary]
    : [result.summary, result.postSummary]
  expect(otherwise).toBe('')
  if (killed) expect(result.postLog).not.toContain('terraform init') // the step has told that
  expect(told.match(/^## /gmu)).toHaveLength(1)
  expect(told.split('\n')[0]).toMatch(
    /^## `alice` was not (?:created|updated|destroyed): the run was cancelled/u
  )
  expect(killed ? result.postLog : result.log).toMatch(/the run was cancelled \([\d.]+ s\)$/mu)
  expect(`${result.log}${result.postLog}`).not.toMatch(/this is a defect|could not be saved/u)
}

/** A run that may have changed something says so in its record; one that has not leaves it as it was. */
function expectRemembered({ fault, record, state }: Aftermath, world: World): void {
  if (fault.ending === 'unborn' || fault.ending === 'refused') {
    if (fault.before === undefined) expect(record).toBeUndefined()
    else expect(record).toMatchObject({ outcome: expect.stringMatching(/^(?:applied|failed)$/u) })
    return
  }
  const outcome = fault.ending === 'finished' ? 'applied' : 'failed'
  expectRecord(world, 'alice', { branch: 'env-alice', outcome })
  expect(Number(record?.['resources'])).toBeGreaterThanOrEqual(state.length)
  expect(record).not.toHaveProperty('unsaved')
}
