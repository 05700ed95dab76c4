/** The only file that talks to GitHub's REST API. */
import { numberOf, objectOf } from '../json.ts'

export interface Answer {
  /** HTTP's, or 0 where there was no answer at all. */
  readonly status: number
  readonly body: unknown
  /** The API's own clock, in ms since 1970: this machine's may be wrong. */
  readonly now: number
  /** What went wrong, in one line; undefined with an answer of 200. */
  readonly problem: string | undefined
}

export interface Api {
  /** @param path such as `/repos/octo/demo/actions/runs/1`; never throws */
  readonly get: (path: string) => Promise<Answer>
}

const TIMEOUT_MS = 10_000

/**
 * Opens the API, and loads its client with the first request only: most runs never need it.
 * @param url `GITHUB_API_URL`
 * @see https://docs.github.com/rest
 */
export function openApi(url: string, token: string): Api {
  let client: ReturnType<typeof connect> | undefined
  return {
    get: async (path) => {
      try {
        client ??= connect(url, token)
        const request = { signal: AbortSignal.timeout(TIMEOUT_MS) }
        const response = await (await client).request(`GET ${path}`, { request })
        return {
          status: response.status,
          body: response.data,
          now: timeOf(response.headers.date),
          problem: undefined
        }
      } catch (error) {
        const status = statusOf(error)
        return { status, body: undefined, now: Date.now(), problem: wordsOf(error, status) }
      }
    }
  }
}

async function connect(url: string, token: string) {
  const { getOctokit } = await import('@actions/github')
  return getOctokit(token, { baseUrl: url, log: SILENT })
}

/** A refused question is told with its consequence, or not at all. */
const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined
}

const timeOf = (date: string | undefined): number => {
  const time = Date.parse(date ?? '')
  return Number.isNaN(time) ? Date.now() : time
}

/** The client says 500 where there was no answer at all. */
function statusOf(error: unknown): number {
  const { response, status } = objectOf(error) ?? {}
  return response === undefined ? 0 : (numberOf(status) ?? 0)
}

function wordsOf(error: unknown, status: number): string {
  const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  return status === 0 ? `no answer (${words.slice(0, 200)})` : `it answered ${status}`
}
