// Looks into an environment's state, as long as it is kept in clear (`state-passphrase: none`).
import { gunzipSync } from 'node:zlib'
import type { Origin } from './origin.ts'

/** What a state holds, in the form a person would list it. */
export interface StoredState {
  readonly lineage: string
  readonly serial: number
  /** `type.name`, with its key where there is one: one line for each instance, sorted. */
  readonly addresses: readonly string[]
  readonly outputs: Readonly<Record<string, unknown>>
}

interface StateFile {
  readonly lineage: string
  readonly serial: number
  readonly outputs: Readonly<Record<string, { readonly value: unknown }>>
  readonly resources: readonly {
    readonly module?: string
    readonly type: string
    readonly name: string
    readonly instances: readonly { readonly index_key?: string | number }[]
  }[]
}

/** The state of an environment; `undefined` when it has none. An encrypted one throws. */
export function stateOf(
  origin: Origin,
  environment: string,
  project = 'demo'
): StoredState | undefined {
  const ref = `refs/gitops-env/state/${project}/${environment}`
  if (origin.refs(ref)[ref] === undefined) return undefined
  const blob = origin.file(ref, 'state')
  const end = blob.indexOf('\n')
  const header = JSON.parse(blob.subarray(0, end).toString()) as { encryption: string }
  if (header.encryption !== 'none') throw new Error(`the state of '${environment}' is encrypted`)
  const state = JSON.parse(gunzipSync(blob.subarray(end + 1)).toString()) as StateFile
  const addresses = state.resources.flatMap(({ module, type, name, instances }) =>
    instances.map(({ index_key: key }) => {
      const index = key === undefined ? '' : `[${JSON.stringify(key)}]`
      return `${module === undefined ? '' : `${module}.`}${type}.${name}${index}`
    })
  )
  return {
    lineage: state.lineage,
    serial: state.serial,
    addresses: addresses.toSorted(),
    outputs: Object.fromEntries(
      Object.entries(state.outputs).map(([name, { value }]) => [name, value])
    )
  }
}
