// The connection to PostgreSQL is never weaker than the one that Terraform makes with the same connection string.
import { describe, expect } from '@jest/globals'
import { join } from 'node:path'
import { because, hasLeftovers, usePostgres } from '../harness/leftover-pg.ts'
import { must } from '../harness/process.ts'
import { testIf } from '../harness/tools.ts'
import { startPostgres } from '../servers/postgres.ts'

const test = testIf(hasLeftovers)
const { open, query, address, folder, files } = usePostgres()

/** Its own authority, and one that knows nothing of it. */
const own = (): string => `sslrootcert=${files().authority}`
async function other(): Promise<string> {
  const file = join(folder(), 'other.pem')
  const how = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=other']
  await must('openssl', [...how, '-keyout', join(folder(), 'other.key'), '-out', file])
  return `sslrootcert=${file}`
}

describe('a state in a server with TLS', () => {
  const REMOVED = /^$/u
  const UNTRUSTED = /^its database could not be used: (?:\w*SELF_SIGNED\w*|UNABLE_TO_\w+)$/u
  // The second leads to the same machine, and is not in the certificate.
  const [HERE, ALIAS] = ['127.0.0.1', '127.1']

  test.each<readonly [string, () => string | Promise<string>, string, RegExp]>([
    ['sslmode=disable', () => 'sslmode=disable', HERE, REMOVED],
    ['sslmode=require', () => 'sslmode=require', HERE, REMOVED],
    ['no sslmode', () => '', HERE, REMOVED],
    ['an authority', own, ALIAS, REMOVED],
    ['another authority', other, HERE, UNTRUSTED],
    ['no such authority', () => 'sslrootcert=/nowhere', HERE, /'sslrootcert'.* cannot be read$/u],
    ['verify-ca', () => `sslmode=verify-ca&${own()}`, ALIAS, REMOVED],
    ['verify-ca and no authority', () => 'sslmode=verify-ca', HERE, UNTRUSTED],
    ['verify-full', () => `sslmode=verify-full&${own()}`, 'localhost', REMOVED],
    ['verify-full by number', () => `sslmode=verify-full&${own()}`, HERE, REMOVED],
    [
      'verify-full by another name',
      () => `sslmode=verify-full&${own()}`,
      ALIAS,
      /ALTNAME_INVALID$/u
    ],
    ['prefer', () => 'sslmode=prefer', HERE, /^its 'sslmode' is none that Terraform knows$/u]
  ])('and %s', async (_, settings, host, why) => {
    const { remove, left } = await open()
    const base = address().split('?')[0]?.replace('127.0.0.1', host) ?? ''
    const said = because(await remove({}, { PG_CONN_STR: `${base}?${await settings()}` }))
    expect(said).toMatch(why)
    expect(await left()).toEqual(why === REMOVED ? [] : ['states'])
  })

  test('is reached encrypted, unless the connection string says otherwise', async () => {
    const { place, remove } = await open()
    await query(`create function seen() returns trigger language plpgsql as $$ begin
      if not (select ssl from pg_stat_ssl where pid = pg_backend_pid()) then
        raise 'in clear text' using errcode = 'PT000'; end if; return old; end $$;
      create trigger seen before delete on ${place} for each row execute function seen()`)
    const [base] = address().split('?')
    expect(because(await remove())).toBe('its database could not be used: PT000')
    expect(await remove({}, { PG_CONN_STR: base ?? '' })).toBeUndefined()
  })
})

describe('a state in a server without TLS', () => {
  test('is not asked for in clear text where the connection string wants TLS', async () => {
    const plain = await startPostgres()
    try {
      const { remove } = await open()
      const clear = await plain.database('plain')
      const stays = await remove({}, { PG_CONN_STR: clear.replace('disable', 'require') })
      const why = 'its server offers no TLS, which its connection string asks for'
      expect(because(stays)).toBe(why)
      expect(because(await remove({}, { PG_CONN_STR: clear.split('?')[0] ?? '' }))).toBe(why)
    } finally {
      await plain.close()
    }
  })
})
