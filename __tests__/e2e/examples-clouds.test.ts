// examples/azure, aws and google: the workflow runs as it lies there, as far as that goes without a cloud.
import { afterEach, describe, expect } from '@jest/globals'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { filesOf, openExample, type Example } from '../harness/examples.ts'
import { hasExamplesTerraform, hasGitHttp, testIf } from '../harness/tools.ts'
import type { WorkflowRun } from '../harness/workflow.ts'
import type { StandIn } from '../harness/workflow-steps.ts'
import { installStandIns } from '../provider/start.ts'

let example: Example
afterEach(async () => example.world.close())
const runs = testIf(hasExamplesTerraform && hasGitHttp)

/** Logs in as the real action: without `id-token: write` GitHub gives it no token. */
function login(expected: Readonly<Record<string, string>>, env: Record<string, string>): StandIn {
  return ({ inputs, permissions, env: given }) => {
    if (permissions['id-token'] !== 'write') throw new Error('no right to ask for an OIDC token')
    if (given['ACTIONS_ID_TOKEN_REQUEST_URL'] === undefined) throw new Error('no OIDC')
    expect(inputs).toEqual(expected)
    return { env }
  }
}

const CLOUDS = {
  azure: {
    provider: 'azurerm',
    version: '4.1.0',
    backend: 'azurerm',
    vars: {
      AZURE_CLIENT_ID: 'client',
      AZURE_TENANT_ID: 'tenant',
      AZURE_SUBSCRIPTION_ID: 'subscription',
      STATE_ACCOUNT: 'tfstates'
    },
    standIns: {
      'azure/login': login(
        { 'client-id': 'client', 'tenant-id': 'tenant', 'subscription-id': 'subscription' },
        {}
      )
    },
    settings: {
      storage_account_name: 'tfstates',
      container_name: 'tfstate',
      use_azuread_auth: 'true',
      key: 'demo/alice.tfstate'
    },
    variables: {
      ARM_USE_OIDC: 'true',
      ARM_CLIENT_ID: 'client',
      ARM_TENANT_ID: 'tenant',
      ARM_SUBSCRIPTION_ID: 'subscription'
    },
    resources: 2
  },
  aws: {
    provider: 'aws',
    version: '6.0.0',
    backend: 's3',
    vars: { AWS_ROLE_ARN: 'arn:aws:iam::1:role/demo', AWS_REGION: 'eu-west-1', STATE_BUCKET: 'b' },
    standIns: {
      'aws-actions/configure-aws-credentials': login(
        { 'role-to-assume': 'arn:aws:iam::1:role/demo', 'aws-region': 'eu-west-1' },
        { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'hidden' }
      )
    },
    settings: { bucket: 'b', use_lockfile: 'true', encrypt: 'true', key: 'demo/alice.tfstate' },
    variables: {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_SECRET_ACCESS_KEY: 'hidden'
    },
    resources: 2
  },
  google: {
    provider: 'google',
    version: '7.0.0',
    backend: 'gcs',
    vars: {
      GOOGLE_PROJECT: 'demo-123',
      GOOGLE_IDENTITY_PROVIDER: 'projects/1/locations/global/workloadIdentityPools/p/providers/g',
      GOOGLE_SERVICE_ACCOUNT: 'demo@demo-123.iam.gserviceaccount.com',
      STATE_BUCKET: 'b'
    },
    standIns: {
      'google-github-actions/auth': login(
        {
          project_id: 'demo-123',
          workload_identity_provider:
            'projects/1/locations/global/workloadIdentityPools/p/providers/g',
          service_account: 'demo@demo-123.iam.gserviceaccount.com'
        },
        { GOOGLE_APPLICATION_CREDENTIALS: 'gha-creds.json' }
      )
    },
    settings: { bucket: 'b', prefix: 'demo/alice' },
    variables: { GOOGLE_APPLICATION_CREDENTIALS: 'gha-creds.json' },
    resources: 1
  }
} as const

const WORKFLOW = '.github/workflows/environments.yml'
const names = Object.keys(CLOUDS) as readonly (keyof typeof CLOUDS)[]

/** Without its backend: the action then keeps the state in git. */
function withoutBackend(name: string): Record<string, string> {
  const files = filesOf(name)
  const { [WORKFLOW]: workflow = '', 'main.tf': main = '' } = files
  const changed = {
    [WORKFLOW]: workflow.replace(/ {10}backend-config: \|\n(?: {12}.*\n)+/u, ''),
    'main.tf': main.replace(/\n {2}backend "\w+" \{\}\n/u, '')
  }
  expect(changed[WORKFLOW]).not.toBe(workflow)
  expect(changed['main.tf']).not.toBe(main)
  return changed
}

const outcome = (run: WorkflowRun): string => {
  const { environment, result, run: own } = run.job('environment')
  const { operation, 'to-add': add, 'to-destroy': destroy } = own?.outputs ?? {}
  return `${environment} ${result}: ${operation} +${add} -${destroy}`
}

describe.each(names)(
  'examples/%s, with a stand-in for the provider and the state in git',
  (name) => {
    const { vars, standIns, resources, provider, version } = CLOUDS[name]

    runs('a push creates with tags, a second changes nothing, the deletion destroys', async () => {
      example = await openExample(name, { vars, standIns }, withoutBackend(name))
      const { env, objects } = installStandIns(example.world.origin.base, { [provider]: version })
      Object.assign(example.settings, { machine: env })
      const branch = 'env-Feature/a_rather_long_name_of_a_branch'
      const created = await example.push(branch)
      expect(outcome(created)).toBe(`preview success: apply +${resources} -0`)
      expect(objects(provider)).toHaveLength(resources)
      const [first] = objects(provider)
      expect(first?.['tags_all'] ?? first?.['tags'] ?? first?.['effective_labels']).toMatchObject({
        environment: expect.stringMatching(/^feature-a-rather-/u),
        project: 'demo',
        'managed-by': 'gitops-env-action',
        owner: 'team-a'
      })
      expect(created.job('environment').run?.outputs['url']).toMatch(/^https:\/\//u)

      const again = await example.push(branch, { 'news.txt': 'new\n' })
      expect(outcome(again)).toBe('preview success: apply +0 -0')
      const destroyed = await example.remove(branch)
      expect(outcome(destroyed)).toBe(`preview success: destroy +0 -${resources}`)
      expect(objects(provider)).toEqual([])
    })
  }
)

/** A program that is terraform, but for `init`: that only writes down what it was given, and fails. */
function recorder(folder: string): { path: string; seen: () => Record<string, unknown> } {
  mkdirSync(folder)
  const file = `${folder}/init.json`
  const program = `#!${process.execPath}
const { readdirSync, readFileSync, writeFileSync } = require('node:fs')
const { spawnSync } = require('node:child_process')
const args = process.argv.slice(2)
if (args[0] === 'init') {
  const files = readdirSync('.').filter((name) => name.endsWith('.tf'))
  const code = files.map((name) => readFileSync(name, 'utf8')).join('')
  const [, given] = args.find((arg) => arg.startsWith('-backend-config=')).split('=')
  const settings = JSON.parse(readFileSync(given, 'utf8'))
  writeFileSync(${JSON.stringify(file)}, JSON.stringify({ settings, env: process.env, code }))
  process.exit(1)
}
const PATH = process.env.PATH.split(':').filter((one) => one !== ${JSON.stringify(folder)}).join(':')
const { status } = spawnSync('terraform', args, { stdio: 'inherit', env: { ...process.env, PATH } })
process.exit(status ?? 1)
`
  writeFileSync(`${folder}/terraform`, program)
  chmodSync(`${folder}/terraform`, 0o755)
  return {
    path: `${folder}:${process.env['PATH'] ?? ''}`,
    seen: () =>
      existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {}
  }
}

describe.each(names)('examples/%s as it lies there, up to terraform init', (name) => {
  const { backend, vars, standIns, settings, variables } = CLOUDS[name]

  runs("hands Terraform the backend's settings, the login and the right to OIDC", async () => {
    example = await openExample(name, { vars, standIns })
    const { path, seen } = recorder(`${example.world.origin.base}/bin`)
    Object.assign(example.settings, { machine: { PATH: path } })
    const run = await example.push('env-alice')
    expect(run.job('environment').run?.outputs).toMatchObject({ reason: 'init-failed' })
    expect(seen()['code']).toContain(`backend "${backend}"`)
    expect(seen()['settings']).toEqual(settings)
    expect(seen()['env']).toMatchObject({
      ...variables,
      ACTIONS_ID_TOKEN_REQUEST_URL: expect.any(String),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: expect.any(String)
    })
  })

  runs('without the right to OIDC the login fails, and nothing is applied', async () => {
    const { [WORKFLOW]: workflow = '' } = filesOf(name)
    const changed = { [WORKFLOW]: workflow.replace(/ {2}id-token: write.*\n/u, '') }
    example = await openExample(name, { vars, standIns }, changed)
    const run = await example.push('env-alice')
    expect(run.job('environment')).toMatchObject({ result: 'failure', run: undefined })
  })
})
