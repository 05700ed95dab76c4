/** Finds the same blocks and attributes in Terraform's JSON syntax as hcl.ts does in the native one. */
import type { HclItem } from './hcl.ts'
import { parseJson } from './hcl-json-text.ts'
import type { Json, JsonMember } from './hcl-json-text.ts'

/** JSON does not tell blocks from attributes: these are the blocks, with the number of their labels. */
interface Shape {
  readonly labels: number
  readonly blocks: ReadonlyMap<string, Shape>
}

/** The two escapes of JSON that HCL does not have. */
const HCL_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\b', '\\u0008'],
  ['\\f', '\\u000c']
])

const NO_BLOCKS: ReadonlyMap<string, Shape> = new Map()
const WORKSPACES: ReadonlyMap<string, Shape> = new Map([
  ['workspaces', { labels: 0, blocks: NO_BLOCKS }]
])
const TERRAFORM: ReadonlyMap<string, Shape> = new Map([
  ['backend', { labels: 1, blocks: WORKSPACES }],
  ['cloud', { labels: 0, blocks: WORKSPACES }]
])
const MODULE: ReadonlyMap<string, Shape> = new Map([
  ['terraform', { labels: 0, blocks: TERRAFORM }],
  ['variable', { labels: 1, blocks: NO_BLOCKS }],
  ['provider', { labels: 1, blocks: NO_BLOCKS }]
])

/**
 * The `terraform`, `variable` and `provider` blocks of a `.tf.json` file; everything else becomes an
 * attribute. Strings are quoted as plain text, templates and all, as Terraform takes them in
 * backends and declarations. Throws HclSyntaxError on what is not JSON, or nested too deep.
 * Rules: https://github.com/hashicorp/hcl/blob/main/json/spec.md
 */
export function scanHclJson(source: string): HclItem[] {
  return itemsOf(parseJson(source), MODULE)
}

function itemsOf(body: Json, blocks: ReadonlyMap<string, Shape>): HclItem[] {
  return membersOf(body).flatMap(({ name, line, value }): HclItem[] => {
    const shape = blocks.get(name)
    if (shape !== undefined) return blocksOf({ type: name, labels: [], line, shape }, value)
    // Terraform reads this name as a comment.
    if (name === '//') return []
    return [{ kind: 'attribute', name, line, expression: expressionOf(value) }]
  })
}

interface Header {
  readonly type: string
  readonly labels: readonly string[]
  readonly line: number
  readonly shape: Shape
}

function blocksOf(header: Header, value: Json): HclItem[] {
  const { type, labels, shape } = header
  if (labels.length < shape.labels) {
    return membersOf(value).flatMap(({ name, line, value }) =>
      blocksOf({ ...header, labels: [...labels, name], line }, value)
    )
  }
  const bodies = value.kind === 'array' ? value.elements : [value]
  // null, like an empty array, is no block at all.
  return bodies
    .filter((body) => body.kind === 'object' || body.kind === 'array')
    .map((body) => ({
      kind: 'block',
      type,
      labels,
      line: header.line,
      body: itemsOf(body, shape.blocks)
    }))
}

/** An array of objects stands for one object with the members of all; names may come again. */
function membersOf(value: Json): readonly JsonMember[] {
  if (value.kind === 'object') return value.members
  return value.kind === 'array' ? value.elements.flatMap(membersOf) : []
}

function expressionOf(value: Json): string {
  if (value.kind !== 'string') return value.text
  return JSON.stringify(value.value)
    .replaceAll(/\\./g, (escape) => HCL_ESCAPES.get(escape) ?? escape)
    .replaceAll(/([$%])\{/g, '$1$1{')
}
