/** The action's entry: the same bundle is the step, the worker that does its work, and what asks the cache for it. */
import { fileURLToPath } from 'node:url'
import { follow, openRun } from './follow.ts'
import { CACHE_VARIABLE, RESCUE_VARIABLE, WORKER_VARIABLE } from './run-directory.ts'
import { step } from './step.ts'

/** Only a process that this action started has a channel to it: a job may have such variables, too. */
const given = process.send === undefined ? {} : process.env
const request = given[CACHE_VARIABLE]
const worker = given[WORKER_VARIABLE]
const left = given[RESCUE_VARIABLE]

if (request !== undefined) {
  const { serveCache } = await import('./cache/service.ts')
  await serveCache(request)
  process.exit()
} else if (worker !== undefined) {
  if (left === undefined) {
    const { main } = await import('./main.ts')
    await main(worker, process.env).catch((error: unknown) => {
      process.stdout.write(`The result could not be told, please report it: ${String(error)}\n`)
      process.exitCode = 1
    })
  } else {
    const { rescueLeft } = await import('./rescue/left.ts')
    await rescueLeft(worker, left, process.env)
  }
  process.exit()
} else {
  const directory = openRun(process.env)
  if (await step(directory, process.env)) {
    process.exitCode = await follow(directory, fileURLToPath(import.meta.url))
  }
}
