/** What a record says of an environment, and where in the repository it lies. */
import { isCommit } from './event.ts'
import { isTooDeep, listOf, numberOf, objectOf, parseJson, textOf } from './json.ts'
import type { Version } from './history.ts'
import type { Json } from './json.ts'

export const OUTCOMES = ['applying', 'applied', 'failed', 'destroyed'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** The run that wrote a record or holds a lock. */
export interface RunIdentity {
  readonly server: string
  readonly repository: string
  readonly id: string
  readonly attempt: string
  readonly job: string
  readonly runner: string
  readonly actor: string
  readonly url: string
  /** `user@machine`, as Terraform writes it into its own locks; records of earlier versions lack it. */
  readonly host?: string | undefined
  /** ISO 8601; records of earlier versions lack it. */
  readonly started?: string | undefined
}

/** What is remembered of an environment. Names of variables, never values; no secrets at all. */
export interface EnvironmentRecord {
  readonly version: 1
  readonly project: string
  readonly environment: string
  readonly branch: string
  readonly workingDirectory: string
  readonly operation: 'apply' | 'destroy'
  readonly outcome: Outcome
  /** The commit the last run acted on, however far it came. */
  readonly commit: string
  /** The last commit whose apply began: the state may hold its resources, so that destroy uses it. */
  readonly attempted: string
  /** The last commit whose apply succeeded, and when (ISO 8601). */
  readonly applied?: string | undefined
  readonly appliedAt?: string | undefined
  /** What was applied before, newest first; records of earlier versions lack it. */
  readonly history?: readonly Version[] | undefined
  readonly backend: {
    readonly type: string
    readonly key: string
    /** A digest of where the state is: two root modules must not have the same. */
    readonly place?: string | undefined
  }
  readonly tool?: { readonly name: string; readonly version: string } | undefined
  readonly variables: readonly string[]
  readonly state?:
    | { readonly lineage: string; readonly serial: number; readonly digest: string }
    | undefined
  /** Which state it is, of one that is not kept in git. */
  readonly lineage?: string | undefined
  /** How many resources the state held after the last run, where it is known. */
  readonly resources?: number | undefined
  /** Resources were changed, but the state may not know: a person must look first. */
  readonly unsaved?: true | undefined
  /** Terraform was killed in the middle of the apply: what it made last may be missing in the state. */
  readonly interrupted?: true | undefined
  /** The run whose end was never told, where the runs since then were refused before they applied. */
  readonly unended?: RunIdentity | undefined
  readonly run: RunIdentity
  readonly time: string
}

export interface Names {
  readonly project: string
  readonly environment: string
  readonly branch: string
}

export const refOf = (kind: string, names: Names): string =>
  `refs/gitops-env/${kind}/${names.project}/${names.environment}`
export const recordRef = (names: Names): string => refOf('environments', names)
export const lockRef = (names: Names): string => refOf('locks', names)
export const stateRef = (names: Names): string => refOf('state', names)
/** A state that could not be stored where it belongs, encrypted. */
/** In place of a commit: there was no state. */
export const NO_STATE = 'none'
export const rescueRef = (names: Names): string => refOf('rescue', names)

/** The JSON document below the headline of one of our commits, or undefined. */
export const documentOf = (message: string): Json | undefined =>
  objectOf(parseJson(message.slice(message.indexOf('\n\n') + 2)))

/** What is wrong with a record's content, or undefined where every field is as it should be. */
export function problemOf(content: Json, names: Names): string | undefined {
  if (isTooDeep(content, DEEPEST)) return 'it holds values within values, many levels deep'
  if (content['version'] !== 1)
    return `its version is ${JSON.stringify(content['version'])}, and this action reads version 1`
  const texts = ['branch', 'workingDirectory', 'commit', 'attempted', 'time']
  const bad = texts.find((name) => textOf(content[name]) === undefined)
  if (bad !== undefined) return `its '${bad}' is missing`
  const { project, environment } = content
  if (project !== names.project || environment !== names.environment)
    return `it is about '${textOf(project) ?? '?'}/${textOf(environment) ?? '?'}'`
  const { commit, attempted, applied = attempted } = content
  if (![commit, attempted, applied].every((one) => isCommit(textOf(one) ?? '')))
    return 'it names a commit that is none'
  if (!OUTCOMES.some((outcome) => outcome === content['outcome']))
    return `its outcome is ${JSON.stringify(content['outcome'])}`
  const backend = objectOf(content['backend'])
  if (textOf(backend?.['type']) === undefined || textOf(backend?.['key']) === undefined)
    return "its 'backend' is missing"
  if (identityOf(objectOf(content['run'])) === undefined) return "its 'run' is missing"
  if (listOf(content['variables']) === undefined) return "its 'variables' is missing"
  const damaged = OPTIONAL.find(
    ([name, read]) => content[name] !== undefined && read(content[name]) === undefined
  )
  return damaged === undefined ? undefined : `its '${damaged[0]}' is damaged`
}

/** A record is flat; what is deeper is none of ours. */
const DEEPEST = 20

/** What a record may leave out, with what reads it; `null` is no way to leave it out. */
const OPTIONAL: readonly (readonly [string, (value: unknown) => unknown])[] = [
  ['appliedAt', textOf],
  ['lineage', textOf],
  ['resources', numberOf],
  ['tool', objectOf],
  ['state', stateOf],
  ['unsaved', flagOf],
  ['interrupted', flagOf],
  ['unended', (value) => identityOf(objectOf(value))],
  ['history', historyOf]
]

function flagOf(value: unknown): true | undefined {
  return value === true ? true : undefined
}

function historyOf(value: unknown): readonly unknown[] | undefined {
  const isVersion = (entry: unknown): boolean => {
    const version = objectOf(entry)
    return [version?.['commit'], version?.['tree']].every((name) => isCommit(textOf(name) ?? ''))
  }
  const list = listOf(value)
  return list?.every(isVersion) === true ? list : undefined
}

function stateOf(value: unknown): Json | undefined {
  const state = objectOf(value)
  const known = textOf(state?.['lineage']) !== undefined && textOf(state?.['digest']) !== undefined
  return known && numberOf(state?.['serial']) !== undefined ? state : undefined
}

/** The run that a document names, or undefined where it does not say enough. */
export function identityOf(run: Json | undefined): RunIdentity | undefined {
  const fields = ['server', 'repository', 'id', 'attempt', 'job', 'runner', 'actor', 'url'] as const
  const texts = fields.map((name) => [name, textOf(run?.[name])] as const)
  if (texts.some(([, text]) => text === undefined)) return undefined
  const more = { host: textOf(run?.['host']), started: textOf(run?.['started']) }
  return { ...(Object.fromEntries(texts) as unknown as RunIdentity), ...more }
}
