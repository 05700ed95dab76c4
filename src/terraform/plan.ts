/** Reads `terraform show -json PLAN`: what would change, in the product's words. */
import { RunError } from '../errors.ts'
import { isTooDeep, listOf, objectOf, parseJson, textOf } from '../json.ts'
import type { Json } from '../json.ts'
import { objectsOf, outputsOf } from './events.ts'
import type { OutputValue } from './events.ts'
import { taggableIn } from './taggable.ts'
import type { Taggable } from './taggable.ts'

export type Action = 'create' | 'update' | 'replace' | 'destroy' | 'forget' | 'move' | 'import'

/** One attribute; undefined where it was or will be absent. */
export interface AttributeChange {
  readonly name: string
  readonly before: string | undefined
  readonly after: string | undefined
  /** Whether it is what makes Terraform replace the resource. */
  readonly forcesReplacement: boolean
}

export interface ResourceChange {
  readonly address: string
  readonly action: Action
  readonly previousAddress: string | undefined
  readonly attributes: readonly AttributeChange[]
}

/** As Terraform counts: a replacement is one to add and one to destroy. */
export interface Counts {
  readonly add: number
  readonly change: number
  readonly destroy: number
  readonly replace: number
}

/** Stands for a value that only the apply will tell. */
export const UNKNOWN = '(known after apply)'

export interface Plan {
  readonly toolVersion: string
  readonly changes: readonly ResourceChange[]
  readonly counts: Counts
  readonly outputs: Readonly<Record<string, OutputValue>>
  /** Managed resources before and after. */
  readonly resourcesBefore: number
  readonly resourcesAfter: number
  /** With values, sensitive ones included: for decisions, never to be shown. */
  readonly taggable: readonly Taggable[]
  /** Every value marked sensitive, down to its leaves: to be masked before anything is printed. */
  readonly secrets: readonly string[]
}

/**
 * @throws RunError `plan-failed` where the text is not a plan's
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function parsePlan(text: string): Plan {
  const json = objectOf(parseJson(text))
  if (json === undefined || textOf(json['format_version']) === undefined) {
    throw new RunError(
      'plan-failed',
      "Terraform's own description of the plan ('terraform show -json') is not JSON.",
      "Where 'terraform' on the PATH is a script that prints lines of its own, take it off the PATH: the action then installs Terraform."
    )
  }
  if (isTooDeep(json)) {
    throw new RunError(
      'plan-failed',
      'The plan holds values within values, more levels deep than can be looked through for secrets.',
      "Nothing was changed. Keep what is so deep as one text, with Terraform's 'jsonencode'."
    )
  }
  const resources = objectsOf(json['resource_changes']).filter(
    (change) => change['mode'] !== 'data'
  )
  const changes = resources.flatMap((resource) => changeOf(resource))
  const values = objectOf(json['planned_values'])
  const prior = objectOf(objectOf(json['prior_state'])?.['values'])
  return {
    toolVersion: textOf(json['terraform_version']) ?? '',
    changes,
    counts: countsOf(changes),
    outputs: outputsOf(objectOf(values?.['outputs'])),
    resourcesBefore: countResources(objectOf(prior?.['root_module'])),
    // What is forgotten is still listed, but leaves the state.
    resourcesAfter:
      countResources(objectOf(values?.['root_module'])) -
      changes.filter((change) => change.action === 'forget').length,
    taggable: taggableIn(json),
    secrets: secretsOf(json)
  }
}

function changeOf(resource: Json): readonly ResourceChange[] {
  const change = objectOf(resource['change'])
  const address = textOf(resource['address'])
  const previousAddress = textOf(resource['previous_address'])
  if (change === undefined || address === undefined) return []
  const action = actionOf(change, previousAddress !== undefined)
  if (action === undefined) return []
  return [{ address, action, previousAddress, attributes: attributesOf(change) }]
}

function actionOf(change: Json, moved: boolean): Action | undefined {
  const actions = (listOf(change['actions']) ?? []).map(textOf)
  if (actions.includes('delete') && actions.includes('create')) return 'replace'
  if (actions.includes('create')) return 'create'
  if (actions.includes('delete')) return 'destroy'
  if (actions.includes('forget')) return 'forget'
  if (actions.includes('update')) return 'update'
  if (objectOf(change['importing']) !== undefined) return 'import'
  return moved ? 'move' : undefined
}

function attributesOf(change: Json): readonly AttributeChange[] {
  const before = fieldsOf(change['before'])
  const after = fieldsOf(change['after'])
  const unknown = fieldsOf(change['after_unknown'])
  const forcing = (listOf(change['replace_paths']) ?? []).map((path) => listOf(path)?.[0])
  const names = [...new Set([...before.keys(), ...after.keys(), ...unknown.keys()])].toSorted()
  return names.flatMap((name) => {
    const isUnknown = marked(unknown.get(name))
    if (
      !isUnknown &&
      JSON.stringify(before.get(name) ?? null) === JSON.stringify(after.get(name) ?? null)
    )
      return []
    const hidden =
      marked(maskOf(change['before_sensitive'], name)) ||
      marked(maskOf(change['after_sensitive'], name))
    return [
      {
        name,
        before: shown(before.get(name), hidden),
        after: isUnknown ? UNKNOWN : shown(after.get(name), hidden),
        forcesReplacement: forcing.includes(name)
      }
    ]
  })
}

/** A map, for an attribute may be called `constructor`. */
const fieldsOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(objectOf(value) ?? {}))

/** A mask is `true` for the whole, or a tree with `true` at its leaves. */
const maskOf = (mask: unknown, name: string): unknown =>
  mask === true ? true : objectOf(mask)?.[name]

const marked = (mask: unknown): boolean =>
  mask === true ||
  (listOf(mask) ?? []).some(marked) ||
  Object.values(objectOf(mask) ?? {}).some(marked)

function shown(value: unknown, hidden: boolean): string | undefined {
  if (value === undefined || value === null) return undefined
  return hidden ? '(sensitive)' : JSON.stringify(value)
}

export function countsOf(changes: readonly ResourceChange[]): Counts {
  const count = (action: Action): number =>
    changes.filter((change) => change.action === action).length
  const replace = count('replace')
  return {
    add: count('create') + replace,
    change: count('update'),
    destroy: count('destroy') + replace,
    replace
  }
}

function countResources(module: Json | undefined): number {
  if (module === undefined) return 0
  const own = objectsOf(module['resources']).filter(
    (resource) => resource['mode'] === 'managed'
  ).length
  return objectsOf(module['child_modules']).reduce((sum, child) => sum + countResources(child), own)
}

function secretsOf(json: Json): readonly string[] {
  const found = new Set<string>()
  const take = (value: unknown, mask: unknown): void => {
    if (mask === true) return leavesOf(value, found)
    listOf(mask)?.forEach((part, index) => take(listOf(value)?.[index], part))
    for (const [name, part] of Object.entries(objectOf(mask) ?? {}))
      take(objectOf(value)?.[name], part)
  }
  const declared = objectOf(
    objectOf(objectOf(json['configuration'])?.['root_module'])?.['variables']
  )
  for (const [name, variable] of Object.entries(objectOf(json['variables']) ?? {})) {
    take(objectOf(variable)?.['value'], objectOf(declared?.[name])?.['sensitive'] === true)
  }
  const outputs = Object.values(objectOf(json['output_changes']) ?? {}).map(objectOf)
  // What was changed outside Terraform had another value before: only the drift tells it.
  const resources = ['resource_changes', 'resource_drift'].flatMap((name) => objectsOf(json[name]))
  for (const change of [...resources.map((resource) => objectOf(resource['change'])), ...outputs]) {
    take(change?.['before'], change?.['before_sensitive'])
    take(change?.['after'], change?.['after_sensitive'])
  }
  for (const state of [json['prior_state'], { values: json['planned_values'] }]) {
    const values = objectOf(objectOf(state)?.['values'])
    valuesIn(objectOf(values?.['root_module']), take)
  }
  return [...found]
}

/** Resources and data sources as a state lists them, in all modules. */
function valuesIn(module: Json | undefined, take: (value: unknown, mask: unknown) => void): void {
  for (const resource of objectsOf(module?.['resources'])) {
    take(resource['values'], resource['sensitive_values'])
  }
  for (const child of objectsOf(module?.['child_modules'])) valuesIn(child, take)
}

/** Every text and number in a value. */
export function leavesOf(value: unknown, found: Set<string>): void {
  if (typeof value === 'string' || typeof value === 'number') found.add(String(value))
  listOf(value)?.forEach((part) => leavesOf(part, found))
  Object.values(objectOf(value) ?? {}).forEach((part) => leavesOf(part, found))
}
