// What a cache service sends is not what was saved: nothing of it gets where it should not, and no run waits for it.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createCached, FAILED, type Cached } from '../harness/cached.ts'
import { lock, repacked } from '../harness/tarball.ts'

let cached: Cached

beforeEach(async () => {
  cached = await createCached()
})

afterEach(async () => {
  await cached.close()
})

describe('a service that lies', () => {
  test('about the content is not believed', async () => {
    await cached.save()
    cached.service.poison(() => Buffer.from('no archive at all'))
    expect(await cached.restore()).toBe(false)
    expect(cached.said).toEqual([expect.stringContaining(FAILED)])
    expect(existsSync(cached.to)).toBe(false)
    expect(cached.onTheWay()).toEqual([])
  })

  test('writes nowhere but to the place that was asked for', async () => {
    await cached.save()
    const escaped = join(cached.base, 'escaped')
    cached.service.poison((before) => repacked(before, { absolute: { [escaped]: 'out\n' } }))
    expect(await cached.restore()).toBe(true)
    expect(existsSync(escaped)).toBe(false)
    expect(readdirSync(join(cached.base, 'to'))).toEqual(['things'])
    expect(cached.onTheWay()).toEqual([])
  })

  test('and brings a folder that cannot be written has it opened', async () => {
    await cached.save()
    cached.service.poison((before) => repacked(before, { change: lock }))
    expect(await cached.restore()).toBe(true)
    expect(statSync(join(cached.to, 'locked')).mode & 0o777).toBe(0o700)
  })

  test.each<[string, string]>([
    ['that grows', 'head -c 100000000 /dev/zero > large'],
    ['with a hole', 'truncate -s 1T hole'],
    ['of too many files', 'for i in $(seq 300); do : > $i; done']
  ])('and brings an entry %s is refused', async (_, command) => {
    await cached.save()
    cached.service.poison((before) =>
      repacked(before, {
        change: (content) =>
          void execFileSync('sh', ['-c', command], { cwd: join(content, 'things') })
      })
    )
    expect(await cached.restore(cached.open({}, 10_000_000))).toBe(false)
    expect(cached.said).toEqual([`${FAILED}the entry is too large.`])
    expect(existsSync(cached.to)).toBe(false)
    expect(cached.onTheWay()).toEqual([])
  })

  test('and sends more than an entry may have is not waited for', async () => {
    await cached.save()
    cached.service.poison(() => randomBytes(10_000_000))
    cached.service.fail('download', { stall: true })
    expect(await cached.restore(cached.open({}, 5_000_000))).toBe(false)
    expect(cached.said).toEqual([`${FAILED}the entry is too large.`])
    expect(cached.onTheWay()).toEqual([])
  })

  test('about the key is not asked for the content', async () => {
    const body = JSON.stringify({ ok: true, matched_key: 'other', signed_download_url: 'http://x' })
    cached.service.fail('lookup', { status: 200, body })
    expect(await cached.restore()).toBe(false)
    expect([cached.service.requests.length, cached.said]).toEqual([1, []])
  })

  test('and brings something else is told of', async () => {
    const others = join(cached.base, 'from/others')
    mkdirSync(others)
    await cached.open()?.trySave(others, 'other')
    const other = cached.service.entries()[0]?.content ?? Buffer.of()
    await cached.save()
    cached.service.poison(() => other)
    expect(await cached.restore()).toBe(false)
    expect(cached.said).toEqual([`${FAILED}the archive does not hold what was asked for.`])
  })
})
