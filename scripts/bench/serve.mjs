// A program of its own, for a node that reads TypeScript: the service of one backend, for as long as its input is open.
// It prints one line of JSON: the backend's settings, and the variables that a job needs; or nothing where it has none.
import { hasAzure, startAzure } from '../../__tests__/harness/azure.ts'
import { hasGcs, startGcs } from '../../__tests__/servers/gcs.ts'
import { S3_SERVERS } from '../../__tests__/servers/s3.ts'
import { hasPostgres, startPostgres } from '../../__tests__/servers/postgres.ts'
import { startHttpState } from '../../__tests__/servers/http-state.ts'

const SERVICES = {
  http: async () => {
    const { url, close } = await startHttpState()
    const address = `${url}/{environment}`
    return {
      close,
      settings: { address, lock_address: `${address}/lock`, unlock_address: `${address}/lock` },
      variables: {}
    }
  },
  pg: async () => {
    if (!hasPostgres) return undefined
    const { database, close } = await startPostgres()
    const variables = { PG_CONN_STR: await database('bench') }
    return { close, settings: { schema_name: '{environment}' }, variables }
  },
  s3: async () => {
    const { start } = S3_SERVERS.find(({ available }) => available)
    const { close, settings, credentials } = await start()
    const own = { key: '{environment}.tfstate', use_lockfile: 'true' }
    return { close, settings: { ...settings, ...own }, variables: credentials }
  },
  gcs: async () => {
    if (!hasGcs) return undefined
    const { close, bucket, endpoint } = await startGcs()
    const settings = { bucket, prefix: '{environment}', storage_custom_endpoint: endpoint }
    return { close, settings, variables: { GOOGLE_OAUTH_ACCESS_TOKEN: 'any' } }
  },
  azurerm: async () => {
    if (!hasAzure) return undefined
    const azure = await startAzure()
    const { config, env } = azure.logins['an access key']
    const settings = { ...config, ...azure.place, key: '{environment}.tfstate' }
    return { close: azure.close, settings, variables: { ...env, ...azure.env } }
  }
}

const service = await SERVICES[process.argv[2]]?.().catch((error) => console.error(error))
console.log(
  JSON.stringify(
    service === undefined ? null : { settings: service.settings, variables: service.variables }
  )
)
if (service !== undefined) {
  process.stdin.resume().once('end', () => void service.close().then(() => process.exit()))
}
