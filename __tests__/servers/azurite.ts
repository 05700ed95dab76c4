// Azurite, Microsoft's emulator of blob storage, with TLS on a loopback port and an account of our own.
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { repositoryRoot } from '../harness/action-file.ts'
import { readBody } from './loopback.ts'
import type { ServerCertificate } from './certificates.ts'
import type { Tokens } from './azure-tokens.ts'

const PROGRAM = join(repositoryRoot, '__tests__/azurite/node_modules/azurite/dist/src/blob/main.js')
const START_MS = 60_000
const ACCOUNT = 'orgtfstates' // Azure's libraries know the emulator's usual account, and sign otherwise for it
const VERSION = '2023-11-03'

/** Whether `npm run test:azure` has installed it. */
export const hasAzurite = existsSync(PROGRAM)

export type Azurite = Awaited<ReturnType<typeof startAzurite>>

/** Starts it, empty, with nothing on the disk; `close` ends it. */
export async function startAzurite(tls: ServerCertificate, tokens: Tokens) {
  const accountKey = randomBytes(64).toString('base64')
  const place = ['--blobHost', '127.0.0.1', '--blobPort', '0']
  const secure = ['--cert', tls.certificate, '--key', tls.key, '--oauth', 'basic']
  const server = spawn(
    process.execPath,
    [PROGRAM, '--silent', '--disableTelemetry', '--inMemoryPersistence', ...place, ...secure],
    {
      env: { PATH: process.env['PATH'], AZURITE_ACCOUNTS: `${ACCOUNT}:${accountKey}` },
      stdio: ['ignore', 'pipe', 'pipe']
    }
  )
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const kill = (): void => void server.kill('SIGKILL')
  process.once('exit', kill)
  const port = await portOf(server)

  const authority = readFileSync(tls.authority)
  /** A request by somebody who may do anything. */
  const ask = async (
    method: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    content = ''
  ): Promise<{ readonly status: number; readonly body: string }> =>
    await new Promise((resolve, reject) => {
      const asked = request(
        {
          host: '127.0.0.1',
          port,
          path: `/${ACCOUNT}/${path}`,
          method,
          ca: authority,
          headers: {
            'x-ms-version': VERSION,
            'x-ms-date': new Date().toUTCString(),
            authorization: `Bearer ${tokens.issue('https://storage.azure.com')}`,
            'content-length': String(Buffer.byteLength(content)),
            ...headers
          }
        },
        (response) => {
          readBody(response).then((body) => {
            resolve({ status: response.statusCode ?? 0, body: body.toString() })
          }, reject)
        }
      )
      asked.once('error', reject)
      asked.end(content)
    })

  return {
    port,
    account: ACCOUNT,
    accountKey,
    ask,
    createContainer: async (name: string): Promise<void> => {
      const { status, body } = await ask('PUT', `${name}?restype=container`)
      if (status !== 201) throw new Error(`container '${name}': ${status} ${body}`)
    },
    /** The names of a container's blobs, sorted. */
    blobs: async (container: string): Promise<readonly string[]> => {
      const { body } = await ask('GET', `${container}?restype=container&comp=list`)
      return [...body.matchAll(/<Name>([^<]+)<\/Name>/gu)].map(([, name = '']) => name).toSorted()
    },
    /** A state as it lies there; undefined where there is none. */
    state: async (path: string): Promise<Readonly<Record<string, unknown>> | undefined> => {
      const { status, body } = await ask('GET', path)
      return status === 200 ? (JSON.parse(body) as Record<string, unknown>) : undefined
    },
    /** How many of a container's blobs somebody holds a lease of, which is Terraform's lock. */
    leases: async (container: string): Promise<number> => {
      const { body } = await ask('GET', `${container}?restype=container&comp=list`)
      return [...body.matchAll(/<LeaseStatus>locked</gu)].length
    },
    /** Writes a blob. */
    put: async (path: string, content: string): Promise<void> => {
      const { status, body } = await ask('PUT', path, { 'x-ms-blob-type': 'BlockBlob' }, content)
      if (status !== 201) throw new Error(`blob '${path}': ${status} ${body}`)
    },
    /** Takes a lease of a blob without an end, as Terraform's lock is one; gives it back. */
    lease: async (path: string): Promise<() => Promise<void>> => {
      const id = randomUUID()
      const lease = async (how: Readonly<Record<string, string>>): Promise<void> => {
        const { status, body } = await ask('PUT', `${path}?comp=lease`, how)
        if (status > 201) throw new Error(`lease of '${path}': ${status} ${body}`)
      }
      const own = { 'x-ms-proposed-lease-id': id, 'x-ms-lease-duration': '-1' }
      await lease({ 'x-ms-lease-action': 'acquire', ...own })
      return async () => await lease({ 'x-ms-lease-action': 'release', 'x-ms-lease-id': id })
    },
    close: async (): Promise<void> => {
      process.off('exit', kill)
      kill()
      await ended
    }
  }
}

/** It takes a free port, and says which. */
async function portOf(server: ReturnType<typeof spawn>): Promise<number> {
  return await new Promise((resolve, reject) => {
    let said = ''
    const fail = (): void => reject(new Error(`Azurite did not start:\n${said}`))
    const limit = setTimeout(fail, START_MS).unref()
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      const port = /listens on https:\/\/127\.0\.0\.1:(\d+)/u.exec(said)?.[1]
      if (port === undefined) return
      clearTimeout(limit)
      resolve(Number(port))
    }
    server.stdout?.on('data', hear)
    server.stderr?.on('data', hear)
    server.once('exit', fail)
  })
}
