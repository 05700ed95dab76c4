// What is said of tags that had to be altered.
import { expect, test } from '@jest/globals'
import { taggedOf } from '../../src/tags/carriers.ts'
import { alterationsOf } from '../../src/tags/notices.ts'
import type { UsedProvider } from '../../src/terraform/used-providers.ts'

const TYPE: Readonly<Record<string, string>> = { hcloud: 'hetznercloud/hcloud' }
interface Case {
  readonly tags?: Readonly<Record<string, string>>
  /** Types of providers, or `type@version`. */
  readonly used: readonly string[]
  /** Types of variables by name. */
  readonly declared?: Readonly<Record<string, string>>
  readonly given?: Readonly<Record<string, string>>
  /** The input `tags`. */
  readonly lines?: Readonly<Record<string, string>>
}

function alteredIn({ tags = { a: 'b' }, used, declared = {}, given = {}, lines = tags }: Case) {
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
  return alterationsOf({ tags, module: { variables }, tagged, given }, lines)
}

test.each<[string, Case, readonly string[]]>([
  ['nothing of a module without providers', { used: [] }, []],
  ['nothing of providers without tags', { used: ['random', 'terraform', 'null'] }, []],
  ['nothing where all is well', { used: ['aws', 'google@6.0.0', 'kubernetes'] }, []],
  [
    'all that was altered, at once',
    { tags: { 'A b': 'C/d', e: 'f' }, used: ['google', 'google-beta', 'aws'] },
    ["The tag 'A b' is 'a-b=c-d' on google and google-beta, where 'A b=C/d' is not allowed."]
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
  ]
])('%s', (_, asked, expected) => {
  expect(alteredIn(asked)).toEqual({ own: expected, standard: [] })
})

test.each(['aws@5.61.0', 'google@4.85.0'])('nothing is altered for %s, which is too old', (used) =>
  expect(alteredIn({ tags: { a: 'B/"' }, used: [used] })).toEqual({ own: [], standard: [] })
)

test('what goes beyond the most is named', () => {
  const tags = Object.fromEntries(Array.from({ length: 52 }, (_, index) => [`k${index}`, '']))
  expect(alteredIn({ tags, used: ['aws'] }).own).toEqual([
    "The tag 'k50' is left out on aws, where a resource has 50 at most.",
    "The tag 'k51' is left out on aws, where a resource has 50 at most."
  ])
})

test('a tag that two clouds take in two forms has one line', () => {
  const used = ['google', 'azurerm']
  const asked = { tags: { a: 'B\u0001' }, used, declared: { tags: 'any' } }
  expect(alteredIn(asked).own).toEqual([
    "The tag 'a' is 'b-' on google, where 'B\u0001' is not allowed. The tag 'a' is 'B-' on azurerm, where 'B\u0001' is not allowed."
  ])
})

test("standard tags are told apart, but for the environment's and one that the user replaced", () => {
  const tags = { environment: 'a/b', repository: 'o/demo', branch: 'x/y' }
  const { own, standard } = alteredIn({ tags, used: ['google'], lines: { branch: 'x/y' } })
  expect(own).toEqual([
    "The tag 'environment' is 'a-b' on google, where 'a/b' is not allowed.",
    "The tag 'branch' is 'x-y' on google, where 'x/y' is not allowed."
  ])
  expect(standard).toEqual([
    "The tag 'repository' is 'o-demo' on google, where 'o/demo' is not allowed."
  ])
})
