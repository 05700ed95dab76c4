/** The values of HCL lists and objects that are nothing but literals. */
import { literalOf } from './hcl-literal.ts'
import { objectIn } from './hcl-object.ts'
import { skipComment, skipUnit } from './hcl-text.ts'
import type { Cursor } from './hcl-text.ts'

/** Numbers and booleans are texts, as Terraform converts them. */
export type Shape = string | readonly Shape[] | { readonly [name: string]: Shape }

/** The value of an expression; undefined where any part of it is not a literal, or it is none at all. */
export function shapeOf(expression: string): Shape | undefined {
  try {
    return shapeIn(expression.trim())
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
function shapeIn(expression: string): Shape {
  if (expression.startsWith('[')) return listIn(expression).map(shapeIn)
  const entries = objectIn(expression)
  if (entries !== undefined) {
    return Object.fromEntries([...entries].map(([name, value]) => [name, shapeIn(value)]))
  }
  const literal = literalOf(expression)
  if (literal === undefined) throw new Error('not a literal')
  return String(literal)
}

/** The expressions between the commas of a list, without the comments around them. */
function listIn(source: string): readonly string[] {
  const cursor: Cursor = { source, at: 1, line: 1, depth: 0 }
  const parts: string[] = []
  let part = ''
  for (;;) {
    const from = cursor.at
    const next = source[from]
    if (next === undefined) throw new Error('a list without an end')
    if (skipComment(cursor)) continue
    if (next === ',' || next === ']') {
      cursor.at += 1
      if (part.trim() !== '' || next === ',') parts.push(part.trim())
      part = ''
      if (next === ',') continue
      if (cursor.at < source.length) throw new Error('more than a list')
      return parts
    }
    skipUnit(cursor)
    part += source.slice(from, cursor.at)
  }
}
