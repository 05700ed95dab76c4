/** The step's side of a run: starts the worker, prints what it writes, and passes one signal on. */
import { spawn } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Variables } from './context.ts'
import { reportDeath } from './finish.ts'
import {
  CACHE_VARIABLE,
  FOLLOWED,
  LISTENING,
  LOG,
  POLL_MS,
  print,
  readText,
  RESCUE_VARIABLE,
  RESULT,
  signal,
  TOLD,
  WORKER_PID,
  WORKER_VARIABLE
} from './run-directory.ts'
import { openTail } from './tail.ts'

/** Makes the run's directory, and tells the post step of it. */
export function openRun(variables: Variables): string {
  const directory = mkdtempSync(join(variables['RUNNER_TEMP'] ?? tmpdir(), 'gitops-env-'))
  const state = variables['GITHUB_STATE'] ?? ''
  if (existsSync(state)) appendFileSync(state, `run=${directory}\n`)
  return directory
}

/**
 * Starts the worker and follows it to its end. If this process is killed, the worker goes on.
 * @param program the file to run, this bundle's entry
 * @returns the exit code of the step
 */
export async function follow(directory: string, program: string): Promise<number> {
  let worker: number | undefined
  let signalled = false
  let passed = false
  const pass = (): void => {
    // Before the worker hears signals, one would kill it.
    if (!signalled || passed || !existsSync(join(directory, LISTENING))) return
    passed = true
    if (worker !== undefined) signal(worker, 'SIGINT')
  }
  const cancel = (): void => {
    signalled = true
    pass()
  }
  // Before the worker is started: a signal in between must not end this process.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, cancel)
  writeFileSync(join(directory, FOLLOWED), '0')
  const file = openSync(join(directory, LOG), 'ax', 0o600)
  const child = spawn(process.execPath, [program], {
    env: {
      ...process.env,
      [WORKER_VARIABLE]: directory,
      [RESCUE_VARIABLE]: undefined,
      [CACHE_VARIABLE]: undefined
    },
    detached: true,
    stdio: ['ignore', file, file, 'ipc'] // a channel says whose child it is
  })
  closeSync(file)
  worker = child.pid
  if (worker !== undefined) writeFileSync(join(directory, WORKER_PID), String(worker))

  const tail = openTail(join(directory, LOG))
  const timer = setInterval(() => {
    print(tail, directory)
    pass()
  }, POLL_MS)
  const ended = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', resolve)
  })
  clearInterval(timer)
  print(tail, directory)
  const isOver =
    existsSync(join(directory, RESULT)) || (await reportDeath(directory, program, process.env))
  if (isOver) writeFileSync(join(directory, FOLLOWED), 'all')
  return codeOf(directory, ended)
}

/** The exit code of a run: green only where its result was told to its end, and says so. */
function codeOf(directory: string, ended: number | null): number {
  const told = readText(join(directory, TOLD))
  if (told === undefined) {
    if (existsSync(join(directory, RESULT)))
      process.stdout.write(
        '::error::The result of this run could not be told to its end: outputs and summary may be missing, though what it did is remembered.\n'
      )
    return ended === null || ended === 0 ? 1 : ended
  }
  if (ended === null)
    process.stdout.write(
      'The worker of this run was killed after everything was done and told; what it may have kept for the next run is not complete.\n'
    )
  return told === '0' ? 0 : 1
}
