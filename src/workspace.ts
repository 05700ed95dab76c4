/** Finds out which commit the user's checkout holds, without starting git in it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isCommit } from './event.ts'

/**
 * The commit that `HEAD` of a checkout names, or undefined where there is none that can be read: no
 * checkout at all, or one whose git directory lies elsewhere.
 * @see https://git-scm.com/docs/gitrepository-layout
 */
export function headOf(directory: string): string | undefined {
  const git = join(directory, '.git')
  const head = tryRead(join(git, 'HEAD'))?.trim()
  if (head === undefined) return undefined
  if (isCommit(head)) return head
  const ref = /^ref: (refs\/[^\n]+)$/u.exec(head)?.[1]
  if (ref === undefined || ref.split('/').includes('..')) return undefined
  const loose = tryRead(join(git, ref))?.trim()
  if (loose !== undefined) return isCommit(loose) ? loose : undefined
  const packed = tryRead(join(git, 'packed-refs'))?.split('\n') ?? []
  return packed.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0]
}

function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
