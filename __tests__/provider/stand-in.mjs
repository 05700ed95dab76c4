// Stands in for a real provider, as far as the catalogue knows it: `node stand-in.mjs FOLDER reattach|plugin NAME VERSION`.
import { ExtData } from '@msgpack/msgpack'
import { attribute, CATALOGUE } from './catalogue.mjs'
import { openCloud } from './cloud.mjs'
import { dynamic, serve, valueOf } from './serve.mjs'

/** How Terraform writes a value that is known only after the apply. */
const UNKNOWN = new ExtData(0, new Uint8Array([0]))
const [folder = '.', mode = 'reattach', name = '', written = '999.0'] = process.argv.slice(2)
const [major = 0, minor = 0] = written.split('.').map(Number)
const version = major + minor / 1000
const { provider, types, defaults } = CATALOGUE[name] ?? { provider: () => ({}), types: {} }
const cloud = openCloud(folder)
/** Of what Terraform has configured last. @type {Record<string, string>} */
let defaultTags = {}

/** @param {string} type */
const typeOf = (type) => types[type] ?? { required: {}, computed: {} }
/** Two types may have the same id. @param {string} type @param {Record<string, any> | null} thing */
const keyOf = (type, thing) => `${type} ${thing?.['id']}`
const TAGS = ['map', 'string']

/** @param {import('./catalogue.mjs').Type} type */
function schemaOf({ required, optional = {}, computed, merged = {} }) {
  /** @param {Record<string, unknown>} some @param {Record<string, boolean>} how */
  const all = (some, how) => Object.entries(some).map(([key, type]) => attribute(key, type, how))
  const made = [
    ...Object.keys(computed).map((key) => [key, 'string']),
    ...Object.keys(merged).map((key) => [key, TAGS])
  ]
  const attributes = [
    ...all(required, { required: true }),
    ...all(optional, { optional: true }),
    ...all(Object.fromEntries(made), { computed: true })
  ]
  return { version: 0, block: { attributes } }
}

/** What is made of tags; unknown where they are. @param {string} type @param {Record<string, any>} thing */
const mergedOf = (type, thing) =>
  Object.fromEntries(
    Object.entries(typeOf(type).merged ?? {}).map(([key, merge]) => {
      const isUnknown = [thing['tags'], thing['labels']].some((tags) => tags instanceof ExtData)
      return [key, isUnknown ? UNKNOWN : merge(thing, defaultTags)]
    })
  )

/** What the cloud would refuse. @param {string} name @param {Record<string, any>} wanted */
function complaints(name, wanted) {
  const { shapes = {}, foldsCase = '' } = typeOf(name)
  const keys = Object.keys(wanted[foldsCase] ?? {}).map((key) => key.toLowerCase())
  if (new Set(keys).size < keys.length)
    return [{ severity: 'ERROR', summary: `${name}: InvalidInput: Duplicate tag keys found` }]
  return Object.entries(shapes).flatMap(([key, shape]) => {
    const value = wanted[key]
    if (value === null || value === undefined || value instanceof ExtData) return []
    const parts = typeof value === 'string' ? [value] : Object.entries(value).flat()
    return parts
      .filter((part) => !shape.test(part))
      .map((part) => ({ severity: 'ERROR', summary: `${name}: '${part}' is no valid ${key}` }))
  })
}

serve(
  `registry.terraform.io/hashicorp/${name}`,
  {
    GetProviderSchema: () => ({
      provider: { version: 0, block: provider(version) },
      resource_schemas: Object.fromEntries(
        Object.entries(types).map(([key, type]) => [key, schemaOf(type)])
      )
    }),
    ValidateProviderConfig: () => ({}),
    ValidateResourceConfig: () => ({}),
    UpgradeResourceState: ({ raw_state: { json } }) => ({
      upgraded_state: dynamic(JSON.parse(json.toString()))
    }),
    ConfigureProvider: ({ config }) => {
      defaultTags = defaults?.(valueOf(config) ?? {}, process.env, version) ?? {}
      return {}
    },
    ReadResource: ({ type_name: type, current_state: state }) => ({
      new_state: dynamic(cloud.has(keyOf(type, valueOf(state))) ? valueOf(state) : null)
    }),
    PlanResourceChange: ({
      type_name: type,
      prior_state: before,
      proposed_new_state: proposed
    }) => {
      const prior = valueOf(before)
      const wanted = valueOf(proposed)
      if (wanted === null) return { planned_state: dynamic(null) }
      const { computed, fixed = [] } = typeOf(type)
      const replaced = prior === null ? [] : fixed.filter((key) => prior[key] !== wanted[key])
      const fresh = prior === null || replaced.length > 0
      const unknown = Object.keys(computed).map((key) => [key, fresh ? UNKNOWN : wanted[key]])
      const planned = { ...wanted, ...mergedOf(type, wanted), ...Object.fromEntries(unknown) }
      return {
        planned_state: dynamic(planned),
        requires_replace: replaced.map((key) => ({ steps: [{ attribute_name: key }] })),
        diagnostics: complaints(type, planned)
      }
    },
    ApplyResourceChange: ({ type_name: type, prior_state: before, planned_state: after }) => {
      const prior = valueOf(before)
      const planned = valueOf(after)
      if (planned === null) {
        cloud.remove(keyOf(type, prior))
        return { new_state: dynamic(null) }
      }
      // Terraform asks another process to apply than the one that has planned.
      const errors = complaints(type, { ...planned, ...mergedOf(type, planned) })
      if (errors.length > 0) return { new_state: dynamic(prior), diagnostics: errors }
      const made = Object.entries(typeOf(type).computed).map(([key, make]) => [key, make(planned)])
      const thing = { ...planned, ...mergedOf(type, planned), ...Object.fromEntries(made) }
      cloud.put(keyOf(type, thing), thing)
      return { new_state: dynamic(thing) }
    },
    StopProvider: () => ({})
  },
  mode
)
