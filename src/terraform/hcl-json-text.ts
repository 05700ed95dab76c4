/** Reads JSON with what JSON.parse loses: the line of each member, and members whose names come again. */
import { HclSyntaxError, nested } from './hcl-text.ts'
import type { Cursor } from './hcl-text.ts'

/** `text` is the source text of the value. */
export type Json =
  | { readonly kind: 'object'; readonly text: string; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly text: string; readonly elements: readonly Json[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'word'; readonly text: string }

export interface JsonMember {
  readonly name: string
  readonly line: number
  readonly value: Json
}

const NUMBER_OR_WORD = /-?\d[\d.eE+-]*|[a-z]+/y

/** The value of a JSON document. Throws HclSyntaxError, also beyond 200 levels. */
export function parseJson(source: string): Json {
  const cursor: Cursor = { source, at: 0, line: 1, depth: 0 }
  const value = parseValue(cursor)
  skipSpace(cursor)
  if (cursor.at < source.length) throw unexpected(cursor)
  return value
}

function parseValue(cursor: Cursor): Json {
  skipSpace(cursor)
  const start = cursor.at
  const text = (): string => cursor.source.slice(start, cursor.at)
  const first = cursor.source[start]
  if (first === '{') {
    const members = nested(cursor, () => parseList(cursor, '}', parseMember))
    return { kind: 'object', text: text(), members }
  }
  if (first === '[') {
    const elements = nested(cursor, () => parseList(cursor, ']', parseValue))
    return { kind: 'array', text: text(), elements }
  }
  if (first === '"') return { kind: 'string', value: parseString(cursor) }
  return { kind: 'word', text: parseWord(cursor) }
}

function parseList<T>(cursor: Cursor, closing: string, parse: (cursor: Cursor) => T): T[] {
  const values: T[] = []
  cursor.at += 1
  if (takes(cursor, closing)) return values
  for (;;) {
    values.push(parse(cursor))
    if (takes(cursor, closing)) return values
    if (!takes(cursor, ',')) throw unexpected(cursor)
  }
}

function parseMember(cursor: Cursor): JsonMember {
  skipSpace(cursor)
  const { line } = cursor
  const name = parseString(cursor)
  if (!takes(cursor, ':')) throw unexpected(cursor)
  return { name, line, value: parseValue(cursor) }
}

function parseString(cursor: Cursor): string {
  const { source, at } = cursor
  if (source[at] !== '"') throw unexpected(cursor)
  let end = at + 1
  while (end < source.length && source[end] !== '"') end += source[end] === '\\' ? 2 : 1
  cursor.at = end + 1
  return decode(source.slice(at, cursor.at), cursor) as string
}

function parseWord(cursor: Cursor): string {
  NUMBER_OR_WORD.lastIndex = cursor.at
  const word = NUMBER_OR_WORD.exec(cursor.source)?.[0]
  if (word === undefined) throw unexpected(cursor)
  decode(word, cursor)
  cursor.at += word.length
  return word
}

function decode(text: string, cursor: Cursor): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new HclSyntaxError('Invalid JSON value', cursor.line, { cause: error })
  }
}

function takes(cursor: Cursor, character: string): boolean {
  skipSpace(cursor)
  const found = cursor.source[cursor.at] === character
  if (found) cursor.at += 1
  return found
}

function skipSpace(cursor: Cursor): void {
  for (;;) {
    const next = cursor.source[cursor.at]
    if (next === '\n') cursor.line += 1
    else if (next !== ' ' && next !== '\t' && next !== '\r') return
    cursor.at += 1
  }
}

function unexpected(cursor: Cursor): HclSyntaxError {
  const found = cursor.source.codePointAt(cursor.at)
  const what = found === undefined ? 'end of the file' : `'${String.fromCodePoint(found)}'`
  return new HclSyntaxError(`Unexpected ${what}`, cursor.line)
}
