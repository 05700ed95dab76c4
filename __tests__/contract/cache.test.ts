// The real toolkit and a cache service that works, fails, hangs and lies: what of it reaches a run.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import type { Cache } from '../../src/cache/cache.ts'
import { createCached, FAILED, KEY, script, TOKEN, type Cached } from '../harness/cached.ts'
import { inFull } from '../harness/full.ts'
import { sleep } from '../harness/process.ts'
import type { CacheFault, CacheStep } from '../servers/cache-service.ts'

let cached: Cached

beforeEach(async () => {
  cached = await createCached()
})

afterEach(async () => {
  await cached.close()
})

describe('what is saved', () => {
  test('comes back as it was, under its key and its name alone', async () => {
    expect(await cached.restore()).toBe(false)
    expect(await cached.save()).toBe(true)
    expect(await cached.restore()).toBe(true)
    expect(readFileSync(join(cached.to, 'text'), 'utf8')).toBe('a text\n')
    expect(statSync(join(cached.to, 'bin/program')).mode & 0o777).toBe(0o755)
    expect(await cached.open()?.tryRestore(join(cached.base, 'to/others'), KEY)).toBe(false)
    expect(await cached.open()?.tryRestore(join(cached.base, 'to/things2'), 'some-key')).toBe(false)
    expect(cached.said).toEqual([])
    expect(cached.onTheWay()).toEqual([])
  })

  test('is found wherever it comes from, through a link too', async () => {
    expect(await cached.save()).toBe(true)
    symlinkSync(join(cached.base, 'to'), join(cached.base, 'link'))
    expect(await cached.open()?.tryRestore(join(cached.base, 'link/deep/er/things'), KEY)).toBe(
      true
    )
    expect(readdirSync(join(cached.base, 'to/deep/er/things'))).toEqual(['bin', 'text'])
  })

  test('is saved once; who comes second is told', async () => {
    expect(await cached.save()).toBe(true)
    expect(await cached.save()).toBe(false)
    expect(cached.said).toEqual([
      `The cache took nothing under ${KEY}: another run saves the same, or this one may not write.`
    ])
  })
})

describe('no service', () => {
  test.each([
    { ACTIONS_RUNTIME_TOKEN: undefined },
    { ACTIONS_RUNTIME_TOKEN: '' },
    { ACTIONS_RESULTS_URL: undefined },
    { ACTIONS_RESULTS_URL: '', ACTIONS_CACHE_URL: '' }
  ])('is opened with %j', (variables) => {
    expect(cached.open(variables)).toBeUndefined()
  })

  test.each([
    { ACTIONS_CACHE_SERVICE_V2: undefined },
    { GITHUB_SERVER_URL: 'https://github.example.com' }
  ])('is asked with %j, and nothing is said', async (variables) => {
    const cache = cached.open(variables)
    expect(await cached.restore(cache)).toBe(false)
    expect(await cache?.trySave(cached.from, KEY)).toBe(false)
    expect(cached.service.requests).toEqual([])
    expect(cached.said).toEqual([])
  })
})

test('a run that may use no cache says so when it would save', async () => {
  const cache = cached.open({ ACTIONS_CACHE_MODE: 'none' })
  expect([await cached.restore(cache), cached.said]).toEqual([false, []])
  expect(await cache?.trySave(cached.from, KEY)).toBe(false)
  expect(cached.said).toEqual([expect.stringContaining('or this one may not write.')])
  expect(cached.service.requests).toEqual([])
})

describe('a service that fails', () => {
  test.each<[CacheStep, CacheFault, string]>([
    ['lookup', { status: 403 }, '(403)'],
    ['lookup', { status: 404, body: '{"msg":"none"}' }, '(404)'],
    ['lookup', { status: 429, body: '{"msg":"slow down"}' }, '(429)'],
    ['lookup', { status: 200, body: '{"ok":"perhaps"}' }, 'ok'],
    ['download', { status: 403 }, 'tar'],
    ['download', { cut: true }, 'aborted']
  ])('at %s with %j is told of once, and not asked again', async (step, fault, words) => {
    await cached.save()
    cached.service.fail(step, fault)
    const cache = cached.open()
    expect(await cached.restore(cache)).toBe(false)
    expect(existsSync(cached.to)).toBe(false)
    expect(cached.said).toEqual([expect.stringContaining(FAILED)])
    expect(cached.said[0]).toContain(words)
    const asked = cached.service.requests.length
    expect([await cached.restore(cache), await cache?.trySave(cached.from, 'other')]).toEqual([
      false,
      false
    ])
    expect(cached.service.requests).toHaveLength(asked)
    expect(cached.said).toHaveLength(1)
    expect(cached.onTheWay()).toEqual([])
  })

  test.each<[CacheStep, CacheFault]>([
    [
      'reserve',
      { status: 403, body: '{"code":"permission_denied","msg":"cache write denied: no"}' }
    ],
    ['upload', { status: 403 }],
    ['finalize', { status: 200, body: '{"ok":false,"message":"too large"}' }]
  ])('at %s with %j leaves nothing but a line', async (step, fault) => {
    cached.service.fail(step, fault)
    expect(await cached.save()).toBe(false)
    expect(cached.said).toHaveLength(1)
    expect(cached.said[0]).not.toContain(cached.service.signature)
    cached.service.mend()
    expect(await cached.restore()).toBe(false)
    expect(cached.onTheWay()).toEqual([])
  })

  inFull(test)(
    'in the middle of a transfer is given up, too',
    async () => {
      await cached.save()
      cached.service.fail('download', { hang: true })
      cached.service.fail('upload', { hang: true })
      const saving = cached.open()?.trySave(cached.from, 'other')
      expect([await cached.restore(), await saving]).toEqual([false, false])
      expect(cached.said).toEqual([`${FAILED}no answer within 60 s.`, cached.said[0]])
      expect(cached.onTheWay()).toEqual([])
    },
    90_000
  )

  test('of the right to save is not waited for as for a transfer', async () => {
    cached.service.fail('reserve', { hang: true })
    expect(await cached.save()).toBe(false)
    expect(cached.said).toEqual([`${FAILED}no answer within 10 s.`])
    expect(cached.onTheWay()).toEqual([])
  }, 30_000)

  inFull(test)('for longer than it may take is given up', async () => {
    cached.service.fail('lookup', { status: 500 })
    expect(await cached.restore()).toBe(false)
    expect(cached.said).toEqual([`${FAILED}no answer within 10 s.`])
    expect(cached.onTheWay()).toEqual([])
  })

  test('says neither the token nor a signature', async () => {
    const msg = `${TOKEN} http://127.0.0.1:1/blob?se=1&sig=${cached.service.signature} ${'x'.repeat(1000)}`
    cached.service.fail('lookup', { status: 403, body: JSON.stringify({ msg }) })
    await cached.restore()
    expect(cached.said).toHaveLength(1)
    expect(cached.said[0]).toContain('*** http://127.0.0.1:1/blob?…')
    expect(cached.said[0]?.length).toBeLessThan(400)
  })

  test('is ended by a stop, at once and with all it has begun', async () => {
    cached.service.fail('lookup', { hang: true })
    const cache = cached.open()
    const restoring = cached.restore(cache)
    while (cached.service.requests.length === 0) await sleep(20)
    cache?.stop()
    expect(await restoring).toBe(false)
    expect(await cache?.trySave(cached.from, KEY)).toBe(false)
    expect([cached.service.requests.length, cached.said]).toEqual([1, []])
    for (let left = 100; left > 0 && cached.service.held() > 0; left -= 1) await sleep(20)
    expect(cached.service.held()).toBe(0)
    expect(cached.onTheWay()).toEqual([])
  })
})

test('blanks in the names of folders do no harm', async () => {
  const scratch = join(cached.base, 'my  runner -C', "o'clock")
  mkdirSync(scratch, { recursive: true })
  const from = join(cached.base, 'a b -P', 'things and more')
  cpSync(cached.from, from, { recursive: true })
  const to = join(cached.base, 'c d', 'things and more')
  const open = (): Cache | undefined => cached.open({}, undefined, scratch)
  expect([await open()?.trySave(from, KEY), cached.said]).toEqual([true, []])
  expect([await open()?.tryRestore(to, KEY), cached.said]).toEqual([true, []])
  expect(readFileSync(join(to, 'text'), 'utf8')).toBe('a text\n')
  expect(readdirSync(scratch)).toEqual([])
  expect(readdirSync(join(cached.base, 'c d'))).toEqual(['things and more'])
})

test('what asks the service ends with the run that started it', async () => {
  cached.service.fail('lookup', { hang: true })
  const request = JSON.stringify({ verb: 'restore', name: 'things', key: KEY })
  const server = { GITHUB_SERVER_URL: 'https://github.com', ...cached.service.env }
  const env = { PATH: process.env['PATH'], HOME: cached.base, ...server, GITOPS_ENV_CACHE: request }
  const child = spawn(process.execPath, [script], {
    cwd: cached.base,
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc']
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  while (cached.service.held() === 0) await sleep(20)
  child.disconnect()
  expect(await ended).toBe(0)
})

test('a directory that is there already stays as it is', async () => {
  await cached.save()
  mkdirSync(cached.to)
  writeFileSync(join(cached.to, 'mine'), '')
  expect(await cached.restore()).toBe(false)
  expect(readdirSync(cached.to)).toEqual(['mine'])
  expect(cached.said).toEqual([expect.stringContaining(FAILED)])
})
