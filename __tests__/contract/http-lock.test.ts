// Who holds the lock of an http backend: asked by trying to take it.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { askHttpLock } from '../../src/backend/http-request.ts'
import { httpSettingsOf } from '../../src/backend/http-settings.ts'
import { startHttpState, type HttpState } from '../servers/http-state.ts'

const PATH = '/demo/alice'
const WHO = 'runner@machine'
let server: HttpState
beforeEach(async () => {
  server = await startHttpState({ user: 'us:er', password: 'p@ss' })
})
afterEach(async () => await server.close())

const settings = (more: Readonly<Record<string, string>> = {}) => {
  const address = `${server.url}${PATH}`
  const lock = { lock_address: `${address}/lock`, unlock_address: `${address}/lock` }
  return httpSettingsOf({ address, ...lock, username: 'us:er', password: 'p@ss', ...more }, {})
}

describe('the lock of an http backend', () => {
  test('that is held is told as its holder wrote it, and stays', async () => {
    const theirs = { ID: 'x', Who: 'alice@laptop', Created: 'then', Operation: 'OperationTypePlan' }
    server.setLock(PATH, theirs)
    expect(await askHttpLock(settings(), WHO)).toEqual({
      id: 'x',
      who: 'alice@laptop',
      created: 'then',
      operation: 'OperationTypePlan'
    })
    expect(server.locks()).toEqual({ [PATH]: theirs })
  })

  test('that is free is free afterwards', async () => {
    expect(await askHttpLock(settings(), WHO)).toBeUndefined()
    expect(server.locks()).toEqual({})
    expect(server.requests.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'LOCK 200',
      'UNLOCK 200'
    ])
  })

  test('bears the name of who asked, should it not be given back', async () => {
    server.faults.unlocks = true
    expect(await askHttpLock(settings(), WHO)).toBeUndefined()
    const created = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/u)
    expect(server.locks()).toMatchObject({ [PATH]: { Who: WHO, Created: created } })
  })

  test('stays unknown where nobody locks, may ask, or answers', async () => {
    server.setLock(PATH, { ID: 'x' })
    expect(await askHttpLock(settings({ lock_address: '' }), WHO)).toBeUndefined()
    expect(await askHttpLock(settings({ password: 'wrong' }), WHO)).toBeUndefined()
    expect(await askHttpLock(settings({ lock_address: 'http://127.0.0.1:9' }), WHO)).toBeUndefined()
    server.setLock(PATH, 'not an object')
    expect(await askHttpLock(settings(), WHO)).toBeUndefined()
  })
})
