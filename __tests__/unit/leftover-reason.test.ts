// Why a state stays: what the service has answered, in words without secrets.
import { describe, expect, test } from '@jest/globals'
import { limitedBy, reasonOf, StaysError } from '../../src/backend/leftover/reason.ts'

describe('why a state stays', () => {
  test.each<[object, number | undefined, string]>([
    [{ name: 'AccessDenied', message: 'a secret' }, 403, 'S3 answered 403 AccessDenied'],
    [{ name: 'Error', message: 'a secret' }, 500, 'S3 answered 500'],
    [{ name: 'A b <script>' }, 400, 'S3 answered 400'],
    [{}, 412, 'it was changed meanwhile'],
    [{ code: 'ECONNREFUSED', name: 'Error' }, undefined, 'S3 could not be reached: ECONNREFUSED'],
    [{ code: 7, name: 'TimeoutError' }, undefined, 'S3 could not be reached: TimeoutError'],
    [{ message: 'a secret' }, undefined, 'S3 could not be reached'],
    [new StaysError('somebody holds its lock'), 400, 'somebody holds its lock']
  ])('for %j and %j', (error, status, text) => {
    expect(reasonOf('S3', error, status)).toEqual(new StaysError(text))
  })

  test('is that nobody answers, when the time is over', async () => {
    const time = new AbortController()
    const within = limitedBy(time.signal)
    expect(await within(Promise.resolve(7))).toBe(7)
    const waiting = within(new Promise(() => undefined))
    time.abort()
    await expect(waiting).rejects.toThrow('it did not answer in time')
    await expect(within(new Promise(() => undefined))).rejects.toThrow(StaysError)
  })
})
