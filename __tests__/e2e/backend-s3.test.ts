// The `s3` backend on real servers: a life for each way to give the credentials, with the lock switched on by itself.
import { hostname, userInfo } from 'node:os'
import { openS3State } from '../../src/backend/leftover/s3.ts'
import { describeLife, type Service } from '../harness/backend-life.ts'
import { inFull } from '../harness/full.ts'
import { hasMinioWithTls, startMinioWithTls } from '../servers/minio.ts'
import { linesOf, type S3 } from '../servers/s3-bucket.ts'
import { startS3rver } from '../servers/s3rver.ts'

const common = {
  type: 's3',
  holder: new RegExp(`is held by ${userInfo().username}@${hostname()} since .*Apply`, 'u'),
  openState: openS3State
}

describeLife({
  ...common,
  title: `the 's3' backend in ${hasMinioWithTls ? 'MinIO with TLS' : 's3rver'}, its block and credentials supplied by inputs`,
  declared: '',
  open: async () => {
    const tls = hasMinioWithTls ? await startMinioWithTls() : undefined
    const server = tls ?? (await startS3rver())
    const env: Record<string, string> = tls === undefined ? {} : { AWS_CA_BUNDLE: tls.authority }
    const keys = { access_key: server.accessKey, secret_key: server.secretKey }
    const lines = linesOf({ ...server.settings, ...keys })
    return {
      ...serviceOf(server, { ...server.credentials, ...env }),
      settings: { with: { backend: 's3', 'backend-config': lines }, env },
      secrets: [server.secretKey]
    }
  }
})

// In backend-s3-lock.test.ts they are given this way every day, to either server.
inFull(describeLife)({
  ...common,
  title: "the 's3' backend in s3rver, its block in the module, credentials in the environment",
  declared: 'terraform {\n  backend "s3" {}\n}\n',
  open: async () => {
    const server = await startS3rver()
    const env = server.credentials
    return {
      ...serviceOf(server, env),
      settings: { with: { 'backend-config': linesOf(server.settings) }, env },
      secrets: [server.secretKey]
    }
  }
})

function serviceOf(
  server: S3,
  env: Readonly<Record<string, string>>
): Omit<Service, 'settings' | 'secrets'> {
  const { endpoints: _, ...config } = server.settings
  return {
    state: async (name) => await server.get(`demo/${name}.tfstate`),
    places: server.keys,
    locks: async () => (await server.keys()).filter((key) => key.endsWith('.tflock')).length,
    access: (name) => ({
      config: { ...config, key: `demo/${name}.tfstate`, use_lockfile: 'true' },
      env: { ...env, AWS_ENDPOINT_URL_S3: server.url }
    }),
    close: server.close
  }
}
