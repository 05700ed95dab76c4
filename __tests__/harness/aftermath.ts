// What a job leaves behind: files under RUNNER_TEMP, and processes that carry its tracking id.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { sleep } from './process.ts'

const GRACE_MS = 1000

/** A file with JSON in it, with its permission bits; `undefined` when there is none. */
export function readJsonFile(
  path: string | undefined
): { json: unknown; mode: number } | undefined {
  if (path === undefined || path === '') return undefined
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return { json, mode: statSync(path).mode & 0o777 }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Files below a folder, relative and sorted; folders without files do not count. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted()
}

/**
 * Ends what is still running of a job a second after its last step, as the runner does, and tells what it was
 * (`pid command line`). Off Linux there is no /proc to read it from: always empty.
 */
export async function endOrphans(trackingId: string): Promise<string[]> {
  const until = Date.now() + GRACE_MS
  while (processesOf(trackingId).length > 0 && Date.now() < until) await sleep(25)
  const left = processesOf(trackingId)
  for (const pid of left.map((text) => Number.parseInt(text, 10))) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // it ended by itself
    }
  }
  return left
}

/** The running processes whose environment holds a tracking id, each as `pid command line`. */
export function processesOf(trackingId: string): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return []
    try {
      if (!readFileSync(`/proc/${pid}/environ`).includes(`=${trackingId}\0`)) return []
      return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()}`
    } catch {
      return [] // gone meanwhile, or another user's
    }
  })
}
