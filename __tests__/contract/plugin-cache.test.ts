// The plug-in cache with real Terraform: what it is given, and what is kept of it, for a cache that is only a folder.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  chmodSync,
  cpSync,
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
import type { Cache } from '../../src/cache/cache.ts'
import { hashPackage } from '../../src/terraform/package-hash.ts'
import { openPluginCache, type PluginCache } from '../../src/terraform/plugin-cache.ts'
import { lockedProviders } from '../../src/terraform/provider-lock.ts'
import { run } from '../harness/process.ts'
import { withTerraform } from '../harness/tools.ts'
import { REQUIRED, startProvider, type Provider } from '../provider/start.ts'

let base: string
let root: string
let provider: Provider
let said: string[]

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'plugins-')))
  root = join(base, 'root')
  mkdirSync(root)
  writeFileSync(join(root, 'main.tf'), REQUIRED)
  said = []
})

afterEach(() => rmSync(base, { recursive: true }))

/** Entries are folders. */
const folder: Cache = {
  tryRestore: async (directory, key) => {
    if (!existsSync(join(base, 'entries', key))) return false
    cpSync(join(base, 'entries', key), directory, { recursive: true, verbatimSymlinks: true })
    return true
  },
  trySave: async (directory, key) => {
    cpSync(directory, join(base, 'entries', key), { recursive: true, verbatimSymlinks: true })
    return true
  },
  stop: () => undefined
}

const data = (): string => join(base, 'data')

async function init(plugins?: PluginCache): Promise<string> {
  await plugins?.restored
  rmSync(data(), { recursive: true, force: true })
  const env = {
    PATH: process.env['PATH'],
    HOME: base,
    CHECKPOINT_DISABLE: '1',
    ...provider.env,
    ...plugins?.environment,
    TF_DATA_DIR: data()
  }
  const { code, stdout, stderr } = await run('terraform', ['init', '-no-color'], { cwd: root, env })
  expect([code, stderr]).toEqual([0, ''])
  return stdout
}

const open = (cache: Cache | undefined = folder): PluginCache =>
  openPluginCache({
    cache,
    root,
    directory: mkdtempSync(join(base, 'run-')),
    data: data(),
    tool: 'terraform',
    variables: { HOME: base },
    say: (text) => void said.push(text)
  })

const lock = (): string => readFileSync(join(root, '.terraform.lock.hcl'), 'utf8')
const entry = (): string => join(base, 'entries', readdirSync(join(base, 'entries'))[0] ?? '')

/** Where the only package of an entry lies. */
function packageOf(where: string): string {
  const files = readdirSync(where, { recursive: true, encoding: 'utf8' })
  return join(where, files.find((name) => /_(?:amd64|arm64)$/u.test(name)) ?? '')
}

/** A run that saved, by a provider as a registry has it. */
async function saved(): Promise<void> {
  provider = await startProvider(base, 'package')
  await init()
  const first = open()
  expect(await init(first)).toContain('Installing')
  await first.save()
  expect(said.splice(0)).toEqual(['Providers saved for the next run: 1 package, 1 MB.'])
}

describe('the plug-in cache', () => {
  withTerraform('gives Terraform what an earlier run has used', async () => {
    await saved()
    const second = open()
    expect(await init(second)).toContain('from the shared cache directory')
    await second.save()
    expect(said).toEqual([
      expect.stringMatching(/^Providers restored from the cache: 1 package, 1 MB, in /u)
    ])
  })

  withTerraform('makes programs of what lost that on its way', async () => {
    await saved()
    const files = readdirSync(packageOf(entry()))
    files.forEach((name) => chmodSync(join(packageOf(entry()), name), 0o600))
    const second = open()
    expect(await init(second)).toContain('from the shared cache directory')
    const place = packageOf(second.environment['TF_PLUGIN_CACHE_DIR'] ?? '')
    expect(files.map((name) => statSync(join(place, name)).mode & 0o777)).toEqual([0o755])
  })

  withTerraform('holds only what was used and is named', async () => {
    provider = await startProvider(base, 'package')
    await init()
    const first = open()
    await init(first)
    const cache = first.environment['TF_PLUGIN_CACHE_DIR'] ?? ''
    mkdirSync(join(cache, 'registry.terraform.io/other/unused/1.0.0/linux_amd64'), {
      recursive: true
    })
    await first.save()
    expect(readdirSync(join(entry(), 'registry.terraform.io'))).toEqual(['test'])
  })

  withTerraform('leaves a mirror of unpacked providers alone', async () => {
    provider = await startProvider(base, 'child')
    await init()
    const first = open()
    await init(first)
    await first.save()
    expect([existsSync(join(base, 'entries')), said]).toEqual([false, []])
  })

  withTerraform('says nothing of a module that needs no provider', async () => {
    provider = await startProvider(base, 'child')
    writeFileSync(join(root, 'main.tf'), '')
    const first = open()
    await init(first)
    await first.save()
    expect(said).toEqual([])
  })

  test('is not there without a cache', async () => {
    writeFileSync(join(root, '.terraform.lock.hcl'), '')
    const none = openPluginCache({
      cache: undefined,
      root,
      directory: base,
      data: data(),
      tool: 'terraform',
      variables: {},
      say: (text) => void said.push(text)
    })
    await none.restored
    await none.save()
    expect([none.environment, said]).toEqual([{}, []])
  })
})

describe('a package that is not what the lock file names', () => {
  const spoil: Readonly<Record<string, (place: string) => void>> = {
    'with another program': (place) => {
      const [name = ''] = readdirSync(place)
      writeFileSync(join(place, name), '#!/bin/sh\nexit 1\n')
    },
    'with one more program': (place) =>
      writeFileSync(join(place, 'terraform-provider-fake_a'), '#!/bin/sh\nexit 1\n', {
        mode: 0o755
      }),
    'with a link in it': (place) =>
      symlinkSync('/bin/sh', join(place, 'terraform-provider-fake_a')),
    'without a file': (place) => readdirSync(place).forEach((name) => rmSync(join(place, name)))
  }

  withTerraform('is accepted by Terraform once it was in its cache: hence the check', async () => {
    await saved()
    const place = packageOf(entry())
    spoil['with one more program']?.(place)
    const before = lock()
    await init({
      environment: { TF_PLUGIN_CACHE_DIR: entry() },
      restored: Promise.resolve(),
      save: () => Promise.resolve()
    })
    expect(readdirSync(place)).toContain('terraform-provider-fake_a')
    expect(lock()).not.toBe(before)
  })

  for (const [how, spoiling] of Object.entries(spoil)) {
    withTerraform(`never reaches Terraform: ${how}`, async () => {
      await saved()
      spoiling(packageOf(entry()))
      const before = lock()
      const second = open()
      expect(await init(second)).toContain('Installing')
      expect(said.slice(1)).toEqual([
        expect.stringMatching(
          /^Not used from the cache, .*: registry\.terraform\.io\/test\/fake 0\.1\.0\. Delete .*gh cache delete gitops-env-providers-1-/u
        )
      ])
      expect(lock()).toBe(before)
      const found = packageOf(second.environment['TF_PLUGIN_CACHE_DIR'] ?? '')
      expect(readdirSync(found)).toEqual(['terraform-provider-fake_v0.1.0'])
    })
  }

  withTerraform('is one in a linked folder, too', async () => {
    await saved()
    const place = packageOf(entry())
    cpSync(place, join(base, 'elsewhere'), { recursive: true })
    rmSync(place, { recursive: true })
    symlinkSync(join(base, 'elsewhere'), place)
    expect(await init(open())).toContain('Installing')
    expect(said).toEqual([expect.stringContaining('0 packages, 0 MB')])
  })
})

withTerraform('a package has the hash that Terraform writes down', async () => {
  provider = await startProvider(base, 'package')
  const plugins = { ...open(), environment: { TF_PLUGIN_CACHE_DIR: join(base, 'entries') } }
  mkdirSync(join(base, 'entries'))
  await init(plugins)
  const [locked] = lockedProviders(lock())
  expect(locked?.hashes).toHaveLength(1)
  const found = await hashPackage(packageOf(join(base, 'entries')))
  expect([found?.hash]).toEqual(locked?.hashes)
})
