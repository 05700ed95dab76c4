// A Terraform provider of our own (plugin protocol 6): `node provider.mjs FOLDER reattach|plugin`.
import { fileURLToPath } from 'node:url'
import * as grpc from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { decode, encode } from '@msgpack/msgpack'
import { openCloud } from './cloud.mjs'
import { PROVIDER, THING } from './schema.mjs'
import { createThings } from './things.mjs'

const ADDRESS = 'registry.terraform.io/test/fake'
const [folder = '.', mode = 'plugin'] = process.argv.slice(2)
const things = createThings(openCloud(folder))

/** @param {{ msgpack: Buffer }} value */
const valueOf = ({ msgpack }) => /** @type {Record<string, any> | null} */ (decode(msgpack))
/** @param {unknown} value */
const dynamic = (value) => ({ msgpack: Buffer.from(encode(value)) })
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

const proto = fileURLToPath(new URL('tfplugin6.proto', import.meta.url))
const definition = loadSync(proto, { keepCase: true, defaults: true, enums: String })
const { service } = /** @type {any} */ (grpc.loadPackageDefinition(definition)).tfplugin6.Provider
const handlers = Object.entries(ANSWERS).map(([name, answer]) => [
  name,
  /** @param {{ request: unknown }} call @param {(error: unknown, answer?: unknown) => void} reply */
  ({ request }, reply) => {
    Promise.resolve(request)
      .then(answer)
      .then(
        (value) => reply(null, value),
        (error) => reply({ code: grpc.status.INTERNAL, message: String(error) })
      )
  }
])

/** How Terraform ends a provider that it started itself. */
const CONTROLLER = {
  Shutdown: {
    path: '/plugin.GRPCController/Shutdown',
    requestStream: false,
    responseStream: false,
    requestSerialize: () => Buffer.alloc(0),
    requestDeserialize: () => ({}),
    responseSerialize: () => Buffer.alloc(0),
    responseDeserialize: () => ({})
  }
}

const server = new grpc.Server({ 'grpc.max_receive_message_length': -1 })
server.addService(service, Object.fromEntries(handlers))
server.addService(CONTROLLER, {
  /** @param {unknown} _call @param {(error: null, answer: object) => void} reply */
  Shutdown: (_call, reply) => {
    reply(null, {})
    setTimeout(() => process.exit(0), 10)
  }
})
// An interrupt of the whole group is Terraform's to tell; every provider in Go ignores its own.
process.on('SIGINT', () => undefined)

server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error
  const address = `127.0.0.1:${port}`
  const attached = {
    Protocol: 'grpc',
    ProtocolVersion: 6,
    Pid: process.pid,
    Test: true,
    Addr: { Network: 'tcp', String: address }
  }
  const reattach = JSON.stringify({ [ADDRESS]: attached })
  process.stdout.write(`${mode === 'reattach' ? reattach : `1|6|tcp|${address}|grpc`}\n`)
})
