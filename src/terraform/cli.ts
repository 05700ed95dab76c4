/** The only file that starts Terraform: in a process group of its own, with its output in files. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { RunError } from '../errors.ts'
import { INTERRUPTED, TERRAFORM_PID } from '../run-directory.ts'
import { lineReader, openTail } from '../tail.ts'
import type { Tool } from '../tool/releases.ts'

export interface Exit {
  /** Which tool it was. */
  readonly tool: Tool
  readonly exitCode: number
  /** What killed it, if anything did. */
  readonly signal: NodeJS.Signals | undefined
  readonly stdout: string
  readonly stderr: string
}

export interface Terraform extends Pick<Setup, 'tool' | 'varFiles'> {
  /**
   * Runs Terraform once.
   * @param onLine gets each line of the standard output while it runs; the output is then not kept
   */
  readonly run: (args: readonly string[], onLine?: (line: string) => void) => Promise<Exit>
  /** Passes one interrupt to Terraform's process group; a second would make it give up its state. */
  readonly interrupt: () => void
}

export interface Setup {
  readonly tool: Tool
  /** The file to start. */
  readonly program: string
  readonly directory: string
  /** Files of variables, absolute or relative to the root module; later ones win. */
  readonly varFiles: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** A private directory for output files and the file that names the running process. */
  readonly scratch: string
}

const POLL_MS = 100
/** A little less than GitHub gives a cancelled job. */
const GROUP_LIMIT_MS = 240_000

/**
 * A pipe to this process would kill Terraform, state unsaved, when this process dies: hence files.
 */
export function openTerraform(setup: Setup): Terraform {
  let running: number | undefined
  let interrupted = false
  let count = 0

  const run = async (args: readonly string[], onLine?: (line: string) => void): Promise<Exit> => {
    count += 1
    const paths = ['out', 'err'].map((kind) =>
      join(setup.scratch, `terraform-${count}.${kind}`)
    ) as [string, string]
    const files = paths.map((path) => openSync(path, 'wx', 0o600)) as [number, number]
    const pidFile = join(setup.scratch, TERRAFORM_PID)
    const child = start(setup, args, files)
    running = child.pid
    if (running !== undefined) writeFileSync(pidFile, String(running))
    const stop = follow(paths[0], onLine)
    try {
      const end = await exitOf(child).catch((error: unknown) => {
        throw notStarted(setup, error)
      })
      const settled = interrupted && running !== undefined ? await settle(running, end) : end
      stop()
      const stdout = onLine === undefined ? readFileSync(paths[0], 'utf8') : ''
      return { tool: setup.tool, ...settled, stdout, stderr: endOf(paths[1]) }
    } finally {
      stop()
      running = undefined
      for (const path of [...paths, pidFile]) rmSync(path, { force: true })
    }
  }

  return {
    tool: setup.tool,
    varFiles: setup.varFiles,
    run,
    interrupt: () => {
      if (interrupted) return
      interrupted = true
      writeFileSync(join(setup.scratch, INTERRUPTED), '')
      if (running !== undefined) signal(running, 'SIGINT')
    }
  }
}

/** An environment or an argument that is too long for the system is refused at once. */
function start(setup: Setup, args: readonly string[], files: [number, number]): ChildProcess {
  try {
    return spawn(setup.program, [...args], {
      cwd: setup.directory,
      env: { ...setup.environment },
      detached: true,
      stdio: ['ignore', ...files]
    })
  } catch (error) {
    throw notStarted(setup, error)
  } finally {
    files.forEach((file) => closeSync(file))
  }
}

const LONGEST_WORDS_BYTES = 64 * 1024

/** The end of a file of any length, which must not cost a run its outcome. */
function endOf(path: string): string {
  const tail = openTail(path, Math.max(0, statSync(path).size - LONGEST_WORDS_BYTES))
  try {
    return tail.read().toString('utf8')
  } finally {
    tail.close()
  }
}

type End = Pick<Exit, 'exitCode' | 'signal'>

/** A program that dies of a signal has failed. */
const exitOf = (child: ChildProcess): Promise<End> =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, name) => resolve({ exitCode: code ?? 1, signal: name ?? undefined }))
  })

/**
 * The end of an interrupted group whose leader is gone. Terraform dies of an interrupt only in its first moments,
 * and alone; a script that was started in its place dies while Terraform still saves its state.
 */
async function settle(group: number, end: End): Promise<End> {
  if (end.signal === 'SIGINT') {
    if (!signal(group, 0)) throw notBegun()
    const until = Date.now() + GROUP_LIMIT_MS
    while (signal(group, 0) && Date.now() < until) await sleep(POLL_MS)
    if (!signal(group, 0)) return { exitCode: 1, signal: undefined }
  }
  signal(group, 'SIGKILL') // what a provisioner left
  return end
}

/** Hands over lines until it is stopped, then what is left. */
function follow(path: string, onLine: ((line: string) => void) | undefined): () => void {
  if (onLine === undefined) return () => undefined
  const tail = openTail(path)
  const lines = lineReader(onLine)
  const drain = (): void => {
    for (let data = tail.read(); data.length > 0; data = tail.read()) lines.push(data)
  }
  const timer = setInterval(drain, POLL_MS)
  let stopped = false
  return () => {
    if (stopped) return
    stopped = true
    clearInterval(timer)
    drain()
    lines.end()
    tail.close()
  }
}

/** @returns whether there still is such a group */
function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, name)
  } catch {
    return false
  }
}

const notBegun = (): RunError =>
  new RunError(
    'cancelled',
    'The run was cancelled before Terraform changed anything.',
    'Run it again.'
  )

/** ENOENT is what the hint is about. */
function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'E2BIG') return ': its environment is too large (E2BIG); pass large values in files'
  return code === undefined || code === 'ENOENT' ? '' : ` (${code})`
}

function notStarted(setup: Setup, cause: unknown): RunError {
  return new RunError(
    'invalid-input',
    `'${setup.program}' could not be started in ${setup.directory}${reasonOf(cause)}.`,
    reasonOf(cause) === '' ? SEE_IT_RUNS : 'Nothing was changed. Mend that, and run it again.',
    { cause }
  )
}

const SEE_IT_RUNS =
  "See that it runs on this machine. Or take it off the PATH, or ask for a version of your own ('tool-version'): the action then installs it."
