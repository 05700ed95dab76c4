/** Refuses settings of a backend with which a state would be shared, lost, or not be found. */
import { RunError } from '../errors.ts'
import { namesEnvironment } from '../placeholders.ts'
import type { Asked, Block } from './configure.ts'
import { secretVariableOf } from './kinds.ts'
import type { BackendKind } from './kind.ts'

/**
 * Refuses a setting that would give several environments one state: they would destroy each other.
 * @throws RunError `invalid-input`
 */
export function separate({
  type,
  kind,
  asked,
  block
}: {
  readonly type: string
  readonly kind: BackendKind
  readonly asked: Asked
  readonly block: Block | undefined
}): void {
  const single = asked.branches.length === 1 && !asked.branches[0]?.pattern.includes('*')
  if (single) return
  const attribute = kind.environmentAttribute
  const fromInput = asked.backendConfig[attribute]
  if (fromInput !== undefined) {
    if (namesEnvironment(fromInput)) return
    throw shared(`The input 'backend-config' sets ${attribute}=${fromInput}`, type, kind)
  }
  if (block !== undefined && attribute in block.attributes) {
    throw shared(`${at(block)} sets '${attribute}' in the '${type}' backend`, type, kind)
  }
}

const shared = (found: string, type: string, kind: BackendKind): RunError =>
  new RunError(
    'invalid-input',
    `${found}, so that every environment would share one ${type} state.`,
    `Write it so that each environment has its own:\n    backend-config: ${kind.environmentAttribute}=${kind.example}`
  )

/** @throws RunError `invalid-input` for what Terraform would miss, or crash without */
export function requireSettings({
  type,
  kind,
  given,
  attributes,
  variables
}: {
  readonly type: string
  readonly kind: BackendKind
  readonly given: Readonly<Record<string, string>>
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly variables: Readonly<Record<string, string | undefined>>
}): void {
  const attribute = kind.environmentAttribute
  const missing = [attribute, ...Object.keys(kind.required)].find(
    (name) =>
      (given[name] ?? '') === '' &&
      !(name in attributes && attributes[name] !== '') &&
      !(kind.required[name]?.variables ?? []).some((variable) => (variables[variable] ?? '') !== '')
  )
  if (missing === undefined) return
  throw new RunError(
    'invalid-input',
    `The '${type}' backend needs '${missing}', which neither the root module nor the input 'backend-config' gives.`,
    howToGive(kind, missing)
  )
}

function howToGive(kind: BackendKind, name: string): string {
  const example = kind.required[name]?.example ?? kind.example
  const variable = secretVariableOf(kind, name)
  return variable === undefined
    ? `Add a line:\n    backend-config: ${name}=${example}`
    : `It is a secret: give it to the step by environment variable, here from a secret with a value such as ${example}:\n    env:\n      ${variable}: \${{ secrets.${variable} }}`
}

/** @throws RunError `invalid-input` where a state in a file would not outlive the job */
export function refuseLostFile(path: string, hosted: boolean): void {
  if (hosted) {
    throw new RunError(
      'invalid-input',
      "The 'local' backend keeps the state on this machine, and a GitHub-hosted runner is thrown away after the job: the state would be lost.",
      "Remove the 'backend' block to keep states in git, or declare a remote backend."
    )
  }
  if (/^(?:\/|[A-Za-z]:[/\\])/u.test(path)) return
  throw new RunError(
    'invalid-input',
    `The 'local' backend's path '${path}' lies in the checkout, which the next job cleans: the state would be lost.`,
    'Write an absolute path:\n    backend-config: path=/var/lib/terraform/{project}/{environment}.tfstate'
  )
}

/** A place in the code, for people. */
export const at = (place: { readonly file: string; readonly line: number }): string =>
  `${place.file}:${place.line}`
