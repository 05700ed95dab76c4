// The life of an environment on a backend, from its creation to what it leaves: the same tests for each of them.
import { afterAll, beforeAll, describe, expect } from '@jest/globals'
import { join } from 'node:path'
import { removeLeftover, type OpenState } from '../../src/backend/leftover/leftover.ts'
import { createGate, until } from './gate.ts'
import { resource, runs } from './modules.ts'
import { expectClean, expectRecord, outcomeOf } from './outcome.ts'
import { applyByHand, type Access } from './person.ts'
import { sleep } from './process.ts'
import type { RunResult, RunSettings } from './runner.ts'
import { createWorld, type World, type WorldSettings } from './scenario.ts'
import { hasTerraform, testIf } from './tools.ts'
import { printedOf, visibleOf } from './visible.ts'
import { watchFor } from './watch.ts'

/** A backend under test. */
export interface Life {
  /** What it is called in the tests' names, with what is special about this use of it. */
  readonly title: string
  /** Terraform's type, or `git`. */
  readonly type: string
  /** The root module's own block; empty where the action is to supply one. */
  readonly declared: string
  /** Whether the service is here. */
  readonly available?: boolean
  /** What a run says of the person whose lock it met; absent where nobody else can use the state. */
  readonly holder?: RegExp
  /** What removes the leftover; absent where the run itself does. */
  readonly openState?: OpenState
  /** Starts the service. */
  readonly open: () => Promise<Service>
}

/** The service behind the backend. The project is `demo`. */
export interface Service {
  readonly settings: Pick<WorldSettings, 'with' | 'env' | 'secrets' | 'http'>
  /** Texts that nobody may see. */
  readonly secrets: readonly string[]
  /** The state of an environment, as Terraform wrote it; undefined where there is none. */
  readonly state: (environment: string, world: World) => Promise<string | undefined>
  /** Everything that is kept, locks included; what belongs to an environment has its name in it. */
  readonly places: (world: World) => Promise<readonly string[]>
  /** How many locks of Terraform's own are held. */
  readonly locks: () => Promise<number>
  /** How a person's own Terraform comes to a state; absent where it cannot. */
  readonly access?: (environment: string) => Access
  readonly close: () => void | Promise<void>
}

const APP = `
variable "environment" {}
variable "size" { default = 1 }
resource "terraform_data" "app" {
  count = var.size
  input = var.environment
}
output "name" { value = var.environment }
`
const NO_OUTPUT = APP.replace(/^output.*$/mu, '')
const branch = 'env-alice'
/** For a person who waits for two runs. */
const LONGEST_S = 50
const ALL_FINE = { exitCode: 0, operation: 'apply' }

/** Defines the tests. Each goes on where the one before it ended: a service and its environments are shared. */
export function describeLife(life: Life): void {
  const available = hasTerraform && life.available !== false
  const test = testIf(available)
  const ours = life.type === 'git'
  const isCloud = life.type === 'cloud' // its settings go by its block alone
  const withPerson = life.holder === undefined ? () => undefined : test
  let service: Service
  let world: World
  let before: readonly string[] = []
  let folders = 0

  const resourcesOf = async (name: string) => countOf(await service.state(name, world))
  const places = async () => await service.places(world)
  const push = async (files?: Parameters<World['push']>[1], own?: RunSettings) => {
    const run = await world.push(branch, files, own)
    expectKept(run)
    return run
  }
  /** A person's `terraform apply` on the state of an environment. */
  const byHand = async (environment: string, size: number, code = APP): Promise<void> => {
    const access = service.access?.(environment)
    if (access === undefined) throw new Error(`only the action can use '${life.type}'`)
    const folder = join(world.origin.base, `person-${(folders += 1)}`)
    await applyByHand(folder, life.type, access, code, { environment, size })
  }
  /** No secret is in anything that outlives the run. */
  const expectKept = (run: RunResult): void => {
    const records = ['alice', 'bob'].map((name) => world.record(name)?.message ?? '')
    const shown = [visibleOf(run), printedOf(run), ...records].join('\n')
    expect(service.secrets.filter((secret) => shown.includes(secret))).toEqual([])
  }
  /** To be spread into a run's settings: no secret is in its files and command lines while it lasts. */
  const watched = () => {
    let seen: Awaited<ReturnType<typeof watchFor>> | undefined
    return {
      during: async (running: Parameters<typeof watchFor>[1]) => {
        seen = await watchFor(service.secrets, running)
      },
      expectUnseen: (): void => {
        expect(seen?.found).toEqual([])
        const files = [
          'plan.tfplan',
          'terraform.tfstate',
          ...(ours ? [] : [isCloud ? 'zz_gitops_env_override.tf.json' : 'backend.tfbackend.json'])
        ]
        for (const file of files) {
          expect(seen?.files).toContainEqual(
            expect.stringMatching(new RegExp(`(?:^|/)${file}$`, 'u'))
          )
        }
      }
    }
  }

  describe(`an environment on ${life.title}`, () => {
    beforeAll(async () => {
      if (!available) return
      service = await life.open()
      const module = { 'main.tf': life.declared + APP }
      world = await createWorld({ module, ...service.settings })
      before = await places()
    })
    afterAll(async () => {
      await world?.close()
      await service?.close()
    })

    test('has two new environments at once, and nobody sees a secret', async () => {
      const { during, expectUnseen } = watched()
      const both = await Promise.all([push({}, { during }), world.push('env-bob')])
      for (const [index, name] of ['alice', 'bob'].entries()) {
        const run = both[index] ?? both[0]
        expect(outcomeOf(run)).toMatchObject({ ...ALL_FINE, environment: name, 'to-add': '1' })
        expect(await resourcesOf(name)).toBe(1)
        const key: unknown = expect.stringContaining(name)
        const backend = { type: life.type, key }
        expectRecord(world, name, { branch: `env-${name}`, outcome: 'applied', backend })
        expect(/^(?:terraform|tofu) init/mu.test(run.summary)).toBe(!ours)
        expectKept(run)
        expectClean(run, world)
      }
      expectUnseen()
      expect(world.hiddenRefs('state')).toHaveLength(ours ? 2 : 0)
      expect(await service.locks()).toBe(0)
    })

    test('changes nothing for the same code, and for other code what it says', async () => {
      const same = await push({})
      expect(outcomeOf(same)).toMatchObject({ ...ALL_FINE, changes: 'false' })
      const more = await push({ 'a.auto.tfvars': 'size = 2\n' })
      expect(outcomeOf(more)).toMatchObject({ ...ALL_FINE, 'to-add': '1', 'to-destroy': '0' })
      expect([await resourcesOf('alice'), await resourcesOf('bob')]).toEqual([2, 1])
      for (const run of [same, more]) expectClean(run, world)
    })

    withPerson("waits for a person's Terraform, and says who it is", async () => {
      const gate = createGate(world.origin.base, LONGEST_S)
      const hand = byHand('alice', 2, APP + resource('person', runs(gate.wait)))
      hand.catch(() => undefined) // awaited below
      try {
        await until(gate.reached, LONGEST_S)
        const refused = await push({}, { with: { 'lock-timeout': '1s' } })
        expect(outcomeOf(refused)).toMatchObject({ exitCode: 1, reason: 'state-locked' })
        const error = refused.annotations.find(({ level }) => level === 'error')
        expect(error?.message).toMatch(life.holder ?? /never/u)
        expectClean(refused, world)

        const waited = await push(undefined, {
          during: async ({ log }) => {
            await until(() => /^::group::\w+ plan$/mu.test(log()), LONGEST_S)
            await sleep(500) // Terraform has tried, and waits
            gate.open()
          }
        })
        // What the person made is in the state, and not in the code.
        expect(outcomeOf(waited)).toMatchObject({ ...ALL_FINE, 'to-add': '0', 'to-destroy': '1' })
        expect(await resourcesOf('alice')).toBe(2)
        expectClean(waited, world)
      } finally {
        gate.open()
        await hand
      }
      expect(await service.locks()).toBe(0)
    })

    test('knows what a cancelled apply has made, and goes on with it', async () => {
      const slow = resource('slow', `depends_on = [terraform_data.app]\n${runs('sleep 60')}`)
      const cancelled = await push(
        { 'slow.tf': slow, 'a.auto.tfvars': 'size = 3\n' },
        { signals: 'interrupt', cancelWhen: (log) => log.includes('local-exec') }
      )
      expect(outcomeOf(cancelled)).toMatchObject({ exitCode: 1, reason: 'cancelled' })
      expect([await resourcesOf('alice'), await service.locks()]).toEqual([4, 0])
      expectClean(cancelled, world)

      const next = await push({ 'slow.tf': null })
      expect(outcomeOf(next)).toMatchObject({ ...ALL_FINE, 'to-add': '0', 'to-destroy': '1' })
      expect([await resourcesOf('alice'), await resourcesOf('bob')]).toEqual([3, 1])
      expectClean(next, world)
    })

    test('keeps nothing of an environment that is destroyed, and all of the other', async () => {
      const { during, expectUnseen } = watched()
      const removed = await world.remove(branch, { during })
      expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, operation: 'destroy' })
      expect(removed.summary).toContain('Nothing is left in the state; the state was removed.')
      expectRecord(world, 'alice', { branch, outcome: 'destroyed', resources: 0 })
      expect(await resourcesOf('alice')).toBeUndefined()
      expect((await places()).filter((place) => !place.includes('bob'))).toEqual(before)
      expect([await resourcesOf('bob'), await service.locks()]).toEqual([1, 0])
      expectKept(removed)
      expectUnseen()
      expectClean(removed, world)
    })

    const withState = life.openState === undefined ? () => undefined : withPerson
    withState('keeps a state that somebody has filled meanwhile', async () => {
      const { config = {}, env = {} } = service.access?.('carol') ?? {}
      const backend = { type: life.type, key: 'carol', environment: {} }
      const remove = async () => await removeLeftover(backend, config, env)
      await byHand('carol', 0)
      const state = await life.openState?.(config, env)
      const found = await state?.read()
      await byHand('carol', 1)
      await expect(state?.remove(found?.version ?? '')).rejects.toThrow(/changed meanwhile/u)
      await state?.close?.()
      expect(await remove()).toContain('(it is not empty)')
      expect(await resourcesOf('carol')).toBe(1)
      await byHand('carol', 0)
      expect(await remove()).toContain('(it is not empty)') // of outputs
      await byHand('carol', 0, NO_OUTPUT)
      expect(await remove()).toBeUndefined()
      expect(await remove()).toBeUndefined() // nor is it an error that it is gone
      expect((await places()).filter((place) => !place.includes('bob'))).toEqual(before)
    })
  })
}

/** How many resources a state holds; undefined for none. */
function countOf(state: string | undefined): number | undefined {
  if (state === undefined) return undefined
  const { resources } = JSON.parse(state) as { resources: { instances: unknown[] }[] }
  return resources.flatMap(({ instances }) => instances).length
}
