/** Finds the file that says which version of a tool a root module wants. */
import { lstatSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { RunError } from '../errors.ts'
import { VERSION_FILES } from './version.ts'
import type { Places } from './version.ts'
import type { Tool } from './releases.ts'

/** A version is short; what is longer is something else. */
const MOST_BYTES = 4096

/**
 * In the root module, else in a folder above it, up to the top.
 * @param top absolute path of the checkout
 * @param module absolute path of the root module, below the top or the same
 * @returns its path from the top, and its text; undefined where there is none
 * @throws RunError `invalid-input` for something else than a small file
 */
export function readVersionFile(tool: Tool, top: string, module: string): Places['file'] {
  const name = VERSION_FILES[tool]
  for (let folder = module; ; folder = dirname(folder)) {
    const file = join(folder, name)
    const found = lstatSync(file, { throwIfNoEntry: false })
    if (found !== undefined) {
      const path = relative(top, file)
      // A link would let a branch show a file of the machine in a message.
      if (found.isFile() && found.size <= MOST_BYTES)
        return { path, text: readFileSync(file, 'utf8') }
      throw new RunError(
        'invalid-input',
        `'${path}' is not a file with a version in it.`,
        'Write the version into it, such as 1.11.4; a link or a folder is not read.'
      )
    }
    if (folder === top || dirname(folder) === folder) return undefined
  }
}
