/** Reads the policy file's YAML, and knows where everything in it stands. */
import { isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, parseDocument, visit } from 'yaml'
import type { Document, Node, Pair } from 'yaml'
import { RunError } from '../errors.ts'
import { describeSyntax, describeTwice, TOO_DEEP } from './mistakes.ts'

const LONGEST = 65_536
const LISTED = 20
/** A policy has four levels. The parser calls itself for each; near the stack's end V8 may abort. */
const DEEPEST = 8
const WIDEST_INDENT = 100
const MOST_ALIASES = 100

/** What is wrong, and how many characters stand before it. */
export interface Mistake {
  readonly offset: number
  readonly text: string
}

export interface Source {
  readonly document: Document
  /** Maps, lists and scalars as plain values; aliases are followed. */
  readonly value: unknown
  /** Found so far, where the value can be told nevertheless. */
  readonly mistakes: readonly Mistake[]
  readonly lineOf: (offset: number) => number
  /** The one error of all mistakes. */
  readonly error: (mistakes: readonly Mistake[]) => RunError
}

/**
 * @param file how messages name it
 * @throws RunError `invalid-input` where nothing can be told of the file's value
 */
export function readYaml(given: string, file: string): Source {
  const text = given.replace(/^\ufeff/u, '')
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (const { index } of text.matchAll(/\n/gu)) lines.addNewLine(index + 1)
  const lineOf = (offset: number): number => lines.linePos(offset).line
  const error = (mistakes: readonly Mistake[]): RunError => errorOf(mistakes, lines, file)

  const excess = excessOf(text)
  const stars = starsIn(text)
  if (excess !== undefined) throw error([excess])
  if (stars.length > 0) throw error(stars)
  const document = parseDocument(text, {
    schema: 'core',
    resolveKnownTags: false,
    merge: false,
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false
  })
  // Of a line the first says it; the others follow from it.
  const complaints = new Map(
    [...document.errors, ...document.warnings]
      .map(({ code, message, pos: [offset] }): Mistake => {
        const after = text.slice(offset, offset + 64)
        return { offset, text: describeSyntax(code, message, after) }
      })
      .toReversed()
      .map((mistake) => [lineOf(mistake.offset), mistake])
  )
  const { mistakes: named, aliases } = namesIn(document)
  const mistakes = [...notUtf8(text), ...complaints.values(), ...named]
  // After any of these the rest is guesswork.
  if (document.errors.length > 0) throw error(mistakes)
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES })
    return { document, value, mistakes, lineOf, error }
  } catch {
    const excess = { offset: aliases[0] ?? 0, text: 'too many aliases; write the values out' }
    throw error(mistakes.length > 0 ? mistakes : [excess])
  }
}

function errorOf(mistakes: readonly Mistake[], lines: LineCounter, file: string): RunError {
  const rows = mistakes
    .toSorted((left, right) => left.offset - right.offset)
    // An alias is one mistake, however often it is used.
    .filter(({ offset }, index, all) => index === 0 || all[index - 1]?.offset !== offset)
    .map(({ offset, text }) => {
      const { line, col } = lines.linePos(offset)
      return `  - ${file}:${line}:${col}: ${text}`
    })
  const more = rows.length > LISTED ? [`  - and ${rows.length - LISTED} more`] : []
  return new RunError(
    'invalid-input',
    ['Invalid policy:', ...rows.slice(0, LISTED), ...more].join('\n'),
    'Correct the file on the default branch, from where it is read, and run again.'
  )
}

/** Whether the text is more than the parser should be given. */
function excessOf(text: string): Mistake | undefined {
  if (text.length > LONGEST) {
    return { offset: 0, text: `the file has ${text.length} characters; ${LONGEST} is the most` }
  }
  const indented = text.search(new RegExp(`^[ \\t]{${WIDEST_INDENT + 1}}`, 'mu'))
  const offset = indented === -1 ? nestedTooDeeply(text) : indented
  return offset === undefined ? undefined : { offset, text: TOO_DEEP }
}

function nestedTooDeeply(text: string): number | undefined {
  let offset = 0
  let brackets = 0
  let marks = 0
  for (const token of new Lexer().lex(text)) {
    if (token === '{' || token === '[') brackets += 1
    else if (token === '}' || token === ']') brackets -= 1
    else if (token === '-' || token === '?' || token === ':') marks += 1
    else if (token === ',' || token.endsWith('\n')) marks = 0
    if (brackets > DEEPEST || marks > DEEPEST) return offset
    // These announce a token, and stand for no text.
    if (!/^[\u0002\u0018\u001f]$/u.test(token)) offset += token.length
  }
  return undefined
}

/** To YAML they are aliases, and its complaints would help nobody. */
const starsIn = (text: string): readonly Mistake[] =>
  [...text.matchAll(/^[ \t]*(?=\*[^\s:]*:)/gmu)].map(({ index, 0: indent }) => ({
    offset: index + indent.length,
    text: `a name that begins with '*' needs quotes, such as "*":`
  }))

function notUtf8(text: string): readonly Mistake[] {
  const offset = text.indexOf('\ufffd')
  return offset === -1
    ? []
    : [{ offset, text: 'a character that is not UTF-8; save the file as UTF-8' }]
}

/** Where aliases stand; keys that are given twice, and aliases without an anchor before them. */
function namesIn(document: Document): {
  readonly mistakes: readonly Mistake[]
  readonly aliases: readonly number[]
} {
  const anchors = new Set<string>()
  const aliases: number[] = []
  const mistakes: Mistake[] = []
  const take = (node: Node): void => {
    if (node.anchor !== undefined) anchors.add(node.anchor)
    const keys = new Set<string>()
    for (const { key } of isMap<Node>(node) ? node.items : []) {
      const text = textOf(key)
      if (keys.has(text)) mistakes.push({ offset: startOf(key), text: describeTwice(text) })
      keys.add(text)
    }
  }
  visit(document, {
    Alias: (_, alias) => {
      const offset = startOf(alias)
      aliases.push(offset)
      const text = `there is no anchor '&${alias.source}' before this alias`
      if (!anchors.has(alias.source)) mistakes.push({ offset, text })
    },
    Value: (_, node) => take(node)
  })
  return { mistakes, aliases }
}

const textOf = (key: Node): string => (isScalar(key) ? String(key.value) : '')

type Pairs = ReadonlyMap<string, Pair<Node, Node | null>>
const indexed = new WeakMap<object, Pairs>()

/** The pairs of a map by their keys' texts, in its order; none of what is no map. */
export function pairsOf(document: Document, node: unknown): Pairs {
  const map = isAlias(node) ? node.resolve(document) : node
  if (!isMap<Node, Node | null>(map)) return new Map()
  const pairs = indexed.get(map) ?? new Map(map.items.map((pair) => [textOf(pair.key), pair]))
  indexed.set(map, pairs)
  return pairs
}

/** Where the key, or the value, at a path stands; an empty value is where its key is. */
export function offsetOf(
  document: Document,
  path: readonly string[],
  part: 'key' | 'value'
): number {
  let node: Node | null = document.contents
  let pair: Pair<Node, Node | null> | undefined
  for (const name of path) {
    const list = isAlias(node) ? node.resolve(document) : node
    pair = pairsOf(document, node).get(name)
    node = isSeq<Node>(list) ? (list.items[Number(name)] ?? null) : (pair?.value ?? null)
  }
  const empty = node === null || (isScalar(node) && node.value === null)
  return startOf(pair !== undefined && (part === 'key' || empty) ? pair.key : node)
}

export const startOf = (node: Node | null): number => node?.range?.[0] ?? 0
