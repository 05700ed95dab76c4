// A miniature GitHub runner: gives an action the job it would have on GitHub, and tells what came of it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { GitHubApi } from '../servers/github-api.ts'
import type { Conclusion } from '../servers/github-runs.ts'
import { readAction, repositoryRoot } from './action-file.ts'
import { endOrphans, filesBelow, readJsonFile } from './aftermath.ts'
import { checkout } from './checkout.ts'
import type { Annotation, Console } from './console.ts'
import type { GitHubEvent } from './events.ts'
import { createJob, FAKE_TOKEN, type Job } from './job.ts'
import type { Origin } from './origin.ts'
import { runOneStep } from './one-step.ts'

/** A job that is still running, for a test that interferes. */
export interface Running extends Pick<
  Job,
  'workspace' | 'temp' | 'trackingId' | 'runId' | 'runner'
> {
  readonly pid: number
  /** What the step has printed so far, unmasked. */
  readonly log: () => string
}

/** How a run differs from the usual one; an event tells what it is about. */
export interface RunSettings {
  readonly with?: Readonly<Record<string, string>> | undefined
  /** Added to the job's variables; `undefined` removes one. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** The commit in the workspace; default: the event's; false: an empty workspace. */
  readonly checkout?: string | false | undefined
  /** Files besides the commit's. */
  readonly workspaceFiles?: Readonly<Record<string, string>> | undefined
  /** The node that runs the action; default: NODE24, else this one. */
  readonly node?: string | undefined
  readonly actor?: string | undefined
  readonly runId?: string | undefined
  readonly attempt?: number | undefined
  /** Default: the origin's, a file:// address. */
  readonly serverUrl?: string | undefined
  readonly token?: string | undefined
  /** Values the runner masks from the start, as it does with the workflow's secrets. The token is one. */
  readonly secrets?: readonly string[] | undefined
  /** The folder with action.yml; default: this repository. */
  readonly action?: string | undefined
  /** The script instead of action.yml's `main` and `post`. */
  readonly dist?: string | undefined
  readonly post?: false | undefined
  /** Also the place for the later steps of the same job, which the main step's outcome is for. */
  readonly beforePost?: ((running: Running, main: MainStep) => void | Promise<void>) | undefined
  /** The job that the step is part of; default: one of its own. */
  readonly job?: Job | undefined
  /** Runs beside the main step from its start on. */
  readonly during?: ((running: Running) => void | Promise<void>) | undefined
  /**
   * With `cancelWhen`: cancels as GitHub does, SIGINT, SIGTERM 7.5 s and SIGKILL 10 s later; or with SIGINT alone,
   * where a slow machine must not change what comes of it.
   */
  readonly signals?: 'cancel' | 'interrupt' | undefined
  /** Gets the log so far, from the start on, empty at first. */
  readonly cancelWhen?: ((log: string) => boolean) | undefined
  /**
   * The machine dies when this is true of the log so far: everything of the job is killed at once, there is no
   * post step, and the API goes on saying that the job is in progress. Linux only, see `canDie`.
   */
  readonly dies?: ((log: string) => boolean) | undefined
  /** Of each step; over it the run throws. Default 110. */
  readonly timeoutSeconds?: number | undefined
}

/** What came of the main step. */
export type MainStep = Pick<RunResult, 'exitCode' | 'outputs' | 'exported' | 'masks' | 'summary'>

export interface RunOptions extends GitHubEvent, RunSettings {}

export interface RunResult {
  /** Of the main step; 128 + N when it died of signal N. */
  readonly exitCode: number
  readonly postExitCode: number | undefined
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  /** What later steps get: variables and folders for the PATH. */
  readonly exported: { readonly env: Readonly<Record<string, string>>; readonly path: string[] }
  /** As it was when the step ended: GitHub takes nothing that is written later. */
  readonly summary: string
  readonly postSummary: string
  /** What a person sees: masked, and commands as `##[error]…`. */
  readonly log: string
  /** Every line as it was printed. */
  readonly rawLog: string
  readonly postLog: string
  /** Of both steps, masked, decoded. */
  readonly annotations: readonly Annotation[]
  /** What the action itself masked. */
  readonly masks: readonly string[]
  /** The JSON file named by the output `result`, read before post. */
  readonly result: unknown
  /** The JSON file named by the output `outputs-file`, read before post, with its permission bits. */
  readonly outputsFile: { readonly json: unknown; readonly mode: number } | undefined
  readonly workspace: string
  readonly temp: string
  readonly runId: string
  readonly attempt: number
  /** The name of the runner; no other run has the same. */
  readonly runner: string
  /** Files below RUNNER_TEMP after post, relative. */
  readonly leftovers: readonly string[]
  /** `pid command line` of what still ran a second after post (and was then ended); empty off Linux. */
  readonly processesLeft: readonly string[]
  /** Of the main step. */
  readonly seconds: number
  readonly options: RunOptions
}

/**
 * Runs an action's main and post step for one event. Several may run at once.
 * @param api is told when the job begins and ends, and is what the job's variables name
 */
export async function runAction(
  origin: Origin,
  options: RunOptions,
  api?: GitHubApi
): Promise<RunResult> {
  const { token = FAKE_TOKEN, serverUrl = origin.serverUrl } = options
  const action = readAction(options.action ?? repositoryRoot)
  const inputs = action.inputs(options.with ?? {}, token)
  const { base, repository } = origin
  const job = options.job ?? createJob(options, { ...options, base, repository, serverUrl, api })
  const { workspace, runId, runner } = job
  const attempt = options.attempt ?? 1
  const sha = options.checkout ?? options.sha
  if (sha !== false) await checkout(origin, { workspace, sha, ref: options.ref, serverUrl, token })
  for (const [name, content] of Object.entries(options.workspaceFiles ?? {})) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true })
    writeFileSync(join(workspace, name), content)
  }

  const common = {
    job,
    node: options.node ?? process.env['NODE24'] ?? process.execPath,
    timeoutSeconds: options.timeoutSeconds ?? 110,
    secrets: [token, ...(options.secrets ?? [])],
    originRoot: origin.root
  }
  let conclusion: Conclusion | undefined = 'failure'
  api?.begin({ runId, attempt, runner, job: `${job.env['GITHUB_JOB']} (demo)` })
  try {
    const main = await runOneStep({
      ...common,
      name: 'main',
      script: options.dist ?? action.main,
      env: inputs,
      during: options.during,
      cancelWhen: options.signals === undefined ? undefined : options.cancelWhen,
      patient: options.signals === 'interrupt',
      dies: options.dies
    })
    const { exitCode, seconds, files, output } = main
    const outputs = { ...legacyPairs(output.legacy, 'set-output'), ...files.outputs() }
    const state = { ...legacyPairs(output.legacy, 'save-state'), ...files.state() }
    const exported = files.exported()
    const summary = files.summary()
    const result = readJsonFile(outputs['result'])?.json
    const outputsFile = readJsonFile(outputs['outputs-file'])

    const { masks } = output
    if (!main.dead) {
      await options.beforePost?.(main.running, { exitCode, outputs, exported, masks, summary })
    }
    const script = main.dead || options.post === false ? undefined : action.post
    const states = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])
    const post =
      script === undefined
        ? undefined
        : await runOneStep({
            ...common,
            secrets: [...common.secrets, ...output.masks],
            name: 'post',
            script: options.dist ?? script,
            env: {
              ...exported.env,
              PATH: [...exported.path.toReversed(), job.env['PATH']].join(':'),
              ...inputs,
              ...(Object.fromEntries(states) as Record<string, string>)
            }
          })
    conclusion = conclusionOf(main, post?.exitCode)
    return {
      exitCode,
      postExitCode: post?.exitCode,
      outputs,
      state,
      exported,
      summary,
      postSummary: post?.files.summary() ?? '',
      log: output.seen(),
      rawLog: output.raw(),
      postLog: post?.output.seen() ?? '',
      annotations: [...output.annotations, ...(post?.output.annotations ?? [])],
      masks: [...output.masks, ...(post?.output.masks ?? [])],
      result,
      outputsFile,
      workspace,
      temp: job.temp,
      runId,
      attempt,
      runner,
      processesLeft: await endOrphans(job.trackingId),
      leftovers: filesBelow(job.temp),
      seconds,
      options
    }
  } finally {
    await endOrphans(job.trackingId)
    if (conclusion !== undefined) api?.endJob({ runId, attempt, runner, conclusion })
  }
}

/** What GitHub calls the end of a job; a machine that died says nothing. */
function conclusionOf(
  main: { readonly exitCode: number; readonly cancelled: boolean; readonly dead: boolean },
  post = 0
): Conclusion | undefined {
  if (main.dead) return undefined
  if (main.cancelled) return 'cancelled'
  return main.exitCode === 0 && post === 0 ? 'success' : 'failure'
}

function legacyPairs(commands: Console['legacy'], name: string): Record<string, string> {
  const used = commands.filter((command) => command.name === name)
  return Object.fromEntries(used.map(({ properties, data }) => [properties['name'] ?? '', data]))
}
