/** Terraform's own lock on a state, where a run of ours that is over has left it behind. */
import { askHttpLock } from './backend/http-request.ts'
import { httpSettingsOf } from './backend/http-settings.ts'
import type { HttpSettings } from './backend/http-settings.ts'
import { isTfe } from './backend/tfe-settings.ts'
import { RunError } from './errors.ts'
import { askWhetherOver } from './github/runs.ts'
import { settingsOf } from './prepare.ts'
import type { RunIdentity } from './record.ts'
import type { Run, Task } from './run.ts'
import {
  describeInfo,
  isLeftBy,
  isUnsaved,
  LOCK_FAILED,
  parseLockInfo,
  UNLOCK_FAILED
} from './terraform/lock-info.ts'
import type { LockInfo } from './terraform/lock-info.ts'
import { forceUnlock } from './terraform/run.ts'

/** An advisory lock is a number; what Terraform prints of it is its own request, with an ID that frees nothing. */
const NAMELESS = 'pg'

/**
 * Who holds Terraform's own lock, after it could not be taken or released; undefined where nothing tells.
 * @param words what Terraform said of it, where that is not in the report
 */
export async function holderOf(
  { run, prepared }: Task,
  words?: string
): Promise<LockInfo | 'free' | undefined> {
  if (prepared.backend.type === NAMELESS) return undefined
  if (prepared.backend.type === 'http') {
    const variables = { ...run.variables, ...prepared.backend.environment }
    const settings = knownSettings(settingsOf(prepared), variables)
    return settings && askHttpLock(settings, run.identity.host)
  }
  if (isTfe(prepared.backend.type)) {
    // Terraform itself names its own request as the holder.
    const { holderOfWorkspace } = await import('./tfe-workspace.ts')
    return holderOfWorkspace(prepared.backend, run.variables)
  }
  const failed = run.report.diagnostics.findLast(({ summary }) => summary === LOCK_FAILED)
  return parseLockInfo(words ?? failed?.detail ?? '')
}

/** Undefined where Terraform may ask another server, or in another way. */
function knownSettings(...given: Parameters<typeof httpSettingsOf>): HttpSettings | undefined {
  try {
    return httpSettingsOf(...given)
  } catch {
    return undefined
  }
}

/**
 * Releases this run's own lock where Terraform could not.
 * @returns whether this run holds none
 */
export async function releaseOwnLock(task: Task): Promise<boolean> {
  const { diagnostics } = task.run.report
  const others = diagnostics.filter(({ summary }) => summary !== UNLOCK_FAILED)
  const kept = isTfe(task.prepared.backend.type) && diagnostics.some(isUnsaved)
  if (others.length === diagnostics.length && !kept) return true
  const free = isTfe(task.prepared.backend.type)
    ? await releaseOwnWorkspace(task)
    : await releaseOwnState(task)
  if (free) diagnostics.splice(0, diagnostics.length, ...others)
  return free
}

async function releaseOwnState(task: Task): Promise<boolean> {
  const info = await holderOf(task)
  return info === 'free' || (info !== undefined && (await releaseLeftLock(task, info)))
}

/** The service releases a lock for whoever holds it; where a state was not stored Terraform keeps it on purpose. */
async function releaseOwnWorkspace({ run, prepared }: Task): Promise<boolean> {
  const { unlockWorkspace } = await import('./tfe-workspace.ts')
  const outcome = await unlockWorkspace(prepared.backend, run.variables)
  if (outcome !== 'released') return outcome === 'free'
  const text = `Terraform's own lock on the workspace '${prepared.backend.key}' was left behind by this run. It was released.`
  run.log.say(text)
  run.report.notices.push(text)
  return true
}

/**
 * Releases a lock that a run of ours has left. Anybody else's is to be waited for.
 * @param words what Terraform said when the lock was in its way
 */
export async function releaseFoundLock(task: Task, words: string): Promise<void> {
  const info = await holderOf(task, words)
  if (info !== undefined && info !== 'free') await releaseLeftLock(task, info)
}

/**
 * Releases it where it is this run's, or that of the last run on this environment, which is over. One of a
 * person or of another tool is never touched.
 * @returns whether it was released
 */
export async function releaseLeftLock(task: Task, info: LockInfo): Promise<boolean> {
  const { run, remote, terraform } = task
  const now = new Date().toISOString()
  const own = run.report.diagnostics.some(({ summary }) => summary === UNLOCK_FAILED)
  let left = own && isLeftBy(info, run.identity, now) ? run.identity : undefined
  const record = remote.stored?.record
  for (const earlier of [remote.lock?.holder, record?.run, record?.unended]) {
    if (left === undefined && earlier !== undefined && (await hasLeft(run, info, earlier)))
      left = earlier
  }
  if (left === undefined || !(await forceUnlock(terraform, info.id))) return false
  const whose = left === run.identity ? 'this run' : `run ${left.id}, which is over: ${left.url}`
  const text = `Terraform's own lock on the state, ${info.id} of ${describeInfo(info)}, was left behind by ${whose}. It was released.`
  run.log.say(text)
  run.report.notices.push(text)
  return true
}

async function hasLeft(run: Run, info: LockInfo, earlier: RunIdentity): Promise<boolean> {
  if (earlier.host !== info.who) return false // which spares the question
  const verdict = await askWhetherOver(run.api, earlier, run.identity)
  return (
    verdict.kind === 'over' &&
    verdict.endedAt !== undefined &&
    isLeftBy(info, earlier, verdict.endedAt)
  )
}

/** @param info the holder, where it is known: Terraform's own words may show its request in its place */
export function lockedByTerraform(
  { run, prepared }: Task,
  info: LockInfo | undefined,
  cause: unknown
): RunError {
  const { report, names, inputs } = run
  const nameless = prepared.backend.type === NAMELESS
  if (info !== undefined || nameless) {
    const others = report.diagnostics.filter(({ summary }) => summary !== LOCK_FAILED)
    report.diagnostics.splice(0, report.diagnostics.length, ...others)
  }
  if (nameless) {
    return new RunError(
      'state-locked',
      `Something else holds Terraform's own lock on the state of '${names.environment}', and PostgreSQL does not say what it is.`,
      'Nothing was changed. Wait for it, and start this run again. The lock ends with the connection that holds it; this shows those connections:\n    psql "$PG_CONN_STR" -c "select pid, usename, client_addr, backend_start, granted from pg_stat_activity join pg_locks using (pid) where locktype = \'advisory\'"',
      { cause }
    )
  }
  return new RunError(
    'state-locked',
    info === undefined
      ? `Something else holds Terraform's own lock on the state of '${names.environment}'; Terraform says what it knows of it.`
      : `Terraform's own lock on the state of '${names.environment}' is held by ${describeInfo(info)}, with the ID ${info.id}.`,
    `Nothing was changed. Wait for whoever holds it, and start this run again. If that is over, and only then, release it in the root module:\n    ${inputs.tool} force-unlock ${/^[\w.:/-]+$/u.exec(info?.id ?? '')?.[0] ?? 'LOCK_ID'}`,
    { cause }
  )
}
