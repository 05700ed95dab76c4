// Which providers a root module uses, by which names and in which versions.
import { expect, test } from '@jest/globals'
import type { Tool } from '../../src/tool/releases.ts'
import { usedProviders } from '../../src/terraform/used-providers.ts'

interface Case {
  readonly sources?: Readonly<Record<string, string | undefined>>
  readonly blocks?: readonly string[]
  readonly implied?: readonly string[]
  readonly locked?: Readonly<Record<string, string>>
  readonly tool?: Tool
}

function usedBy({
  sources = {},
  blocks = [],
  implied = [],
  locked = {},
  tool = 'terraform'
}: Case) {
  const module = {
    requirements: new Map(
      Object.entries(sources).map(([name, source]) => [name, { source, version: undefined }])
    ),
    providers: blocks.map((name) => ({ name, alias: undefined, labels: undefined })),
    implied: new Set(implied)
  }
  const versions = Object.entries(locked).map(([address, version]) => ({ address, version }))
  const used = usedProviders(module, versions, tool)
  return used.map(({ address, name, version }) => `${name} ${address} ${version}`)
}

const T = 'registry.terraform.io'
const O = 'registry.opentofu.org'

test.each<[string, Case, readonly string[]]>([
  ['none', {}, []],
  ['a resource', { implied: ['google'] }, [`google ${T}/hashicorp/google undefined`]],
  ['a block', { blocks: ['aws', 'aws'] }, [`aws ${T}/hashicorp/aws undefined`]],
  [
    'a requirement under another name',
    { sources: { gcp: 'hashicorp/google' }, implied: ['gcp'] },
    [`gcp ${T}/hashicorp/google undefined`]
  ],
  [
    'a name that is given to another provider',
    { sources: { google: 'acme/google' }, implied: ['google'] },
    [`google ${T}/acme/google undefined`]
  ],
  [
    'a requirement without a source',
    { sources: { aws: undefined } },
    [`aws ${T}/hashicorp/aws undefined`]
  ],
  ['a host of its own', { sources: { a: 'example.com/B/a' } }, ['a example.com/b/a undefined']],
  ['OpenTofu', { implied: ['aws'], tool: 'tofu' }, [`aws ${O}/hashicorp/aws undefined`]],
  [
    'versions',
    { implied: ['aws'], locked: { [`${T}/hashicorp/aws`]: '5.0.0' } },
    [`aws ${T}/hashicorp/aws 5.0.0`]
  ],
  [
    "another module's, whose name is free",
    { locked: { [`${T}/hashicorp/google`]: '6.0.0' } },
    [`google ${T}/hashicorp/google 6.0.0`]
  ],
  [
    "another module's, whose name is taken",
    { sources: { google: 'acme/google' }, locked: { [`${T}/hashicorp/google`]: '6.0.0' } },
    [`google ${T}/acme/google undefined`, `undefined ${T}/hashicorp/google 6.0.0`]
  ],
  [
    "another module's, which the root module could not name without saying where it is from",
    { locked: { [`${O}/hashicorp/google`]: '6.0.0', [`${T}/azure/azapi`]: '2.0.0' } },
    [`undefined ${O}/hashicorp/google 6.0.0`, `undefined ${T}/azure/azapi 2.0.0`]
  ]
])('%s', (_, asked, expected) => {
  expect(usedBy(asked)).toEqual(expected)
})
