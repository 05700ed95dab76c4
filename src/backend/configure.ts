/** Decides where an environment's state lives, and how Terraform is told. */
import { RunError } from '../errors.ts'
import type { BranchPattern, Digest } from '../environment.ts'
import { fill } from '../placeholders.ts'
import type { Placeholders } from '../placeholders.ts'
import { settingsOf, withoutCredentials } from './address.ts'
import {
  at,
  refuseLostFile,
  refuseQuery,
  refuseUnheeded,
  requireSettings,
  separate
} from './checks.ts'
import { kindOf, secretVariableOf } from './kinds.ts'
import type { BackendKind } from './kind.ts'
import { defaultOf, refuseTooLong } from './length.ts'
import { placeOf } from './place.ts'
import { refuseOddPlace } from './odd-places.ts'
import { refuseWritten } from './secrets.ts'
import { refuseTwice } from './twice.ts'
import type { Secret } from './twice.ts'
import {
  completed,
  isTfe,
  needsHostname,
  refuseBadPlace,
  tokenVariableOf,
  WORKSPACE
} from './tfe-settings.ts'

/** What a root module declares; `attributes` holds literals as text, undefined where not a literal. */
export interface Declared {
  readonly backend: Block | undefined
  /** The `cloud` block, which has its own kind of settings. */
  readonly cloud: Block | undefined
}

/** Attributes of a nested block have its name before theirs: `workspaces.name`. */
export interface Block {
  readonly type: string
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly file: string
  readonly line: number
}

export interface Asked {
  readonly tool?: string
  readonly backend: string
  readonly backendConfig: Readonly<Record<string, string>>
  readonly branches: readonly BranchPattern[]
}

export interface Backend {
  /** Terraform's type, or `git`. */
  readonly type: string
  /** What carries the environment, for people and the record; never a secret. */
  readonly key: string
  /** Where the state is, as one text; undefined where the code does not say it plainly. */
  readonly place: string | undefined
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
 * @param digest shortens a default that is too long; without it such a default is refused
 * @throws RunError `invalid-input` where the state would be shared, lost, or misplaced
 */
export function decideBackend(
  declared: Declared,
  asked: Asked,
  values: Placeholders,
  variables: Readonly<Record<string, string | undefined>>,
  hosted: boolean,
  digest?: Digest
): Backend {
  const type = decideType(declared, asked)
  const kind = kindOf(type)
  if (kind === undefined) throw unknownType(type, declared)
  if (type === 'git') return gitBackend(kind, values, asked, declared)
  const block = blockOf(type, declared)
  const attributes = block?.attributes ?? {}
  const attribute = kind.environmentAttribute
  separate({ type, kind, asked, block })
  const given = isTfe(type)
    ? completed(type, asked.tool, asked.backendConfig, attributes, variables)
    : { ...asked.backendConfig }
  // An expression of the module is an answer, too, which only OpenTofu can read.
  if (given[attribute] === undefined && !(attribute in attributes)) {
    const usual = defaultOf(kind, values, digest)
    refuseUnheeded(kind, usual, variables)
    if (usual !== undefined) given[attribute] = usual
  }
  const needs = needsOf(type, kind, asked.tool)
  requireSettings({ type, kind: needs, given, attributes, variables })
  const filled = settingsOf(type, given, values)
  const config = Object.fromEntries(
    filled.filter(([name]) => secretVariableOf(kind, name) === undefined)
  )
  if (type === 'http') refuseQuery(config, block)
  refuseWritten(type, kind, config)
  const key = config[attribute] ?? attributes[attribute] ?? ''
  if (type === 'local') refuseLostFile(key, hosted)
  refuseOddPlace(type, kind, { ...attributes, ...config }, variables)
  if (isTfe(type)) refuseUnread(block, config)
  if (isTfe(type)) refuseBadPlace(config, values)
  refuseTooLong(type, kind, key)
  const hostname = config['hostname'] ?? ''
  const secrets = secretsOf({ type, kind, filled, hostname })
  refuseTwice({ type, block, secrets, variables })
  return {
    type,
    key: withoutCredentials(key),
    place: placeOf(type, { ...attributes, ...Object.fromEntries(filled) }, variables),
    config,
    environment: {
      ...(isTfe(type) ? tokenOf(hostname, attributes['token']) : {}),
      ...Object.fromEntries(secrets.map(({ variable, value }) => [variable, value]))
    },
    locking: lockingOf(kind, { ...attributes, ...given }),
    // A `cloud` block takes no settings by argument: it is written anew, complete.
    override: block === undefined || type === 'cloud' ? type : undefined
  }
}

/** The module's own block of a type. */
export const blockOf = (type: string, declared: Declared): Block | undefined => {
  if (type === 'cloud') return declared.cloud
  return declared.backend?.type === type ? declared.backend : undefined
}

const needsOf = (type: string, kind: BackendKind, tool: string | undefined): BackendKind =>
  needsHostname(type, tool) ? { ...kind, required: { hostname: HOSTNAME, ...kind.required } } : kind
const HOSTNAME = { example: 'app.terraform.io', variables: [] }

/** The secrets among the settings, and the variables that they travel by. */
const secretsOf = ({
  type,
  kind,
  filled,
  hostname
}: {
  readonly type: string
  readonly kind: BackendKind
  readonly filled: readonly (readonly [string, string])[]
  readonly hostname: string
}): readonly Secret[] =>
  filled.flatMap(([name, value]) => {
    const usual = secretVariableOf(kind, name)
    if (usual === undefined || (isTfe(type) && value === '')) return []
    return [{ name, value, variable: isTfe(type) ? tokenVariableOf(hostname) : usual }]
  })

const tokenOf = (hostname: string, token: string | undefined): Readonly<Record<string, string>> =>
  token === undefined || token === '' ? {} : { [tokenVariableOf(hostname)]: token }

/** @throws RunError `invalid-input` for what only OpenTofu could read, where this action asks the API too */
function refuseUnread(block: Block | undefined, config: Readonly<Record<string, string>>): void {
  const unread = ['hostname', 'organization', WORKSPACE, 'workspaces.project', 'token'].find(
    (name) =>
      block !== undefined &&
      name in block.attributes &&
      block.attributes[name] === undefined &&
      !(name in config)
  )
  if (block === undefined || unread === undefined) return
  throw new RunError(
    'invalid-input',
    `${at(block)} sets '${unread}' to something that is not plain text, so that the action cannot ask the same server as Terraform.`,
    `Write it as plain text, or take it out of the block and add a line:\n    backend-config: ${unread}=…`
  )
}

const lockingOf = (
  { locking }: BackendKind,
  settings: Readonly<Record<string, string | undefined>>
): Readonly<Record<string, string>> =>
  locking.unless.some((name) => name in settings) ? {} : locking.settings

function decideType(declared: Declared, asked: Asked): string {
  if (asked.backend !== 'auto') return asked.backend
  if (declared.cloud !== undefined) return 'cloud'
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
