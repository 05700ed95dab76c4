// A throw-away PostgreSQL on loopback, for Terraform's `pg` backend: random port, scram password, no durability.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { must, sleep } from '../harness/process.ts'
import { freePort } from './loopback.ts'

const DEBIAN = '/usr/lib/postgresql'
const START_MS = 20_000

/** Folders that may hold PostgreSQL's programs: the PATH, then Debian's, the newest first. */
function folders(): string[] {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : []
  const newest = versions.toSorted((left, right) => Number(right) - Number(left))
  const path = (process.env['PATH'] ?? '').split(delimiter)
  return [...path, ...newest.map((version) => join(DEBIAN, version, 'bin'))]
}

function find(program: string): string | undefined {
  return folders()
    .map((folder) => join(folder, program))
    .find((file) => existsSync(file))
}

/** As root PostgreSQL does not start: then it runs as the user `postgres`, where there is one. */
function account(): { readonly uid?: number; readonly gid?: number } | undefined {
  if (process.getuid?.() !== 0) return {}
  const [uid = '', gid = ''] = ['-u', '-g'].map((flag) =>
    spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim()
  )
  return uid === '' || gid === '' ? undefined : { uid: Number(uid), gid: Number(gid) }
}

/** Whether `startPostgres` can work here. */
export const hasPostgres =
  ['initdb', 'postgres', 'psql'].every((program) => find(program) !== undefined) &&
  account() !== undefined

export type Postgres = Awaited<ReturnType<typeof startPostgres>>

/**
 * Makes a cluster and starts it; `close` ends it and removes every file.
 * @param tls files with which the server offers TLS; default: it offers none
 */
export async function startPostgres(tls?: { readonly certificate: string; readonly key: string }) {
  const user = account() ?? {}
  const base = mkdtempSync(join(tmpdir(), 'postgres-'))
  give(base, user)
  const data = join(base, 'data')
  const password = randomBytes(12).toString('hex')
  const passwordFile = join(base, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  give(passwordFile, user)
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' }
  const how = ['-U', 'test', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-sync']
  execFileSync(find('initdb') ?? '', [...how, '-D', data], {
    ...user,
    cwd: base,
    env,
    stdio: 'pipe'
  })

  /** A copy that PostgreSQL takes: its own, and closed to others. */
  const own = (name: string, source: string): string => {
    const file = join(base, name)
    writeFileSync(file, readFileSync(source), { mode: 0o600 })
    give(file, user)
    return file
  }
  const port = await freePort()
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${base}`,
    'fsync=off',
    'shared_buffers=16MB',
    ...(tls === undefined
      ? []
      : [
          'ssl=on',
          `ssl_cert_file=${own('server.pem', tls.certificate)}`,
          `ssl_key_file=${own('server.key', tls.key)}`
        ])
  ]
  const server = spawn(
    find('postgres') ?? '',
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...user, cwd: base, env, stdio: 'ignore' }
  )
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const kill = (): void => void server.kill('SIGQUIT')
  process.once('exit', kill)

  /** The rows a statement gives, columns parted by `|`. */
  const query = async (database: string, sql: string): Promise<string[]> => {
    const address = ['-h', '127.0.0.1', '-p', String(port), '-U', 'test', '-d', database]
    const plain = ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-c', sql]
    const out = await must(find('psql') ?? '', [...address, ...plain], {
      env: { ...env, PGPASSWORD: password }
    })
    return out.split('\n').filter(Boolean)
  }

  const until = Date.now() + START_MS
  const ready = async (): Promise<boolean> =>
    await query('postgres', 'select 1').then(
      () => true,
      () => false
    )
  while (!(await ready())) {
    if (Date.now() > until) throw new Error(`PostgreSQL did not start within ${START_MS / 1000} s`)
    await sleep(100)
  }

  return {
    password,
    port,
    query,
    /** A new, empty database; what Terraform's `conn_str` is for it. */
    database: async (name: string): Promise<string> => {
      await query('postgres', `create database "${name}"`)
      return `postgres://test:${password}@127.0.0.1:${port}/${name}?sslmode=disable`
    },
    /** How many advisory locks, which are Terraform's, are held or waited for in a database. */
    advisoryLocks: async (database: string): Promise<number> => {
      const locks = `select count(*) from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and d.datname = '${database}'`
      return Number((await query('postgres', locks))[0])
    },
    close: async (): Promise<void> => {
      process.off('exit', kill)
      kill()
      await ended
      rmSync(base, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}

function give(path: string, { uid, gid }: { readonly uid?: number; readonly gid?: number }): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid)
}
