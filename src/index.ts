/** The action's entry: the same bundle is the step, the worker that does its work, and the post step. */
import { fileURLToPath } from 'node:url'
import { finish, follow, openRun, WORKER_VARIABLE } from './follow.ts'
import { step } from './step.ts'

const worker = process.env[WORKER_VARIABLE]
const post = process.env['STATE_run']

if (worker !== undefined) {
  const { main } = await import('./main.ts')
  await main(worker, process.env)
  process.exit()
} else if (post !== undefined) {
  await finish(post, process.env)
} else {
  const directory = openRun(process.env)
  if (await step(directory, process.env)) {
    process.exitCode = await follow(directory, fileURLToPath(import.meta.url))
  }
}
