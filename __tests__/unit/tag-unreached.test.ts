// What to add to a root module is said where the plan has resources that no way leads to, whatever the provider.
import { describe, expect, test } from '@jest/globals'
import { taggedOf } from '../../src/tags/carriers.ts'
import type { Untagged } from '../../src/tags/coverage.ts'
import { unreachedNotices } from '../../src/tags/unreached.ts'

const HOST = 'registry.terraform.io'
const SOURCE: Readonly<Record<string, string>> = {
  azapi: 'azure/azapi',
  hcloud: 'hetznercloud/hcloud',
  oci: 'oracle/oci'
}
const addressOf = (type: string): string => `${HOST}/${SOURCE[type] ?? `hashicorp/${type}`}`

/** A resource without the environment, `provider.argument`. */
function bare(text: string, more: Partial<Untagged> = {}): Untagged {
  const [type = '', argument = ''] = text.split('.')
  const lacks = ['environment']
  return { address: 'a.b', provider: addressOf(type), argument, lacks, hasOther: false, ...more }
}

interface Case {
  /** Types of providers, or `type@version`. */
  readonly used?: readonly string[]
  readonly missing: readonly Untagged[]
  /** Types of variables by name. */
  readonly declared?: Readonly<Record<string, string>>
}

function noticesOf({ used = [], missing, declared = {} }: Case): readonly string[] {
  const providers = used.map((text) => {
    const [type = '', version] = text.split('@')
    return { address: addressOf(type), name: type, version }
  })
  const variables = new Map(
    Object.entries(declared).map(([name, type]) => [
      name,
      { name, type, sensitive: false, required: true, file: 'a.tf', line: 1 }
    ])
  )
  const tagging = { module: { variables }, tagged: taggedOf(providers), given: {} }
  return unreachedNotices(missing, tagging, 'tofu')
}

const block = (name: string): string =>
  `    variable "${name}" {\n      type    = map(string)\n      default = {}\n    }\n`
const MISSING = (names: string, blocks: string, ...lines: readonly string[]): string =>
  `The tags do not reach the resources of ${names}, for the root module declares no variable for them. Add this to it:\n${blocks}and to each resource, or its module:\n    ${lines.join('\n    ')}`
const TAGS = block('tags')
const AZURE = bare('azurerm.tags')
const OCI = bare('oci.freeform_tags')
const OF_AZURE = MISSING('azurerm', TAGS, 'tags = var.tags')

describe('it is said', () => {
  test.each<[string, Case, string]>([
    ['of a provider with rules', { used: ['azurerm'], missing: [AZURE, AZURE] }, OF_AZURE],
    [
      'of one without, too',
      { used: ['oci'], missing: [OCI] },
      MISSING('oci', TAGS, 'freeform_tags = var.tags')
    ],
    [
      'of several at once',
      { used: ['azurerm', 'azapi', 'hcloud'], missing: [AZURE, bare('azapi.tags'), OCI] },
      MISSING('azurerm, azapi and oci', TAGS, 'freeform_tags = var.tags', 'tags = var.tags')
    ],
    [
      'of each kind, at once',
      { used: ['azurerm', 'hcloud'], missing: [AZURE, bare('hcloud.labels')] },
      MISSING(
        'azurerm and hcloud',
        block('labels') + TAGS,
        'labels = var.labels',
        'tags = var.tags'
      )
    ],
    [
      'where the variable is of another type',
      { used: ['azurerm'], missing: [AZURE], declared: { tags: 'list(string)' } },
      OF_AZURE
    ],
    [
      'where the variable is for others',
      { used: ['azurerm', 'google'], missing: [AZURE], declared: { labels: 'map(string)' } },
      OF_AZURE
    ],
    [
      'of a Google provider for which no block can be written',
      { missing: [bare('google.labels')] },
      MISSING('google', block('labels'), 'labels = var.labels')
    ]
  ])('%s', (_, asked, expected) => expect(noticesOf(asked)).toEqual([expected]))

  test.each<[string, string, string]>([
    ['aws@5.61.0', '5.62.0', 'tags'],
    ['google@4.85.0', '5.0.0', 'labels']
  ])('of %s, which is too old', (provider, since, argument) => {
    const [title = '', version = ''] = provider.split('@')
    const missing = [bare(`${title}.${argument}`)]
    const [notice = '', ...more] = noticesOf({ used: [provider], missing })
    expect(more).toEqual([])
    expect(notice).toContain(`of ${title}, which is ${version}:`)
    expect(notice).toContain(`since ${since}.`)
    expect(notice).toContain("run 'tofu init -upgrade'")
    expect(notice).toContain(block(argument))
  })
})

describe('nothing is said', () => {
  test.each<[string, Case]>([
    ['where all carry the environment', { used: ['azurerm', 'oci'], missing: [] }],
    [
      'of resources with another environment',
      { used: ['azurerm'], missing: [bare('azurerm.tags', { hasOther: true })] }
    ],
    [
      "of the policy's keys",
      { used: ['azurerm'], missing: [bare('azurerm.tags', { lacks: ['owner'] })] }
    ],
    [
      'where another way leads there',
      { used: ['aws', 'google@6.0.0'], missing: [bare('aws.tags'), bare('google.labels')] }
    ],
    [
      'where a variable carries',
      { used: ['azurerm', 'oci'], missing: [AZURE, OCI], declared: { common_tags: 'map' } }
    ],
    [
      'of an old one that a variable reaches',
      { used: ['aws@5.1.0'], missing: [bare('aws.tags')], declared: { tags: 'any' } }
    ]
  ])('%s', (_, asked) => expect(noticesOf(asked)).toEqual([]))
})
