// A state that the backend of the module does not take: rescued at the origin, and put back by the next run.
import { afterEach, describe, expect } from '@jest/globals'
import { openDeclared, type Declared } from '../harness/declared.ts'
import { expectClean } from '../harness/outcome.ts'
import { expectRescued, expectRestored, madeIn, PASSPHRASE, RESCUE } from '../harness/rescue.ts'
import type { World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'
import type { HttpState } from '../servers/http-state.ts'

const PATH = '/demo/alice'
let world: World
let server: HttpState
let push: Declared['push']
afterEach(async () => {
  await server.close()
  await world.close()
})

const open = async (given: Readonly<Record<string, string>> = PASSPHRASE): Promise<void> => {
  const declared = await openDeclared(given)
  ;({ world, server, push } = declared)
}
const made = (...names: readonly string[]) => names.map((name) => `terraform_data.${name}`)

describe('a state that the server does not take', () => {
  withTerraform(
    'is put back by the next push before anything else',
    async () => {
      await open()
      await push(['one'])
      server.faults.posts = true
      const failed = await push(['one', 'two'])
      const rescued = expectRescued(failed, world)
      expectClean(failed, world)
      expect(server.resources(PATH)).toEqual(made('one'))
      expect(server.locks()).toEqual({})

      const before = { refs: world.origin.refs(), state: server.state(PATH) }
      const planned = await world.dispatch('env-alice', { command: 'plan' })
      expect(planned).toMatchObject({ exitCode: 0, outputs: { operation: 'plan', 'to-add': '1' } })
      expect(planned.summary).toContain(`rescued a state in ${RESCUE} that is not put back yet`)
      expect({ refs: world.origin.refs(), state: server.state(PATH) }).toEqual(before)

      const again = await push(['one', 'two'])
      expect(again).toMatchObject({ exitCode: 1, outputs: { reason: 'state-not-saved' } })
      expect(world.origin.refs(RESCUE)).toEqual({ [RESCUE]: rescued })
      expectClean(again, world)

      server.faults.posts = 0
      const next = await push(['one', 'two', 'three'])
      expect(next).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1', 'to-destroy': '0' } })
      expectRestored(next, world)
      expectClean(next, world)
      expect(madeIn(world)).toEqual(['one', 'three', 'two'])
      expect(server.resources(PATH)).toEqual(made('one', 'three', 'two'))
      expect(world.record('alice')?.json).toMatchObject({ outcome: 'applied', resources: 3 })
    },
    150_000
  )

  withTerraform(
    'of a first apply is put back before the destroy, which leaves nothing',
    async () => {
      await open()
      server.faults.posts = true
      const failed = await push(['one', 'two'])
      expectRescued(failed, world)
      expect(server.paths()).toEqual([])
      server.faults.posts = 0
      const gone = await world.remove('env-alice')
      expect(gone).toMatchObject({
        exitCode: 0,
        outputs: { operation: 'destroy', 'to-destroy': '2' }
      })
      expectRestored(gone, world)
      expectClean(gone, world)
      expect(server.paths()).toEqual([])
      expect(world.record('alice')?.json).toMatchObject({ outcome: 'destroyed' })
    },
    150_000
  )

  withTerraform(
    'at first, but soon after: everything is applied, and the run is green',
    async () => {
      await open()
      server.faults.posts = 2
      const run = await push(['one'])

      expect(run).toMatchObject({ exitCode: 0, outputs: { operation: 'apply', 'to-add': '1' } })
      expect(run.outputs['outputs']).toBe('{"parts":"all"}')
      expectClean(run, world)
    },
    150_000
  )

  withTerraform(
    'and neither gives its lock back: both are mended by the same run',
    async () => {
      await open({ ...PASSPHRASE, 'lock-timeout': '3s' })
      server.hooks.before = (method) => {
        if (method !== 'POST') return
        Object.assign(server.faults, { posts: 1, unlocks: 1 })
        delete server.hooks.before
      }
      const run = await push(['one'])
      expect(run).toMatchObject({ exitCode: 0, outputs: { operation: 'apply', 'to-add': '1' } })
      expect(run.summary).toContain('was left behind by this run. It was released.')
      expect(run.annotations).toEqual([])
      expect(server.locks()).toEqual({})
      expectClean(run, world)
    },
    150_000
  )
})
