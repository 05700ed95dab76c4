/** Moves through HCL source text one lexical unit at a time: comments, strings, heredocs, brackets. */

/** A place in the text. `at` only ever grows, which keeps every scan linear. */
export interface Cursor {
  readonly source: string
  at: number
  line: number
  depth: number
}

/** The text is not HCL that can be followed; `line` is where it went wrong, from 1. */
export class HclSyntaxError extends Error {
  readonly line: number

  constructor(message: string, line: number, options?: ErrorOptions) {
    super(`${message} on line ${line}`, options)
    this.name = 'HclSyntaxError'
    this.line = line
  }
}

const DEPTH_LIMIT = 200
const CLOSING: Readonly<Record<string, string | undefined>> = { '{': '}', '[': ']', '(': ')' }
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy

/** Runs `scan` one level deeper; throws HclSyntaxError beyond 200 levels, long before the stack ends. */
export function nested<T>(cursor: Cursor, scan: () => T): T {
  if (cursor.depth === DEPTH_LIMIT) {
    throw new HclSyntaxError(`Nested more than ${DEPTH_LIMIT} levels deep`, cursor.line)
  }
  cursor.depth += 1
  const result = scan()
  cursor.depth -= 1
  return result
}

/** Takes the identifier at the cursor, or nothing. */
export function takeIdentifier(cursor: Cursor): string | undefined {
  return takeMatch(cursor, IDENTIFIER)?.[0]
}

/** Skips the comment at the cursor and says whether there was one; a line comment leaves its newline. */
export function skipComment(cursor: Cursor): boolean {
  const { source, at } = cursor
  if (source[at] === '#' || source.startsWith('//', at)) {
    const end = source.indexOf('\n', at)
    cursor.at = end < 0 ? source.length : end
    return true
  }
  if (!source.startsWith('/*', at)) return false
  const end = source.indexOf('*/', at + 2)
  if (end < 0) throw new HclSyntaxError('Comment without an end', cursor.line)
  while (cursor.at < end) skipCharacter(cursor)
  cursor.at = end + 2
  return true
}

/** Skips one unit of an expression: a comment, a string, a heredoc, a bracketed part, or a character. */
export function skipUnit(cursor: Cursor): void {
  const character = cursor.source[cursor.at]
  if (character === '"') return skipString(cursor)
  if (character === '<' && cursor.source[cursor.at + 1] === '<') return skipHeredoc(cursor)
  if (character === undefined || skipComment(cursor)) return
  if (CLOSING[character] !== undefined) return skipBrackets(cursor)
  skipCharacter(cursor)
}

/** Skips the quoted string at the cursor with the templates in it; throws where it does not end. */
export function skipString(cursor: Cursor): void {
  const { source } = cursor
  const openedOn = cursor.line
  cursor.at += 1
  for (;;) {
    const character = source[cursor.at]
    if (character === undefined || character === '\n') {
      throw new HclSyntaxError('String without an end', openedOn)
    }
    if (character === '"') break
    if (character === '\\' && source[cursor.at + 1] !== '\n') cursor.at += 2
    else skipTemplateText(cursor)
  }
  cursor.at += 1
}

function skipBrackets(cursor: Cursor): void {
  const { source } = cursor
  const openedOn = cursor.line
  const opening = source.charAt(cursor.at)
  nested(cursor, () => {
    cursor.at += 1
    for (;;) {
      const character = source[cursor.at]
      if (character === undefined) throw new HclSyntaxError(`'${opening}' without an end`, openedOn)
      if (character === '}' || character === ']' || character === ')') {
        if (character === CLOSING[opening]) break
        throw new HclSyntaxError(`'${opening}' closed by '${character}'`, cursor.line)
      }
      skipUnit(cursor)
    }
    cursor.at += 1
  })
}

/** The newline after the end marker stays: it ends the attribute, too. */
function skipHeredoc(cursor: Cursor): void {
  const { source } = cursor
  const openedOn = cursor.line
  const marker = takeMatch(cursor, HEREDOC)?.[1]
  if (marker === undefined) throw new HclSyntaxError("'<<' without a heredoc", openedOn)
  cursor.line += 1
  for (;;) {
    const lineEnd = source.indexOf('\n', cursor.at)
    if (lineEnd < 0) throw new HclSyntaxError(`Heredoc without its end '${marker}'`, openedOn)
    if (source.slice(cursor.at, lineEnd).trim() === marker) {
      cursor.at = lineEnd
      return
    }
    // A template may go on over several lines, so the line is not simply skipped.
    while (cursor.at < source.length && source[cursor.at] !== '\n') skipTemplateText(cursor)
    skipCharacter(cursor)
  }
}

function skipTemplateText(cursor: Cursor): void {
  const { source, at } = cursor
  const character = source[at]
  if (character === '$' || character === '%') {
    if (source[at + 1] === '{') {
      cursor.at += 1
      return skipBrackets(cursor)
    }
    if (source[at + 1] === character && source[at + 2] === '{') cursor.at += 2
  }
  cursor.at += 1
}

function skipCharacter(cursor: Cursor): void {
  if (cursor.source[cursor.at] === '\n') cursor.line += 1
  cursor.at += 1
}

function takeMatch(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at
  const match = pattern.exec(cursor.source) ?? undefined
  if (match !== undefined) cursor.at += match[0].length
  return match
}
