// MinIO, an S3 server of its own, where it is on the PATH.
import { ListBucketsCommand } from '@aws-sdk/client-s3'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasOpenssl, makeServerCertificate } from './certificates.ts'
import { freePort } from './loopback.ts'
import { hasProgram, startProgram } from './program.ts'
import { clientOf, newKeys, withBucket, type Login } from './s3-bucket.ts'

export const hasMinio = hasProgram('minio')
export const hasMinioWithTls = hasMinio && hasOpenssl

type Tls = Pick<Login, 'ca' | 'customerKey'>

/** The real one, as far as one on this machine can be. */
export async function startMinio() {
  return await startMinioWith(() => undefined)
}

/**
 * The same by TLS.
 * @param customerKey with which every object is encrypted, in base64
 */
export async function startMinioWithTls(customerKey?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'))
  try {
    const { authority, certificate, key } = await makeServerCertificate(folder)
    const ca = readFileSync(authority)
    const server = await startMinioWith(
      (certificates) => {
        copyFileSync(certificate, join(certificates, 'public.crt'))
        copyFileSync(key, join(certificates, 'private.key'))
      },
      { ca, customerKey }
    )
    return {
      ...server,
      authority,
      close: async () => await server.close().finally(() => drop(folder))
    }
  } catch (error) {
    drop(folder)
    throw error
  }
}

const drop = (folder: string): void => rmSync(folder, { recursive: true, force: true })

async function startMinioWith(certify: (folder: string) => void, tls?: Tls) {
  const host = `127.0.0.1:${await freePort()}`
  const login = { url: `${tls ? 'https' : 'http'}://${host}`, ...newKeys(), ...tls }
  const client = clientOf(login)
  const { close } = await startProgram(
    'minio',
    (folder) => {
      const certificates = join(folder, 'certificates')
      mkdirSync(certificates)
      certify(certificates)
      return {
        args: ['server', join(folder, 'data'), '--address', host, '--certs-dir', certificates],
        env: {
          MINIO_ROOT_USER: login.accessKey,
          MINIO_ROOT_PASSWORD: login.secretKey,
          MINIO_BROWSER: 'off'
        }
      }
    },
    async () => (await client.send(new ListBucketsCommand())).Buckets !== undefined
  ).finally(() => client.destroy())
  return await withBucket({ ...login, close })
}
