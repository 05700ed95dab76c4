// A world whose module declares the `http` backend, with the server behind it.
import { startHttpState } from '../servers/http-state.ts'
import { parts } from './rescue.ts'
import type { RunSettings } from './runner.ts'
import { createWorld } from './scenario.ts'

export type Declared = Awaited<ReturnType<typeof openDeclared>>

/** @param given inputs besides the backend's */
export async function openDeclared(given: Readonly<Record<string, string>> = {}) {
  const server = await startHttpState()
  const address = `${server.url}/{project}/{environment}`
  const world = await createWorld({
    module: { 'backend.tf': 'terraform {\n  backend "http" {}\n}\n' },
    env: { TF_HTTP_RETRY_MAX: '0' }, // so that every fault is one try
    with: {
      'lock-timeout': '1s', // for which the only copy of a state is held out, too
      'backend-config': `address=${address}\nlock_address=${address}/lock\nunlock_address=${address}/lock`,
      ...given
    }
  })
  return {
    server,
    world,
    /** Pushes a module of these resources to `env-alice`. */
    push: async (names: readonly string[], settings: RunSettings = {}) =>
      await world.push('env-alice', { 'main.tf': parts(world.origin, ...names) }, settings),
    close: async () => {
      await server.close()
      await world.close()
    }
  }
}
