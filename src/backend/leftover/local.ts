/** The state of a destroyed environment in a file of this machine. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { OpenState } from './leftover.ts'

/** @see https://developer.hashicorp.com/terraform/language/backend/local */
export const openLocalState: OpenState = async ({ path }) => {
  if (path === undefined) throw new Error("the code does not give 'path' as a plain value")
  const read = (): { readonly text: string; readonly version: string } | undefined => {
    if (!existsSync(path)) return undefined
    const text = readFileSync(path, 'utf8')
    return { text, version: createHash('sha256').update(text).digest('hex') }
  }
  return {
    read: async () => read(),
    remove: async (version) => {
      const lock = join(dirname(path), `.${basename(path)}.lock.info`)
      if (existsSync(lock)) throw new Error('somebody holds its lock')
      if (read()?.version !== version) throw new Error('it was changed meanwhile')
      for (const file of [path, `${path}.backup`]) rmSync(file, { force: true })
    }
  }
}
