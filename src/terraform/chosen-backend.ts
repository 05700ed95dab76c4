/** Reads which backend `terraform init` has really chosen. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { objectOf, parseJson, textOf } from '../json.ts'

export interface ChosenBackend {
  readonly type: string
  /** Attributes that are texts. */
  readonly attributes: Readonly<Record<string, string | undefined>>
}

/**
 * What Terraform noted, undefined where it uses none and keeps the state in a file beside the code.
 * @param data Terraform's data directory after `init`
 */
export function chosenBackend(data: string): ChosenBackend | undefined {
  let text: string
  try {
    text = readFileSync(join(data, 'terraform.tfstate'), 'utf8')
  } catch {
    return undefined
  }
  const backend = objectOf(objectOf(parseJson(text))?.['backend'])
  const type = textOf(backend?.['type'])
  if (type === undefined) return undefined
  const settings = Object.entries(objectOf(backend?.['config']) ?? {})
  return {
    type,
    attributes: Object.fromEntries(settings.map(([name, value]) => [name, textOf(value)]))
  }
}
