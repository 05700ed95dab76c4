// Looks over a running step's shoulder: into its files, compressed ones too, and its command lines.
import { readdirSync, readFileSync } from 'node:fs'
import type { Dirent } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { processesOf } from './aftermath.ts'
import { sleep } from './process.ts'
import type { Running } from './runner.ts'

/** Does something every few milliseconds until the step is over. */
export async function whileRunning(pid: number, look: () => void): Promise<void> {
  while (isRunning(pid)) {
    look()
    await sleep(5)
  }
}

/**
 * Watches a step to its end for secrets, in its processes' command lines and in the files of workspace and
 * temporary folder. The log is left out, for it holds the commands that mask them.
 * @returns where one was seen, and, to show that the watch was awake, every file that was looked at
 */
export async function watchFor(
  secrets: readonly string[],
  { pid, temp, workspace, trackingId }: Running
): Promise<{ readonly found: readonly string[]; readonly files: readonly string[] }> {
  const found = new Set<string>()
  const files = new Set<string>()
  const tells = (text: string): boolean => secrets.some((secret) => text.includes(secret))
  await whileRunning(pid, () => {
    for (const line of processesOf(trackingId)) if (tells(line)) found.add(line)
    for (const folder of [temp, workspace]) {
      for (const file of filesNow(folder).filter((name) => !/\/log$|^\.git\//u.test(name))) {
        files.add(file)
        if (tells(contentOf(join(folder, file)))) found.add(file)
      }
    }
  })
  return { found: [...found], files: [...files] }
}

/** Files below a folder, relative to it; folders come and go while a step runs, and one that went has none. */
function filesNow(folder: string, within = ''): string[] {
  let entries: Dirent[] = []
  try {
    entries = readdirSync(join(folder, within), { withFileTypes: true })
  } catch {
    return []
  }
  return entries.flatMap((entry) => {
    const path = join(within, entry.name)
    return entry.isDirectory() ? filesNow(folder, path) : [path]
  })
}

/** Whether a process is there. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A file's bytes as text, followed by what is packed into it where it is a zip, as a plan is. */
export function contentOf(path: string): string {
  try {
    const content = readFileSync(path)
    return [content, ...unzipped(content)].map((part) => part.toString('utf8')).join('\n')
  } catch {
    return '' // gone meanwhile, or half-written
  }
}

function unzipped(content: Buffer): Buffer[] {
  const parts: Buffer[] = []
  const mark = Buffer.from('PK\u0003\u0004', 'latin1')
  for (let at = content.indexOf(mark); at >= 0; at = content.indexOf(mark, at + 4)) {
    const begin = at + 30 + content.readUInt16LE(at + 26) + content.readUInt16LE(at + 28)
    if (content.readUInt16LE(at + 8) === 8) parts.push(inflateRawSync(content.subarray(begin)))
  }
  return parts
}
