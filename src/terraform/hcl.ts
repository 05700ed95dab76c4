/** Finds the blocks and attributes of Terraform's native syntax, without evaluating anything. */
import {
  nested,
  skipComment,
  skipString,
  skipUnit,
  takeIdentifier,
  HclSyntaxError
} from './hcl-text.ts'
import type { Cursor } from './hcl-text.ts'
import { literalOf } from './hcl-literal.ts'

export { HclSyntaxError, literalOf }

export interface HclBlock {
  readonly kind: 'block'
  readonly type: string
  readonly labels: readonly string[]
  readonly line: number
  readonly body: readonly HclItem[]
}

export interface HclAttribute {
  readonly kind: 'attribute'
  readonly name: string
  readonly line: number
  /** The source text, without the comments around it. */
  readonly expression: string
}

export type HclItem = HclBlock | HclAttribute

/**
 * The items of a `.tf` file, in their order; lines count from 1. It follows the structure only, so
 * it may accept what Terraform refuses. Throws HclSyntaxError on text it cannot follow, and on
 * nesting deeper than 200 levels. Syntax: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function scanHcl(source: string): HclItem[] {
  const cursor: Cursor = { source, at: source.startsWith('\uFEFF') ? 1 : 0, line: 1, depth: 0 }
  const items = scanItems(cursor)
  if (cursor.at < source.length) throw new HclSyntaxError("'}' without a block", cursor.line)
  return items
}

/** Stops at a closing brace or at the end. */
function scanItems(cursor: Cursor): HclItem[] {
  const items: HclItem[] = []
  for (;;) {
    skipBlanks(cursor, '\n')
    const next = cursor.source[cursor.at]
    if (next === undefined || next === '}') return items
    items.push(scanItem(cursor))
  }
}

function scanItem(cursor: Cursor): HclItem {
  const { source, line } = cursor
  const name = takeIdentifier(cursor)
  if (name === undefined) {
    const found = String.fromCodePoint(source.codePointAt(cursor.at) as number)
    throw new HclSyntaxError(`Expected an argument or a block, found '${found}'`, line)
  }
  const labels = scanLabels(cursor)
  const next = source[cursor.at]
  if (next === '{') {
    return { kind: 'block', type: name, labels, line, body: scanBlockBody(cursor) }
  }
  if (next === '=' && source[cursor.at + 1] !== '=' && labels.length === 0) {
    cursor.at += 1
    return { kind: 'attribute', name, line, expression: scanExpression(cursor) }
  }
  throw new HclSyntaxError(`Expected '=' or '{' after '${name}'`, line)
}

function scanLabels(cursor: Cursor): string[] {
  const labels: string[] = []
  for (;;) {
    skipBlanks(cursor)
    const label =
      cursor.source[cursor.at] === '"' ? scanQuotedLabel(cursor) : takeIdentifier(cursor)
    if (label === undefined) return labels
    labels.push(label)
  }
}

function scanQuotedLabel(cursor: Cursor): string {
  const start = cursor.at
  skipString(cursor)
  const label = literalOf(cursor.source.slice(start, cursor.at))
  if (typeof label === 'string') return label
  throw new HclSyntaxError('Expected plain text as a label', cursor.line)
}

function scanBlockBody(cursor: Cursor): HclItem[] {
  const openedOn = cursor.line
  return nested(cursor, () => {
    cursor.at += 1
    const body = scanItems(cursor)
    if (cursor.source[cursor.at] !== '}') throw new HclSyntaxError("'{' without an end", openedOn)
    cursor.at += 1
    return body
  })
}

/** An expression ends with its line, or with the block around it. */
function scanExpression(cursor: Cursor): string {
  const { source, line } = cursor
  let start: number | undefined
  let end = cursor.at
  for (;;) {
    skipBlanks(cursor)
    const next = source[cursor.at]
    if (next === undefined || next === '\n' || next === '}') break
    if (next === ')' || next === ']') {
      throw new HclSyntaxError(`'${next}' without its opening`, cursor.line)
    }
    start ??= cursor.at
    skipUnit(cursor)
    end = cursor.at
  }
  if (start === undefined) throw new HclSyntaxError("Expected a value after '='", line)
  return source.slice(start, end).trimEnd()
}

/** Skips spaces and comments; newlines only where they mean nothing. */
function skipBlanks(cursor: Cursor, newline?: '\n'): void {
  for (;;) {
    const next = cursor.source[cursor.at]
    if (next === ' ' || next === '\t' || next === '\r') cursor.at += 1
    else if (next === '\n' && newline !== undefined) {
      cursor.at += 1
      cursor.line += 1
    } else if (!skipComment(cursor)) return
  }
}
