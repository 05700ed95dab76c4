/** The state of a destroyed environment in a table of PostgreSQL. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Socket } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import { pgSettingsOf } from '../pg-settings.ts'
import type { PgTls } from '../pg-settings.ts'
import type { OpenState } from './leftover.ts'

const CONNECT_MS = 10_000
const ALL_MS = 30_000
const LOCK_MS = 5000

/** What PostgreSQL and the network say by code; their own words may quote what was given to them. */
const WORDS: Readonly<Record<string, string>> = {
  NO_TLS: 'its server offers no TLS, which its connection string asks for',
  NO_ANSWER: 'its database did not answer',
  '28P01': 'the password was refused',
  '28000': 'the user was refused',
  '3D000': 'there is no such database',
  '42501': 'the user may not do that',
  '55P03': 'somebody uses its table'
}
/** No such table; no such schema. */
const ABSENT = ['42P01', '3F000']
/** Something else depends on it; it is somebody else's. */
const NOT_OURS = ['2BP01', '42501']

/** @see https://developer.hashicorp.com/terraform/language/backend/pg */
export const openPgState: OpenState = async (settings, variables) => {
  const pg = pgSettingsOf(settings, variables)
  const { host, port, user, password, database, options } = pg
  const ssl = tlsOf(pg.tls)
  const { Client, escapeIdentifier, escapeLiteral } = await import('pg')
  const socket = new Socket()
  const client = new Client({
    host,
    port,
    user,
    password,
    database,
    options,
    ssl,
    stream: () => socket,
    connectionTimeoutMillis: CONNECT_MS
  })
  client.on('error', () => undefined) // the query that is under way tells
  const deadline = setTimeout(() => socket.destroy(), ALL_MS)
  const close = async (): Promise<void> => {
    clearTimeout(deadline)
    const gone = setTimeout(() => socket.destroy(), 1000)
    await client.end().catch(() => undefined)
    clearTimeout(gone)
    socket.destroy()
  }
  const query = async (sql: string): Promise<readonly Row[]> => {
    try {
      return (await client.query<Row>(sql)).rows
    } catch (error) {
      throw new Refused(codeOf(error))
    }
  }
  try {
    await client.connect()
  } catch (error) {
    await close()
    throw new Refused(codeOf(error))
  }

  const schema = escapeIdentifier(pg.schema)
  let table = ''
  return {
    read: async () => {
      for (const name of pg.tables) {
        table = `${schema}.${escapeIdentifier(name)}`
        const rows = await query(`select data from ${table} where name = 'default'`).catch(none)
        if (rows[0] !== undefined) return { text: rows[0].data, version: versionOf(rows[0].data) }
      }
      return undefined
    },
    remove: async (version) => {
      await query(`begin; set local lock_timeout = ${LOCK_MS}`)
      const [row] = await query(
        `select pg_try_advisory_xact_lock(id) as free from ${table} where name = 'default'`
      )
      if (row?.free === false) throw new Error('somebody holds its lock')
      await query(`lock table ${table} in access exclusive mode`)
      const [now] = await query(`select data from ${table} where name = 'default'`)
      if (now === undefined || versionOf(now.data) !== version)
        throw new Error('it was changed meanwhile')
      await query(`delete from ${table} where name = 'default'`)
      const others = await query(`select name from ${table} limit 1`)
      if (others.length === 0 && !pg.foreign) {
        await dropUnused(`drop table ${table}`)
        const [about] = await query(
          `select nspacl is null and obj_description(oid, 'pg_namespace') is null
            and pg_get_userbyid(nspowner) = current_user as free
            from pg_namespace where nspname = ${escapeLiteral(pg.schema)}`
        )
        // A person has made one with rights, a comment or another owner.
        if (about?.free === true) await dropUnused(`drop schema ${schema}`)
      }
      await query('commit')
    },
    close
  }

  /** What others have a use for, or have made, stays. */
  async function dropUnused(sql: string): Promise<void> {
    await query('savepoint before')
    try {
      await query(sql)
    } catch (error) {
      if (!(error instanceof Refused) || !NOT_OURS.includes(error.code)) throw error
      await query('rollback to savepoint before')
    }
  }
}

interface Row {
  readonly data: string
  readonly free: boolean
}

class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: string
  constructor(code: string) {
    super(WORDS[code] ?? `its database could not be used: ${code}`)
    this.code = code
  }
}

function none(error: unknown): readonly Row[] {
  if (error instanceof Refused && ABSENT.includes(error.code)) return []
  throw error
}

/** The client's own errors have no code. */
function codeOf(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  if (typeof code === 'string' && /^\w+$/u.test(code)) return code
  return /not support SSL/u.test(String(message)) ? 'NO_TLS' : 'NO_ANSWER'
}

const versionOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** @throws Error where a file cannot be read: without it less would be checked than Terraform checks */
function tlsOf({ check, authority, certificate, key, inline }: PgTls): ConnectionOptions | false {
  if (check === 'off') return false
  const read = (text: string): string => {
    try {
      return inline ? text : readFileSync(text, 'utf8')
    } catch {
      throw new Error("a file of its 'sslrootcert', 'sslcert' or 'sslkey' cannot be read")
    }
  }
  return {
    rejectUnauthorized: check !== 'nothing',
    ...(check === 'authority' && { checkServerIdentity: () => undefined }),
    ...(authority !== undefined && { ca: read(authority) }),
    ...(certificate !== undefined && { cert: read(certificate) }),
    ...(key !== undefined && { key: read(key) })
  }
}
