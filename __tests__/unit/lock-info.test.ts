// What Terraform says of a lock on a state, and whose it is.
import { describe, expect, test } from '@jest/globals'
import { describeInfo, isLeftBy, parseLockInfo } from '../../src/terraform/lock-info.ts'

const DETAIL = `Error message: resource temporarily unavailable
Lock Info:
  ID:        9445417a-caff-8f30-1f3e-5ddeaf67b016
  Path:      terraform.tfstate
  Operation: OperationTypeApply
  Who:       runner@fv-az1
  Version:   1.11.4
  Created:   2026-11-21 12:39:57.012914739 +0000 UTC
  Info:      

Terraform acquires a state lock to protect the state from being written
by multiple users at the same time.`
const INFO = {
  id: '9445417a-caff-8f30-1f3e-5ddeaf67b016',
  who: 'runner@fv-az1',
  created: '2026-11-21 12:39:57.012914739 +0000 UTC',
  operation: 'OperationTypeApply'
}

describe('what Terraform says of a lock', () => {
  test('is read from its diagnostic', () => {
    expect(parseLockInfo(DETAIL)).toEqual(INFO)
    expect(parseLockInfo(DETAIL.replaceAll('\n', '\r\n'))).toEqual(INFO)
  })

  test.each([
    ['nothing', ''],
    ['an id that is empty', 'Lock Info:\n  ID:        \n  Who:       runner@fv-az1\n'],
    ['an id in the middle of a line', 'the ID: 42 is held']
  ])('tells nothing with %s', (_, text) => {
    expect(parseLockInfo(text)).toBeUndefined()
  })

  test('may lack everything but the id', () => {
    const info = { id: '42', who: '', created: '', operation: '' }
    expect(parseLockInfo('Lock Info:\n  ID:        42\n  Who:       \n  Created:   ')).toEqual(info)
    expect(describeInfo(info)).toBe('somebody since an unknown time')
    expect(describeInfo(INFO)).toBe(`${INFO.who} since ${INFO.created} (OperationTypeApply)`)
  })
})

describe('a lock was left by a run', () => {
  const run = {
    server: 'https://github.com',
    repository: 'octo/demo',
    id: '42',
    attempt: '1',
    job: 'environment',
    runner: 'Runner 1',
    actor: 'octocat',
    url: 'https://github.com/octo/demo/actions/runs/42/attempts/1',
    host: 'runner@fv-az1',
    started: '2026-11-21T12:39:00.000Z'
  }
  const ended = '2026-11-21T12:50:00Z'
  const left = (created: string, who = INFO.who, by: typeof run | object = run): boolean =>
    isLeftBy({ ...INFO, created, who }, { ...run, ...by }, ended)

  test.each([
    ['as Terraform writes it', INFO.created],
    ['in RFC 3339', '2026-11-21T12:39:57.012914739Z'],
    ['without a fraction', '2026-11-21T12:39:57Z'],
    ['at its first moment', '2026-11-21T12:39:00Z'],
    ['a minute after its end, for clocks differ', '2026-11-21T12:51:00Z']
  ])('when it was taken on its machine and in its time, %s', (_, created) => {
    expect(left(created)).toBe(true)
  })

  test.each([
    ['before it began', '2026-11-21 12:38:59.999 +0000 UTC'],
    ['after it was over', '2026-11-21 12:51:00.001 +0000 UTC'],
    ['in another time zone', '2026-11-21 12:39:57.012914739 +0100 CET'],
    ['at no time', ''],
    ['at some words', 'yesterday, 2026-11-21 12:39:57 +0000 UTC or so'],
    ['on no day', '2026-13-41 12:39:57 +0000 UTC']
  ])('not when it was taken %s', (_, created) => {
    expect(left(created)).toBe(false)
  })

  test('not when it was taken by somebody else, or the run does not say who it was', () => {
    for (const who of ['alice@laptop', 'runner@fv-az10', 'Runner@fv-az1', '']) {
      expect(left(INFO.created, who)).toBe(false)
    }
    expect(left(INFO.created, INFO.who, { host: undefined })).toBe(false)
    expect(left(INFO.created, INFO.who, { started: undefined })).toBe(false)
    expect(left(INFO.created, INFO.who, { started: 'soon' })).toBe(false)
    expect(isLeftBy(INFO, run, 'never')).toBe(false)
  })
})
