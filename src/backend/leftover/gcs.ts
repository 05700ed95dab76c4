/** The state of a destroyed environment in Terraform's `gcs` backend. */
import { GoogleAuth, Impersonated, OAuth2Client, PassThroughClient } from 'google-auth-library'
import type { AuthClient, JWTInput } from 'google-auth-library'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute } from 'node:path'
import { gcsSettingsOf } from './gcs-settings.ts'
import type { GcsLogin, GcsSettings } from './gcs-settings.ts'
import { objectOf, parseJson, textOf } from '../../json.ts'
import type { OpenState } from './leftover.ts'
import { ownLock, under } from './own-lock.ts'
import { CHANGED, limitedBy, reasonOf, StaysError } from './reason.ts'
import { absolutePath } from './setting.ts'

/** Of all that is asked for one state. */
const LIMIT_MS = 30_000
const RETRIES = 2
const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_write'

/** @see https://developer.hashicorp.com/terraform/language/backend/gcs */
export const openGcsState: OpenState = async (settings, variables, who) => {
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
      if (generation === undefined) {
        await requireBucket(ask)
        return undefined
      }
      const query = { alt: 'media', generation }
      const text = await ask(place.state, { query, headers })
      return text === undefined ? undefined : { text, version: generation }
    },
    // Google removes no other generation; a server that stands in for it may, so that it is compared before, too.
    remove: async (version) => {
      const free = await takeLock(client, place, who, ask)
      await under(free, place.lock, async () => {
        const now = await generationNow()
        if (now !== undefined && now !== version) throw new StaysError(CHANGED)
        if (now !== undefined) {
          await ask(place.state, { method: 'DELETE', query: { ifGenerationMatch: version } })
        }
      })
    }
  }
}

/** Without its bucket an object is missing, too; but then this is not where Terraform has been. */
async function requireBucket(ask: Ask): Promise<void> {
  // Whoever may use Terraform may list objects, but not always ask for the bucket.
  const listed = await ask('', { query: { maxResults: '1' } })
  if (listed === undefined) throw new StaysError('its bucket is not there')
}

/**
 * Takes the lock as Terraform does.
 * @returns what removes it again, where it is still ours
 */
async function takeLock(
  client: AuthClient,
  place: GcsSettings,
  who: string | undefined,
  ask: Ask
): Promise<() => Promise<boolean>> {
  const now = new Date().toISOString()
  const own = ownLock(`gs://${place.bucket}/${place.state}`, randomUUID(), now, who)
  let taken: string | undefined
  /** What is left of it, where this fails, is known to the next run by whose it is. */
  const free = async (): Promise<boolean> => {
    // The time for the rest may be over.
    const later = askFor(client, place, AbortSignal.timeout(LIMIT_MS))
    try {
      // The answer to the request that made it may be lost.
      const generation = taken ?? generationIn(await later(place.lock))
      const query = { alt: 'media', generation: generation ?? '' }
      const isOwn =
        generation !== undefined &&
        (taken !== undefined || (await later(place.lock, { query })) === own)
      if (isOwn)
        await later(place.lock, { method: 'DELETE', query: { ifGenerationMatch: generation } })
      return true
    } catch {
      return false
    }
  }
  try {
    const said = await ask('', {
      method: 'POST',
      query: { uploadType: 'media', name: place.lock, ifGenerationMatch: '0' },
      headers: { 'content-type': 'application/json' },
      body: own
    })
    taken = generationIn(said)
  } catch (error) {
    await free()
    const isHeld = error instanceof StaysError && error.message === CHANGED
    throw isHeld ? new StaysError('somebody holds its lock') : error
  }
  return free
}

const generationIn = (about: string | undefined): string | undefined =>
  textOf(objectOf(parseJson(about ?? ''))?.['generation'])

/** What gives the body of the answer; undefined where there is no such object. */
function askFor(client: AuthClient, { bucket, endpoint }: GcsSettings, signal: AbortSignal): Ask {
  const base = endpoint ?? `https://storage.${client.universeDomain}/storage/v1/`
  const within = limitedBy(signal)
  const retryConfig = { retry: RETRIES, noResponseRetries: RETRIES }
  return async (
    object: string,
    { method = 'GET', query = {}, headers = {}, body }: Request = {}
  ): Promise<string | undefined> => {
    const all = `b/${encodeURIComponent(bucket)}/o`
    const path = object === '' ? all : `${all}/${encodeURIComponent(object)}`
    try {
      const url = new URL(method === 'POST' ? `/upload/storage/v1/${path}` : path, base)
      url.search = new URLSearchParams(query).toString()
      const data = body === undefined ? {} : { body }
      const request = {
        url,
        method,
        headers,
        ...data,
        signal,
        retryConfig,
        responseType: 'text' as const
      }
      return (await within(client.request<string>(request))).data
    } catch (error) {
      const status = statusOf(error)
      if (status === 404) return undefined
      throw reasonOf('Google Cloud Storage', error, status)
    }
  }
}

interface Request {
  /** `POST` writes an object, as the query says. */
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Of an object, or of all where it is ''. */
type Ask = (object: string, request?: Request) => Promise<string | undefined>

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
      const file = login.file === undefined ? {} : { keyFilename: absolutePath(login.file) }
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
  // A relative one is no text that anybody could use: the service refuses it.
  return isAbsolute(path) && existsSync(path) ? readFileSync(path, 'utf8') : pathOrText
}

function statusOf(error: unknown): number | undefined {
  const { status, response } = error as {
    readonly status?: unknown
    readonly response?: { readonly status?: unknown }
  }
  return [response?.status, status].find((one) => typeof one === 'number')
}
