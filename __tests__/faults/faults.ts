// What can be under way when a run is cancelled: one description for each, as data.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { NO_COMMIT } from '../harness/events.ts'
import { createGate } from '../harness/gate.ts'
import { resource, runs } from '../harness/modules.ts'
import { startArchive } from '../servers/archive.ts'
import type { Arrangement, Fault, Scene } from './fault.ts'
import { pathWithWrapper, sleeper } from './in-place.ts'

const LONG_MS = 300_000
/** How long a push goes on after the signal. */
const HELD_MS = 500
const REFS = 'refs/gitops-env'
/** A shell that waits for its own child, until the cloud is in a hurry. */
const GRANDCHILD = 'test -e "$FAKE_CLOUD/hurry" || { echo begun; sleep 300 & wait; }'
const thing = (name: string, body = ''): string =>
  `resource "fake_thing" "${name}" {\n  name = "${name}"\n  secret = "secret-of-${name}"\n${body}\n}\n`
const QUICK = thing('quick')
const slow = (body: string): string =>
  `${QUICK}${thing('slow', `depends_on = [fake_thing.quick]\n${body}`)}`

/** When the provider got a call. */
const called =
  ({ provider }: Scene, call: string) =>
  (): boolean =>
    provider.calls().includes(call)

/** The file that names the worker is written right after its start. */
function workerIsThere({ running }: Scene): boolean {
  const { temp } = running() ?? {}
  if (temp === undefined) return false
  return readdirSync(temp).some((name) => existsSync(join(temp, name, 'worker.pid')))
}

/** In its first 30 ms Terraform dies of an interrupt, as another program does here in its place. */
function asItStarts({ world }: Scene, command: string): Arrangement {
  const { path, reached } = sleeper(world.origin.base, command)
  return { settings: { env: { PATH: path } }, when: reached }
}

/** A push whose refs are like this waits until the run was cancelled. */
function whilePushing({ world }: Scene, refs: string): Arrangement {
  const gate = createGate(world.origin.base)
  world.origin.hook('pre-receive', gate.hookBefore(refs))
  const when = (): boolean => {
    if (gate.reached()) setTimeout(gate.open, HELD_MS)
    return gate.reached()
  }
  return { when, undo: () => world.origin.hook('pre-receive', null) }
}

export const FAULTS: readonly Fault[] = [
  {
    name: 'the very first moment',
    ending: 'unborn',
    everyDay: 'http',
    things: QUICK,
    arrange: () => ({ when: () => true })
  },
  {
    name: 'the worker starts',
    ending: 'refused',
    everyDay: 'git',
    things: QUICK,
    arrange: (scene) => ({ when: () => workerIsThere(scene) })
  },
  {
    name: 'the lock is taken',
    ending: 'refused',
    everyDay: 'http',
    things: QUICK,
    arrange: (scene) => whilePushing(scene, `${REFS}/locks`)
  },
  {
    name: "waiting for the environment's lock",
    ending: 'refused',
    everyDay: 'local',
    things: QUICK,
    arrange: ({ world: { origin } }) => {
      const lock = `${REFS}/locks/demo/alice`
      origin.git('update-ref', lock, origin.head('main'))
      return {
        when: (log) => log.includes('Waiting for the lock'),
        undo: () => void origin.git('update-ref', '-d', lock)
      }
    }
  },
  {
    name: "waiting for Terraform's own lock",
    ending: 'refused',
    leftOut: {
      git: "is the environment's lock",
      local: 'is held only by processes of this machine'
    },
    everyDay: 'pg',
    before: QUICK,
    things: `${QUICK}${thing('more')}`,
    arrange: async ({ backend }) => {
      if (backend.holdLock === undefined) throw new Error('this backend has no lock to be held')
      const undo = await backend.holdLock()
      return { when: (log) => log.includes('Acquiring state lock'), undo }
    }
  },
  {
    name: 'init: a module is downloaded',
    ending: 'refused',
    everyDay: 'http',
    things: QUICK,
    arrange: async () => {
      const archive = await startArchive('')
      return {
        files: { 'slow.tf': `module "slow" {\n  source = "${archive.source}"\n}\n` },
        when: archive.asked,
        undo: archive.release
      }
    }
  },
  {
    name: 'plan: the provider takes its time',
    ending: 'refused',
    everyDay: 'git',
    things: slow(`plan_ms = ${LONG_MS}`),
    arrange: (scene) => ({ when: called(scene, 'plan slow') })
  },
  {
    name: 'show: Terraform starts',
    ending: 'refused',
    everyDay: 'git',
    things: QUICK,
    arrange: (scene) => asItStarts(scene, 'show')
  },
  {
    name: 'the beginning is recorded',
    ending: 'refused',
    everyDay: 'pg',
    things: QUICK,
    arrange: (scene) => whilePushing(scene, `${REFS}/environments`)
  },
  {
    name: 'apply: Terraform starts',
    ending: 'stopped',
    everyDay: 'git',
    things: QUICK,
    arrange: (scene) => asItStarts(scene, 'apply')
  },
  {
    name: 'apply: the provider stops when asked',
    ending: 'stopped',
    everyDay: 'git',
    things: slow(`create_ms = ${LONG_MS}`),
    arrange: (scene) => ({ when: called(scene, 'create slow') })
  },
  {
    name: "apply: the same, as Terraform's child",
    ending: 'stopped',
    everyDay: 'http',
    provider: 'child',
    things: slow(`create_ms = ${LONG_MS}`),
    arrange: (scene) => ({ when: called(scene, 'create slow') })
  },
  {
    name: 'apply: terraform is a script',
    ending: 'stopped',
    everyDay: 'http',
    things: slow('create_ms = 3000\nignore_stop = true'),
    arrange: (scene) => ({
      settings: { env: { PATH: pathWithWrapper(scene.world.origin.base) } },
      when: called(scene, 'create slow')
    })
  },
  {
    name: 'apply: the provider goes on for 20 s',
    ending: 'outlived',
    everyDay: 'pg',
    things: slow('create_ms = 20000\nignore_stop = true'),
    arrange: (scene) => ({ when: called(scene, 'create slow') })
  },
  {
    name: 'apply: local-exec with a grandchild',
    ending: 'stopped',
    everyDay: 'local',
    things: `${QUICK}${resource('grandchild', `depends_on = [fake_thing.quick]${runs(GRANDCHILD)}`)}`,
    arrange: () => ({ when: (log) => log.includes('begun') })
  },
  {
    name: 'apply: a save of the state takes 12 s',
    ending: 'outlived',
    leftOut: { local: 'a file cannot be made slow' },
    everyDay: 'git',
    things: slow(`create_ms = ${LONG_MS}`),
    arrange: async (scene) => {
      const { backend } = scene
      if (backend.slowDown === undefined) throw new Error('this backend cannot be slowed down')
      let slowing: ReturnType<typeof backend.slowDown> | undefined
      let ready = false
      const begun = called(scene, 'create slow')
      const slowDown = async (): Promise<void> => {
        slowing = backend.slowDown?.(12)
        await slowing
        ready = true
      }
      return {
        when: () => {
          if (slowing === undefined && begun()) slowDown().catch(() => undefined)
          return ready
        },
        undo: async () => await (await slowing)?.()
      }
    }
  },
  {
    name: 'the end is recorded',
    ending: 'finished',
    everyDay: 'git',
    things: QUICK,
    arrange: (scene) => whilePushing(scene, `${NO_COMMIT} ${REFS}/locks`)
  },
  {
    name: 'destroy: the provider stops when asked',
    ending: 'stopped',
    everyDay: 'local',
    before: slow(`destroy_ms = ${LONG_MS}`),
    arrange: (scene) => ({ when: called(scene, 'destroy slow') })
  }
]
