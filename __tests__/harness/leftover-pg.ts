// States of destroyed environments in one PostgreSQL, which also speaks TLS: each in a schema of its own.
import { afterAll, beforeAll } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeLeftover } from '../../src/backend/leftover/leftover.ts'
import {
  hasOpenssl,
  makeServerCertificate,
  type ServerCertificate
} from '../servers/certificates.ts'
import { hasPostgres, startPostgres, type Postgres } from '../servers/postgres.ts'

const EMPTY = '{"version":4,"serial":3,"lineage":"one","outputs":{},"resources":[]}'

/** Whether `usePostgres` can work here. */
export const hasLeftovers = hasPostgres && hasOpenssl

/** An SQL identifier. */
export const sql = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** The reason that stands in brackets; empty where nothing stays. */
export const because = (stays: string | undefined): string =>
  /\((.*?)\)\. (?:When|Find)/su.exec(stays ?? '')?.[1] ?? ''

/** Starts the server for the tests of a file, and ends it. */
export function usePostgres() {
  let folder: string | undefined
  let files: ServerCertificate
  let postgres: Postgres
  let address = ''
  let count = 0
  beforeAll(async () => {
    if (!hasLeftovers) return
    folder = mkdtempSync(join(tmpdir(), 'leftover-pg-'))
    files = await makeServerCertificate(folder)
    postgres = await startPostgres(files)
    address = await postgres.database('leftover')
    await postgres.query('leftover', 'create sequence public.global_states_id_seq as bigint')
  })
  afterAll(async () => {
    await postgres?.close()
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  })
  const query = async (text: string): Promise<string[]> => await postgres.query('leftover', text)

  /** A schema with a state, as Terraform makes it. */
  const open = async ({ table = 'states', text = EMPTY } = {}) => {
    const schema = `o'dd "$name" of \`id\` ${(count += 1)}`
    const place = `${sql(schema)}.${sql(table)}`
    await query(`create schema ${sql(schema)}; create table ${place} (id bigint not null
      default nextval('public.global_states_id_seq') primary key, name text unique, data text);
      insert into ${place} (name, data) values ('default', '${text}')`)
    return {
      schema,
      /** Schema and table, quoted. */
      place,
      remove: async (
        settings: Readonly<Record<string, string | undefined>> = {},
        variables: Readonly<Record<string, string>> = { PG_CONN_STR: address }
      ): Promise<string | undefined> =>
        await removeLeftover(
          { type: 'pg', key: schema, environment: {} },
          { schema_name: schema, ...settings },
          variables
        ),
      /** Names in the table. */
      rows: async () => await query(`select name from ${place}`),
      /** What is there: the schema, and each table in it. */
      left: async () =>
        await query(`select coalesce(c.relname, 'the schema') from pg_namespace n
          left join pg_class c on c.relnamespace = n.oid and c.relkind = 'r'
          where n.nspname = '${schema.replaceAll("'", "''")}'`)
    }
  }
  return {
    open,
    query,
    server: () => postgres,
    /** Terraform's `conn_str`, without TLS. */
    address: () => address,
    /** A folder for a test's files, with those of the certificates. */
    folder: () => folder ?? '',
    files: () => files
  }
}
