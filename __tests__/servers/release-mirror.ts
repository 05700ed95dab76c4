// Serves files as releases.hashicorp.com does, from memory, with faults on demand.
import type { ServerResponse } from 'node:http'
import { startLoopback } from './loopback.ts'

/** What happens to a request instead of its answer. */
export type MirrorFault =
  | { readonly kind: 'status'; readonly status: number }
  /** The connection is cut without a word, or after so many bytes of the file. */
  | { readonly kind: 'cut'; readonly after?: number }
  /** Zeros without an end. */
  | { readonly kind: 'endless' }
  /** The file comes byte by byte, so many ms apart. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Nothing comes at all, and the connection stays. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'redirect'; readonly to: string }

export interface MirrorRequest {
  readonly path: string
  readonly authorization: string | undefined
}

export type ReleaseMirror = Awaited<ReturnType<typeof startReleaseMirror>>

/** Starts it, empty. @param credential `user:password` that it asks for */
export async function startReleaseMirror(credential?: string) {
  const files = new Map<string, Buffer>()
  const faults = new Map<string, MirrorFault[]>()
  const requests: MirrorRequest[] = []
  const wanted =
    credential === undefined ? undefined : `Basic ${Buffer.from(credential).toString('base64')}`

  const server = await startLoopback((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const { authorization } = request.headers
    requests.push({ path, authorization })
    const fault = faults.get(path)?.shift()
    const content = files.get(path)
    if (fault !== undefined) misbehave(response, fault, content)
    else if (wanted !== undefined && authorization !== wanted) response.writeHead(401).end()
    else if (content === undefined) response.writeHead(404).end('no such file')
    else response.writeHead(200, { 'content-length': content.length }).end(content)
  })
  return {
    url: server.url,
    close: server.close,
    put: (path: string, content: Buffer | string): void =>
      void files.set(path, Buffer.from(content as Buffer)),
    read: (path: string): Buffer => files.get(path) ?? Buffer.alloc(0),
    remove: (path: string): void => void files.delete(path),
    /** The next requests of this path have these faults, one each. */
    fail: (path: string, ...next: MirrorFault[]): void => void faults.set(path, next),
    requests: requests as readonly MirrorRequest[],
    paths: (): readonly string[] => requests.map(({ path }) => path)
  }
}

function misbehave(
  response: ServerResponse,
  fault: MirrorFault,
  content: Buffer = Buffer.alloc(0)
): void {
  if (fault.kind === 'status') response.writeHead(fault.status).end('<h1>a fault</h1>')
  if (fault.kind === 'redirect') response.writeHead(302, { location: fault.to }).end()
  if (fault.kind === 'cut') {
    if (fault.after === undefined) return void response.socket?.resetAndDestroy()
    response.writeHead(200, { 'content-length': content.length })
    response.write(content.subarray(0, fault.after), () => response.socket?.destroy())
  }
  if (fault.kind === 'slow') {
    response.writeHead(200, { 'content-length': content.length })
    let sent = 0
    const timer = setInterval(() => {
      if (sent < content.length) response.write(content.subarray(sent, (sent += 1)))
      else clearInterval(timer)
    }, fault.ms)
    response.once('close', () => clearInterval(timer))
  }
  if (fault.kind === 'endless') {
    const zeros = Buffer.alloc(2 ** 20)
    const more = (): void => {
      while (!response.destroyed && response.write(zeros));
    }
    response.writeHead(200).on('drain', more)
    more()
  }
}
