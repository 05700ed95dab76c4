// The `s3` backend on real servers: a life for each way to give the credentials, with the lock switched on by itself.
import { hostname, userInfo } from 'node:os'
import { openS3State } from '../../src/backend/leftover/s3.ts'
import { describeLife } from '../harness/backend-life.ts'
import { S3_SERVERS, type S3 } from '../servers/s3.ts'

const holder = new RegExp(`is held by ${userInfo().username}@${hostname()} since .*Apply`, 'u')
const WAYS = [
  { way: 'a declared block, credentials by environment', declared: true },
  { way: 'no block, credentials by input', declared: false }
]

for (const { server, available, start } of S3_SERVERS) {
  for (const { way, declared } of WAYS) {
    describeLife({
      title: `the 's3' backend in ${server}, with ${way}`,
      type: 's3',
      declared: declared ? 'terraform {\n  backend "s3" {}\n}\n' : '',
      available,
      holder,
      openState: openS3State,
      open: async () => serviceOf(await start(), declared)
    })
  }
}

function serviceOf(server: S3, declared: boolean) {
  const { endpoints, ...config } = server.settings
  const keys = { access_key: server.accessKey, secret_key: server.secretKey }
  const given = { ...config, endpoints, ...(declared ? {} : keys) }
  return {
    settings: {
      with: {
        backend: declared ? 'auto' : 's3',
        'backend-config': Object.entries(given)
          .map(([name, value]) => `${name}=${value}`)
          .join('\n')
      },
      env: declared ? server.credentials : {}
    },
    secrets: [server.secretKey],
    state: async (name: string) => await server.get(`demo/${name}.tfstate`),
    places: server.keys,
    locks: async () => (await server.keys()).filter((key) => key.endsWith('.tflock')).length,
    access: (name: string) => ({
      config: { ...config, key: `demo/${name}.tfstate`, use_lockfile: 'true' },
      env: { ...server.credentials, AWS_ENDPOINT_URL_S3: server.url }
    }),
    close: server.close
  }
}
