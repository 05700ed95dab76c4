// Who holds the lock of an `http` backend: asked of the server, which is left as it was found.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { askHttpLock } from '../../src/backend/http-request.ts'
import { httpSettingsOf } from '../../src/backend/http-settings.ts'
import { startHttpState, type HttpState } from '../servers/http-state.ts'

const PATH = '/state/alice'
const USER = { user: 'us:er', password: 'pa$$"word' }
const HELD = {
  ID: '9445417a-caff-8f30-1f3e-5ddeaf67b016',
  Operation: 'OperationTypeApply',
  Who: 'runner@fv-az1',
  Created: '2026-11-21T12:39:57.012914739Z'
}

let server: HttpState
beforeEach(async () => {
  server = await startHttpState(USER)
})
afterEach(async () => await server.close())

const ask = async (given: Readonly<Record<string, string>> = {}) => {
  const address = `${server.url}${PATH}/lock`
  const settings = {
    lock_address: address,
    unlock_address: address,
    username: USER.user,
    password: USER.password,
    ...given
  }
  return await askHttpLock(httpSettingsOf(settings, {}), 'me@here')
}
const asked = () => server.requests.map(({ method, status }) => `${method} ${status}`)

describe('the lock', () => {
  test('that somebody holds is told, and stays', async () => {
    server.setLock(PATH, HELD)
    const { ID: id, Who: who, Created: created, Operation: operation } = HELD
    expect(await ask()).toEqual({ id, who, created, operation })
    expect(server.locks()).toEqual({ [PATH]: HELD })
    expect(asked()).toEqual(['LOCK 423'])
  })

  test('that nobody holds stays free', async () => {
    expect(await ask()).toBe('free')
    expect(server.locks()).toEqual({})
    expect(asked()).toEqual(['LOCK 200', 'UNLOCK 200'])
  })

  test('that was taken to ask is given back, be it at the second try', async () => {
    server.faults.unlocks = 1
    expect(await ask()).toBe('free')
    expect(server.locks()).toEqual({})
  })

  test('that cannot be given back tells the next run whose it is', async () => {
    server.faults.unlocks = true
    expect(await ask()).toBeUndefined()
    expect(server.locks()).toMatchObject({ [PATH]: { Who: 'me@here' } })
  })

  test('may have its user in the address', async () => {
    const credential = `${encodeURIComponent(USER.user)}:${encodeURIComponent(USER.password)}@`
    const address = `${server.url.replace('//', `//${credential}`)}${PATH}/lock`
    const inAddress = { lock_address: address, unlock_address: address, username: '', password: '' }
    expect(await ask(inAddress)).toBe('free')
    expect(asked()).toEqual(['LOCK 200', 'UNLOCK 200'])
  })

  test.each([
    ['no lock', { lock_address: '' }, []],
    ['another password', { password: 'wrong' }, ['LOCK 401']],
    ['a method that it does not know', { lock_method: 'PATCH' }, ['PATCH 405']]
  ])('is not known where the server has %s', async (_, given, requests) => {
    server.setLock(PATH, HELD)
    expect(await ask(given)).toBeUndefined()
    expect(asked()).toEqual(requests)
    expect(server.locks()).toEqual({ [PATH]: HELD })
  })

  test.each([
    ['says nothing of it', 'null'],
    ['gives it no id', { Who: 'somebody' }]
  ])('is not known where the server %s', async (_, lock) => {
    server.setLock(PATH, lock)
    expect(await ask()).toBeUndefined()
  })

  test('is not known where nobody answers, or the address is none', async () => {
    const address = `${server.url}${PATH}/lock`
    await server.close()
    expect(await ask({ lock_address: address })).toBeUndefined()
    expect(await ask({ lock_address: 'not an address' })).toBeUndefined()
  })
})
