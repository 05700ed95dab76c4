// The `azurerm` backend against Azurite, in each way to log in, with Terraform's own lock.
import { afterAll, beforeAll, describe, expect } from '@jest/globals'
import { hostname, userInfo } from 'node:os'
import { openAzureState } from '../../src/backend/leftover/azurerm.ts'
import { CONTAINER, hasAzure, startAzure, type Azure, type LoginName } from '../harness/azure.ts'
import { describeLife } from '../harness/backend-life.ts'
import { outcomeOf } from '../harness/outcome.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { hasTerraform, testIf } from '../harness/tools.ts'
import { printedOf, visibleOf } from '../harness/visible.ts'

const DECLARED = 'terraform {\n  backend "azurerm" {}\n}\n'
const linesOf = (config: Readonly<Record<string, string>>): string =>
  Object.entries(config)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

/** The whole life with one login; `given` are secrets that come by `backend-config`. */
const live = (declared: string, name: LoginName, given: Readonly<Record<string, string>>): void =>
  describeLife({
    title: `the 'azurerm' backend with ${name}, ${declared === '' ? 'supplied' : 'declared'}`,
    type: 'azurerm',
    declared,
    available: hasAzure,
    holder: new RegExp(`is held by ${userInfo().username}@${hostname()} since .*Apply`, 'u'),
    openState: openAzureState,
    conditions: true,
    open: async () => {
      const azure = await startAzure()
      const { config, env } = azure.logins[name]
      const all = { ...azure.place, ...config }
      const secrets = Object.entries(given).map(([setting, variable]) => [setting, env[variable]])
      const hidden = Object.fromEntries(Object.values(given).map((variable) => [variable, '']))
      return {
        settings: {
          with: {
            ...(declared === '' && { backend: 'azurerm' }),
            'backend-config': linesOf({ ...all, ...Object.fromEntries(secrets) })
          },
          env: { ...azure.env, ...env, ...hidden }
        },
        secrets: azure.secrets(),
        state: async (environment) => {
          const state = await azure.azurite.state(`${CONTAINER}/demo/${environment}.tfstate`)
          return state && JSON.stringify(state)
        },
        places: async () => await azure.azurite.blobs(CONTAINER),
        locks: async () => await azure.azurite.leases(CONTAINER),
        access: (environment) => ({
          config: { ...all, key: `demo/${environment}.tfstate` },
          env: { ...azure.env, ...env }
        }),
        close: azure.close
      }
    }
  })

live(DECLARED, 'an access key', { access_key: 'ARM_ACCESS_KEY' })
live('', "GitHub's OIDC", {})
