// A proxy on loopback that leads every connection to one server, whatever is asked for.
import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

export type Proxy = Awaited<ReturnType<typeof startProxy>>

/** Starts it. @param to address of the server; without one it never answers */
export async function startProxy(to: string | undefined) {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  server.on('connect', ({ url = '' }, socket: Socket) => {
    asked.push(url)
    if (to === undefined) return
    const there = connect(Number(new URL(to).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      there.pipe(socket).pipe(there)
    })
    there.on('error', () => socket.destroy())
    sockets.add(there)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The hosts and ports it was asked to lead to. */
    asked: asked as readonly string[],
    close: async (): Promise<void> => {
      sockets.forEach((socket) => socket.destroy())
      await new Promise((resolve) => server.close(resolve))
    }
  }
}
