/** Providers of earlier runs: each run has a plug-in cache of its own, filled with what the lock file names. */
import { createHash } from 'node:crypto'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Cache } from '../cache/cache.ts'
import { platformName } from '../tool/releases.ts'
import { hasOwnPluginCache } from './cli-config.ts'
import { hashPackage } from './package-hash.ts'
import { lockedProviders, PROVIDER_LOCK } from './provider-lock.ts'
import type { LockedProvider } from './provider-lock.ts'

export interface PluginCacheSetup {
  readonly cache: Cache | undefined
  /** The root module, as it is before `init`. */
  readonly root: string
  /** The run's own directory. */
  readonly directory: string
  /** Terraform's own directory of this run, for what it has installed. */
  readonly data: string
  readonly tool: string
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly say: (text: string) => void
}

export interface PluginCache {
  /** What Terraform needs to use it. */
  readonly environment: Readonly<Record<string, string>>
  /** Settled before `init` begins; never rejected. */
  readonly restored: Promise<void>
  /** Saves what was not in the cache, when Terraform is done; never rejected. */
  readonly save: () => Promise<void>
}

const NAME = 'providers'

/**
 * Begins to restore. Terraform's cache is not safe for two at once, and a restored package that is not what the
 * lock file names must not be seen by it: hence a directory for each run, into which only checked packages go.
 */
export function openPluginCache(setup: PluginCacheSetup): PluginCache {
  const { cache, root, data, say } = setup
  const platform = platformName({ os: process.platform, arch: process.arch })
  if (cache === undefined || platform === undefined || hasOwnPluginCache(setup.variables))
    return NONE
  const lock = readLock(root)
  if (lock === undefined) {
    return {
      ...NONE,
      save: async () => {
        if (namesBelow(join(data, NAME), 5).length === 0) return
        say(
          `Providers are not cached, for there is no .terraform.lock.hcl. Commit the one that this makes: ${setup.tool} providers lock -platform=${platform}`
        )
      }
    }
  }
  const key = `gitops-env-providers-1-${setup.tool}-${platform}-${sha256(lock)}`
  const providers = lockedProviders(lock)
  const place = mkdtempSync(join(setup.directory, 'plugins-'))
  const directory = join(place, 'cache')
  mkdirSync(directory)
  let hit = false

  const restore = async (): Promise<void> => {
    const started = Date.now()
    const arrived = join(place, NAME)
    hit = await cache.tryRestore(arrived, key)
    if (!hit) return
    const { intact, spoilt } = await sorted(arrived, providers, platform)
    for (const { name, files } of intact) {
      // Of a file's mode the hash says nothing.
      files.forEach((file) => chmodSync(join(arrived, name, file), 0o755))
      move(join(arrived, name), join(directory, name))
    }
    rmSync(arrived, { recursive: true, force: true })
    const seconds = ((Date.now() - started) / 1000).toFixed(1)
    say(`Providers restored from the cache: ${amountOf(intact)}, in ${seconds} s.`)
    if (spoilt.length > 0) {
      say(
        `Not used from the cache, for it is not what .terraform.lock.hcl names: ${spoilt.join(', ')}. Delete the entry: gh cache delete ${key}`
      )
    }
  }

  const save = async (): Promise<void> => {
    if (hit) return
    const used = new Set(usedOf(join(data, NAME), directory))
    const { intact } = await sorted(directory, providers, platform)
    const known = intact.filter(({ name }) => used.has(name))
    const unknown = [...used].filter((name) => known.every((one) => one.name !== name))
    if (unknown.length > 0) {
      say(
        `Not cached, for .terraform.lock.hcl does not name it with its hash: ${unknown.join(', ')}. Add it and commit the file: ${setup.tool} providers lock -platform=${platform}`
      )
    }
    if (known.length === 0) return
    const leaving = join(place, NAME)
    known.forEach(({ name }) => move(join(directory, name), join(leaving, name)))
    if (await cache.trySave(leaving, key)) {
      say(`Providers saved for the next run: ${amountOf(known)}.`)
    }
  }

  const quietly = (act: Promise<void>): Promise<void> =>
    act.catch((error: unknown) => say(`The providers could not be cached: ${String(error)}`))
  return {
    environment: { TF_PLUGIN_CACHE_DIR: directory },
    restored: quietly(restore()),
    save: () => quietly(save())
  }
}

const NONE: PluginCache = {
  environment: {},
  restored: Promise.resolve(),
  save: () => Promise.resolve()
}

function readLock(root: string): string | undefined {
  try {
    return readFileSync(join(root, PROVIDER_LOCK), 'utf8')
  } catch {
    return undefined
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

interface Kept {
  /** The path below a cache: `registry.terraform.io/hashicorp/random/3.6.0/linux_amd64` */
  readonly name: string
  readonly bytes: number
  readonly files: readonly string[]
}

/** Which of the locked providers lie in a folder as they should be, and which as something else. */
async function sorted(
  folder: string,
  providers: readonly LockedProvider[],
  platform: string
): Promise<{ readonly intact: readonly Kept[]; readonly spoilt: readonly string[] }> {
  const intact: Kept[] = []
  const spoilt: string[] = []
  for (const { address, version, hashes } of providers) {
    const name = `${address}/${version}/${platform}`
    if (!isDirectory(folder, name)) continue
    const found = await hashPackage(join(folder, name))
    if (found !== undefined && hashes.includes(found.hash)) intact.push({ name, ...found })
    else spoilt.push(`${address} ${version}`)
  }
  return { intact, spoilt }
}

/** Without a link on the way: one leads to a mirror of the user's, or anywhere. */
function isDirectory(folder: string, name: string): boolean {
  const parts = name.split('/')
  return parts.every(
    (_, index) =>
      lstatSync(join(folder, ...parts.slice(0, index + 1)), {
        throwIfNoEntry: false
      })?.isDirectory() === true
  )
}

/** The packages of a cache that Terraform has linked to, but those that are themselves somewhere else. */
function usedOf(installed: string, directory: string): readonly string[] {
  return namesBelow(installed, 5).filter((name) => {
    if (!isDirectory(directory, name)) return false
    return realpathSync(join(installed, name)) === realpathSync(join(directory, name))
  })
}

/** Paths of a depth below a folder. */
function namesBelow(folder: string, depth: number): readonly string[] {
  if (depth === 0) return ['']
  let names: readonly string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  return names.flatMap((name) =>
    namesBelow(join(folder, name), depth - 1).map((rest) =>
      rest === '' ? name : `${name}/${rest}`
    )
  )
}

function move(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  renameSync(from, to)
}

function amountOf(packages: readonly Kept[]): string {
  const bytes = packages.reduce((total, one) => total + one.bytes, 0)
  const count = `${packages.length} package${packages.length === 1 ? '' : 's'}`
  return `${count}, ${Math.ceil(bytes / 1e6)} MB`
}
