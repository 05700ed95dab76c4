// GitHub's git server in small: `git http-backend` behind a token, as strict about the header as GitHub is.
import { execFileSync, spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { readBody, startLoopback } from './loopback.ts'

export type GitService = 'upload-pack' | 'receive-pack'

export interface GitRequest {
  readonly method: string
  readonly path: string
  readonly service: GitService | undefined
  /** `refs` asks what there is, `pack` moves objects. */
  readonly step: 'refs' | 'pack'
  /** Whether git compressed the body, as it does with long ones. */
  readonly gzip: boolean
  readonly status: number
}

export interface GitHttpOptions {
  readonly token: string
  /** Tokens of other repositories, such as `octo/library`; each opens that one alone. */
  readonly others?: Readonly<Record<string, string>>
  /** False: 403 to every push, as for a token that may only read. */
  readonly allowPush?: boolean
}

export type GitHttp = Awaited<ReturnType<typeof startGitHttp>>

/** Where git keeps the program that speaks CGI. */
export function gitHttpBackend(): string {
  return join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend')
}

/**
 * Serves all repositories below `root`; `<url>/octo/demo` and `<url>/octo/demo.git` are the same.
 * 401 without the token, 400 with two Authorization headers.
 */
export async function startGitHttp(
  root: string,
  { token, others = {}, allowPush = true }: GitHttpOptions
) {
  const backend = gitHttpBackend()
  const expectedFor = (path: string): string => {
    const [, owner, name = ''] = path.split('/')
    const own = others[`${owner}/${name.replace(/\.git$/u, '')}`] ?? token
    return Buffer.from(`x-access-token:${own}`).toString('base64')
  }
  const requests: GitRequest[] = []
  const faults: { service: GitService | undefined; status: number; left: number }[] = []
  const policy = { allowPush }
  let refused: { readonly words: string; readonly status: number } | undefined

  const refusal = (
    request: IncomingMessage,
    { path, service }: { readonly path: string; readonly service: GitService | undefined }
  ): number | undefined => {
    const headers = authorizations(request)
    if (headers.length > 1) return 400
    const [, scheme = '', given = ''] = /^(\S+)\s+(\S+)$/.exec(headers[0] ?? '') ?? []
    if (scheme.toLowerCase() !== 'basic' || given !== expectedFor(path)) return 401
    if (service === 'receive-pack' && !policy.allowPush) return 403
    const fault = faults.find((one) => one.left > 0 && (one.service ?? service) === service)
    if (fault !== undefined) fault.left -= 1
    return fault?.status
  }

  const server = await startLoopback((request, response) => {
    const url = new URL(request.url ?? '/', 'http://loopback')
    const service = serviceOf(url)
    const step = url.pathname.endsWith('/info/refs') ? 'refs' : 'pack'
    const path = url.pathname
    const gzip = request.headers['content-encoding'] === 'gzip'
    response.once('close', () => {
      const { statusCode: status } = response
      requests.push({ method: request.method ?? '', path, service, step, gzip, status })
    })
    const answer = (body?: Buffer): void => {
      const asked = body !== undefined && refused !== undefined && body.includes(refused.words)
      const status = refusal(request, { path, service }) ?? (asked ? refused?.status : undefined)
      if (status === undefined) serve(backend, root, { request, response, url, body })
      else refuse(request, response, status)
    }
    if (refused === undefined) answer()
    else readBody(request).then(answer, () => response.destroy())
  })

  return {
    ...server,
    token,
    /** Every request answered so far. */
    requests: requests as readonly GitRequest[],
    /** How many requests of a service were let in; `pack` counts fetches and pushes proper. */
    count: (service: GitService, step: GitRequest['step'] = 'pack'): number =>
      requests.filter((one) => one.service === service && one.step === step && one.status < 400)
        .length,
    /** Answers the next requests (of one service, where given) with a status. */
    fail: (times: number, status = 503, service?: GitService): void =>
      void faults.push({ service, status, left: times }),
    /** Refuses from now on what says these words in clear, such as `ref-prefix HEAD`. */
    refuse: (words: string, status = 503): void => void (refused = { words, status }),
    /** Gives or takes the right to push. */
    setAllowPush: (allowed: boolean): void => void (policy.allowPush = allowed)
  }
}

/** Node joins repeated headers or drops them; only the raw list tells how many came. */
function authorizations({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.filter(
    (_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === 'authorization'
  )
}

function serviceOf(url: URL): GitService | undefined {
  const name = url.searchParams.get('service') ?? url.pathname.split('/').at(-1) ?? ''
  if (name === 'git-upload-pack') return 'upload-pack'
  return name === 'git-receive-pack' ? 'receive-pack' : undefined
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  request.resume()
  if (status === 401) response.setHeader('www-authenticate', 'Basic realm="GitHub"')
  response.writeHead(status, { 'content-type': 'text/plain' })
  response.end(`${MESSAGES[status] ?? 'Fault injected by the test.'}\n`)
}

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Duplicate header: "Authorization"',
  401: 'Invalid username or token.',
  403: 'Write access to repository not granted.'
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  /** What was sent, where it was read already. */
  readonly body: Buffer | undefined
}

/** One CGI call (RFC 3875): the request in variables and stdin, head and body of the answer on stdout. */
function serve(backend: string, root: string, { request, response, url, body }: Exchange): void {
  const child = spawn(backend, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      ...cgiVariables(request, url),
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.receivepack',
      GIT_CONFIG_VALUE_0: 'true'
    }
  })
  child.once('error', () => response.destroy())
  child.stdin.on('error', () => undefined) // git may answer before it has read everything
  if (body === undefined) request.pipe(child.stdin)
  else child.stdin.end(body)
  response.once('close', () => child.kill())

  let head: Buffer = Buffer.alloc(0)
  const untilBody = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    child.stdout.off('data', untilBody)
    writeHead(response, head.subarray(0, end).toString('latin1'))
    response.write(head.subarray(end + 4))
    child.stdout.pipe(response)
  }
  child.stdout.on('data', untilBody)
  child.stdout.once('end', () => {
    if (!response.headersSent) response.writeHead(500).end()
  })
}

function cgiVariables(request: IncomingMessage, url: URL): Record<string, string> {
  const { headers } = request
  const optional = {
    CONTENT_TYPE: headers['content-type'],
    CONTENT_LENGTH: headers['content-length'], // absent when chunked: git then reads to the end
    HTTP_CONTENT_ENCODING: headers['content-encoding'],
    GIT_PROTOCOL: headers['git-protocol']?.toString()
  }
  const given = Object.entries(optional).filter(([, value]) => value !== undefined)
  return {
    GATEWAY_INTERFACE: 'CGI/1.1',
    REQUEST_METHOD: request.method ?? 'GET',
    PATH_INFO: decodeURIComponent(url.pathname).replace(/^(\/[^/]+\/[^/]+?)\.git\//, '$1/'),
    QUERY_STRING: url.search.slice(1),
    REMOTE_ADDR: '127.0.0.1',
    REMOTE_USER: 'x-access-token',
    ...(Object.fromEntries(given) as Record<string, string>)
  }
}

function writeHead(response: ServerResponse, text: string): void {
  let status = 200
  for (const line of text.split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? []
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10)
    else response.setHeader(name, value)
  }
  response.writeHead(status)
}
