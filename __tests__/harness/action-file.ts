// Reads action.yml as the runner does: the scripts, and every input with its default.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/** The folder of this repository, with action.yml and dist/. */
export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url))

interface ActionFile {
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown } | null>>
  readonly runs: { readonly main: string; readonly post?: string }
}

export interface Action {
  readonly main: string
  readonly post: string | undefined
  /** `INPUT_<NAME>` for every declared input; an undeclared one is an error here, a warning on GitHub. */
  readonly inputs: (
    given: Readonly<Record<string, string>>,
    token: string
  ) => Record<string, string>
}

/** Reads `<folder>/action.yml`; the scripts are absolute paths. */
export function readAction(folder: string): Action {
  const file = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as ActionFile
  const declared = file.inputs ?? {}
  return {
    main: join(folder, file.runs.main),
    post: file.runs.post === undefined ? undefined : join(folder, file.runs.post),
    inputs: (given, token) => {
      const unknown = Object.keys(given).filter((name) => !(name in declared))
      if (unknown.length > 0) throw new Error(`action.yml declares no input ${unknown.join(', ')}`)
      const pairs = Object.entries(declared).map(([name, input]) => {
        const value = given[name] ?? defaultOf(name, input?.default, token)
        return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value] as const
      })
      return Object.fromEntries(pairs)
    }
  }
}

function defaultOf(name: string, value: unknown, token: string): string {
  const text = value === undefined || value === null ? '' : `${value as string | number | boolean}`
  const filled = text.replace(/\$\{\{\s*github\.token\s*\}\}/g, () => token)
  if (filled.includes('${{')) throw new Error(`the default of '${name}' is more than github.token`)
  return filled
}
