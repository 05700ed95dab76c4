// One step of a job: its command files, its console, and what a test does to it while it runs.
import { join } from 'node:path'
import { createCommandFiles } from './command-files.ts'
import { createConsole } from './console.ts'
import { killMachine } from './death.ts'
import type { Job } from './job.ts'
import { runStep, sleep } from './process.ts'
import type { Running, RunSettings } from './runner.ts'

const LOOK_EVERY_MS = 10

/** Runs main or post of a job, with what the test does to it meanwhile. */
export async function runOneStep(step: {
  readonly job: Job
  readonly name: string
  readonly node: string
  readonly script: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly secrets: readonly string[]
  readonly timeoutSeconds: number
  readonly during?: RunSettings['during']
  readonly cancelWhen?: RunSettings['cancelWhen']
  readonly patient?: boolean
  readonly dies?: RunSettings['dies']
  /** The folder of the repositories that play the origin. */
  readonly originRoot: string
}) {
  const { job, cancelWhen, dies } = step
  const files = createCommandFiles(join(job.base, 'commands', step.name))
  const output = createConsole(step.secrets)
  const { workspace, temp, trackingId, runId, runner } = job
  let running: Running = { pid: 0, log: output.raw, workspace, temp, trackingId, runId, runner }
  let over = false
  let cancelled = false
  let death: Promise<boolean> | undefined
  let interference: Promise<void> | undefined
  const { exitCode, seconds } = await runStep({
    node: step.node,
    script: step.script,
    cwd: workspace,
    // A test may take one of the files away.
    env: { ...files.env, ...job.env, ...step.env },
    onLine: output.write,
    onStart: (pid) => {
      running = { ...running, pid }
      interference = (async () => await step.during?.(running))()
      interference.catch(() => undefined) // awaited below; until then it must not count as unhandled
      if (dies === undefined) return
      death = dieWhen(
        () => dies(output.raw()),
        () => over,
        async () => await killMachine(trackingId, pid, step.originRoot)
      )
      death.catch(() => undefined)
    },
    cancelWhen: cancelWhen && (() => (cancelled = cancelWhen(output.raw()))),
    patient: step.patient ?? false,
    timeoutSeconds: step.timeoutSeconds
  })
  over = true
  await interference
  const dead = (await death) === true
  return { exitCode, seconds, files, output, running, cancelled, dead }
}

/** Kills once the time has come; false where the step was over before. */
async function dieWhen(
  itIsTime: () => boolean,
  over: () => boolean,
  kill: () => Promise<void>
): Promise<boolean> {
  while (!itIsTime()) {
    if (over()) return false
    await sleep(LOOK_EVERY_MS)
  }
  if (over()) return false
  await kill()
  return true
}
