// The environment variables of a job on a GitHub-hosted runner, with nothing of the machine's but PATH.
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GitHubEvent } from './events.ts'

/** A token that only looks like one. */
export const FAKE_TOKEN = 'ghs_0123456789abcdefghijABCDEFGHIJ012345'
/** Proves, where it does not turn up, that Terraform gets nothing of the runner's. */
export const FAKE_RUNTIME_TOKEN = 'runtime-token-that-must-stay-with-the-step'

let runs = 0

export interface Job {
  readonly base: string
  readonly workspace: string
  readonly temp: string
  readonly trackingId: string
  readonly runId: string
  /** Its RUNNER_NAME; no other job has the same. */
  readonly runner: string
  readonly env: Record<string, string | undefined>
}

/** Folders and variables of one job below `base`; `env` has the last word, `undefined` in it removes. */
export function createJob(
  {
    event,
    payload,
    ref,
    sha,
    actor = 'octocat'
  }: GitHubEvent & { readonly actor?: string | undefined },
  options: {
    readonly base: string
    readonly repository: string
    readonly serverUrl: string
    /** Of GitHub's APIs; default: addresses where nobody answers. */
    readonly api?: { readonly url: string; readonly graphqlUrl: string } | undefined
    readonly runId?: string | undefined
    readonly attempt?: number | undefined
    readonly env?: Readonly<Record<string, string | undefined>> | undefined
  }
): Job {
  const base = mkdtempSync(join(options.base, 'run-'))
  const folder = (name: string): string => {
    mkdirSync(join(base, name), { recursive: true })
    return join(base, name)
  }
  runs += 1
  const runId = options.runId ?? String(10_000_000_000 + process.pid * 1000 + runs)
  const [owner = '', name = ''] = options.repository.split('/')
  const workspace = folder(`work/${name}/${name}`)
  const temp = folder('work/_temp')
  const trackingId = `github_${randomUUID()}`
  const eventPath = join(folder('event'), 'event.json')
  writeFileSync(eventPath, JSON.stringify(payload, null, 2))
  const pull = (payload as { pull_request?: { head: Named; base: Named } }).pull_request
  const env: Record<string, string | undefined> = {
    PATH: process.env['PATH'],
    HOME: folder('home'),
    LANG: 'C.UTF-8',
    CI: 'true',
    CHECKPOINT_DISABLE: '1',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_SERVER_URL: options.serverUrl,
    GITHUB_API_URL: options.api?.url ?? 'http://127.0.0.1:9',
    GITHUB_GRAPHQL_URL: options.api?.graphqlUrl ?? 'http://127.0.0.1:9/graphql',
    GITHUB_REPOSITORY: options.repository,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_HEAD_REF: pull?.head.ref ?? '',
    GITHUB_BASE_REF: pull?.base.ref ?? '',
    GITHUB_SHA: sha,
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_ACTOR: actor,
    GITHUB_TRIGGERING_ACTOR: actor,
    GITHUB_RUN_ID: runId,
    GITHUB_RUN_NUMBER: String(runs),
    GITHUB_RUN_ATTEMPT: String(options.attempt ?? 1),
    GITHUB_JOB: 'environment',
    GITHUB_WORKFLOW: 'Environments',
    GITHUB_WORKFLOW_REF: `${options.repository}/.github/workflows/env.yml@${ref}`,
    GITHUB_WORKFLOW_SHA: sha,
    GITHUB_WORKSPACE: workspace,
    RUNNER_NAME: `GitHub Actions ${runs}`,
    RUNNER_OS: { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }[process.platform as string],
    RUNNER_ARCH: { x64: 'X64', arm64: 'ARM64' }[process.arch as string],
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: folder('tools'),
    RUNNER_TRACKING_ID: trackingId,
    ACTIONS_RUNTIME_TOKEN: FAKE_RUNTIME_TOKEN,
    ...options.env
  }
  const runner = env['RUNNER_NAME'] ?? ''
  return { base, workspace, temp, trackingId, runId, runner, env }
}

interface Named {
  readonly ref: string
}
