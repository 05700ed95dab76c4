// s3rver, an S3 server in this process, with the conditional requests that it does not know.
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLoopback } from './loopback.ts'
import { clientOf, newKeys, withBucket } from './s3-bucket.ts'

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
export async function startS3rver() {
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
