// Makes runs meet: one is held at a gate until another has come to where it is to be.
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { sleep } from './process.ts'
import type { Running } from './runner.ts'

const LONGEST_MS = 20_000

export type Gate = ReturnType<typeof createGate>

/** A gate in a folder of its own below `base`. It opens by itself after so many seconds. */
export function createGate(base: string, seconds = LONGEST_MS / 1000) {
  const folder = `${base}/gate`
  const file = `${folder}/open`
  mkdirSync(folder)
  const open = (): void => writeFileSync(file, '')
  const wait = `: > '${folder}/reached'; for i in $(seq ${seconds * 20}); do test -e '${file}' && break; sleep 0.05; done`
  return {
    /** Whether somebody stands at the gate, or has passed it. */
    reached: (): boolean => existsSync(`${folder}/reached`),
    /** A shell command that ends when the gate is open. */
    wait,
    open,
    /** For the run that meets a lock: opens the gate when it waits for it, or is over without. */
    openWhenWaiting: async ({ log, pid }: Running): Promise<void> => {
      const waiting = (): boolean => log().includes('Waiting for the lock')
      await until(() => waiting() || existsSync(file) || !isAlive(pid))
      open()
    },
    /** A PATH on which one of Terraform's commands stands at the gate before it begins. */
    pathBefore: (command: string): string => {
      const path = process.env['PATH'] ?? ''
      const lines = ['#!/bin/sh', `PATH='${path}'`, `if test "$1" = ${command}; then ${wait}; fi`]
      writeFileSync(`${folder}/terraform`, [...lines, 'exec terraform "$@"', ''].join('\n'))
      chmodSync(`${folder}/terraform`, 0o755)
      return `${folder}:${path}`
    },
    /** A hook of the origin by which a push to refs of this name stands at the gate. */
    hookBefore: (refs: string): string =>
      `#!/bin/sh\nif grep -q ' ${refs}'; then ${wait}; fi\nexit 0\n`
  }
}

/** Waits until something holds, in a log or in the origin. */
export async function until(condition: () => boolean, seconds = LONGEST_MS / 1000): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !condition(); await sleep(20)) {
    if (Date.now() > end) throw new Error(`it did not happen within ${seconds} s`)
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
