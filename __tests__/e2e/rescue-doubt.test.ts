// A rescued state that cannot simply be put back: nothing is changed until a person, or time, has decided.
import { afterEach, describe, expect } from '@jest/globals'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inFull } from '../harness/full.ts'
import { openDeclared, type Declared } from '../harness/declared.ts'
import { noticeDeath } from '../harness/locks.ts'
import { expectClean } from '../harness/outcome.ts'
import {
  errorOf,
  expectPending,
  expectRescued,
  expectRestored,
  madeIn,
  obey,
  PASSPHRASE,
  RESCUE,
  SECRET
} from '../harness/rescue.ts'
import type { World } from '../harness/scenario.ts'
import { rewriteFile } from '../harness/tamper.ts'
import { withTerraform } from '../harness/tools.ts'
import { printedOf } from '../harness/visible.ts'
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

/** One resource that is stored, another one that is made, but only rescued. */
const rescueSecond = async (): Promise<string> => {
  await open()
  await push(['one'])
  server.faults.posts = true
  const rescued = expectRescued(await push(['one', 'two']), world)
  server.faults.posts = 0
  return rescued
}
const change = (fields: object): void => server.setState(PATH, { ...server.state(PATH), ...fields })

describe('a rescued state', () => {
  withTerraform(
    'that a newer one has overtaken waits for a choice, and both can be chosen',
    async () => {
      const rescued = await rescueSecond()
      change({ serial: 40 })
      const before = { refs: world.origin.refs(), state: server.state(PATH) }
      const pending = await world.rerun(await world.dispatch('env-alice', { command: 'apply' }))
      const [keep = '', put = ''] = expectPending(pending)
      expect(errorOf(pending)).toMatch(/the state has serial 40 by now, and the rescued one \d\b/u)
      expect({ refs: world.origin.refs(), state: server.state(PATH) }).toEqual(before)
      expectClean(pending, world)

      await obey(world, put)
      const old = await push(['one', 'two', 'three'])
      expect(old).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1', 'to-destroy': '0' } })
      expectRestored(old, world)
      expectClean(old, world)
      expect(madeIn(world)).toEqual(['one', 'three', 'two'])

      world.origin.git('update-ref', RESCUE, rescued)
      const again = await push(['one', 'two', 'three'])
      expect(expectPending(again)[0]).toBe(keep)
      await obey(world, keep)
      const kept = await push(['one', 'two', 'three'])
      expect(kept).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
      expect(world.hiddenRefs('rescue')).toEqual([])
      expectClean(kept, world)
    },
    150_000
  )

  inFull(withTerraform)(
    'of another lineage waits for a choice, too',
    async () => {
      await rescueSecond()
      change({ lineage: '00000000-1111-2222-3333-444444444444', serial: 1 })
      const [, put = ''] = expectPending(await push(['one', 'two']))
      expect(server.state(PATH)).toMatchObject({ serial: 1 })
      await obey(world, put)
      const old = await push(['one', 'two'])
      expect(old).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
      expectRestored(old, world)
      expect(server.resources(PATH)).toEqual(['terraform_data.one', 'terraform_data.two'])
    },
    150_000
  )

  inFull(withTerraform)(
    'that is there already, for that run died then, is only forgotten',
    async () => {
      const rescued = await rescueSecond()
      const restored = await push(['one', 'two'])
      expect(restored).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
      const state = server.state(PATH)
      world.origin.git('update-ref', RESCUE, rescued)
      const next = await push(['one', 'two'])
      expect(next).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
      expectRestored(next, world)
      expectClean(next, world)
      expect(server.state(PATH)).toEqual(state)
    },
    150_000
  )

  inFull(withTerraform)(
    'that somebody has changed, or taken from elsewhere, is not trusted',
    async () => {
      const rescued = await rescueSecond()
      const before = server.state(PATH)
      rewriteFile(world.origin, RESCUE, (blob) => blob.subarray(0, blob.length - 40))
      const cut = await push(['one', 'two'])
      expect(cut).toMatchObject({ exitCode: 1, outputs: { reason: 'state-tampered' } })
      expect(errorOf(cut)).toContain(RESCUE)
      expectClean(cut, world)

      world.origin.git('update-ref', RESCUE, rescued)
      const other = await push(['one', 'two'], {
        with: { 'state-passphrase': 'another horse and battery' }
      })
      expect(other).toMatchObject({ exitCode: 1, outputs: { reason: 'wrong-passphrase' } })
      expect(server.state(PATH)).toEqual(before)

      world.origin.git('update-ref', RESCUE.replace('alice', 'bob'), rescued)
      const bob = await world.push('env-bob', undefined, { from: 'env-alice' })
      expect(bob).toMatchObject({ exitCode: 1, outputs: { reason: 'state-tampered' } })
      expect(errorOf(bob)).toContain(RESCUE.replace('alice', 'bob'))
      expect(server.paths()).toEqual([PATH])
      expectClean(bob, world)
    },
    150_000
  )
})

describe('a server that is down for all of it', () => {
  inFull(withTerraform)(
    "keeps Terraform's lock, too: the next run releases it, then puts the state back",
    async () => {
      await open()
      server.hooks.before = (method) => {
        if (method === 'POST') Object.assign(server.faults, { posts: true, unlocks: true })
      }
      const failed = await push(['one'])
      expectRescued(failed, world)
      expect(Object.keys(server.locks())).toEqual([PATH])

      delete server.hooks.before
      Object.assign(server.faults, { posts: 0, unlocks: 0 })
      const early = await push(['one'], { with: { 'lock-timeout': '1s' } })
      expect(early).toMatchObject({ exitCode: 1, outputs: { reason: 'state-locked' } })
      const id = (server.locks()[PATH] as { ID: string }).ID
      expect(errorOf(early)).toContain(`terraform force-unlock ${id}`)
      expect(world.hiddenRefs('rescue')).toEqual([RESCUE])
      expectClean(early, world)

      noticeDeath(world, failed)
      const next = await push(['one'], { with: { 'lock-timeout': '1s' } })
      expect(next).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
      expectRestored(next, world)
      expect(next.summary).toContain(`was left behind by run ${failed.runId}, which is over`)
      expect(madeIn(world)).toEqual(['one'])
      expect(server.locks()).toEqual({})
      expectClean(next, world)
    },
    150_000
  )
})

describe('a state that cannot be stored, without a passphrase', () => {
  withTerraform(
    'stays on the runner: the next run stops, until a person has put it right',
    async () => {
      await open({})
      await push(['one'])
      const before = world.record('alice')?.commit ?? ''
      server.faults.posts = true
      const lost = await push(['one', 'two'])
      expect(lost).toMatchObject({ exitCode: 1, outputs: { reason: 'state-not-saved' } })
      const file = join(lost.workspace, 'errored.tfstate')
      expect(errorOf(lost)).toContain('no state-passphrase is given to encrypt it with')
      expect(errorOf(lost)).toContain(`It is only on this runner, until the job ends: ${file}`)
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(world.hiddenRefs('rescue')).toEqual([])
      expect(printedOf(lost)).not.toContain(SECRET)
      expect(world.record('alice')?.json).toMatchObject({ outcome: 'failed', unsaved: true })

      server.faults.posts = 0
      for (const stopped of [await push(['one', 'two']), await world.remove('env-alice')]) {
        expect(stopped).toMatchObject({ exitCode: 1, outputs: { reason: 'state-not-saved' } })
        expect(errorOf(stopped)).toContain(`/actions/runs/${lost.runId}`)
        expectClean(stopped, world)
      }
      expect(server.resources(PATH)).toEqual(['terraform_data.one'])
      server.setState(PATH, JSON.parse(readFileSync(file, 'utf8')))
      world.origin.branch('env-alice', lost.outputs['commit'])
      const [back = ''] = errorOf(await push(['one', 'two'])).match(/^ +git fetch .*$/mu) ?? []
      await obey(world, back.trim())
      expect(world.record('alice')?.parents).toContain(before)
      const next = await push(['one', 'two'])
      expect(next).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
      expect(madeIn(world)).toEqual(['one', 'two'])
      expectClean(next, world)
    },
    150_000
  )
})
