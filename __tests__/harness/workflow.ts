// A miniature GitHub: finds the workflow of the commit, and runs its jobs for an event as the file says.
import { parse } from 'yaml'
import type { GitHubEvent } from './events.ts'
import type { Status } from './expression.ts'
import { FAKE_TOKEN } from './job.ts'
import type { World } from './scenario.ts'
import { starts, triggersOf } from './trigger.ts'
import { groupOf, runJob } from './workflow-jobs.ts'
import type { Concurrency, JobFile, JobRun, Settings } from './workflow-jobs.ts'

interface WorkflowFile {
  readonly name?: string
  readonly on: unknown
  readonly permissions?: Readonly<Record<string, string>>
  readonly concurrency?: Concurrency
  readonly env?: Readonly<Record<string, unknown>>
  readonly jobs: Readonly<Record<string, JobFile>>
}

/** A run of a workflow; without `jobs` the event did not start it. */
export interface WorkflowRun {
  readonly file: string
  readonly started: boolean
  /** The workflow's concurrency group. */
  readonly group: string | undefined
  readonly jobs: readonly JobRun[]
  /** How many machines it took, or would have taken. */
  readonly machines: number
  /** The only run of a job; an error where there are more, or none. */
  readonly job: (id: string) => JobRun
}

let runs = 0

/** Runs the one workflow that the event's commit has. */
export async function runWorkflow(
  world: World,
  event: GitHubEvent,
  settings: Settings = {}
): Promise<WorkflowRun> {
  const [file = '', ...more] = world.origin
    .git('ls-tree', '--name-only', event.sha, '.github/workflows/')
    .split('\n')
  if (more.length > 0) throw new Error(`more than one workflow: ${file}, ${more.join(', ')}`)
  const workflow = parse(world.origin.file(event.sha, file).toString()) as WorkflowFile
  refuseUnknown(workflow)
  if (!starts(workflow.on, event)) return ended({ file, started: false, group: undefined }, [])
  const inputs = inputsOf(workflow, event)
  runs += 1
  const runId = String(20_000_000_000 + process.pid * 1000 + runs)
  const contexts = {
    github: { ...githubOf(world, event, file, inputs), run_id: runId },
    inputs,
    vars: settings.vars ?? {}
  }
  const group = groupOf(workflow.concurrency, contexts)
  const done = new Map<string, readonly JobRun[]>()
  for (const id of inOrder(workflow.jobs)) {
    const job = workflow.jobs[id] as JobFile
    const needs = needsOf(job).map((name) => {
      const all = done.get(name) ?? []
      const outputs = Object.assign({}, ...all.map((one) => one.outputs)) as object
      return [name, { result: together(all), outputs }] as const
    })
    const request = {
      world,
      event: withInputs(event, inputs),
      settings,
      workflow: { file, name: workflow.name ?? file, runId },
      permissions: workflow.permissions ?? {},
      env: workflow.env ?? {},
      contexts,
      needs: Object.fromEntries(needs)
    }
    done.set(id, await runJob(request, id, job))
  }
  return ended({ file, started: true, group }, [...done.values()].flat())
}

function ended(
  known: Pick<WorkflowRun, 'file' | 'started' | 'group'>,
  jobs: readonly JobRun[]
): WorkflowRun {
  return {
    ...known,
    jobs,
    machines: jobs.filter(({ result, refused }) => result !== 'skipped' && refused === undefined)
      .length,
    job: (id) => {
      const [found, ...more] = jobs.filter((one) => one.id === id)
      if (found === undefined || more.length > 0)
        throw new Error(`not one job '${id}' in ${known.file}`)
      return found
    }
  }
}

const together = (all: readonly JobRun[]): Status =>
  all.find(({ result }) => result === 'failure')?.result ??
  all.find(({ result }) => result === 'skipped')?.result ??
  'success'

const needsOf = ({ needs = [] }: JobFile): readonly string[] => [needs].flat()

/** Job by job, each after those it needs. */
function inOrder(jobs: WorkflowFile['jobs']): readonly string[] {
  const order: string[] = []
  const visit = (id: string): void => {
    const job = jobs[id]
    if (job === undefined) throw new Error(`no job '${id}'`)
    if (order.includes(id)) return
    needsOf(job).forEach(visit)
    order.push(id)
  }
  Object.keys(jobs).forEach(visit)
  return order
}

/** The inputs of a dispatch, defaults filled in, refused as GitHub refuses them. */
function inputsOf({ on }: WorkflowFile, { event, payload }: GitHubEvent): Record<string, string> {
  if (event !== 'workflow_dispatch') return {}
  const given = (payload as { readonly inputs: Readonly<Record<string, string>> }).inputs
  const declared = (triggersOf(on)['workflow_dispatch']?.['inputs'] ?? {}) as Readonly<
    Record<string, { required?: boolean; default?: string; options?: readonly string[] } | null>
  >
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(declared, name))
  if (unknown.length > 0) throw new Error(`Unexpected inputs provided: ${unknown.join(', ')}`)
  const pairs = Object.entries(declared).map(([name, input]) => {
    const value = given[name] ?? input?.default ?? ''
    if (value === '' && input?.required === true) throw new Error(`input '${name}' is required`)
    if (input?.options !== undefined && !input.options.includes(value))
      throw new Error(`'${value}' is not an option of '${name}'`)
    return [name, value] as const
  })
  return Object.fromEntries(pairs)
}

const withInputs = (event: GitHubEvent, inputs: Record<string, string>): GitHubEvent =>
  event.event === 'workflow_dispatch'
    ? { ...event, payload: { ...(event.payload as object), inputs } }
    : event

function githubOf(world: World, event: GitHubEvent, file: string, inputs: Record<string, string>) {
  const { repository } = world.origin
  return {
    event_name: event.event,
    event: withInputs(event, inputs).payload,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(heads|tags|pull)\//u, ''),
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha: event.sha,
    base_ref: '',
    head_ref: '',
    actor: 'octocat',
    repository,
    repository_owner: repository.split('/')[0],
    server_url: world.server?.url ?? world.origin.serverUrl,
    workflow_ref: `${repository}/${file}@${event.ref}`,
    token: FAKE_TOKEN
  }
}

const KNOWN = new Set(['name', 'on', 'permissions', 'concurrency', 'env', 'jobs', 'run-name'])

function refuseUnknown(workflow: WorkflowFile): void {
  const unknown = Object.keys(workflow).filter((key) => !KNOWN.has(key))
  if (unknown.length > 0) throw new Error(`this runner knows no ${unknown.join(', ')}`)
}
