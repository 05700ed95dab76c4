/** Reads single settings of a backend, for those who find a state without Terraform. */
import { StaysError } from './reason.ts'
import { membersOf, shapeOf } from '../../terraform/hcl-shape.ts'
import type { Shape } from '../../terraform/hcl-shape.ts'

export type Settings = Readonly<Record<string, string | undefined>>

/**
 * The first of several names that is set, or undefined.
 * @throws Error where the code has it, but not as a plain value
 */
export function settingOf(settings: Settings, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = settings[name]
    if (value === undefined && name in settings) {
      throw new StaysError(`the code does not give '${name}' as a plain value`)
    }
    if (value !== undefined && value !== '') return value
  }
  return undefined
}

/** The first of several environment variables that is set, or undefined. */
export const variableOf = (variables: Settings, ...names: readonly string[]): string | undefined =>
  names.map((name) => variables[name]).find((value) => value !== undefined && value !== '')

/**
 * An object among the settings, or undefined.
 * @throws Error where it is something else, or holds more than plain values
 */
export function shapedOf(
  settings: Settings,
  name: string
): Readonly<Record<string, Shape>> | undefined {
  const text = settingOf(settings, name)
  if (text === undefined) return undefined
  const members = membersOf(shapeOf(text))
  if (members === undefined) throw new StaysError(`'${name}' is not an object of plain values`)
  return members
}

/** A text that is not empty, or undefined. */
export const textOf = (shape: Shape | undefined): string | undefined =>
  typeof shape === 'string' && shape !== '' ? shape : undefined

/**
 * The path of a file that Terraform has read.
 * @throws Error for a relative one: Terraform is started in the root module, this action is not
 */
export function absolutePath(path: string): string {
  if (/^(?:\/|~\/|[A-Za-z]:[/\\])/u.test(path)) return path
  throw new StaysError(`the path '${path}' is relative`)
}
