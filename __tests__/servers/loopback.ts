// A server on a random loopback port that lives as long as its test, and never keeps the process alive.
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

const LONGEST_LIFE_MS = 15 * 60 * 1000

export interface Loopback {
  /** `http://127.0.0.1:<port>`, without a slash at the end; with a certificate `https://localhost:<port>`. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** Starts it; it closes by itself after a quarter of an hour, and with the process at the latest. */
export async function startLoopback(
  listener: RequestListener,
  certificate?: { readonly key: string; readonly cert: string }
): Promise<Loopback> {
  const server =
    certificate === undefined ? createServer(listener) : createTlsServer(certificate, listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  server.unref()
  // Closed while it is idle, a connection may be just about to be used again: ECONNRESET, where the machine is slow.
  server.keepAliveTimeout = 0
  const close = async (): Promise<void> => {
    clearTimeout(limit)
    if (!server.listening) return
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }
  const limit = setTimeout(() => void close(), LONGEST_LIFE_MS).unref()
  const { port } = server.address() as AddressInfo
  const url = certificate === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`
  return { url, close }
}

/** The whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** A port nobody has; somebody may take it before the program it is for does, which then does not start. */
export async function freePort(): Promise<number> {
  const probe = await startLoopback(() => undefined)
  await probe.close()
  return Number(new URL(probe.url).port)
}
