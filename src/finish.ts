/** The end of a run whose step or worker was killed: waits, tells the rest, and leaves nothing behind. */
import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Variables } from './context.ts'
import { openUp, remove } from './folder.ts'
import { removeOverride } from './override.ts'
import {
  CACHE_VARIABLE,
  FOLLOWED,
  INTERRUPTED,
  isAlive,
  KEEP,
  LOG,
  pidIn,
  POLL_MS,
  print,
  readText,
  RESCUE_VARIABLE,
  RESULT,
  ROOT_NOTE,
  signal,
  TERRAFORM_PID,
  TOLD,
  WORKER_PID,
  WORKER_VARIABLE
} from './run-directory.ts'
import { openTail } from './tail.ts'

/** GitHub gives a cancelled job five minutes, of which the step has used ten seconds. */
const POST_LIMIT_MS = 250_000
/** Terraform gives up five seconds after a second interrupt; then the record is written. */
const GIVING_UP_MS = 30_000
/** What a worker still prints after its result. */
const LAST_WORDS_MS = 2000
const RESCUE_LIMIT_MS = 60_000

/**
 * The post step: where the step was killed, waits for the worker and shows the rest; then cleans up.
 * @param program the action's entry
 */
export async function finish(
  directory: string,
  program: string,
  variables: Variables
): Promise<void> {
  if (readText(join(directory, FOLLOWED)) !== 'all' && existsSync(join(directory, LOG))) {
    await waitForWorker(directory)
    print(
      openTail(join(directory, LOG), Number(readText(join(directory, FOLLOWED)) ?? 0)),
      directory
    )
    addSummary(variables, readText(join(directory, 'summary.md')) ?? '')
    if (!existsSync(join(directory, RESULT))) {
      if (isAlive(pidIn(directory, WORKER_PID))) {
        process.stdout.write(
          '::warning::The run is still under way, and GitHub ends it with this job; the next run says what it finds, and goes on.\n'
        )
        return
      }
      if (!(await reportDeath(directory, program, variables))) return
    }
  }
  if (!existsSync(directory)) return
  openUp(join(directory, 'code'))
  const kept = readText(join(directory, KEEP)) ?? unsavedBelow(join(directory, 'code'))
  const left = removeBut(directory, kept)
  if (kept !== undefined)
    process.stdout.write(`::warning::Not removed, for it is the only copy: ${kept}\n`)
  if (left.length > 0)
    process.stdout.write(
      `::warning::Not removed from this runner; remove it by hand: ${left.join(', ')}\n`
    )
}

/**
 * The log names what is masked, and the outputs are secrets: only what cannot be had again stays.
 * @returns what could not be removed, and why; safe to be printed
 */
function removeBut(directory: string, kept: string | undefined): readonly string[] {
  const left = readdirSync(directory).flatMap((name) => {
    const path = join(directory, name)
    if (path === kept) return []
    if (kept?.startsWith(`${path}/`) === true) return removeBut(path, kept)
    const why = remove(path)
    return why === undefined ? [] : [`${path.replaceAll(/\p{Cc}/gu, '?')} (${why})`]
  })
  if (kept === undefined) remove(directory)
  return left
}

async function waitForWorker(directory: string): Promise<void> {
  const worker = pidIn(directory, WORKER_PID)
  // The result, not only the process: where nobody reaps, a dead worker stays a zombie.
  const over = (): boolean => existsSync(join(directory, RESULT)) || !isAlive(worker)
  const pass = (): void => void (worker !== undefined && signal(worker, 'SIGINT'))
  process.once('SIGINT', pass).once('SIGTERM', () => undefined)
  const started = Date.now()
  // A job that was not cancelled has its whole time.
  const late = (): boolean =>
    existsSync(join(directory, INTERRUPTED)) && Date.now() - started > POST_LIMIT_MS
  while (!over() && !late()) await sleep(POLL_MS)
  if (!over()) await makeTerraformGiveUp(directory, over)
  const last = Date.now() + LAST_WORDS_MS
  let ended = false
  while (Date.now() < last && isAlive(worker)) {
    // What it keeps for the next run is not worth this job's time.
    if (!ended && existsSync(join(directory, TOLD))) {
      pass()
      ended = true
    }
    await sleep(POLL_MS)
  }
}

/** The machine is about to end everything: better Terraform stops and stores what it knows. */
async function makeTerraformGiveUp(directory: string, over: () => boolean): Promise<void> {
  const terraform = pidIn(directory, TERRAFORM_PID)
  if (terraform === undefined) return
  process.stdout.write('The time after a cancellation is over: Terraform is told to give up.\n')
  signal(-terraform, 'SIGINT')
  const until = Date.now() + GIVING_UP_MS
  while (Date.now() < until && !over()) await sleep(POLL_MS)
}

const DEATH =
  'The worker of this run ended without a result: it was killed, or this is a defect. The environment may be half-changed and its lock held; the next run says what it finds, and goes on.'

/**
 * A worker that was killed leaves Terraform without its state server: it must end, in good order, and what it
 * could not store must not lie about.
 * @param program the action's entry
 * @returns whether all of it is over
 */
export async function reportDeath(
  directory: string,
  program: string,
  variables: Variables
): Promise<boolean> {
  const terraform = pidIn(directory, TERRAFORM_PID)
  // A job that was not cancelled has its whole time.
  const limit = existsSync(join(directory, INTERRUPTED)) ? Date.now() + POST_LIMIT_MS : Infinity
  if (terraform !== undefined && isAlive(terraform)) {
    // A second interrupt would make Terraform give up its state.
    if (limit === Infinity) {
      writeFileSync(join(directory, INTERRUPTED), '')
      signal(-terraform, 'SIGINT')
    }
    process.stdout.write('The worker of this run was killed; waiting for Terraform to stop.\n')
    while (Date.now() < limit && isAlive(terraform)) await sleep(POLL_MS)
    if (isAlive(terraform)) {
      process.stdout.write(`::error::${DEATH} Terraform is still at work.\n`)
      return false
    }
  }
  const left = join(readText(join(directory, ROOT_NOTE)) ?? directory, 'errored.tfstate')
  if (existsSync(left)) await rescueLeft(directory, program, left)
  removeOverride(directory)
  process.stdout.write(`::error::${DEATH}\n`)
  addSummary(variables, `## It is not known how this run ended\n\n> [!CAUTION]\n> ${DEATH}\n`)
  return true
}

/** Has a second worker put the state into safety. */
async function rescueLeft(directory: string, program: string, left: string): Promise<void> {
  const child = spawn(process.execPath, [program], {
    env: {
      ...process.env,
      [WORKER_VARIABLE]: directory,
      [RESCUE_VARIABLE]: left,
      [CACHE_VARIABLE]: undefined
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'], // a channel says whose child it is
    timeout: RESCUE_LIMIT_MS,
    killSignal: 'SIGKILL' // it heeds no other
  })
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(1)).once('exit', resolve)
  })
  if (code !== 0) process.stdout.write(`::error::${NOT_RESCUED}${left}\n`)
}

const NOT_RESCUED =
  'The state that Terraform left could not be rescued, for the program that does it failed. It is only on this runner: '

function addSummary(variables: Variables, text: string): void {
  const file = variables['GITHUB_STEP_SUMMARY'] ?? ''
  if (existsSync(file)) appendFileSync(file, text)
}

/** A state that Terraform could not store, in the code that was checked out beside the workspace. */
function unsavedBelow(directory: string): string | undefined {
  if (!existsSync(directory)) return undefined
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' })
  const found = names.find((name) => basename(name) === 'errored.tfstate')
  return found === undefined ? undefined : join(directory, found)
}
