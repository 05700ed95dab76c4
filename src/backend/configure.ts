/** Decides where an environment's state lives, and how Terraform is told. */
import { RunError } from '../errors.ts'
import type { BranchPattern } from '../environment.ts'
import { fill } from '../placeholders.ts'
import type { Placeholders } from '../placeholders.ts'
import { settingsOf, withoutCredentials } from './address.ts'
import { at, refuseLostFile, requireSettings, separate } from './checks.ts'
import { kindOf, secretVariableOf } from './kinds.ts'
import type { BackendKind } from './kind.ts'
import { refuseWritten } from './secrets.ts'

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
  /** Where the state is, as one text: the settings that say so, the module's own included. */
  readonly place: string
  /** The settings to give to `terraform init`, without secrets. */
  readonly config: Readonly<Record<string, string>>
  /** The secrets among the settings, by environment variable. */
  readonly environment: Readonly<Record<string, string>>
  /** Settings that switch Terraform's lock on, where its version knows them and the user has not chosen. */
  readonly locking: Readonly<Record<string, string>>
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
  refuseWritten(type, kind, config)
  const key = config[attribute] ?? attributes[attribute] ?? ''
  if (type === 'local') refuseLostFile(key, hosted)
  return {
    type,
    key: withoutCredentials(key),
    place: placeOf(type, kind, { ...attributes, ...config }),
    config,
    environment: Object.fromEntries(
      filled.flatMap(([name, value]) => {
        const variable = secretVariableOf(kind, name)
        return variable === undefined ? [] : [[variable, value]]
      })
    ),
    locking: lockingOf(kind, { ...attributes, ...given }),
    override: declared.backend?.type === type ? undefined : type
  }
}

/** Secrets are no part of it: a record is made of it, and everybody may read that. */
function placeOf(
  type: string,
  kind: BackendKind,
  settings: Readonly<Record<string, string | undefined>>
): string {
  const names = [kind.environmentAttribute, ...kind.place]
  const text = (value: string | undefined): string | null =>
    value === undefined ? null : withoutCredentials(value)
  return JSON.stringify([type, ...names.map((name) => [name, text(settings[name])])])
}

const lockingOf = (
  { locking }: BackendKind,
  settings: Readonly<Record<string, string | undefined>>
): Readonly<Record<string, string>> =>
  locking.unless.some((name) => name in settings) ? {} : locking.settings

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
  return { type: 'git', key: ref, place: ref, config: {}, environment: {}, locking: {}, override }
}

function unknownType(type: string, declared: Declared): RunError {
  const where = declared.backend === undefined ? 'The root module' : at(declared.backend)
  return new RunError(
    'invalid-input',
    `${where} declares a backend of type '${type}', which the action does not know.`,
    "Name another type with the input 'backend'."
  )
}
