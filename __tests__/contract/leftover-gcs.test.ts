// The leftover of an environment in Google Cloud Storage, removed from a server, or left there with the reason.
import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals'
import { removeLeftover } from '../../src/backend/leftover/leftover.ts'
import { EMPTY, testLeftover } from '../harness/leftover-objects.ts'
import { testIf } from '../harness/tools.ts'
import { hasGcs, startGcs, type Gcs } from '../servers/gcs.ts'

const PREFIX = 'demo/alice bob+ü'
const STATE = `${PREFIX}/default.tfstate`
const LOCK = `${PREFIX}/default.tflock`
<<<<<<< HEAD
const EMPTY = JSON.stringify({
  version: 4,
  serial: 3,
  lineage: 'one',
  outputs: {},
  resources: []
})
const FULL = JSON.stringify({ version: 4, serial: 3, resources: [{ type: 'a' }] })
=======
>>>>>>> fixtests
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
