// The `azurerm` backend against Azurite, in each way to log in, with Terraform's own lock.
import { afterAll, beforeAll, describe, expect } from '@jest/globals'
import { hostname, userInfo } from 'node:os'
import { openAzureState } from '../../src/backend/leftover/azurerm.ts'
import { CONTAINER, hasAzure, startAzure, type Azure, type LoginName } from '../harness/azure.ts'
import { describeLife } from '../harness/backend-life.ts'
import { canDie } from '../harness/death.ts'
import { createGate } from '../harness/gate.ts'
import { noticeDeath, readable } from '../harness/locks.ts'
import { resource, runs } from '../harness/modules.ts'
import { expectClean, outcomeOf } from '../harness/outcome.ts'
import { createWorld } from '../harness/scenario.ts'
import { concurrentIf, hasTerraform, refuseToSkipAll, testIf } from '../harness/tools.ts'
import { hasAzurite } from '../servers/azurite.ts'
import { printedOf, visibleOf } from '../harness/visible.ts'

const DECLARED = 'terraform {\n  backend "azurerm" {}\n}\n'
const linesOf = (config: Readonly<Record<string, string>>): string =>
  Object.entries(config)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

describeLife({
  title: "the 'azurerm' backend with an access key",
  type: 'azurerm',
  declared: '',
  available: hasAzure,
  holder: new RegExp(`is held by ${userInfo().username}@${hostname()} since .*Apply`, 'u'),
  openState: openAzureState,
  open: async () => {
    const azure = await startAzure()
    const { env } = azure.logins['an access key']
    const config = { ...azure.place, access_key: azure.azurite.accountKey }
    return {
      settings: {
        with: { backend: 'azurerm', 'backend-config': linesOf(config) },
        env: azure.env
      },
      secrets: azure.secrets(),
      state: async (environment) => {
        const state = await azure.azurite.state(`${CONTAINER}/demo/${environment}.tfstate`)
        return state && JSON.stringify(state)
      },
      places: async () => await azure.azurite.blobs(CONTAINER),
      locks: async () => await azure.azurite.leases(CONTAINER),
      access: (environment) => ({
        config: { ...azure.place, key: `demo/${environment}.tfstate` },
        env: { ...azure.env, ...env }
      }),
      close: azure.close
    }
  }
})

describe("an environment on the 'azurerm' backend", () => {
  const withAzure = concurrentIf(hasTerraform && hasAzure)
  const names: readonly LoginName[] = [
    'a SAS token',
    'a client secret',
    'a client secret that looks the key up',
    'a client certificate',
    "GitHub's OIDC",
    "GitHub's OIDC that looks the key up",
    'a token of OIDC',
    'an identity of the machine',
    'the Azure CLI',
    'the Azure CLI that looks the key up'
  ]
  let azure: Azure
  beforeAll(async () => {
    if (hasAzure) azure = await startAzure()
  })
  afterAll(async () => await azure?.close())

  withAzure.each(names)('lives and dies with %s', async (name) => {
    const { config, env } = azure.logins[name]
    const key = `${names.indexOf(name)}/{environment}.tfstate`
    const world = await createWorld({
      module: { 'main.tf': `${DECLARED}${resource('app', '')}` },
      with: { 'backend-config': linesOf({ ...azure.place, ...config, key }) },
      env: { ...azure.env, ...env }
    })
    try {
      const path = `${CONTAINER}/${key.replace('{environment}', 'alice')}`
      const created = await world.push('env-alice')
      expect(outcomeOf(created)).toMatchObject({ exitCode: 0, 'to-add': '1' })
      expect(await azure.azurite.state(path)).toMatchObject({ resources: [{ name: 'app' }] })
      const same = await world.push('env-alice')
      expect(outcomeOf(same)).toMatchObject({ exitCode: 0, changes: 'false' })
      const removed = await world.remove('env-alice')
      expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, operation: 'destroy' })
      const left = await azure.azurite.state(path)
      if (name === 'a client certificate') {
        expect(left).toMatchObject({ resources: [] })
        expect(removed.summary).toContain('the action cannot log in with a client certificate')
      } else {
        expect(left).toBeUndefined()
        expect(removed.summary).toContain('the state was removed')
      }
      const shown = [created, same, removed].flatMap((run) => [visibleOf(run), printedOf(run)])
      expect(azure.secrets().filter((secret) => shown.join('\n').includes(secret))).toEqual([])
    } finally {
      await world.close()
    }
  })

  testIf(hasTerraform && hasAzure && canDie)(
    'whose machine died in the apply has a lease, which the next run releases when GitHub says so',
    async () => {
      const { config, env } = azure.logins["GitHub's OIDC"]
      const key = 'died/{environment}.tfstate'
      const world = await createWorld({
        with: { 'backend-config': linesOf({ ...azure.place, ...config, key }) },
        env: { ...azure.env, ...env }
      })
      try {
        const gate = createGate(world.origin.base)
        const slow = resource('slow', runs(gate.wait))
        world.commit('main', { 'main.tf': `${DECLARED}${slow}` })
        const dead = await world.push('env-alice', undefined, { dies: gate.reached })
        expect(dead.exitCode).toBe(137)
        gate.open()
        expect(await azure.azurite.leases(CONTAINER)).toBe(1)
        noticeDeath(world, dead)
        const next = await world.push('env-alice', { 'notes.txt': 'again' })
        expect(outcomeOf(next)).toMatchObject({ exitCode: 0, operation: 'apply', 'to-add': '1' })
        expect(readable(next)).toContain(`was left behind by run ${dead.runId}, which is over`)
        expect(await azure.azurite.leases(CONTAINER)).toBe(0)
        expectClean(next, world)
      } finally {
        await world.close()
      }
    }
  )
})

if (hasAzurite) refuseToSkipAll('azurerm', { 'openssl and Linux': hasAzure })
