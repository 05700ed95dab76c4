/** Terraform's part of a run: state server, init, plan, guards, apply, outputs, and what became of it. */
import { join } from 'node:path'
import { settingsDigest } from './backend/encryption.ts'
import { openGitState } from './backend/git-state.ts'
import type { GitState, StateFacts } from './backend/git-state.ts'
import { startStateServer } from './backend/git-server.ts'
import { forget, verifyDestroyed } from './destroyed.ts'
import { RunError } from './errors.ts'
import { listOrigin } from './git.ts'
import { branchExists, guardBackend, guardState } from './guards.ts'
import type { Memory } from './memory.ts'
import { planned } from './planned.ts'
import { dataDirectory, supplyBackend } from './prepare.ts'
import type { Prepared } from './prepare.ts'
import type { Remote } from './records.ts'
import { noteSkip } from './report.ts'
import { createRepository } from './repository.ts'
import { doubtOf, killed, rescueState } from './unsaved.ts'
import { phase, takeOutputs, watcher } from './run.ts'
import type { Run, Tools } from './run.ts'
import { openTerraform, refuseForeignSettings, terraformEnvironment } from './terraform/cli.ts'
import type { OutputValue } from './terraform/events.ts'
import type { Plan } from './terraform/plan.ts'
import { applyPlan, check, describePlan, pullState, readOutputs } from './terraform/run.ts'

/**
 * Plans, and with a memory also applies what was planned.
 * @param memory undefined where nothing is to be changed
 * @throws RunError with whatever ended the run early
 */
export async function runTerraform(
  run: Run,
  prepared: Prepared,
  remote: Remote,
  memory: Memory | undefined
): Promise<void> {
  const { backend } = prepared
  const record = remote.stored?.record
  refuseForeignSettings(run.variables)
  const known = { record, siblings: remote.siblings }
  guardBackend(run.names.environment, known, backend, settingsDigest(backend.settings))
  run.hide([...prepared.secrets, ...Object.values(backend.environment)])
  run.report.backend = { type: backend.type, key: backend.key, config: backend.config }
  const state = backend.type === 'git' ? await openState(run, remote) : undefined
  const server = state === undefined ? undefined : await startStateServer(state.load, state.save)
  const removeOverride = supplyBackend(prepared)
  const terraform = openTerraform({
    program: 'terraform',
    directory: prepared.root,
    scratch: run.directory,
    environment: terraformEnvironment(run.variables, {
      ...backend.environment,
      ...server?.environment,
      TF_DATA_DIR: dataDirectory(run.directory)
    })
  })
  run.cancellation.onCancel(terraform.interrupt)
  try {
    await work(run, prepared, remote, memory, { terraform, state, server })
  } catch (error) {
    // A state that could not be read: Terraform only saw a status, the state server knows why.
    const cause = server?.failure()
    const before =
      error instanceof RunError &&
      (error.reason === 'init-failed' || error.reason === 'plan-failed')
    if (cause === undefined || !before) throw error
    run.report.diagnostics.length = 0
    throw cause
  } finally {
    removeOverride()
    await server?.close()
  }
}

async function openState(run: Run, remote: Remote): Promise<GitState> {
  if (run.inputs.statePassphrase === undefined) {
    throw new RunError(
      'invalid-input',
      `No state-passphrase is given, and the environment '${run.names.environment}' keeps its state in git, where it must be encrypted.`,
      'Add a repository secret and pass it to the action, or declare a backend in the root module:\n    with:\n      state-passphrase: ${{ secrets.STATE_PASSPHRASE }}'
    )
  }
  const { origin } = run.repository
  // A repository of its own: the other one knows the state's commit without its content, and would not
  // be sent it again.
  const repository = createRepository(join(run.directory, 'state'), origin, run.variables)
  const { stored, stateCommit } = remote
  const keys = await run.keysFor?.(run.salt)
  return openGitState(repository, run.names, stored?.record, stateCommit, keys, run.keysFor)
}

async function work(
  run: Run,
  prepared: Prepared,
  remote: Remote,
  memory: Memory | undefined,
  tools: Tools
): Promise<void> {
  const file = join(run.directory, 'plan.tfplan')
  const changes = await planned(run, prepared, memory, tools, file)
  if (memory === undefined) {
    notePlan(run, await describePlan(tools.terraform, file), changes)
    return
  }
  const entry = { backend: prepared.backend, variables: prepared.variableNames }
  const facts = (): StateFacts | undefined => tools.state?.facts()
  const before = { ...entry, state: facts(), resources: remote.stored?.record.resources }
  if (await branchIsBack(run)) return
  // Both must be done before the apply, and neither needs the other.
  const [described, begun] = await Promise.allSettled([
    describePlan(tools.terraform, file),
    changes ? memory.begin(before) : undefined
  ])
  if (begun.status === 'rejected') throw begun.reason
  if (described.status === 'rejected') {
    await memory.refuse()
    throw described.reason
  }
  const plan = described.value
  notePlan(run, plan, changes)
  try {
    await refuseVanishedState(run, prepared, remote, tools, plan)
    run.cancellation.check()
  } catch (error) {
    await memory.refuse()
    throw error
  }
  try {
    if (changes) await applied(run, prepared, tools, file, plan)
    else takeOutputs(run, plan.outputs)
    if (run.operation.kind === 'destroy') await verifyDestroyed(tools)
  } catch (error) {
    const resources =
      facts()?.resources ?? (await pullState(tools.terraform).catch(() => undefined))
    // The first error is the one to tell; the next run finds the record as it is.
    await memory
      .finish({ ...entry, outcome: 'failed', state: facts(), resources, ...doubtOf(error) })
      .catch((second: unknown) => run.report.notices.push(String(second)))
    throw error
  }
  if (run.operation.kind === 'destroy') return forget(run, prepared, tools, memory, entry)
  await memory.finish({
    ...entry,
    outcome: 'applied',
    state: facts(),
    resources: plan.resourcesAfter
  })
}

function notePlan(run: Run, plan: Plan, changes: boolean): void {
  run.hide(plan.secrets)
  run.report.plan = plan
  run.report.changes = changes
  run.report.tool = { name: 'terraform', version: plan.toolVersion }
}

/** A destroy takes its time before it begins: the branch may have come back. */
async function branchIsBack(run: Run): Promise<boolean> {
  const { operation, names, repository, report } = run
  if (!operation.afterDeletion) return false
  const ref = `refs/heads/${names.branch}`
  const head = (await listOrigin(repository, [ref])).get(ref)
  if (head === undefined) return false
  const verdict = branchExists(names.branch, head)
  noteSkip(report, verdict)
  return true
}

/** A plan does not tell an empty state from one whose resources are all gone: look at the state itself. */
async function refuseVanishedState(
  run: Run,
  prepared: Prepared,
  remote: Remote,
  tools: Tools,
  plan: Plan
): Promise<void> {
  const record = remote.stored?.record
  if (plan.resourcesBefore > 0 || (record?.resources ?? 0) === 0) return
  // A state kept in git was compared with its record when it was loaded.
  if (tools.state?.facts() !== undefined) return
  const found = tools.state === undefined ? await pullState(tools.terraform) : 0
  guardState(run.names, record, found, prepared.backend)
}

async function applied(
  run: Run,
  prepared: Prepared,
  tools: Tools,
  file: string,
  plan: Plan
): Promise<void> {
  const { report } = run
  let outputs: Readonly<Record<string, OutputValue>> = {}
  const watch = watcher(run)
  const exit = await phase(run, 'apply', () =>
    applyPlan(tools.terraform, file, run.inputs.lockTimeoutMs, (event) => {
      if (event.kind === 'outputs') outputs = event.outputs
      if (event.kind !== 'planned') watch(event) // the plan has told these
    })
  )
  if (exit.signal !== undefined) throw killed(exit.signal)
  if (exit.exitCode !== 0) await rescueState(run, prepared, tools)
  if (exit.exitCode !== 0 && run.cancellation.cancelled()) {
    throw new RunError(
      'cancelled',
      'The run was cancelled while Terraform applied; it stopped in good order and saved its state.',
      'Run it again to finish.'
    )
  }
  check(exit, 'apply', 'apply-failed')
  report.applied = true
  const sensitive = Object.values(plan.outputs).some((output) => output.sensitive)
  const all = sensitive ? await readOutputs(tools.terraform) : outputs
  takeOutputs(run, all ?? outputs)
}
