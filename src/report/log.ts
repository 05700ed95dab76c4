/** The log of a run: groups, lines and masks, as GitHub's runner shows them. */
import { harmless } from './progress.ts'

type Toolkit = typeof import('@actions/core')
type Print = (core: Toolkit) => void

let toolkit: Toolkit | undefined
let loading: Promise<void> | undefined
const waiting: Print[] = []
const said = new Set<string>()

/** Prints now, or in its turn when the toolkit is there. */
function print(line: Print): void {
  if (toolkit === undefined) waiting.push(line)
  else line(toolkit)
}

/**
 * Loads the toolkit and prints what has waited for it. That blocks this thread for a while, so that it
 * happens beside something slow: the first Terraform.
 */
export function load(): Promise<void> {
  loading ??= import('@actions/core').then((core) => {
    toolkit = core
    for (const line of waiting.splice(0)) line(core)
  })
  return loading
}

/** Prints foreign text; it cannot command the runner. */
export function say(text: string): void {
  said.add(text)
  print((core) => core.info(harmless(text)))
  void load()
}

/** Prints what is in the summary and was not printed when it happened. */
export function sayOnce(text: string): void {
  if (!said.has(text)) say(`Note: ${text}`)
}

/** Folds what `work` prints under a title. */
export async function group<T>(title: string, work: () => Promise<T>): Promise<T> {
  print((core) => core.startGroup(harmless(title)))
  const working = work()
  void load()
  try {
    return await working
  } finally {
    print((core) => core.endGroup())
  }
}

/** Has the runner replace the values by `***`, before anything else is printed. */
export const mask = (values: readonly string[]): void =>
  print((core) => values.forEach((value) => core.setSecret(value)))
