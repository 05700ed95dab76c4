// Starts programs: short ones to their end, and a step the way GitHub's runner does, with its cancellation.
import { spawn, type ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/** What a finished program left. `code` is 128 + N for one that died of signal N, as in a shell. */
export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program without a shell and without blocking, so that servers of the same process can answer it. */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, env, input }: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string | Buffer } = {}
): Promise<Finished> {
  return await new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'pipe', ...(cwd && { cwd }), ...(env && { env }) })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      const stdout = Buffer.concat(out).toString()
      resolve({ code: exitCodeOf(code, signal), stdout, stderr: Buffer.concat(err).toString() })
    })
  })
}

/** Like `run`, for programs that must succeed: their standard output, or an error with both streams. */
export async function must(...request: Parameters<typeof run>): Promise<string> {
  const { code, stdout, stderr } = await run(...request)
  if (code === 0) return stdout
  throw new Error(`${[request[0], ...request[1]].join(' ')}: exit code ${code}\n${stdout}${stderr}`)
}

export interface Step {
  readonly node: string
  readonly script: string
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** Gets every line of stdout and stderr, in the order of arrival. */
  readonly onLine: (line: string) => void
  readonly onStart?: ((pid: number) => void) | undefined
  /** Asked after every line and every 20 ms; true cancels as GitHub does. */
  readonly cancelWhen?: (() => boolean) | undefined
  /** Cancels with the first of GitHub's signals alone. */
  readonly patient?: boolean
  readonly timeoutSeconds: number
}

const SIGTERM_AFTER_MS = 7500
const SIGKILL_AFTER_MS = 10_000
const DRAIN_MS = 500

/**
 * Runs `node script` and waits for the exit of that process alone: a child that keeps the pipe open
 * delays by half a second at most, and finds its pipe broken afterwards, as on GitHub's runner.
 */
export async function runStep(step: Step): Promise<{ exitCode: number; seconds: number }> {
  const started = performance.now()
  const child = spawn(step.node, [step.script], {
    cwd: step.cwd,
    env: step.env,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const cancellation = watchCancellation(child, step)
  const line = (text: string): void => {
    step.onLine(text)
    cancellation.check()
  }
  const flushes = [readLines(child.stdout, line), readLines(child.stderr, line)]
  let late = false
  const limit = setTimeout(() => (late = child.kill('SIGKILL')), step.timeoutSeconds * 1000)
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', reject)
      child.once('spawn', () => step.onStart?.(child.pid ?? 0))
      child.once('exit', (code, signal) => resolve(exitCodeOf(code, signal)))
    })
    await Promise.race([closed, sleep(DRAIN_MS)])
    for (const flush of flushes) flush()
    if (late) throw new Error(`${step.script} was still running after ${step.timeoutSeconds} s`)
    return { exitCode, seconds: (performance.now() - started) / 1000 }
  } finally {
    clearTimeout(limit)
    cancellation.stop()
    child.stdout.destroy()
    child.stderr.destroy()
  }
}

/** Waits. */
export async function sleep(ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, ms)
  })
}

function watchCancellation(
  child: ChildProcess,
  { cancelWhen, patient = false }: Pick<Step, 'cancelWhen' | 'patient'>
) {
  const timers: NodeJS.Timeout[] = []
  let cancelled = cancelWhen === undefined
  const check = (): void => {
    if (cancelled || child.pid === undefined || !cancelWhen?.()) return
    cancelled = true
    child.kill('SIGINT')
    if (patient) return
    timers.push(setTimeout(() => child.kill('SIGTERM'), SIGTERM_AFTER_MS))
    timers.push(setTimeout(() => child.kill('SIGKILL'), SIGKILL_AFTER_MS))
  }
  if (!cancelled) timers.push(setInterval(check, 20))
  return { check, stop: () => timers.forEach((timer) => clearTimeout(timer)) }
}

/** Calls `line` for each complete line; the returned function hands out an unfinished last one. */
function readLines(stream: Readable, line: (text: string) => void): () => void {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split(/\r?\n/)
    rest = lines.pop() ?? ''
    lines.forEach(line)
  })
  return () => {
    if (rest !== '') line(rest)
    rest = ''
  }
}

function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal ? constants.signals[signal] : 0)
}
