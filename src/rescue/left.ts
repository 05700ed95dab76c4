/** Rescues the state that Terraform could not store, for the run's own worker was killed. */
import { chmodSync, readFileSync, rmSync } from 'node:fs'
import type { Variables } from '../context.ts'
import { rescueRef } from '../record.ts'
import { rescue } from './rescue.ts'
import { startRun } from '../start.ts'

/**
 * Never throws; says what became of it. The next run on the environment puts it back.
 * @param directory the run's own
 * @param file where Terraform left the state
 */
export async function rescueLeft(
  directory: string,
  file: string,
  variables: Variables
): Promise<void> {
  const say = (level: 'notice' | 'error', text: string): void =>
    void process.stdout.write(`::${level}::${text}\n`)
  try {
    chmodSync(file, 0o600)
    const run = startRun(directory, variables)
    const problem = await rescue(run, readFileSync(file))
    if (problem !== undefined) throw new Error(problem)
    rmSync(file, { force: true })
    say(
      'notice',
      `The state that Terraform left was rescued, encrypted, in ${rescueRef(run.names)}.`
    )
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/gu, ' ')
    say(
      'error',
      `The state that Terraform left is only on this runner, in ${file}, for it could not be rescued: ${why}`
    )
  }
}
