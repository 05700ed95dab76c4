// What a root module says of its providers, in either syntax, override files included.
import { afterAll, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readModule } from '../../src/terraform/module.ts'

type Files = Readonly<Record<string, string>>

const root = mkdtempSync(join(tmpdir(), 'module-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const json = (value: unknown): string => JSON.stringify(value)

function moduleWith(files: Files) {
  const directory = mkdtempSync(join(root, 'case-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  return readModule(directory)
}

test('providers come once for each name and alias', () => {
  const { providers } = moduleWith({
    'a.tf': 'provider "aws" {}\nprovider "aws" {\n  alias = "east"\n}\nprovider "google" {}',
    'override.tf': 'provider "aws" {}\nprovider "azurerm" {}'
  })
  expect(providers).toEqual([
    { name: 'aws', alias: undefined },
    { name: 'aws', alias: 'east' },
    { name: 'google', alias: undefined },
    { name: 'azurerm', alias: undefined }
  ])
})

test("labels of a provider are the module's expression, in either syntax", () => {
  const { providers } = moduleWith({
    'a.tf':
      'provider "google" {\n  default_labels = { # own\n    a = var.a\n  } # end\n}\nprovider "google" {\n  alias = "eu"\n}',
    'b.tf.json': json({
      provider: {
        'google-beta': [
          { default_labels: '${var.labels}' },
          { alias: 'eu', default_labels: { a: 'x-${var.b}' } }
        ]
      }
    }),
    'z_override.tf': 'provider "google" {\n  alias = "eu"\n  default_labels = local.eu\n}',
    'zz_override.tf': 'provider "google" {\n  project = "x"\n}'
  })
  expect(providers.map(({ name, alias, labels }) => [name, alias, labels])).toEqual([
    ['google', undefined, '{ # own\n    a = var.a\n  }'],
    ['google', 'eu', 'local.eu'],
    ['google-beta', undefined, '"${var.labels}"'],
    ['google-beta', 'eu', '{"a" = "x-${var.b}"}']
  ])
})

test('required providers have source and version; an override replaces single ones', () => {
  const { requirements } = moduleWith({
    'a.tf': `terraform {
      required_providers {
        # the first
        aws = { source = "hashicorp/aws", version = "~> 5.0" }
        gcp = {
          source                = "hashicorp/google" # }
          version               = ">= 4"
          configuration_aliases = [gcp.eu]
        }
        old = "~> 1.0"
      }
    }`,
    'b.tf.json': json({
      terraform: { required_providers: { azurerm: { source: 'hashicorp/azurerm' } } }
    }),
    'override.tf': 'terraform {\n  required_providers {\n    gcp = { source = "a/google" }\n  }\n}'
  })
  expect(Object.fromEntries(requirements)).toEqual({
    aws: { source: 'hashicorp/aws', version: '~> 5.0' },
    gcp: { source: 'a/google', version: undefined },
    old: { source: undefined, version: '~> 1.0' },
    azurerm: { source: 'hashicorp/azurerm', version: undefined }
  })
})

test.each<[string, Files, readonly string[]]>([
  ['a resource', { 'a.tf': 'resource "google_storage_bucket" "a" {}' }, ['google']],
  ['a data source', { 'a.tf': 'data "http" "a" {}' }, ['http']],
  ['an ephemeral resource', { 'a.tf': 'ephemeral "vault_token" "a" {}' }, ['vault']],
  [
    'one with a provider of its own',
    { 'a.tf': 'resource "google_x" "a" {\n  provider = google-beta.eu\n}' },
    ['google-beta']
  ],
  [
    'JSON',
    {
      'a.tf.json': json({
        resource: { aws_x: { a: {} }, google_x: { b: { provider: 'gcp.eu' } } }
      })
    },
    ['aws', 'gcp']
  ],
  [
    'an override, which changes what is there',
    {
      'a.tf': 'resource "google_x" "a" {\n  provider = gcp\n}',
      'override.tf': 'resource "google_x" "a" {}'
    },
    ['gcp']
  ],
  ['a comment', { 'a.tf': '# resource "aws_x" "a" {}' }, []],
  ['a module', { 'a.tf': 'module "a" {\n  source = "./a"\n}' }, []]
])('%s stands for a provider', (_, files, expected) => {
  expect([...moduleWith(files).implied]).toEqual(expected)
})

test.each<[string, Files, readonly string[]]>([
  [
    'a resource',
    { 'a.tf': 'resource "a_b" "c" {\n  tags = { Name = "x", "App:Id" = 1 }\n}' },
    ['Name', 'App:Id']
  ],
  [
    'a provider',
    {
      'a.tf':
        'provider "aws" {\n  default_tags {\n    tags = {\n      Environment = "x"\n    }\n  }\n}'
    },
    ['Environment']
  ],
  [
    'a local value',
    { 'a.tf': 'locals {\n  common_tags = merge(var.x, { Project = "x" })\n}' },
    ['Project']
  ],
  ['a default', { 'a.tf': 'variable "tags" {\n  default = { Branch : "x" }\n}' }, ['Branch']],
  [
    'JSON',
    {
      'a.tf.json': json({
        provider: { aws: { default_tags: { tags: { Environment: 'x' } } } },
        resource: { a_b: { c: { tags: { Owner: 'x' } } } }
      })
    },
    ['tags', 'Environment', 'Owner']
  ],
  [
    'a comparison',
    { 'a.tf': 'locals {\n  tags = var.Environment == "x" ? { A = 1 } : var.b\n}' },
    ['A']
  ],
  [
    'another argument',
    { 'a.tf': 'resource "a_b" "c" {\n  variables = { ENVIRONMENT = "x" }\n}' },
    []
  ]
])('%s has keys of tags', (_, files, expected) => {
  expect([...moduleWith(files).tagKeys]).toEqual(expected)
})
