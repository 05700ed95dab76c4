/** One cancellation of a run: the first signal counts, every later one is swallowed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RunError } from './errors.ts'
import { LISTENING } from './run-directory.ts'

export interface Cancellation {
  readonly cancelled: () => boolean
  /** @throws RunError `cancelled` */
  readonly check: () => void
  /** Called once, at the first signal; at once where it has come already. */
  readonly onCancel: (act: () => void) => void
}

/**
 * Installs the handlers: from here on no signal ends this process.
 * @param directory the run's own, where that is said
 */
export function watchCancellation(directory: string): Cancellation {
  let cancelled = false
  const acts: (() => void)[] = []
  const cancel = (): void => {
    if (cancelled) return
    cancelled = true
    acts.forEach((act) => act())
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, cancel)
  writeFileSync(join(directory, LISTENING), '')
  return {
    cancelled: () => cancelled,
    check: () => {
      if (cancelled)
        throw new RunError(
          'cancelled',
          'The run was cancelled before Terraform changed anything.',
          'Run it again.'
        )
    },
    onCancel: (act) => {
      if (cancelled) act()
      else acts.push(act)
    }
  }
}
