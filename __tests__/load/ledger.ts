// What an environment's refs must tell after many runs: every run remembered, in order, and nothing lost.
import { expect } from '@jest/globals'
import { auditOf } from '../harness/outcome.ts'
import { parseRecord } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import type { Loaded } from './loaded.ts'

const refOf = (kind: string, environment: string): string =>
  `refs/gitops-env/${kind}/demo/${environment}`

/** Every record that was ever pushed for an environment, oldest first. */
export function recordsOf({ world, journal }: Loaded, environment: string) {
  return journal.chain(refOf('environments', environment)).map((commit) => {
    const { message, parents } = world.origin.show(commit)
    const { headline, json } = parseRecord(message)
    const { outcome, attempted, run } = json as {
      readonly outcome: string
      readonly attempted: string
      readonly run: { readonly id: string }
    }
    return { name: commit, headline, parents, outcome, commit: attempted, run: run.id }
  })
}

/**
 * Records and states follow each other without a gap; the last record is about the state that is there.
 * @param told `outcome commit` of every record, oldest first, the commit shortened to 7 digits
 * @returns how many states were stored
 */
export function expectLedger(loaded: Loaded, environment: string, told: readonly string[]): number {
  const { world, journal } = loaded
  const records = recordsOf(loaded, environment)
  const headlines = told.map((words) => `${environment}: ${words} of env-${environment}`)
  expect(records.map(({ headline }) => headline)).toEqual(headlines)
  expect(records.map(({ parents }) => parents)).toEqual(
    records.map(({ commit }, index) => [commit, records[index - 1]?.name].filter(Boolean))
  )
  expect(auditOf(world, environment)).toEqual(told)

  const states = journal.chain(refOf('state', environment)).map((name) => world.origin.show(name))
  const serials = states.map(({ message }) => Number(/, serial (\d+)\n$/u.exec(message)?.[1]))
  expect(serials).toEqual(serials.map((_, index) => index + 1))
  expect(states.flatMap(({ parents }) => parents)).toEqual([])
  const { lineage, serial, addresses } = stateOf(world.origin, environment) ?? {}
  expect(serial).toBe(serials.at(-1))
  expect(world.record(environment)?.json).toMatchObject({
    outcome: 'applied',
    state: { lineage, serial },
    resources: addresses?.length
  })
  return states.length
}

/** What the records of runs that each changed something tell, one run a commit. */
export const applied = (commits: readonly string[]): readonly string[] =>
  commits
    .map((commit) => commit.slice(0, 7))
    .flatMap((commit) => [`applying ${commit}`, `applied ${commit}`])

/** No lock and no rescued state, no branch that a run has touched, and every object that a ref needs is there. */
export function expectSoundOrigin({ world, journal }: Loaded): void {
  expect(world.hiddenRefs().filter((ref) => !/\/(?:environments|state)\//u.test(ref))).toEqual([])
  const refs = journal.pushes().flatMap((moves) => moves.map(({ ref }) => ref))
  expect(refs.filter((ref) => !ref.startsWith('refs/gitops-env/'))).toEqual([])
  world.origin.git('fsck', '--connectivity-only', '--no-dangling')
}
