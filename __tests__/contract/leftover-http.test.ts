// What a destroyed environment left behind a server of the 'http' backend: removed when it is empty, else it stays.
import { afterEach, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { removeLeftover } from '../../src/backend/leftover/leftover.ts'
import { must } from '../harness/process.ts'
import { testIf } from '../harness/tools.ts'
import { startHttpState, type HttpState } from '../servers/http-state.ts'

const EMPTY = { version: 4, serial: 3, lineage: 'one', outputs: {}, resources: [] }
const FULL = { ...EMPTY, resources: [{ type: 'terraform_data', name: 'app', instances: [{}] }] }
const hasCurl = spawnSync('curl', ['--version']).status === 0

/** A person's shell, in which the command of the message is pasted. */
const paste = async (command: string): Promise<string> =>
  await must('sh', ['-c', command], { env: { PATH: process.env['PATH'] } })
const commandIn = (text: string | undefined): string => text?.split('\n    ')[1] ?? ''

describe("of the 'http' backend", () => {
  const PATH = "/state/o'dd$[1-2]"
  let server: HttpState
  afterEach(async () => await server.close())
  const start = async (state: object, user: Parameters<typeof startHttpState>[0] = {}) => {
    server = await startHttpState(user)
    server.setState(PATH, state)
  }
  const remove = async (
    more: Readonly<Record<string, string | undefined>> = {},
    variables = {}
  ) => {
    const address = `${server.url}${PATH}`
    const settings = { address, lock_address: address, unlock_address: address, ...more }
    return await removeLeftover(
      { type: 'http', key: address, environment: {} },
      settings,
      variables
    )
  }

  test('the state goes, with the credentials that Terraform has', async () => {
    const [user, password] = ['us:er', 'pa$$"word']
    await start(EMPTY, { user, password })
    const refused = await remove({ username: user, password: 'wrong' })
    expect(refused).toContain('(it answered GET with 401)')
    expect(refused).not.toContain('wrong')
    const credentials = { TF_HTTP_USERNAME: user, TF_HTTP_PASSWORD: password }
    expect(await remove({}, credentials)).toBeUndefined()
    expect([server.paths(), server.locks()]).toEqual([[], {}])
    expect(await remove({}, credentials)).toBeUndefined()
  })

  test('a state that is not empty stays', async () => {
    await start(FULL)
    expect(await remove()).toContain('(it is not empty)')
    expect(server.paths()).toEqual([PATH])
  })

  test('a state that somebody has locked stays, and so does the lock', async () => {
    await start(EMPTY)
    server.setLock(PATH, { ID: 'one', Who: 'hubot@laptop' })
    expect(await remove()).toContain('(somebody holds its lock)')
    expect(server.paths()).toEqual([PATH])
    expect(server.locks()).toEqual({ [PATH]: { ID: 'one', Who: 'hubot@laptop' } })
  })

  test.each([
    ['names nobody', 423, 'null', 'LOCK was answered with 423'],
    ['gives no id', 423, '{"Who":"hubot"}', 'LOCK was answered with 423'],
    ['is in conflict', 409, 'locked', 'LOCK was answered with 409'],
    ['refuses the user', 401, '', 'LOCK was answered with 401'],
    ['breaks', 500, '', 'LOCK was answered with 500']
  ])('a state whose lock %s stays: nobody knows that it is free', async (_, status, body, why) => {
    await start(EMPTY)
    server.hooks.answer = (method) => (method === 'LOCK' ? { status, body } : undefined)
    expect(await remove()).toContain(`(its lock could not be taken: ${why})`)
    expect(server.paths()).toEqual([PATH])
  })

  test('a state is read and removed under its lock, which is given back', async () => {
    await start(EMPTY)
    expect(await remove()).toBeUndefined()
    const asked = server.requests.map(({ method }) => method)
    expect(asked).toEqual(['GET', 'LOCK', 'GET', 'DELETE', 'UNLOCK'])
  })

  test('a state goes where the server lets none go that is locked', async () => {
    await start(EMPTY)
    server.hooks.answer = (method) =>
      method === 'DELETE' && PATH in server.locks() ? { status: 423 } : undefined
    expect(await remove()).toBeUndefined()
    expect([server.paths(), server.locks()]).toEqual([[], {}])
  })

  test('a state that is filled once its lock is given back stays', async () => {
    await start(EMPTY)
    server.hooks.answer = (method) => {
      if (method === 'UNLOCK') server.setState(PATH, FULL)
      return method === 'DELETE' && PATH in server.locks() ? { status: 423 } : undefined
    }
    expect(await remove()).toContain('(it was changed meanwhile)')
    expect(server.paths()).toEqual([PATH])
  })

  test('a state whose lock cannot be given back stays', async () => {
    await start(EMPTY)
    server.faults.unlocks = true
    server.hooks.answer = (method) => (method === 'DELETE' ? { status: 423 } : undefined)
    expect(await remove()).toContain('(its lock was taken, and could not be given back)')
    expect(server.paths()).toEqual([PATH])
    expect(server.locks()).toMatchObject({ [PATH]: { Who: 'gitops-env-action' } })
  })

  test('a state without a lock address goes', async () => {
    await start(EMPTY)
    expect(await remove({ lock_address: '', unlock_address: '' })).toBeUndefined()
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'DELETE'])
  })

  test('a state that is filled while it is looked at stays', async () => {
    await start(EMPTY)
    server.hooks.before = (method) => {
      if (method === 'LOCK') server.setState(PATH, FULL)
    }
    expect(await remove()).toContain('(it was changed meanwhile)')
    expect(server.paths()).toEqual([PATH])
  })

  testIf(hasCurl)(
    'a state that the server does not let go stays, until a person removes it',
    async () => {
      await start(EMPTY)
      Object.assign(server.faults, { deletes: true, status: 405 })
      const stays = await remove()
      expect(stays).toContain('(it answered DELETE with 405)')
      expect(server.paths()).toEqual([PATH])
      await expect(paste(commandIn(stays))).rejects.toThrow('405')
      server.faults.deletes = 0
      await paste(commandIn(stays))
      expect(server.paths()).toEqual([])
    }
  )

  test.each([
    ['headers', '{ "X-Tenant" = "a" }', "the action does not send its 'headers'"],
    ['address', undefined, "the code does not give 'address' as a plain value"],
    ['lock_address', undefined, "the code does not give 'lock_address' as a plain value"]
  ])('a state is not asked for where the code has %s as %s', async (name, value, why) => {
    await start(EMPTY)
    const variables = { [`TF_HTTP_${name.toUpperCase()}`]: `${server.url}${PATH}` }
    expect(await remove({ [name]: value }, variables)).toContain(`(${why})`)
    expect(server.paths()).toEqual([PATH])
    expect(server.requests).toEqual([])
  })

  test.each(['GET', 'DELETE'])(
    'a state behind a server that hangs up at %s stays',
    async (verb) => {
      await start(EMPTY)
      server.hooks.before = (method) => {
        if (method === verb) throw new Error('cut')
      }
      expect(await remove()).toContain('(it could not be reached)')
      expect(server.paths()).toEqual([PATH])
    }
  )

  test('a state behind no server stays', async () => {
    await start(EMPTY)
    await server.close()
    expect(await remove()).toContain('(it could not be reached)')
  })
})
