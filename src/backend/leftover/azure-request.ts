/** Asks Azure's services and GitHub for JSON, with few retries and an end. */
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  isRestError
} from '@azure/core-rest-pipeline'
import type { PipelineOptions } from '@azure/core-rest-pipeline'
import { objectOf, parseJson } from '../../json.ts'
import type { Ask } from './azure-login.ts'
import { reasonOf, StaysError } from './reason.ts'

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
      throw failureOf(whom, error)
    })
    const said = objectOf(parseJson(bodyAsText ?? ''))
    if (status === 200 && said !== undefined) return said
    const code = objectOf(said?.['error'])?.['code'] ?? said?.['error']
    throw reasonOf(whom, { code }, status)
  }
}

/** Why a request failed, in words that hold no secret: a library's own may quote an address, with its SAS token. */
export function failureOf(whom: string, error: unknown): StaysError {
  if (error instanceof Error && error.name === 'AbortError') {
    return new StaysError('it did not answer in time')
  }
  return reasonOf(whom, error, isRestError(error) ? error.statusCode : undefined)
}
