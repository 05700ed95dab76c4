/** Sends a request to HCP Terraform by the way Terraform takes: through a proxy, and trusting whom Terraform trusts. */
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import type { RequestOptions } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { HttpClient } from '@actions/http-client'
import type { Variables } from '../context.ts'
import { authoritiesFor } from './authorities.ts'

export interface Sent {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Received {
  readonly status: number
  readonly text: string
}

export type Send = (sent: Sent) => Promise<Received>

const LIMIT_MS = 30_000
/** The service allows 30 requests a second, and may have a bad moment. */
const PAUSES_MS = [1000, 3000]
const REDIRECTS = 3
const MOST_BYTES = 256 * 2 ** 20

/**
 * @param limitMs for all attempts together, to the last byte of the answer
 * @returns what sends; it throws an Error where there is no answer
 */
export function openHttps(variables: Variables, limitMs = LIMIT_MS): Send {
  const ca = authoritiesFor(variables)
  return async (sent) => {
    const signal = AbortSignal.timeout(limitMs)
    for (const pause of [...PAUSES_MS, undefined]) {
      const answer = await followed(sent, ca, signal, REDIRECTS).catch((cause: unknown) =>
        asError(cause)
      )
      const failed = answer instanceof Error
      if (signal.aborted) throw new Error(`${sent.url.host} did not answer in time`)
      // What may have been done must not be done twice.
      const again = failed || answer.status >= 500 ? sent.method === 'GET' : answer.status === 429
      if (!failed && (!again || pause === undefined)) return answer
      if (failed && (!again || pause === undefined))
        throw new Error(`${sent.url.host} could not be reached: ${answer.message}`, {
          cause: answer
        })
      await sleep(pause)
    }
    throw new Error('no attempt was made')
  }
}

const asError = (cause: unknown): Error =>
  cause instanceof Error ? cause : new Error(String(cause))

async function followed(
  sent: Sent,
  ca: readonly string[],
  signal: AbortSignal,
  redirects: number
): Promise<Received> {
  const response = await responseTo(sent, ca, signal)
  const { location } = response.headers
  const status = response.statusCode ?? 0
  if (status < 300 || status >= 400 || location === undefined || sent.method !== 'GET')
    return { status, text: await textOf(response) }
  response.destroy()
  const url = new URL(location, sent.url)
  if (redirects === 0 || url.protocol !== 'https:')
    throw new Error(`it is redirected to ${url.host}`)
  const { authorization: _, ...others } = sent.headers
  const headers = url.host === sent.url.host ? sent.headers : others // a token is for one server
  return followed({ ...sent, url, headers }, ca, signal, redirects - 1)
}

function responseTo(
  { method, url, headers, body }: Sent,
  ca: readonly string[],
  signal: AbortSignal
): Promise<IncomingMessage> {
  const agent = new HttpClient('gitops-env-action').getAgent(url.href)
  const options = { method, headers, agent, ca: [...ca], signal } as RequestOptions
  return new Promise((resolve, reject) => {
    const sending = request(url, options, resolve)
    sending.on('error', reject)
    sending.end(body)
  })
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    size += (chunk as Buffer).length
    if (size > MOST_BYTES) throw new Error('its answer is too large')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString()
}
