/** Reads Terraform's machine-readable output, line by line. */
import { isTooDeep, listOf, numberOf, objectOf, parseJson, textOf } from '../json.ts'
import type { Json } from '../json.ts'

export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly summary: string
  readonly detail: string
  readonly address: string | undefined
  /** Relative to the root module. */
  readonly file: string | undefined
  readonly line: number | undefined
  readonly code: string | undefined
}

/** What was done to one resource, or is being done. */
export interface Step {
  readonly address: string
  readonly action: string
  readonly elapsedSeconds: number
}

export interface OutputValue {
  readonly value: unknown
  readonly sensitive: boolean
}

export type TerraformEvent =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'diagnostic'; readonly diagnostic: Diagnostic }
  | { readonly kind: 'started' | 'progress' | 'done' | 'failed'; readonly step: Step }
  | { readonly kind: 'planned' | 'drift'; readonly address: string; readonly action: string }
  | { readonly kind: 'outputs'; readonly outputs: Readonly<Record<string, OutputValue>> }
  | { readonly kind: 'refreshed'; readonly address: string }
  | { readonly kind: 'message'; readonly text: string }

const STEPS: Readonly<Record<string, 'started' | 'progress' | 'done' | 'failed'>> = {
  apply_start: 'started',
  apply_progress: 'progress',
  apply_complete: 'done',
  apply_errored: 'failed'
}

/**
 * The event a line tells; a line that is no JSON (init mixes them in) is a message, and so is an event
 * of a type that is not known here.
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function parseEventLine(line: string): TerraformEvent {
  const event = objectOf(parseJson(line))
  if (event === undefined) return { kind: 'message', text: line }
  const type = textOf(event['type']) ?? ''
  const message = textOf(event['@message']) ?? ''
  const step = Object.hasOwn(STEPS, type) ? STEPS[type] : undefined
  if (step !== undefined) return { kind: step, step: stepOf(objectOf(event['hook'])) }
  switch (type) {
    case 'version':
      return { kind: 'version', version: textOf(event['terraform']) ?? textOf(event['tofu']) ?? '' }
    case 'diagnostic':
      return {
        kind: 'diagnostic',
        diagnostic: diagnosticOf(objectOf(event['diagnostic']) ?? {}, message)
      }
    case 'planned_change':
    case 'resource_drift': {
      const change = objectOf(event['change'])
      const address = textOf(objectOf(change?.['resource'])?.['addr']) ?? ''
      const action = textOf(change?.['action']) ?? ''
      return { kind: type === 'planned_change' ? 'planned' : 'drift', address, action }
    }
    case 'refresh_start':
    case 'refresh_complete':
      return {
        kind: 'refreshed',
        address: textOf(objectOf(objectOf(event['hook'])?.['resource'])?.['addr']) ?? ''
      }
    case 'outputs':
      return { kind: 'outputs', outputs: outputsOf(objectOf(event['outputs'])) }
    default:
      return { kind: 'message', text: message }
  }
}

function stepOf(hook: Json | undefined): Step {
  return {
    address: textOf(objectOf(hook?.['resource'])?.['addr']) ?? '',
    action: textOf(hook?.['action']) ?? '',
    elapsedSeconds: numberOf(hook?.['elapsed_seconds']) ?? 0
  }
}

function diagnosticOf(json: Json, message: string): Diagnostic {
  const range = objectOf(json['range'])
  return {
    severity: json['severity'] === 'warning' ? 'warning' : 'error',
    summary: textOf(json['summary']) ?? message,
    detail: textOf(json['detail']) ?? '',
    address: textOf(json['address']),
    file: textOf(range?.['filename']),
    line: numberOf(objectOf(range?.['start'])?.['line']),
    code: textOf(objectOf(json['snippet'])?.['code'])
  }
}

/** Outputs as `outputs` events, `terraform output -json` and plans have them. */
export function outputsOf(json: Json | undefined): Readonly<Record<string, OutputValue>> {
  const entries = Object.entries(json ?? {}).flatMap(([name, entry]) => {
    const output = objectOf(entry)
    if (output === undefined || !('value' in output || 'sensitive' in output)) return []
    const value = isTooDeep(output['value']) ? undefined : output['value']
    return [[name, { value, sensitive: output['sensitive'] === true }] as const]
  })
  return Object.fromEntries(entries)
}

/** The addresses in a list of JSON objects, for plans. */
export const objectsOf = (value: unknown): readonly Json[] =>
  (listOf(value) ?? []).map(objectOf).filter((item) => item !== undefined)
