/** The step's side of a run: starts the worker, prints what it writes, passes one signal on, waits in post. */
import { spawn } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Variables } from './context.ts'
import { openTail } from './tail.ts'
import type { Tail } from './tail.ts'

/**
 * Makes the run's directory, and tells the post step of it: that is also how the post step, which is
 * the same program, knows what it is.
 */
export function openRun(variables: Variables): string {
  const directory = mkdtempSync(join(variables['RUNNER_TEMP'] ?? tmpdir(), 'gitops-env-'))
  const state = variables['GITHUB_STATE'] ?? ''
  if (existsSync(state)) appendFileSync(state, `run=${directory}\n`)
  return directory
}

/** Names the run's directory to the worker. */
export const WORKER_VARIABLE = 'GITOPS_ENV_WORKER'
const LOG = 'log'
const WORKER_PID = 'worker.pid'
/** Says that the worker hears signals; before that one would kill it. */
const LISTENING = 'listening'
const TERRAFORM_PID = 'terraform.pid'
/** Says that Terraform has had its one interrupt. */
const INTERRUPTED = 'interrupted'
const RESULT = 'result.json'
/** How far the step has printed the log; complete once the worker's end was seen. */
const FOLLOWED = 'followed'
/** Names what the post step must not remove. */
export const KEEP = 'keep'
const POLL_MS = 50
/** GitHub gives the steps after a cancellation five minutes. */
const POST_LIMIT_MS = 270_000
/** What a worker still prints after its result. */
const LAST_WORDS_MS = 2000
/** How long a Terraform without its worker is waited for; nobody may be there to reap it. */
const TERRAFORM_LIMIT_MS = 120_000

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
    env: { ...process.env, [WORKER_VARIABLE]: directory },
    detached: true,
    stdio: ['ignore', file, file]
  })
  closeSync(file)
  worker = child.pid
  if (worker !== undefined) writeFileSync(join(directory, WORKER_PID), String(worker))

  const tail = openTail(join(directory, LOG))
  const timer = setInterval(() => {
    print(tail, directory)
    pass()
  }, POLL_MS)
  const exitCode = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
  clearInterval(timer)
  print(tail, directory)
  if (!existsSync(join(directory, RESULT))) await reportDeath(directory)
  writeFileSync(join(directory, FOLLOWED), 'all')
  return exitCode
}

/** Said by the worker when it hears signals. */
export function sayListening(): void {
  const directory = process.env[WORKER_VARIABLE]
  if (directory !== undefined) writeFileSync(join(directory, LISTENING), '')
}

/** The post step: where the step was killed, waits for the worker and shows the rest; then cleans up. */
export async function finish(directory: string, variables: Variables): Promise<void> {
  if (readText(join(directory, FOLLOWED)) !== 'all' && existsSync(join(directory, LOG))) {
    await waitForWorker(directory)
    print(
      openTail(join(directory, LOG), Number(readText(join(directory, FOLLOWED)) ?? 0)),
      directory
    )
    const summary = readText(join(directory, 'summary.md'))
    const target = variables['GITHUB_STEP_SUMMARY'] ?? ''
    if (summary !== undefined && existsSync(target)) appendFileSync(target, summary)
    if (!existsSync(join(directory, RESULT))) {
      if (isAlive(pidIn(directory, WORKER_PID))) {
        process.stdout.write(
          '::warning::The run is still under way; it goes on without this job.\n'
        )
        return
      }
      await reportDeath(directory)
    }
  }
  const kept = readText(join(directory, KEEP)) ?? unsavedBelow(join(directory, 'code'))
  if (kept === undefined) rmSync(directory, { recursive: true, force: true })
  else process.stdout.write(`::warning::Not removed, for it is the only copy: ${kept}\n`)
}

async function waitForWorker(directory: string): Promise<void> {
  const alive = (): boolean => isAlive(pidIn(directory, WORKER_PID))
  const ended = (): boolean => existsSync(join(directory, RESULT))
  // The result, not only the process: where nobody reaps, a dead worker stays a zombie.
  const until = Date.now() + POST_LIMIT_MS
  while (Date.now() < until && !ended() && alive()) await sleep(POLL_MS)
  const last = Date.now() + LAST_WORDS_MS
  while (Date.now() < last && alive()) await sleep(POLL_MS)
}

/** A worker that was killed leaves Terraform without its state server: it must end, in good order. */
async function reportDeath(directory: string): Promise<void> {
  const terraform = pidIn(directory, TERRAFORM_PID)
  if (terraform !== undefined && isAlive(terraform)) {
    // A second interrupt would make Terraform give up its state.
    if (!existsSync(join(directory, INTERRUPTED))) signal(-terraform, 'SIGINT')
    const until = Date.now() + TERRAFORM_LIMIT_MS
    while (Date.now() < until && isAlive(terraform)) await sleep(POLL_MS)
  }
  process.stdout.write(
    '::error::The worker of this run ended without a result: it was killed, or this is a defect. The environment may be half-changed and its lock held; the next run says what it finds.\n'
  )
}

/** A state that Terraform could not store, in the code that was checked out beside the workspace. */
function unsavedBelow(directory: string): string | undefined {
  if (!existsSync(directory)) return undefined
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' })
  const found = names.find((name) => basename(name) === 'errored.tfstate')
  return found === undefined ? undefined : join(directory, found)
}

function print(tail: Tail, directory: string): void {
  let data = tail.read()
  if (data.length === 0) return
  for (; data.length > 0; data = tail.read()) process.stdout.write(data)
  // In place, for the number only grows: a kill after the file was emptied would have post tell all again.
  writeFileSync(join(directory, FOLLOWED), String(tail.offset()), { flag: 'r+' })
}

function pidIn(directory: string, name: string): number | undefined {
  const pid = Number(readText(join(directory, name)) ?? Number.NaN)
  return Number.isInteger(pid) && pid > 1 ? pid : undefined
}

function isAlive(pid: number | undefined): boolean {
  return pid !== undefined && signal(pid, 0)
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
