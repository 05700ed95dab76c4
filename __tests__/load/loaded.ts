// A world whose pushes are noted, the module that is loaded, and what its environments must hold.
import { expect } from '@jest/globals'
import { APP, IN_CLEAR } from '../harness/modules.ts'
import { createWorld, type World, type WorldSettings } from '../harness/scenario.ts'
import { stateOf } from '../harness/state.ts'
import { keepJournal, type Journal } from './journal.ts'

export interface Loaded {
  readonly world: World
  readonly journal: Journal
}

/** A hundred runs, one after another, on a busy machine. */
export const LONGEST_MS = 1_200_000

/** Opens a world, does the work, closes it. Of its own: such tests run beside each other. */
export async function inWorld(
  settings: WorldSettings,
  work: (loaded: Loaded) => Promise<void>
): Promise<void> {
  const world = await createWorld({ module: { 'main.tf': APP }, with: IN_CLEAR, ...settings })
  try {
    await work({ world, journal: keepJournal(world.origin) })
  } finally {
    await world.close()
  }
}

/** The file that gives an app its size. */
export const sized = (size: number): { readonly [file: string]: string } => ({
  'size.auto.tfvars': `size = ${size}\n`
})

/** The state holds an app of this size, of this environment, and nothing else. */
export function expectResources(world: World, environment: string, size: number): void {
  const { addresses, outputs } = stateOf(world.origin, environment) ?? {}
  const parts = Array.from({ length: size }, (_, index) => `terraform_data.app[${index}]`)
  expect({ addresses, outputs }).toEqual({
    addresses: parts.toSorted(),
    outputs: { name: `${environment}-0`, url: `https://${environment}.example.com` }
  })
}

/** As many pushes were accepted, and by HTTP were tried, as the documentation says. */
export function expectPushes({ world, journal }: Loaded, count: number): void {
  expect(journal.pushes()).toHaveLength(count)
  if (world.server !== undefined) expect(world.server.count('receive-pack')).toBe(count)
}
