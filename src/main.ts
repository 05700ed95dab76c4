/** The story of a run: read what is known, decide, lock, let Terraform work, remember, report. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { deriveKeys, saltOf } from './backend/encryption.ts'
import type { Keys } from './backend/encryption.ts'
import { watchCancellation } from './cancel.ts'
import { repositoryUrl, runUrl } from './context.ts'
import type { Variables } from './context.ts'
import { decide } from './decision.ts'
import type { Decision } from './decision.ts'
import { createRepository, credentialOf } from './repository.ts'
import { underWay } from './git.ts'
import { guardStart } from './guards.ts'
import type { Verdict } from './guards.ts'
import { NO_PASSPHRASE } from './inputs.ts'
import { takeLock } from './lock.ts'
import type { Act } from './operation.ts'
import { isProtected } from './policy.ts'
import { prepare } from './prepare.ts'
import type { Prepared } from './prepare.ts'
import { readRemote } from './records.ts'
import type { Names } from './record.ts'
import type { Remote } from './records.ts'
import { maskable } from './report/redact.ts'
import { noteFailure, noteSkip, startReport } from './report.ts'
import { openMemory, Raced } from './memory.ts'
import { runTerraform } from './work.ts'
import type { Run } from './run.ts'

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
  try {
    const reading = readRemote(run.repository, run.names, run.keysFor)
    reading.catch(() => undefined) // awaited below, when the toolkit has been loaded meanwhile
    await Promise.race([underWay, reading])
    run.log = await import('./report/log.ts')
    run.hide([run.inputs.token, credentialOf(run.inputs.token), run.inputs.statePassphrase ?? ''])
    await actUntilSettled(run, await reading)
  } catch (error) {
    noteFailure(run.report, error)
  }
  run.report.elapsedMs = Date.now() - started
  const { publish } = await import('./report/publish.ts')
  await publish(run.report, directory, [...run.secrets], run.outputs).catch((error: unknown) => {
    // What was done must not go untold because telling it failed.
    const { plan: _, ...rest } = run.report
    const short = { ...rest, diagnostics: [], outputs: {} }
    noteFailure(short, error)
    return publish(short, directory, [...run.secrets], undefined)
  })
  removeSecrets(directory, run.keep)
}

/** Starts again when another run came in between, before anything was changed. */
async function actUntilSettled(run: Run, first: Remote): Promise<void> {
  let remote = first
  for (let tries = 1; ; tries += 1) {
    try {
      return await act(run, remote)
    } catch (error) {
      if (!(error instanceof Raced) || tries === TRIES) throw error
      run.log.say('Another run changed this environment in between; reading it again.')
      remote = await readRemote(run.repository, run.names, run.keysFor)
    }
  }
}

async function act(run: Run, remote: Remote): Promise<void> {
  const { inputs, names, operation, report, repository } = run
  const before = judge(run, remote)
  if (before.kind === 'skip') return noteSkip(report, before)
  if (inputs.command === 'resolve') {
    report.told = true
    return
  }

  const destroy = operation.kind === 'destroy'
  const ready = (commit: string): Promise<Prepared> =>
    prepare(repository, run.context, inputs, names, commit, run.directory, run.variables, destroy)
  const prepared = await ready(before.commit)
  if (prepared.checkedOut)
    run.log.say(`The code is ${before.commit}, checked out beside the workspace.`)
  if (operation.kind === 'plan') return runTerraform(run, prepared, remote, undefined)

  const waiting = {
    timeoutMs: inputs.lockTimeoutMs,
    checkCancelled: run.cancellation.check,
    say: run.log.say
  }
  const held = await takeLock(repository, names, run.identity, remote, run.keysFor, waiting)
  const memory = openMemory(run, held.remote, held.lock)
  try {
    // Waiting may have changed everything: the branch, the record, even whether there is work.
    const now = judge(run, held.remote)
    if (now.kind === 'skip') return noteSkip(report, now)
    const still = now.commit === prepared.commit ? prepared : await ready(now.commit)
    await runTerraform(run, still, held.remote, memory)
  } finally {
    await memory.close()
  }
}

/** Asks the guards, and notes what is known. */
function judge(run: Run, remote: Remote): Verdict {
  const { inputs, names, operation, report } = run
  const record = remote.stored?.record
  const verdict = guardStart(
    operation,
    {
      ...names,
      workingDirectory: inputs.workingDirectory,
      isProtected: isProtected(names.environment)
    },
    { head: remote.head?.commit, record }
  )
  const living = record === undefined || record.outcome === 'destroyed' ? undefined : record
  report.existed = living?.applied !== undefined
  if (living?.applied !== undefined)
    report.previous = { commit: living.applied, time: living.appliedAt }
  const commit = verdict.kind === 'go' ? verdict.commit : operation.commit
  if (commit !== undefined) report.commit = commit
  return verdict
}

function startRun(directory: string, variables: Variables): Run {
  const { context, inputs, operation, names } = actOnly(decide(variables))
  const report = startReport({
    command: inputs.command,
    repositoryUrl: repositoryUrl(context),
    runUrl: runUrl(context),
    actor: context.actor,
    workingDirectory: inputs.workingDirectory
  })
  Object.assign(report, names, { operation: operation.kind })
  const origin = { url: repositoryUrl(context), serverUrl: context.serverUrl, token: inputs.token }
  const salt = saltOf(context.repository, names.project, names.environment)
  const keysFor = keysOf(inputs.statePassphrase)
  void keysFor?.(salt) // takes its time on another thread, while git and the toolkit take theirs
  const secrets = new Set<string>()
  const run: Run = {
    context,
    inputs,
    operation,
    names,
    directory,
    variables,
    report,
    keysFor,
    salt,
    secrets,
    repository: createRepository(join(directory, 'git'), origin, variables),
    cancellation: watchCancellation(),
    identity: {
      server: context.serverUrl,
      repository: context.repository,
      id: context.runId,
      attempt: context.attempt,
      job: context.job,
      runner: context.runner,
      actor: context.actor,
      url: runUrl(context)
    },
    log: undefined as unknown as Run['log'], // loaded before anything is said
    hide: (values) => {
      const fresh = maskable(values).filter((value) => !secrets.has(value))
      fresh.forEach((value) => secrets.add(value))
      run.log.mask(fresh)
    },
    outputs: undefined,
    keep: []
  }
  return run
}

/** A worker is started only where there is something to do. */
function actOnly(
  decision: Decision
): Decision & { readonly operation: Act; readonly names: Names } {
  const { operation, names } = decision
  if (operation.kind === 'skip' || names === undefined)
    throw new Error('There is nothing to do for a worker.')
  return { ...decision, operation, names }
}

/** Derives each salt's keys once. */
function keysOf(passphrase: string | undefined): ((salt: string) => Promise<Keys>) | undefined {
  if (passphrase === undefined || passphrase === NO_PASSPHRASE) return undefined
  const derived = new Map<string, Promise<Keys>>()
  return (salt) => {
    const keys = derived.get(salt) ?? deriveKeys(passphrase, salt)
    derived.set(salt, keys)
    return keys
  }
}

/** What later steps may read stays; plans, states, variables and code go. */
const PUBLISHED: readonly string[] = ['log', 'result.json', 'summary.md', 'outputs.json']

function removeSecrets(directory: string, keep: readonly string[]): void {
  for (const name of readdirSync(directory)) {
    if (!PUBLISHED.includes(name) && !keep.includes(name))
      rmSync(join(directory, name), { recursive: true, force: true })
  }
}
