// The `http` backend against a server with a password, with Terraform's own lock.
import { afterEach, describe, expect } from '@jest/globals'
import { hostname, userInfo } from 'node:os'
import { openHttpState } from '../../src/backend/leftover/http.ts'
import { describeLife, type Life } from '../harness/backend-life.ts'
import { inFull } from '../harness/full.ts'
import { openDeclared, type Declared } from '../harness/declared.ts'
import { expectClean, outcomeOf } from '../harness/outcome.ts'
import { expectRescued, expectRestored, PASSPHRASE } from '../harness/rescue.ts'
import { withTerraform } from '../harness/tools.ts'
import { printedOf, rendered, visibleOf } from '../harness/visible.ts'
import { startHttpState } from '../servers/http-state.ts'

const PASSWORD = 'pa$$word of the "server"'

const life: Life = {
  title: "the 'http' backend",
  type: 'http',
  declared: 'terraform {\n  backend "http" {}\n}\n',
  holder: new RegExp(`is held by ${userInfo().username}@${hostname()} since .*Apply`, 'u'),
  openState: openHttpState,
  open: async () => {
    const server = await startHttpState({ user: 'us:er', password: PASSWORD })
    const configOf = (path: string) => {
      const address = `${server.url}/${path}`
      return { address, lock_address: `${address}/lock`, unlock_address: `${address}/lock` }
    }
    const config = { ...configOf('{project}/{environment}'), username: 'us:er', password: PASSWORD }
    return {
      settings: {
        with: {
          backend: 'http',
          'backend-config': Object.entries(config)
            .map(([name, value]) => `${name}=${value}`)
            .join('\n')
        }
      },
      secrets: [PASSWORD, JSON.stringify(PASSWORD).slice(1, -1)],
      state: async (name) => {
        const state = server.state(`/demo/${name}`)
        return state && JSON.stringify(state)
      },
      places: async () => [...server.paths(), ...Object.keys(server.locks())],
      locks: async () => Object.keys(server.locks()).length,
      access: (name) => ({
        config: configOf(`demo/${name}`),
        env: { TF_HTTP_USERNAME: 'us:er', TF_HTTP_PASSWORD: PASSWORD }
      }),
      close: server.close
    }
  }
}

describeLife(life)
inFull(describeLife)({
  ...life,
  title: "the 'http' backend, in place of the one that the module declares",
  declared: 'terraform {\n  backend "pg" { schema_name = "other" }\n}\n'
})

describe("the server of an 'http' backend", () => {
  let declared: Declared
  afterEach(async () => await declared?.close())

  inFull(withTerraform)('that hangs up at every save loses nothing', async () => {
    declared = await openDeclared(PASSPHRASE)
    const { server, world, push } = declared
    await push(['one'])
    server.hooks.before = (method) => {
      if (method === 'POST') throw new Error('cut')
    }
    const failed = await push(['one', 'two'])
    expectRescued(failed, world)
    expectClean(failed, world)
    delete server.hooks.before
    const next = await push(['one', 'two'])
    expectRestored(next, world)
    expect(outcomeOf(next)).toMatchObject({ exitCode: 0, changes: 'false' })
    expect(server.resources('/demo/alice')).toEqual(['terraform_data.one', 'terraform_data.two'])
    expect(server.locks()).toEqual({})
    expectClean(next, world)
  })

  withTerraform('that does not let the state go is told of, with the command', async () => {
    declared = await openDeclared()
    const { server, world, push } = declared
    await push(['one'])
    Object.assign(server.faults, { deletes: true, status: 405 })
    const removed = await world.remove('env-alice')
    expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, operation: 'destroy' })
    const address = `${server.url}/demo/alice`
    const text = rendered(removed.summary).text
    expect(text).toContain('Nothing is left in the state.')
    expect(text).toContain(`The state stays in http '${address}' (it answered DELETE with 405).`)
    expect(text).toContain(`curl --fail --globoff -X DELETE ${address}`)
    expect(server.resources('/demo/alice')).toEqual([])
    expectClean(removed, world)
  })

  withTerraform('that knows another password is not written to, nor is ours told', async () => {
    declared = await openDeclared()
    const { world } = declared
    const other = await startHttpState({ user: 'me', password: PASSWORD })
    try {
      const given = { 'backend-config': `address=${other.url}/{environment}` }
      const env = { TF_HTTP_USERNAME: 'me', TF_HTTP_PASSWORD: 'not-the-password' }
      const refused = await world.push('env-alice', undefined, { with: given, env })
      expect(outcomeOf(refused)).toMatchObject({ exitCode: 1, operation: 'apply' })
      expect(refused.summary).toMatch(/401|auth/u)
      expect([visibleOf(refused), printedOf(refused)].join('\n')).not.toContain('not-the-password')
      expect(other.paths()).toEqual([])
      expect(world.hiddenRefs('locks')).toEqual([])
      expectClean(refused, world)
    } finally {
      await other.close()
    }
  })
})
