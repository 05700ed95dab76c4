/** Makes a commit ready for Terraform: its code, backend, variables, and the files that carry them. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { decideBackend } from './backend/configure.ts'
import type { Backend } from './backend/configure.ts'
import { runUrl } from './context.ts'
import type { Context, Variables } from './context.ts'
import { RunError } from './errors.ts'
import { checkOut } from './check-out.ts'
import type { Repository } from './repository.ts'
import type { Inputs } from './inputs.ts'
import { parseJson } from './json.ts'
import { fill } from './placeholders.ts'
import type { Names } from './record.ts'
import { variableTags } from './tags/carriers.ts'
import { taggedIn } from './tags/carry.ts'
import { tagsFor } from './tags/tags.ts'
import { hasTofuFiles, readModule } from './terraform/module.ts'
import { leavesOf } from './terraform/plan.ts'
import type { Module } from './terraform/module.ts'
import { alreadyThere, OVERRIDE } from './override.ts'
import { variablesFor } from './variables.ts'
import { openVariablesFile } from './variables-file.ts'
import type { VariablesFile } from './variables-file.ts'
import { headOf } from './workspace.ts'

/** Everything Terraform is given for one commit. */
export interface Prepared {
  readonly commit: string
  /** The commit's tree and the root module in it, absolute. */
  readonly top: string
  readonly root: string
  readonly module: Module
  readonly backend: Backend
  /** Absolute, or relative to the root module; later ones win. */
  readonly varFiles: readonly string[]
  /** The last of them; for Terraform it is not there before init. */
  readonly variablesFile: VariablesFile
  /** As they are asked for, before a cloud's rules. */
  readonly tags: Readonly<Record<string, string>>
  /** Values of variables that the module declares sensitive. */
  readonly secrets: readonly string[]
  /** Whether the code was checked out beside the workspace. */
  readonly checkedOut: boolean
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** @throws RunError where the code cannot be run safely as it is */
export async function prepare(
  repository: Repository,
  context: Context,
  inputs: Inputs,
  names: Names,
  commit: string,
  directory: string,
  variables: Variables,
  destroy: boolean
): Promise<Prepared> {
  // A destroy is the same wherever it runs: not with files that earlier steps left in a workspace.
  const checkedOut = destroy || headOf(context.workspace) !== commit
  const code = checkedOut ? join(directory, 'code', commit) : context.workspace
  if (checkedOut && !existsSync(code)) await checkOut(repository, commit, code)
  const root = join(code, inputs.workingDirectory)
  const module = readRootModule(root, inputs, commit)
  const values = { ...names, repository: context.repository }
  const backend = decideBackend(module, inputs, values, variables, context.hosted, digest)
  const tags = tagsFor({ ...values, commit, 'run-url': runUrl(context) }, inputs.tags)
  const variablesFile = openVariablesFile(directory, (tagged) =>
    variablesFor(
      module.variables,
      { ...values, commit },
      variableTags(tags, tagged),
      inputs.variables,
      // The inputs are today's, the code is the environment's: what it does not know yet, it does not need.
      !destroy && module.unreadable.length === 0
    )
  )
  // OpenTofu reads it in init, before the providers are known; Terraform does not.
  if (inputs.tool === 'tofu') variablesFile.write(taggedIn(root, module, inputs.tool))
  return {
    commit,
    top: code,
    root,
    module,
    backend,
    varFiles: [
      ...varFilesOf(inputs, root, names.environment, values, destroy),
      ...(variablesFile.path === undefined ? [] : [variablesFile.path])
    ],
    variablesFile,
    tags,
    secrets: secretsOf(module, inputs, variables),
    checkedOut
  }
}

function readRootModule(
  root: string,
  { workingDirectory, tool }: Pick<Inputs, 'workingDirectory' | 'tool'>,
  commit: string
): Module {
  if (!existsSync(root)) {
    throw new RunError(
      'invalid-input',
      `The working-directory '${workingDirectory}' does not exist in the commit ${commit.slice(0, 7)}.`,
      "Write the path of the root module from the repository's top."
    )
  }
  refuseLeftover(root)
  const module = readModule(root, tool)
  if (module.empty) {
    throw new RunError(
      'invalid-input',
      `There is no Terraform file (*.tf, *.tf.json) in '${workingDirectory}' of the commit ${commit.slice(0, 7)}.`,
      hasTofuFiles(root)
        ? "There are *.tofu files: give the input 'tool: tofu', on a deletion in the workflow of the default branch."
        : "Name the root module's folder with the input 'working-directory'."
    )
  }
  return module
}

/** Files that would make Terraform, or this action, take something else for the environment's state. */
function refuseLeftover(root: string): void {
  const stray = ['terraform.tfstate', 'errored.tfstate'].find((name) =>
    existsSync(join(root, name))
  )
  if (stray !== undefined) {
    throw new RunError(
      'invalid-input',
      `A file '${stray}' lies in the root module; it would be taken for the environment's state.`,
      `Remove it from the repository (git rm --cached ${stray}) and add it to .gitignore. If it is the only copy of a state, put it into the backend first.`
    )
  }
  // OpenTofu would read the second in place of the first.
  const generated = [OVERRIDE, OVERRIDE.replace('.tf.', '.tofu.')].find((name) =>
    existsSync(join(root, name))
  )
  if (generated !== undefined) throw alreadyThere(generated)
}

function varFilesOf(
  inputs: Inputs,
  root: string,
  environment: string,
  values: Names & { readonly repository: string },
  destroy: boolean
): readonly string[] {
  const own = `environments/${environment}.tfvars`
  const all = inputs.varFiles.map((file) => fill(file, values))
  const named = destroy ? all.filter((file) => existsSync(join(root, file))) : all
  const missing = named.find((file) => !existsSync(join(root, file)))
  if (missing !== undefined) {
    throw new RunError(
      'invalid-input',
      `The input 'var-files' names '${missing}', which does not exist in the root module.`,
      'Paths are relative to the root module.'
    )
  }
  return [...(existsSync(join(root, own)) ? [own] : []), ...named]
}

function secretsOf(module: Module, inputs: Inputs, variables: Variables): readonly string[] {
  const sensitive = [...module.variables.values()].filter((variable) => variable.sensitive)
  const found = new Set<string>()
  for (const { name } of sensitive) {
    for (const text of [inputs.variables[name], variables[`TF_VAR_${name}`]]) {
      if (text !== undefined) leavesOf([text, parseJson(text)], found)
    }
  }
  return [...found]
}

/** The settings that Terraform is given by argument, and every literal of the module, its secrets too. */
export function settingsOf(prepared: Prepared): Readonly<Record<string, string | undefined>> {
  const { backend } = prepared.module
  const declared = backend?.type === prepared.backend.type ? backend.attributes : {}
  return { ...declared, ...prepared.backend.config }
}

/** Terraform's own working files: private to the run, so that two never meet. */
export function dataDirectory(directory: string): string {
  const path = join(directory, 'data')
  mkdirSync(path, { recursive: true, mode: 0o700 })
  return path
}
