// `backend "remote"` and `cloud`: a workspace of HCP Terraform for each environment, and Terraform runs here.
import { openTfeState } from '../../src/backend/leftover/tfe.ts'
import { describeLife } from '../harness/backend-life.ts'
import { inFull } from '../harness/full.ts'
import { hasTofu } from '../harness/tools.ts'
import { hasOpenssl } from '../servers/certificates.ts'
import { startTfe } from '../servers/tfe.ts'

const TOKEN = 'hcp-token-of-the-workflow.atlasv1.1234567890'
const BOB = 'hcp-token-of-bob.atlasv1.1234567890'

/** The service, and a workflow whose token goes by the variable that Terraform knows, or as a setting. */
async function open(tool: string, asSetting: boolean) {
  const tfe = await startTfe({ tokens: { [TOKEN]: 'ci', [BOB]: 'bob' } })
  const { host: hostname, organization, workspaces } = tfe
  const variable = `TF_TOKEN_${hostname}`
  const lines = [`hostname=${hostname}`, `organization=${organization}`]
  const named = (environment: string) => workspaces.named(`demo_${environment}`)
  // What a person's Terraform makes is not the action's to remove: here it passes for its own.
  tfe.hooks.before = () => {
    for (const workspace of workspaces.all.values()) workspace.source = 'gitops-env-action'
  }
  return {
    settings: {
      with: {
        tool,
        'backend-config': [...lines, ...(asSetting ? [`token=${TOKEN}`] : [])].join('\n')
      },
      env: { SSL_CERT_FILE: tfe.authority, ...(asSetting ? {} : { [variable]: TOKEN }) },
      secrets: [TOKEN]
    },
    secrets: [TOKEN],
    state: async (environment: string) => {
      const workspace = named(environment)
      return workspace && workspaces.current(workspace)?.text
    },
    places: async () => tfe.names(),
    locks: async () => [...workspaces.all.values()].filter((one) => one.lockedBy).length,
    access: (environment: string) => ({
      config: { hostname, organization, 'workspaces.name': `demo_${environment}` },
      env: { SSL_CERT_FILE: tfe.authority, [variable]: BOB, TF_FORCE_LOCAL_BACKEND: '1' }
    }),
    close: tfe.close
  }
}

const common = {
  available: hasOpenssl,
  holder: /is held by bob since an unknown time, with the ID octo-org\/demo_alice/u,
  openState: openTfeState
}

describeLife({
  ...common,
  title: "the 'remote' backend, declared, with the token in the environment",
  type: 'remote',
  declared: 'terraform {\n  backend "remote" {\n    workspaces { prefix = "app-" }\n  }\n}\n',
  open: () => open('terraform', false)
})

describeLife({
  ...common,
  title: "the 'cloud' backend, declared with tags, with the token as a setting",
  type: 'cloud',
  declared: 'terraform {\n  cloud {\n    workspaces { tags = ["app"] }\n  }\n}\n',
  open: () => open('terraform', true)
})

inFull(describeLife)({
  ...common,
  title: "the 'cloud' backend, with OpenTofu",
  available: hasOpenssl && hasTofu,
  type: 'cloud',
  declared: 'terraform {\n  cloud {}\n}\n',
  open: () => open('tofu', false)
})
