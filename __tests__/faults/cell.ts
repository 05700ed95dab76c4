// Runs one fault on one backend: the cancelled run, what it left, and that a re-run and a destroy still work.
import { createWorld, type World } from '../harness/scenario.ts'
import type { Running, RunResult } from '../harness/runner.ts'
import { REQUIRED, startProvider, type Provider } from '../provider/start.ts'
import type { Postgres } from '../servers/postgres.ts'
import { openBackend, type Backend, type BackendName } from './backends.ts'
import type { Fault } from './fault.ts'

/** What was found after a cancelled run, before anything else happened. */
export interface Aftermath {
  readonly fault: Fault
  readonly backend: BackendName
  readonly result: RunResult
  /** From the first signal to the end of post. */
  readonly seconds: number
  /** Ids of what exists in the cloud, and of what the state holds. */
  readonly cloud: readonly string[]
  readonly state: readonly string[]
  /** The environment's, and Terraform's own. */
  readonly locks: number
  readonly record: Readonly<Record<string, unknown>> | undefined
}

export interface Cell {
  readonly fault: Fault
  readonly backend: BackendName
}

const BRANCH = 'env-alice'

/** What a test says of a cell, while its world is there. */
export interface Judge {
  readonly afterwards: (found: Aftermath, world: World) => void
  /** Gets the same run once more, and then the destroy. */
  readonly next: (result: RunResult, world: World) => void
  /** Gets the names of what is left in the cloud. */
  readonly atTheEnd: (left: readonly string[], world: World) => void
}

export async function runCell(
  { fault, backend: name }: Cell,
  postgres: () => Promise<Postgres>,
  judge: Judge
): Promise<void> {
  let world: World | undefined
  const backend = await openBackend(name, () => world ?? missing(), postgres)
  let provider: Provider | undefined
  try {
    world = await createWorld({
      ...backend.settings,
      module: { 'main.tf': `${backend.declaration}${REQUIRED}`, 'things.tf': fault.before ?? '' }
    })
    provider = await startProvider(world.origin.base, fault.provider)
    const found = await cancelled({ fault, backend: name }, world, backend, provider)
    judge.afterwards(found, world)
    const { env } = provider
    const calmly = { env, signals: undefined, cancelWhen: undefined, during: undefined }
    judge.next(await world.rerun(found.result, calmly), world)
    const asked = { command: 'destroy', branch: BRANCH }
    const destroyed = world.origin.has(BRANCH)
      ? await world.remove(BRANCH, { env })
      : await world.dispatch('main', asked, { env })
    judge.next(destroyed, world)
    const left = provider.objects().map(({ name }) => name)
    judge.atTheEnd(left, world)
  } finally {
    provider?.close()
    await backend.close()
    await world?.close()
  }
}

async function cancelled(
  cell: Cell,
  world: World,
  backend: Backend,
  provider: Provider
): Promise<Aftermath> {
  const { fault } = cell
  const { env } = provider
  if (fault.before !== undefined) {
    const first = await world.push(BRANCH, undefined, { env })
    if (first.exitCode !== 0) throw new Error(`the run before it failed:\n${first.log}`)
  }
  let running: Running | undefined
  const scene = { world, backend, provider, running: () => running }
  const { settings, files, when, undo } = await fault.arrange(scene)
  let signalled = 0
  const how = {
    ...settings,
    env: { ...env, ...settings?.env },
    during: (started: Running) => void (running = started),
    signals: 'cancel' as const,
    cancelWhen: (log: string) => {
      if (!when(log)) return false
      signalled = performance.now()
      return true
    }
  }
  const result =
    fault.things === undefined
      ? await world.remove(BRANCH, how)
      : await world.push(BRANCH, { 'things.tf': fault.things, ...files }, how)
  const seconds = (performance.now() - signalled) / 1000
  if (signalled === 0) throw new Error(`it was never cancelled:\n${result.log}`)
  await undo?.()
  const found = {
    ...cell,
    result,
    seconds,
    cloud: provider.objects().map(({ id }) => id),
    state: idsOf(await backend.state()),
    locks: world.hiddenRefs('locks').length + (await backend.locks()),
    record: world.record('alice')?.json
  }
  provider.hurry()
  return found
}

/** The ids of the fake things in a state. */
function idsOf(state: string | undefined): string[] {
  if (state === undefined) return []
  const { resources = [] } = JSON.parse(state) as {
    resources?: { type: string; instances: { attributes: { id: string } }[] }[]
  }
  return resources
    .filter(({ type }) => type === 'fake_thing')
    .flatMap(({ instances }) => instances.map(({ attributes }) => attributes.id))
}

function missing(): never {
  throw new Error('the world is asked for before it exists')
}
