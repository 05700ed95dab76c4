/** Decides what becomes of a rescued state, from what it and the present one say of themselves. */
import { RunError } from '../errors.ts'
import { recordRef, refOf, rescueRef } from '../record.ts'
import type { Names } from '../record.ts'

/** A state's identity. `content` is the same for the same resources and outputs. */
export interface StateVersion {
  readonly lineage: string
  readonly serial: number
  readonly content: string
}

interface Rescued extends StateVersion {
  /** Another state is known to have been stored beside it: its serial says nothing then. */
  readonly forked: boolean
}

/**
 * @param present undefined where there is no state yet
 * @param chosen whether a person has asked for the rescued one
 * @returns whether the rescued state is to be put back, or is there already
 * @throws RunError `rescue-pending` where a person must choose
 */
export function judgeRescue(
  names: Names,
  commit: string,
  rescued: Rescued,
  present: StateVersion | undefined,
  chosen: boolean
): 'restore' | 'force' | 'there' {
  if (present === undefined) return 'restore'
  const same = present.lineage === rescued.lineage
  // Terraform counts on when it stores a state over another one.
  if (same && present.serial >= rescued.serial && present.content === rescued.content) {
    return 'there'
  }
  if (same && present.serial < rescued.serial && !rescued.forked) return 'restore'
  if (chosen) return 'force'
  const why = same
    ? `the state has serial ${present.serial} by now, and the rescued one ${rescued.serial}`
    : `the state has lineage ${present.lineage}, and the rescued one ${rescued.lineage}`
  throw new RunError(
    'rescue-pending',
    `An earlier run rescued a state of '${names.environment}' in ${rescueRef(names)}, but another one was stored since: ${why}. Each may know of resources that the other does not.`,
    `Nothing was changed. See what happened in the record's history (git log --author=gitops-env-action of ${recordRef(names)}), choose, and run this again. To keep the present state and throw the rescued one away:\n    git push origin --force-with-lease=${rescueRef(names)}:${commit} :${rescueRef(names)}\nTo put the rescued state in its place:\n    git fetch origin ${rescueRef(names)} && git push origin ${commit}:${restoreRef(names)}`
  )
}

/** Where a person puts the commit of the rescued state to say that it is the one. */
export const restoreRef = (names: Names): string => refOf('restore', names)
