// The `pg` backend against a real PostgreSQL.
import { afterAll, afterEach, describe, expect } from '@jest/globals'
import { Client } from 'pg'
import { openPgState } from '../../src/backend/leftover/pg.ts'
import { describeLife } from '../harness/backend-life.ts'
import { expectClean, outcomeOf } from '../harness/outcome.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { sleep } from '../harness/process.ts'
import { hasTerraform, onEachNode, testIf } from '../harness/tools.ts'
import { printedOf, rendered, visibleOf } from '../harness/visible.ts'
import { hasPostgres, startPostgres, type Postgres } from '../servers/postgres.ts'

const declared = 'terraform {\n  backend "pg" {}\n}\n'
const MAIN = `${declared}variable "environment" {}\nresource "terraform_data" "app" {}\n`
let postgres: Promise<Postgres> | undefined
const start = async (): Promise<Postgres> => await (postgres ??= startPostgres())
afterAll(async () => await (await postgres)?.close())

describeLife({
  title: "the 'pg' backend",
  type: 'pg',
  declared,
  available: hasPostgres,
  // The lock is one of the connection: nobody knows more of it.
  holder:
    /^Something else holds Terraform's own lock on the state of 'alice', and PostgreSQL does not/u,
  openState: openPgState,
  open: async () => {
    const { password, query, advisoryLocks, database } = await start()
    const address = await database('life')
    const ask = async (sql: string): Promise<string[]> => await query('life', sql)
    const tables = async () =>
      await ask(`select schemaname || '.' || tablename from pg_tables where tablename = 'states'`)
    return {
      settings: { with: { 'backend-config': `conn_str=${address}` } },
      secrets: [password],
      state: async (name) => {
        if (!(await tables()).includes(`demo_${name}.states`)) return undefined
        return (await ask(`select data from demo_${name}.states where name = 'default'`)).join('\n')
      },
      places: async () => [
        ...(await ask(`select nspname from pg_namespace where nspname !~ '^pg_|^information'`)),
        ...(await tables())
      ],
      locks: async () => await advisoryLocks('life'),
      access: (name) => ({
        config: { schema_name: `demo_${name}` },
        env: { PG_CONN_STR: address }
      }),
      close: () => undefined
    }
  }
})

describe("the 'pg' backend", () => {
  let world: World
  afterEach(async () => await world?.close())

  onEachNode(hasPostgres && hasTerraform)(
    'is left empty by the built action, by variables of libpq, on node %s',
    async (version, node) => {
      const { database, query } = await start()
      const name = `on_${version.replaceAll('.', '_')}`
      const { hostname, port, username, password } = new URL(await database(name))
      const env = {
        PGHOST: hostname,
        PGPORT: port,
        PGUSER: username,
        PGPASSWORD: password,
        PGDATABASE: name,
        PGSSLMODE: 'disable'
      }
      world = await createWorld({ module: { 'main.tf': MAIN }, env, node })
      const created = await world.push('env-alice')
      expect(outcomeOf(created)).toMatchObject({ exitCode: 0, 'to-add': '1' })
      const removed = await world.remove('env-alice')
      expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, operation: 'destroy' })
      expect(removed.summary).toContain('the state was removed')
      expect(await query(name, `select 1 from pg_namespace where nspname = 'demo_alice'`)).toEqual(
        []
      )
      for (const run of [created, removed]) expectClean(run, world)
    }
  )

  // Terraform takes one lock of the whole database for a state that is new, whatever its schema.
  testIf(hasPostgres && hasTerraform)(
    'has one lock for all that is new: two new environments wait for it',
    async () => {
      const { database, query } = await start()
      const address = await database('creation')
      world = await createWorld({
        module: { 'main.tf': MAIN },
        with: { 'backend-config': `conn_str=${address}` }
      })
      const triedBy = `select count(*) from pg_stat_activity where datname = 'creation'
        and query like '%pg_try_advisory_lock(%' and pid <> pg_backend_pid()`
      const somebody = new Client({ connectionString: address })
      await somebody.connect()
      try {
        await somebody.query('select pg_advisory_lock(-1)')
        const both = Promise.all([world.push('env-alice'), world.push('env-bob')])
        const tried = async (): Promise<string> => {
          // Each has one connection, which it keeps while it waits.
          while ((await query('creation', triedBy))[0] !== '2') await sleep(100)
          return 'both wait'
        }
        const first = await Promise.race([both.then(() => 'they are over'), tried()])
        expect(first).toBe('both wait')
        await somebody.query('select pg_advisory_unlock(-1)')
        for (const run of await both) {
          expect(outcomeOf(run)).toMatchObject({ exitCode: 0, 'to-add': '1' })
          expectClean(run, world)
        }
      } finally {
        await somebody.end()
      }
    }
  )

  testIf(hasPostgres && hasTerraform)(
    'that does not let the state go is no failure, and the summary says what to do',
    async () => {
      const { database, query, password } = await start()
      const given = {
        'backend-config': `conn_str=${await database('kept')}\nschema_name={branch}'s`
      }
      world = await createWorld({ module: { 'main.tf': MAIN }, with: given })
      await world.push('env-alice')
      await query(
        'kept',
        `create function keep() returns trigger language plpgsql
          as $$ begin raise '${password}' using errcode = 'KEEP0'; end $$;
        create trigger keep before delete on "env-alice's".states
          for each row execute function keep()`
      )
      const removed = await world.remove('env-alice')
      expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, operation: 'destroy' })
      const text = rendered(removed.summary).text
      expect(text).not.toContain('the state was removed')
      expect(text).toContain(
        `The state stays in pg 'env-alice's' (its database could not be used: KEEP0).`
      )
      expect(text).toContain(`-c 'drop schema "env-alice'\\''s"'`)
      expect([visibleOf(removed), printedOf(removed)].join('\n')).not.toContain(password)
      expectClean(removed, world)
    }
  )
})
