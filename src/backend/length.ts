/** Keeps what carries the environment within the length that its backend has for it: two that are cut off would be one. */
import type { Digest } from '../environment.ts'
import { RunError } from '../errors.ts'
import { fill } from '../placeholders.ts'
import type { Placeholders } from '../placeholders.ts'
import type { BackendKind } from './kind.ts'

const HASH_LENGTH = 8

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

/**
 * The default of the environment's attribute: filled in, and where that is too long cut, with a hash of the whole.
 * The hash is parted from the rest as the placeholders are from each other: no value that was not cut has as many parts.
 * @returns undefined for a type without a default
 */
export function defaultOf(
  { environmentDefault, longest }: Pick<BackendKind, 'environmentDefault' | 'longest'>,
  values: Placeholders,
  digest: Digest | undefined
): string | undefined {
  if (environmentDefault === undefined) return undefined
  const whole = fill(environmentDefault, values)
  if (longest === undefined || digest === undefined || whole.length <= longest.bytes) return whole
  const [, mark = '-'] = /\}([^{}]+)\{/u.exec(environmentDefault) ?? []
  const end = environmentDefault.slice(environmentDefault.lastIndexOf('}') + 1)
  const hash = `${mark}${digest(whole).slice(0, HASH_LENGTH)}${end}`
  const cut = whole.slice(0, longest.bytes - hash.length).replace(/[^a-z0-9]+$/u, '')
  return `${cut}${hash}`
}

/**
 * @param value of the environment's attribute, as the user wants it
 * @throws RunError `invalid-input` for one that is too long
 */
export function refuseTooLong(type: string, kind: BackendKind, value: string): void {
  const { longest, environmentAttribute: attribute, example } = kind
  const bytes = bytesOf(value)
  if (longest === undefined || bytes <= longest.bytes) return
  const otherwise =
    kind.environmentDefault === undefined
      ? ''
      : `, or take '${attribute}' out, and the action chooses one that fits`
  throw new RunError(
    'invalid-input',
    `The '${attribute}' of the '${type}' backend would be '${value}', which has ${bytes} bytes, and ${longest.of} may have ${longest.bytes}.`,
    `Write a shorter one${otherwise}:\n    backend-config: ${attribute}=${example}`
  )
}
