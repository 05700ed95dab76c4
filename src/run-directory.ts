/** What the processes of one run share: a directory of small files, and each other's process ids. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tail } from './tail.ts'

/** Names the run's directory to the worker. */
export const WORKER_VARIABLE = 'GITOPS_ENV_WORKER'
/** Names to a second worker the state that Terraform could not store after the first was killed. */
export const RESCUE_VARIABLE = 'GITOPS_ENV_RESCUE'
/** Has a process ask the cache service, and tells it what. */
export const CACHE_VARIABLE = 'GITOPS_ENV_CACHE'
/** Everything the worker prints. */
export const LOG = 'log'
export const WORKER_PID = 'worker.pid'
/** Says that the worker hears signals. */
export const LISTENING = 'listening'
export const TERRAFORM_PID = 'terraform.pid'
/** Says that Terraform has had its one interrupt. */
export const INTERRUPTED = 'interrupted'
/** Names the root module that Terraform works in. */
export const ROOT_NOTE = 'root'
/** Names the override file, which supplies a backend block or labels, and its token, as long as it is there. */
export const OVERRIDE_NOTE = 'override'
export const RESULT = 'result.json'
/** Says that outputs and summary are complete too, and holds the exit code; things are only kept and removed then. */
export const TOLD = 'told'
/** How far the step has printed the log; complete once the worker's end was seen. */
export const FOLLOWED = 'followed'
/** Names what the post step must not remove. */
export const KEEP = 'keep'
export const POLL_MS = 50

/** The process that a file of the run's directory names. */
export function pidIn(directory: string, name: string): number | undefined {
  const pid = Number(readText(join(directory, name)) ?? Number.NaN)
  return Number.isInteger(pid) && pid > 1 ? pid : undefined
}

/** A zombie counts as dead: in some containers nobody reaps it. */
export function isAlive(pid: number | undefined): boolean {
  if (pid === undefined || !signal(pid, 0)) return false
  const [, state] = /\) ([A-Z]) /u.exec(readText(`/proc/${pid}/stat`) ?? '') ?? []
  return state !== 'Z'
}

/** @param pid a negative one is a process group; returns whether it was there */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Prints what is new, and notes how far that is. */
export function print(tail: Tail, directory: string): void {
  let data = tail.read()
  if (data.length === 0) return
  for (; data.length > 0; data = tail.read()) process.stdout.write(data)
  // In place, for the number only grows: a kill after the file was emptied would have post tell all again.
  writeFileSync(join(directory, FOLLOWED), String(tail.offset()), { flag: 'r+' })
}
