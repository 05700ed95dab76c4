// Many runs at once: nothing is lost, nothing stays behind, and the pushes are as many as documented.
import { describe, expect } from '@jest/globals'
import { pushEvent } from '../harness/events.ts'
import { full } from '../harness/full.ts'
import { createGate, until } from '../harness/gate.ts'
import { expectClean } from '../harness/outcome.ts'
import type { RunResult, RunSettings } from '../harness/runner.ts'
import { stateOf } from '../harness/state.ts'
import { concurrentIf, hasGitHttp, hasTerraform } from '../harness/tools.ts'
import { applied, expectLedger, expectSoundOrigin, recordsOf } from './ledger.ts'
import { expectPushes, expectResources, inWorld, LONGEST_MS, sized } from './loaded.ts'
import { pathThatMeets } from './meeting.ts'
import { eachOf } from './pool.ts'

const ENVIRONMENTS = full ? 50 : 6
const AT_ONCE = full ? 8 : 3
/** Runs that come again, and find nothing to do. */
const AGAIN = full ? 8 : 1
/** In which two runs start among all the others. */
const SLOW_START_S = 60
const withTerraform = concurrentIf(hasTerraform)

// One block: jest runs beside each other only what stands in the same.
describe('runs at once', () => {
  concurrentIf(hasTerraform && hasGitHttp)(
    `on ${ENVIRONMENTS} environments, ${AT_ONCE} at a time: each gets its own resources, state and records`,
    async () => {
      await inWorld({ http: true }, async (loaded) => {
        const { world, journal } = loaded
        const names = Array.from({ length: ENVIRONMENTS }, (_, index) => `number-${index + 1}`)
        const sizeOf = (name: string): number => 1 + (names.indexOf(name) % 5)
        const created = await eachOf(names, AT_ONCE, async (name) => {
          return await world.push(`env-${name}`, sized(sizeOf(name)))
        })
        expectPushes(loaded, ENVIRONMENTS * 4)
        const again = await eachOf(created.slice(0, AGAIN), AT_ONCE, async (result) => {
          return await world.rerun(result)
        })
        expectPushes(loaded, ENVIRONMENTS * 4 + AGAIN * 2)

        for (const result of [...created, ...again]) {
          expect(result.exitCode).toBe(0)
          expect(result.log).not.toContain('Waiting for the lock')
          expectClean(result, world)
        }
        expect(again.map(({ outputs }) => outputs['changes'])).toEqual(again.map(() => 'false'))
        for (const [index, name] of names.entries()) {
          expect(created[index]?.outputs['to-add']).toBe(String(sizeOf(name)))
          expectResources(world, name, sizeOf(name))
          const commit = world.origin.head(`env-${name}`)
          const second = again[index] === undefined ? [] : [`applied ${commit.slice(0, 7)}`]
          const states = expectLedger(loaded, name, [...applied([commit]), ...second])
          expect(states).toBe(1)
        }
        const lineages = names.map((name) => stateOf(world.origin, name)?.lineage)
        expect(new Set(lineages).size).toBe(ENVIRONMENTS)
        expectSoundOrigin(loaded)
        expect(journal.pushes().filter((moves) => moves.length > 2)).toEqual([])
      })
    },
    LONGEST_MS
  )

  withTerraform(
    'six on one environment, that all found it free: one applies, five wait and find nothing to do',
    async () => {
      await inWorld({}, async (loaded) => {
        const { world } = loaded
        const commit = world.commit('env-alice', sized(2))
        const push = pushEvent(world.origin, 'env-alice', { created: true })
        const PATH = pathThatMeets(world.origin.base, 6)
        const results = await Promise.all(
          Array.from({ length: 6 }, async () => await world.run(push, { env: { PATH } }))
        )
        for (const result of results) expectClean(result, world)
        expect(results.map(({ exitCode }) => exitCode)).toEqual(results.map(() => 0))
        const changed = results.filter(({ outputs }) => outputs['changes'] === 'true')
        const upToDate = results.filter(({ outputs }) => outputs['changes'] === 'false')
        expect([changed.length, upToDate.length]).toEqual([1, 5])
        const found = Array.from({ length: 5 }, () => `applied ${commit.slice(0, 7)}`)
        expect(expectLedger(loaded, 'alice', [...applied([commit]), ...found])).toBe(1)
        expectPushes(loaded, 4 + 5 * 2)
        expectResources(world, 'alice', 2)
        expectSoundOrigin(loaded)
      })
    },
    LONGEST_MS
  )

  withTerraform(
    'six on one environment, for three commits, one after another: the last has the last word',
    async () => {
      await inWorld({}, async (loaded) => {
        const { world, journal } = loaded
        const commits: string[] = []
        const runs: Promise<RunResult>[] = []
        const gate = createGate(world.origin.base, SLOW_START_S)
        const logs: (() => string)[] = []
        const settings: RunSettings = {
          env: { PATH: gate.pathBefore('apply') },
          during: ({ log }) => void logs.push(log)
        }
        const waiting = () => logs.filter((log) => log().includes('Waiting for the lock')).length
        for (const [index, size] of [3, 1, 2].entries()) {
          commits.push(world.commit('env-alice', sized(size)))
          const push = pushEvent(world.origin, 'env-alice')
          runs.push(world.run(push, settings), world.run(push, settings))
          // One has the lock and is about to apply; every other one has read its commit and waits.
          await until(() => gate.reached() && waiting() === 2 * index + 1, SLOW_START_S)
        }
        gate.open()
        const results = await Promise.all(runs)
        for (const result of results) expectClean(result, world)
        expect(results.map(({ exitCode }) => exitCode)).toEqual(results.map(() => 0))
        const [stale, worked] = ['skip', 'apply'].map((operation) =>
          results.filter(({ outputs }) => outputs['operation'] === operation)
        ) as [RunResult[], RunResult[]]
        // The one that had the lock already, and the two for the newest commit.
        expect([stale.length, worked.length]).toEqual([3, 3])
        for (const { outputs } of stale) {
          expect(outputs['reason']).toBe('stale-run')
          expect(commits.slice(0, 2)).toContain(outputs['commit'])
        }

        // What a run wrote stands together, and no commit comes after a newer one.
        const records = recordsOf(loaded, 'alice')
        const told = records.flatMap(({ run, commit }, index) =>
          records[index - 1]?.run === run ? [] : [{ run, commit }]
        )
        expect(told.map(({ run }) => run).toSorted()).toEqual(
          worked.map(({ runId }) => runId).toSorted()
        )
        const order = told.map(({ commit }) => commits.indexOf(commit))
        expect(order).toEqual(order.toSorted((a, b) => a - b))
        expect(order.at(-1)).toBe(2)
        const changed = worked.filter(({ outputs }) => outputs['changes'] === 'true').length
        expectLedger(
          loaded,
          'alice',
          records.map(({ outcome, commit }) => `${outcome} ${commit.slice(0, 7)}`)
        )
        expect(records.filter(({ outcome }) => outcome === 'applying')).toHaveLength(changed)
        expectPushes(loaded, journal.taken('refs/gitops-env/locks/') * 2 + changed * 2)
        expectResources(world, 'alice', 2)
        expectSoundOrigin(loaded)
      })
    },
    LONGEST_MS
  )
})
