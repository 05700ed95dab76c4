/** Finds the same blocks and attributes in Terraform's JSON syntax as hcl.ts does in the native one. */
import type { HclItem } from './hcl.ts'
import { parseJson } from './hcl-json-text.ts'
import { quoted, untemplated } from './hcl-literal.ts'
import { skipUnit } from './hcl-text.ts'
import type { Cursor } from './hcl-text.ts'
import type { Json, JsonMember } from './hcl-json-text.ts'

/** JSON does not tell blocks from attributes: these are the blocks, with the number of their labels. */
interface Shape {
  readonly labels: number
  readonly blocks: ReadonlyMap<string, Shape>
  /** Whether its attributes are evaluated, so that texts in them are templates. */
  readonly evaluated?: true
}

const NO_BLOCKS: ReadonlyMap<string, Shape> = new Map()
const TERRAFORM: ReadonlyMap<string, Shape> = new Map([
  ['backend', { labels: 1, blocks: NO_BLOCKS }],
  ['cloud', { labels: 0, blocks: NO_BLOCKS }],
  ['required_providers', { labels: 0, blocks: NO_BLOCKS }]
])
const MODULE: ReadonlyMap<string, Shape> = new Map([
  ['terraform', { labels: 0, blocks: TERRAFORM }],
  ['variable', { labels: 1, blocks: NO_BLOCKS }],
  ['provider', { labels: 1, blocks: NO_BLOCKS, evaluated: true }],
  ['resource', { labels: 2, blocks: NO_BLOCKS }],
  ['data', { labels: 2, blocks: NO_BLOCKS }],
  ['ephemeral', { labels: 2, blocks: NO_BLOCKS }]
])

/**
 * The `terraform`, `variable`, `provider`, `resource`, `data` and `ephemeral` blocks of a `.tf.json` file; everything
 * else becomes an attribute. Strings are quoted as plain text, templates and all, as Terraform takes them in backends
 * and declarations; those of providers are templates. Throws HclSyntaxError on what is not JSON, or nested too deep.
 * Rules: https://github.com/hashicorp/hcl/blob/main/json/spec.md
 */
export function scanHclJson(source: string): HclItem[] {
  return itemsOf(parseJson(source), { labels: 0, blocks: MODULE })
}

function itemsOf(body: Json, { blocks, evaluated }: Shape): HclItem[] {
  return membersOf(body).flatMap(({ name, line, value }): HclItem[] => {
    const shape = blocks.get(name)
    if (shape !== undefined) return blocksOf({ type: name, labels: [], line, shape }, value)
    // Terraform reads this name as a comment.
    if (name === '//') return []
    const expression = evaluated === true ? evaluatedOf(value) : expressionOf(value)
    return [{ kind: 'attribute', name, line, expression }]
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
      body: itemsOf(body, shape)
    }))
}

/** An array of objects stands for one object with the members of all; names may come again. */
function membersOf(value: Json): readonly JsonMember[] {
  if (value.kind === 'object') return value.members
  return value.kind === 'array' ? value.elements.flatMap(membersOf) : []
}

function expressionOf(value: Json): string {
  if (value.kind !== 'string') return value.text
  return untemplated(quoted(value.value))
}

/** The same value in the native syntax; names are templates, too. */
function evaluatedOf(value: Json): string {
  switch (value.kind) {
    case 'word':
      return value.text
    case 'string':
      return templateOf(value.value)
    case 'array':
      return `[${value.elements.map(evaluatedOf).join(', ')}]`
    case 'object': {
      const entries = value.members.map(
        ({ name, value }) => `${templateOf(name)} = ${evaluatedOf(value)}`
      )
      return `{${entries.join(', ')}}`
    }
  }
}

/** What is evaluated in a template has no escapes of its own: only the text around it is quoted. */
function templateOf(text: string): string {
  const cursor: Cursor = { source: text, at: 0, line: 1, depth: 0 }
  let template = '"'
  let plain = 0
  while (cursor.at < text.length) {
    const start = cursor.at
    if (text.startsWith('$${', start) || text.startsWith('%%{', start)) cursor.at += 3
    else if (!text.startsWith('${', start) && !text.startsWith('%{', start)) cursor.at += 1
    else {
      cursor.at += 1
      skipUnit(cursor)
      template += quoted(text.slice(plain, start)).slice(1, -1) + text.slice(start, cursor.at)
      plain = cursor.at
    }
  }
  return `${template}${quoted(text.slice(plain)).slice(1)}`
}
