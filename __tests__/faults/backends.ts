// The backends a run is cancelled on: where each keeps its state and lock, and how it can be made slow.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deriveKeys, open } from '../../src/backend/encryption.ts'
import type { RunSettings } from '../harness/runner.ts'
import type { World } from '../harness/scenario.ts'
import { startHttpState } from '../servers/http-state.ts'
import type { Postgres } from '../servers/postgres.ts'

export const BACKENDS = ['git', 'http', 'pg', 'local'] as const
export type BackendName = (typeof BACKENDS)[number]

export const PASSPHRASE = 'correct horse battery staple'
const STATE = 'refs/gitops-env/state/demo/alice'
const SCHEMA = 'demo_alice'

type Undo = () => void | Promise<void>

/** One backend of one world, with one environment: `alice` of `demo`. */
export interface Backend {
  /** What the root module declares; nothing for `git`. */
  readonly declaration: string
  readonly settings: Pick<RunSettings, 'with' | 'env'>
  /** The state as Terraform wrote it last; undefined where there is none. */
  readonly state: () => Promise<string | undefined>
  /** How many locks of Terraform's own are held. */
  readonly locks: () => Promise<number>
  /** Makes every save of the state take so long, until it is undone; absent where that cannot be done. */
  readonly slowDown?: (seconds: number) => Promise<Undo>
  /** Holds Terraform's own lock as somebody else; the state must exist. */
  readonly holdLock?: () => Promise<Undo>
  readonly close: Undo
}

const declared = (type: string): string => `terraform {\n  backend "${type}" {}\n}\n`

/** The backend of a name, for a world that does not exist yet: `world` is asked for it later. */
export async function openBackend(
  name: BackendName,
  world: () => World,
  postgres: () => Promise<Postgres>
): Promise<Backend> {
  switch (name) {
    case 'git':
      return gitBackend(world)
    case 'http':
      return await httpBackend()
    case 'pg':
      return await pgBackend(await postgres())
    case 'local':
      return localBackend()
  }
}

function gitBackend(world: () => World): Backend {
  return {
    declaration: '',
    settings: { with: { 'state-passphrase': PASSPHRASE } },
    state: async () => {
      const { origin } = world()
      if (origin.refs(STATE)[STATE] === undefined) return undefined
      const keysFor = (salt: string) => deriveKeys(PASSPHRASE, salt)
      return (await open(origin.file(STATE, 'state'), STATE, keysFor)).toString()
    },
    // The environment's lock is the only one, and looked for everywhere.
    locks: async () => await Promise.resolve(0),
    slowDown: async (seconds) => {
      const hook = `#!/bin/sh\nif grep -q ' ${STATE}'; then sleep ${seconds}; fi\nexit 0\n`
      world().origin.hook('pre-receive', hook)
      return await Promise.resolve(() => world().origin.hook('pre-receive', null))
    },
    close: () => undefined
  }
}

async function httpBackend(): Promise<Backend> {
  const server = await startHttpState()
  const path = '/demo/alice'
  const address = `${server.url}/{project}/{environment}`
  const config = `address=${address}\nlock_address=${address}\nunlock_address=${address}`
  return {
    declaration: declared('http'),
    settings: { with: { 'backend-config': config } },
    state: async () => {
      const state = server.state(path)
      return await Promise.resolve(state && JSON.stringify(state))
    },
    locks: async () => await Promise.resolve(Object.keys(server.locks()).length),
    slowDown: async (seconds) => {
      server.faults.delayPostMs = seconds * 1000
      return await Promise.resolve(() => void (server.faults.delayPostMs = 0))
    },
    holdLock: async () => {
      server.setLock(path, {
        ID: 'somebody-else',
        Who: 'hubot@laptop',
        Operation: 'OperationTypeApply'
      })
      return await Promise.resolve(() => server.setLock(path, undefined))
    },
    close: server.close
  }
}

let databases = 0

async function pgBackend(postgres: Postgres): Promise<Backend> {
  databases += 1
  const name = `faults_${databases}`
  const address = await postgres.database(name)
  const query = async (sql: string): Promise<string[]> => await postgres.query(name, sql)
  return {
    declaration: declared('pg'),
    settings: { with: { 'backend-config': `conn_str=${address}` } },
    state: async () => {
      const [table] = await query(`select to_regclass('${SCHEMA}.states')`)
      if (table === undefined) return undefined
      const rows = await query(`select data from ${SCHEMA}.states where name = 'default'`)
      return rows.length === 0 ? undefined : rows.join('\n')
    },
    locks: async () => await postgres.advisoryLocks(name),
    slowDown: async (seconds) => {
      await query(`create function wait() returns trigger language plpgsql
        as $$ begin perform pg_sleep(${seconds}); return new; end $$;
        create trigger slow before insert or update on ${SCHEMA}.states
        for each row execute function wait()`)
      return async () => void (await query('drop function wait() cascade'))
    },
    holdLock: async () => {
      const held = query(
        `select pg_advisory_lock(id) from ${SCHEMA}.states; select pg_sleep(300)`
      ).catch(() => [])
      while ((await postgres.advisoryLocks(name)) === 0) await query('select pg_sleep(0.05)')
      return async () => {
        await query(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = '${name}' and pid <> pg_backend_pid()`)
        await held
      }
    },
    close: () => undefined
  }
}

function localBackend(): Backend {
  const folder = mkdtempSync(join(tmpdir(), 'states-'))
  const file = join(folder, 'alice.tfstate')
  return {
    declaration: declared('local'),
    settings: {
      with: { 'backend-config': `path=${folder}/{environment}.tfstate` },
      env: { RUNNER_ENVIRONMENT: 'self-hosted' }
    },
    state: async () =>
      await Promise.resolve(existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    locks: async () =>
      await Promise.resolve(Number(existsSync(join(folder, '.alice.tfstate.lock.info')))),
    close: () => rmSync(folder, { recursive: true, force: true })
  }
}
