// What a destroyed environment left in a file or behind a server: removed when it is empty, else it stays.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLocalState } from '../../src/backend/leftover/local.ts'
import { removeLeftover } from '../../src/backend/leftover/leftover.ts'
import { removalCommand } from '../../src/backend/leftover/stays.ts'
import { must } from '../harness/process.ts'
import { testIf } from '../harness/tools.ts'
import { startHttpState, type HttpState } from '../servers/http-state.ts'
import { spawnSync } from 'node:child_process'

const EMPTY = { version: 4, serial: 3, lineage: 'one', outputs: {}, resources: [] }
const FULL = { ...EMPTY, resources: [{ type: 'terraform_data', name: 'app', instances: [{}] }] }
const hasCurl = spawnSync('curl', ['--version']).status === 0

/** A person's shell, in which the command of the message is pasted. */
const paste = async (command: string, env: NodeJS.ProcessEnv = {}): Promise<string> =>
  await must('sh', ['-c', command], { env: { PATH: process.env['PATH'], ...env } })
const commandIn = (text: string | undefined): string => text?.split('\n    ')[1] ?? ''

describe("of the 'local' backend", () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'o\'dd $HOME `id` "-'))
    path = join(folder, 'alice.tfstate')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const remove = async (settings = { path } as Record<string, string | undefined>) =>
    await removeLeftover({ type: 'local', key: path, environment: {} }, settings, {})

  test('the file goes with its backup', async () => {
    for (const file of [path, `${path}.backup`]) writeFileSync(file, JSON.stringify(EMPTY))
    expect(await remove()).toBeUndefined()
    expect(readdirSync(folder)).toEqual([])
    expect(await remove()).toBeUndefined()
  })

  test.each([
    ['holds a resource', JSON.stringify(FULL), 'it is not empty'],
    [
      'holds an output',
      JSON.stringify({ ...EMPTY, outputs: { a: { value: 1 } } }),
      'it is not empty'
    ],
    [
      'is of another format',
      JSON.stringify({ ...EMPTY, version: 5 }),
      'what it holds cannot be read'
    ],
    ['has no lineage', JSON.stringify({ ...EMPTY, lineage: 7 }), 'what it holds cannot be read'],
    ['has no serial', JSON.stringify({ ...EMPTY, serial: '3' }), 'what it holds cannot be read'],
    [
      'says nothing of outputs',
      JSON.stringify({ ...EMPTY, outputs: [] }),
      'what it holds cannot be read'
    ],
    ['is no JSON', '{ "resources": [] ', 'what it holds cannot be read'],
    ['does not say what it holds', '{}', 'what it holds cannot be read'],
    ['is encrypted by OpenTofu', '{"encrypted_data":"e"}', 'what it holds cannot be read']
  ])('a file that %s stays, until a person removes it', async (_, text, why) => {
    writeFileSync(path, text)
    const stays = await remove()
    expect(stays).toContain(`The state stays in local '${path}' (${why}). Find out what is in it`)
    // Nobody is to paste what would destroy it.
    expect(commandIn(stays)).toBe('')
    expect(existsSync(path)).toBe(true)
    await paste(removalCommand('local', { path }))
    expect(readdirSync(folder)).toEqual([])
  })

  test('a file that somebody has locked stays', async () => {
    writeFileSync(path, JSON.stringify(EMPTY))
    writeFileSync(join(folder, '.alice.tfstate.lock.info'), '{}')
    expect(await remove()).toContain('(somebody holds its lock)')
    expect(existsSync(path)).toBe(true)
  })

  test('a file that was changed meanwhile stays', async () => {
    writeFileSync(path, JSON.stringify(EMPTY))
    const state = await openLocalState({ path }, {})
    const found = await state.read()
    writeFileSync(path, JSON.stringify(FULL))
    await expect(state.remove(found?.version ?? '')).rejects.toThrow('it was changed meanwhile')
    expect(existsSync(path)).toBe(true)
  })

  test('nothing is said to be removed where the code does not say what', async () => {
    expect(await remove({ path: undefined })).toContain(
      "(the code does not give 'path' as a plain value)"
    )
  })
})

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

describe('the command that removes it', () => {
  test.each([
    [
      'local',
      { path: '/srv/states/alice.tfstate' },
      'rm -f /srv/states/alice.tfstate /srv/states/alice.tfstate.backup'
    ],
    ['local', { path: "/o'd d/$x" }, `rm -f '/o'\\''d d/$x' '/o'\\''d d/$x.backup'`],
    [
      'http',
      { address: 'https://me:secret@s.example.com/a&d' },
      `curl --fail --globoff -X DELETE 'https://s.example.com/a&d'`
    ],
    [
      'git',
      { ref: 'refs/gitops-env/state/demo/alice' },
      'git push origin :refs/gitops-env/state/demo/alice'
    ],
    [
      'gcs',
      { bucket: 'b', prefix: 'demo/a b' },
      `gcloud storage rm 'gs://b/demo/a b/default.tfstate'`
    ],
    ['s3', { key: 'demo/alice' }, 'aws s3api delete-object --bucket BUCKET --key demo/alice'],
    [
      'pg',
      { schema_name: 'demo_alice' },
      `psql "$PG_CONN_STR" -c 'drop table "demo_alice"."states"' -c 'drop schema "demo_alice"'`
    ],
    [
      'pg',
      { schema_name: `a"b'c`, table_name: 't' },
      `psql "$PG_CONN_STR" -c 'drop table "a""b'\\''c"."t"' -c 'drop schema "a""b'\\''c"'`
    ],
    ['unheard-of', {}, '']
  ])('of %s with %j is %s', (type, settings, command) => {
    expect(removalCommand(type, settings)).toBe(command)
  })
})
