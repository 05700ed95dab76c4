// A Terraform provider of our own (plugin protocol 6): `node provider.mjs FOLDER reattach|plugin`.
import { openCloud } from './cloud.mjs'
import { PROVIDER, THING } from './schema.mjs'
import { dynamic, serve, valueOf } from './serve.mjs'
import { createThings } from './things.mjs'

const [folder = '.', mode = 'plugin'] = process.argv.slice(2)
const things = createThings(openCloud(folder))

/** @param {string} name */
const pathTo = (name) => ({ steps: [{ attribute_name: name }] })
/** @param {{ summary: string, detail: string, attribute?: string } | undefined} error */
const diagnosticsOf = (error) => {
  if (error === undefined) return []
  const { summary, detail, attribute } = error
  return [
    { severity: 'ERROR', summary, detail, ...(attribute && { attribute: pathTo(attribute) }) }
  ]
}

/** One answer for each call of the protocol. @type {Record<string, (request: any) => unknown>} */
const ANSWERS = {
  GetProviderSchema: () => ({ provider: PROVIDER, resource_schemas: { fake_thing: THING } }),
  ValidateProviderConfig: () => ({}),
  ValidateResourceConfig: () => ({}),
  UpgradeResourceState: ({ raw_state: { json } }) => ({
    upgraded_state: dynamic(JSON.parse(json.toString()))
  }),
  ConfigureProvider: ({ config }) => {
    things.configure(valueOf(config) ?? {})
    return {}
  },
  ReadResource: ({ current_state: state }) => ({
    new_state: dynamic(things.read(valueOf(state) ?? {}))
  }),
  PlanResourceChange: async ({ prior_state: prior, proposed_new_state: proposed }) => {
    const wanted = valueOf(proposed)
    if (wanted === null) return { planned_state: dynamic(null) }
    const { planned, replaced, error } = await things.plan(valueOf(prior), wanted)
    return {
      planned_state: dynamic(planned),
      requires_replace: replaced ? [pathTo('force')] : [],
      diagnostics: diagnosticsOf(error)
    }
  },
  ApplyResourceChange: async ({ prior_state: prior, planned_state: planned }) => {
    const { thing, error } = await things.apply(valueOf(prior), valueOf(planned))
    return { new_state: dynamic(thing), diagnostics: diagnosticsOf(error) }
  },
  StopProvider: () => {
    things.stop()
    return {}
  }
}

serve('registry.terraform.io/test/fake', ANSWERS, mode)
