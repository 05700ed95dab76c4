/** Terraform's part of a run: its backend and environment, the plan, and with a memory what follows from it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { blockOf } from './backend/configure.ts'
import { placeDigest } from './backend/encryption.ts'
import { isBlank, openGitState } from './backend/git-state.ts'
import type { GitState } from './backend/git-state.ts'
import { startStateServer } from './backend/git-server.ts'
import type { StateServer } from './backend/git-server.ts'
import { exposedIn } from './backend/secrets.ts'
import { carryOut, notePlan, refusalsOf, refuseOtherState } from './carried-out.ts'
import { RunError } from './errors.ts'
import { noteRescued } from './found.ts'
import { listOrigin } from './git.ts'
import { branchExists } from './guards.ts'
import { discardUnused, workspaceFor } from './hcp.ts'
import { guardBackend, guardTool } from './state-guards.ts'
import type { Memory } from './memory.ts'
import { openOverride } from './override.ts'
import { planned } from './planned.ts'
import { dataDirectory } from './prepare.ts'
import type { Ready } from './ready.ts'
import type { Remote } from './records.ts'
import { noteSkip } from './report.ts'
import { createRepository } from './repository.ts'
import { gitStore, restoreRescued } from './rescue/restore.ts'
import { ROOT_NOTE } from './run-directory.ts'
import type { Run, Task } from './run.ts'
import { supply } from './supplied.ts'
import { awsTagVariables } from './tags/carriers.ts'
import { openTerraform } from './terraform/cli.ts'
import { refuseForeignSettings, terraformEnvironment } from './terraform/process-environment.ts'
import { hasTofuFiles } from './terraform/module.ts'
import type { Plan } from './terraform/plan.ts'
import { describePlan } from './terraform/run.ts'

/**
 * Plans, and with a memory also applies what was planned.
 * @param memory undefined where nothing is to be changed
 * @throws RunError with whatever ended the run early
 */
export async function runTerraform(
  run: Run,
  prepared: Ready,
  remote: Remote,
  memory: Memory | undefined
): Promise<void> {
  const { backend } = prepared
  const record = remote.stored?.record
  refuseForeignSettings(run.variables)
  const known = { record, siblings: remote.siblings }
  guardBackend(run.names, known, backend, placeDigest(backend.place))
  const changed = guardTool(
    run.names.environment,
    record,
    run.inputs.tool,
    hasTofuFiles(prepared.root)
  )
  if (changed !== undefined && !run.report.notices.includes(changed))
    run.report.notices.push(changed)
  const exposed = exposedIn(blockOf(backend.type, prepared.module), backend.type)
  run.hide([...prepared.secrets, ...exposed.values, ...Object.values(backend.environment)])
  if (exposed.notice !== undefined && !run.report.notices.includes(exposed.notice))
    run.report.notices.push(exposed.notice)
  const { type, key, config } = backend
  run.report.backend = { type, key, config, supplied: backend.override !== undefined }
  const tool = await prepared.tool
  const state = backend.type === 'git' ? await openState(run, remote) : undefined
  if (memory === undefined) noteRescued(run, remote)
  else if (state !== undefined) {
    await resealed(run, remote, state)
    await restoreRescued(run, remote, gitStore(state))
  }
  await prepared.plugins.restored
  writeFileSync(join(run.directory, ROOT_NOTE), prepared.root)
  const workspace = await workspaceFor(run, remote, backend, memory)
  const override = openOverride(prepared.root, run.directory)
  let server: StateServer | undefined
  try {
    const backendArguments = await supply(run, workspace?.standIn ?? backend, tool, override)
    server = state === undefined ? undefined : await serve(state, memory !== undefined)
    const terraform = openTerraform({
      tool: tool.name,
      program: tool.program,
      directory: prepared.root,
      varFiles: prepared.varFiles,
      scratch: run.directory,
      environment: terraformEnvironment(run.variables, {
        ...backend.environment,
        ...workspace?.environment,
        ...server?.environment,
        ...prepared.plugins.environment,
        ...awsTagVariables(prepared.tags, prepared.module, run.variables),
        TF_DATA_DIR: dataDirectory(run.directory)
      })
    })
    run.cancellation.onCancel(terraform.interrupt)
    const file = join(run.directory, 'plan.tfplan')
    const task = {
      run,
      prepared,
      remote,
      terraform,
      state,
      server,
      file,
      backendArguments,
      override
    }
    await work(task, memory)
  } catch (error) {
    await discardUnused(run, workspace)
    // A state that could not be read: Terraform only saw a status, the state server knows why.
    const cause = server?.failure()
    const before =
      error instanceof RunError &&
      (error.reason === 'init-failed' || error.reason === 'plan-failed')
    if (cause === undefined || !before) throw error
    run.report.diagnostics.length = 0
    throw cause
  } finally {
    try {
      override.remove()
    } finally {
      await server?.close()
    }
  }
}

/**
 * Interrupted in a plan, Terraform saves the state it has read, or the blank one it has made up. A run that only
 * plans stores nothing, and a blank first state would have no record.
 */
const serve = (state: GitState, locked: boolean): Promise<StateServer> =>
  startStateServer(state.load, async (body) => {
    const isFirst = state.commit() === undefined && isBlank(body)
    if (locked && !isFirst) await state.save(body)
  })

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
  return openGitState(repository, run.names, stored, stateCommit, keys, run.keysFor)
}

/**
 * A state and a record that other keys were used for get those of this run at once: Terraform stores no state
 * where nothing changes, and the record's digest of it must be made with the keys that sign the record.
 */
async function resealed(run: Run, { stored }: Remote, state: GitState): Promise<void> {
  const keys = await run.keysFor?.(run.salt)
  const changing = run.keysFor?.previous !== undefined
  if (!changing && (stored === undefined || stored.keys?.check === keys?.check)) return
  if (!(await state.reseal()) || !changing) return
  const text = `The state was sealed anew with the new passphrase; 'previous-passphrase' is needed until every environment had a run.`
  run.log.say(text)
  run.report.notices.push(text)
}

async function work(task: Task, memory: Memory | undefined): Promise<void> {
  const { run, prepared, remote, terraform, state, server, file } = task
  const changes = await planned(task, memory)
  if (server?.asked() === false) throw elsewhere(run.inputs.tool)
  if (memory === undefined) {
    refuseOtherState(task)
    const plan = await describePlan(terraform, file)
    notePlan(run, plan, changes)
    if (run.operation.kind === 'plan') await noteRefusals(task, plan)
    return
  }
  if (await branchIsBack(run)) return
  const entry = {
    backend: prepared.backend,
    variables: prepared.variablesFile.names,
    state: state?.facts(),
    lineage: remote.stored?.record.lineage,
    resources: remote.stored?.record.resources
  }
  // Both must be done before the apply, and neither needs the other.
  const [described, begun] = await Promise.allSettled([
    describePlan(terraform, file),
    changes ? memory.begin(entry) : undefined
  ])
  if (begun.status === 'rejected') throw begun.reason
  if (described.status === 'rejected') {
    await memory.refuse(state?.facts())
    throw described.reason
  }
  await carryOut(task, memory, described.value, changes)
}

/** Whatever made it so: to apply would keep the state where nobody finds it again. */
const elsewhere = (tool: string): RunError =>
  new RunError(
    'invalid-input',
    `The plan was made without the state that is kept in git: ${tool} uses another backend than the one it was given.`,
    'Nothing was changed. Look for what sets another backend in the root module, or around the program on the PATH, and remove it.'
  )

async function noteRefusals(task: Task, plan: Plan): Promise<void> {
  for (const refusal of await refusalsOf(task, plan)) {
    const [how = ''] = refusal.hint?.replace('Nothing was changed. ', '').split('\n') ?? []
    task.run.report.notices.push(`An apply would be refused. ${refusal.message}\n${how}`)
  }
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
