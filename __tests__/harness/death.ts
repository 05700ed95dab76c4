// A machine that dies: everything that runs of a job ends in the same moment, and nobody tells GitHub.
import { readlinkSync } from 'node:fs'
import { processesOf } from './aftermath.ts'
import { sleep } from './process.ts'

const LOOK_EVERY_MS = 5
const PATIENCE_MS = 10_000

/** Whether a machine can die here: it takes /proc to find what runs of a job. */
export const canDie = process.platform === 'linux'

/**
 * Kills whatever carries a job's tracking id, the step first. All of it is stopped before anything is killed,
 * so that nobody sees another one die. What runs inside the origin is another machine: it lives on, and sees
 * its connection end.
 * @param step the pid of the job's step
 * @param originRoot the folder of the repositories that play the origin
 */
export async function killMachine(
  trackingId: string,
  step: number,
  originRoot: string
): Promise<void> {
  if (!canDie) throw new Error('a machine can only die where there is /proc')
  const victims = (): number[] =>
    pidsOf(trackingId)
      .filter((pid) => !isAt(pid, originRoot))
      .toSorted((a, b) => Number(b === step) - Number(a === step))
  const stopped = new Set<number>()
  for (let fresh = victims(); fresh.length > 0;) {
    for (const pid of fresh) stopped.add(pid)
    send(fresh, 'SIGSTOP')
    fresh = victims().filter((pid) => !stopped.has(pid))
  }
  for (const end = Date.now() + PATIENCE_MS; pidsOf(trackingId).length > 0;) {
    send(victims(), 'SIGKILL')
    if (Date.now() > end) throw new Error(`still running: ${processesOf(trackingId).join('\n')}`)
    await sleep(LOOK_EVERY_MS)
  }
}

function pidsOf(trackingId: string): number[] {
  return processesOf(trackingId).map((text) => Number.parseInt(text, 10))
}

function send(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch {
      // it ended by itself
    }
  }
}

function isAt(pid: number, folder: string): boolean {
  try {
    return `${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${folder}/`)
  } catch {
    return false
  }
}
