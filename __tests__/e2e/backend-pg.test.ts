// The `pg` backend against a real PostgreSQL.
import { afterAll } from '@jest/globals'
import { openPgState } from '../../src/backend/leftover/pg.ts'
import { describeLife } from '../harness/backend-life.ts'
import { hasPostgres, startPostgres, type Postgres } from '../servers/postgres.ts'

let postgres: Postgres | undefined
afterAll(async () => await postgres?.close())

describeLife({
  title: "the 'pg' backend",
  type: 'pg',
  declared: 'terraform {\n  backend "pg" {}\n}\n',
  available: hasPostgres,
  // The lock is one of the connection: nobody knows more of it.
  holder:
    /^Something else holds Terraform's own lock on the state of 'alice', and PostgreSQL does not/u,
  openState: openPgState,
  open: async () => {
    postgres = await startPostgres()
    const { password, query, advisoryLocks } = postgres
    const address = await postgres.database('life')
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
