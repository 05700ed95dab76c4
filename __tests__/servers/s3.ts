// S3 servers for Terraform's `s3` backend: MinIO where it is on the PATH, and s3rver with conditional requests.
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client
} from '@aws-sdk/client-s3'
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasOpenssl, makeServerCertificate } from './certificates.ts'
import { freePort, startLoopback } from './loopback.ts'
import { hasProgram, startProgram } from './program.ts'

export const hasMinio = hasProgram('minio')
export const hasMinioWithTls = hasMinio && hasOpenssl

/** The servers that can be had, each under the name that the tests print. */
export const S3_SERVERS = [
  { server: 'MinIO', available: hasMinio, start: startMinio },
  { server: 's3rver', available: true, start: startS3rver }
] as const

export type S3 = Awaited<ReturnType<typeof startMinio>>

/** Settings as the lines of the input `backend-config`, without what is undefined. */
export const linesOf = (settings: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

const REGION = 'us-east-1'
const BUCKET = 'states'

interface Login {
  readonly url: string
  readonly accessKey: string
  readonly secretKey: string
  /** Whom the server's certificate is from. */
  readonly ca?: Buffer
  /** Every object is encrypted with it, in base64. */
  readonly customerKey?: string | undefined
  readonly close: () => Promise<void>
}

type Tls = Pick<Login, 'ca' | 'customerKey'>

/** The real one, as far as one on this machine can be. */
async function startMinio() {
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

const newKeys = () => ({
  accessKey: `key-${randomBytes(6).toString('hex')}`,
  secretKey: randomBytes(15).toString('hex')
})

interface S3rver {
  readonly callback: () => (request: IncomingMessage, response: ServerResponse) => void
}

interface Account {
  readonly createKeyPair: (accessKey: string, secretKey: string) => void
}

/**
 * In this process. It knows no conditions: `If-None-Match: *` of a PUT, with which Terraform takes its lock, and
 * `If-Match` of a DELETE, which AWS has and MinIO ignores, are ours.
 */
async function startS3rver() {
  return await startS3rverWith()
}

/** The same, which refuses the condition of a DELETE as one that it does not have. */
export async function startS3rverWithoutConditions() {
  return await startS3rverWith(501)
}

async function startS3rverWith(refusesConditions?: number) {
  const directory = mkdtempSync(join(tmpdir(), 's3rver-'))
  const require = createRequire(import.meta.url)
  const S3rver = require('s3rver') as new (options: object) => S3rver
  const accounts = require('s3rver/lib/models/account') as { readonly DUMMY_ACCOUNT: Account }
  const answer = new S3rver({ silent: true, directory, vhostBuckets: false }).callback()
  const writing = new Set<string>()
  const server = await startLoopback((request, response) => {
    const { method, headers } = request
    const path = new URL(request.url ?? '/', 'http://loopback').pathname
    void (async () => {
      if (method === 'PUT' && headers['if-none-match'] === '*') {
        const free = !writing.has(path)
        writing.add(path)
        if (free) response.once('close', () => writing.delete(path))
        if (!free || (await etagOf(path)) !== undefined) return refuse(request, response)
      }
      const expected = headers['if-match']
      if (method === 'DELETE' && expected !== undefined && refusesConditions !== undefined) {
        return void response.writeHead(refusesConditions).end()
      }
      if (method === 'DELETE' && expected !== undefined && (await etagOf(path)) !== expected) {
        return refuse(request, response)
      }
      answer(request, response)
    })().catch(() => response.destroy())
  })
  const login = { url: server.url, ...newKeys() }
  accounts.DUMMY_ACCOUNT.createKeyPair(login.accessKey, login.secretKey)
  const client = clientOf(login)
  const etagOf = async (path: string): Promise<string | undefined> => {
    const [, Bucket = '', ...rest] = path.split('/').map(decodeURIComponent)
    const found = await client
      .send(new GetObjectCommand({ Bucket, Key: rest.join('/') }))
      .catch(() => undefined)
    found?.Body?.transformToString().catch(() => undefined)
    return found?.ETag
  }
  const close = async (): Promise<void> => {
    client.destroy()
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  }
  return await withBucket({ ...login, close })
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  request.once('end', () => {
    response.writeHead(412, { 'content-type': 'application/xml' })
    response.end(
      '<?xml version="1.0" encoding="UTF-8"?><Error><Code>PreconditionFailed</Code><Message>At least one of the pre-conditions you specified did not hold</Message></Error>'
    )
  })
}

const clientOf = ({ url, accessKey, secretKey, ca }: Omit<Login, 'close'>): S3Client =>
  new S3Client({
    ...(ca && { requestHandler: { httpsAgent: { ca } } }),
    maxAttempts: 1,
    endpoint: url,
    region: REGION,
    forcePathStyle: true,
    credentials: { accessKeyId: accessKey, secretAccessKey: secretKey }
  })

async function withBucket({ close, ...login }: Login) {
  const client = clientOf(login)
  const { customerKey } = login
  const customer =
    customerKey === undefined ? {} : { SSECustomerAlgorithm: 'AES256', SSECustomerKey: customerKey }
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }))
  return {
    ...login,
    bucket: BUCKET,
    region: REGION,
    /** What Terraform and the action read it from. */
    credentials: {
      AWS_ACCESS_KEY_ID: login.accessKey,
      AWS_SECRET_ACCESS_KEY: login.secretKey,
      AWS_EC2_METADATA_DISABLED: 'true'
    },
    /** Settings of the backend without which Terraform looks for Amazon's other services. */
    settings: {
      bucket: BUCKET,
      region: REGION,
      endpoints: `{s3="${login.url}"}`,
      use_path_style: 'true',
      skip_credentials_validation: 'true',
      skip_requesting_account_id: 'true',
      skip_metadata_api_check: 'true',
      skip_region_validation: 'true'
    },
    /** The keys of every object, sorted. */
    keys: async (): Promise<string[]> => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }))
      return Contents.map(({ Key = '' }) => Key).toSorted()
    },
    /** An object's text; undefined where there is none. */
    get: async (key: string): Promise<string | undefined> => {
      const found = await client
        .send(new GetObjectCommand({ Bucket: BUCKET, Key: key, ...customer }))
        .catch(() => undefined)
      return await found?.Body?.transformToString()
    },
    /** Writes an object, or with `undefined` removes it. */
    put: async (key: string, text: string | undefined): Promise<void> => {
      const object = { Bucket: BUCKET, Key: key }
      if (text === undefined) await client.send(new DeleteObjectCommand(object))
      else
        await client.send(new PutObjectCommand({ ...object, ...customer, Body: Buffer.from(text) }))
    },
    close: async (): Promise<void> => {
      client.destroy()
      await close()
    }
  }
}
