/** The action's entry: the same bundle is the step, and the worker that does its work. */
import { fileURLToPath } from 'node:url'
import { follow, openRun, WORKER_VARIABLE } from './follow.ts'
import { step } from './step.ts'

const worker = process.env[WORKER_VARIABLE]

if (worker !== undefined) {
  const { main } = await import('./main.ts')
  await main(worker, process.env)
  process.exit()
} else {
  const directory = openRun(process.env)
  if (await step(directory, process.env)) {
    process.exitCode = await follow(directory, fileURLToPath(import.meta.url))
  }
}
