/** Installs a version of Terraform or OpenTofu that is verified on every way it can come by. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cache } from '../cache/cache.ts'
import { RunError } from '../errors.ts'
import { credentialOf } from './download.ts'
import { keptOf, layAside, restore, save } from './kept.ts'
import { fetchRelease, fetchVersions } from './publisher.ts'
import type { Publisher, Telling } from './publisher.ts'
import { releaseOf, titleOf } from './releases.ts'
import type { Mirror, Tool } from './releases.ts'
import { findOnShelf, putOnShelf } from './shelf.ts'
import type { VersionOf } from './shelf.ts'
import { exactVersion, newestOf, refuseOld, versionsNear } from './version.ts'
import type { Wanted } from './version.ts'

/** What a run gives an installation. */
export interface Means extends Telling {
  /** The repository's; undefined where there is none. */
  readonly cache: Cache | undefined
  /** The runner's tool cache, RUNNER_TOOL_CACHE, where there is one. */
  readonly toolCache: string | undefined
  /** RUNNER_TEMP */
  readonly temp: string
  /** The run's own, which goes with it. */
  readonly directory: string
  readonly versionOf: VersionOf
  /** Masks values before anything can print them. */
  readonly hide: (values: readonly string[]) => void
}

export interface Installed {
  /** An absolute path. */
  readonly program: string
  readonly version: string
  /** Keeps what was downloaded in the repository's cache; to be called when there is time. Never throws. */
  readonly save: () => Promise<void>
}

const nothing = (): Promise<void> => Promise.resolve()

/**
 * From the tool cache, else from the repository's cache, else from the publisher; the latter two are verified.
 * @throws RunError `tool-unavailable`; `invalid-input` where the runner or the version cannot do; the reason of `stop`
 */
export async function install(
  tool: Tool,
  wanted: Wanted,
  publisher: Publisher,
  means: Means
): Promise<Installed> {
  const { mirror, platform } = publisher
  if (mirror !== undefined) means.hide(secretsOf(mirror))
  await mkdir(means.temp, { recursive: true })
  // Of its own: nobody else writes into it while its files are verified and unpacked.
  const folder = await mkdtemp(join(means.temp, 'gitops-env-tool-'))
  try {
    const version = await decideVersion(tool, wanted, folder, publisher, means)
    refuseOld(tool, version, wanted.source)
    const release = releaseOf(tool, version, platform, mirror)
    const roots = [means.toolCache ?? '', join(means.temp, 'gitops-env-tools')].filter(Boolean)
    const there = await findOnShelf(roots, release, platform, means.versionOf)
    if (there !== undefined) return { program: there, version, save: nothing }

    const kept = keptOf(release, means.directory)
    const isRestored = await restore(release, kept, folder, publisher, means)
    means.stop?.throwIfAborted()
    if (!isRestored) await fetchRelease(release, folder, publisher, means)
    const archive = join(folder, release.archive)
    const program = await putOnShelf(roots, release, platform, archive, means.versionOf)
    if (isRestored) return { program, version, save: nothing }
    await layAside(release, folder, kept)
    return { program, version, save: () => save(kept, means.cache) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** As it is, as it stands in an address, and as it is sent; a token may stand where the user is. */
function secretsOf(mirror: Mirror): readonly string[] {
  const secret = mirror.password === '' ? mirror.user : mirror.password
  const sent = credentialOf(mirror).authorization?.slice('Basic '.length) ?? ''
  return [secret, encodeURIComponent(secret), sent].filter((text) => text !== '')
}

async function decideVersion(
  tool: Tool,
  wanted: Wanted,
  folder: string,
  publisher: Publisher,
  telling: Telling
): Promise<string> {
  const exact = exactVersion(wanted)
  if (exact !== undefined) return exact
  const versions = await fetchVersions(tool, folder, publisher, telling)
  const newest = newestOf(versions, wanted)
  if (newest !== undefined) return newest
  throw new RunError(
    'tool-unavailable',
    `No version of ${titleOf(tool)} is '${wanted.text}', as ${wanted.source} asks; the newest are ${versionsNear(versions, '').join(', ')}.`,
    'Correct it there.'
  )
}
