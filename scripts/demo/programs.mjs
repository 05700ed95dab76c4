// Starts programs, and ends them when the demo is interrupted.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Thrown where the story stops because somebody wants it to; `exitCode` is the shell's for that signal. */
export class Interrupted extends Error {
  constructor(signal) {
    super(signal)
    this.exitCode = 128 + constants.signals[signal]
  }
}

const interruption = new AbortController()

/**
 * From now on the first signal ends the story in order, once what runs has come to its end; so does a reader who
 * goes away. A second signal ends the demo at once, as without this.
 */
export function awaitInterruption(onSignal) {
  const interrupt = (signal) => {
    if (!interruption.signal.aborted) interruption.abort(new Interrupted(signal))
  }
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      for (const other of SIGNALS) process.removeAllListeners(other)
      onSignal()
      interrupt(signal)
    })
  }
  process.stdout.on('error', () => interrupt('SIGPIPE'))
}

/** Throws `Interrupted` after a signal. */
export const stopIfInterrupted = () => interruption.signal.throwIfAborted()

/**
 * Runs a program to its end, without a shell. It has a process group of its own, so that a terminal's Ctrl-C
 * reaches the demo alone.
 * @param options `cwd`, `env`; `onOutput` gets the text of both streams; `interruptible`: gets one SIGINT when
 *   the demo is interrupted, as a job that is cancelled
 * @returns `code` (128 + N for one that died of signal N) and `output`, both streams together
 */
export async function run(command, args, { cwd, env, onOutput, interruptible = false }) {
  return await new Promise((resolve, reject) => {
    const stdio = ['ignore', 'pipe', 'pipe']
    const child = spawn(command, args, { cwd, env, stdio, detached: true })
    const interrupt = () => child.kill('SIGINT')
    const { signal } = interruption
    if (interruptible) signal.addEventListener('abort', interrupt)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        onOutput?.(text)
      })
    }
    child.once('error', reject)
    child.once('close', (code, died) => {
      signal.removeEventListener('abort', interrupt)
      resolve({ code: code ?? 128 + constants.signals[died], output })
    })
  })
}

/** Like `run`, for programs that must succeed: their output. */
export async function must(command, args, options) {
  const { code, output } = await run(command, args, options)
  if (code === 0) return output
  throw new Error(`${[command, ...args].join(' ')} ended with exit code ${code}:\n${output}`)
}
