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

/**
 * Refuses an address with a query: a token in it would be in the summary, the record and `.terraform/`.
 * @param config of an `http` backend
 * @throws RunError `invalid-input`
 */
export function refuseQuery(
  config: Readonly<Record<string, string>>,
  block: Block | undefined
): void {
  for (const name of ['address', 'lock_address', 'unlock_address']) {
    const address = config[name] ?? block?.attributes[name] ?? ''
    if (!address.includes('?')) continue
    const where = name in config || block === undefined ? "The input 'backend-config'" : at(block)
    throw new RunError(
      'invalid-input',
      `${where} sets '${name}' to an address with a query, which may have a token in it: Terraform would write it to the plan and into '.terraform/'.`,
      "Write the address without '?' and what follows (a '?' that is part of a password is %3F); what lets the step in goes by environment variable, here from two secrets:\n    env:\n      TF_HTTP_USERNAME: ${{ secrets.TF_HTTP_USERNAME }}\n      TF_HTTP_PASSWORD: ${{ secrets.TF_HTTP_PASSWORD }}"
    )
  }
}

/**
 * Refuses a variable for what separates the environments, where nothing else gives that: the default goes by
 * argument, and Terraform would not heed the variable.
 * @param usual the default, if the type has one
 * @throws RunError `invalid-input`
 */
export function refuseUnheeded(
  { environmentVariable, environmentAttribute, example }: BackendKind,
  usual: string | undefined,
  variables: Readonly<Record<string, string | undefined>>
): void {
  const value = environmentVariable === undefined ? '' : (variables[environmentVariable] ?? '')
  if (value === '' || value === usual) return
  throw new RunError(
    'invalid-input',
    `The environment variable ${environmentVariable} is set, but '${environmentAttribute}' separates the environments, and the action gives it to Terraform itself: the variable would not be heeded.`,
    `Remove the variable, and write what it says with the environment in it:\n    backend-config: ${environmentAttribute}=${example}`
  )
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
