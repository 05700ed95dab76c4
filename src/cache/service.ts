/** The process that talks to GitHub's cache service: the only file that loads the toolkit's cache. */
import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { objectOf, parseJson } from '../json.ts'
import type { CacheAnswer, CacheRequest, CacheStage } from './request.ts'

/**
 * Serves one request, and tells the process that started this one what came of it. What fails is printed as a
 * warning or an error, which that process reads.
 * @param text a `CacheRequest` as JSON
 */
export async function serveCache(text: string): Promise<void> {
  const request = objectOf(parseJson(text)) as unknown as CacheRequest
  process.once('disconnect', () => process.exit()) // nobody waits for it any more
  const last = await answer(request).catch((error: unknown) => {
    process.stdout.write(`::error::${String(error)}\n`)
    return 'missed' as const
  })
  await tell(last)
}

async function answer({ verb, name, key }: CacheRequest): Promise<CacheAnswer> {
  const cache = await import('@actions/cache')
  // Without a service the toolkit tries for ten seconds.
  if (!cache.isFeatureAvailable()) return 'absent'
  if (verb === 'save') {
    tellOfReservation()
    return (await cache.saveCache([name], key)) === -1 ? 'missed' : 'done'
  }
  const found = await cache.restoreCache([name], key, [], { lookupOnly: true })
  if (found !== key) return 'missed'
  await tell('found')
  return (await cache.restoreCache([name], key)) === key ? 'done' : 'missed'
}

/** In the second API of the service, and in the first one. */
const RESERVATION = /\/(?:CreateCacheEntry|caches)$/u

/** The toolkit packs, reserves and uploads in one: only its requests show how far it is. A retry counts as the first. */
function tellOfReservation(): void {
  const told = new Set<CacheStage>()
  const note = (stage: CacheStage, { path }: ClientRequest): void => {
    if (told.has(stage) || !RESERVATION.test(path)) return
    told.add(stage)
    void tell(stage)
  }
  subscribe('http.client.request.start', (message) => {
    note('asking', (message as { readonly request: ClientRequest }).request)
  })
  subscribe('http.client.response.finish', (message) => {
    const { request, response } = message as {
      readonly request: ClientRequest
      readonly response: IncomingMessage
    }
    if ((response.statusCode ?? 500) < 300) note('reserved', request)
  })
}

const tell = (answer: CacheAnswer | CacheStage): Promise<void> =>
  new Promise((resolve) => {
    if (process.send === undefined) resolve()
    else process.send(answer, () => resolve())
  })
