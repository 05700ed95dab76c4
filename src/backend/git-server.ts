/** Serves one state to Terraform's `http` backend, on a random loopback port with a random password. */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { objectOf, parseJson } from '../json.ts'
import { sameText } from './encryption.ts'

export interface StateServer {
  /** Terraform's settings, by environment only: neither plan nor `.terraform/` holds them. */
  readonly environment: Readonly<Record<string, string>>
  /** Whether Terraform has asked for the state. */
  readonly asked: () => boolean
  /** What loading or saving failed with last; Terraform only sees a status. */
  readonly failure: () => unknown
  /** The state that could not be saved, if any. */
  readonly unsaved: () => Buffer | undefined
  /** Stores a state, and serves it from then on; throws where it could not. */
  readonly save: (state: Buffer) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * @param load the state to serve, asked for once
 * @param save stores what Terraform posts; its failure is answered with 409, which Terraform does not repeat
 * @see https://developer.hashicorp.com/terraform/language/backend/http
 */
export async function startStateServer(
  load: () => Promise<Buffer | undefined>,
  save: (state: Buffer) => Promise<void>
): Promise<StateServer> {
  const [user, password, path] = [12, 24, 12].map((size) => randomBytes(size).toString('hex'))
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  let current: Promise<Buffer | undefined> | undefined
  let lock: string | undefined
  let failure: unknown
  let unsaved: Buffer | undefined

  const store = async (state: Buffer): Promise<void> => {
    unsaved = state
    await save(state)
    unsaved = undefined
    failure = undefined
    current = Promise.resolve(state)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const end = (status: number, content?: Buffer | string): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(content)
    }
    // Before the body is read: a stranger's may be of any size.
    const stranger = !sameText(request.headers.authorization ?? '', authorization)
    if (stranger || request.url?.split('?')[0] !== `/${path}`) {
      response.setHeader('connection', 'close')
      return end(stranger ? 401 : 404)
    }
    const body = await bodyOf(request)
    switch (request.method) {
      case 'GET': {
        current ??= load()
        const state = await current
        return state === undefined ? end(404) : end(200, state)
      }
      case 'POST':
        await store(body)
        return end(200)
      case 'LOCK':
        // The run holds the environment's lock; this one only keeps two Terraforms of this run apart.
        if (lock !== undefined) return end(423, lock)
        lock = body.toString('utf8')
        return end(200)
      case 'UNLOCK': {
        const asked = objectOf(parseJson(body.toString('utf8')))?.['ID']
        const held = objectOf(parseJson(lock ?? ''))?.['ID']
        if (asked !== undefined && held !== undefined && asked !== held) return end(409, lock)
        lock = undefined
        return end(200)
      }
      default:
        return end(405)
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!request.destroyed || request.complete) failure = error
      response.writeHead(409).end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`
  return {
    environment: {
      TF_HTTP_ADDRESS: address,
      TF_HTTP_LOCK_ADDRESS: address,
      TF_HTTP_UNLOCK_ADDRESS: address,
      // Whatever the machine's own environment says of another http backend must not reach this one.
      TF_HTTP_UPDATE_METHOD: 'POST',
      TF_HTTP_LOCK_METHOD: 'LOCK',
      TF_HTTP_UNLOCK_METHOD: 'UNLOCK',
      TF_HTTP_USERNAME: user ?? '',
      TF_HTTP_PASSWORD: password ?? ''
    },
    asked: () => current !== undefined,
    failure: () => failure,
    unsaved: () => unsaved,
    save: store,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
