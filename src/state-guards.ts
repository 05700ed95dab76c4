/** Says whether a state is where, and what, the record of its environment says. */
import { withoutCredentials } from './backend/address.ts'
import { kindOf } from './backend/kinds.ts'
import { partsOf } from './backend/place.ts'
import { RunError } from './errors.ts'
import type { Known } from './guards.ts'
import { recordRef } from './record.ts'
import { amount } from './report.ts'
import type { ChosenBackend } from './terraform/chosen-backend.ts'
import type { Tool } from './tool/releases.ts'

/**
 * Refuses to keep a living environment's state elsewhere than before.
 * @param place the digest of where this run would keep it; undefined where that is not known, and so not compared
 * @throws RunError `invalid-input`
 */
export function guardBackend(
  { environment }: { readonly environment: string },
  known: Pick<Known, 'record' | 'siblings'>,
  backend: { readonly type: string; readonly key: string },
  place: string | undefined
): void {
  const { record } = known
  const shared = known.siblings.find(
    (sibling) => place !== undefined && sibling.outcome !== 'destroyed' && sibling.place === place
  )
  if (shared !== undefined) {
    throw new RunError(
      'invalid-input',
      `The environment '${environment}' of the project '${shared.project}' keeps its state in the same place, ${backend.type} '${backend.key}': each of the two would destroy the other's resources.`,
      "Tell them apart with '{project}' in the setting, such as key={project}/{environment}.tfstate."
    )
  }
  if (record === undefined || record.outcome === 'destroyed') return
  const before = record.backend
  const same = before.type === backend.type && before.key === backend.key
  if (same && (before.place ?? place) === (place ?? before.place)) return
  const attributes = Object.keys(partsOf(backend.type, {}, {}))
  const where = same ? ` of another ${attributes.join(' or ')}` : ''
  throw new RunError(
    'invalid-input',
    `The state of '${environment}' is in ${before.type} '${before.key}', and this run would keep it in ${backend.type} '${backend.key}'${where}: everything would be created a second time.`,
    'Nothing was changed. Restore the earlier backend, or destroy the environment with it first. To keep what is there, move the state by the commands of docs/backends.md, "Move an environment to another backend", in their order: without its record, and before its state is moved, everything would be created a second time.'
  )
}

/** What Terraform calls them: the state in git is served over http, one that is not there yet is a blank file. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
  git: ['http'],
  remote: ['remote', 'local'],
  cloud: ['cloud', 'local']
}

/**
 * Refuses to plan with another backend than the one that was decided: what other file decides, or a program around
 * Terraform, is not known, but the state would be where nobody finds it again.
 * @param chosen what `init` has noted
 * @throws RunError `invalid-input`
 */
export function guardChosen(
  backend: { readonly type: string; readonly config: Readonly<Record<string, string>> },
  chosen: ChosenBackend | undefined,
  tool: string
): void {
  const { type, config } = backend
  const attribute = kindOf(type)?.environmentAttribute ?? ''
  const wanted = config[attribute]
  const found = chosen?.attributes[attribute]
  const isType = (CALLED[type] ?? [type]).includes(chosen?.type ?? '')
  if (isType && (type in CALLED || wanted === undefined || wanted === found)) return
  const instead = chosen === undefined ? 'none' : described(chosen.type, attribute, found)
  throw new RunError(
    'invalid-input',
    `${tool} was given the backend ${described(type, attribute, wanted)}, and has chosen ${instead}.`,
    'Nothing was changed. Look for what sets another backend: a file *_override.tf whose name sorts behind zz_gitops_env_override.tf.json, or a script around the program on the PATH. Remove it.'
  )
}

const described = (type: string, attribute: string, value: string | undefined): string =>
  value === undefined ? `'${type}'` : `'${type}' with ${attribute}=${withoutCredentials(value)}`

/**
 * Refuses another state than the one that the last run left, in the same place by its name: other credentials, or
 * another server, may lead to somebody else's.
 * @param lineage of the state that the plan was made from; '' where there is none, undefined where that is not known
 * @throws RunError `state-missing`
 */
export function guardLineage(
  { project, environment }: { readonly project: string; readonly environment: string },
  record: { readonly outcome: string; readonly lineage?: string | undefined } | undefined,
  lineage: string | undefined,
  backend: { readonly type: string; readonly key: string }
): void {
  const last = record?.outcome === 'destroyed' ? undefined : record?.lineage
  if ((last ?? '') === '' || (lineage ?? '') === '' || lineage === last) return
  throw new RunError(
    'state-missing',
    `The state in ${backend.type} '${backend.key}' is not the one that the last run of '${environment}' left: its lineage is ${lineage}, and was ${last}.`,
    `Nothing was changed: what it holds may belong to somebody else. Look at what leads to it: the backend's settings, its address, the account of the credentials. If the state was replaced on purpose, remove the record and run again:\n    git push origin :${recordRef({ project, environment, branch: '' })}`
  )
}

/**
 * Refuses another tool that does not read what the last one has applied.
 * @param tofuFiles whether the root module has files that only OpenTofu reads
 * @returns what to tell where the tool is another one
 * @throws RunError `invalid-input`
 */
export function guardTool(
  environment: string,
  record:
    | {
        readonly outcome: string
        readonly tool?: { readonly name: string; readonly version: string } | undefined
      }
    | undefined,
  tool: Tool,
  tofuFiles: boolean
): string | undefined {
  const last = record?.outcome === 'destroyed' ? undefined : record?.tool
  if (last === undefined || last.name === tool) return undefined
  if (tool === 'terraform' && tofuFiles) {
    throw new RunError(
      'invalid-input',
      `'${environment}' was last applied with ${last.name} ${last.version}, and this run is for terraform, which does not read the *.tofu files of the root module: what they declare would be destroyed.`,
      "Nothing was changed. Give the input 'tool: tofu', on a deletion in the workflow of the default branch. To change to Terraform, turn the *.tofu files into *.tf first."
    )
  }
  return `'${environment}' was last applied with ${last.name} ${last.version}; this run is for ${tool}.`
}

/**
 * Refuses to go on where the record knows of resources and the state of none.
 * @param found managed resources in the state as it was before the plan
 * @throws RunError `state-missing`
 */
export function guardState(
  { project, environment }: { readonly project: string; readonly environment: string },
  record:
    | {
        readonly outcome: string
        readonly operation: string
        readonly resources?: number | undefined
      }
    | undefined,
  found: number,
  backend: { readonly type: string; readonly key: string }
): void {
  // A destroy that was not remembered to its end may well have left nothing.
  const over =
    record === undefined || record.outcome === 'destroyed' || record.operation === 'destroy'
  const expected = over ? 0 : (record.resources ?? 0)
  if (expected === 0 || found > 0) return
  throw new RunError(
    'state-missing',
    `The state of '${environment}' in ${backend.type} '${backend.key}' is empty or gone, but after the last run it held ${amount(expected, 'resource')}.`,
    `Nothing was changed: going on would create everything a second time, or leave it behind. Restore the state from a backup. If it was emptied on purpose, remove the record and run again:\n    git push origin :${recordRef({ project, environment, branch: '' })}`
  )
}
