// The leftover of an environment in an S3 bucket, removed from real servers, or left there with the reason.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { removeLeftover } from '../../src/backend/leftover/leftover.ts'
import { openS3State } from '../../src/backend/leftover/s3.ts'
import { EMPTY, FULL, testLeftover } from '../harness/leftover-objects.ts'
import { testIf } from '../harness/tools.ts'
import { startBetween } from '../servers/between.ts'
import { S3_SERVERS } from '../servers/s3.ts'
import { type S3 } from '../servers/s3-bucket.ts'
import { startS3rverWithoutConditions } from '../servers/s3rver.ts'

const KEY = 'demo/alice bob+ü.tfstate'
const LOCK = `${KEY}.tflock`

describe.each(S3_SERVERS)('a leftover in $server', ({ available, start }) => {
  const withServer = testIf(available)
  let server: S3
  beforeAll(async () => {
    if (available) server = await start()
  })
  afterAll(async () => await server?.close())
  afterEach(async () => {
    if (!available) return
    for (const key of await server.keys()) await server.put(key, undefined)
  })

  const remove = async (
    more: Readonly<Record<string, string | undefined>> = {},
    variables: Readonly<Record<string, string>> = server.credentials
  ): Promise<string | undefined> =>
    await removeLeftover(
      { type: 's3', key: KEY, environment: {} },
      { ...server.settings, key: KEY, ...more },
      variables
    )

  testLeftover(withServer, {
    type: 's3',
    state: KEY,
    lock: LOCK,
    beside: 'demo/bob.tfstate',
    names: async () => await server.keys(),
    put: async (name, text) => await server.put(name, text),
    remove
  })

  withServer('stays where it was changed after it was read', async () => {
    await server.put(KEY, EMPTY)
    const state = await openS3State({ ...server.settings, key: KEY }, server.credentials)
    const found = await state.read()
    await server.put(KEY, FULL)
    await expect(state.remove(found?.version ?? '')).rejects.toThrow('it was changed meanwhile')
    await state.close?.()
    expect(await server.get(KEY)).toBe(FULL)
  })

  withServer(
    'is locked while it is looked at and removed, and the lock is given back',
    async () => {
      await server.put(KEY, EMPTY)
      const between = await startBetween(server.url)
      const locked: string[] = []
      between.hooks.before = async (method, key) => {
        if (method === 'DELETE' && key === KEY) locked.push((await server.get(LOCK)) ?? '')
      }
      expect(await remove({ endpoints: `{s3="${between.url}"}` })).toBeUndefined()
      await between.close()
      expect(locked.map((text) => JSON.parse(text))).toMatchObject([{ Who: 'gitops-env-action' }])
      expect(await server.keys()).toEqual([])
    }
  )

  withServer('stays where somebody writes it under a lock taken in between', async () => {
    await server.put(KEY, EMPTY)
    const between = await startBetween(server.url)
    between.hooks.before = async (method, key) => {
      if (method !== 'PUT' || key !== LOCK) return
      await server.put(LOCK, '{"ID":"theirs"}')
      await server.put(KEY, FULL)
    }
    expect(await remove({ endpoints: `{s3="${between.url}"}` })).toContain(
      '(somebody holds its lock)'
    )
    await between.close()
    expect([await server.get(KEY), await server.get(LOCK)]).toEqual([FULL, '{"ID":"theirs"}'])
  })

  withServer('stays where it was written before the lock was taken, without our lock', async () => {
    await server.put(KEY, EMPTY)
    const between = await startBetween(server.url)
    between.hooks.before = async (method, key) => {
      if (method === 'PUT' && key === LOCK) await server.put(KEY, FULL)
    }
    expect(await remove({ endpoints: `{s3="${between.url}"}` })).toContain(
      '(it was changed meanwhile)'
    )
    await between.close()
    expect(await server.keys()).toEqual([KEY])
    expect(await server.get(KEY)).toBe(FULL)
  })

  withServer('says so where its lock cannot be given back', async () => {
    await server.put(KEY, EMPTY)
    const between = await startBetween(server.url)
    between.hooks.before = async (method, key) => {
      if (method === 'DELETE' && key === LOCK) throw new Error('cut')
    }
    const stays = await remove({ endpoints: `{s3="${between.url}"}` })
    expect(stays).toContain(`(its lock '${LOCK}' was taken, and could not be given back)`)
    await between.close()
  })

  withServer('is found by variables as well as by settings', async () => {
    const variables = { ...server.credentials, AWS_REGION: server.region }
    const { region: _, endpoints: __, ...settings } = server.settings
    for (const [own, more] of [
      [{ endpoint: server.url }, {}],
      [{}, { AWS_ENDPOINT_URL_S3: server.url, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }],
      [{}, { AWS_S3_ENDPOINT: server.url }],
      [{}, { AWS_ENDPOINT_URL: server.url }]
    ] as const) {
      await server.put(KEY, EMPTY)
      const backend = { type: 's3', key: KEY, environment: {} }
      const given = { ...settings, key: KEY, ...own }
      expect(await removeLeftover(backend, given, { ...variables, ...more })).toBeUndefined()
      expect(await server.keys()).toEqual([])
    }
  })

  withServer('stays with the reason and the command where it cannot be removed', async () => {
    await server.put(KEY, EMPTY)
    const wrong = { ...server.credentials, AWS_ACCESS_KEY_ID: 'nobody' }
    const refused = await remove({}, wrong)
    expect(refused).toContain('(S3 answered 403 InvalidAccessKeyId)')
    expect(refused).toContain(
      `aws s3api delete-object --bucket states --key 'demo/alice bob+ü.tfstate'`
    )
    expect(await remove({ endpoints: '{s3="http://127.0.0.1:1"}' })).toContain(
      '(S3 could not be reached'
    )
    expect(await remove({ endpoints: undefined })).toContain("'endpoints'")
    expect(await server.keys()).toEqual([KEY])
  })
})

test('a leftover is removed where the server has no condition for that', async () => {
  const server = await startS3rverWithoutConditions()
  try {
    await server.put(KEY, EMPTY)
    const backend = { type: 's3', key: KEY, environment: {} }
    const settings = { ...server.settings, key: KEY }
    expect(await removeLeftover(backend, settings, server.credentials)).toBeUndefined()
    expect(await server.keys()).toEqual([])
  } finally {
    await server.close()
  }
})

test('without any credentials it is known soon', async () => {
  const settings = {
    bucket: 'states',
    key: KEY,
    region: 'us-east-1',
    endpoints: '{s3="http://127.0.0.1:1"}',
    shared_credentials_files: '["/nonexistent"]',
    shared_config_files: '["/nonexistent"]'
  }
  const stays = await removeLeftover({ type: 's3', key: KEY, environment: {} }, settings, {})
  expect(stays).toContain('(no credentials were found)')
})
