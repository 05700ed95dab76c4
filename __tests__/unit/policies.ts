// Policy files and their mistakes, for the tests of how they are read.
import { RunError } from '../../src/errors.ts'
import { parsePolicy } from '../../src/policy/file.ts'

/** The text below `environments:`, each line indented by two. */
export const below = (...lines: readonly string[]): string =>
  ['environments:', ...lines.map((line) => `  ${line}`), ''].join('\n')

/** What is thrown for a file named `f`. */
export function errorOf(text: string): RunError {
  try {
    parsePolicy(text, 'f')
  } catch (error) {
    if (error instanceof RunError) return error
    throw error
  }
  throw new Error(`no mistake in ${text}`)
}

/** The lines of mistakes, without the file's name. */
export const mistakes = (text: string): readonly string[] =>
  errorOf(text)
    .message.split('\n')
    .slice(1)
    .map((line) => line.replace(/^ {2}- (?:f:)?/u, ''))

export const RULE =
  "use 1 to 32 of a-z, 0-9 and '-', starting and ending with a letter or digit, not 'default', and '*' for any text"
export const ENVIRONMENT_KEYS =
  "the keys here are 'protected', 'max-destroy', 'suspend', 'require-tags'"
