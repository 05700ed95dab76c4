/** Downloads a file, with bounds on time, size and attempts; it goes through a proxy where one is set. */
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { request as requestHttp } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { HttpClient } from '@actions/http-client'
import { RunError } from '../errors.ts'
import { listOf, objectOf, textOf } from '../json.ts'
import type { Mirror } from './releases.ts'

/** How long to wait, in ms. */
export interface Patience {
  /** Without a single byte. */
  readonly silence: number
  /** For a whole file. */
  readonly file: number
  /** Before each further attempt. */
  readonly pauses: readonly number[]
}
export const PATIENCE: Patience = { silence: 30_000, file: 600_000, pauses: [1000, 5000] }

export interface Fetching {
  readonly mirror: Mirror | undefined
  readonly patience: Patience
  readonly say: (line: string) => void
  /** Ends a download, with its reason as the error. */
  readonly stop: AbortSignal | undefined
}

type Outcome =
  | { readonly kind: 'done' | 'missing' }
  | { readonly kind: 'failed'; readonly problem: string; readonly again: boolean }

const REDIRECTS = 5
/** A download that goes on is told of this often. */
const NEWS_MS = 10_000

/**
 * @param url http(s), without a user and a password: those of the mirror are sent to the mirror alone
 * @param file where it goes; whole or not there at all
 * @param most bytes
 * @returns whether there is such a file
 * @throws RunError `tool-unavailable`, or the reason of `stop`
 */
export async function download(
  url: string,
  file: string,
  most: number,
  fetching: Fetching
): Promise<boolean> {
  const { patience, say, stop } = fetching
  const { host, pathname } = new URL(url)
  const name = pathname.slice(pathname.lastIndexOf('/') + 1)
  for (let tries = 0; ; tries += 1) {
    const outcome = await attempt(new URL(url), file, most, fetching)
    if (outcome.kind !== 'done') await rm(file, { force: true })
    stop?.throwIfAborted()
    if (outcome.kind !== 'failed') return outcome.kind === 'done'
    const pause = patience.pauses[tries]
    if (!outcome.again || pause === undefined) {
      throw new RunError(
        'tool-unavailable',
        `${name} could not be downloaded from ${host}: ${outcome.problem}.`,
        "Run it again. Where this runner cannot reach that server, set 'https_proxy', or GITOPS_ENV_TOOL_MIRROR to a server that has the same files, or put the tool on the PATH in a step before this one."
      )
    }
    say(`${name} did not come from ${host}: ${outcome.problem}; trying again.`)
    await sleep(pause, undefined, { signal: stop }).catch(() => stop?.throwIfAborted())
  }
}

async function attempt(
  url: URL,
  file: string,
  most: number,
  { mirror, patience, say, stop }: Fetching
): Promise<Outcome> {
  const silence = new AbortController()
  const whole = AbortSignal.timeout(patience.file)
  const signal = AbortSignal.any([silence.signal, whole, ...(stop === undefined ? [] : [stop])])
  const timer = setTimeout(() => silence.abort(), patience.silence)
  try {
    const answer = await follow(url, mirror, signal)
    const { statusCode: status = 0 } = answer
    if (status !== 200) {
      answer.destroy()
      if (status === 404 || status === 410) return { kind: 'missing' }
      const again = status >= 500 || status === 408 || status === 429
      return { kind: 'failed', problem: `it answered ${status}`, again }
    }
    const bounded = bound(most, () => timer.refresh(), say)
    await pipeline(answer, bounded, createWriteStream(file), { signal })
    return { kind: 'done' }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'failed', problem: error.message, again: false }
    if (whole.aborted) {
      const problem = `it did not come within ${patience.file / 1000} s`
      return { kind: 'failed', problem, again: false }
    }
    const silent = `nothing came for ${patience.silence / 1000} s`
    const problem = silence.signal.aborted ? silent : wordsOf(error)
    return { kind: 'failed', problem, again: true }
  } finally {
    clearTimeout(timer)
  }
}

/** Passes on what comes, up to a size in bytes; tells of every piece, and says now and then how far it is. */
const bound = (most: number, touch: () => void, say: Fetching['say']) =>
  async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let size = 0
    let told = Date.now()
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > most)
        throw new Refused(`it is larger than ${most / 1e6} MB, which cannot be right`)
      touch()
      if (Date.now() - told > NEWS_MS) {
        told = Date.now()
        say(`Still downloading, ${(size / 1e6).toFixed(0)} MB so far.`)
      }
      yield chunk
    }
  }

/** Another attempt would end the same way. */
class Refused extends Error {}

/** The answer behind all redirects; the mirror's password stays with the mirror. */
async function follow(
  first: URL,
  mirror: Mirror | undefined,
  signal: AbortSignal
): Promise<IncomingMessage> {
  let url = first
  for (let redirects = 0; redirects <= REDIRECTS; redirects += 1) {
    const trusted = mirror !== undefined && url.origin === new URL(mirror.base).origin
    const answer = await ask(url, trusted ? credentialOf(mirror) : {}, signal)
    const { statusCode: status = 0, headers } = answer
    if (![301, 302, 303, 307, 308].includes(status)) return answer
    answer.destroy()
    const { location = '' } = headers
    const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined
    if (next === undefined || !/^https?:$/u.test(next.protocol)) {
      throw new Refused(`it answered ${status} without an address`)
    }
    if (url.protocol === 'https:' && next.protocol !== 'https:') {
      throw new Refused(`it leads from https to ${next.protocol}//${next.host}`)
    }
    url = next
  }
  throw new Refused(`it leads on more than ${REDIRECTS} times`)
}

/** What authorizes with the mirror; nothing where it needs nothing. */
export function credentialOf({ user, password }: Mirror): { readonly authorization?: string } {
  if (user === '' && password === '') return {}
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
}

function ask(
  url: URL,
  headers: { readonly authorization?: string },
  signal: AbortSignal
): Promise<IncomingMessage> {
  // The toolkit's client only knows the way through a proxy: it has no bound on connecting.
  const agent = new HttpClient().getAgent(url.href)
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    // A request that still waits for its proxy does not hear of the signal.
    signal.addEventListener('abort', () => reject(new Error('aborted')))
    request(url, { agent, signal, headers: { 'user-agent': 'gitops-env-action', ...headers } })
      .on('response', resolve)
      .on('error', reject)
      .end()
  })
}

/** Several addresses that were tried are an error without words of its own. */
function wordsOf(error: unknown): string {
  const { errors, message } = objectOf(error) ?? {}
  const first = listOf(errors)?.[0]
  if (first !== undefined) return wordsOf(first)
  const words = (textOf(message) ?? String(error)).split('\n')[0] ?? ''
  return words === 'aborted' ? 'the connection was cut' : words.slice(0, 200)
}
