// A world whose environments are kept in workspaces of HCP Terraform, and what is asked of them.
import { expect } from '@jest/globals'
import { hasOpenssl } from '../servers/certificates.ts'
import { startTfe } from '../servers/tfe.ts'
import { expectClean, outcomeOf } from './outcome.ts'
import type { RunResult } from './runner.ts'
import { createWorld } from './scenario.ts'
import { hasTerraform, testIf } from './tools.ts'

/** Of the workflow. */
export const TOKEN = 'hcp-token-of-the-workflow.atlasv1.1234567890'

export const HCP_MAIN = `
terraform {
  cloud {}
}
variable "environment" {}
resource "terraform_data" "app" { input = var.environment }
output "workspace" { value = terraform.workspace }
`

export const withHcp = testIf(hasTerraform && hasOpenssl)

export type HcpWorld = Awaited<ReturnType<typeof openHcpWorld>>

/** @param settings lines of `backend-config`, on top of the usual ones */
export async function openHcpWorld(settings: Readonly<Record<string, string>> = {}) {
  const tfe = await startTfe({ tokens: { [TOKEN]: 'ci' }, projects: ['Default Project', 'apps'] })
  const all = { hostname: tfe.host, organization: 'octo-org', ...settings }
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}`)
  const world = await createWorld({
    module: { 'main.tf': HCP_MAIN },
    with: { 'backend-config': lines.join('\n') },
    env: { SSL_CERT_FILE: tfe.authority, [`TF_TOKEN_${all.hostname}`]: TOKEN }
  })
  const written = () => tfe.requests.filter(({ method }) => method !== 'GET')
  return {
    ...world,
    tfe,
    /** Requests that may have changed something. */
    written,
    /** It was refused before Terraform began, and nothing was asked of the service but how things are. */
    expectUntouched: (refused: RunResult, reason: string, message: RegExp): void => {
      expect(outcomeOf(refused)).toMatchObject({ exitCode: 1, reason })
      const error = refused.annotations.find(({ level }) => level === 'error')
      expect(error?.message).toMatch(message)
      expect(refused.log).not.toContain('terraform init')
      expect(written()).toEqual([])
      expect(world.hiddenRefs()).toEqual([])
      expectClean(refused, world)
    },
    close: async () => {
      await world.close()
      await tfe.close()
    }
  }
}
