/** The one lock of an environment, held from before the plan to after the apply. */
import { setTimeout as sleep } from 'node:timers/promises'
import { RunError } from './errors.ts'
import type { Verdict } from './over.ts'
import { listOrigin } from './git.ts'
import type { Repository } from './repository.ts'
import { lockRef } from './record.ts'
import { swap, writeLock } from './swap.ts'
import { readRemote } from './records.ts'
import type { Names, RunIdentity } from './record.ts'
import type { Lock, Remote } from './records.ts'
import type { KeysFor } from './backend/encryption.ts'

export interface Waiting {
  readonly timeoutMs: number
  /** As for `readRemote`. */
  readonly operation: { readonly afterDeletion: boolean }
  /** Throws when the run was cancelled. */
  readonly checkCancelled: () => void
  /** Whether the run that holds a lock is over; never throws. */
  readonly ask: (holder: RunIdentity) => Promise<Verdict>
  readonly say: (text: string) => void
}

export interface Held {
  /** What the origin holds now. */
  readonly remote: Remote
  /** The lock's commit. */
  readonly lock: string
  /** The lock of a run that is over, which this one replaced. */
  readonly broken: { readonly lock: Lock; readonly how: string } | undefined
}

const POLL_MS = 2000
const SAY_EVERY_MS = 10_000
/** A token may ask 1,000 times an hour, for the whole repository: a run at work is asked about less and less. */
const ASK_AFTER_MS = [15_000, 30_000, 60_000]

/**
 * Takes the environment's lock, waiting for another run's evenly, with jitter. One that was left behind by a
 * run of this repository which GitHub says is over is replaced; any other is never touched.
 * @param remote what was read last
 * @throws RunError `state-locked` with holder, age and run when the time is over
 */
export async function takeLock(
  repository: Repository,
  names: Names,
  run: RunIdentity,
  remote: Remote,
  keysFor: KeysFor | undefined,
  waiting: Waiting
): Promise<Held> {
  const started = Date.now()
  const judge = judgeOf(waiting.ask)
  let lastSaid = -Infinity
  let current = remote
  /** Whether `current` was read after its lock's holder was known to be over. */
  let fresh = false
  for (;;) {
    waiting.checkCancelled()
    const before = current.lock
    const verdict = before === undefined ? undefined : await judge(before)
    if (before !== undefined && verdict?.kind === 'over' && !fresh) {
      // Its holder was at work when this was read, and may have stored or rescued a state since.
      current = await readRemote(repository, names, keysFor, waiting.operation)
      fresh = true
      continue
    }
    if (before === undefined || verdict?.kind === 'over') {
      const lock = writeLock(repository, names, run, new Date().toISOString())
      if (await tryTake(repository, names, before?.commit, lock)) {
        const how = verdict?.kind === 'over' ? verdict.how : ''
        const broken = before === undefined ? undefined : { lock: before, how }
        return { remote: current, lock, broken }
      }
    } else {
      const waited = Date.now() - started
      if (waited >= waiting.timeoutMs) throw locked(names, before, verdict, waiting.timeoutMs)
      if (waited - lastSaid >= SAY_EVERY_MS) {
        lastSaid = waited
        waiting.say(`Waiting for the lock of '${names.environment}', ${describeLock(before)}.`)
      }
      const left = waiting.timeoutMs - waited
      await sleep(Math.min(left, POLL_MS * (0.75 + Math.random() / 2)))
      // One exact name: everything else would list the refs of all environments, every time.
      const now = await listOrigin(repository, [lockRef(names)]).catch(() => undefined)
      // An origin with a bad moment is no reason to give up before the time is over.
      if (now === undefined || now.get(lockRef(names)) === before.commit) continue
    }
    current = await readRemote(repository, names, keysFor, waiting.operation)
    fresh = false
  }
}

async function tryTake(
  repository: Repository,
  names: Names,
  from: string | undefined,
  to: string
): Promise<boolean> {
  try {
    return (await swap(repository, [{ ref: lockRef(names), from, to }])) === 'done'
  } catch (error) {
    // It may have arrived all the same, and would then be held by nobody.
    await swap(repository, [{ ref: lockRef(names), from: to, to: undefined }]).catch(
      () => undefined
    )
    throw error
  }
}

/** Asks about one lock at first sight, and then again and again. */
function judgeOf(ask: Waiting['ask']): (lock: Lock) => Promise<Verdict> {
  let last = { commit: '', at: 0, asked: 0, verdict: NO_RUN }
  return async (lock) => {
    if (lock.holder === undefined) return NO_RUN
    const isSame = last.commit === lock.commit
    const isEnding = last.verdict.kind === 'alive' && last.verdict.ending === true
    const pause = ASK_AFTER_MS[isEnding ? 0 : Math.min(last.asked, ASK_AFTER_MS.length) - 1] ?? 0
    if (!isSame || Date.now() - last.at >= pause) {
      const asked = isSame ? last.asked + 1 : 1
      last = { commit: lock.commit, at: Date.now(), asked, verdict: await ask(lock.holder) }
    }
    return last.verdict
  }
}

const NO_RUN: Verdict = { kind: 'unknown', why: 'it names no run' }

/** Who holds a lock, since when, and where that run is to be seen. */
export function describeLock(lock: Lock): string {
  const since = lock.since === undefined ? '' : ` since ${lock.since}${ageOf(lock.since)}`
  if (lock.holder === undefined) return `held by something that does not say who it is${since}`
  const { actor, id, attempt, job, url } = lock.holder
  return `held by run ${id}, attempt ${attempt}, job '${job}' of ${actor}${since}: ${url}`
}

function ageOf(since: string): string {
  const minutes = Math.floor((Date.now() - Date.parse(since)) / 60_000)
  if (Number.isNaN(minutes) || minutes < 1) return ''
  if (minutes < 120) return ` (${minutes} minutes ago)`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? ` (${hours} hours ago)` : ` (${Math.floor(hours / 24)} days ago)`
}

function locked(
  names: Names,
  lock: Lock,
  verdict: Verdict | undefined,
  timeoutMs: number
): RunError {
  const why =
    verdict === undefined || verdict.kind === 'over' ? '' : ` It was not broken: ${verdict.why}.`
  return new RunError(
    'state-locked',
    `The environment '${names.environment}' is locked, ${describeLock(lock)}. Waited ${Math.round(timeoutMs / 1000)} s for it.${why}`,
    `Wait for that run and start this one again, or raise 'lock-timeout'. If that run is over, and only then, remove its lock:\n    git push origin --force-with-lease=${lockRef(names)}:${lock.commit} :${lockRef(names)}`
  )
}
