// One job of a workflow: whether it runs, once for each value of its matrix, on which machine, with which rights.
import { createJob } from './job.ts'
import { fill, fillText, holds, type Contexts, type Status } from './expression.ts'
import type { GitHubEvent } from './events.ts'
import type { RunResult } from './runner.ts'
import type { World } from './scenario.ts'
import { allows } from './trigger.ts'
import { runSteps, type StandIn, type StepFile, type StepRun } from './workflow-steps.ts'

/** A job as it stands in the file. */
export interface JobFile {
  readonly name?: string
  readonly needs?: string | readonly string[]
  readonly if?: string | boolean
  readonly 'runs-on': string
  readonly 'timeout-minutes'?: number
  readonly environment?: string | { readonly name: string; readonly url?: string }
  readonly permissions?: Readonly<Record<string, string>>
  readonly concurrency?: Concurrency
  readonly env?: Readonly<Record<string, unknown>>
  readonly outputs?: Readonly<Record<string, unknown>>
  readonly strategy?: {
    readonly 'fail-fast'?: boolean
    readonly 'max-parallel'?: number
    readonly matrix: unknown
  }
  readonly steps: readonly StepFile[]
}

export type Concurrency =
  | string
  | { readonly group: string; readonly queue?: string; readonly 'cancel-in-progress'?: unknown }

/** A GitHub Environment, with what protects it. */
export interface GitHubEnvironment {
  /** Patterns of the branches whose runs may use it; default: all. */
  readonly branches?: readonly string[]
  /** What its reviewers say; default: it has none. */
  readonly approve?: () => boolean | Promise<boolean>
  readonly secrets?: Readonly<Record<string, string>>
  readonly vars?: Readonly<Record<string, string>>
}

/** What a repository has besides its files. */
export interface Settings {
  readonly secrets?: Readonly<Record<string, string>>
  readonly vars?: Readonly<Record<string, string>>
  readonly environments?: Readonly<Record<string, GitHubEnvironment>>
  readonly standIns?: Readonly<Record<string, StandIn>>
  /** False: everything is decided, but no machine is started. */
  readonly machines?: false
  /** Added to the variables of every machine. */
  readonly machine?: Readonly<Record<string, string>>
}

/** What one machine did; `skipped` is a job that got none, as is one whose environment refused it. */
export interface JobRun {
  readonly id: string
  readonly matrix: Readonly<Record<string, unknown>>
  readonly result: Status
  /** Why it got no machine, where it was refused one. */
  readonly refused?: 'branch not allowed' | 'rejected'
  readonly environment: string | undefined
  readonly group: string | undefined
  readonly permissions: Readonly<Record<string, string>>
  readonly steps: readonly StepRun[]
  /** This action's step. */
  readonly run: RunResult | undefined
  readonly outputs: Readonly<Record<string, string>>
  readonly workspace: string | undefined
}

export interface JobsRequest {
  readonly world: World
  readonly event: GitHubEvent
  readonly settings: Settings
  readonly workflow: { readonly file: string; readonly name: string; readonly runId: string }
  readonly permissions: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, unknown>>
  /** `github`, `inputs`, `vars`. */
  readonly contexts: Contexts
  readonly needs: Readonly<Record<string, { readonly result: Status; readonly outputs: object }>>
}

/** @returns one for each value of the matrix, all run at once; a job that is skipped is one */
export async function runJob(
  request: JobsRequest,
  id: string,
  file: JobFile
): Promise<readonly JobRun[]> {
  refuseUnknown(id, file)
  const contexts = { ...request.contexts, needs: request.needs }
  const results = Object.values(request.needs).map(({ result }) => result)
  const before = results.find((result) => result !== 'success') ?? 'success'
  if (!holds(file.if, contexts, before)) return [{ ...nothing(id), result: 'skipped' }]
  const values = combinations(fill(file.strategy?.matrix, contexts) ?? {}, contexts)
  return await Promise.all(values.map((matrix) => runMachine(request, id, file, matrix)))
}

async function runMachine(
  request: JobsRequest,
  id: string,
  file: JobFile,
  matrix: JobRun['matrix']
): Promise<JobRun> {
  const { world, event, settings, workflow } = request
  const matrixed = { ...request.contexts, needs: request.needs, matrix }
  const named = typeof file.environment === 'object' ? file.environment.name : file.environment
  const environment = named === undefined ? undefined : fillText(named, matrixed)
  const group = groupOf(file.concurrency, matrixed)
  const permissions = file.permissions ?? request.permissions
  const known = { ...nothing(id), matrix, environment, group, permissions }
  const place = environment === undefined ? {} : (settings.environments?.[environment] ?? {})
  const { branches, approve = () => true } = place
  if (branches !== undefined && !allows(branches, event.ref.replace('refs/heads/', '')))
    return { ...known, result: 'failure', refused: 'branch not allowed' }
  if (!(await approve())) return { ...known, result: 'failure', refused: 'rejected' }

  if (settings.machines === false) return { ...known, result: 'success' }

  world.server?.setAllowPush(permissions['contents'] === 'write')
  const job = createJob(event, {
    base: world.origin.base,
    repository: world.origin.repository,
    serverUrl: world.server?.url ?? world.origin.serverUrl,
    api: world.api,
    runId: workflow.runId,
    env: {
      GITHUB_JOB: id,
      GITHUB_WORKFLOW: workflow.name,
      GITHUB_WORKFLOW_REF: `${world.origin.repository}/${workflow.file}@${event.ref}`,
      ...(permissions['id-token'] === 'write' && OIDC),
      ...settings.machine
    }
  })
  const secrets = { ...settings.secrets, ...place.secrets }
  const github = { ...(matrixed as { github?: object }).github, workspace: job.workspace, job: id }
  const contexts = {
    ...matrixed,
    github,
    secrets: { ...secrets, GITHUB_TOKEN: tokenOf(request) },
    vars: { ...settings.vars, ...place.vars },
    runner: { name: job.runner, temp: job.temp, os: 'Linux', environment: 'github-hosted' }
  }
  const { steps, own, status, context, masks } = await runSteps({
    world,
    event,
    job,
    steps: file.steps,
    permissions,
    env: { ...request.env, ...file.env },
    contexts,
    secrets: Object.values(secrets),
    standIns: settings.standIns ?? {}
  })
  const all = Object.entries(file.outputs ?? {}).map(
    ([name, value]) => [name, fillText(value, { ...contexts, steps: context })] as const
  )
  // GitHub drops a job's output that holds anything masked.
  const outputs = Object.fromEntries(all.filter(([, text]) => masks.mask(text) === text))
  return { ...known, result: status, steps, run: own[0], outputs, workspace: job.workspace }
}

/** What a job gets that may ask for OIDC tokens; nobody answers there. */
const OIDC = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:9/token',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'a-request-token-for-oidc'
}

const tokenOf = ({ contexts }: JobsRequest): string =>
  (contexts['github'] as { readonly token: string }).token

/** The group of a job or workflow, filled in; nothing of ours may cancel a run. */
export function groupOf(
  concurrency: Concurrency | undefined,
  contexts: Contexts
): string | undefined {
  if (concurrency === undefined) return undefined
  return fillText(typeof concurrency === 'string' ? concurrency : concurrency.group, contexts)
}

const nothing = (id: string) => ({
  id,
  matrix: {},
  environment: undefined,
  group: undefined,
  permissions: {},
  steps: [],
  run: undefined,
  outputs: {},
  workspace: undefined
})

/** Every combination of a matrix of lists. */
function combinations(matrix: unknown, contexts: Contexts): readonly Record<string, unknown>[] {
  const axes = Object.entries(matrix as Readonly<Record<string, unknown>>)
  return axes.reduce<Record<string, unknown>[]>(
    (found, [name, list]) => {
      const values = fill(list, contexts)
      if (!Array.isArray(values))
        throw new Error(`this runner knows only lists in a matrix: ${name}`)
      return found.flatMap((one) => values.map((value: unknown) => ({ ...one, [name]: value })))
    },
    [{}]
  )
}

const KNOWN = new Set(
  `name needs if runs-on timeout-minutes environment permissions concurrency env outputs strategy steps`.split(
    ' '
  )
)

function refuseUnknown(id: string, file: JobFile): void {
  const unknown = Object.keys(file).filter((key) => !KNOWN.has(key))
  if (unknown.length > 0) throw new Error(`this runner knows no ${unknown.join(', ')} of job ${id}`)
}
