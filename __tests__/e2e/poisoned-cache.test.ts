// An entry of the cache that resists being removed, and somebody else's files, for a user who is not root.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCachedWorld, type CachedWorld } from '../harness/cached-world.ts'
import { until } from '../harness/gate.ts'
import { ordinaryUser } from '../harness/ordinary-user.ts'
import { expectClean } from '../harness/outcome.ts'
import type { RunSettings } from '../harness/runner.ts'
import { lock, repacked } from '../harness/tarball.ts'
import { hasGitHttp, hasTerraform, isRoot, testIf } from '../harness/tools.ts'
import { REQUIRED } from '../provider/start.ts'

const SECRET = 'a-secret-of-these-tests'
const MAIN = `${REQUIRED}
variable "password" {
  sensitive = true
}
resource "fake_thing" "a" {
  name = "a"
}
`
const asUser = testIf(hasTerraform && hasGitHttp)

let base: string
let cached: CachedWorld

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'poisoned-')))
})
afterAll(() => rmSync(base, { recursive: true, force: true }))
beforeEach(async () => {
  cached = await createCachedWorld(base, MAIN)
})
afterEach(async () => await cached.close())

const settings = (own: RunSettings = {}): RunSettings => ({
  ...own,
  with: { variables: `password=${SECRET}` },
  ...ordinaryUser(cached.world.origin.base, base)
})

describe('for a user who is not root', () => {
  asUser('an entry with a folder that cannot be written changes nothing', async () => {
    const first = await cached.push('env-one', settings())
    expect([first.exitCode, first.annotations]).toEqual([0, []])
    cached.service.poison((before) => repacked(before, { change: lock }))
    const result = await cached.push('env-two', settings())
    expect([result.exitCode, result.annotations]).toEqual([0, []])
    expect(result.log).toContain('Providers restored from the cache: 1 package')
    expectClean(result, cached.world)
  })

  testIf(hasTerraform && hasGitHttp && isRoot)(
    'what belongs to somebody else is left, told of, and keeps no secret there',
    async () => {
      const result = await cached.push(
        'env-one',
        settings({
          during: async ({ temp }) => {
            const run = (): string | undefined =>
              readdirSync(temp).find((name) => name.startsWith('gitops-env-'))
            await until(() => run() !== undefined)
            const roots = join(temp, run() ?? '', 'a-roots')
            mkdirSync(roots)
            writeFileSync(join(roots, 'file'), '')
          }
        })
      )
      expect([result.exitCode, result.postExitCode]).toEqual([0, 0])
      expect(result.log.split('\n').at(-2)).toBe(
        'Not removed yet; the post step tries again: a-roots (EACCES)'
      )
      expect(result.log.split('\n').at(-1)).toMatch(/^'one' was created/u)
      expect(result.leftovers).toEqual([expect.stringMatching(/^gitops-env-\w+\/a-roots\/file$/u)])
      expect(result.annotations).toEqual([
        expect.objectContaining({
          level: 'warning',
          message: expect.stringMatching(
            /^Not removed from this runner; remove it by hand: \S+\/a-roots \(EACCES\)$/u
          ) as unknown
        })
      ])
    }
  )
})
