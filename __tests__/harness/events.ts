// Events shaped as GitHub sends them: the payload, with the ref and commit a run for it gets.
import type { Origin } from './origin.ts'

/** What a workflow run is about. */
export interface GitHubEvent {
  readonly event: string
  readonly payload: unknown
  /** GITHUB_REF, a full name. */
  readonly ref: string
  /** GITHUB_SHA. */
  readonly sha: string
}

/** How GitHub writes "no commit". */
export const NO_COMMIT = '0'.repeat(40)

/** What every payload carries: the repository and who did it. */
export function commonPayload(origin: Pick<Origin, 'repository' | 'serverUrl'>, login = 'octocat') {
  const [owner = '', name = ''] = origin.repository.split('/')
  return {
    repository: {
      id: 1296269,
      name,
      full_name: origin.repository,
      owner: { login: owner, type: 'Organization' },
      private: true,
      visibility: 'private',
      fork: false,
      default_branch: 'main',
      html_url: `https://github.com/${origin.repository}`
    },
    sender: { login, type: 'User' }
  }
}

export interface PushFields {
  readonly before?: string
  readonly after?: string
  readonly created?: boolean
  readonly forced?: boolean
  readonly deleted?: boolean
}

/** A push of `after` (default: the branch's head). A deletion has no commit and runs on the default branch's. */
export function pushEvent(origin: Origin, branch: string, fields: PushFields = {}): GitHubEvent {
  const { created = false, forced = false, deleted = false } = fields
  const after = fields.after ?? (deleted ? NO_COMMIT : origin.head(branch))
  const before =
    fields.before ?? (created ? NO_COMMIT : (origin.show(after).parents[0] ?? NO_COMMIT))
  const url = `https://github.com/${origin.repository}`
  const commit = deleted ? null : { id: after, message: origin.show(after).message, author: AUTHOR }
  return {
    event: 'push',
    ref: `refs/heads/${branch}`,
    sha: deleted ? origin.head('main') : after,
    payload: {
      ref: `refs/heads/${branch}`,
      before,
      after,
      created,
      deleted,
      forced,
      base_ref: null,
      compare: `${url}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      commits: commit === null ? [] : [commit],
      head_commit: commit,
      pusher: { name: AUTHOR.username, email: AUTHOR.email },
      ...commonPayload(origin)
    }
  }
}

/** A deleted branch or tag, by its short name; the run is the default branch's. */
export function deleteEvent(
  origin: Origin,
  name: string,
  refType: 'branch' | 'tag' = 'branch'
): GitHubEvent {
  const payload = { ref: name, ref_type: refType, pusher_type: 'user', ...commonPayload(origin) }
  return onDefaultBranch(origin, 'delete', payload)
}

/** A created branch: comes together with its first push. */
export function createEvent(
  origin: Origin,
  name: string,
  refType: 'branch' | 'tag' = 'branch'
): GitHubEvent {
  const rest = { master_branch: 'main', description: null, pusher_type: 'user' }
  return {
    event: 'create',
    ref: `refs/${refType === 'branch' ? 'heads' : 'tags'}/${name}`,
    sha: refType === 'branch' ? origin.head(name) : origin.head('main'),
    payload: { ref: name, ref_type: refType, ...rest, ...commonPayload(origin) }
  }
}

/** "Run workflow" on a branch, with the workflow's inputs. */
export function dispatchEvent(
  origin: Origin,
  branch = 'main',
  inputs: Readonly<Record<string, string>> = {}
): GitHubEvent {
  const ref = `refs/heads/${branch}`
  const payload = { ref, inputs, workflow: '.github/workflows/env.yml', ...commonPayload(origin) }
  return { event: 'workflow_dispatch', ref, sha: origin.head(branch), payload }
}

/** The clock. */
export function scheduleEvent(origin: Origin, schedule = '17 * * * *'): GitHubEvent {
  return onDefaultBranch(origin, 'schedule', { schedule, ...commonPayload(origin) })
}

/** Any other event that runs on the default branch. */
export function otherEvent(origin: Origin, event: string, fields: object = {}): GitHubEvent {
  return onDefaultBranch(origin, event, { ...fields, ...commonPayload(origin) })
}

export interface PullRequest {
  readonly head: string
  readonly base: string
  readonly number?: number
  readonly action?: string
  /** The full name of the fork it comes from. */
  readonly fork?: string
  readonly login?: string
  readonly event?: 'pull_request' | 'pull_request_target'
}

/** A pull request between two branches of the origin; a fork differs only in what the payload says. */
export function pullRequestEvent(origin: Origin, pull: PullRequest): GitHubEvent {
  const { head, base, number = 7, fork, login = 'octocat', event = 'pull_request' } = pull
  const merge = origin.pull(number, head, base)
  const repo = { ...commonPayload(origin).repository }
  const theirs = { ...repo, full_name: fork, owner: { login: fork?.split('/')[0] }, fork: true }
  const payload = {
    action: pull.action ?? 'synchronize',
    number,
    pull_request: {
      number,
      state: 'open',
      draft: false,
      merged: false,
      html_url: `https://github.com/${origin.repository}/pull/${number}`,
      user: { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' },
      merge_commit_sha: merge,
      head: { ref: head, sha: origin.head(head), repo: fork === undefined ? repo : theirs },
      base: { ref: base, sha: origin.head(base), repo }
    },
    ...commonPayload(origin, login)
  }
  return event === 'pull_request'
    ? { event, ref: `refs/pull/${number}/merge`, sha: merge, payload }
    : { event, ref: `refs/heads/${base}`, sha: origin.head(base), payload }
}

const AUTHOR = { name: 'Octo Cat', email: 'octo@example.com', username: 'octocat' }

function onDefaultBranch(origin: Origin, event: string, payload: unknown): GitHubEvent {
  return { event, ref: 'refs/heads/main', sha: origin.head('main'), payload }
}
