/** Refuses a secret of a backend that is given in two places: Terraform would take one without a word. */
import { RunError } from '../errors.ts'
import { at } from './checks.ts'
import type { Block } from './configure.ts'
import { isTfe, serverOfVariable } from './tfe-settings.ts'

/** A setting of the input that travels by environment variable. */
export interface Secret {
  readonly name: string
  readonly variable: string
  readonly value: string
}

/**
 * @param variables the step's own
 * @throws RunError `invalid-input`
 */
export function refuseTwice({
  type,
  block,
  secrets,
  variables
}: {
  readonly type: string
  readonly block: Block | undefined
  readonly secrets: readonly Secret[]
  readonly variables: Readonly<Record<string, string | undefined>>
}): void {
  for (const { name, variable, value } of secrets) {
    // By variable it would lose against the block's.
    if (block !== undefined && name in block.attributes) throw alsoInBlock(type, block, name)
    const [other] =
      Object.entries(variables).find(
        ([key, set]) => isSame(type, key, variable) && (set ?? '') !== '' && set !== value
      ) ?? []
    if (other !== undefined) throw alsoInStep(type, name, other)
  }
}

/** The name of a server of HCP Terraform can be written in several ways. */
const isSame = (type: string, one: string, other: string): boolean =>
  one === other || (isTfe(type) && serverOfVariable(one) === serverOfVariable(other))

const alsoInBlock = (type: string, block: Block, name: string): RunError =>
  new RunError(
    'invalid-input',
    `The input 'backend-config' gives '${name}', and ${at(block)} sets it in the '${type}' backend's block, too: only one of the two would be used.`,
    `Take '${name}' out of the block; a secret that stood there is known to everybody who reads the repository.`
  )

const alsoInStep = (type: string, name: string, variable: string): RunError =>
  new RunError(
    'invalid-input',
    `The input 'backend-config' gives '${name}', which travels by ${variable}, and the step has another value in that environment variable: providers read it, too, and would use the backend's.`,
    type === 's3'
      ? `Use the same credentials for both, without '${name}' in 'backend-config'; or give the backend's by a file, and leave the variables to the providers:\n    backend-config: |\n      profile=states\n      shared_credentials_files=["/home/runner/.aws/states"]`
      : `Take '${name}' out of 'backend-config', or ${variable} out of the step's 'env' and of the steps before it.`
  )
