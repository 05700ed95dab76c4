// What is said of tags: once for all that was altered, and what to add where they do not arrive.
import { expect, test } from '@jest/globals'
import { taggedOf } from '../../src/tags/carriers.ts'
import { tagNotices } from '../../src/tags/notices.ts'
import type { UsedProvider } from '../../src/terraform/used-providers.ts'

const TYPE: Readonly<Record<string, string>> = {
  azapi: 'azure/azapi',
  hcloud: 'hetznercloud/hcloud'
}
interface Case {
  readonly tags?: Readonly<Record<string, string>>
  /** Types of providers, or `type@version`. */
  readonly used: readonly string[]
  /** Types of variables by name. */
  readonly declared?: Readonly<Record<string, string>>
  readonly given?: Readonly<Record<string, string>>
}

function noticesOf({ tags = { a: 'b' }, used, declared = {}, given = {} }: Case) {
  const providers = used.map((text): UsedProvider => {
    const [type = '', version] = text.split('@')
    return { address: `r/${TYPE[type] ?? `hashicorp/${type}`}`, name: type, version }
  })
  const variables = new Map(
    Object.entries(declared).map(([name, type]) => [
      name,
      { name, type, sensitive: false, required: true, file: 'a.tf', line: 1 }
    ])
  )
  const tagged = taggedOf(providers)
  return tagNotices({ tags, module: { variables }, tagged, given, tool: 'tofu' })
}

const MISSING = (names: string, argument: string): string =>
  `The tags do not reach the resources of ${names}, for the root module declares no variable for them. Add this to it:
    variable "${argument}" {
      type    = map(string)
      default = {}
    }
and to each resource, or its module:
    ${argument} = var.${argument}`

test.each<[string, Case, readonly string[]]>([
  ['nothing of a module without providers', { used: [] }, []],
  ['nothing of providers without tags', { used: ['random', 'terraform', 'null'] }, []],
  ['nothing where all is well', { used: ['aws', 'google@6.0.0', 'kubernetes'] }, []],
  [
    'all that was altered, at once',
    { tags: { 'A b': 'C/d', e: 'f' }, used: ['google', 'google-beta', 'aws'] },
    [
      "The tag 'A b' is called 'a-b' on google and google-beta, where 'A b' is not allowed.\nThe tag 'A b' is 'c-d' on google and google-beta, where 'C/d' is not allowed."
    ]
  ],
  [
    'the same alteration of two ways, once',
    { tags: { a: 'B' }, used: ['google'], declared: { labels: 'map(string)' } },
    ["The tag 'a' is 'b' on google, where 'B' is not allowed."]
  ],
  [
    'nothing of a value that the user gives',
    { tags: { 'a?': 'B' }, used: ['azurerm'], declared: { tags: 'any' }, given: { tags: '{}' } },
    []
  ],
  [
    'what is left out',
    { tags: { A: '1', a: '2' }, used: ['azurerm'], declared: { tags: 'any' } },
    ["The tag 'a' is left out on azurerm, where it would have the name of 'A'."]
  ],
  [
    'what is left out for its name',
    { tags: { '-': '1' }, used: ['hcloud'], declared: { labels: 'any' } },
    ["The tag '-' is left out on hcloud, where nothing of its name is allowed."]
  ],
  ['what to add', { used: ['azurerm'] }, [MISSING('azurerm', 'tags')]],
  ['of several', { used: ['azurerm', 'azapi', 'aws'] }, [MISSING('azurerm and azapi', 'tags')]],
  [
    'of each kind',
    { used: ['azurerm', 'hcloud'] },
    [MISSING('azurerm', 'tags'), MISSING('hcloud', 'labels')]
  ],
  ['nothing where a variable carries', { used: ['azurerm'], declared: { common_tags: 'map' } }, []],
  [
    'what to add where the variable is of another type',
    { used: ['azurerm'], declared: { tags: 'list(string)' } },
    [MISSING('azurerm', 'tags')]
  ],
  [
    'what to add where the variable is for others',
    { used: ['azurerm', 'google'], declared: { labels: 'map(string)' } },
    [MISSING('azurerm', 'tags')]
  ],
  [
    'nothing of an old one that a variable reaches',
    { used: ['aws@5.1.0'], declared: { tags: 'any' } },
    []
  ]
])('%s', (_, asked, expected) => {
  expect(noticesOf(asked)).toEqual(expected)
})

test.each<[string, string, string]>([
  ['aws@5.61.0', '5.62.0', 'tags'],
  ['google@4.85.0', '5.0.0', 'labels']
])('%s is too old, and nothing is altered for it', (provider, since, argument) => {
  const [notice = '', ...more] = noticesOf({ tags: { a: 'B/"' }, used: [provider] })
  expect(more).toEqual([])
  const [title = '', version = ''] = provider.split('@')
  expect(notice).toContain(`of ${title}, which is ${version}:`)
  expect(notice).toContain(`since ${since}.`)
  expect(notice).toContain("run 'tofu init -upgrade'")
  expect(notice).toContain(`variable "${argument}" {\n`)
})

test('what goes beyond the most is named', () => {
  const tags = Object.fromEntries(Array.from({ length: 52 }, (_, index) => [`k${index}`, '']))
  const [notice] = noticesOf({ tags, used: ['aws'] })
  expect(notice?.split('\n')).toEqual([
    "The tag 'k50' is left out on aws, where a resource has 50 at most.",
    "The tag 'k51' is left out on aws, where a resource has 50 at most."
  ])
})
