/** Carries a plan out under the guards, and remembers how that ended. */
import { readFileSync } from 'node:fs'
import { applied, StalePlan } from './applied.ts'
import { guardBudget } from './policy/budget.ts'
import { guardTags } from './policy/required-tags.ts'
import { isDefaultBranchWorkflow } from './context.ts'
import type { StateFacts } from './backend/git-state.ts'
import { forget, verifyDestroyed } from './destroyed.ts'
import { RunError } from './errors.ts'
import { guardLineage, guardState } from './state-guards.ts'
import { Raced } from './memory.ts'
import type { Memory } from './memory.ts'
import { planOnce } from './planned.ts'
import { limitFromOf, maxDestroyOf } from './policy/policy.ts'
import { doubtOf, unremembered } from './rescue/rescue.ts'
import { amount } from './report.ts'
import { sayPlanned, takeOutputs } from './run.ts'
import type { Run, Task } from './run.ts'
import { noteUnreached } from './tags/carry.ts'
import { coverageOf, describeCoverage } from './tags/coverage.ts'
import type { Plan } from './terraform/plan.ts'
import { lineageIn } from './terraform/plan-state.ts'
import { describePlan, pullLineage, pullState } from './terraform/run.ts'

/**
 * @param changes whether there is anything to do
 * @throws RunError with what a guard or Terraform refused; the record tells it then
 */
export async function carryOut(
  task: Task,
  memory: Memory,
  plan: Plan,
  changes: boolean
): Promise<void> {
  const { run, state, prepared, terraform } = task
  try {
    await allow(task, plan, changes)
  } catch (error) {
    await refuse(task, memory)
    throw error
  }
  const about = { backend: prepared.backend, variables: prepared.variablesFile.names }
  const facts = (): StateFacts | undefined => state?.facts()
  let last = plan
  try {
    if (changes) last = await applyOrPlanAgain(task, plan)
    else takeOutputs(run, plan.outputs)
    if (run.operation.kind === 'destroy') await verifyDestroyed(task)
  } catch (error) {
    if (error instanceof RefusedAgain) {
      await refuse(task, memory)
      throw error.cause
    }
    const resources =
      facts()?.resources ?? (await pullState(terraform, 'apply-failed').catch(() => undefined))
    // The first error is the one to tell; the next run finds the record as it is.
    const doubt = doubtOf(run, error)
    await memory
      .finish({
        ...about,
        outcome: 'failed',
        state: facts(),
        lineage: await lineageNow(task),
        resources,
        ...doubt
      })
      .catch((second: unknown) => {
        run.report.notices.push(String(second))
        throw doubt.unsaved === true ? unremembered(error) : error
      })
    throw error
  }
  if (run.operation.kind === 'destroy') return forget(task, memory, about)
  await memory.finish({
    ...about,
    outcome: 'applied',
    state: facts(),
    lineage: await lineageNow(task),
    resources: last.resourcesAfter
  })
}

/** A guard that refuses a second plan: nothing was applied. */
class RefusedAgain extends Error {}

/** Puts the record back; that this failed must not hide why the plan was refused. */
async function refuse({ run, state }: Task, memory: Memory): Promise<void> {
  await memory.refuse(state?.facts()).catch((second: unknown) => {
    if (second instanceof Raced) throw second
    run.report.notices.push(`The record could not be written: ${String(second)}`)
  })
}

/** The lineage of the state after an apply; the first one has just been made up, which only the state tells. */
async function lineageNow({ state, file, terraform }: Task): Promise<string | undefined> {
  if (state !== undefined) return undefined
  const planned = lineageIn(readFileSync(file))
  return planned === undefined || planned !== '' ? planned : pullLineage(terraform)
}

/**
 * @returns the lineage of the state that the plan was made from, where it has one and is not kept in git
 * @throws RunError `state-missing` for another state than the record's
 */
export function refuseOtherState({ run, state, remote, prepared, file }: Task): string | undefined {
  if (state !== undefined) return undefined
  const lineage = lineageIn(readFileSync(file))
  guardLineage(run.names, remote.stored?.record, lineage, prepared.backend)
  return lineage === '' ? undefined : lineage
}

/** The last word before anything is changed. @throws RunError */
async function allow(task: Task, plan: Plan, changes: boolean): Promise<void> {
  notePlan(task.run, plan, changes)
  refuseOtherState(task)
  noteFoundState(task, plan)
  await refuseVanishedState(task, plan)
  if (task.run.operation.kind === 'apply') {
    const [refused] = await refusalsOf(task, plan)
    if (refused !== undefined) throw refused
  }
  task.run.cancellation.check()
}

/**
 * Notes also which resources carry the environment.
 * @returns why an apply of this plan is against the policy
 */
export async function refusalsOf(task: Task, plan: Plan): Promise<readonly RunError[]> {
  const lacking = await lackingTags(task, plan)
  return [await overBudget(task.run, plan), lacking].filter((refusal) => refusal !== undefined)
}

async function lackingTags(task: Task, plan: Plan) {
  const { policy, names, report, log } = task.run
  const { requiredTags } = await policy
  const coverage = coverageOf(plan.taggable, names.environment, requiredTags)
  report.tagCoverage = coverage.taggable === 0 ? undefined : coverage
  if (coverage.taggable > 0) log.say(describeCoverage(coverage))
  noteUnreached(task, coverage)
  return guardTags(coverage, names.environment)
}

async function overBudget(run: Run, plan: Plan): Promise<RunError | undefined> {
  const { context, inputs, names, defaultBranch } = run
  const policy = await run.policy
  const limit = maxDestroyOf(
    policy,
    inputs.maxDestroy,
    isDefaultBranchWorkflow(context, defaultBranch)
  )
  const limitFrom = limitFromOf(policy, limit)
  return guardBudget(plan, limit, { ...names, limitFrom, defaultBranch })
}

/** What is known of a plan, into the report. */
export function notePlan(run: Run, plan: Plan, changes: boolean): void {
  run.hide(plan.secrets)
  sayPlanned(run)
  run.report.plan = plan
  run.report.changes = changes
  run.report.tool = { name: run.inputs.tool, version: plan.toolVersion }
}

/** Without a record nobody can say whose they are: a person who did not expect them must read it. */
function noteFoundState({ run, remote, prepared }: Task, { resourcesBefore }: Plan): void {
  const { report, names } = run
  const record = remote.stored?.record
  if (resourcesBefore === 0 || (record !== undefined && record.outcome !== 'destroyed')) return
  const { type, key } = prepared.backend
  const text = `The state in ${type} '${key}' held ${amount(resourcesBefore, 'resource')} before the first run of '${names.environment}': they belong to this environment from now on.`
  if (!report.notices.includes(text)) report.notices.push(text)
  report.existed = true
}

/** A plan does not tell an empty state from one whose resources are all gone: look at the state itself. */
async function refuseVanishedState(task: Task, plan: Plan): Promise<void> {
  const { run, remote, prepared, state, terraform } = task
  const record = remote.stored?.record
  if (plan.resourcesBefore > 0 || (record?.resources ?? 0) === 0) return
  // A state kept in git was compared with its record when it was loaded.
  if (state?.facts() !== undefined) return
  const found = state === undefined ? await pullState(terraform, 'plan-failed') : 0
  guardState(run.names, record, found, prepared.backend)
}

/** @returns the plan that was applied */
async function applyOrPlanAgain(task: Task, plan: Plan): Promise<Plan> {
  try {
    await applied(task, plan)
    return plan
  } catch (error) {
    if (!(error instanceof StalePlan)) throw error
    return planAgain(task, error)
  }
}

/** Another tool came in between. Once: who changes the state all the time must be found by a person. */
async function planAgain(task: Task, why: StalePlan): Promise<Plan> {
  const { run, terraform, file } = task
  const text = 'The state was changed by something else after the plan was made; planned again.'
  run.log.say(text)
  run.report.notices.push(text)
  run.report.diagnostics.length = 0
  const changes = await planOnce(task, true)
  const plan = await describePlan(terraform, file)
  await allow(task, plan, changes).catch((cause: unknown) => {
    throw new RefusedAgain('refused', { cause })
  })
  if (!changes) {
    takeOutputs(run, plan.outputs)
    return plan
  }
  await applied(task, plan).catch((error: unknown) => {
    if (!(error instanceof StalePlan)) throw error
    throw new RunError(
      'apply-failed',
      `The state was changed by something else twice while this run was about to apply: ${why.message}.`,
      'Nothing was changed. Find out what else writes to this state, and run this again.',
      { cause: error }
    )
  })
  return plan
}
