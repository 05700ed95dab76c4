// A runner without Terraform: the built action installs it from a mirror on loopback, signed with a key of the test.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { PINNED_KEYS } from '../../src/tool/keys.ts'
import { repositoryRoot } from '../harness/action-file.ts'
import { versionOf } from '../harness/installation.ts'
import { APP } from '../harness/modules.ts'
import { expectClean, outcomeOf } from '../harness/outcome.ts'
import { pathsOf, programOf, publish, zipOf } from '../harness/release.ts'
import type { RunResult, RunSettings } from '../harness/runner.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { makeSigner } from '../harness/signer.ts'
import type { Signer } from '../harness/signer.ts'
import { hasTerraform, hasUnzip, testIf } from '../harness/tools.ts'
import { startCacheService } from '../servers/cache-service.ts'
import { startReleaseMirror } from '../servers/release-mirror.ts'
import type { ReleaseMirror } from '../servers/release-mirror.ts'

/** The mirror has an archive for Linux on x64 only. */
const withInstaller = testIf(
  hasTerraform && hasUnzip && process.platform === 'linux' && process.arch === 'x64'
)
const branch = 'env-alice'
const TOOLS = ['git', 'sh', 'unzip', 'env']
const CREATED = { exitCode: 0, headline: '## `alice` was created' }

let base: string
let signer: Signer
let action: string
let version: string
let archive: Buffer
let mirror: ReleaseMirror
let world: World

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'install-'))
  signer = await makeSigner()
  action = builtFor(signer)
  if (!hasTerraform) return
  const real = execFileSync('which', ['terraform'], { encoding: 'utf8' }).trim()
  version = (await versionOf(real)) ?? ''
  archive = zipOf('terraform', readFileSync(real))
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

beforeEach(async () => {
  mirror = await startReleaseMirror()
  await publish(mirror, version, archive, signer)
  world = await createWorld({
    module: { 'main.tf': APP, '.terraform-version': `${version}\n` },
    with: { 'state-passphrase': 'correct horse battery staple' },
    action,
    env: { GITOPS_ENV_TOOL_MIRROR: mirror.url, PATH: pathOf(...TOOLS) }
  })
})
/** What a test opens besides. */
const closing: { readonly close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of [world, mirror, ...closing.splice(0)]) await one.close()
})

/** The built action as it is, but for the key that it believes. */
function builtFor({ key }: Signer): string {
  const folder = join(base, 'action')
  cpSync(join(repositoryRoot, 'dist'), join(folder, 'dist'), { recursive: true })
  cpSync(join(repositoryRoot, 'action.yml'), join(folder, 'action.yml'))
  const [pinned] = PINNED_KEYS.terraform
  const holders = readdirSync(join(folder, 'dist'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, 'dist', name))
    .filter((file) => readFileSync(file, 'utf8').includes(pinned?.armored ?? 'no key'))
  expect(holders).toHaveLength(1)
  for (const file of holders) {
    const text = readFileSync(file, 'utf8')
      .replace(pinned?.armored ?? '', () => key.armored)
      .replace(pinned?.fingerprint ?? '', key.fingerprint)
    writeFileSync(file, text)
  }
  return folder
}

/** A PATH with these programs of the machine, and nothing else. */
function pathOf(...programs: readonly string[]): string {
  const folder = mkdtempSync(join(base, 'bin-'))
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  for (const program of programs) {
    const found = folders.map((one) => join(one, program)).find((file) => existsSync(file))
    if (found !== undefined) symlinkSync(found, join(folder, program))
  }
  return folder
}

/** Nothing was installed, changed or left behind. */
function expectRefused(run: RunResult, says: RegExp): void {
  expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'tool-unavailable' } })
  expect(run.annotations.at(-1)?.message).toMatch(says)
  expect(run.log).not.toContain('terraform init')
  expect(world.hiddenRefs()).toEqual([])
  expectClean(run, world)
}

describe('a runner without Terraform', () => {
  withInstaller('gets the version of the file, verified, once for all its runs', async () => {
    const tools = { env: { RUNNER_TOOL_CACHE: mkdtempSync(join(base, 'tools-')) } }
    const created = await world.push(branch, undefined, tools)
    expect(outcomeOf(created)).toMatchObject(CREATED)
    expect(created.log).toContain(`Downloading Terraform ${version} from 127.0.0.1`)
    const { sums, signature, archive: file } = pathsOf(version)
    expect(mirror.paths()).toEqual([sums, signature, file])
    expectClean(created, world)

    const removed = await world.remove(branch, tools)
    expect(outcomeOf(removed)['headline']).toBe('## `alice` was destroyed: 1 resource')
    expect(mirror.requests).toHaveLength(3)
    expectClean(removed, world)
  })

  withInstaller('gets it from the cache of the repository on the next machine', async () => {
    const token = 'runtime-token-0123456789-of-this-test'
    const cache = await startCacheService(token)
    closing.push(cache)
    const remote = await createWorld({
      module: { 'main.tf': APP, '.terraform-version': `${version}\n` },
      http: true,
      with: { 'state-passphrase': 'correct horse battery staple' },
      secrets: [token],
      action,
      env: {
        ...cache.env,
        GITOPS_ENV_TOOL_MIRROR: mirror.url,
        PATH: pathOf(...TOOLS, 'tar', 'gzip', 'zstd', 'zstdmt', 'unzstd')
      }
    })
    closing.push(remote)
    // The toolkit takes any server but GitHub's, and those of this domain, for one without this service.
    const serverUrl = remote.server?.url.replace('127.0.0.1', 'demo.localhost')
    const first = await remote.push(branch, undefined, { serverUrl })
    expect(outcomeOf(first)).toMatchObject(CREATED)
    expect(cache.entries().map(({ key }) => key)).toEqual([
      `gitops-env-tool-1-terraform-${version}-linux_amd64`
    ])
    const second = await remote.push('env-bob', undefined, { serverUrl })
    expect(second.exitCode).toBe(0)
    expect(second.log).not.toContain('Downloading')
    expect(mirror.requests).toHaveLength(3)
  })

  withInstaller('keeps nothing of it besides, where the run fails', async () => {
    const failed = await world.push(branch, {
      'main.tf': 'resource "terraform_data" "a" { b = 1 }\n'
    })
    expect(failed).toMatchObject({ exitCode: 1, outputs: { reason: 'plan-failed' } })
    expect(failed.log).toContain(`Downloading Terraform ${version}`)
    expectClean(failed, world)
  })

  withInstaller('runs nothing that was changed on the way', async () => {
    mirror.put(pathsOf(version).archive, zipOf('terraform', programOf(version)))
    expectRefused(await world.push(branch), /is not what was signed: its SHA-256 is/u)
  })

  withInstaller("runs nothing that HashiCorp's own key has not signed", async () => {
    const real = await world.push(branch, undefined, { action: repositoryRoot })
    expectRefused(real, /The signature of terraform_[\d.]+_SHA256SUMS cannot be trusted/u)
  })

  withInstaller('is cancelled while it downloads', async () => {
    mirror.fail(pathsOf(version).archive, { kind: 'silent' })
    const cancelled = await world.push(branch, undefined, {
      signals: 'cancel',
      cancelWhen: () => mirror.paths().includes(pathsOf(version).archive)
    })
    expect(cancelled).toMatchObject({ exitCode: 1, outputs: { reason: 'cancelled' } })
    expect(world.hiddenRefs()).toEqual([])
    expectClean(cancelled, world)
  })
})

describe('a Terraform on the PATH', () => {
  /** Of a version; it makes a file where anything else is asked of it. */
  function withOther(text: string): RunSettings {
    const folder = join(mkdtempSync(join(base, 'old-')), 'bin')
    mkdirSync(folder)
    writeFileSync(join(folder, 'terraform'), programOf(text), { mode: 0o755 })
    return { env: { PATH: `${folder}:${pathOf(...TOOLS)}` } }
  }

  withInstaller(
    'of another version than the file says is passed by, and that is said',
    async () => {
      const created = await world.push(branch, undefined, withOther('1.5.7'))
      expect(outcomeOf(created)).toMatchObject(CREATED)
      expect(created.log).toContain(
        `Terraform 1.5.7 is on the PATH, but the file '.terraform-version' asks for '${version}'.`
      )
      expect(created.summary).toContain(`terraform ${version}`)
    }
  )

  withInstaller('is used where it is what the module requires', async () => {
    const required = 'terraform {\n  required_version = ">= 1.9, < 2.0"\n}\n'
    const used = await world.push(
      branch,
      { 'versions.tf': required },
      { env: { PATH: `${join(base, 'none')}:${process.env['PATH'] ?? ''}` } }
    )
    expect(outcomeOf(used)).toMatchObject(CREATED)
    expect(mirror.requests).toEqual([])
  })

  withInstaller('is not used for another version that the input asks for', async () => {
    const other = await world.push(branch, undefined, { with: { 'tool-version': '1.99.0' } })
    expectRefused(other, /There is no Terraform 1\.99\.0 at 127\.0\.0\.1/u)
  })
})
