// A server for Terraform's `http` backend: a state and a lock per path, with faults on demand.
import type { IncomingMessage } from 'node:http'
import { readBody, startLoopback } from './loopback.ts'

/** Faults, to be set at any time; a number counts down, `true` stays. */
export interface StateFaults {
  /** Saves that fail, with `status`. */
  posts: number | true
  status: number
  unlocks: number | true
  reads: number | true
  deletes: number | true
  /** Before every save is answered. */
  delayPostMs: number
  delayGetMs: number
}

export interface StateRequest {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly sizeBytes: number
}

interface Answer {
  readonly status: number
  readonly body?: string | undefined
}

export type HttpState = Awaited<ReturnType<typeof startHttpState>>

/** Starts it; any path is a state. With a password it asks for basic authentication. */
export async function startHttpState({
  user = '',
  password
}: { user?: string; password?: string } = {}) {
  const states = new Map<string, string>()
  const locks = new Map<string, string>()
  const requests: StateRequest[] = []
  const none = { posts: 0, unlocks: 0, reads: 0, deletes: 0, delayPostMs: 0, delayGetMs: 0 }
  const faults: StateFaults = { ...none, status: 500 }
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

  const hooks: {
    before?: (method: string, path: string) => void
    answer?: (method: string, path: string) => Answer | undefined
  } = {}

  const failing = (kind: 'posts' | 'unlocks' | 'reads' | 'deletes'): boolean => {
    const left = faults[kind]
    if (typeof left === 'number' && left > 0) faults[kind] = left - 1
    return left === true || left > 0
  }

  const answer = async (request: IncomingMessage, key: string, body: string): Promise<Answer> => {
    const lock = locks.get(key)
    const id = new URL(request.url ?? '/', 'http://loopback').searchParams.get('ID')
    switch (request.method) {
      case 'GET':
        await delay(faults.delayGetMs)
        if (failing('reads')) return { status: faults.status }
        return states.has(key) ? { status: 200, body: states.get(key) } : { status: 404 }
      case 'POST':
      case 'PUT':
        await delay(faults.delayPostMs)
        if (failing('posts')) return { status: faults.status, body: '{"error":"injected"}' }
        if (lock !== undefined && id !== idOf(lock)) return { status: 423, body: lock }
        states.set(key, body)
        return { status: 200 }
      case 'DELETE':
        if (failing('deletes')) return { status: faults.status }
        states.delete(key)
        return { status: 200 }
      case 'LOCK':
        if (lock !== undefined) return { status: 423, body: lock }
        locks.set(key, body)
        return { status: 200 }
      case 'UNLOCK':
        if (failing('unlocks')) return { status: faults.status }
        if (lock !== undefined && idOf(body) !== undefined && idOf(body) !== idOf(lock)) {
          return { status: 409, body: lock }
        }
        locks.delete(key)
        return { status: 200 }
      default:
        return { status: 405 }
    }
  }

  const server = await startLoopback((request, response) => {
    void (async () => {
      const path = new URL(request.url ?? '/', 'http://loopback').pathname
      const body = await readBody(request)
      hooks.before?.(request.method ?? '', path)
      const allowed = password === undefined || request.headers.authorization === expected
      const { status, body: text = '' } = allowed
        ? (hooks.answer?.(request.method ?? '', path) ??
          (await answer(request, keyOf(path), body.toString())))
        : { status: 401 }
      const { method = '' } = request
      requests.push({ method, path, status, sizeBytes: body.length })
      response.writeHead(status, { 'content-type': 'application/json' }).end(text)
    })().catch(() => response.destroy())
  })

  return {
    ...server,
    faults,
    /** `before` is called with each request before it is answered; `answer` may answer in place of the server. */
    hooks,
    requests: requests as readonly StateRequest[],
    /** The state at a path such as `/state/demo/alice`; `undefined` when none was saved. */
    state: (path: string): Readonly<Record<string, unknown>> | undefined => {
      const text = states.get(keyOf(path))
      return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>)
    },
    /** Addresses of the resources in a state, `type.name`, sorted. */
    resources: (path: string): string[] => {
      const text = states.get(keyOf(path)) ?? '{}'
      const { resources = [] } = JSON.parse(text) as {
        resources?: { type: string; name: string }[]
      }
      return resources.map(({ type, name }) => `${type}.${name}`).toSorted()
    },
    /** Paths with a state. */
    paths: (): string[] => [...states.keys()].toSorted(),
    /** Path to what Terraform wrote into its lock. */
    locks: (): Record<string, unknown> =>
      Object.fromEntries([...locks].map(([key, text]) => [key, JSON.parse(text) as unknown])),
    /** Puts a state or a lock there, or with `undefined` takes it away. */
    setState: (path: string, value: unknown): void => put(states, path, value),
    setLock: (path: string, value: unknown): void => put(locks, path, value)
  }
}

/** `…/lock` is the lock of the path before it, for those who give it an address of its own. */
function keyOf(path: string): string {
  return path.replace(/\/lock$/, '')
}

function put(map: Map<string, string>, path: string, value: unknown): void {
  if (value === undefined) map.delete(keyOf(path))
  else map.set(keyOf(path), JSON.stringify(value))
}

function idOf(lock: string): string | undefined {
  try {
    return (JSON.parse(lock) as { ID?: string }).ID
  } catch {
    return undefined
  }
}

async function delay(ms: number): Promise<void> {
  if (ms === 0) return
  await new Promise<void>((resolve) => {
    setTimeout(resolve, ms)
  })
}
