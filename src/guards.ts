/** Says from what the origin knows whether an operation may begin, and with which commit. */
import { RunError } from './errors.ts'
import { recordRef } from './record.ts'
import type { Act, Skip } from './operation.ts'

/** The part of a record and of the origin that decides. */
export interface Known {
  readonly head: string | undefined
  /** The ref of a state kept in git, where it exists. */
  readonly stateRef: string | undefined
  /** The records of the same name under other projects. */
  readonly siblings: readonly {
    readonly project: string
    readonly branch: string
    readonly workingDirectory: string
    readonly outcome: string
    readonly place: string | undefined
  }[]
  readonly record:
    | {
        readonly branch: string
        readonly workingDirectory: string
        readonly outcome: string
        readonly attempted: string
        readonly unsaved?: boolean | undefined
        readonly run: { readonly url: string }
        readonly backend: {
          readonly type: string
          readonly key: string
          readonly place?: string | undefined
        }
      }
    | undefined
}

export interface Place {
  readonly project: string
  readonly environment: string
  readonly workingDirectory: string
  readonly isProtected: boolean
  /** Whether the workflow is the default branch's; a pushed branch brings its own. */
  readonly isTrusted: boolean
  /** The owners want it left alone. */
  readonly isSuspended: boolean
  /** Whether the user gave the project its name. */
  readonly named: boolean
}

export type Verdict = Skip | { readonly kind: 'go'; readonly commit: string }

/**
 * Whether the operation may begin.
 * @throws RunError `name-taken`, `invalid-input`
 */
export function guardStart(act: Act, place: Place, known: Known): Verdict {
  const record = known.record?.outcome === 'destroyed' ? undefined : known.record
  if (record !== undefined && record.workingDirectory !== place.workingDirectory) {
    throw new RunError(
      'name-taken',
      `The project '${place.project}' belongs to the root module '${record.workingDirectory}', and this run is for '${place.workingDirectory}'.`,
      "Give one of the two a name of its own with the input 'project'."
    )
  }
  if (record === undefined && known.stateRef !== undefined) throw unowned(place, known.stateRef)
  if (record === undefined && !place.named) refuseRenamed(act, place, known)
  if (record?.unsaved === true && act.kind !== 'plan') throw unsavedBefore(place, record.run.url)
  if (place.isSuspended && act.kind !== 'plan') return suspended(place)
  return act.kind === 'destroy'
    ? guardDestroy(act, place, known.head, record)
    : guardApply(act, place, known.head, record)
}

const suspended = (place: Place): Skip =>
  skip(
    'suspended',
    `The environment '${place.environment}' is suspended by the policy: it is left as it is.`,
    "To let it be changed again, remove its 'suspend: true' from .github/gitops-env.yml on the default branch."
  )

/** To go on would create what is there a second time, or leave it behind. */
function unsavedBefore(place: Place, url: string): RunError {
  const ref = recordRef({ ...place, branch: '' })
  return new RunError(
    'state-not-saved',
    `An earlier run changed resources of '${place.environment}', but their state could not be saved: ${url}`,
    `Nothing was changed. Look at what that run did; put the state right ('terraform state push', 'terraform import') or remove by hand what it made. Then put the record before it back, and run again:\n    git fetch origin ${ref} && git push --force origin FETCH_HEAD^2:${ref}`
  )
}

/** The same root module under another project's name would be created a second time. */
function refuseRenamed(act: Act, place: Place, known: Known): void {
  const same = known.siblings.find(
    (sibling) =>
      sibling.outcome !== 'destroyed' &&
      sibling.branch === act.branch &&
      sibling.workingDirectory === place.workingDirectory
  )
  if (same === undefined) return
  throw new RunError(
    'name-taken',
    `The root module '${place.workingDirectory}' of the branch '${act.branch}' is the environment '${place.environment}' of the project '${same.project}', and this run is for the project '${place.project}': a second one would be made beside it.`,
    `If the repository was renamed, keep the project's name:\n    with:\n      project: ${same.project}`
  )
}

/** The record is written before the state, and both are removed together. */
const unowned = (place: Place, ref: string): RunError =>
  new RunError(
    'state-tampered',
    `${ref} holds a state, but its record ${recordRef({ ...place, branch: '' })} is gone or says that the environment was destroyed: somebody removed or changed one of the two.`,
    `Nothing was changed. Restore the record from a clone that has it. If the environment is really gone, remove the state:\n    git push origin :${ref}`
  )

function guardApply(
  act: Act,
  place: Place,
  head: string | undefined,
  record: Known['record']
): Verdict {
  if (record !== undefined && record.branch !== act.branch) {
    throw new RunError(
      'name-taken',
      `The branch '${act.branch}' would be the environment '${place.environment}', which belongs to the branch '${record.branch}'.`,
      `Rename the branch, or delete '${record.branch}' first, which destroys its environment.`
    )
  }
  if (head === undefined) {
    if (act.commit === undefined) {
      throw new RunError(
        'invalid-input',
        `There is no branch '${act.branch}' at the origin.`,
        "Check the input 'branch'."
      )
    }
    return skip(
      'stale-run',
      `The branch '${act.branch}' is gone by now.`,
      "The 'delete' event destroys its environment."
    )
  }
  if (act.commit !== undefined && act.commit !== head) {
    return skip(
      'stale-run',
      `This run is for ${act.commit.slice(0, 7)}, but '${act.branch}' is at ${head.slice(0, 7)} by now.`,
      'The run of the newer push does the work. To go back to an older commit, push it as a new head (git revert).'
    )
  }
  return { kind: 'go', commit: head }
}

function guardDestroy(
  act: Act,
  place: Place,
  head: string | undefined,
  record: Known['record']
): Verdict {
  if (record === undefined) {
    return skip(
      'already-gone',
      `There is no environment '${place.environment}' of the project '${place.project}': nothing was applied, or it was destroyed before.`,
      'Nothing needs to be done.'
    )
  }
  if (record.branch !== act.branch) {
    return skip(
      'not-an-environment',
      `The environment '${place.environment}' belongs to the branch '${record.branch}', not to '${act.branch}'.`,
      `Deleting '${record.branch}' destroys it.`
    )
  }
  if (act.afterDeletion && head !== undefined) {
    return branchExists(act.branch, head)
  }
  if (place.isProtected && !(act.onPurpose && place.isTrusted)) {
    return skip(
      'protected',
      `The environment '${place.environment}' is protected: no event destroys it.`,
      `To destroy it on purpose, start the default branch's workflow by hand (workflow_dispatch) with 'command: destroy' and 'branch: ${act.branch}'.`
    )
  }
  return { kind: 'go', commit: record.attempted }
}

/** The skip of a destroy whose branch is there again. */
export const branchExists = (branch: string, head: string): Skip =>
  skip(
    'branch-exists',
    `The branch '${branch}' exists again, at ${head.slice(0, 7)}.`,
    'Its pushes keep the environment up to date; deleting it again destroys the environment.'
  )

const skip = (reason: Skip['reason'], why: string, otherwise: string): Skip => ({
  kind: 'skip',
  reason,
  why,
  otherwise
})
