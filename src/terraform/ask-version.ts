/** Asks a program for its version, and gives it up where it does not answer. */
import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { signal } from '../run-directory.ts'
import { terraformEnvironment } from './process-environment.ts'

/** Version managers may install what they are asked for first. */
const VERSION_LIMIT_MS = 300_000
const LAST_OUTPUT_MS = 1000
const LONGEST_VERSION_BYTES = 64 * 1024

/**
 * What `version -json` of a program prints; undefined where it does not start or answer. It changes no environment,
 * so that it may be killed with all it has started, unlike everything else.
 * @param directory where it is to run: version managers decide by that which version it is
 */
export function askVersion(
  program: string,
  directory: string,
  variables: Readonly<Record<string, string | undefined>>,
  stop: AbortSignal
): Promise<string | undefined> {
  const known = Object.entries(variables).filter(([name]) => !name.startsWith('TF_CLI_ARGS'))
  const options = {
    cwd: directory,
    env: { ...terraformEnvironment(Object.fromEntries(known), {}) },
    detached: true
  }
  return new Promise((resolve) => {
    if (stop.aborted) return resolve(undefined)
    const child = trySpawn(program, ['version', '-json'], options)
    if (child === undefined) return resolve(undefined)
    let said = ''
    const settle = (answer?: string): void => {
      clearTimeout(limit)
      stop.removeEventListener('abort', giveUp)
      child.stdout?.destroy() // something it has started may hold the other end
      resolve(answer)
    }
    const giveUp = (): void => {
      if (child.pid !== undefined) signal(-child.pid, 'SIGKILL') // the group
      settle()
    }
    const limit = setTimeout(giveUp, VERSION_LIMIT_MS)
    stop.addEventListener('abort', giveUp)
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.length > LONGEST_VERSION_BYTES) giveUp()
    })
    child.once('error', () => settle())
    child.once('exit', (code) => {
      const end = (): void => settle(code === 0 ? said : undefined)
      child.once('close', end)
      setTimeout(end, LAST_OUTPUT_MS).unref()
    })
  })
}

/** Some of what a system may object to is thrown, the rest comes as an event. */
function trySpawn(
  program: string,
  args: readonly string[],
  options: SpawnOptions
): ChildProcess | undefined {
  try {
    return spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined
  }
}
