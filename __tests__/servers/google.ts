// Google's services for tokens and objects, on loopback: each keeps what it was asked with.
import type { IncomingHttpHeaders } from 'node:http'
import { readBody, startLoopback } from './loopback.ts'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Starts them, with one object of any name that holds the text. */
export async function startGoogle(text: string) {
  const asked: Asked[] = []
  const expireTime = new Date(Date.now() + 3_600_000).toISOString()
  const answerTo = (method: string, url: URL): string | undefined => {
    if (url.pathname === '/subject-token') return JSON.stringify({ value: 'a-subject-token' })
    if (url.pathname === '/token') {
      const issued = 'urn:ietf:params:oauth:token-type:access_token'
      const token = { access_token: 'a-federated-token', issued_token_type: issued }
      return JSON.stringify({ ...token, token_type: 'Bearer', expires_in: 3600 })
    }
    if (url.pathname === '/impersonated') {
      return JSON.stringify({ accessToken: 'a-token-of-the-account', expireTime })
    }
    if (method === 'DELETE') return ''
    if (method === 'POST') return JSON.stringify({ generation: '18' })
    return url.searchParams.get('alt') === 'media' ? text : JSON.stringify({ generation: '17' })
  }
  const server = await startLoopback((request, response) => {
    void (async () => {
      const { method = '', headers } = request
      const url = new URL(request.url ?? '/', 'http://loopback')
      const body = (await readBody(request)).toString()
      asked.push({ method, path: `${url.pathname}${url.search}`, headers, body })
      const answer = answerTo(method, url)
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
      response.end(answer)
    })().catch(() => response.destroy())
  })
  return { ...server, asked: asked as readonly Asked[] }
}
