// GitHub's REST API in small: what it tells of workflow runs, behind a token, with faults on demand.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRuns } from './github-runs.ts'
import { startLoopback } from './loopback.ts'

/** What goes wrong with a request instead of its answer; only `delayMs` leaves the answer as it is. */
export interface ApiFault {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The connection is cut without a word. */
  readonly reset?: true
  readonly delayMs?: number
}

export interface ApiRequest {
  readonly method: string
  /** Below the API's address, without the query. */
  readonly path: string
  readonly query: string
  /** Zero where the connection was cut. */
  readonly status: number
}

export type GitHubApi = Awaited<ReturnType<typeof startGitHubApi>>

const IN_AN_HOUR = String(Math.floor(Date.now() / 1000) + 3600)

/** Faults as GitHub words them. */
export const FAULTS = {
  /** A token without `actions: read`. */
  forbidden: { status: 403, body: messageOf(403, 'Resource not accessible by integration') },
  notFound: { status: 404, body: messageOf(404, 'Not Found') },
  /** The hourly limit. */
  rateLimit: {
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': IN_AN_HOUR },
    body: messageOf(403, 'API rate limit exceeded for installation ID 42.')
  },
  /** The limit for too many requests at once, under its two statuses. */
  secondaryLimit: {
    status: 403,
    headers: { 'retry-after': '60' },
    body: messageOf(403, 'You have exceeded a secondary rate limit.')
  },
  tooMany: {
    status: 429,
    headers: { 'retry-after': '60' },
    body: messageOf(429, 'You have exceeded a secondary rate limit.')
  },
  down: { status: 500, body: messageOf(500, 'Server Error') },
  unavailable: { status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>Unicorn!</h1>' },
  reset: { reset: true },
  notJson: { status: 200, body: '{"status":"comple' },
  otherJson: { status: 200, body: '[null]' }
} as const satisfies Readonly<Record<string, ApiFault>>

/** The most items a page has, and how many it has where nobody asks. */
const PAGE = { most: 100, usual: 30 }

/**
 * Starts it for one repository; its address has a path, as that of a GitHub Enterprise Server.
 * 401 with a wrong token, 404 without one: the repository is private.
 */
export async function startGitHubApi({ token, repository }: { token: string; repository: string }) {
  const requests: ApiRequest[] = []
  const faults: { fault: ApiFault; path: RegExp; left: number }[] = []
  let ahead = 0
  const now = (): number => Date.now() + ahead
  const runs = createRuns(repository, () => `${server.url}${BASE}`, now)

  const faultFor = (path: string): ApiFault | undefined => {
    const found = faults.find((one) => one.left > 0 && one.path.test(path))
    if (found !== undefined) found.left -= 1
    return found?.fault
  }
  const answer = (request: IncomingMessage, response: ServerResponse, url: URL): string => {
    const refused = refusal(request, token)
    const found = refused === undefined ? runs.find(url.pathname.slice(BASE.length)) : undefined
    response.statusCode = refused ?? (found === undefined ? 404 : 200)
    if (refused !== undefined) return messageOf(refused, REFUSALS[refused])
    if (!url.pathname.startsWith(BASE) || found === undefined) return messageOf(404, 'Not Found')
    if (!Array.isArray(found)) return JSON.stringify(found)
    const page = pageOf(url, found.length)
    if (page.links !== '') response.setHeader('link', page.links)
    return JSON.stringify({ total_count: found.length, jobs: found.slice(page.first, page.end) })
  }

  const server = await startLoopback((request, response) => {
    const url = new URL(request.url ?? '/', server.url)
    const path = url.pathname.replace(BASE, '')
    const note = (status: number): void =>
      void requests.push({ method: request.method ?? '', path, query: url.search.slice(1), status })
    const fault = faultFor(path)
    const timer = setTimeout(() => {
      if (fault?.reset === true) {
        note(0)
        request.socket.resetAndDestroy()
        return
      }
      setHeaders(response, now(), fault)
      const body = answer(request, response, url)
      response.statusCode = fault?.status ?? response.statusCode
      note(response.statusCode)
      response.end(fault?.body ?? body)
    }, fault?.delayMs ?? 0)
    response.once('close', () => clearTimeout(timer))
  })

  return {
    ...runs,
    /** What `GITHUB_API_URL` and `GITHUB_GRAPHQL_URL` are to be. */
    url: `${server.url}${BASE}`,
    graphqlUrl: `${server.url}/api/graphql`,
    close: server.close,
    /** Every request so far. */
    requests: requests as readonly ApiRequest[],
    /** Requests with such a path fail from now on, so many times. */
    fail: (fault: ApiFault, path = /^/u, times = Infinity): void =>
      void faults.push({ fault, path, left: times }),
    /** Ends all faults. */
    heal: (): void => void faults.splice(0),
    /** Puts GitHub's clock forward, or back: the `date` header and the times of what ends from now on. */
    advance: (seconds: number): void => void (ahead += seconds * 1000),
    now
  }
}

const BASE = '/api/v3'
const REFUSALS: Readonly<Record<number, string>> = { 401: 'Bad credentials', 404: 'Not Found' }

function refusal({ headers, method }: IncomingMessage, token: string): number | undefined {
  const [, scheme = '', given = ''] = /^(\S+)\s+(\S+)$/u.exec(headers.authorization ?? '') ?? []
  if (headers.authorization === undefined || method !== 'GET') return 404
  return /^(?:token|bearer)$/iu.test(scheme) && given === token ? undefined : 401
}

function setHeaders(response: ServerResponse, now: number, fault: ApiFault | undefined): void {
  const headers = {
    date: new Date(now).toUTCString(),
    'content-type': 'application/json; charset=utf-8',
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '999',
    'x-ratelimit-reset': IN_AN_HOUR,
    'x-accepted-github-permissions': 'actions=read',
    ...fault?.headers
  }
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}

/** Which items of a list a request is about, and the `Link` header that leads to the others. */
function pageOf(url: URL, count: number) {
  const number = (name: string, usual: number): number =>
    Math.max(1, Number.parseInt(url.searchParams.get(name) ?? '', 10) || usual)
  const size = Math.min(number('per_page', PAGE.usual), PAGE.most)
  const page = number('page', 1)
  const last = Math.max(1, Math.ceil(count / size))
  const pages = { prev: page - 1, next: page + 1, last, first: 1 }
  const links = Object.entries(pages).flatMap(([rel, target]) => {
    if (target < 1 || target > last || target === page) return []
    const to = new URL(url)
    to.searchParams.set('page', String(target))
    return `<${to.href}>; rel="${rel}"`
  })
  return { first: (page - 1) * size, end: page * size, links: links.join(', ') }
}

function messageOf(status: number, message = ''): string {
  const documentation = 'https://docs.github.com/rest/actions/workflow-runs'
  return JSON.stringify({ message, documentation_url: documentation, status: String(status) })
}
