/** Asks Azure's services and GitHub for JSON, with few retries and an end. */
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  isRestError
} from '@azure/core-rest-pipeline'
import type { PipelineOptions } from '@azure/core-rest-pipeline'
import { objectOf, parseJson, textOf } from '../../json.ts'
import type { Ask } from './azure-login.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** Whose certificates are trusted. */
export type Trust = Pick<PipelineOptions, 'tlsOptions'>

/** @param signal ends whatever is under way */
export function askWith(trust: Trust, signal: AbortSignal): Ask {
  const client = createDefaultHttpClient()
  const pipeline = createPipelineFromOptions({
    ...trust,
    retryOptions: { maxRetries: 2, maxRetryDelayInMs: 2000 },
    userAgentOptions: { userAgentPrefix: 'gitops-env-action' }
  })
  return async ({ whom, url, method = 'GET', headers = {}, form, withoutTls = false }) => {
    const request = createPipelineRequest({
      url,
      method,
      headers: createHttpHeaders({ accept: 'application/json', ...(form && FORM), ...headers }),
      ...(form && { body: new URLSearchParams(form).toString() }),
      // The pipeline's own limit, `timeout`, would keep the process alive where a connection fails.
      abortSignal: signal,
      allowInsecureConnection: withoutTls
    })
    const { status, bodyAsText } = await pipeline.sendRequest(client, request).catch((error) => {
      throw new Error(failureOf(error, whom))
    })
    const said = objectOf(parseJson(bodyAsText ?? ''))
    if (status === 200 && said !== undefined) return said
    throw new Error(`${whom} answered with ${[status, ...wordOf(said?.['error'])].join(' ')}`)
  }
}

/**
 * An error in a few words. A library's own text may quote an address, and a SAS token is part of that.
 * @param whom was asked
 */
export function failureOf(error: unknown, whom: string): string {
  if (error instanceof Error && error.name === 'AbortError') return 'it took too long'
  const { statusCode, code } = isRestError(error) ? error : {}
  if (statusCode === undefined) return `${whom} could not be reached`
  return `${whom} answered with ${[statusCode, ...wordOf(code)].join(' ')}`
}

/** The word that names an error, as text or in an object: `invalid_client`. */
function wordOf(error: unknown): readonly string[] {
  const word = textOf(error) ?? textOf(objectOf(error)?.['code']) ?? ''
  return /^\w{1,60}$/u.test(word) ? [word] : []
}
