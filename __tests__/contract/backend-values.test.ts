// What a line of `backend-config` says arrives in Terraform unchanged, and so by the command in the summary.
import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decideBackend } from '../../src/backend/configure.ts'
import { parseInputs } from '../../src/inputs.ts'
import { openOverride } from '../../src/override.ts'
import { renderSummary } from '../../src/report/summary.ts'
import { supply } from '../../src/supplied.ts'
import { readAction, repositoryRoot } from '../harness/action-file.ts'
import { versionOf } from '../harness/installation.ts'
import { must } from '../harness/process.ts'
import { testIf, hasTerraform, hasTofu } from '../harness/tools.ts'
import { startLoopback, type Loopback } from '../servers/loopback.ts'
import { reportOf } from '../unit/reports.ts'

type Values = Readonly<Record<string, unknown>>

/** Answers as S3 does for a bucket without objects. */
let s3: Loopback
beforeAll(async () => {
  s3 = await startLoopback((request, response) => {
    const isList = new URL(request.url ?? '/', s3.url).searchParams.has('prefix')
    response.statusCode = isList ? 200 : 404
    response.end(isList ? '<ListBucketResult></ListBucketResult>' : '')
  })
})
afterAll(async () => s3.close())

let base: string
afterEach(() => rmSync(base, { recursive: true }))

const env = {
  PATH: process.env['PATH'],
  CHECKPOINT_DISABLE: '1',
  AWS_ACCESS_KEY_ID: 'a',
  AWS_SECRET_ACCESS_KEY: 's',
  AWS_EC2_METADATA_DISABLED: 'true'
}

/** What the tool has written down of its backend after `init` with these lines, and after the summary's command. */
async function arrived(
  tool: 'terraform' | 'tofu',
  type: string,
  lines: readonly string[],
  declared = true
) {
  base = mkdtempSync(join(tmpdir(), 'backend-values-'))
  const [root, directory] = [join(base, 'root'), join(base, 'run')]
  for (const path of [root, directory]) mkdirSync(path)
  const block = `terraform {\n  backend "${type}" {}\n}\n`
  writeFileSync(join(root, 'main.tf'), declared ? block : '')
  const asked = { backend: type, 'backend-config': lines.join('\n') }
  const given = readAction(repositoryRoot).inputs(asked, 'token')
  const backend = decideBackend(
    {
      backend: declared ? { type, attributes: {}, file: 'main.tf', line: 2 } : undefined,
      cloud: undefined
    },
    parseInputs((name) => given[`INPUT_${name.toUpperCase()}`] ?? ''),
    { project: 'demo', environment: 'alice', branch: 'env-alice', repository: 'octo/demo' },
    env,
    false
  )
  const { key, config } = backend
  const report = reportOf({
    operation: 'apply',
    tool: { name: tool, version: '' },
    backend: { type, key, config, supplied: !declared }
  })
  const version = async () => await versionOf(tool)
  const provided = { name: tool, program: tool, save: async () => undefined, version }
  const override = openOverride(root, directory)
  const backendArguments = await supply({ report, directory }, backend, provided, override)
  const configs = (backendArguments ?? []).map((argument) => `-backend-config=${argument}`)
  const first = { ...env, TF_DATA_DIR: join(base, 'first') }
  await must(tool, ['init', '-reconfigure', '-input=false', ...configs], { cwd: root, env: first })
  override.remove()
  const [, command = ''] =
    /machine<\/summary>\n\n```sh\n([\s\S]*?)```/u.exec(renderSummary(report)) ?? []
  const second = { ...env, TF_DATA_DIR: join(base, 'second') }
  await must('sh', ['-eu', '-c', command], { cwd: root, env: second })
  return { config: configIn(join(base, 'first')), byHand: configIn(join(base, 'second')) }
}

function configIn(directory: string): Values {
  const text = readFileSync(join(directory, 'terraform.tfstate'), 'utf8')
  const { backend } = JSON.parse(text) as { readonly backend: { readonly config: Values } }
  return backend.config
}

const PATH = 'path=/var/lib/terraform/{environment}.tfstate'

describe.each([
  { tool: 'terraform' as const, has: hasTerraform },
  { tool: 'tofu' as const, has: hasTofu }
])('$tool gets', ({ tool, has }) => {
  testIf(has)('texts as they are written', async () => {
    const texts = [
      'two  words',
      'a, b; c',
      'say "hi"',
      "it's",
      '$HOME $(id) `id`',
      '${x} %{x} $${x}',
      '{}',
      '{ a = 1 }',
      '{"a":1}',
      '[',
      '["a"]',
      'back\\slash\\n',
      '# no comment',
      'a=b=c',
      'ünïcode ☃',
      '<<EOT',
      '!history',
      '-reconfigure'
    ]
    for (const text of texts) {
      const { config, byHand } = await arrived(tool, 'local', [PATH, `workspace_dir=${text}`])
      const expected = { path: '/var/lib/terraform/alice.tfstate', workspace_dir: text }
      expect(config).toEqual(expected)
      expect(byHand).toEqual(expected)
      rmSync(base, { recursive: true })
    }
    mkdirSync(base)
  })

  testIf(has)('lists, objects, numbers and words as the type that the setting has', async () => {
    const { config, byHand } = await arrived(tool, 's3', [
      'bucket=states',
      'region=eu-central-1',
      `endpoints={s3="${s3.url}", sts = "${s3.url}"}`,
      'shared_config_files=["/a b", "/c"]',
      'skip_credentials_validation=true',
      'skip_requesting_account_id=true',
      'use_path_style=true',
      'max_retries=1',
      'acl={environment}'
    ])
    expect(config).toMatchObject({
      bucket: 'states',
      key: 'demo/alice.tfstate',
      endpoints: { s3: s3.url, sts: s3.url },
      shared_config_files: ['/a b', '/c'],
      skip_credentials_validation: true,
      max_retries: 1,
      use_lockfile: true,
      acl: 'alice'
    })
    expect(byHand).toEqual(config)
  })

  testIf(has)('them where the module has no block, by the command in the summary too', async () => {
    const { config, byHand } = await arrived(tool, 'local', [PATH], false)
    expect(config).toMatchObject({ path: '/var/lib/terraform/alice.tfstate' })
    expect(byHand).toEqual(config)
  })
})
