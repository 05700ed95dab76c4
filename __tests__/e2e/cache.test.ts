// Providers come from GitHub's cache where the lock file names them, and no cache can spoil a run.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TOKEN } from '../harness/cached.ts'
import { createCachedWorld, type CachedWorld } from '../harness/cached-world.ts'
import { inFull } from '../harness/full.ts'
import type { RunResult } from '../harness/runner.ts'
import type { World } from '../harness/scenario.ts'
import { repacked } from '../harness/tarball.ts'
import { hasGitHttp, hasTerraform, testIf } from '../harness/tools.ts'
import { REQUIRED, type Provider } from '../provider/start.ts'
import type { CacheService } from '../servers/cache-service.ts'

const MAIN = `${REQUIRED}
resource "fake_thing" "a" {
  name = "a"
}
resource "terraform_data" "environment" {
  input = 1
  provisioner "local-exec" {
    command = "env | sort > \${path.module}/seen"
  }
}
`

const withCache = testIf(hasTerraform && hasGitHttp)
let base: string
let cached: CachedWorld
let provider: Provider
let lock: string
let world: World
let service: CacheService
let settings: CachedWorld['settings']
let push: CachedWorld['push']

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'cache-test-')))
})

afterAll(() => rmSync(base, { recursive: true, force: true }))

beforeEach(async () => {
  cached = await createCachedWorld(base, MAIN)
  ;({ provider, lock, world, service, settings, push } = cached)
})

afterEach(async () => await cached.close())

const steps = (): readonly string[] => service.requests.map(({ step }) => step)
const SAVED = /Providers saved for the next run: 1 package, 1 MB\./u
const RESTORED = /Providers restored from the cache: 1 package, 1 MB, in \d+\.\d s\./u

/** What Terraform had in its environment. */
const seenBy = (result: RunResult): string => readFileSync(join(result.workspace, 'seen'), 'utf8')

/** A cache must never be why a run is not as it would be without one. */
function expectGreen(result: RunResult): void {
  expect([result.exitCode, result.postExitCode, result.annotations]).toEqual([0, 0, []])
  expect(result.outputs['operation']).toBe('apply')
  expect(result.processesLeft).toEqual([])
  for (const text of [result.rawLog, result.postLog, result.summary, seenBy(result)]) {
    expect(text).not.toContain(TOKEN)
    expect(text).not.toContain(service.signature)
  }
  expect(seenBy(result)).not.toMatch(/^(?:ACTIONS_|GITOPS_ENV_)/mu)
}

describe('providers in the cache', () => {
  withCache('are saved by the first run, and the second one downloads nothing', async () => {
    const first = await push('env-one')
    expectGreen(first)
    expect(first.log).toMatch(SAVED)
    expect(steps()).toEqual(['lookup', 'reserve', 'upload', 'finalize'])
    expect(service.entries().map(({ key }) => key)).toEqual([
      expect.stringMatching(/^gitops-env-providers-1-terraform-[a-z]+_[a-z0-9]+-[0-9a-f]{64}$/u)
    ])

    provider.breakPackage()
    const second = await push('env-two')
    expectGreen(second)
    expect(second.log).toMatch(RESTORED)
    expect(second.log).not.toMatch(SAVED)
    expect(steps().slice(4)).toEqual(['lookup', 'lookup', 'download'])
    expect(provider.objects()).toHaveLength(2)

    const destroyed = await world.remove('env-two', settings())
    expect([destroyed.exitCode, destroyed.outputs['operation']]).toEqual([0, 'destroy'])
    expect(destroyed.log).toMatch(RESTORED)
  })

  inFull(withCache)('have an entry for each lock file; two runs at once share one', async () => {
    const both = await Promise.all([push('env-one'), push('env-two')])
    both.forEach(expectGreen)
    expect(service.entries()).toHaveLength(1)
    const third = await world.push(
      'env-three',
      { '.terraform.lock.hcl': `# new\n${lock}` },
      settings()
    )
    expectGreen(third)
    expect(third.log).toMatch(SAVED)
    expect(new Set(service.entries().map(({ key }) => key)).size).toBe(2)
  })

  inFull(withCache)(
    'are left alone where nobody wants them there, or the user has a cache',
    async () => {
      const off = await push('env-one', { with: { cache: 'false' } })
      expectGreen(off)
      expect(seenBy(off)).not.toContain('TF_PLUGIN_CACHE_DIR')
      const own = join(base, 'own-cache')
      mkdirSync(own)
      const users = await push('env-two', { env: { TF_PLUGIN_CACHE_DIR: own } })
      expectGreen(users)
      expect(seenBy(users)).toContain(`TF_PLUGIN_CACHE_DIR=${own}\n`)
      expect(readdirSync(own)).toEqual(['registry.terraform.io'])
      expect(steps()).toEqual([])
    }
  )

  withCache('are not saved without a lock file, and the log says what to commit', async () => {
    const without = { '.terraform.lock.hcl': null, 'main.tf': MAIN }
    const result = await world.push('env-one', without, settings())
    expect(result.log).toMatch(
      /there is no \.terraform\.lock\.hcl.*terraform providers lock -platform=/u
    )
    const other = await world.push('env-one', { '.terraform.lock.hcl': '# nothing\n' }, settings())
    expect(other.log).toContain(
      'Not cached, for .terraform.lock.hcl does not name it with its hash'
    )
    expect([result.exitCode, other.exitCode]).toEqual([0, 0])
    expect(service.entries()).toEqual([])
  })

  inFull(withCache)('are not saved by a run that failed', async () => {
    const broken = MAIN.replace('name = "a"', 'name = "a"\n  fail = "it is taken"')
    const result = await world.push('env-one', { 'main.tf': broken }, settings())
    expect(result.outputs['reason']).toBe('apply-failed')
    expect(steps()).toEqual(['lookup'])
  })
})

describe('a cache service', () => {
  withCache('that hangs holds a run up for no more than its bound', async () => {
    service.fail('lookup', { hang: true })
    const result = await push('env-one')
    expectGreen(result)
    expect(result.log).toContain('goes on without it: no answer within 10 s.')
    expect(steps()).toEqual(['lookup'])
  })

  withCache('that hangs does not hold up a cancellation', async () => {
    service.fail('lookup', { hang: true })
    const cancelWhen = (): boolean => service.requests.length > 0
    const result = await push('env-one', { signals: 'cancel', cancelWhen })
    expect(result.outputs['reason']).toBe('cancelled')
    expect(result.log).not.toContain('no answer')
    expect(result.processesLeft).toEqual([])
  })

  inFull(withCache)('that fails and repeats the token is told of in one line', async () => {
    const msg = `no, ${TOKEN}, see http://127.0.0.1/?sig=${service.signature}`
    service.fail('lookup', {
      status: 403,
      body: JSON.stringify({ code: 'permission_denied', msg })
    })
    const result = await push('env-one')
    expectGreen(result)
    expect(result.log.match(/^The cache failed.*$/gmu)).toEqual([
      expect.stringMatching(/goes on without it: .*403.*no, \*\*\*, see/u)
    ])
  })

  withCache('with a poisoned entry starts no program of it, and writes nowhere', async () => {
    expectGreen(await push('env-one'))
    const escaped = join(base, 'escaped')
    const started = join(base, 'started')
    service.poison((before) =>
      repacked(before, {
        // Terraform starts the first of a package that has the right beginning.
        beside: { 'terraform-provider-fake_a': `#!/bin/sh\ntouch '${started}'\n` },
        absolute: { [escaped]: 'out of its place\n' }
      })
    )
    const result = await push('env-two')
    expectGreen(result)
    expect(result.log).toContain(
      'Not used from the cache, for it is not what .terraform.lock.hcl names: registry.terraform.io/test/fake 0.1.0.'
    )
    expect([existsSync(started), existsSync(escaped)]).toEqual([false, false])
    expect(readFileSync(join(result.workspace, '.terraform.lock.hcl'), 'utf8')).toBe(lock)
    expect(provider.objects()).toHaveLength(2)
  })
})
