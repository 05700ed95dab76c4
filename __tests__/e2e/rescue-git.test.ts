// A state in git that the origin refuses: rescued beside it, and put back by the next run.
import { afterEach, describe, expect } from '@jest/globals'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { expectClean } from '../harness/outcome.ts'
import { inFull } from '../harness/full.ts'
import { until } from '../harness/gate.ts'
import {
  errorOf,
  expectPending,
  expectRescued,
  expectRestored,
  madeIn,
  obey,
  parts,
  PASSPHRASE,
  RESCUE,
  SECRET,
  STATE
} from '../harness/rescue.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { hasGitHttp, hasTerraform, testIf, withTerraform } from '../harness/tools.ts'
import { printedOf } from '../harness/visible.ts'

let world: World
afterEach(async () => await world.close())

/** The origin takes everything but states. */
const REFUSE_STATES = `#!/bin/sh\nif grep -q ' refs/gitops-env/state/'; then echo 'no states today' >&2; exit 1; fi\n`
/** The only copy of a state is held out for as long as a lock would be waited for. */
const IMPATIENT = { ...PASSPHRASE, 'lock-timeout': '1s' }
const push = async (...names: readonly string[]) =>
  await world.push('env-alice', { 'main.tf': parts(world.origin, ...names) })

describe('a state that the origin refuses', () => {
  withTerraform(
    'of a first apply is put back by the next push: nothing is made twice',
    async () => {
      world = await createWorld({ with: IMPATIENT })
      world.origin.hook('pre-receive', REFUSE_STATES)
      const failed = await push('one', 'two')
      expectRescued(failed, world)
      expectClean(failed, world)
      expect(world.hiddenRefs('state')).toEqual([])

      world.origin.hook('pre-receive', null)
      const next = await push('one', 'two', 'three')
      expect(next).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1', 'to-destroy': '0' } })
      expectRestored(next, world)
      expectClean(next, world)
      expect(madeIn(world)).toEqual(['one', 'three', 'two'])
      expect(world.hiddenRefs('state')).toEqual([STATE])
      expect(world.record('alice')?.json).toMatchObject({ outcome: 'applied', resources: 3 })
    },
    150_000
  )

  inFull(withTerraform)(
    'of a first apply is put back before the destroy',
    async () => {
      world = await createWorld({ with: IMPATIENT })
      world.origin.hook('pre-receive', REFUSE_STATES)
      const failed = await push('one', 'two')
      expectRescued(failed, world)
      world.origin.hook('pre-receive', null)
      const gone = await world.remove('env-alice')
      expect(gone).toMatchObject({
        exitCode: 0,
        outputs: { operation: 'destroy', 'to-destroy': '2' }
      })
      expectRestored(gone, world)
      expectClean(gone, world)
      expect(world.hiddenRefs('state')).toEqual([])
      expect(world.record('alice')?.json).toMatchObject({ outcome: 'destroyed' })
    },
    150_000
  )

  inFull(withTerraform)(
    'only for a while: everything is applied, and the run is green',
    async () => {
      world = await createWorld({ with: IMPATIENT })
      world.origin.hook('pre-receive', REFUSE_STATES)
      const files = { 'main.tf': parts(world.origin, 'one') }
      const run = await world.push('env-alice', files, {
        during: async ({ log }) => {
          await until(() => log().includes('storing it again'), 60)
          world.origin.hook('pre-receive', null)
        }
      })
      expect(run).toMatchObject({ exitCode: 0, outputs: { operation: 'apply', 'to-add': '1' } })
      expect(run.outputs['outputs']).toBe('{"parts":"all"}')
      expect(run.summary).toContain('The state could be stored only at a later attempt.')
      expect(world.record('alice')?.json).toMatchObject({ outcome: 'applied', resources: 1 })
      expect(world.hiddenRefs('rescue')).toEqual([])
      expectClean(run, world)
    },
    150_000
  )

  inFull(withTerraform)(
    'that was rescued, and another one stored since, waits for a person',
    async () => {
      world = await createWorld({ with: IMPATIENT })
      await push('one')
      world.origin.hook('pre-receive', REFUSE_STATES)
      const failed = await push('one', 'two')
      const rescued = expectRescued(failed, world)
      world.origin.hook('pre-receive', null)
      await push('one', 'two')
      await push('one', 'two', 'three')
      // As if that had been done by a version that knew of no rescue.
      world.origin.git('update-ref', RESCUE, rescued)
      const before = world.origin.refs()
      const pending = await push('one', 'two', 'three')
      const [keep = '', put = ''] = expectPending(pending)
      const { [`refs/heads/env-alice`]: _, ...refs } = world.origin.refs()
      expect(before).toMatchObject(refs)
      expectClean(pending, world)

      await obey(world, put)
      const old = await push('one', 'two', 'three')
      expect(old).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1', 'to-destroy': '0' } })
      expectRestored(old, world)
      expectClean(old, world)

      world.origin.git('update-ref', RESCUE, rescued)
      expect(expectPending(await push('one', 'two', 'three'))[0]).toBe(keep)
      await obey(world, keep)
      const kept = await push('one', 'two', 'three')
      expect(kept).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
      expect(world.hiddenRefs('rescue')).toEqual([])
      expectClean(kept, world)
    },
    200_000
  )
})

describe('an origin that is down when the state is to be stored', () => {
  inFull(testIf(hasTerraform && hasGitHttp))(
    'leaves it on the runner, and says where',
    async () => {
      world = await createWorld({ with: IMPATIENT, http: true })
      const gate = `${world.origin.base}/down`
      const files = {
        'main.tf': `${parts(world.origin, 'one')}
resource "terraform_data" "slow" {
  provisioner "local-exec" { command = "touch '${gate}'; sleep 1" }
}
`
      }
      let mode: number | undefined
      const lost = await world.push('env-alice', files, {
        during: async () => {
          await until(() => existsSync(gate), 60)
          world.server?.fail(1000)
        },
        beforePost: async ({ log }) => {
          const file = /until the job ends: ([^%\s]+)/u.exec(log())?.[1] ?? ''
          mode = statSync(file).mode & 0o777
          expect(readFileSync(file, 'utf8')).toContain(SECRET)
        }
      })
      expect(lost).toMatchObject({ exitCode: 1, outputs: { reason: 'state-not-saved' } })
      expect(errorOf(lost)).toContain('not be rescued either')
      expect(errorOf(lost)).toContain('Nor could this be noted in the record.')
      expect(errorOf(lost)).toContain('would make all of it a second time')
      expect(lost.postLog).toContain('Not removed, for it is the only copy')
      expect(printedOf(lost)).not.toContain(SECRET)
      // Nobody could write anything: the record is as it was when the apply began, and the lock is still held.
      expect(world.record('alice')?.json).toMatchObject({ outcome: 'applying' })
      expect(world.hiddenRefs('locks')).toHaveLength(1)
      expect(world.hiddenRefs('rescue')).toEqual([])
      expect(mode).toBe(0o600)
    },
    200_000
  )
})
