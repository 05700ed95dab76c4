// The passphrase of living environments is changed: with both given nothing is lost, and then the new one is enough.
import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inFull } from '../harness/full.ts'
import { expectClean, expectRecord } from '../harness/outcome.ts'
import type { RunResult } from '../harness/runner.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { ALICE, isSignedWith, openedWith, putSealed } from '../harness/sealed.ts'
import { hasTerraform, withTerraform } from '../harness/tools.ts'
import { visibleOf } from '../harness/visible.ts'

const STATE = 'refs/gitops-env/state/demo/alice'
const RECORD = 'refs/gitops-env/environments/demo/alice'
const RESCUE = 'refs/gitops-env/rescue/demo/alice'
const [OLD, NEW, OTHER] = [
  'correct horse battery staple',
  'a new horse, a new staple',
  'x'.repeat(20)
]
const by = (passphrase: string, previous = '') => ({
  with: { 'state-passphrase': passphrase, 'previous-passphrase': previous }
})
const BOTH = by(NEW, OLD)
const SEALED_ANEW =
  "The state was sealed anew with the new passphrase; 'previous-passphrase' is needed until every environment had a run."
const MAIN = `
variable "environment" {}
variable "size" { default = 1 }
resource "terraform_data" "app" {
  count = var.size
  input = var.environment
}
`
const SIZE_2 = { 'a.auto.tfvars': 'size = 2' }

/** One world for all, with an environment of the old passphrase; what a test did is undone after it. */
let world: World
let before: Readonly<Record<string, string>>

beforeAll(async () => {
  if (!hasTerraform) return
  world = await createWorld({ module: { 'main.tf': MAIN }, ...by(OLD) })
  expect(await world.push('env-alice')).toMatchObject({ exitCode: 0 })
  before = world.origin.refs()
})
afterEach(() => {
  for (const ref of Object.keys(world.origin.refs())) if (!(ref in before)) remove(ref)
  for (const [ref, commit] of Object.entries(before)) put(ref, commit)
})
afterAll(async () => {
  if (hasTerraform) await world.close()
})

describe('with both passphrases', () => {
  withTerraform('a push that changes something leaves nothing of the old one', async () => {
    const run = await world.push('env-alice', SIZE_2, BOTH)
    expect(run).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1', 'to-destroy': '0' } })
    expect(noticesOf(run)).toEqual([SEALED_ANEW])
    expectClean(run, world)
    await expectMoved()
    const again = await world.push('env-alice', undefined, BOTH)
    expect(again).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    expect(noticesOf(again)).toEqual([])
  })

  withTerraform('a push that changes nothing does too', async () => {
    const state = await openedWith(world.origin, OLD)
    const run = await world.push('env-alice', undefined, BOTH)
    expect(run).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    expect(noticesOf(run)).toEqual([SEALED_ANEW])
    expectClean(run, world)
    expect(await openedWith(world.origin, NEW)).toBe(state)
    await expectMoved()
  })

  inFull(withTerraform)('a push that Terraform refuses does too', async () => {
    const broken = await world.push('env-alice', { 'b.tf': 'resource "none" "b" {' }, BOTH)
    expect(broken).toMatchObject({ exitCode: 1, outputs: { reason: 'init-failed' } })
    expectClean(broken, world)
    await expectMoved({ 'b.tf': '' })
  })

  withTerraform('what a run that died in between has left is gone on with', async () => {
    await world.push('env-alice', undefined, BOTH)
    put(RECORD, before[RECORD] ?? '')
    expect(await openedWith(world.origin, NEW)).toContain('"serial"')
    expect(await isSignedWith(world.origin, OLD)).toBe(true)
    const refused = await world.push('env-alice', { 'b.tf': 'resource "none" "b" {' }, BOTH)
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'init-failed' } })
    expect(await isSignedWith(world.origin, NEW)).toBe(true)
    await expectMoved({ 'b.tf': '' })
  })

  withTerraform('a plan is made of what the old one wrote, and writes nothing', async () => {
    const run = await world.dispatch('main', { command: 'plan', branch: 'env-alice' }, BOTH)
    expect(run).toMatchObject({ exitCode: 0, outputs: { operation: 'plan', changes: 'false' } })
    expect(world.origin.refs()).toEqual(before)
  })

  withTerraform('an environment is destroyed, and can come back', async () => {
    const run = await world.remove('env-alice', BOTH)
    expect(run).toMatchObject({ exitCode: 0, outputs: { operation: 'destroy', 'to-destroy': '1' } })
    expectClean(run, world)
    expect(world.hiddenRefs()).toEqual([RECORD])
    const back = await world.push('env-alice', undefined, by(NEW))
    expect(back).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
  })

  withTerraform('a state that was rescued with the old one is put back', async () => {
    const state = JSON.parse(await openedWith(world.origin, OLD)) as { serial: number }
    const newer = JSON.stringify({ ...state, serial: state.serial + 5 })
    await putSealed(world.origin, RESCUE, newer, OLD)
    const run = await world.push('env-alice', undefined, BOTH)
    expect(run).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    expect(world.hiddenRefs('rescue')).toEqual([])
    expect(await openedWith(world.origin, NEW)).toBe(newer)
    await expectMoved()
  })

  inFull(withTerraform)('an older state is refused all the same', async () => {
    await world.push('env-alice', SIZE_2, by(OLD))
    put(STATE, before[STATE] ?? '')
    const run = await world.push('env-alice', undefined, BOTH)
    expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'state-tampered' } })
    expect(world.origin.refs(STATE)[STATE]).toBe(before[STATE])
    expect(world.hiddenRefs('locks')).toEqual([])
  })

  withTerraform('neither of them is shown, or given to Terraform', async () => {
    const files = {
      'b.tf': `resource "terraform_data" "env" {
  provisioner "local-exec" { command = "env > env.txt; echo '${OLD}, ${NEW}'" }
}`
    }
    let seen = ''
    const run = await world.push('env-alice', files, {
      ...BOTH,
      beforePost: ({ workspace }) => {
        seen = readFileSync(join(workspace, 'env.txt'), 'utf8')
      }
    })
    expect(run.exitCode).toBe(0)
    expect(run.log).toContain('***, ***')
    expect(run.masks).toEqual(expect.arrayContaining([OLD, NEW]))
    for (const passphrase of [OLD, NEW]) {
      expect(seen).not.toContain(passphrase)
      expect(visibleOf(run)).not.toContain(passphrase)
    }
  })
})

describe('with one passphrase', () => {
  withTerraform('the new one alone is refused, and the message says how to go on', async () => {
    for (const run of [
      await world.push('env-alice', SIZE_2, by(NEW)),
      await world.remove('env-alice', by(NEW))
    ]) {
      expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'wrong-passphrase' } })
      expect(run.annotations[0]?.message).toContain(
        'previous-passphrase: ${{ secrets.PREVIOUS_PASSPHRASE }}'
      )
    }
    expect(hidden()).toEqual(hidden(before))
  })

  inFull(withTerraform)('two that are both others are told from one', async () => {
    const run = await world.push('env-alice', undefined, by(NEW, OTHER))
    expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'wrong-passphrase' } })
    expect(run.annotations[0]?.message).toContain(
      "with neither 'state-passphrase' nor 'previous-passphrase'"
    )
    expect(hidden()).toEqual(hidden(before))
  })

  inFull(withTerraform)(
    'a destroyed environment does not need its old one to come back',
    async () => {
      await world.remove('env-alice', by(OLD))
      const back = await world.push('env-alice', undefined, by(NEW))
      expect(back).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
      expectClean(back, world)
      expectRecord(world, 'alice', { branch: 'env-alice', outcome: 'applied' })
      await expectMoved()
    }
  )
})

describe("from 'none'", () => {
  const fresh = async (): Promise<void> => {
    await world.remove('env-alice', by(OLD))
    const run = await world.push('env-alice', undefined, by('none'))
    expect(run).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
  }

  withTerraform('an environment is encrypted and signed from then on', async () => {
    await fresh()
    const refused = await world.push('env-alice', undefined, by(NEW))
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'state-tampered' } })
    expect(refused.annotations[0]?.message).toContain('previous-passphrase: none')
    const run = await world.push('env-alice', undefined, by(NEW, 'none'))
    expect(run).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    expect(noticesOf(run)).toEqual([SEALED_ANEW])
    expectClean(run, world)
    await expectMoved()
  })

  withTerraform('what a run that died in between has left is gone on with', async () => {
    await fresh()
    const record = world.record('alice')?.commit ?? ''
    await world.push('env-alice', undefined, by(NEW, 'none'))
    put(RECORD, record)
    const run = await world.push('env-alice', undefined, by(NEW, 'none'))
    expect(run).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    await expectMoved()
  })

  withTerraform('another passphrase is not read', async () => {
    const run = await world.push('env-alice', undefined, by(NEW, 'none'))
    expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'wrong-passphrase' } })
  })
})

const put = (ref: string, commit: string): string => world.origin.git('update-ref', ref, commit)
const remove = (ref: string): string => world.origin.git('update-ref', '-d', ref)
const hidden = (refs = world.origin.refs()) =>
  Object.entries(refs).filter(([name]) => name.startsWith('refs/gitops-env/'))

/** A run's notices, as result.json has them. */
const noticesOf = ({ result }: RunResult): readonly string[] =>
  (result as { readonly notices?: readonly string[] }).notices ?? []

/** The new passphrase is enough from now on, and the old one no longer. */
async function expectMoved(files?: Record<string, string>): Promise<void> {
  const alone = await world.push('env-alice', files, by(NEW))
  expect(alone).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
  expect(await isSignedWith(world.origin, NEW, ALICE)).toBe(true)
  await openedWith(world.origin, NEW)
  const old = await world.push('env-alice', undefined, by(OLD))
  expect(old).toMatchObject({ exitCode: 1, outputs: { reason: 'wrong-passphrase' } })
}
