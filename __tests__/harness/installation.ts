// An installation as a run does it: folders of a runner, a cache that is a folder, and a program that is started.
import { expect } from '@jest/globals'
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { RunError } from '../../src/errors.ts'
import { remove } from '../../src/folder.ts'
import { install } from '../../src/tool/install.ts'
import type { Installed, Means } from '../../src/tool/install.ts'
import type { PinnedKey } from '../../src/tool/keys.ts'
import { mirrorOf } from '../../src/tool/releases.ts'
import type { Tool } from '../../src/tool/releases.ts'
import { wantedVersion } from '../../src/tool/version.ts'
import { startReleaseMirror } from '../servers/release-mirror.ts'
import { programOf, publish, zipOf } from './release.ts'
import type { Signer } from './signer.ts'

/** What a Terraform says its version is. */
export async function versionOf(program: string): Promise<string | undefined> {
  try {
    const env = { PATH: process.env['PATH'], CHECKPOINT_DISABLE: '1' }
    const { stdout } = await promisify(execFile)(program, ['version', '-json'], { env })
    return (JSON.parse(stdout) as { readonly terraform_version?: string }).terraform_version
  } catch {
    return undefined
  }
}

type Runner = ReturnType<typeof startRunner>

/** A machine with its folders, and the cache of a repository. */
function startRunner() {
  const base = mkdtempSync(join(tmpdir(), 'installation-'))
  const toolCache = join(base, 'hostedtoolcache')
  const temp = join(base, '_temp')
  const store = join(base, 'cache')
  const log: string[] = []
  const hidden: string[] = []
  const means: Means = {
    toolCache,
    temp,
    directory: join(base, 'run'),
    cache: {
      tryRestore: async (folder, key) => {
        const isThere = existsSync(join(store, key))
        if (isThere) cpSync(join(store, key), folder, { recursive: true })
        return await Promise.resolve(isThere)
      },
      trySave: async (folder, key) => {
        cpSync(folder, join(store, key), { recursive: true })
        return await Promise.resolve(true)
      },
      stop: () => undefined
    },
    versionOf,
    say: (line) => void log.push(line),
    hide: (values) => void hidden.push(...values),
    stop: undefined
  }
  return {
    means,
    toolCache,
    temp,
    log: log as readonly string[],
    hidden: hidden as readonly string[],
    /** Where an entry of the cache is. */
    cached: (key: string): string => join(store, key),
    /** What was put into the tool cache, or would serve instead of it; no empty folders. */
    installed: (): readonly string[] =>
      [toolCache, join(temp, 'gitops-env-tools')].flatMap((folder) =>
        existsSync(folder)
          ? readdirSync(folder, { recursive: true, withFileTypes: true })
              .filter((entry) => !entry.isDirectory())
              .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
          : []
      ),
    /** What is left in the folder for temporary files. */
    left: (): readonly string[] => (existsSync(temp) ? readdirSync(temp) : []),
    /** What lies aside for the cache, or came from there. */
    kept: (): readonly string[] =>
      existsSync(join(base, 'run/kept')) ? readdirSync(join(base, 'run/kept')) : [],
    /** As another job on the same machine begins: the tool cache stays. */
    nextJob: (): void => rmSync(temp, { recursive: true, force: true }),
    /** As the next job begins on a new machine: only the repository's cache stays. */
    nextMachine: (): void => {
      rmSync(temp, { recursive: true, force: true })
      rmSync(toolCache, { recursive: true, force: true })
    },
    close: (): void => void remove(base)
  }
}

/** Times that make a test short. */
export const SHORT = { silence: 2000, file: 60_000, pauses: [10, 10] }

export interface Asked {
  /** Terraform where nothing is said. */
  readonly tool?: Tool
  readonly version: string
  /** Address of the mirror, with its user and password. */
  readonly mirror: string
  readonly keys: readonly PinnedKey[]
  readonly platform?: { readonly os: string; readonly arch: string }
  readonly patience?: typeof SHORT
  readonly means?: Partial<Means>
}

/** Installs Terraform on a machine. */
async function installOn(runner: Runner, asked: Asked): Promise<Installed> {
  const wanted = wantedVersion({
    input: asked.version,
    file: undefined,
    requiredVersion: undefined
  })
  if (wanted === undefined) throw new Error('No version is asked for.')
  const publisher = {
    keys: asked.keys,
    mirror: mirrorOf(asked.mirror),
    platform: asked.platform ?? { os: 'linux', arch: 'x64' },
    patience: asked.patience ?? SHORT
  }
  return await install(asked.tool ?? 'terraform', wanted, publisher, {
    ...runner.means,
    ...asked.means
  })
}

/** A machine, and a mirror that has the version 1.11.9, signed. */
export async function startInstallation(signer: Signer) {
  const runner = startRunner()
  const mirror = await startReleaseMirror()
  await publish(mirror, VERSION, ARCHIVE, signer)
  const asked = (more: Partial<Asked> = {}): Asked => ({
    version: VERSION,
    mirror: mirror.url,
    keys: [signer.key],
    ...more
  })
  return {
    runner,
    mirror,
    host: new URL(mirror.url).host,
    /** Installs what is asked, 1.11.9 from the mirror where nothing else is said. */
    install: async (more?: Partial<Asked>): Promise<Installed> =>
      await installOn(runner, asked(more)),
    /** How that is refused; nothing of it may stay. */
    refuse: async (more?: Partial<Asked>): Promise<RunError> => {
      const error = await refusalOf(installOn(runner, asked(more)))
      expect(runner.installed()).toEqual([])
      expect(runner.left()).toEqual([])
      expect(error.hint).not.toBe('')
      return error
    },
    close: async (): Promise<void> => {
      runner.close()
      await mirror.close()
    }
  }
}
export type Installation = Awaited<ReturnType<typeof startInstallation>>

export const VERSION = '1.11.9'
export const ARCHIVE = zipOf('terraform', programOf(VERSION))

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** How an installation was refused; fails where it was not. */
async function refusalOf(installing: Promise<Installed>): Promise<RunError> {
  const result: unknown = await installing.catch((error: unknown) => error)
  if (result instanceof RunError) return result
  throw new Error(`It was not refused: ${String(result)}`, { cause: result })
}
