/** Where a run takes place: what GitHub's runner tells in environment variables. */
import { RunError } from './errors.ts'

/** @see https://docs.github.com/actions/reference/workflows-and-actions/variables */
export interface Context {
  readonly serverUrl: string
  readonly repository: string
  /** Stays the same when the repository is renamed; its name where the server does not tell. */
  readonly repositoryId: string
  readonly eventName: string
  readonly eventPath: string
  readonly ref: string
  readonly workspace: string
  readonly temp: string
  readonly runId: string
  readonly attempt: string
  readonly job: string
  readonly runner: string
  readonly actor: string
  /** Whether the machine is thrown away after the job. */
  readonly hosted: boolean
  readonly apiUrl: string
  /** `octo/demo/.github/workflows/env.yml@refs/heads/main`: whose workflow file is running. */
  readonly workflowRef: string
}

export type Variables = Readonly<Record<string, string | undefined>>

/** @throws RunError `invalid-input` where the runner's variables are missing */
export function parseContext(variables: Variables): Context {
  const need = (name: string): string => {
    const value = variables[name] ?? ''
    if (value === '') {
      throw new RunError(
        'invalid-input',
        `${name} is not set.`,
        "The action runs in a job of GitHub Actions, as a step's 'uses:'."
      )
    }
    return value
  }
  return {
    serverUrl: need('GITHUB_SERVER_URL').replace(/\/+$/u, ''),
    repository: need('GITHUB_REPOSITORY'),
    repositoryId: variables['GITHUB_REPOSITORY_ID'] ?? need('GITHUB_REPOSITORY'),
    eventName: need('GITHUB_EVENT_NAME'),
    eventPath: need('GITHUB_EVENT_PATH'),
    ref: variables['GITHUB_REF'] ?? '',
    workspace: need('GITHUB_WORKSPACE'),
    temp: need('RUNNER_TEMP'),
    runId: variables['GITHUB_RUN_ID'] ?? '0',
    attempt: variables['GITHUB_RUN_ATTEMPT'] ?? '1',
    job: variables['GITHUB_JOB'] ?? '',
    runner: variables['RUNNER_NAME'] ?? '',
    actor: variables['GITHUB_ACTOR'] ?? '',
    hosted: variables['RUNNER_ENVIRONMENT'] === 'github-hosted',
    apiUrl: variables['GITHUB_API_URL'] ?? '',
    workflowRef: variables['GITHUB_WORKFLOW_REF'] ?? ''
  }
}

/**
 * Whether the workflow that is running is the default branch's: a pushed branch brings its own.
 * A branch's name may itself hold `@refs/heads/main`, so that only what follows the first `@` counts.
 */
export function isDefaultBranchWorkflow(
  { workflowRef, repository }: Context,
  defaultBranch: string | undefined
): boolean {
  if (defaultBranch === undefined || !workflowRef.startsWith(`${repository}/`)) return false
  return workflowRef.slice(workflowRef.indexOf('@')) === `@refs/heads/${defaultBranch}`
}

export const repositoryUrl = (context: Context): string =>
  `${context.serverUrl}/${context.repository}`

export const runUrl = (context: Context): string =>
  `${repositoryUrl(context)}/actions/runs/${context.runId}/attempts/${context.attempt}`

/** An input as the runner passes it on. @see `getInput` of `@actions/core`, which is too slow for a skip */
export const inputOf =
  (variables: Variables) =>
  (name: string): string =>
    variables[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? ''
