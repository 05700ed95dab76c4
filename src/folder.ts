/** A folder of foreign content, out of an archive or left by a program: opened, measured, and removed. */
import { chmodSync, lstatSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const PRIVATE = 0o700

/**
 * Makes every directory in it ours to list and to write, from the top down; links are not followed. What belongs to
 * somebody else stays as it is; never throws.
 */
export function openUp(folder: string): void {
  try {
    if (!lstatSync(folder).isDirectory()) return
    chmodSync(folder, PRIVATE)
    for (const name of readdirSync(folder)) openUp(join(folder, name))
  } catch {}
}

/**
 * Removes a file or a folder, also one whose directories cannot be written. What has to stay does not keep the rest.
 * @returns the system's name of why some of it is still there (`EACCES`); undefined where nothing is
 */
export function remove(path: string): string | undefined {
  // Something that is still ending may write into it.
  const why = problemOf(() => rmSync(path, { recursive: true, force: true, maxRetries: 3 }))
  if (why === undefined) return undefined
  openUp(path)
  return removeEach(path)
}

/** Each by itself: `rmSync` ends at the first that it cannot remove. */
function removeEach(path: string): string | undefined {
  let below: string | undefined
  const own = problemOf(() => {
    if (!lstatSync(path).isDirectory()) return rmSync(path)
    for (const name of readdirSync(path)) below = removeEach(join(path, name)) ?? below
    if (below === undefined) rmdirSync(path)
  })
  return below ?? own
}

function problemOf(act: () => void): string | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? undefined : code // it went by itself
  }
}

/** To make, to look at and to remove an entry takes its time, too. */
const ENTRY_BYTES = 100_000

/**
 * Whether it holds more than so many bytes. A file counts with the size that a reader would meet, however little
 * of it is on the disk, and every entry counts 100 kB besides. What cannot be listed counts nothing.
 */
export function isLarger(folder: string, mostBytes: number): boolean {
  let left = mostBytes
  const visit = (path: string): void => {
    try {
      const found = lstatSync(path)
      left -= ENTRY_BYTES + (found.isFile() ? found.size : 0)
      if (!found.isDirectory()) return
      for (const name of readdirSync(path)) {
        if (left < 0) return
        visit(join(path, name))
      }
    } catch {} // it went meanwhile, or may not be listed
  }
  visit(folder)
  return left < 0
}
