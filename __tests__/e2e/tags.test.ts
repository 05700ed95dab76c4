// Tags reach every resource by the way its provider has, with real Terraform and stand-ins for the providers.
import { afterEach, describe, expect } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  createCloudWorld,
  LABELS,
  noticesOf,
  onAws,
  onAzure,
  onGoogle,
  STANDARD
} from '../harness/clouds.ts'
import type { CloudWorld } from '../harness/clouds.ts'
import type { RunResult } from '../harness/runner.ts'
import { hasTofu, testIf, withTerraform } from '../harness/tools.ts'

let clouds: CloudWorld
afterEach(async () => clouds.close())

const ALTERED = "The tag 'repository' is 'octo-demo' on google, where 'octo/demo' is not allowed."
const MAP = (name: string): string => `variable "${name}" { type = map(string) }\n`

/** Every way. */
const ALL = {
  'aws.tf': onAws('plain') + onAws('own', '  tags = { environment = "mine", a = "b" }'),
  'azure.tf': MAP('tags') + onAzure('plain', '  tags = var.tags'),
  'google.tf': onGoogle('plain') + onGoogle('own', '  labels = { environment = "mine" }')
}

describe('without a change of the module', () => {
  withTerraform('tags reach aws, azurerm and google; the next commit plans nothing', async () => {
    clouds = await createCloudWorld(ALL)
    const created = await clouds.push('env-alice')
    expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '5' } })
    expect(clouds.all('aws', 'tags_all')).toEqual({
      plain: STANDARD,
      own: { ...STANDARD, environment: 'mine', a: 'b' }
    })
    expect(clouds.all('azurerm', 'tags')).toEqual({ plain: STANDARD })
    expect(clouds.all('google', 'effective_labels')).toEqual({
      plain: LABELS,
      own: { ...LABELS, environment: 'mine' }
    })
    expect(noticesOf(created)).toEqual([ALTERED])
    expect(created.summary).toContain('octo-demo')

    const again = await clouds.push('env-alice', { 'notes.txt': 'unrelated' })
    expect(again).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    const removed = await clouds.world.remove('env-alice', { env: clouds.env })
    expect(removed).toMatchObject({ exitCode: 0, outputs: { 'to-destroy': '5' } })
    expect(noticesOf(removed)).toEqual([])
    for (const cloud of ['aws', 'azurerm', 'google'] as const)
      expect(clouds.all(cloud, 'id')).toEqual({})
  })

  withTerraform('a tag with the commit changes every resource at every push', async () => {
    clouds = await createCloudWorld(ALL, { with: { tags: 'commit={commit}' } })
    const seen = new Set<string>()
    for (const changes of [{ 'to-add': '5' }, { 'to-change': '5', 'to-destroy': '0' }]) {
      const run = await clouds.push('env-alice')
      expect(run).toMatchObject({ exitCode: 0, outputs: changes })
      const commit = clouds.world.origin.head('env-alice')
      seen.add(commit)
      expect(clouds.all('aws', 'tags_all')).toMatchObject({ plain: { commit }, own: { commit } })
      expect(clouds.all('azurerm', 'tags')).toMatchObject({ plain: { commit } })
      expect(clouds.all('google', 'effective_labels')).toMatchObject({ own: { commit } })
    }
    expect(seen.size).toBe(2)
  })

  withTerraform('they reach the resources of other modules, which only init finds', async () => {
    clouds = await createCloudWorld({
      'main.tf': 'module "app" {\n  source = "./app"\n}\n',
      'app/main.tf': onAws('plain') + onGoogle('plain')
    })
    const run = await clouds.push('env-alice')
    expect(run).toMatchObject({ exitCode: 0, outputs: { 'to-add': '2' } })
    expect(clouds.all('aws', 'tags_all')).toEqual({ plain: STANDARD })
    expect(clouds.all('google', 'effective_labels')).toEqual({ plain: LABELS })
  })

  withTerraform(
    "a standard tag has the module's spelling on AWS, whose IAM ignores case",
    async () => {
      const role = (name: string, body = ''): string =>
        `resource "aws_iam_role" "${name}" {\n  name = "${name}"\n${body}\n}\n`
      const own = role('own', '  tags = { Environment = "mine", Name = "x" }')
      clouds = await createCloudWorld({ 'main.tf': own + role('plain') })
      const run = await clouds.push('env-alice')
      expect(run).toMatchObject({ exitCode: 0, outputs: { 'to-add': '2' } })
      const { environment, ...others } = STANDARD
      expect(clouds.all('aws', 'tags_all')).toEqual({
        own: { ...others, Environment: 'mine', Name: 'x' },
        plain: { ...others, Environment: environment }
      })
    }
  )

  testIf(hasTofu)('OpenTofu carries them, too', async () => {
    clouds = await createCloudWorld(
      { 'main.tf': onAws('plain') + onGoogle('plain') },
      { with: { tool: 'tofu' } }
    )
    const run = await clouds.push('env-alice')
    expect(run).toMatchObject({ exitCode: 0, outputs: { 'to-add': '2' } })
    expect(clouds.all('aws', 'tags_all')).toEqual({ plain: STANDARD })
    expect(clouds.all('google', 'effective_labels')).toEqual({ plain: LABELS })
    expect(noticesOf(run)).toEqual([ALTERED])
  })

  withTerraform('variables of the step for the AWS provider win', async () => {
    clouds = await createCloudWorld({ 'main.tf': onAws('plain') })
    const own = { TF_AWS_DEFAULT_TAGS_environment: 'mine', TF_AWS_DEFAULT_TAGS_Project: 'mine' }
    await clouds.world.push('env-alice', undefined, { env: { ...clouds.env, ...own } })
    const { project: _, ...others } = STANDARD
    expect(clouds.all('aws', 'tags_all')).toEqual({
      plain: { ...others, environment: 'mine', Project: 'mine' }
    })
  })
})

describe('variables for tags', () => {
  withTerraform("each gets what its provider takes; the input 'variables' wins", async () => {
    const names = ['tags', 'labels', 'default_tags', 'common_tags']
    const echo = names.map((name) => `${MAP(name)}output "${name}" { value = var.${name} }\n`)
    clouds = await createCloudWorld(
      { 'main.tf': echo.join('') + onAws('plain') + onGoogle('plain') },
      { with: { variables: 'common_tags={"a":"B/c"}' } }
    )
    const run = await clouds.push('env-alice')
    expect(JSON.parse(run.outputs['outputs'] ?? '')).toEqual({
      tags: STANDARD,
      labels: LABELS,
      default_tags: STANDARD,
      common_tags: { a: 'B/c' }
    })
  })

  withTerraform('texts that Terraform or a cloud would take for more stay texts', async () => {
    const hostile = '${path.root} %{ if true }$${x} "quoted" \\n é <b> \u0001x'
    clouds = await createCloudWorld(
      {
        'main.tf': MAP('tags') + onAzure('plain', '  tags = var.tags'),
        'google.tf': `provider "google" {\n  default_labels = { own = "x" }\n}\n${onGoogle('plain')}`
      },
      { with: { tags: `hostile=${hostile}` } }
    )
    const run = await clouds.push('env-alice')
    expect(run.exitCode).toBe(0)
    expect(clouds.all('azurerm', 'tags')).toEqual({
      plain: { ...STANDARD, hostile: hostile.replace('\u0001', '-') }
    })
    const label = hostile.replaceAll(/[^a-z0-9_-]/gu, '-').slice(0, 63)
    expect(clouds.all('google', 'effective_labels')).toEqual({
      plain: { ...LABELS, own: 'x', hostile: label }
    })
  })
})

describe('the lock file, which init writes', () => {
  /** What is found only by init decides what the variable has. */
  const hidden = (source: string): string =>
    `${MAP('labels')}module "app" {\n  source = ${source}\n}\noutput "labels" { value = var.labels }\n`
  const labelsOf = (run: RunResult): unknown => JSON.parse(run.outputs['outputs'] ?? '{}').labels

  withTerraform('decides as much in a first run as in a second one that finds it', async () => {
    clouds = await createCloudWorld({
      'main.tf': hidden('"./app"'),
      'app/main.tf': onGoogle('plain')
    })
    const first = await clouds.push('env-alice')
    expect(first).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    expect(labelsOf(first)).toEqual(LABELS)
    const lock = readFileSync(join(first.workspace, '.terraform.lock.hcl'), 'utf8')
    const second = await clouds.push('env-alice', { '.terraform.lock.hcl': lock })
    expect(second).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    expect(noticesOf(second)).toEqual(noticesOf(first))
  })

  testIf(hasTofu)(
    'is there when OpenTofu reads a module whose place is made of a tag',
    async () => {
      clouds = await createCloudWorld(
        {
          'main.tf': hidden('"./${var.labels.repository}"'),
          'octo/demo/main.tf': onGoogle('wrong'),
          'octo-demo/main.tf': onGoogle('right')
        },
        { with: { tool: 'tofu' } }
      )
      const first = await clouds.push('env-alice')
      expect(first).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
      expect(labelsOf(first)).toEqual(LABELS)
      expect(Object.keys(clouds.all('google', 'id'))).toEqual(['right'])
    }
  )
})

describe('a provider without a way of its own', () => {
  withTerraform('is told of once, with what to add; what it says works', async () => {
    clouds = await createCloudWorld({ 'main.tf': onAzure('plain') })
    const run = await clouds.push('env-alice')
    expect(run.exitCode).toBe(0)
    const [notice = '', ...more] = noticesOf(run)
    expect(notice).toContain('The tags do not reach the resources of azurerm, for the root module')
    expect(more).toEqual([])
    const block = / {4}variable "tags" \{\n[^}]*\{\}\n {4}\}/u.exec(notice)?.[0] ?? ''
    const added = { 'tags.tf': block, 'main.tf': onAzure('plain', '  tags = var.tags') }
    const next = await clouds.push('env-alice', added)
    expect(next).toMatchObject({ exitCode: 0, outputs: { 'to-change': '1' } })
    expect(noticesOf(next)).toEqual([])
    expect(clouds.all('azurerm', 'tags')).toEqual({ plain: STANDARD })
  })

  withTerraform('an AWS provider that is too old is one, unless a variable carries', async () => {
    clouds = await createCloudWorld({ 'main.tf': onAws('plain') }, {}, { aws: '5.61.0' })
    const run = await clouds.push('env-alice')
    expect(run.exitCode).toBe(0)
    expect(noticesOf(run)).toEqual([expect.stringContaining('aws, which is 5.61.0')])
    expect(clouds.all('aws', 'tags_all')).toEqual({ plain: {} })
    const carried = MAP('common_tags') + onAws('plain', '  tags = var.common_tags')
    const next = await clouds.push('env-alice', { 'main.tf': carried })
    expect(next).toMatchObject({ exitCode: 0, outputs: { 'to-change': '1' } })
    expect(noticesOf(next)).toEqual([])
    expect(clouds.all('aws', 'tags_all')).toEqual({ plain: STANDARD })
  })

  withTerraform('nothing is said of a module that uses none', async () => {
    clouds = await createCloudWorld({ 'main.tf': 'resource "terraform_data" "a" {}\n' })
    expect(noticesOf(await clouds.push('env-alice'))).toEqual([])
  })
})
