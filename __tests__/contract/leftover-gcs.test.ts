// The leftover of an environment in Google Cloud Storage, removed from a server, or left there with the reason.
import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals'
import { removeLeftover } from '../../src/backend/leftover/leftover.ts'
import { EMPTY, FULL, testLeftover } from '../harness/leftover-objects.ts'
import { testIf } from '../harness/tools.ts'
import { startBetween } from '../servers/between.ts'
import { hasGcs, startGcs, type Gcs } from '../servers/gcs.ts'

const PREFIX = 'demo/alice bob+ü'
const STATE = `${PREFIX}/default.tfstate`
const LOCK = `${PREFIX}/default.tflock`
const withServer = testIf(hasGcs)

describe('a leftover in fake-gcs-server', () => {
  let server: Gcs
  beforeAll(async () => {
    if (hasGcs) server = await startGcs()
  })
  afterAll(async () => await server?.close())
  afterEach(async () => {
    if (!hasGcs) return
    for (const name of await server.names()) await server.put(name, undefined)
  })

  const remove = async (
    more: Readonly<Record<string, string | undefined>> = {},
    variables: Readonly<Record<string, string>> = {}
  ): Promise<string | undefined> =>
    await removeLeftover(
      { type: 'gcs', key: PREFIX, environment: { GOOGLE_OAUTH_ACCESS_TOKEN: 'a-token' } },
      { bucket: server.bucket, prefix: PREFIX, storage_custom_endpoint: server.endpoint, ...more },
      variables
    )

  testLeftover(withServer, {
    type: 'gcs',
    state: STATE,
    lock: LOCK,
    beside: 'demo/bob/default.tfstate',
    names: async () => await server.names(),
    put: async (name, text) => await server.put(name, text),
    remove
  })

  withServer('is locked while it is removed, and the lock is given back', async () => {
    await server.put(STATE, EMPTY)
    const between = await startBetween(server.url)
    const locked: string[] = []
    between.hooks.before = async (method, path) => {
      if (method === 'DELETE' && path.endsWith(STATE)) locked.push((await server.get(LOCK)) ?? '')
    }
    const storage_custom_endpoint = `${between.url}/storage/v1/`
    expect(await remove({ storage_custom_endpoint })).toBeUndefined()
    await between.close()
    expect(locked.map((text) => JSON.parse(text))).toMatchObject([{ Who: 'gitops-env-action' }])
    expect(await server.names()).toEqual([])
  })

  withServer('stays where it was written before the lock was taken, without our lock', async () => {
    await server.put(STATE, EMPTY)
    const between = await startBetween(server.url)
    between.hooks.before = async (method) => {
      if (method === 'POST') await server.put(STATE, FULL)
    }
    const storage_custom_endpoint = `${between.url}/storage/v1/`
    expect(await remove({ storage_custom_endpoint })).toContain('(it was changed meanwhile)')
    await between.close()
    expect(await server.names()).toEqual([STATE])
    expect(await server.get(STATE)).toBe(FULL)
  })

  withServer('says so where its lock cannot be given back', async () => {
    await server.put(STATE, EMPTY)
    const between = await startBetween(server.url)
    between.hooks.before = async (method, path) => {
      if (method === 'DELETE' && path.endsWith(LOCK)) throw new Error('cut')
    }
    const stays = await remove({ storage_custom_endpoint: `${between.url}/storage/v1/` })
    await between.close()
    expect(stays).toContain(`(its lock '${LOCK}' was taken, and could not be given back)`)
  })

  withServer('is not said to be gone where its bucket is', async () => {
    expect(await remove({ bucket: 'another' })).toContain('(its bucket is not there)')
  })

  withServer('is found by each of the ways to say where it is', async () => {
    const host = server.url.replace('http://', '')
    const none = { bucket: server.bucket, prefix: `//demo/./x/..//${PREFIX.slice(5)}/` }
    const backend = { type: 'gcs', key: PREFIX, environment: {} }
    for (const variables of [
      { STORAGE_EMULATOR_HOST: host },
      { GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT: server.endpoint, GOOGLE_OAUTH_ACCESS_TOKEN: 'a' },
      { GOOGLE_STORAGE_CUSTOM_ENDPOINT: server.endpoint, GOOGLE_OAUTH_ACCESS_TOKEN: 'a' }
    ]) {
      await server.put(STATE, EMPTY)
      expect(await removeLeftover(backend, none, variables)).toBeUndefined()
      expect(await server.names()).toEqual([])
    }
  })

  withServer('stays with the reason and the command where it cannot be removed', async () => {
    await server.put(STATE, EMPTY)
    const stays = await remove({ storage_custom_endpoint: 'http://127.0.0.1:1/storage/v1/' })
    expect(stays).toContain('(Google Cloud Storage could not be reached')
    expect(stays).toContain(`gcloud storage rm 'gs://states/demo/alice bob+ü/default.tfstate'`)
    expect(await remove({ bucket: undefined })).toContain("(the code does not give 'bucket'")
    expect(await server.names()).toEqual([STATE])
  })
})
