/** What a run has written for itself, and nobody may read later. */
import { readdirSync } from 'node:fs'
import type { Dirent } from 'node:fs'
import { join } from 'node:path'
import { remove } from './folder.ts'
import type { Run } from './run.ts'
import { KEEP, TOLD } from './run-directory.ts'

/** What later steps may read stays; plans, states, variables and code go. */
const PUBLISHED: readonly string[] = [
  'log',
  'worker.pid',
  'followed',
  'result.json',
  'summary.md',
  'outputs.json',
  KEEP,
  TOLD
]

/** What is secret without doubt, and goes before the cache takes its time. */
export const MOST_SECRET =
  /^(?:plan\.tfplan|variables\.tfvars\.json|backend\.tfbackend\.json|git|state)$/u

/** Files first, for folders may be what cannot be removed. What holds the only copy of something stays. */
export function removeSecrets({ directory, keep, log }: Run, only = /./u): void {
  const left = namesIn(directory, only).flatMap((name) => {
    const path = join(directory, name)
    if (PUBLISHED.includes(name) || keep?.startsWith(`${path}/`) === true) return []
    const why = remove(path)
    return why === undefined ? [] : [`${name} (${why})`]
  })
  if (left.length > 0) log.say(`Not removed yet; the post step tries again: ${left.join(', ')}`)
}

/** Files first; none where post was faster. */
function namesIn(directory: string, only: RegExp): readonly string[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true })
    const isFolder = (entry: Dirent): number => Number(entry.isDirectory())
    const sorted = entries.toSorted((a, b) => isFolder(a) - isFolder(b))
    return sorted.map(({ name }) => name).filter((name) => only.test(name))
  } catch {
    return []
  }
}
