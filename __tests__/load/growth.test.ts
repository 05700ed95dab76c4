// What runs add to the repository: few objects and bytes, of the states only the last, and no run costs more
// than the one before.
import { describe, expect } from '@jest/globals'
import { createHash } from 'node:crypto'
import { pushEvent } from '../harness/events.ts'
import { full } from '../harness/full.ts'
import { expectClean } from '../harness/outcome.ts'
import { parseRecord, type World } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { printRows } from '../harness/table.ts'
import { rewriteMessage } from '../harness/tamper.ts'
import { concurrentIf, hasTerraform } from '../harness/tools.ts'
import { applied, expectLedger, expectSoundOrigin, recordsOf } from './ledger.ts'
import { expectPushes, inWorld, LONGEST_MS, type Loaded } from './loaded.ts'
import { added, ESTATE, kindsOf, objectsOf, released, sizeOf, type Objects } from './size.ts'

const PUSHES = full ? 100 : 6
/** What a run may add beside its state, and a record may take: bytes on the origin's disk. */
const MOST = { besideState: 6 * 1024, record: 2.5 * 1024, packedRun: 1024 }

const withTerraform = concurrentIf(hasTerraform)
const estate = { module: { 'main.tf': ESTATE } }

/** A run that changes every resource, and the objects that it brought to the origin. */
async function release(world: World, number: number) {
  world.commit('env-alice', released(number))
  const before = objectsOf(world.origin)
  const result = await world.run(pushEvent(world.origin, 'env-alice'))
  const objects = added(before, objectsOf(world.origin))
  expect(result).toMatchObject({ exitCode: 0, outputs: { changes: 'true' } })
  expectClean(result, world)
  return { result, objects }
}

/** The bytes of a run beside its one blob, the state. */
function besideState(objects: Objects): number {
  const blobs = new Map([...objects].filter(([, { kind }]) => kind === 'blob'))
  expect(blobs.size).toBe(1)
  return sizeOf(objects).bytes - sizeOf(blobs).bytes
}

describe('an environment', () => {
  withTerraform(
    `that gets ${PUSHES} pushes, one after another, remembers each, and grows by little`,
    async () => {
      await inWorld(estate, async (loaded) => {
        const { world } = loaded
        const commits: string[] = []
        const seconds: number[] = []
        const bytes: number[] = []
        for (let number = 1; number <= PUSHES; number += 1) {
          const { result, objects } = await release(world, number)
          commits.push(world.origin.head('env-alice'))
          seconds.push(result.seconds)
          bytes.push(sizeOf(objects).bytes)
          // Lock, `applying`, state and outcome; the state's file and its folder; once, an empty folder.
          const tree = number === 1 ? 2 : 1
          expect(kindsOf(objects)).toEqual({ blob: 1, commit: 4, tree })
          expect(besideState(objects)).toBeLessThan(MOST.besideState)
          expect(stateOf(world.origin, 'alice')?.outputs).toEqual({ release: String(number) })
        }
        expectPushes(loaded, PUSHES * 4)
        expect(expectLedger(loaded, 'alice', applied(commits))).toBe(PUSHES)
        expectSoundOrigin(loaded)
        expectTrimmed(loaded, { commits, bytes, seconds })
      })
    },
    LONGEST_MS
  )

  withTerraform(
    'has a record that stays small, however often it was applied',
    async () => {
      await inWorld(estate, async ({ world }) => {
        await release(world, 1)
        const ref = 'refs/gitops-env/environments/demo/alice'
        rewriteMessage(world.origin, ref, (message) => withHistory(message, 30))
        const { objects } = await release(world, 2)
        expect(besideState(objects)).toBeLessThan(MOST.besideState)
        const record = world.record('alice')
        expect(record?.json['history']).toHaveLength(20)
        expect(objects.get(record?.commit ?? '')?.bytes).toBeLessThan(MOST.record)
      })
    },
    LONGEST_MS
  )

  withTerraform(
    'leaves nothing but its records when it is destroyed',
    async () => {
      await inWorld(estate, async (loaded) => {
        const { world, journal } = loaded
        world.commit('env-alice', released(1))
        const before = objectsOf(world.origin)
        const created = await world.run(pushEvent(world.origin, 'env-alice'))
        const between = objectsOf(world.origin)
        const unchanged = await world.rerun(created)
        expect(kindsOf(added(between, objectsOf(world.origin)))).toEqual({ commit: 2 })
        const destroyed = await world.remove('env-alice')
        for (const result of [created, unchanged, destroyed]) expectClean(result, world)
        expect(world.hiddenRefs()).toEqual(['refs/gitops-env/environments/demo/alice'])
        world.origin.git('gc', '--quiet', '--prune=now')
        const records = recordsOf(loaded, 'alice').map(({ name }) => name)
        expect(records).toHaveLength(5)
        const left = added(before, objectsOf(world.origin))
        expect([...left.keys()].toSorted()).toEqual(records.toSorted())
        expect(journal.pushes()).toHaveLength(4 + 2 + 4)
      })
    },
    LONGEST_MS
  )
})

/** A record's message that tells of so many earlier versions, as if it had been applied as often. */
function withHistory(message: string, length: number): string {
  const { headline, json } = parseRecord(message)
  const name = (text: string): string => createHash('sha1').update(text).digest('hex')
  const history = Array.from({ length }, (_, index) => ({
    commit: name(`commit ${index}`),
    tree: name(`tree ${index}`)
  }))
  return `${headline}\n\n${JSON.stringify({ ...json, history }, undefined, 2)}\n`
}

interface Measured {
  readonly commits: readonly string[]
  readonly bytes: readonly number[]
  readonly seconds: readonly number[]
}

/** Whatever no ref needs goes with the origin's own maintenance; what stays is small. */
function expectTrimmed({ world }: Loaded, { commits, bytes, seconds }: Measured): void {
  const { origin } = world
  const loose = sizeOf(objectsOf(origin))
  const heads = origin.git('rev-list', '--objects', '--branches').split('\n').length
  origin.git('gc', '--quiet', '--prune=now')
  const after = objectsOf(origin)
  // The records, and of the states the last: commit, folder and file.
  expect(after.size).toBe(heads + commits.length * 2 + 3)
  const author = '--author=gitops-env-action'
  const trail = origin.git('rev-list', author, world.record('alice')?.ref ?? '').split('\n')
  const records = sizeOf(new Map([...after].filter(([name]) => trail.includes(name))))
  expect(records.objects).toBe(commits.length * 2)
  const packed = records.bytes / commits.length
  const row = {
    runs: String(commits.length),
    'a run adds, mean': kb(mean(bytes)),
    'the last run adds': kb(bytes.at(-1) ?? 0),
    before: `${loose.objects} objects, ${kb(loose.bytes)}`,
    'after git gc': `${after.size} objects, ${kb(sizeOf(after).bytes)}`,
    'records of a run, packed': kb(packed),
    'seconds, first half': mean(seconds.slice(0, seconds.length >> 1)).toFixed(2),
    'second half': mean(seconds.slice(seconds.length >> 1)).toFixed(2)
  }
  if (full) printRows('growth', [row])
  expect(packed).toBeLessThan(MOST.packedRun)
}

const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`
const mean = (all: readonly number[]): number =>
  all.reduce((sum, one) => sum + one, 0) / Math.max(all.length, 1)
