// Whose a lock of Terraform's own is: read from its words, and compared with what a run noted of itself.
import { describe, expect, test } from '@jest/globals'
import { describeInfo, isLeftBy, parseLockInfo } from '../../src/terraform/lock-info.ts'

const RUN = {
  server: 'https://github.com',
  repository: 'octo/demo',
  id: '42',
  attempt: '1',
  job: 'environment',
  runner: 'GitHub Actions 7',
  actor: 'octocat',
  url: 'https://github.com/octo/demo/actions/runs/42/attempts/1',
  host: 'runner@vm-7',
  started: '2026-01-02T03:00:00.000Z'
}
const ENDED = '2026-01-02T04:00:00Z'
const lock = (who: string, created: string) => ({ id: 'x', who, created, operation: '' })

describe('a lock is left by a run', () => {
  test.each([
    ['2026-01-02T03:00:00Z'],
    ['2026-01-02T03:30:00.274609406Z'],
    ['2026-01-02 03:30:00.274609406 +0000 UTC'],
    ['2026-01-02T04:00:59Z'] // clocks differ
  ])('of its machine and user, in its time: %s', (created) => {
    expect(isLeftBy(lock('runner@vm-7', created), RUN, ENDED)).toBe(true)
  })

  test.each([
    ['before it began', '2026-01-02T02:59:59Z'],
    ['after its end', '2026-01-02T04:01:01Z'],
    ['at a time without a zone', '2026-01-02T03:30:00'],
    ['at a time of another zone', '2026-01-02 03:30:00 +0100 CET'],
    ['at no time', 'yesterday'],
    ['at a time that is not told', '']
  ])('but not %s', (_name, created) => {
    expect(isLeftBy(lock('runner@vm-7', created), RUN, ENDED)).toBe(false)
  })

  test.each(['alice@laptop', 'runner@vm-70', 'runner', ''])('but not by %j', (who) => {
    expect(isLeftBy(lock(who, '2026-01-02T03:30:00Z'), RUN, ENDED)).toBe(false)
  })

  test('but not where the run did not note its machine, its start or its end', () => {
    const left = lock('runner@vm-7', '2026-01-02T03:30:00Z')
    const { host: _host, ...nowhere } = RUN
    const { started: _started, ...never } = RUN
    expect(isLeftBy(left, { ...nowhere, host: undefined }, ENDED)).toBe(false)
    expect(isLeftBy(lock('', left.created), { ...nowhere, host: undefined }, ENDED)).toBe(false)
    expect(isLeftBy(left, { ...never, started: undefined }, ENDED)).toBe(false)
    expect(isLeftBy(left, RUN, '')).toBe(false)
  })
})

describe('what Terraform says of a lock', () => {
  const detail = `Error message: resource temporarily unavailable
Lock Info:
  ID:        8d3f0c5e-1c7e-0b1a-5a5f-1f2e3d4c5b6a
  Path:      terraform.tfstate
  Operation: OperationTypeApply
  Who:       alice@laptop
  Version:   1.11.4
  Created:   2026-01-02 03:04:05.678901234 +0000 UTC
  Info:      \n\n\nTerraform acquires a state lock to protect the state.`

  test('is read, and told to people', () => {
    const info = parseLockInfo(detail)
    expect(info).toEqual({
      id: '8d3f0c5e-1c7e-0b1a-5a5f-1f2e3d4c5b6a',
      who: 'alice@laptop',
      created: '2026-01-02 03:04:05.678901234 +0000 UTC',
      operation: 'OperationTypeApply'
    })
    expect(info && describeInfo(info)).toBe(
      'alice@laptop since 2026-01-02 03:04:05.678901234 +0000 UTC (OperationTypeApply)'
    )
    expect(describeInfo(lock('', ''))).toBe('somebody since an unknown time')
  })

  test('is nothing without an ID, and an empty line does not borrow from the next', () => {
    expect(parseLockInfo('Error message: connection refused')).toBeUndefined()
    expect(parseLockInfo(detail.replace(/^ *ID:.*$/mu, '  ID:'))).toBeUndefined()
  })
})
