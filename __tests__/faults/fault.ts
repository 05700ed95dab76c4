// What a fault is: what is under way when a run is cancelled, and how that run has to end.
import type { Running, RunSettings } from '../harness/runner.ts'
import type { World } from '../harness/scenario.ts'
import type { Provider } from '../provider/start.ts'
import type { Backend, BackendName } from './backends.ts'

/** What a fault may look at and touch. */
export interface Scene {
  readonly world: World
  readonly backend: Backend
  readonly provider: Provider
  /** The run that is to be cancelled, once it has begun. */
  readonly running: () => Running | undefined
}

/** How a fault was brought about, and what takes it away before the environment is destroyed. */
export interface Arrangement {
  readonly settings?: RunSettings
  /** More files for the branch. */
  readonly files?: Readonly<Record<string, string>>
  /** The moment of the cancellation. */
  readonly when: (log: string) => boolean
  readonly undo?: () => void | Promise<void>
}

/**
 * How a cancelled run ends. `unborn`: the step dies before it has begun anything. `refused`: nothing was changed.
 * `stopped`: what was done is remembered. `outlived`: that too, but the step was killed and post tells it.
 * `finished`: it was too late to stop anything.
 */
export type Ending = 'unborn' | 'refused' | 'stopped' | 'outlived' | 'finished'

export interface Fault {
  readonly name: string
  readonly ending: Ending
  /** Backends on which it cannot be brought about, and why. */
  readonly leftOut?: Readonly<Partial<Record<BackendName, string>>>
  /** The backend of the one row in `npm test`. */
  readonly everyDay: BackendName
  /** What the environment holds before, applied in good order. */
  readonly before?: string
  /** What the cancelled run applies; the deletion of the branch where there is none. */
  readonly things?: string
  readonly provider?: 'child'
  readonly arrange: (scene: Scene) => Arrangement | Promise<Arrangement>
}
