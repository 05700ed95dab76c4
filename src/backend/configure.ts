/** Decides where an environment's state lives, and how Terraform is told. */
import { RunError } from '../errors.ts'
import type { BranchPattern } from '../environment.ts'
import { fill, namesEnvironment } from '../placeholders.ts'
import type { Placeholders } from '../placeholders.ts'
import { settingsOf, withoutCredentials } from './address.ts'
import { kindOf, secretVariableOf } from './kinds.ts'
import type { BackendKind } from './kinds.ts'

/** What a root module declares; `attributes` holds literals as text, undefined where not a literal. */
export interface Declared {
  readonly backend:
    | {
        readonly type: string
        readonly attributes: Readonly<Record<string, string | undefined>>
        readonly file: string
        readonly line: number
      }
    | undefined
  readonly cloud: { readonly file: string; readonly line: number } | undefined
}

export interface Asked {
  readonly backend: string
  readonly backendConfig: Readonly<Record<string, string>>
  readonly branches: readonly BranchPattern[]
}

export interface Backend {
  /** Terraform's type, or `git`. */
  readonly type: string
  /** What carries the environment, for people and the record; never a secret. */
  readonly key: string
  /** All settings that are no secrets, the module's own included, as one text. */
  readonly settings: string
  /** The settings to give to `terraform init`, without secrets. */
  readonly config: Readonly<Record<string, string>>
  /** The secrets among the settings, by environment variable. */
  readonly environment: Readonly<Record<string, string>>
  /** The type of a `backend` block to generate, where the module's own is missing or another. */
  readonly override: string | undefined
}

/**
 * The backend of a run.
 * @param values fills the placeholders
 * @param variables the environment's variables, some of which stand for a setting
 * @param hosted whether this machine is thrown away after the job
 * @throws RunError `invalid-input` where the state would be shared, lost, or misplaced
 */
export function decideBackend(
  declared: Declared,
  asked: Asked,
  values: Placeholders,
  variables: Readonly<Record<string, string | undefined>>,
  hosted: boolean
): Backend {
  const type = decideType(declared, asked)
  const kind = kindOf(type)
  if (kind === undefined) throw unknownType(type, declared)
  if (type === 'git') return gitBackend(kind, values, asked, declared)
  const attributes = declared.backend?.type === type ? declared.backend.attributes : {}
  const given = { ...asked.backendConfig }
  const attribute = kind.environmentAttribute
  separate(type, kind, given, attributes, declared, asked)
  if (
    given[attribute] === undefined &&
    attributes[attribute] === undefined &&
    kind.environmentDefault !== undefined
  ) {
    given[attribute] = kind.environmentDefault
  }
  requireSettings(type, kind, given, attributes, variables)
  const filled = settingsOf(type, given, values)
  const config = Object.fromEntries(
    filled.filter(([name]) => secretVariableOf(kind, name) === undefined)
  )
  const key = config[attribute] ?? attributes[attribute] ?? ''
  if (type === 'local') refuseLostFile(key, hosted)
  return {
    type,
    key: withoutCredentials(key),
    settings: JSON.stringify(sorted({ ...attributes, ...config })),
    config,
    environment: Object.fromEntries(
      filled.flatMap(([name, value]) => {
        const variable = secretVariableOf(kind, name)
        return variable === undefined ? [] : [[variable, value]]
      })
    ),
    override: declared.backend?.type === type ? undefined : type
  }
}

const sorted = (settings: Readonly<Record<string, string | undefined>>): unknown =>
  Object.keys(settings)
    .toSorted((left, right) => (left < right ? -1 : 1))
    .map((name) => [name, settings[name]])

function decideType(declared: Declared, asked: Asked): string {
  if (asked.backend !== 'auto') return asked.backend
  if (declared.cloud !== undefined) {
    throw new RunError(
      'invalid-input',
      `${at(declared.cloud)} has a 'cloud' block: HCP Terraform runs and stores this module itself, and has one workspace where an environment each is needed.`,
      "Remove the block to keep states in git, or name another backend with the input 'backend'."
    )
  }
  return declared.backend?.type ?? 'git'
}

function gitBackend(
  kind: BackendKind,
  values: Placeholders,
  asked: Asked,
  declared: Declared
): Backend {
  const settings = Object.keys(asked.backendConfig)
  if (settings.length > 0) {
    const found =
      declared.backend === undefined
        ? 'the root module declares no backend'
        : "'backend: git' is set"
    throw new RunError(
      'invalid-input',
      `The input 'backend-config' has '${settings[0]}', but ${found}, so that the state is kept in git, which has no settings.`,
      `Declare a backend in the root module (\`terraform { backend "azurerm" {} }\`), name its type with the input 'backend', or remove 'backend-config'.`
    )
  }
  const ref = fill(kind.environmentDefault ?? '', values)
  // Terraform knows no git backend: it talks to ours over its http backend.
  const override =
    declared.backend?.type === 'http' && Object.keys(declared.backend.attributes).length === 0
      ? undefined
      : 'http'
  return { type: 'git', key: ref, settings: ref, config: {}, environment: {}, override }
}

/** Refuses a setting that would give several environments one state: they would destroy each other. */
function separate(
  type: string,
  kind: BackendKind,
  given: Readonly<Record<string, string>>,
  attributes: Readonly<Record<string, string | undefined>>,
  declared: Declared,
  asked: Asked
): void {
  const single = asked.branches.length === 1 && !asked.branches[0]?.pattern.includes('*')
  if (single) return
  const attribute = kind.environmentAttribute
  const fromInput = given[attribute]
  if (fromInput !== undefined) {
    if (namesEnvironment(fromInput)) return
    throw shared(`The input 'backend-config' sets ${attribute}=${fromInput}`, type, kind)
  }
  if (attribute in attributes && declared.backend !== undefined) {
    throw shared(`${at(declared.backend)} sets '${attribute}' in the '${type}' backend`, type, kind)
  }
}

const shared = (found: string, type: string, kind: BackendKind): RunError =>
  new RunError(
    'invalid-input',
    `${found}, so that every environment would share one ${type} state.`,
    `Write it so that each environment has its own:\n    backend-config: ${kind.example}`
  )

function requireSettings(
  type: string,
  kind: BackendKind,
  given: Readonly<Record<string, string>>,
  attributes: Readonly<Record<string, string | undefined>>,
  variables: Readonly<Record<string, string | undefined>>
): void {
  const attribute = kind.environmentAttribute
  const missing = [attribute, ...Object.keys(kind.required)].find(
    (name) =>
      (given[name] ?? '') === '' &&
      !(name in attributes) &&
      !(kind.required[name] ?? []).some((variable) => (variables[variable] ?? '') !== '')
  )
  if (missing === undefined) return
  throw new RunError(
    'invalid-input',
    `The '${type}' backend needs '${missing}', which neither the root module nor the input 'backend-config' gives.`,
    `Add a line:\n    backend-config: ${missing === attribute ? kind.example : `${missing}=…`}`
  )
}

function refuseLostFile(path: string, hosted: boolean): void {
  if (hosted) {
    throw new RunError(
      'invalid-input',
      "The 'local' backend keeps the state on this machine, and a GitHub-hosted runner is thrown away after the job: the state would be lost.",
      "Remove the 'backend' block to keep states in git, or declare a remote backend."
    )
  }
  if (/^(?:\/|[A-Za-z]:[/\\])/u.test(path)) return
  throw new RunError(
    'invalid-input',
    `The 'local' backend's path '${path}' lies in the checkout, which the next job cleans: the state would be lost.`,
    'Write an absolute path:\n    backend-config: path=/var/lib/terraform/{project}/{environment}.tfstate'
  )
}

function unknownType(type: string, declared: Declared): RunError {
  const where = declared.backend === undefined ? 'The root module' : at(declared.backend)
  return new RunError(
    'invalid-input',
    `${where} declares a backend of type '${type}', which the action does not know.`,
    "Name another type with the input 'backend'."
  )
}

const at = (place: { readonly file: string; readonly line: number }): string =>
  `${place.file}:${place.line}`
