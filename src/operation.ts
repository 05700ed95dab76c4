/** Decides from event and command what a run does: the table of docs/events.md, as a function. */
import { RunError } from './errors.ts'
import type { SkipReason } from './errors.ts'
import type { Event } from './event.ts'

export const COMMANDS = ['auto', 'plan', 'apply', 'destroy', 'resolve'] as const
export type Command = (typeof COMMANDS)[number]

export interface Skip {
  readonly kind: 'skip'
  readonly reason: SkipReason
  /** What happened, in one sentence. */
  readonly why: string
  /** What would have made the action act. */
  readonly otherwise: string
}

export interface Act {
  readonly kind: 'plan' | 'apply' | 'destroy'
  readonly branch: string
  /** The commit the event brought; undefined where the branch's head, or the record, decides. */
  readonly commit: string | undefined
  /** A person named this branch and this command: what an event may not do, a person may. */
  readonly onPurpose: boolean
  /** A destroy that a deletion asked for: the branch must really be gone. */
  readonly afterDeletion: boolean
}

export type Operation = Skip | Act

const OTHERWISE =
  'The action acts on push to an environment branch, on delete of one, and on workflow_dispatch.'

/**
 * What this run does, as far as event and inputs can tell; branch patterns, records and the origin
 * come later and can still turn it into a skip. `resolve` is decided as `auto`: it only stops sooner.
 * @param branch the input of that name
 * @throws RunError `invalid-input` where command and event contradict each other
 */
export function decideOperation(
  event: Event,
  command: Command,
  branch: string | undefined
): Operation {
  switch (event.kind) {
    case 'push':
      return decidePush(event, command, branch)
    case 'delete':
      return decideDelete(event.branch, command, branch)
    case 'dispatch':
      return decideDispatch(event.branch, command, branch)
    case 'create':
      return skip(
        'unsupported-event',
        "A 'create' event does nothing: the push that comes with it does the work."
      )
    case 'not-a-branch':
      return skip(
        'not-a-branch',
        `The '${event.name}' event is about '${event.ref}', which is not a branch.`
      )
    case 'pull_request_target':
      throw new RunError(
        'invalid-input',
        "The action does not run on 'pull_request_target': a stranger's Terraform would run with this repository's secrets.",
        "Use 'push', 'delete' and 'workflow_dispatch'."
      )
    case 'other':
      return skip('unsupported-event', `The event '${event.name}' is not supported.`)
  }
}

function decidePush(
  event: Extract<Event, { kind: 'push' }>,
  command: Command,
  branch: string | undefined
): Operation {
  sameBranch('push', event.branch, branch)
  if (event.deleted) {
    return skip(
      'unsupported-event',
      `The push deleted '${event.branch}': the 'delete' event does the work.`
    )
  }
  if (command === 'destroy') {
    throw new RunError(
      'invalid-input',
      "'command: destroy' on a push would destroy the environment that was just pushed to.",
      "Delete the branch, or use 'workflow_dispatch' with 'command: destroy' and 'branch'."
    )
  }
  const kind = command === 'plan' ? 'plan' : 'apply'
  return {
    kind,
    branch: event.branch,
    commit: event.commit,
    onPurpose: false,
    afterDeletion: false
  }
}

function decideDelete(deleted: string, command: Command, branch: string | undefined): Operation {
  sameBranch('delete', deleted, branch)
  if (command === 'plan' || command === 'apply') {
    return skip('unsupported-event', `'${deleted}' was deleted, so there is nothing to ${command}.`)
  }
  return {
    kind: 'destroy',
    branch: deleted,
    commit: undefined,
    onPurpose: false,
    afterDeletion: true
  }
}

function decideDispatch(
  startedOn: string | undefined,
  command: Command,
  branch: string | undefined
): Operation {
  const target = branch ?? startedOn
  if (target === undefined) {
    return skip('not-a-branch', 'The run was started on something that is not a branch.')
  }
  const kind = command === 'plan' || command === 'destroy' ? command : 'apply'
  const onPurpose = branch !== undefined && command === 'destroy'
  return { kind, branch: target, commit: undefined, onPurpose, afterDeletion: false }
}

function sameBranch(event: string, fromEvent: string, fromInput: string | undefined): void {
  if (fromInput === undefined || fromInput === fromEvent) return
  throw new RunError(
    'invalid-input',
    `The '${event}' event is about the branch '${fromEvent}', but the input 'branch' says '${fromInput}'.`,
    "Leave 'branch' out on push and delete; it is meant for 'workflow_dispatch'. On delete, " +
      "'github.ref_name' is the default branch, not the deleted one."
  )
}

const skip = (reason: SkipReason, why: string, otherwise = OTHERWISE): Skip => ({
  kind: 'skip',
  reason,
  why,
  otherwise
})
