/** The file of variables that Terraform is given: written anew whenever more is known of what takes the tags. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tagged } from './tags/carriers.ts'

export interface VariablesFile {
  /** Absolute; undefined where no variable is given. */
  readonly path: string | undefined
  /** Names of the variables that are given, for the record. */
  readonly names: readonly string[]
  /** Writes the tags as these providers take them; returns whether another file was there before. */
  readonly write: (tagged: readonly Tagged[]) => boolean
}

/**
 * @param directory the run's own
 * @param valuesFor the file's content; its names are the same for all providers
 */
export function openVariablesFile(
  directory: string,
  valuesFor: (tagged: readonly Tagged[]) => Readonly<Record<string, unknown>>
): VariablesFile {
  const names = Object.keys(valuesFor([])).toSorted()
  const path = names.length === 0 ? undefined : join(directory, 'variables.tfvars.json')
  return {
    path,
    names,
    write: (tagged) => {
      if (path === undefined) return false
      const text = JSON.stringify(valuesFor(tagged))
      const before = existsSync(path) ? readFileSync(path, 'utf8') : text
      writeFileSync(path, text, { mode: 0o600 })
      return before !== text
    }
  }
}
