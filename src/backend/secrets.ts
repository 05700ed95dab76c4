/** Finds secrets where Terraform would write them down: in a setting without a variable, and in the module's block. */
import { RunError } from '../errors.ts'
import { at } from './checks.ts'
import type { Declared } from './configure.ts'
import type { BackendKind } from './kind.ts'
import { membersOf, shapeOf } from '../terraform/hcl-shape.ts'
import { kindOf, secretVariableOf } from './kinds.ts'
import { passwordsIn } from './passwords.ts'

const PASSWORD = /:\/\/[^\s/@:]*:([^\s/@]+)@/u

/**
 * Refuses settings that Terraform would copy, with a secret in them, into `.terraform/` and the plan.
 * @param config what Terraform is given by argument or file
 * @throws RunError `invalid-input`
 */
export function refuseWritten(
  type: string,
  kind: BackendKind,
  config: Readonly<Record<string, string>>
): void {
  for (const [name, value] of Object.entries(config)) {
    const unwritable = Object.hasOwn(kind.unwritable, name) ? kind.unwritable[name] : undefined
    if (unwritable !== undefined && holds(value, unwritable.part)) {
      throw written(type, name, `Take it out of 'backend-config': ${unwritable.instead}.`)
    }
    if (PASSWORD.test(value)) {
      throw written(
        type,
        name,
        "Write the address without the password, and give that to the step by environment variable: a proxy's address, for example, as HTTPS_PROXY."
      )
    }
  }
}

const holds = (value: string, part: string | undefined): boolean =>
  part === undefined || new RegExp(`\\b${part}"?\\s*[=:]`, 'u').test(value)

const written = (type: string, name: string, hint: string): RunError =>
  new RunError(
    'invalid-input',
    `The setting '${name}' of the '${type}' backend holds a secret, which Terraform would write to the plan and into '.terraform/'.`,
    hint
  )

/**
 * The secrets that the module's own block of the type in use has as literals.
 * @returns the values to mask, and what to tell where there are any
 */
export function exposedIn(
  backend: Declared['backend'],
  type: string
): { readonly values: readonly string[]; readonly notice: string | undefined } {
  const kind = kindOf(type)
  if (kind === undefined || backend?.type !== type) return { values: [], notice: undefined }
  const found = Object.entries(backend.attributes).filter(([name, value]) =>
    isSecret(kind, name, value)
  )
  if (found.length === 0) return { values: [], notice: undefined }
  const names = found.map(([name]) => `'${name}'`).join(', ')
  const variables = found.map(
    ([name]) => secretVariableOf(kind, name) ?? secretVariableOf(kind, 'password')
  )
  const known = [...new Set(variables.filter((variable) => variable !== undefined))]
  return {
    values: found.flatMap(([name, value = '']) =>
      partsOf(kind, name, value).flatMap((part) => valuesIn(part))
    ),
    notice: `${at(backend)}: the '${type}' backend's block has a secret in it (${names}): everybody who reads the repository has it, and Terraform copies it into the plan. Remove it from the block, replace it by a new one, and give that to the step by environment variable${known.length === 0 ? '' : ` (${known.join(', ')})`}.`
  }
}

/** Secrets that may as well be none. */
const OTHERWISE: Readonly<Record<string, RegExp | undefined>> = {
  username: /^(?!)/u,
  conn_str: /:[^/@]+@|\bpassword\s*=/iu,
  credentials: /^\s*\{/u // else the path of a file
}

/** @param value undefined where it is no plain literal, and so no secret that anybody could read */
function isSecret(kind: BackendKind, name: string, value: string | undefined): boolean {
  if (value === undefined || value === '') return false
  if (partsOf(kind, name, value).some((part) => part !== value)) return true
  if (secretVariableOf(kind, name) === undefined) return PASSWORD.test(value)
  const pattern = Object.hasOwn(OTHERWISE, name) ? OTHERWISE[name] : undefined
  return pattern === undefined || pattern.test(value)
}

/** The secrets within an object, where the setting may hold some; else the value itself. */
function partsOf(kind: BackendKind, name: string, value: string): readonly string[] {
  const unwritable = Object.hasOwn(kind.unwritable, name) ? kind.unwritable[name] : undefined
  const members = Object.entries(membersOf(shapeOf(value)) ?? {})
  if (unwritable === undefined || members.length === 0) return [value]
  return members.flatMap(([member, one]) =>
    typeof one === 'string' && (unwritable.part ?? member) === member
      ? [one, one.replace(/^\w+ +/u, '')] // as in `Bearer TOKEN`
      : []
  )
}

/** The value, the password in it, and a text of several lines line by line, as logs have it. */
const valuesIn = (value: string): readonly string[] =>
  [value, ...value.split('\n'), ...passwordsIn(value)].filter((text) => text !== '')
