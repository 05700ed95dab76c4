// The `gcs` backend on fake-gcs-server: Terraform's own lock is an object that only one can create.
import { hostname, userInfo } from 'node:os'
import { openGcsState } from '../../src/backend/leftover/gcs.ts'
import { describeLife } from '../harness/backend-life.ts'
import { hasGcs, startGcs } from '../servers/gcs.ts'

const TOKEN = 'ya29.a-token-of-google-cloud'

describeLife({
  title: "the 'gcs' backend in fake-gcs-server",
  type: 'gcs',
  declared: 'terraform {\n  backend "gcs" {}\n}\n',
  available: hasGcs,
  holder: new RegExp(`is held by ${userInfo().username}@${hostname()} since .*Apply`, 'u'),
  openState: openGcsState,
  open: async () => {
    const server = await startGcs()
    const config = { bucket: server.bucket, storage_custom_endpoint: server.endpoint }
    return {
      settings: {
        with: {
          'backend-config': Object.entries({ ...config, access_token: TOKEN })
            .map(([name, value]) => `${name}=${value}`)
            .join('\n')
        }
      },
      secrets: [TOKEN],
      state: async (name) => await server.get(`demo/${name}/default.tfstate`),
      places: server.names,
      locks: async () => (await server.names()).filter((name) => name.endsWith('.tflock')).length,
      access: (name) => ({
        config: { ...config, prefix: `demo/${name}` },
        env: { GOOGLE_OAUTH_ACCESS_TOKEN: TOKEN }
      }),
      close: server.close
    }
  }
})
