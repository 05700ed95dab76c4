// Which values reach which variables: only what the module declares, in a fixed order of precedence.
import { afterEach, describe, expect } from '@jest/globals'
import type { RunResult } from '../harness/runner.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'

const PASSPHRASE = { 'state-passphrase': 'correct horse battery staple' }
let world: World
afterEach(async () => world.close())

const outputsOf = (run: RunResult): Record<string, unknown> => {
  expect(run.exitCode).toBe(0)
  return JSON.parse(run.outputs['outputs'] ?? '{}') as Record<string, unknown>
}

/** Declares variables and gives each one back as an output. */
const echo = (declared: Readonly<Record<string, string>>): string =>
  Object.entries(declared)
    .map(
      ([name, body]) => `variable "${name}" {\n${body}\n}\noutput "${name}" { value = var.${name} }`
    )
    .join('\n')

describe('the standard variables', () => {
  withTerraform('tell environment, project, branch, commit and tags', async () => {
    const names = ['environment', 'project', 'branch', 'commit_sha', 'tags']
    const declared = Object.fromEntries(names.map((name) => [name, '']))
    world = await createWorld({ module: { 'main.tf': echo(declared) }, with: PASSPHRASE })
    expect(outputsOf(await world.push('env-alice'))).toEqual({
      environment: 'alice',
      project: 'demo',
      branch: 'env-alice',
      commit_sha: world.origin.head('env-alice'),
      tags: {
        environment: 'alice',
        project: 'demo',
        branch: 'env-alice',
        repository: 'octo/demo',
        'managed-by': 'gitops-env-action'
      }
    })
    expect(world.record('alice')?.json['variables']).toEqual(names.toSorted())
  })

  withTerraform('are given only where they are declared, with a fitting type', async () => {
    const declared = {
      environment: '  type = string',
      tags: '  type    = list(string)\n  default = ["mine"]',
      project: '  type    = number\n  default = 7'
    }
    world = await createWorld({ module: { 'main.tf': echo(declared) }, with: PASSPHRASE })
    const run = await world.push('env-alice')
    expect(outputsOf(run)).toEqual({ environment: 'alice', tags: ['mine'], project: 7 })
    expect(run.annotations).toEqual([])
    expect(world.record('alice')?.json['variables']).toEqual(['environment'])
  })

  withTerraform('win over what is committed', async () => {
    world = await createWorld({
      module: {
        'main.tf': echo({ environment: '', project: '  default = "x"' }),
        'terraform.tfvars': 'environment = "prod"\nproject = "other"\n',
        'x.auto.tfvars': 'environment = "prod"\n',
        'zz.auto.tfvars.json': '{"environment":"prod"}',
        'environments/alice.tfvars': 'environment = "prod"\n'
      },
      with: PASSPHRASE,
      env: { TF_VAR_environment: 'prod' }
    })
    expect(outputsOf(await world.push('env-alice'))).toEqual({
      environment: 'alice',
      project: 'demo'
    })
  })
})

describe("the user's own values", () => {
  withTerraform(
    'beat one another: committed, of the environment, var-files, variables',
    async () => {
      const names = ['a', 'b', 'c', 'd', 'e', 'f']
      const upTo = (count: number, value: string): string =>
        names
          .slice(0, count)
          .map((name) => `${name} = "${value}"\n`)
          .join('')
      world = await createWorld({
        module: {
          'infra/main.tf': echo(Object.fromEntries(names.map((name) => [name, '']))),
          'infra/terraform.tfvars': upTo(6, 'committed'),
          'infra/environments/alice.tfvars': upTo(5, 'environment'),
          'infra/environments/bob.tfvars': upTo(6, 'another'),
          'infra/first.tfvars': upTo(4, 'first'),
          'shared/alice.tfvars': upTo(3, 'second')
        },
        with: {
          ...PASSPHRASE,
          'working-directory': 'infra',
          'var-files': 'first.tfvars\n../shared/{environment}.tfvars',
          variables: 'b=input\na=of {environment} in {project}'
        }
      })
      expect(outputsOf(await world.push('env-alice'))).toEqual({
        a: 'of alice in demo-infra',
        b: 'input',
        c: 'second',
        d: 'first',
        e: 'environment',
        f: 'committed'
      })
    }
  )

  withTerraform('may be lists, objects, numbers and booleans, and any text', async () => {
    const text = '${path.module} %{ if } "quoted" \\n <b> = é'
    const declared = {
      zones: '  type = list(string)',
      size: '  type = object({ cpu = number, gpus = list(number) })',
      count_of: '  type = number',
      enabled: '  type = bool',
      text: '  type = string',
      json: '  type = string',
      untyped: ''
    }
    world = await createWorld({
      module: { 'main.tf': echo(declared) },
      with: {
        ...PASSPHRASE,
        variables: `zones=["a","{environment}"]
          size={"cpu":2,"gpus":[1]}
          count_of=3
          enabled=true
          text=${text}
          json=["a"]
          untyped={"a":["{environment}"]}`
      }
    })
    expect(outputsOf(await world.push('env-alice'))).toEqual({
      zones: ['a', 'alice'],
      size: { cpu: 2, gpus: [1] },
      count_of: 3,
      enabled: true,
      text,
      json: '["a"]',
      untyped: { a: ['alice'] }
    })
  })

  withTerraform('keep their shape whatever the branch is called', async () => {
    const branch = 'env-","mallory'
    world = await createWorld({
      module: { 'main.tf': echo({ owners: '  type = list(string)' }) },
      with: { ...PASSPHRASE, variables: 'owners=["{branch}"]' }
    })
    expect(outputsOf(await world.push(branch))).toEqual({ owners: [branch] })
  })

  withTerraform('are known to the record by name, never by value', async () => {
    world = await createWorld({
      module: { 'main.tf': echo({ color: '' }) },
      with: { ...PASSPHRASE, variables: 'color=ultramarine' }
    })
    await world.push('env-alice')
    expect(world.record('alice')?.json['variables']).toEqual(['color'])
    expect(world.record('alice')?.message).not.toContain('ultramarine')
  })
})

describe('tags', () => {
  const module = {
    'main.tf': `
variable "tags" { type = map(string) }
resource "terraform_data" "app" { input = var.tags }
output "tags" { value = var.tags }
`
  }

  withTerraform('are the standard ones and the own, which win', async () => {
    world = await createWorld({
      module,
      with: {
        ...PASSPHRASE,
        tags: 'owner={branch} team\nmanaged-by=us\ncost = {project}/{environment}'
      }
    })
    expect(outputsOf(await world.push('env-alice'))['tags']).toEqual({
      environment: 'alice',
      project: 'demo',
      branch: 'env-alice',
      repository: 'octo/demo',
      'managed-by': 'us',
      owner: 'env-alice team',
      cost: 'demo/alice'
    })
  })

  withTerraform('do not change from commit to commit: nothing is planned for them', async () => {
    world = await createWorld({ module, with: PASSPHRASE })
    await world.push('env-alice')
    const second = await world.push(
      'env-alice',
      { 'notes.txt': 'unrelated' },
      { attempt: 2, actor: 'mona' }
    )
    expect(second.outputs).toMatchObject({ changes: 'false', 'to-change': '0' })
    expect(second.summary).toContain('up to date')
  })
})
