/** The log of a run: groups, lines and masks, as GitHub's runner shows them. */
import * as core from '@actions/core'
import { harmless } from './progress.ts'

/** Prints foreign text; it cannot command the runner. */
export const say = (text: string): void => core.info(harmless(text))

/** Folds what `work` prints under a title. */
export async function group<T>(title: string, work: () => Promise<T>): Promise<T> {
  core.startGroup(harmless(title))
  try {
    return await work()
  } finally {
    core.endGroup()
  }
}

/** Has the runner replace the values by `***` from now on. */
export const mask = (values: readonly string[]): void =>
  values.forEach((value) => core.setSecret(value))
