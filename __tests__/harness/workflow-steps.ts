// Runs the steps of one job in their order: scripts by bash, this action by its dist, other actions by stand-ins.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './checkout.ts'
import { createCommandFiles } from './command-files.ts'
import { createConsole, type Console } from './console.ts'
import type { GitHubEvent } from './events.ts'
import { fillText, fillTexts, holds, type Contexts, type Status } from './expression.ts'
import { FAKE_TOKEN, type Job } from './job.ts'
import { mistakeIn } from './known-actions.ts'
import { run } from './process.ts'
import type { RunResult } from './runner.ts'
import type { World } from './scenario.ts'

/** What another action does in its place. */
export interface StandInCall {
  readonly inputs: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly permissions: Readonly<Record<string, string>>
}
/** @returns what the action would leave for later steps; it throws where the action would fail */
export type StandIn = (call: StandInCall) => {
  readonly env?: Readonly<Record<string, string>>
  readonly outputs?: Readonly<Record<string, string>>
}

/** A step as it stands in the file. */
export interface StepFile {
  readonly id?: string
  readonly name?: string
  readonly if?: string | boolean
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly run?: string
  readonly shell?: string
  readonly env?: Readonly<Record<string, unknown>>
  readonly 'working-directory'?: string
}

export interface StepRun {
  /** Its name, its id, or what it uses. */
  readonly name: string
  readonly outcome: Status
  readonly outputs: Readonly<Record<string, string>>
  readonly log: string
}

export interface JobRequest {
  readonly world: World
  readonly event: GitHubEvent
  readonly job: Job
  readonly steps: readonly StepFile[]
  readonly permissions: Readonly<Record<string, string>>
  /** `env:` of workflow and job. */
  readonly env: Readonly<Record<string, unknown>>
  /** All that do not change within the job. */
  readonly contexts: Contexts
  readonly secrets: readonly string[]
  readonly standIns: Readonly<Record<string, StandIn>>
}

/** @returns the steps, how this action's own went, and a console that knows everything masked */
export async function runSteps(request: JobRequest) {
  const { world, job, contexts } = request
  const done: StepRun[] = []
  const own: RunResult[] = []
  const steps: Record<string, unknown> = {}
  const exported = { env: {} as Record<string, string>, path: [] as string[] }
  const masks = createConsole(request.secrets)
  let status: Status = 'success'

  const note = (step: StepFile, outcome: Status, outputs: StepRun['outputs'], log = ''): void => {
    const name = step.name ?? step.id ?? step.uses ?? step.run ?? ''
    done.push({ name, outcome, outputs, log })
    if (step.id !== undefined) steps[step.id] = { outputs, outcome, conclusion: outcome }
    if (outcome === 'failure') status = 'failure'
  }

  const from = async (index: number): Promise<void> => {
    const step = request.steps[index]
    if (step === undefined) return
    refuseUnknown(step)
    const base = { ...contexts, steps, job: { status } }
    const ofJob = { ...fillTexts(request.env, base), ...exported.env }
    const env = { ...ofJob, ...fillTexts(step.env, { ...base, env: ofJob }) }
    const here = { ...base, env }
    if (!holds(step.if, here, status)) {
      note(step, 'skipped', {})
      return await from(index + 1)
    }
    const inputs = fillTexts(step.with, here)
    const path = [...exported.path.toReversed(), job.env['PATH']].join(':')
    const all = { ...job.env, ...env, PATH: path }
    if (!isOurs(step)) {
      const { outcome, outputs, log, left } = await runOther(request, step, {
        inputs,
        env: all,
        script: fillText(step.run, here),
        folder: join(job.base, 'steps', String(index)),
        output: masks
      })
      Object.assign(exported.env, left.env)
      exported.path.push(...left.path)
      note(step, outcome, outputs, log)
      return await from(index + 1)
    }
    // Its post step comes at the end of the job: what follows it runs before.
    own.push(
      await world.run(request.event, {
        job: { ...job, env: all },
        checkout: false,
        with: inputs,
        secrets: request.secrets,
        beforePost: async (_, main) => {
          main.masks.forEach((mask) => masks.write(`::add-mask::${mask.replaceAll('\n', '%0A')}`))
          Object.assign(exported.env, main.exported.env)
          exported.path.push(...main.exported.path)
          note(step, main.exitCode === 0 ? 'success' : 'failure', main.outputs)
          await from(index + 1)
        }
      })
    )
  }
  await from(0)
  return { steps: done, own, status: status as Status, context: steps, masks }
}

const isOurs = ({ uses = '' }: StepFile): boolean => uses.startsWith('org/gitops-env-action@')

interface Prepared {
  readonly inputs: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly script: string
  readonly folder: string
  readonly output: Console
}

async function runOther(request: JobRequest, step: StepFile, prepared: Prepared) {
  const nothing = { outputs: {}, log: '', left: { env: {}, path: [] as string[] } }
  if (step.uses === undefined) return await runScript(request.job, step, prepared)
  const { inputs, env } = prepared
  const mistake = mistakeIn(step.uses, Object.keys(inputs))
  if (mistake !== undefined) throw new Error(mistake)
  const [name = ''] = step.uses.split('@')
  if (name === 'actions/checkout') {
    await checkOut(request, inputs)
    return { outcome: 'success' as Status, ...nothing }
  }
  const standIn = request.standIns[name]
  if (standIn === undefined) throw new Error(`the test has no stand-in for ${name}`)
  try {
    const { permissions } = request
    const { env: left = {}, outputs = {} } = standIn({ inputs, env, permissions })
    return { ...nothing, outcome: 'success' as Status, outputs, left: { env: left, path: [] } }
  } catch (error) {
    return { ...nothing, outcome: 'failure' as Status, log: String(error) }
  }
}

async function checkOut({ world, job, event }: JobRequest, inputs: Prepared['inputs']) {
  const { ref } = inputs
  const commit = ref === undefined ? event.sha : world.origin.git('rev-parse', ref)
  await checkout(world.origin, {
    workspace: join(job.workspace, inputs['path'] ?? '.'),
    sha: commit,
    ref: ref === undefined ? event.ref : commit,
    serverUrl: world.server?.url ?? world.origin.serverUrl,
    token: inputs['token'] ?? FAKE_TOKEN,
    persistCredentials: inputs['persist-credentials'] !== 'false',
    submodules: ['true', 'recursive'].includes(inputs['submodules'] ?? 'false')
  })
}

/** As the runner starts bash: it ends at the first error; with `shell: bash`, also at one in a pipe. */
async function runScript(job: Job, step: StepFile, { env, script, folder, output }: Prepared) {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'script.sh')
  writeFileSync(file, script)
  const files = createCommandFiles(join(folder, 'commands'))
  const shell =
    step.shell === undefined ? ['-e', file] : ['--noprofile', '--norc', '-eo', 'pipefail', file]
  const { code, stdout, stderr } = await run('bash', shell, {
    cwd: join(job.workspace, step['working-directory'] ?? '.'),
    env: { ...env, ...files.env }
  })
  const lines = `${stdout}${stderr}`.split('\n')
  lines.forEach(output.write)
  const log = output.mask(lines.join('\n'))
  const outcome: Status = code === 0 ? 'success' : 'failure'
  return { outcome, outputs: files.outputs(), log, left: files.exported() }
}

const KNOWN = new Set('id name if uses with run shell env working-directory'.split(' '))

function refuseUnknown(step: StepFile): void {
  const unknown = Object.keys(step).filter((key) => !KNOWN.has(key))
  if (step.shell !== undefined && step.shell !== 'bash') unknown.push(`shell: ${step.shell}`)
  if (unknown.length > 0) throw new Error(`this runner knows no ${unknown.join(', ')} of a step`)
}
