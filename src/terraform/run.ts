/** One run of Terraform: init, plan to a file, look at it, apply that file, read the outputs. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { RunError } from '../errors.ts'
import type { FailureReason } from '../errors.ts'
import { objectOf, parseJson, textOf } from '../json.ts'
import * as commands from './commands.ts'
import type { Exit, Terraform } from './cli.ts'
import { objectsOf, outputsOf, parseEventLine } from './events.ts'
import { LOCK_FAILED } from './lock-info.ts'
import type { OutputValue, TerraformEvent } from './events.ts'
import { parsePlan } from './plan.ts'
import type { Plan } from './plan.ts'

type OnEvent = (event: TerraformEvent) => void

const onLine =
  (onEvent: OnEvent) =>
  (line: string): void => {
    if (line.trim() !== '') onEvent(parseEventLine(line))
  }

/** @throws RunError `init-failed` */
export async function initialise(
  terraform: Terraform,
  backendArguments: readonly string[] | undefined,
  onEvent: OnEvent
): Promise<void> {
  check(await commands.init(terraform, backendArguments, onLine(onEvent)), 'init', 'init-failed')
}

/**
 * Plans to a fresh file.
 * @returns whether there is anything to do, be it only for outputs
 * @throws RunError `plan-failed`, `state-locked`
 */
export async function makePlan(
  terraform: Terraform,
  args: commands.PlanArguments,
  onEvent: OnEvent
): Promise<boolean> {
  let locked = false
  const watch = (event: TerraformEvent): void => {
    // Terraform's exit code does not tell a held lock from a broken plan.
    locked ||= event.kind === 'diagnostic' && event.diagnostic.summary === LOCK_FAILED
    onEvent(event)
  }
  const exit = await commands.plan(terraform, args, onLine(watch))
  if (exit.exitCode !== 2) check(exit, 'plan', locked ? 'state-locked' : 'plan-failed')
  return exit.exitCode === 2
}

/** What a saved plan says. @throws RunError `plan-failed` */
export async function describePlan(terraform: Terraform, file: string): Promise<Plan> {
  const exit = await commands.show(terraform, file)
  check(exit, 'show', 'plan-failed')
  return parsePlan(exit.stdout)
}

/** Applies a saved plan. @returns whether it came to its end */
export async function applyPlan(
  terraform: Terraform,
  args: commands.ApplyArguments,
  onEvent: OnEvent
): Promise<Exit> {
  return commands.apply(terraform, args, onLine(onEvent))
}

/** All outputs, sensitive ones included; undefined where they cannot be read. */
export async function readOutputs(
  terraform: Terraform
): Promise<Readonly<Record<string, OutputValue>> | undefined> {
  // Interrupted as it starts, it must not make a complete apply look like a cancelled one.
  const exit = await commands.output(terraform).catch(() => undefined)
  return exit?.exitCode === 0 ? outputsOf(objectOf(parseJson(exit.stdout))) : undefined
}

/**
 * The state as Terraform's backend holds it; empty where there is none.
 * @param reason for where it cannot be read: whether anything was changed before
 */
export async function pullText(
  terraform: Terraform,
  reason: 'plan-failed' | 'apply-failed'
): Promise<string> {
  const exit = await commands.statePull(terraform)
  check(exit, 'state pull', reason)
  return exit.stdout
}

/** Stores a file as the state. @returns why it was refused, or undefined */
export async function pushState(
  terraform: Terraform,
  file: string,
  lockTimeoutMs: number,
  force = false
): Promise<RunError | undefined> {
  try {
    check(
      await commands.statePush(terraform, file, lockTimeoutMs, force),
      'state push',
      'state-not-saved'
    )
    return undefined
  } catch (error) {
    if (error instanceof RunError) return error
    throw error
  }
}

/** @param id came from elsewhere: it must not be taken for an option */
export const forceUnlock = async (terraform: Terraform, id: string): Promise<boolean> =>
  !id.startsWith('-') &&
  commands.forceUnlock(terraform, id).then(
    ({ exitCode }) => exitCode === 0,
    () => false // interrupted as it started
  )

/** The lineage of the state, undefined where it cannot be read or there is none. */
export async function pullLineage(terraform: Terraform): Promise<string | undefined> {
  const text = await pullText(terraform, 'apply-failed').catch(() => '')
  // Of a state that is not there Terraform prints one without a lineage.
  return textOf(objectOf(parseJson(text))?.['lineage']) || undefined
}

/** How many managed resources the state holds now; none where there is no state. */
export async function pullState(
  terraform: Terraform,
  reason: 'plan-failed' | 'apply-failed'
): Promise<number> {
  const resources = objectsOf(objectOf(parseJson(await pullText(terraform, reason)))?.['resources'])
  return resources.filter((resource) => resource['mode'] === 'managed').length
}

/** The state a failed apply could not store; Terraform leaves it in the root module. */
export const unsavedState = (root: string): string | undefined => {
  const file = join(root, 'errored.tfstate')
  return existsSync(file) ? file : undefined
}

const HINTS: Readonly<Partial<Record<FailureReason, string>>> = {
  'init-failed': 'Nothing was changed. Mend what Terraform says and push again.',
  'plan-failed': 'Nothing was changed. Mend what Terraform says and push again.',
  'apply-failed':
    'What was done is in the state. Mend what Terraform says and push again; deleting the branch destroys what was made.'
}

/** @throws RunError with Terraform's own words, where there are any outside its JSON output */
export function check(exit: Exit, command: string, reason: FailureReason): void {
  if (exit.exitCode === 0) return
  const words = exit.stderr.trim()
  const text =
    exit.tool === 'tofu'
      ? `tofu ${command} failed with exit code ${exit.exitCode}.`
      : `terraform ${command} failed with exit code ${exit.exitCode}.`
  throw new RunError(reason, words === '' ? text : `${text}\n${endOf(words)}`, HINTS[reason])
}

const LONGEST_WORDS = 4000

/** Whole lines only: half a secret would not be known again. */
const endOf = (words: string): string =>
  words.length <= LONGEST_WORDS
    ? words
    : words.slice(words.indexOf('\n', words.length - LONGEST_WORDS) + 1)
