// Locks that nobody frees: of a machine that died, or put there by hand.
import { expect } from '@jest/globals'
import type { RunResult } from './runner.ts'
import type { World } from './scenario.ts'
import { rendered } from './visible.ts'

/** Where the lock of `alice` in the project `demo` lies. */
export const LOCK = 'refs/gitops-env/locks/demo/alice'

/** For a run that is not to wait long. */
export const IMPATIENT = { with: { 'lock-timeout': '1s' } } as const

/** Puts a lock into the origin as `writeLock` of src/swap.ts does; its commit. */
export function leaveLock({ origin }: World, holder: object | undefined, since: string): string {
  const tree = origin.git('hash-object', '-t', 'tree', '-w', '--stdin')
  const text = JSON.stringify({ run: holder, time: since }, undefined, 2)
  const lock = origin.git('commit-tree', tree, '-m', `lock of alice: run 42\n\n${text}\n`)
  origin.git('update-ref', LOCK, lock)
  return lock
}

/** The lock's commit, and what it says of its holder; undefined when it is free. */
export function lockOf({ origin }: World) {
  const commit = origin.refs(LOCK)[LOCK]
  if (commit === undefined) return undefined
  const { message } = origin.show(commit)
  const document = JSON.parse(message.slice(message.indexOf('\n\n'))) as {
    readonly run?: Readonly<Record<string, string>>
    readonly time?: string
  }
  return { commit, holder: document.run ?? {}, since: document.time }
}

/** What a person reads in the summary; the marks that keep GitHub from mentioning somebody do not show. */
export function readable({ summary }: RunResult): string {
  return rendered(summary).text.replaceAll('\u200B', '')
}

/** GitHub has noticed, two minutes ago, that the machine of a run is dead. */
export function noticeDeath({ api }: World, dead: RunResult): void {
  api.end({ runId: dead.runId, attempt: dead.attempt })
  api.advance(120)
}

/** A run that met a lock and left it as it was: red, with the holder, and the command that removes it. */
export function expectLocked(refused: RunResult, world: World, lock: string, why: string): void {
  expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'state-locked' } })
  expect(lockOf(world)?.commit).toBe(lock)
  const error = refused.annotations.find(({ level }) => level === 'error')
  const { holder, since } = lockOf(world) ?? {}
  const url = holder?.['attempt'] === undefined ? '' : (holder['url'] ?? '')
  for (const text of [error?.message, readable(refused)]) {
    expect(text).toContain(why)
    expect(text).toContain(`since ${since}`)
    expect(text).toContain(`git push origin --force-with-lease=${LOCK}:${lock} :${LOCK}`)
    expect(text).toContain(url)
  }
  expect(refused.log).not.toContain('was broken')
}

/** A run that found the lock of a run that is over, said so once, and took it. */
export function expectBroken(
  next: RunResult,
  world: World,
  { runId, attempt }: Pick<RunResult, 'runId' | 'attempt'>,
  how: string
): void {
  const found = `The lock of run ${runId}, attempt ${attempt}, of octocat was broken, for that run is over (${how}`
  const url = `/octo/demo/actions/runs/${runId}/attempts/${attempt}`
  for (const text of [next.log, readable(next)]) {
    expect(text).toContain(found)
    expect(text).toContain(url)
    expect(text.match(/was broken, for that run is over/gu)).toHaveLength(1)
  }
  expect(lockOf(world)).toBeUndefined()
}
