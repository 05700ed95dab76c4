// What a destroyed environment left in PostgreSQL: the row, and what Terraform made around it, if nobody else uses it.
import { describe, expect } from '@jest/globals'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { openPgState } from '../../src/backend/leftover/pg.ts'
import { removalCommand } from '../../src/backend/leftover/stays.ts'
import { inFull } from '../harness/full.ts'
import { because, hasLeftovers, sql, usePostgres } from '../harness/leftover-pg.ts'
import { must } from '../harness/process.ts'
import { testIf } from '../harness/tools.ts'

const FULL = '{"version":4,"resources":[{"type":"terraform_data","name":"app","instances":[{}]}]}'
const test = testIf(hasLeftovers)
const { open, query, server, address } = usePostgres()

/** Starts a statement that lasts, and waits for its lock; ends it. */
async function holding(statement: string, lock: string): Promise<() => Promise<void>> {
  const held = query(`${statement}; select pg_sleep(60)`)
  held.catch(() => undefined) // ended below
  const holders = async () => await query(`select pid from pg_locks where granted and ${lock}`)
  while ((await holders()).length === 0) await query('select pg_sleep(0.05)')
  return async () => {
    for (const pid of await holders()) await query(`select pg_terminate_backend(${pid})`)
    await expect(held).rejects.toThrow('terminat')
  }
}

describe('a state in PostgreSQL', () => {
  test('goes with its table and its schema', async () => {
    const { remove, left } = await open()
    expect(await left()).toEqual(['states'])
    expect(await remove()).toBeUndefined()
    expect(await left()).toEqual([])
    expect(await remove()).toBeUndefined()
  })

  test('that is not empty stays, until a person removes it', async () => {
    const { schema, remove, rows, left } = await open({ text: FULL })
    const stays = await remove()
    expect(because(stays)).toBe('it is not empty')
    expect(await rows()).toEqual(['default'])
    expect(stays).not.toContain(server().password)
    const command = removalCommand('pg', { schema_name: schema })
    expect(stays).not.toContain(command)
    const env = { PATH: process.env['PATH'], PG_CONN_STR: address() }
    await query(`create table ${sql(schema)}.other ()`)
    // What somebody else keeps there is not taken along.
    await expect(must('sh', ['-c', command], { env })).rejects.toThrow('other objects depend')
    expect(await left()).toEqual(['other'])
    await query(`alter table ${sql(schema)}.other rename to states`)
    await must('sh', ['-c', command], { env })
    expect(await left()).toEqual([])
  })

  test('that was changed meanwhile stays', async () => {
    const { schema, place, rows } = await open()
    const state = await openPgState({ schema_name: schema }, { PG_CONN_STR: address() })
    const found = await state.read()
    await query(`update ${place} set data = '${FULL}'`)
    await expect(state.remove(found?.version ?? '')).rejects.toThrow('it was changed meanwhile')
    await state.close?.()
    expect(await rows()).toEqual(['default'])
  })

  test('that somebody has locked as Terraform does stays, and so does the lock', async () => {
    const { place, remove, rows } = await open()
    const release = await holding(
      `select pg_advisory_lock(id) from ${place}`,
      "locktype = 'advisory'"
    )
    expect(because(await remove())).toBe('somebody holds its lock')
    expect(await rows()).toEqual(['default'])
    await release()
    expect(await remove()).toBeUndefined()
  })

  test('leaves the states of others in the same table', async () => {
    const { place, remove, rows } = await open()
    await query(`insert into ${place} (name, data) values ('other', '')`)
    expect(await remove()).toBeUndefined()
    expect(await rows()).toEqual(['other'])
  })

  test('leaves a schema in which there is something else', async () => {
    const { schema, remove, left } = await open()
    await query(`create table ${sql(schema)}.other ()`)
    expect(await remove()).toBeUndefined()
    expect(await left()).toEqual(['other'])
  })

  test.each([
    ['rights', (schema: string) => `grant usage on schema ${schema} to public`],
    ['a comment', (schema: string) => `comment on schema ${schema} is 'of the DBA'`],
    ['another owner', (schema: string) => `alter schema ${schema} owner to pg_monitor`]
  ])('leaves a schema with %s, without its table', async (_, made) => {
    const { schema, remove, left } = await open()
    await query(made(sql(schema)))
    expect(await remove()).toBeUndefined()
    expect(await left()).toEqual(['the schema'])
  })

  test('leaves a table that something else depends on', async () => {
    const { place, remove, rows } = await open()
    await query(`create view states_seen as select * from ${place}`)
    expect(await remove()).toBeUndefined()
    expect(await rows()).toEqual([])
  })

  test.each([
    { settings: { skip_schema_creation: 'true' }, variables: {} },
    { settings: { skip_table_creation: 'true' }, variables: {} },
    { settings: {}, variables: { PG_SKIP_SCHEMA_CREATION: '1' } }
  ])('leaves what Terraform did not make: %j', async ({ settings, variables }) => {
    const { remove, rows } = await open()
    expect(await remove(settings, { PG_CONN_STR: address(), ...variables })).toBeUndefined()
    expect(await rows()).toEqual([])
  })

  test.each([
    { table: 'alices', settings: { table_name: 'alices' }, variables: {} },
    { table: 'alices', settings: {}, variables: { PG_TABLE_NAME: 'alices' } },
    // Terraform does not know the variable.
    { table: 'states', settings: {}, variables: { PG_TABLE_NAME: 'alices' } }
  ])('is found in the table $table by %j', async ({ table, settings, variables }) => {
    const { remove, left } = await open({ table })
    expect(await remove(settings, { PG_CONN_STR: address(), ...variables })).toBeUndefined()
    expect(await left()).toEqual([])
  })

  test('is found by variables alone, and by a list of words', async () => {
    const { password, port } = server()
    const words = `host = localhost port=${port} user='te\\st' password='${password}' dbname=leftover`
    const known = {
      PGHOST: '127.0.0.1',
      PGPORT: String(port),
      PGUSER: 'test',
      PGPASSWORD: password,
      PGDATABASE: 'leftover'
    }
    const wrong = { ...known, PGPASSWORD: 'wrong' }
    const [one, other] = [await open(), await open()]
    expect(because(await one.remove({}, wrong))).toBe('the password was refused')
    expect(await one.remove({ conn_str: words }, wrong)).toBeUndefined()
    expect(await other.remove({}, known)).toBeUndefined()
    expect([await one.left(), await other.left()]).toEqual([[], []])
  })
})

describe('a state in a database that cannot be used stays', () => {
  test.each<readonly [string, (address: string) => string, string]>([
    ['another password', (text) => text.replace(/:\w+@/u, ':wr0ng@'), 'the password was refused'],
    ['no such database', (text) => text.replace('leftover', 'x'), 'there is no such database'],
    ['no such host', (text) => text.replace('127.0.0.1', 'db.invalid'), 'ENOTFOUND'],
    ['no server', (text) => text.replace(/:\d+\//u, ':1/'), 'ECONNREFUSED'],
    ['a port that is none', (text) => text.replace(/:\d+\//u, ':p/'), 'the port of its database'],
    ['what is not encoded', (text) => text.replace('//', '//%zz'), 'its connection string cannot'],
    ['half a word', (text) => `password='${text}`, 'its connection string cannot be read']
  ])('for %s', async (_, change, why) => {
    const { remove, rows } = await open()
    const stays = await remove({}, { PG_CONN_STR: change(address()) })
    expect(because(stays)).toContain(why)
    expect(stays).not.toContain(server().password)
    expect(stays).not.toContain('wr0ng')
    expect(await rows()).toEqual(['default'])
  })

  test('for a user who may not', async () => {
    const { schema, place, remove, rows } = await open()
    await query(`create role reader login password 'pw'; grant select on ${place} to reader;
      grant usage on schema ${sql(schema)} to reader`)
    const variables = { PG_CONN_STR: address().replace(/\/\/[^@]*/u, '//reader:pw') }
    expect(because(await remove({}, variables))).toBe('the user may not do that')
    expect(await rows()).toEqual(['default'])
  })

  test('for a schema that the code does not name', async () => {
    const { remove, rows } = await open()
    const why = "the code does not give 'schema_name' as a plain value"
    expect(because(await remove({ schema_name: undefined }))).toBe(why)
    expect(await rows()).toEqual(['default'])
  })

  test('where it ends the connection half-way', async () => {
    const { schema, rows } = await open()
    const state = await openPgState({ schema_name: schema }, { PG_CONN_STR: address() })
    const found = await state.read()
    await query(`select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and datname = 'leftover'`)
    await expect(state.remove(found?.version ?? '')).rejects.toThrow(/^its database /u)
    await state.close?.()
    expect(await rows()).toEqual(['default'])
  })

  inFull(test)('where it says nothing, and does not hold up the run', async () => {
    const { remove } = await open()
    const sockets: Socket[] = []
    const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1')
    await new Promise((resolve) => {
      silent.once('listening', resolve)
    })
    const { port } = silent.address() as AddressInfo
    const stays = await remove({}, { PG_CONN_STR: `postgres://127.0.0.1:${port}/x` })
    expect(because(stays)).toBe('its database did not answer')
    for (const socket of sockets) socket.destroy()
    silent.close()
  })

  inFull(test)('where somebody uses its table, and does not hold up the run', async () => {
    const { place, remove, rows } = await open()
    const release = await holding(
      `begin; lock table ${place} in share mode`,
      "mode = 'ShareLock' and locktype = 'relation'"
    )
    expect(because(await remove())).toBe('somebody uses its table')
    await release()
    expect(await rows()).toEqual(['default'])
  })

  inFull(test)('where somebody is about to keep a state in its table', async () => {
    const { place, remove, rows } = await open()
    const release = await holding(
      `begin; insert into ${place} (name, data) values ('other', '')`,
      "mode = 'RowExclusiveLock' and locktype = 'relation'"
    )
    // The row alone could go: nothing but the lock on the table is in the way.
    expect(because(await remove({ skip_table_creation: 'true' }))).toBe('somebody uses its table')
    await release()
    expect(await rows()).toEqual(['default'])
  })
})
