/** Supplies what the code does not say itself: the backend's settings, and its block where the module has none. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Backend } from './backend/configure.ts'
import { dependsOnVersion } from './backend/kinds.ts'
import { nested } from './backend/tfe-settings.ts'
import type { Override } from './override.ts'
import type { Report } from './report.ts'
import type { Run } from './run.ts'
import type { Provided } from './tool/provide.ts'

/**
 * Writes the files, for as long as the run lasts.
 * @param backend the environment's, or what stands in for it
 * @returns arguments for `terraform init`; undefined for `cloud`, which takes none
 * @throws RunError `invalid-input` for a backend that the tool's version does not have
 */
export async function supply(
  { report, directory }: Pick<Run, 'report' | 'directory'>,
  backend: Backend,
  tool: Provided,
  override: Override
): Promise<readonly string[] | undefined> {
  const config = await configFor(report, backend, tool)
  const { type } = backend
  if (type === 'cloud') override.add({ terraform: { cloud: nested(config) } })
  else if (backend.override !== undefined)
    override.add({ terraform: { backend: { [backend.override]: {} } } })
  return type === 'cloud' ? undefined : argumentsFor(config, directory)
}

async function configFor(
  report: Report,
  backend: Backend,
  { name, version }: Provided
): Promise<Readonly<Record<string, string>>> {
  if (!dependsOnVersion(backend)) return backend.config
  // Comparing versions is not for every run.
  const [said, { suitedTo }] = await Promise.all([version(), import('./backend/since.ts')])
  const { config, notice } = suitedTo(backend, name, said)
  if (notice !== undefined && !report.notices.includes(notice)) report.notices.push(notice)
  // Told already as far as it was known without the tool; what stands in for a backend depends on no version.
  if (report.backend !== undefined) report.backend = { ...report.backend, config }
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
    writeFileSync(file, JSON.stringify(nested(Object.fromEntries(texts))), { mode: 0o600 })
  }
  return [
    ...(texts.length === 0 ? [] : [file]),
    ...shaped.map(([name, value]) => `${name}=${value}`)
  ]
}
