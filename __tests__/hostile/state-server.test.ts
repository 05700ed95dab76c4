// Strangers at the state server: whatever they send, the state is what it was and Terraform is still served.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { startStateServer } from '../../src/backend/git-server.ts'
import type { StateServer } from '../../src/backend/git-server.ts'
import { cases } from '../harness/hostile.ts'

const STATE = Buffer.from('{"version":4,"lineage":"l","serial":1,"resources":[]}')
const MB = 2 ** 20

let server: StateServer
let address: URL
let saved: Buffer[]
let loads: number

beforeEach(async () => {
  saved = []
  loads = 0
  const load = (): Promise<Buffer> => {
    loads += 1
    return Promise.resolve(STATE)
  }
  server = await startStateServer(load, (state) => {
    saved.push(state)
    return Promise.resolve()
  })
  address = new URL(server.environment['TF_HTTP_ADDRESS'] ?? '')
})
afterEach(async () => server.close())

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
const ours = (): string =>
  basic(server.environment['TF_HTTP_USERNAME'] ?? '', server.environment['TF_HTTP_PASSWORD'] ?? '')

interface Answer {
  readonly status: number
  readonly body: string
}

/** One request with its own connection; a status of 0 is a connection that was closed without an answer. */
const send = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer | string = ''
): Promise<Answer> =>
  new Promise((resolve) => {
    const { hostname, port } = address
    const sent = httpRequest(
      { hostname, port, method, path, headers, agent: false },
      (response) => {
        let text = ''
        response.on('data', (part: Buffer) => (text += part.toString()))
        response.on('close', () => resolve({ status: response.statusCode ?? 0, body: text }))
      }
    )
    sent.on('error', () => resolve({ status: 0, body: '' }))
    sent.end(body)
  })

/** Terraform's own request, and that nothing has come between. */
async function expectUntouched(): Promise<void> {
  const answer = await send('GET', address.pathname, { authorization: ours() })
  expect(answer).toEqual({ status: 200, body: STATE.toString() })
  expect({ saved, loads, unsaved: server.unsaved(), failure: server.failure() }).toEqual({
    saved: [],
    loads: 1,
    unsaved: undefined,
    failure: undefined
  })
  const lock = { authorization: ours(), 'content-type': 'application/json' }
  expect((await send('LOCK', address.pathname, lock, '{"ID":"1"}')).status).toBe(200)
  expect((await send('UNLOCK', address.pathname, lock, '{"ID":"1"}')).status).toBe(200)
}

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'HEAD',
  'PATCH',
  'OPTIONS',
  'LOCK',
  'UNLOCK',
  'PURGE',
  'TRACE'
]
const method = fc.constantFrom(...METHODS)
const path = fc.oneof(
  fc.constant('OURS'),
  fc.constantFrom('/', '//', '/..', '/%2e%2e', '*', '/state', '/?', '/%00'),
  fc.stringMatching(/^\/[!-~]{0,40}$/)
)
/** What another program could guess, or get wrong. */
const credential = fc.oneof(
  fc.constantFrom(
    '',
    'Basic',
    'Basic ',
    'basic',
    'Bearer x',
    'Basic Og==',
    'NEARLY',
    'UPPER',
    'TWICE'
  ),
  fc.string({ maxLength: 30 }).map((text) => basic('user', text)),
  fc.stringMatching(/^[!-~]{0,60}$/)
)
const body = fc.oneof(
  fc.constantFrom('', '{}', '{"ID":"x"}', STATE.toString(), 'null', '['),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1'))
)

/** The right credential, spoilt. */
function spoilt(text: string): string {
  if (text === 'NEARLY') return ours().slice(0, -2)
  if (text === 'UPPER') return ours().toUpperCase()
  return text === 'TWICE' ? `${ours()}, ${ours()}` : text
}

describe('requests', () => {
  test('without the password, or with another one, are all refused', async () => {
    const statuses = new Set<number>()
    await fc.assert(
      fc.asyncProperty(method, path, credential, body, async (verb, where, who, content) => {
        const authorization = spoilt(who)
        const headers = authorization === '' ? {} : { authorization }
        const at = where === 'OURS' ? address.pathname : where
        const answer = await send(verb, at, headers, content)
        statuses.add(answer.status)
        expect(answer.body).toBe('')
      }),
      cases(600)
    )
    expect([...statuses]).toEqual([401])
    await expectUntouched()
  })

  test('with the password, but at another place or by another verb, change nothing', async () => {
    const harmless = METHODS.filter((name) => !['GET', 'POST', 'LOCK', 'UNLOCK'].includes(name))
    await fc.assert(
      fc.asyncProperty(method, path, fc.constantFrom(...harmless), async (verb, where, other) => {
        const ownPlace = where === 'OURS'
        const at = ownPlace ? address.pathname : where
        const answer = await send(ownPlace ? other : verb, at, { authorization: ours() })
        expect(answer).toEqual({ status: ownPlace ? 405 : 404, body: '' })
      }),
      cases(300)
    )
    await expectUntouched()
  })

  test('that hold no JSON lock and unlock nothing of another', async () => {
    const headers = { authorization: ours() }
    expect((await send('LOCK', address.pathname, headers, '{"ID":"mine"}')).status).toBe(200)
    await fc.assert(
      fc.asyncProperty(body, async (content) => {
        expect((await send('LOCK', address.pathname, headers, content)).status).toBe(423)
        const other = JSON.stringify({ ID: `not ${content}` })
        expect((await send('UNLOCK', address.pathname, headers, other)).status).toBe(409)
      }),
      cases(50)
    )
    expect((await send('UNLOCK', address.pathname, headers, '{"ID":"mine"}')).status).toBe(200)
    await expectUntouched()
  })
})

describe('bytes', () => {
  /** Sends anything, and waits until the server has answered, closed, or had a moment. */
  const raw = (bytes: Uint8Array | string): Promise<string> =>
    new Promise((resolve) => {
      let text = ''
      const socket = connect(Number(address.port), address.hostname)
      const done = (): void => {
        socket.destroy()
        resolve(text)
      }
      socket.setTimeout(30, done)
      socket.on('data', (part) => (text += part.toString('latin1')))
      socket.on('error', done).on('close', done)
      socket.write(bytes)
    })

  test('that are no HTTP, or half of it, end nothing but their own connection', async () => {
    const request = `POST ${address.pathname} HTTP/1.1\r\nHost: x\r\nAuthorization: ${basic('a', 'b')}\r\n`
    const texts = [
      '\r\n\r\n',
      'GET',
      `${request}Content-Length: -1\r\n\r\n`,
      `${request}Content-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n`,
      `${request}Content-Length: 5\r\n\r\nab`,
      `${request}X: ${'y'.repeat(100_000)}\r\n\r\n`,
      `${request}Expect: 100-continue\r\nContent-Length: 5\r\n\r\n`,
      `${request}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
      `CONNECT ${address.host} HTTP/1.1\r\nHost: x\r\n\r\n`
    ]
    for (const text of texts) expect(await raw(text)).not.toMatch(/HTTP\/1\.1 2\d\d/)
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (bytes) => {
        expect(await raw(bytes)).not.toMatch(/HTTP\/1\.1 2\d\d/)
      }),
      cases(30)
    )
    await expectUntouched()
  })

  test('of a state that breaks off are not taken for one', async () => {
    const head = `POST ${address.pathname} HTTP/1.1\r\nHost: x\r\nAuthorization: ${ours()}\r\n`
    await raw(`${head}Content-Length: ${STATE.length}\r\n\r\n${STATE.subarray(0, 20).toString()}`)
    await raw(`${head}Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n`)
    await expectUntouched()
  })
})

test('100 MB of a stranger are refused before they are read', async () => {
  const before = process.memoryUsage().arrayBuffers
  let [peak, sent] = [0, 0]
  const piece = Buffer.alloc(MB)
  const status = await new Promise<string>((resolve) => {
    let text = ''
    const socket = connect(Number(address.port), address.hostname)
    const head = `POST ${address.pathname} HTTP/1.1\r\nHost: x\r\nContent-Length: ${100 * MB}\r\n\r\n`
    const more = (): void => {
      for (; sent < 100;) {
        peak = Math.max(peak, process.memoryUsage().arrayBuffers - before)
        sent += 1
        if (!socket.write(piece)) break
      }
    }
    socket.on('data', (part) => (text += part.toString()))
    socket.on('drain', more).on('error', () => undefined)
    socket.on('close', () => resolve(text.split('\r\n')[0] ?? ''))
    socket.write(head, more)
  })
  // Whoever is still sending when the connection is closed may not get to see the answer.
  expect(['HTTP/1.1 401 Unauthorized', '']).toContain(status)
  expect(sent).toBeLessThan(100)
  expect(peak / MB).toBeLessThan(20)
  await expectUntouched()
})
