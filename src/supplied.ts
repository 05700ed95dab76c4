/** Supplies what the code does not say itself: the backend's settings, and its block where the module has none. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dependsOnVersion } from './backend/kinds.ts'
import { objectOf, parseJson, textOf } from './json.ts'
import { openOverride } from './override.ts'
import type { Override } from './override.ts'
import type { Prepared } from './prepare.ts'
import type { Run } from './run.ts'
import { askVersion } from './terraform/ask-version.ts'
import type { Provided } from './tool/provide.ts'

export interface Supplied {
  /** Arguments for `terraform init`. */
  readonly backendArguments: readonly string[]
  /** To be removed when the run is over. */
  readonly override: Override
}

/**
 * Writes the files, for as long as the run lasts, and notes the backend in the report.
 * @throws RunError `invalid-input` for a backend that the tool's version does not have
 */
export async function supply(
  run: Pick<Run, 'report' | 'directory' | 'variables'>,
  { backend, root }: Pick<Prepared, 'backend' | 'root'>,
  tool: Provided
): Promise<Supplied> {
  const { report, directory } = run
  const config = await configFor(run, { backend, root }, tool)
  const { type, key } = backend
  report.backend = { type, key, config, supplied: backend.override !== undefined }
  const override = openOverride(root, directory)
  if (backend.override !== undefined)
    override.add({ terraform: { backend: { [backend.override]: {} } } })
  return { backendArguments: argumentsFor(config, directory), override }
}

async function configFor(
  { report, variables }: Pick<Run, 'report' | 'variables'>,
  { backend, root }: Pick<Prepared, 'backend' | 'root'>,
  { name, program }: Provided
): Promise<Readonly<Record<string, string>>> {
  if (!dependsOnVersion(backend)) return backend.config
  // Comparing versions is not for every run.
  const [said, { suitedTo }] = await Promise.all([
    askVersion(program, root, variables, new AbortController().signal),
    import('./backend/since.ts')
  ])
  const version = textOf(objectOf(parseJson(said ?? ''))?.['terraform_version'])
  const { config, notice } = suitedTo(backend, name, version)
  if (notice !== undefined && !report.notices.includes(notice)) report.notices.push(notice)
  return config
}

/**
 * Texts go by file. What looks like a list or an object goes by argument: there Terraform reads it as the type
 * that the setting has, where a file would make a text of it. So does what looks like a template: OpenTofu would
 * evaluate it in a file, and a branch may be named so.
 */
function argumentsFor(
  config: Readonly<Record<string, string>>,
  directory: string
): readonly string[] {
  const settings = Object.entries(config)
  const shaped = settings.filter(([, value]) => /^\s*[[{]|[$%]\{/u.test(value))
  const texts = settings.filter((setting) => !shaped.includes(setting))
  const file = join(directory, 'backend.tfbackend.json')
  if (texts.length > 0) {
    writeFileSync(file, JSON.stringify(Object.fromEntries(texts)), { mode: 0o600 })
  }
  return [
    ...(texts.length === 0 ? [] : [file]),
    ...shaped.map(([name, value]) => `${name}=${value}`)
  ]
}
