// The real toolkit and a cache service that works, fails, hangs and lies: what of it reaches a run.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCache, type Cache } from '../../src/cache/cache.ts'
import { repositoryRoot } from '../harness/action-file.ts'
import { inFull } from '../harness/full.ts'
import { sleep } from '../harness/process.ts'
import { repacked } from '../harness/tarball.ts'
import {
  startCacheService,
  type CacheFault,
  type CacheService,
  type CacheStep
} from '../servers/cache-service.ts'

const TOKEN = 'runtime-token-0123456789-of-this-test'
const KEY = 'some-key-1'
const script = join(repositoryRoot, 'dist/index.js')

let base: string
let service: CacheService
let said: string[]

beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'cache-')))
  for (const name of ['scratch', 'from/things/bin', 'to']) {
    mkdirSync(join(base, name), { recursive: true })
  }
  writeFileSync(join(base, 'from/things/bin/program'), '#!/bin/sh\n', { mode: 0o755 })
  writeFileSync(join(base, 'from/things/text'), 'a text\n')
  service = await startCacheService(TOKEN)
  said = []
})

afterEach(async () => {
  await service.close()
  rmSync(base, { recursive: true })
})

function open(more: Readonly<Record<string, string | undefined>> = {}): Cache | undefined {
  const variables = {
    PATH: process.env['PATH'],
    HOME: base,
    GITHUB_SERVER_URL: 'https://github.com',
    ...service.env,
    ...more
  }
  return openCache({
    scratch: join(base, 'scratch'),
    script,
    variables,
    say: (text) => void said.push(text)
  })
}

const from = (): string => join(base, 'from/things')
const to = (): string => join(base, 'to/things')
const save = async (): Promise<boolean | undefined> => await open()?.trySave(from(), KEY)
const restore = async (cache = open()): Promise<boolean | undefined> =>
  await cache?.tryRestore(to(), KEY)
const expectNothingLeft = (): void => expect(readdirSync(join(base, 'scratch'))).toEqual([])

describe('what is saved', () => {
  test('comes back as it was, under its key and its name alone', async () => {
    expect(await restore()).toBe(false)
    expect(await save()).toBe(true)
    expect(await restore()).toBe(true)
    expect(readFileSync(join(to(), 'text'), 'utf8')).toBe('a text\n')
    expect(statSync(join(to(), 'bin/program')).mode & 0o777).toBe(0o755)
    expect(await open()?.tryRestore(join(base, 'to/others'), KEY)).toBe(false)
    expect(await open()?.tryRestore(join(base, 'to/things2'), 'some-key')).toBe(false)
    expect(said).toEqual([])
    expectNothingLeft()
  })

  test('is found wherever it comes from, through a link too', async () => {
    expect(await save()).toBe(true)
    symlinkSync(join(base, 'to'), join(base, 'link'))
    expect(await open()?.tryRestore(join(base, 'link/deep/er/things'), KEY)).toBe(true)
    expect(readdirSync(join(base, 'to/deep/er/things'))).toEqual(['bin', 'text'])
  })

  test('is saved once; who comes second is told', async () => {
    expect(await save()).toBe(true)
    expect(await save()).toBe(false)
    expect(said).toEqual([
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
    expect(open(variables)).toBeUndefined()
  })

  test.each([
    { ACTIONS_CACHE_SERVICE_V2: undefined },
    { GITHUB_SERVER_URL: 'https://github.example.com' },
    { ACTIONS_CACHE_MODE: 'none' }
  ])('is asked with %j, and nothing is said', async (variables) => {
    expect(await restore(open(variables))).toBe(false)
    expect(service.requests).toEqual([])
    expect(said).toEqual([])
  })
})

const FAILED = 'The cache failed, and this run goes on without it: '

describe('a service that fails', () => {
  test.each<[CacheStep, CacheFault, string]>([
    ['lookup', { status: 403 }, '(403)'],
    ['lookup', { status: 404, body: '{"msg":"none"}' }, '(404)'],
    ['lookup', { status: 429, body: '{"msg":"slow down"}' }, '(429)'],
    ['lookup', { status: 200, body: '{"ok":"perhaps"}' }, 'ok'],
    ['download', { status: 403 }, 'tar'],
    ['download', { cut: true }, 'aborted']
  ])('at %s with %j is told of once, and not asked again', async (step, fault, words) => {
    await save()
    service.fail(step, fault)
    const cache = open()
    expect(await restore(cache)).toBe(false)
    expect(existsSync(to())).toBe(false)
    expect(said).toEqual([expect.stringContaining(FAILED)])
    expect(said[0]).toContain(words)
    const asked = service.requests.length
    expect([await restore(cache), await cache?.trySave(from(), 'other')]).toEqual([false, false])
    expect(service.requests).toHaveLength(asked)
    expect(said).toHaveLength(1)
    expectNothingLeft()
  })

  test.each<[CacheStep, CacheFault]>([
    [
      'reserve',
      { status: 403, body: '{"code":"permission_denied","msg":"cache write denied: no"}' }
    ],
    ['upload', { status: 403 }],
    ['finalize', { status: 200, body: '{"ok":false,"message":"too large"}' }]
  ])('at %s with %j leaves nothing but a line', async (step, fault) => {
    service.fail(step, fault)
    expect(await save()).toBe(false)
    expect(said).toHaveLength(1)
    expect(said[0]).not.toContain(service.signature)
    service.mend()
    expect(await restore()).toBe(false)
    expectNothingLeft()
  })

  inFull(test)('for longer than it may take is given up', async () => {
    service.fail('lookup', { status: 500 })
    expect(await restore()).toBe(false)
    expect(said).toEqual([`${FAILED}no answer within 10 s.`])
    expectNothingLeft()
  })

  test('says neither the token nor a signature', async () => {
    const msg = `${TOKEN} http://127.0.0.1:1/blob?se=1&sig=${service.signature} ${'x'.repeat(1000)}`
    service.fail('lookup', { status: 403, body: JSON.stringify({ msg }) })
    await restore()
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('*** http://127.0.0.1:1/blob?…')
    expect(said[0]?.length).toBeLessThan(400)
  })

  test('is ended by a stop, at once and with all it has begun', async () => {
    service.fail('lookup', { hang: true })
    const cache = open()
    const restoring = restore(cache)
    while (service.requests.length === 0) await sleep(20)
    cache?.stop()
    expect(await restoring).toBe(false)
    expect(await cache?.trySave(from(), KEY)).toBe(false)
    expect([service.requests.length, said]).toEqual([1, []])
    for (let left = 100; left > 0 && service.held() > 0; left -= 1) await sleep(20)
    expect(service.held()).toBe(0)
    expectNothingLeft()
  })
})

describe('a service that lies', () => {
  test('about the content is not believed', async () => {
    await save()
    service.poison(() => Buffer.from('no archive at all'))
    expect(await restore()).toBe(false)
    expect(said).toEqual([expect.stringContaining(FAILED)])
    expect(existsSync(to())).toBe(false)
    expectNothingLeft()
  })

  test('writes nowhere but to the place that was asked for', async () => {
    await save()
    const escaped = join(base, 'escaped')
    service.poison((before) => repacked(before, { absolute: { [escaped]: 'out\n' } }))
    expect(await restore()).toBe(true)
    expect(existsSync(escaped)).toBe(false)
    expect(readdirSync(join(base, 'to'))).toEqual(['things'])
    expectNothingLeft()
  })

  test('and brings something else is told of', async () => {
    const others = join(base, 'from/others')
    mkdirSync(others)
    await open()?.trySave(others, 'other')
    const other = service.entries()[0]?.content ?? Buffer.of()
    await save()
    service.poison(() => other)
    expect(await restore()).toBe(false)
    expect(said).toEqual([`${FAILED}the archive does not hold what was asked for.`])
  })
})

test('a directory that is there already stays as it is', async () => {
  await save()
  mkdirSync(to())
  writeFileSync(join(to(), 'mine'), '')
  expect(await restore()).toBe(false)
  expect(readdirSync(to())).toEqual(['mine'])
  expect(said).toEqual([expect.stringContaining(FAILED)])
})
