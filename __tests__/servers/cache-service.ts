// GitHub's cache service in small: its second API, and blobs behind signed addresses, with faults on demand.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody, startLoopback } from './loopback.ts'

/** What a run does, in this order: it asks, and downloads; or it reserves, uploads, and finalizes. */
export type CacheStep = 'lookup' | 'download' | 'reserve' | 'upload' | 'finalize'

export interface CacheFault {
  readonly status?: number
  /** Of an answer in JSON: `msg` is what the toolkit prints. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Nothing is answered. */
  readonly hang?: true
  /** The connection is cut in the middle of the content. */
  readonly cut?: true
  /** Of the content only the end does not come. */
  readonly stall?: true
}

export interface CacheEntry {
  readonly key: string
  /** A hash over the paths and the way of compression. */
  readonly version: string
  readonly content: Buffer
}

export type CacheService = Awaited<ReturnType<typeof startCacheService>>

const METHODS: Readonly<Record<string, CacheStep>> = {
  GetCacheEntryDownloadURL: 'lookup',
  CreateCacheEntry: 'reserve',
  FinalizeCacheEntryUpload: 'finalize'
}
const TWIRP = '/twirp/github.actions.results.api.v1.CacheService/'

interface Upload {
  readonly key: string
  readonly version: string
  readonly blocks: Map<string, Buffer>
  content: Buffer | undefined
}

/** @param token the runner's; 401 without it */
export async function startCacheService(token: string) {
  const signature = randomUUID()
  const uploads = new Map<string, Upload>()
  const entries = new Map<string, CacheEntry>()
  const requests: { readonly step: CacheStep; readonly key: string }[] = []
  const faults: { step: CacheStep; fault: CacheFault; left: number }[] = []
  const hanging: ServerResponse[] = []

  const call = (step: CacheStep, asked: Readonly<Record<string, string>>): object => {
    const { key = '', version = '' } = asked
    const found = [...entries].find(([, one]) => one.key === key && one.version === version)
    const upload = [...uploads].find(([, one]) => one.key === key && one.version === version)
    if (step === 'lookup') {
      return found === undefined
        ? { ok: false }
        : { ok: true, matched_key: key, signed_download_url: addressOf(found[0]) }
    }
    if (step === 'reserve') {
      if (found !== undefined || upload !== undefined) return { ok: false }
      const id = randomUUID()
      uploads.set(id, { key, version, blocks: new Map(), content: undefined })
      return { ok: true, signed_upload_url: addressOf(id) }
    }
    const [id, { content }] = upload ?? ['', { content: undefined }]
    if (content === undefined || String(content.length) !== asked['size_bytes'])
      return { ok: false, message: 'the size is another' }
    uploads.delete(id)
    entries.set(id, { key, version, content })
    return { ok: true, entry_id: String(entries.size) }
  }
  const addressOf = (id: string): string =>
    `${server.url}/blobs/${id}?se=2030-01-01&sig=${signature}`

  /** Put Blob, Put Block and Put Block List. */
  const store = async (request: IncomingMessage, url: URL, upload: Upload): Promise<number> => {
    const body = await readBody(request)
    const kind = url.searchParams.get('comp')
    if (kind === 'block') upload.blocks.set(url.searchParams.get('blockid') ?? '', body)
    else if (kind === 'blocklist') {
      const names = [...body.toString().matchAll(/<Latest>([^<]+)<\/Latest>/gu)]
      upload.content = Buffer.concat(
        names.map(([, id = '']) => upload.blocks.get(id) ?? Buffer.of())
      )
    } else if (request.headers['x-ms-blob-type'] === 'BlockBlob') upload.content = body
    else return 400
    return 201
  }

  const failed = (response: ServerResponse, fault: CacheFault): void => {
    if (fault.hang === true) hanging.push(response)
    else {
      response.writeHead(fault.status ?? 500, {
        'content-type': 'application/json',
        ...fault.headers
      })
      response.end(fault.body ?? '{"code":"internal","msg":"it does not work"}')
    }
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', server.url)
    const isBlob = url.pathname.startsWith('/blobs/')
    const id = url.pathname.split('/').at(-1) ?? ''
    const step = isBlob ? (request.method === 'PUT' ? 'upload' : 'download') : METHODS[id]
    const body = isBlob ? undefined : await readBody(request)
    const asked = JSON.parse(body?.toString() ?? '{}') as Record<string, string>
    const key = asked['key'] ?? uploads.get(id)?.key ?? entries.get(id)?.key ?? ''
    if (step === undefined) return void response.writeHead(404).end()
    requests.push({ step, key })
    const planned = faults.find((one) => one.step === step && one.left > 0)
    if (planned !== undefined) {
      planned.left -= 1
      if (planned.fault.cut !== true && planned.fault.stall !== true)
        return failed(response, planned.fault)
    }
    const allowed = isBlob
      ? url.searchParams.get('sig') === signature && request.headers.authorization === undefined
      : request.headers.authorization === `Bearer ${token}` && url.pathname.startsWith(TWIRP)
    if (!allowed) return failed(response, { status: 401 })
    if (!isBlob) {
      response.writeHead(200, { 'content-type': 'application/json' })
      return void response.end(JSON.stringify(call(step, asked)))
    }
    const upload = uploads.get(id)
    if (step === 'upload') {
      const status = upload === undefined ? 404 : await store(request, url, upload)
      return void response.writeHead(status, { 'x-ms-request-id': randomUUID() }).end()
    }
    const content = entries.get(id)?.content ?? Buffer.of()
    response.writeHead(200, { 'content-length': content.length })
    if (planned === undefined) return void response.end(content)
    if (planned.fault.stall === true) {
      hanging.push(response)
      return void response.write(content.subarray(0, -1))
    }
    response.write(content.subarray(0, content.length / 2), () => response.destroy())
  }

  const server = await startLoopback((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  return {
    /** For the environment of a job: with these the runner says that it has a cache. */
    env: {
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: `${server.url}/`,
      ACTIONS_RUNTIME_TOKEN: token
    },
    /** What its signed addresses are signed with: nobody else must see it. */
    signature,
    requests,
    /** How many still wait for an answer that never comes. */
    held: (): number => hanging.filter((response) => !response.closed).length,
    entries: (): readonly CacheEntry[] => [...entries.values()],
    /** The next `times` requests of a step go wrong. */
    fail: (step: CacheStep, fault: CacheFault, times = Infinity): void => {
      faults.push({ step, fault, left: times })
    },
    mend: (): void => void faults.splice(0),
    /** From now on another content is served: the entry was poisoned. */
    poison: (content: (before: Buffer) => Buffer): void => {
      for (const [id, entry] of entries)
        entries.set(id, { ...entry, content: content(entry.content) })
    },
    /** Another run is about to save the same. */
    reserve: (key: string, version: string): void => {
      uploads.set(randomUUID(), { key, version, blocks: new Map(), content: undefined })
    },
    close: async (): Promise<void> => {
      hanging.forEach((response) => response.destroy())
      await server.close()
    }
  }
}
