// Where a `pg` state is, from the settings, the connection string in its two forms, and the variables.
import { describe, expect, test } from '@jest/globals'
import { pgSettingsOf } from '../../src/backend/pg-settings.ts'

const of = (conn_str: string, variables: Readonly<Record<string, string>> = {}) =>
  pgSettingsOf({ conn_str }, variables)

describe('the connection', () => {
  test.each([
    ['', { host: 'localhost', port: 5432, user: undefined, database: undefined }],
    ['postgres://', { host: 'localhost', port: 5432 }],
    ['postgres://db/states', { host: 'db', database: 'states' }],
    ['postgresql://db:5433/states?sslmode=disable', { host: 'db', port: 5433, database: 'states' }],
    ['postgres://me@db', { user: 'me', password: undefined, host: 'db' }],
    ['postgres://me:p%40%2Fss@db/x', { user: 'me', password: 'p@/ss', host: 'db' }],
    ['postgres://me:p@ss:word@db/x', { user: 'me', password: 'p@ss:word', host: 'db' }],
    ['postgres://me:pw@[::1]:5433/x', { host: '::1', port: 5433, database: 'x' }],
    ['postgres:///x?host=/run/postgresql&port=5433', { host: '/run/postgresql', port: 5433 }],
    [
      'postgres://db?user=me&password=a%20b&dbname=x',
      { user: 'me', password: 'a b', database: 'x' }
    ],
    ['postgres://db/x?options=-c%20search_path%3Da', { options: '-c search_path=a' }],
    ['host=db port=5433 dbname=x', { host: 'db', port: 5433, database: 'x' }],
    ["user = me password='a \\'b\\\\' host=db", { user: 'me', password: "a 'b\\", host: 'db' }],
    ['password=a\\ b user=', { password: 'a b', user: undefined }],
    ["password='' host=db", { password: undefined, host: 'db' }]
  ])('%j', (text, expected) => {
    expect(of(text)).toMatchObject(expected)
  })

  test('takes what the connection string leaves open from the variables', () => {
    const variables = {
      PGHOST: 'other',
      PGPORT: '5433',
      PGUSER: 'me',
      PGPASSWORD: 'pw',
      PGDATABASE: 'x'
    }
    expect(of('postgres://db', { ...variables, PGOPTIONS: '-c a=b' })).toMatchObject({
      host: 'db',
      port: 5433,
      user: 'me',
      password: 'pw',
      database: 'x',
      options: '-c a=b'
    })
    expect(pgSettingsOf({}, { PG_CONN_STR: 'postgres://db', PGHOST: 'other' }).host).toBe('db')
  })

  test.each([
    ['postgres://db:port/x', 'the port of its database is not a number'],
    ['postgres://me:%zz@db/x', 'its connection string cannot be read'],
    ['host', 'its connection string cannot be read'],
    ["password='half", 'its connection string cannot be read'],
    ['mysql://me:pw@db/x', 'its connection string cannot be read']
  ])('%j is refused, and nothing of it is quoted', (text, message) => {
    expect(() => of(text)).toThrow(new Error(message))
  })
})

describe('the encryption', () => {
  test.each([
    ['', 'nothing'],
    ['sslmode=require', 'nothing'],
    ['sslmode=require sslrootcert=ca.pem', 'authority'],
    ['sslmode=verify-ca', 'authority'],
    ['sslmode=verify-full', 'name'],
    ['sslmode=disable', 'off'],
    ['host=/run/postgresql sslmode=verify-full', 'off']
  ])('of %j checks %s', (text, check) => {
    expect(of(text).tls.check).toBe(check)
  })

  test.each(['prefer', 'allow', 'no-verify', 'Require'])(
    'is not made weaker by sslmode=%s',
    (mode) => {
      const message = "its 'sslmode' is none that Terraform knows"
      expect(() => of(`sslmode=${mode}`)).toThrow(message)
      expect(() => of('', { PGSSLMODE: mode })).toThrow(message)
    }
  )

  test('has its files, or their texts', () => {
    const files = { authority: 'ca', certificate: 'crt', key: 'key' }
    expect(of('sslrootcert=ca sslcert=crt sslkey=key').tls).toMatchObject({
      ...files,
      inline: false
    })
    const variables = { PGSSLROOTCERT: 'ca', PGSSLCERT: 'crt', PGSSLKEY: 'key' }
    expect(of('sslinline=true', variables).tls).toMatchObject({ ...files, inline: true })
  })
})

describe('the table', () => {
  test.each([
    [{}, {}, { schema: 'terraform_remote_state', tables: ['states'], foreign: false }],
    [{ schema_name: 'alice' }, { PG_SCHEMA_NAME: 'bob' }, { schema: 'alice' }],
    [{}, { PG_SCHEMA_NAME: 'bob' }, { schema: 'bob' }],
    [{ table_name: 'a' }, { PG_TABLE_NAME: 'b' }, { tables: ['a'] }],
    [{}, { PG_TABLE_NAME: 'b' }, { tables: ['b', 'states'] }],
    [{}, { PG_TABLE_NAME: '' }, { tables: ['states'] }],
    [{ skip_schema_creation: 'true' }, {}, { foreign: true }],
    [{ skip_schema_creation: 'false' }, { PG_SKIP_SCHEMA_CREATION: 'true' }, { foreign: false }],
    [{}, { PG_SKIP_TABLE_CREATION: 'True' }, { foreign: true }]
  ])('of %j and %j is %j', (settings, variables, expected) => {
    expect(pgSettingsOf(settings, variables)).toMatchObject(expected)
  })

  test.each(['conn_str', 'schema_name', 'table_name', 'skip_table_creation'])(
    "is not guessed where the code computes '%s'",
    (name) => {
      const settings: Readonly<Record<string, string | undefined>> = { [name]: undefined }
      const message = `the code does not give '${name}' as a plain value`
      expect(() => pgSettingsOf(settings, {})).toThrow(message)
    }
  )
})
