// A server that is a program of its own: it has a folder for its files, and ends with its test.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sleep } from '../harness/process.ts'

const START_MS = 30_000

/** Whether a program of that name is on the PATH and starts. */
export const hasProgram = (name: string, flag = '--version'): boolean =>
  spawnSync(name, [flag]).error === undefined

export interface Program {
  /** A folder of its own, gone at the end. */
  readonly folder: string
  readonly close: () => Promise<void>
}

/**
 * Starts it and waits until it answers; it is killed with this process at the latest.
 * @param request what to start, from the folder that was made for it
 * @param answers asked again and again until it is true
 */
export async function startProgram(
  command: string,
  request: (folder: string) => {
    readonly args: readonly string[]
    readonly env?: NodeJS.ProcessEnv
  },
  answers: () => Promise<boolean>
): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), `${command}-`))
  const { args, env = {} } = request(folder)
  const said: Buffer[] = []
  const child = spawn(command, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk))
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const close = async (): Promise<void> => {
    process.off('exit', kill)
    kill()
    await ended
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  const until = Date.now() + START_MS
  while (!(await answers().catch(() => false))) {
    if (Date.now() > until || child.exitCode !== null) {
      await close()
      throw new Error(`${command} did not start:\n${Buffer.concat(said).toString()}`)
    }
    await sleep(50)
  }
  return { folder, close }
}
