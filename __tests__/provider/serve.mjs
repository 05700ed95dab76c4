// Speaks Terraform's plugin protocol 6: what every provider of the tests has in common.
import { fileURLToPath } from 'node:url'
import * as grpc from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { decode, encode } from '@msgpack/msgpack'

const proto = fileURLToPath(new URL('tfplugin6.proto', import.meta.url))
const definition = loadSync(proto, { keepCase: true, defaults: true, enums: String })
const { service } = /** @type {any} */ (grpc.loadPackageDefinition(definition)).tfplugin6.Provider

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

/** @param {{ msgpack: Buffer }} value */
export const valueOf = ({ msgpack }) => /** @type {Record<string, any> | null} */ (decode(msgpack))
/** @param {unknown} value */
export const dynamic = (value) => ({ msgpack: Buffer.from(encode(value)) })

/**
 * Answers Terraform until it is ended, and prints where it can be reached.
 * @param {string} provider its address, `registry.terraform.io/…`
 * @param {Record<string, (request: any) => unknown>} answers one for each call
 * @param {string} mode `reattach` for a process of its own, `plugin` for one that Terraform starts
 */
export function serve(provider, answers, mode) {
  const handlers = Object.entries(answers).map(([name, answer]) => [
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
    const reattach = JSON.stringify({ [provider]: attached })
    process.stdout.write(`${mode === 'reattach' ? reattach : `1|6|tcp|${address}|grpc`}\n`)
  })
}
