/** The one lock of an environment, held from before the plan to after the apply. */
import { setTimeout as sleep } from 'node:timers/promises'
import { RunError } from './errors.ts'
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
  readonly say: (text: string) => void
}

const POLL_MS = 2000
const SAY_EVERY_MS = 10_000

/**
 * Takes the environment's lock, waiting for another run's evenly, with jitter.
 * @param remote what was read last
 * @returns what the origin holds now, and the lock's commit
 * @throws RunError `state-locked` with holder, age and run when the time is over
 */
export async function takeLock(
  repository: Repository,
  names: Names,
  run: RunIdentity,
  remote: Remote,
  keysFor: KeysFor | undefined,
  waiting: Waiting
): Promise<{ readonly remote: Remote; readonly lock: string }> {
  const started = Date.now()
  let lastSaid = -Infinity
  let current = remote
  for (;;) {
    waiting.checkCancelled()
    if (current.lock === undefined) {
      const lock = writeLock(repository, names, run, new Date().toISOString())
      const outcome = await swap(repository, [{ ref: lockRef(names), from: undefined, to: lock }])
      if (outcome === 'done') return { remote: current, lock }
    } else {
      const waited = Date.now() - started
      if (waited >= waiting.timeoutMs) throw locked(names, current.lock, waiting.timeoutMs)
      if (waited - lastSaid >= SAY_EVERY_MS) {
        lastSaid = waited
        waiting.say(
          `Waiting for the lock of '${names.environment}', ${describeLock(current.lock)}.`
        )
      }
      const left = waiting.timeoutMs - waited
      await sleep(Math.min(left, POLL_MS * (0.75 + Math.random() / 2)))
    }
    current = await readRemote(repository, names, keysFor, waiting.operation)
  }
}

/** Who holds a lock, since when, and where that run is to be seen. */
export function describeLock(lock: Lock): string {
  const since = lock.since === undefined ? '' : ` since ${lock.since}`
  if (lock.holder === undefined) return `held by something that does not say who it is${since}`
  const { actor, id, attempt, job, url } = lock.holder
  return `held by run ${id}, attempt ${attempt}, job '${job}' of ${actor}${since}: ${url}`
}

const locked = (names: Names, lock: Lock, timeoutMs: number): RunError =>
  new RunError(
    'state-locked',
    `The environment '${names.environment}' is locked, ${describeLock(lock)}. Waited ${Math.round(timeoutMs / 1000)} s for it.`,
    `Wait for that run and start this one again, or raise 'lock-timeout'. If that run is over, and only then, remove its lock:\n    git push origin --force-with-lease=${lockRef(names)}:${lock.commit} :${lockRef(names)}`
  )
