/** The override file: beside the module's own it supplies what they lack, for as long as the run lasts. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OVERRIDE_NOTE } from './run-directory.ts'

/** Its name makes Terraform read it last, so that it decides. */
export const OVERRIDE = 'zz_gitops_env_override.tf.json'

export interface Override {
  /** Writes the file with these blocks, by their type, besides those that it has. */
  readonly add: (blocks: Readonly<Record<string, unknown>>) => void
  /** Takes it away again. */
  readonly remove: () => void
}

/**
 * Nothing is written before there is something to write. A file that is there already is left alone, and an error.
 * @param directory the run's own
 */
export function openOverride(root: string, directory: string): Override {
  const file = join(root, OVERRIDE)
  const note = join(directory, OVERRIDE_NOTE) // for whoever cleans up after a worker that was killed
  let written: Readonly<Record<string, unknown>> | undefined
  return {
    add: (blocks) => {
      const content = { ...written, ...blocks }
      writeFileSync(note, file)
      writeFileSync(file, `${JSON.stringify(content)}\n`, { flag: written ? 'w' : 'wx' })
      written = content
    },
    remove: () => {
      if (written === undefined) return
      for (const path of [file, note]) rmSync(path, { force: true })
    }
  }
}
