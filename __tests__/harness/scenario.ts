// The world a scenario is told in: an origin, and verbs that do the git part and then the run it causes.
import { startGitHttp, type GitHttpOptions } from '../servers/git-http.ts'
import { startGitHubApi } from '../servers/github-api.ts'
import * as events from './events.ts'
import { FAKE_TOKEN } from './job.ts'
import { createOrigin, type CommitOptions, type Files } from './origin.ts'
import { runAction, type RunResult, type RunSettings } from './runner.ts'

/** An environment's record as it lies in its hidden ref. */
export interface StoredRecord {
  readonly ref: string
  readonly commit: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly headline: string
  readonly message: string
  /** The JSON document. */
  readonly json: Readonly<Record<string, unknown>>
}

export interface WorldSettings extends RunSettings {
  /** What is on `main`, and so on every branch made from it. */
  readonly module?: Files
  readonly repository?: string
  /** Serves the origin as GitHub does, by HTTP with a token; otherwise it is a file:// address. */
  readonly http?: boolean | Partial<GitHttpOptions>
}

export type World = Awaited<ReturnType<typeof createWorld>>

/**
 * An origin with the module on `main`. Settings of the world hold for every run; those of a run come on top,
 * `with` and `env` name by name. To be closed with `close`.
 */
export async function createWorld(settings: WorldSettings = {}) {
  const { module = {}, repository = 'octo/demo', http = false, ...defaults } = settings
  const origin = createOrigin({ repository, files: { 'README.md': '# demo\n', ...module } })
  const asked = http === true || http === false ? {} : http
  const server =
    http === false ? undefined : await startGitHttp(origin.root, { token: FAKE_TOKEN, ...asked })
  const token = defaults.token ?? asked.token ?? FAKE_TOKEN
  const api = await startGitHubApi({ token, repository })

  const run = async (event: events.GitHubEvent, own: RunSettings = {}): Promise<RunResult> =>
    await runAction(
      origin,
      {
        ...(server && { serverUrl: server.url }),
        ...(asked.token !== undefined && { token: asked.token }),
        ...defaults,
        ...own,
        with: { ...defaults.with, ...own.with },
        env: { ...defaults.env, ...own.env },
        ...event
      },
      api
    )

  /** Commits without a run. Without files: an empty commit, or a new branch at `from` as it is. */
  const commit = (branch: string, files?: Files, options: CommitOptions = {}): string =>
    files === undefined && !origin.has(branch)
      ? origin.branch(branch, options.from)
      : origin.commit(branch, files ?? {}, options)

  return {
    origin,
    /** The git server, where there is one. */
    server,
    /** GitHub's API: it knows every run of this world. */
    api,
    run,
    commit,
    /** Commits, pushes, and runs for that push. A branch that does not exist is created. */
    push: async (branch: string, files?: Files, options: CommitOptions & RunSettings = {}) => {
      const { from, message, force = false, ...own } = options
      const before = origin.has(branch) ? origin.head(branch) : events.NO_COMMIT
      const how = {
        force,
        ...(from !== undefined && { from }),
        ...(message !== undefined && { message })
      }
      const after = commit(branch, files, how)
      const fields = { before, after, created: before === events.NO_COMMIT, forced: force }
      return await run(events.pushEvent(origin, branch, fields), own)
    },
    /** Reverts a commit on a branch, and runs for that push. */
    revert: async (branch: string, sha: string, own?: RunSettings) => {
      const before = origin.head(branch)
      const after = origin.revert(branch, sha)
      return await run(events.pushEvent(origin, branch, { before, after }), own)
    },
    /** Deletes the branch, and runs for its `delete` event. */
    remove: async (branch: string, own?: RunSettings) => {
      origin.deleteBranch(branch)
      return await run(events.deleteEvent(origin, branch), own)
    },
    /** The run for the `create` event of a branch that exists. */
    create: async (branch: string, own?: RunSettings) =>
      await run(events.createEvent(origin, branch), own),
    /** "Run workflow" on a branch; the workflow hands its inputs to the action. */
    dispatch: async (branch: string, inputs: Record<string, string> = {}, own: RunSettings = {}) =>
      await run(events.dispatchEvent(origin, branch, inputs), {
        ...own,
        with: { ...inputs, ...own.with }
      }),
    schedule: async (own?: RunSettings) => await run(events.scheduleEvent(origin), own),
    pullRequest: async (pull: events.PullRequest, own?: RunSettings) =>
      await run(events.pullRequestEvent(origin, pull), own),
    /** "Re-run jobs": the old event, commit and run id, with the next attempt. */
    rerun: async ({ options, runId }: RunResult, own: RunSettings = {}) => {
      const { event, payload, ref, sha, ...before } = options
      const attempt = (options.attempt ?? 1) + 1
      return await run({ event, payload, ref, sha }, { ...before, runId, attempt, ...own })
    },
    /** The record of an environment; `undefined` when there is none. */
    record: (environment: string, project = 'demo'): StoredRecord | undefined => {
      const ref = `refs/gitops-env/environments/${project}/${environment}`
      const commit = origin.refs(ref)[ref]
      if (commit === undefined) return undefined
      const { message, tree, parents } = origin.show(commit)
      return { ref, commit, tree, parents, message, ...parseRecord(message) }
    },
    /** Our refs: everything below `refs/gitops-env/`. */
    hiddenRefs: (kind = '') => Object.keys(origin.refs(`refs/gitops-env/${kind}`)),
    close: async () => {
      await server?.close()
      await api.close()
      origin.close()
    }
  }
}

/** A record's message: a headline, an empty line, and JSON between a line `{` and a line `}`. */
export function parseRecord(message: string): Pick<StoredRecord, 'headline' | 'json'> {
  const lines = message.split('\n')
  const first = lines.findIndex((line) => line.startsWith('{'))
  const last = lines.findLastIndex((line) => line === '}')
  if (first < 0) throw new Error(`no JSON in the record:\n${message}`)
  const text = lines.slice(first, Math.max(first, last) + 1).join('\n')
  return { headline: lines[0] ?? '', json: JSON.parse(text) as Record<string, unknown> }
}
