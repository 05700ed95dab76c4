/** The story of a run: read what is known, decide, lock, let Terraform work, remember, report. */
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDefaultBranchWorkflow } from './context.ts'
import type { Variables } from './context.ts'
import { RunError } from './errors.ts'
import { KEEP, TOLD } from './run-directory.ts'
import { noteFound } from './found.ts'
import { askWhetherOver } from './github/runs.ts'
import { wentBackTo } from './history.ts'
import { guardStart } from './guards.ts'
import type { Verdict } from './guards.ts'
import { takeLock } from './lock.ts'
import { openMemory, Raced } from './memory.ts'
import type { EnvironmentPolicy } from './policy/policy.ts'
import { makeReady } from './ready.ts'
import { MOST_SECRET, removeSecrets } from './private-files.ts'
import { stateRef } from './record.ts'
import type { RunIdentity } from './record.ts'
import { readRemote } from './records.ts'
import type { Remote } from './records.ts'
import { noteFailure, noteSkip } from './report.ts'
import { credentialOf } from './repository.ts'
import type { Run } from './run.ts'
import { startRun } from './start.ts'
import { runTerraform } from './work.ts'

/** After so long a wait the policy is read again. */
const STALE_POLICY_MS = 10_000
/** A run that another one keeps overtaking gives up after so many tries. */
const TRIES = 3

/**
 * Does the whole run and publishes its report. It never throws: whatever happens is in the report.
 * @param directory the run's own, private
 * @param variables the process's environment
 */
export async function main(directory: string, variables: Variables): Promise<void> {
  const started = Date.now()
  const run = startRun(directory, variables)
  surviveAccidents(run)
  try {
    const { token, statePassphrase = '', previousPassphrase = '' } = run.inputs
    run.hide([token, credentialOf(token), statePassphrase, previousPassphrase])
    await refuseBadVersion(run.inputs.toolVersion)
    const remote = await readRemote(run.repository, run.names, run.keysFor, run.operation)
    await actUntilSettled(run, remote)
  } catch (error) {
    noteFailure(run.report, error)
  }
  // Before the result: the post step takes that for the end.
  if (run.keep !== undefined) writeFileSync(join(directory, KEEP), run.keep)
  if (run.report.failed || run.report.operation === 'skip') run.cache?.stop()
  await run.abandon()
  run.report.elapsedMs = Date.now() - started
  await run.log.load()
  run.report.notices.forEach(run.log.sayOnce)
  const { publish } = await import('./report/publish.ts')
  const secrets = [...run.secrets]
  const headline = await publish(run.report, directory, secrets, run.outputs).catch(
    (error: unknown) => {
      // What was done must not go untold because telling it failed.
      const { plan: _, ...rest } = run.report
      const short = { ...rest, tagCoverage: undefined, diagnostics: [], outputs: {} }
      noteFailure(short, error)
      return publish(short, directory, secrets, undefined)
    }
  )
  await keepForLater(run)
  removeSecrets(run)
  run.log.say(headline)
}

/** Nobody waits for this run any more: record and lock are written, and its result is told. */
async function keepForLater(run: Run): Promise<void> {
  const { directory, report, cancellation, log } = run
  // From here on nothing makes it another result, not even the death of this process.
  writeFileSync(join(directory, `${TOLD}.new`), String(process.exitCode ?? 0))
  renameSync(join(directory, `${TOLD}.new`), join(directory, TOLD))
  removeSecrets(run, MOST_SECRET)
  if (report.failed || report.operation === 'skip') return
  for (const keep of run.later) {
    if (cancellation.cancelled()) break
    await keep().catch((error: unknown) =>
      log.say(`Nothing is kept for the next run: ${String(error)}`)
    )
  }
  run.cache?.stop()
}

/** @throws RunError `invalid-input`, before a lock is taken */
async function refuseBadVersion(input: string): Promise<void> {
  if (input === '') return
  const { wantedVersion } = await import('./tool/version.ts')
  wantedVersion({ input, file: undefined, requiredVersion: undefined })
}

/** Terraform may be in the middle of an apply: whatever else goes wrong, its state must be served. */
function surviveAccidents(run: Run): void {
  const note = (error: unknown): void => {
    run.report.notices.push(`An accident of the action itself, please report it: ${String(error)}`)
  }
  process.on('uncaughtException', note).on('unhandledRejection', note)
  process.stdout.on('error', () => undefined) // a full disk costs the log, not the state
}

/** Starts again when another run came in between, before anything was changed. */
async function actUntilSettled(run: Run, first: Remote): Promise<void> {
  let remote = first
  for (let tries = 1; ; tries += 1) {
    try {
      return await act(run, remote)
    } catch (error) {
      if (!(error instanceof Raced)) throw error
      if (tries === TRIES) throw overtaken(run, error)
      run.report.diagnostics.length = 0
      run.report.phases.length = 0
      run.log.say('Another run changed this environment in between; reading it again.')
      remote = await readRemote(run.repository, run.names, run.keysFor, run.operation)
    }
  }
}

const overtaken = (run: Run, cause: Error): RunError =>
  new RunError(
    'state-locked',
    `Other runs changed the environment '${run.names.environment}' ${TRIES} times while this one was about to. ${cause.message}`,
    'Nothing was changed. Start it again when they are over.',
    { cause }
  )

async function act(run: Run, remote: Remote): Promise<void> {
  const { inputs, names, operation, report, repository } = run
  // A plan may be made of anything.
  const policy = operation.kind === 'plan' ? undefined : await run.policy
  const before = judge(run, remote, policy)
  // A first apply that is under way has a lock, but no record yet: there may be something to destroy.
  const unsure =
    before.kind === 'skip' && before.reason === 'already-gone' && remote.lock !== undefined
  if (before.kind === 'skip' && !unsure) return noteSkip(report, before)
  if (inputs.command === 'resolve') {
    report.told = true
    return
  }
  const prepared =
    before.kind === 'skip' ? undefined : await makeReady(run, before.commit, remote.stored?.record)
  if (operation.kind === 'plan' && prepared !== undefined) {
    return runTerraform(run, prepared, remote, undefined)
  }

  const waiting = {
    operation,
    timeoutMs: inputs.lockTimeoutMs,
    checkCancelled: run.cancellation.check,
    ask: (holder: RunIdentity) => askWhetherOver(run.api, holder, run.identity),
    say: run.log.say
  }
  const asked = Date.now()
  const held = await takeLock(repository, names, run.identity, remote, run.keysFor, waiting)
  const memory = openMemory(run, held.remote, held.lock)
  try {
    // Waiting may have changed everything: the branch, the record, even whether there is work.
    if (Date.now() - asked > STALE_POLICY_MS) run.policy = run.readPolicy()
    const now = judge(run, held.remote, await run.policy)
    noteFound(run, held)
    if (now.kind === 'skip') return noteSkip(report, now)
    const still =
      now.commit === prepared?.commit
        ? prepared
        : await makeReady(run, now.commit, held.remote.stored?.record)
    await runTerraform(run, still, held.remote, memory)
  } finally {
    await memory
      .close()
      .catch((error: unknown) =>
        report.notices.push(`The lock could not be freed: ${String(error)}`)
      )
  }
}

/** Asks the guards, and notes what is known. */
function judge(run: Run, remote: Remote, policy: EnvironmentPolicy | undefined): Verdict {
  const { inputs, names, operation, report } = run
  const record = remote.stored?.record
  const verdict = guardStart(
    operation,
    {
      ...names,
      workingDirectory: inputs.workingDirectory,
      isProtected: policy?.protected ?? false,
      isSuspended: policy?.suspended ?? false,
      isTrusted: isDefaultBranchWorkflow(run.context, run.defaultBranch),
      named: inputs.project !== undefined
    },
    {
      head: remote.head?.commit,
      siblings: remote.siblings,
      stateRef: remote.stateCommit === undefined ? undefined : stateRef(names),
      record
    }
  )
  const living = record === undefined || record.outcome === 'destroyed' ? undefined : record
  report.existed = living?.applied !== undefined
  if (living?.applied !== undefined)
    report.previous = { commit: living.applied, time: living.appliedAt }
  report.backTo =
    remote.head === undefined || operation.kind === 'destroy'
      ? undefined
      : wentBackTo(living?.history ?? [], remote.head)?.commit
  const commit = verdict.kind === 'go' ? verdict.commit : operation.commit
  if (commit !== undefined) report.commit = commit
  return verdict
}
