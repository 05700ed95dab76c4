/** Reads GitHub's event name and payload into the few kinds of events the product knows. */
import { RunError } from './errors.ts'
import { objectOf, textOf } from './json.ts'

export type Event =
  | {
      readonly kind: 'push'
      readonly branch: string
      readonly commit: string
      readonly deleted: boolean
    }
  | { readonly kind: 'delete'; readonly branch: string }
  | { readonly kind: 'dispatch'; readonly branch: string | undefined }
  | { readonly kind: 'not-a-branch'; readonly name: string; readonly ref: string }
  | { readonly kind: 'create' }
  | { readonly kind: 'pull_request_target' }
  | { readonly kind: 'other'; readonly name: string }

const HEADS = 'refs/heads/'

/**
 * The event of this run.
 * @param name `GITHUB_EVENT_NAME`
 * @param payload the parsed file `GITHUB_EVENT_PATH`
 * @param ref `GITHUB_REF`: on a dispatch, the branch it was started on
 * @throws RunError `invalid-input` for a payload without the fields GitHub documents for it
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function parseEvent(name: string, payload: unknown, ref: string): Event {
  switch (name) {
    case 'push':
      return parsePush(payload)
    case 'delete':
      return parseDelete(payload)
    case 'create':
      return { kind: 'create' }
    case 'workflow_dispatch':
    case 'repository_dispatch':
      return { kind: 'dispatch', branch: branchOfRef(ref) }
    case 'pull_request_target':
      return { kind: 'pull_request_target' }
    default:
      return { kind: 'other', name }
  }
}

function parsePush(payload: unknown): Event {
  const ref = field(payload, 'push', 'ref')
  const branch = branchOfRef(ref)
  if (branch === undefined) return { kind: 'not-a-branch', name: 'push', ref }
  const deleted = objectOf(payload)?.['deleted'] === true
  const commit = field(payload, 'push', 'after')
  if (!isCommit(commit)) throw malformed('push', 'after', commit)
  return { kind: 'push', branch, commit, deleted }
}

function parseDelete(payload: unknown): Event {
  // Unlike push, this payload holds the short name.
  const ref = field(payload, 'delete', 'ref')
  if (field(payload, 'delete', 'ref_type') !== 'branch')
    return { kind: 'not-a-branch', name: 'delete', ref }
  if (!isBranchName(ref)) throw malformed('delete', 'ref', ref)
  return { kind: 'delete', branch: ref }
}

/** The branch of a full ref, or undefined where the ref is a tag or something else. */
export function branchOfRef(ref: string): string | undefined {
  if (!ref.startsWith(HEADS)) return undefined
  const branch = ref.slice(HEADS.length)
  return isBranchName(branch) ? branch : undefined
}

/** Longer than any server takes, and short enough for every look at it to be quick. */
const LONGEST_BRANCH = 1000

/** Whether git accepts the text as a branch's name (`git check-ref-format`). */
export function isBranchName(text: string): boolean {
  return (
    text !== '' &&
    text.length <= LONGEST_BRANCH &&
    // Half a character has no bytes: git and the digest would see the same sign for every such half.
    !/\p{Surrogate}/u.test(text) &&
    text !== '@' &&
    !text.startsWith('/') &&
    !text.endsWith('/') &&
    !text.endsWith('.') &&
    !/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\//u.test(text) &&
    text.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'))
  )
}

/** Whether the text is a whole object name, SHA-1 or SHA-256. */
export const isCommit = (text: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(text)

function field(payload: unknown, event: string, name: string): string {
  const value = textOf(objectOf(payload)?.[name])
  if (value === undefined) throw malformed(event, name, undefined)
  return value
}

function malformed(event: string, name: string, value: string | undefined): RunError {
  const found = value === undefined ? 'is missing' : `is ${JSON.stringify(value.slice(0, 100))}`
  return new RunError(
    'invalid-input',
    `The payload of the '${event}' event is not as GitHub documents it: '${name}' ${found}.`,
    'Run the action on the event itself; a payload made by hand needs the same fields.'
  )
}
