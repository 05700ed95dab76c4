/** Keeps a release in the repository's cache, which every branch may write to: what comes back is verified anew. */
import { copyFile, lstat, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cache } from '../cache/cache.ts'
import { remove } from '../folder.ts'
import { MOST, verifyRelease } from './publisher.ts'
import type { Publisher } from './publisher.ts'
import type { Release } from './releases.ts'

/** A place in the cache. */
export interface Kept {
  readonly key: string
  readonly folder: string
}

/**
 * @param directory goes with the run
 */
export function keptOf({ tool, version, platform }: Release, directory: string): Kept {
  const name = `${tool}-${version}-${platform}`
  return { key: `gitops-env-tool-1-${name}`, folder: join(directory, 'kept', name) }
}

/**
 * Takes sums, signature and archive out of the cache; never the program, which nobody has signed.
 * @param folder where they go: one that nobody else writes to while they are verified
 * @returns whether they are there, and good
 */
export async function restore(
  release: Release,
  kept: Kept,
  folder: string,
  publisher: Publisher,
  { cache, say }: { readonly cache: Cache | undefined; readonly say: (line: string) => void }
): Promise<boolean> {
  if ((await cache?.tryRestore(kept.folder, kept.key)) !== true) return false
  try {
    await copyKept(kept.folder, folder, release.sums, MOST.sums)
    await copyKept(kept.folder, folder, release.signature, MOST.signature)
    await copyKept(kept.folder, folder, release.archive, MOST.archive)
    await verifyRelease(release, folder, publisher)
    return true
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    say(
      `Not used from the cache, but downloaded anew: ${why} Delete the entry: gh cache delete ${kept.key}`
    )
    return false
  } finally {
    remove(kept.folder) // or the end of the run does
  }
}

/** What came out of a cache may be a link to something else, or without an end. */
async function copyKept(from: string, to: string, name: string, most: number): Promise<void> {
  const path = join(from, name)
  const found = await lstat(path).catch(() => undefined)
  if (found?.isFile() !== true) throw new Error(`it has no file ${name}.`)
  if (found.size > most) throw new Error(`its ${name} is too large.`)
  await copyFile(path, join(to, name))
}

/** Lays sums, signature and archive aside, until there is time to save them. */
export async function layAside(
  release: Release,
  folder: string,
  { folder: to }: Kept
): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const name of [release.sums, release.signature, release.archive]) {
    await rename(join(folder, name), join(to, name))
  }
}

/** Saves what was laid aside; never throws. */
export async function save({ folder, key }: Kept, cache: Cache | undefined): Promise<void> {
  await cache?.trySave(folder, key)
  remove(folder)
}
