// Stands between a client and a server, so that a test can do something right before a request arrives.
import { request as send } from 'node:http'
import { readBody, startLoopback } from './loopback.ts'

/** What happens before a request goes on; where it throws, the connection is cut. */
type Before = (method: string, key: string) => Promise<void>

/** @param url of the server, without TLS; `key` is the path below its first folder, decoded */
export async function startBetween(url: string) {
  const hooks: { before: Before } = { before: async () => undefined }
  const server = await startLoopback((request, response) => {
    void (async () => {
      const { method = '', url: path = '/', headers } = request
      const body = await readBody(request)
      const [, , ...rest] = new URL(path, url).pathname.split('/')
      await hooks.before(method, decodeURIComponent(rest.join('/')))
      // Signatures are made for the address that the client knows: the header 'host' goes on as it is.
      const sending = send(`${url}${path}`, { method, headers, setHost: false }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
      sending.on('error', () => response.destroy())
      sending.end(body)
    })().catch(() => response.destroy())
  })
  return { ...server, hooks }
}
