/** The state of a destroyed environment in Terraform's `gcs` backend. */
import { GoogleAuth, Impersonated, OAuth2Client, PassThroughClient } from 'google-auth-library'
import type { AuthClient, JWTInput } from 'google-auth-library'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { gcsSettingsOf } from './gcs-settings.ts'
import type { GcsLogin, GcsSettings } from './gcs-settings.ts'
import { objectOf, parseJson, textOf } from '../../json.ts'
import type { OpenState } from './leftover.ts'
import { limitedBy, reasonOf, StaysError } from './reason.ts'

/** Of all that is asked for one state. */
const LIMIT_MS = 30_000
const RETRIES = 2
const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_write'

/** @see https://developer.hashicorp.com/terraform/language/backend/gcs */
export const openGcsState: OpenState = async (settings, variables) => {
  const place = gcsSettingsOf(settings, variables)
  const signal = AbortSignal.timeout(LIMIT_MS)
  const client = await limitedBy(signal)(clientFor(place)).catch((error: unknown) => {
    throw error instanceof StaysError ? error : new StaysError('no credentials were found')
  })
  const ask = askFor(client, place, signal)
  const headers = customerKeyOf(place)
  const generationNow = async (): Promise<string | undefined> => {
    const about = await ask(place.state, { headers })
    return about && (textOf(objectOf(parseJson(about))?.['generation']) ?? '')
  }
  return {
    read: async () => {
      const generation = await generationNow()
      if (generation === undefined) return undefined
      const query = { alt: 'media', generation }
      const text = await ask(place.state, { query, headers })
      return text === undefined ? undefined : { text, version: generation }
    },
    // Google removes no other generation; a server that stands in for it may, so that it is compared before, too.
    remove: async (version) => {
      if ((await ask(place.lock)) !== undefined) throw new StaysError('somebody holds its lock')
      const now = await generationNow()
      if (now === undefined) return
      if (now !== version) throw new StaysError('it was changed meanwhile')
      await ask(place.state, { method: 'DELETE', query: { ifGenerationMatch: version } })
    }
  }
}

/** What gives the body of the answer; undefined where there is no such object. */
function askFor(client: AuthClient, { bucket, endpoint }: GcsSettings, signal: AbortSignal) {
  const base = endpoint ?? `https://storage.${client.universeDomain}/storage/v1/`
  const within = limitedBy(signal)
  const retryConfig = { retry: RETRIES, noResponseRetries: RETRIES }
  return async (
    object: string,
    { method = 'GET', query = {}, headers = {} }: Request = {}
  ): Promise<string | undefined> => {
    const path = `b/${encodeURIComponent(bucket)}/o/${encodeURIComponent(object)}`
    try {
      const url = new URL(path, base)
      url.search = new URLSearchParams(query).toString()
      const request = { url, method, headers, signal, retryConfig, responseType: 'text' as const }
      return (await within(client.request<string>(request))).data
    } catch (error) {
      const status = statusOf(error)
      if (status === 404) return undefined
      throw reasonOf('Google Cloud Storage', error, status)
    }
  }
}

interface Request {
  readonly method?: 'GET' | 'DELETE'
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

async function clientFor({ login, impersonated }: GcsSettings): Promise<AuthClient> {
  const sourceClient = await firstFor(login)
  if (impersonated === undefined) return sourceClient
  const { account: targetPrincipal, delegates } = impersonated
  const target = { targetPrincipal, targetScopes: [SCOPE], delegates: [...delegates] }
  return new Impersonated({ sourceClient, ...target })
}

async function firstFor(login: GcsLogin): Promise<AuthClient> {
  switch (login.kind) {
    case 'none':
      return new PassThroughClient()
    case 'token': {
      const client = new OAuth2Client()
      client.setCredentials({ access_token: login.token })
      return client
    }
    case 'key': {
      const credentials = objectOf(parseJson(contentsOf(login.key)))
      if (credentials === undefined) throw new StaysError("its 'credentials' are no JSON document")
      return await new GoogleAuth({
        credentials: credentials as JWTInput,
        scopes: SCOPE
      }).getClient()
    }
    case 'default': {
      const file = login.file === undefined ? {} : { keyFilename: login.file }
      return await new GoogleAuth({ ...file, scopes: SCOPE }).getClient()
    }
  }
}

/** The headers with which Google finds the customer's own key. */
function customerKeyOf({ encryptionKey }: GcsSettings): Readonly<Record<string, string>> {
  if (encryptionKey === undefined) return {}
  const key = Buffer.from(contentsOf(encryptionKey).trim(), 'base64')
  return {
    'x-goog-encryption-algorithm': 'AES256',
    'x-goog-encryption-key': key.toString('base64'),
    'x-goog-encryption-key-sha256': createHash('sha256').update(key).digest('base64')
  }
}

/** Terraform takes the path of a file where it takes the text of one. */
function contentsOf(pathOrText: string): string {
  const path = pathOrText.replace(/^~(?=\/)/u, homedir())
  return existsSync(path) ? readFileSync(path, 'utf8') : pathOrText
}

function statusOf(error: unknown): number | undefined {
  const { status, response } = error as {
    readonly status?: unknown
    readonly response?: { readonly status?: unknown }
  }
  return [response?.status, status].find((one) => typeof one === 'number')
}
