// Which workspace of HCP Terraform keeps an environment's state, for each way to say so.
import { describe, expect, test } from '@jest/globals'
import { decideBackend } from '../../src/backend/configure.ts'
import type { Backend, Block, Declared } from '../../src/backend/configure.ts'
import { serverOfVariable } from '../../src/backend/tfe-settings.ts'

type Texts = Readonly<Record<string, string>>

/** What every environment at HCP Terraform has. */
const PLACE = {
  hostname: 'app.terraform.io',
  organization: 'octo-org',
  'workspaces.name': 'demo_alice'
}

const block = (type: string, attributes: Block['attributes']): Block => ({
  type,
  attributes,
  file: 'main.tf',
  line: 2
})
const declares = (type: string, attributes: Block['attributes']): Declared => ({
  backend: block(type, attributes),
  cloud: undefined
})
const declaresCloud = (attributes: Block['attributes'] = {}): Declared => ({
  backend: undefined,
  cloud: block('cloud', attributes)
})

interface Case {
  readonly declared?: Declared
  readonly backend?: string
  readonly tool?: string
  readonly config?: Texts
  readonly patterns?: readonly string[]
  readonly variables?: Texts
}

const decided = (given: Case): Backend =>
  decideBackend(
    given.declared ?? { backend: undefined, cloud: undefined },
    {
      tool: given.tool ?? 'terraform',
      backend: given.backend ?? 'auto',
      backendConfig: given.config ?? {},
      branches: (given.patterns ?? ['env-*']).map((pattern) => ({ pattern, name: undefined }))
    },
    { project: 'demo', environment: 'alice', branch: 'env-alice', repository: 'o/demo' },
    given.variables ?? {},
    true
  )

describe('a workspace of HCP Terraform', () => {
  test.each<[string, Case, Texts]>([
    ['by a cloud block', { declared: declaresCloud({ organization: 'octo-org' }) }, PLACE],
    [
      'by a cloud block with tags, which choose another way',
      {
        declared: declaresCloud({
          organization: 'octo-org',
          workspaces: undefined,
          'workspaces.tags': undefined
        })
      },
      PLACE
    ],
    [
      'by a cloud block in a project, at a server',
      {
        declared: declaresCloud({
          hostname: 'tfe.example.com',
          organization: 'octo-org',
          'workspaces.project': 'apps'
        })
      },
      { ...PLACE, hostname: 'tfe.example.com', 'workspaces.project': 'apps' }
    ],
    [
      'by the variables that Terraform reads for a cloud block',
      {
        declared: declaresCloud(),
        variables: {
          TF_CLOUD_ORGANIZATION: 'octo-org',
          TF_CLOUD_HOSTNAME: 'tfe.example.com',
          TF_CLOUD_PROJECT: 'apps'
        }
      },
      { ...PLACE, hostname: 'tfe.example.com', 'workspaces.project': 'apps' }
    ],
    [
      'by a block, which the variables do not change',
      {
        declared: declaresCloud({ organization: 'octo-org' }),
        variables: { TF_CLOUD_ORGANIZATION: 'another' }
      },
      PLACE
    ],
    [
      'by the input over a block that has one name for all',
      {
        declared: declaresCloud({ organization: 'o', 'workspaces.name': 'static' }),
        config: { organization: 'octo-org', 'workspaces.name': '{project}_{environment}' }
      },
      PLACE
    ],
    [
      'of one fixed branch, which the block may name',
      {
        declared: declaresCloud({ organization: 'octo-org', 'workspaces.name': 'prod' }),
        patterns: ['main']
      },
      { ...PLACE, 'workspaces.name': 'prod' }
    ],
    [
      'by a remote block with a prefix',
      { declared: declares('remote', { organization: 'octo-org', 'workspaces.prefix': 'app-' }) },
      PLACE
    ],
    [
      'with OpenTofu, which is told of the server',
      {
        backend: 'cloud',
        tool: 'tofu',
        config: { hostname: 'app.terraform.io', organization: 'octo-org' }
      },
      PLACE
    ]
  ])('%s', (_, given, config) => {
    expect(decided(given)).toMatchObject({ config, key: config['workspaces.name'] })
  })

  test.each<[string, Case, string]>([
    [
      "'remote' has no variables",
      { backend: 'remote', variables: { TF_CLOUD_ORGANIZATION: 'o' } },
      "The 'remote' backend needs 'organization'"
    ],
    ['no organization', { declared: declaresCloud() }, "The 'cloud' backend needs 'organization'"],
    [
      'OpenTofu without a server',
      { backend: 'cloud', tool: 'tofu', config: { organization: 'o' } },
      "The 'cloud' backend needs 'hostname'"
    ],
    [
      'one name for all, in the block',
      { declared: declaresCloud({ organization: 'o', 'workspaces.name': 'static' }) },
      "main.tf:2 sets 'workspaces.name' in the 'cloud' backend"
    ],
    [
      'one name for all, in the input',
      { backend: 'cloud', config: { organization: 'o', 'workspaces.name': 'static' } },
      "The input 'backend-config' sets workspaces.name=static"
    ],
    [
      'a name that the service would not take',
      {
        backend: 'cloud',
        config: { organization: 'o', 'workspaces.name': '{project}/{environment}' }
      },
      "The workspace would be called 'demo/alice'"
    ],
    [
      'an address in place of a server',
      { backend: 'cloud', config: { organization: 'o', hostname: 'https://tfe.example.com/' } },
      "The setting 'hostname' is 'https://tfe.example.com/'"
    ],
    [
      'what only OpenTofu can read',
      {
        declared: declaresCloud({ hostname: 'tfe.example.com', organization: undefined }),
        tool: 'tofu'
      },
      "main.tf:2 sets 'organization' to something that is not plain text"
    ],
    [
      'one branch, and a name that only OpenTofu can read',
      {
        declared: declaresCloud({
          hostname: 'tfe.example.com',
          organization: 'o',
          'workspaces.name': undefined
        }),
        tool: 'tofu',
        patterns: ['main']
      },
      "main.tf:2 sets 'workspaces.name' to something that is not plain text"
    ]
  ])('is refused for %s', (_, given, message) => {
    expect(() => decided(given)).toThrow(
      expect.objectContaining({
        reason: 'invalid-input',
        message: expect.stringContaining(message)
      })
    )
  })

  test.each<[string, Case, string]>([
    [
      'of the service',
      { config: { organization: 'o', token: 't0ken' } },
      'TF_TOKEN_app_terraform_io'
    ],
    [
      'of a server with hyphens and a port',
      { config: { organization: 'o', hostname: 'My-tfe.example.com:8443', token: 't0ken' } },
      'TF_TOKEN_my__tfe_example_com:8443'
    ],
    [
      "in the module's block",
      { declared: declaresCloud({ organization: 'o', token: 't0ken' }) },
      'TF_TOKEN_app_terraform_io'
    ]
  ])('has its token %s by environment only', (_, given, variable) => {
    const found = decided({ backend: 'cloud', ...given })
    expect(found.environment).toEqual({ [variable]: 't0ken' })
    expect(JSON.stringify([found.config, found.place])).not.toContain('t0ken')
    expect(serverOfVariable(variable)).toBe(found.config['hostname']?.toLowerCase())
  })

  test('is in another place at another server or of another organization', () => {
    const at = (config: Texts) => decided({ backend: 'cloud', config }).place
    const all = [
      at({ organization: 'a' }),
      at({ organization: 'b' }),
      at({ organization: 'a', hostname: 'tfe.example.com' })
    ]
    expect(new Set(all).size).toBe(3)
    expect(at({ organization: 'a', hostname: 'app.terraform.io' })).toBe(all[0])
  })
})
