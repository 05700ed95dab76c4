/** The values of HCL lists and objects that are nothing but literals. */
import { literalOf } from './hcl-literal.ts'
import { nested, skipComment, skipString, skipUnit, takeIdentifier } from './hcl-text.ts'
import type { Cursor } from './hcl-text.ts'

/** Numbers and booleans are texts, as Terraform converts them. */
export type Shape = string | readonly Shape[] | { readonly [name: string]: Shape }

/** The value of an expression; undefined where any part of it is not a literal. */
export function shapeOf(expression: string): Shape | undefined {
  const cursor: Cursor = { source: expression, at: 0, line: 1, depth: 0 }
  try {
    skipBlanks(cursor)
    const shape = scanShape(cursor)
    skipBlanks(cursor)
    return cursor.at === expression.length ? shape : undefined
  } catch {
    return undefined
  }
}

/** The members of an object, or undefined for anything else. */
export const membersOf = (shape: Shape | undefined): Readonly<Record<string, Shape>> | undefined =>
  typeof shape === 'object' && !Array.isArray(shape)
    ? (shape as Readonly<Record<string, Shape>>)
    : undefined

/** The texts of a list of texts, or undefined for anything else. */
export const textsOf = (shape: Shape | undefined): readonly string[] | undefined =>
  Array.isArray(shape) && shape.every((one) => typeof one === 'string') ? shape : undefined

/** Throws where it is not a literal. */
function scanShape(cursor: Cursor): Shape {
  const { source, at } = cursor
  if (source[at] === '{') return nested(cursor, () => scanObject(cursor))
  if (source[at] === '[') return nested(cursor, () => scanList(cursor))
  while (cursor.at < source.length && !/[\s,\]}#]/u.test(source.charAt(cursor.at))) {
    if (source.startsWith('//', cursor.at) || source.startsWith('/*', cursor.at)) break
    skipUnit(cursor)
  }
  const literal = literalOf(source.slice(at, cursor.at))
  if (literal === undefined) throw new Error('not a literal')
  return String(literal)
}

function scanList(cursor: Cursor): Shape {
  const shapes: Shape[] = []
  scanMembers(cursor, ']', () => void shapes.push(scanShape(cursor)))
  return shapes
}

function scanObject(cursor: Cursor): Shape {
  const members: [string, Shape][] = []
  scanMembers(cursor, '}', () => {
    const start = cursor.at
    if (cursor.source[start] === '"') skipString(cursor)
    const quoted = literalOf(cursor.source.slice(start, cursor.at))
    const name = quoted ?? takeIdentifier(cursor)
    skipBlanks(cursor)
    const sign = cursor.source[cursor.at]
    if (typeof name !== 'string' || (sign !== '=' && sign !== ':')) throw new Error('no member')
    cursor.at += 1
    skipBlanks(cursor)
    members.push([name, scanShape(cursor)])
  })
  return Object.fromEntries(members)
}

/** From the opening bracket to behind the closing one; members are parted by commas or lines. */
function scanMembers(cursor: Cursor, closing: string, scan: () => void): void {
  const { source } = cursor
  cursor.at += 1
  skipBlanks(cursor)
  while (source[cursor.at] !== closing) {
    scan()
    skipBlanks(cursor)
    if (source[cursor.at] === ',') cursor.at += 1
    skipBlanks(cursor)
  }
  cursor.at += 1
}

function skipBlanks(cursor: Cursor): void {
  while (/\s/u.test(cursor.source.charAt(cursor.at)) || skipComment(cursor)) {
    if (/\s/u.test(cursor.source.charAt(cursor.at))) cursor.at += 1
  }
}
