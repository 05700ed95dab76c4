/** Takes apart an object that is written out as one: `{ source = "a/b", version = "1" }`. */
import { literalOf } from './hcl-literal.ts'
import { skipComment, skipString, skipUnit, takeIdentifier } from './hcl-text.ts'
import type { Cursor } from './hcl-text.ts'

/**
 * The expressions of an object's entries by name, JSON's way of writing included; undefined for anything else, and
 * where a name is no literal.
 * @param expression one that was found by the scanner, so that it ends what it begins
 */
export function objectIn(expression: string): ReadonlyMap<string, string> | undefined {
  if (!expression.startsWith('{')) return undefined
  const cursor: Cursor = { source: expression, at: 1, line: 1, depth: 0 }
  const entries = new Map<string, string>()
  for (;;) {
    skipAny(cursor, /[\s,]/u)
    if (expression[cursor.at] === '}')
      return cursor.at === expression.length - 1 ? entries : undefined
    const name = takeName(cursor)
    skipAny(cursor, /[\t\r ]/u)
    const separator = expression[cursor.at] ?? ''
    if (name === undefined || !/[=:]/u.test(separator)) return undefined
    cursor.at += 1
    entries.set(name, takeValue(cursor))
  }
}

function skipAny(cursor: Cursor, blank: RegExp): void {
  while (skipComment(cursor) || blank.test(cursor.source[cursor.at] ?? '')) {
    if (blank.test(cursor.source[cursor.at] ?? '')) cursor.at += 1
  }
}

function takeName(cursor: Cursor): string | undefined {
  if (cursor.source[cursor.at] !== '"') return takeIdentifier(cursor)
  const start = cursor.at
  skipString(cursor)
  const name = literalOf(cursor.source.slice(start, cursor.at))
  return typeof name === 'string' ? name : undefined
}

/** Up to the comma, the end of the line, or the brace that closes the object; without the comments around it. */
function takeValue(cursor: Cursor): string {
  const { source } = cursor
  let start: number | undefined
  let end = cursor.at
  for (;;) {
    skipAny(cursor, /[\t\r ]/u)
    if (/[,\n}]/u.test(source[cursor.at] ?? '}')) return source.slice(start ?? end, end)
    start ??= cursor.at
    skipUnit(cursor)
    end = cursor.at
  }
}
