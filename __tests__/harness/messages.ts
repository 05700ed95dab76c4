// What the source says to people: its texts as they are written, with '…' for what is filled in.
import { parseSync } from '@swc/core'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './action-file.ts'

interface Node {
  readonly type?: string
  readonly [field: string]: unknown
}

/** `notice` is a text for people without a reason; `log` is only in the log. */
export type Kind = 'failure' | 'skip' | 'mistake' | 'notice' | 'log'

export interface Message {
  readonly file: string
  readonly kind: Kind
  /** Undefined where the code does not write it out. */
  readonly reason: string | undefined
  /** Every text it can be made of, each on one line. */
  readonly texts: readonly string[]
}

/** Whatever holds a message's text, by the call that says it. */
const NOTICES = /(?:^|\.)(?:notices\.push|tell)$|^process\.stdout\.write$/u
const LINES = /(?:^|\.)say$/u

/** The syntax tree of TypeScript. */
export const parse = (text: string): Node =>
  parseSync(text, { syntax: 'typescript', target: 'es2022' }) as unknown as Node

/** The syntax tree of every file of `src/`, by its path there. */
export const sources: ReadonlyMap<string, Node> = new Map(
  readdirSync(join(repositoryRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .toSorted()
    .map((file) => [file, parse(readFileSync(join(repositoryRoot, 'src', file), 'utf8'))])
)

/** Every message of a file. */
export function messagesOf(file: string, root: Node): readonly Message[] {
  const constants = constantsOf(root)
  const found: Message[] = []
  const note = (kind: Kind, reason: string | undefined, text: Node | undefined): void => {
    found.push({ file, kind, reason, texts: textsOf(text, constants) })
  }
  for (const node of nodesOf(root)) {
    const [first, second] = argumentsOf(node)
    const name = nameOf(node['callee'])
    if (node.type === 'NewExpression' && (name === 'RunError' || name === 'HalfDone'))
      note('failure', textOf(first), second)
    if (node.type === 'NewExpression' && name === 'Mistake') note('mistake', undefined, first)
    if (node.type === 'CallExpression') {
      if (name === 'super' && second !== undefined && textOf(first) !== undefined)
        note('failure', textOf(first), second)
      if (name === 'skip') note('skip', textOf(first), second)
      if (NOTICES.test(name)) note('notice', undefined, first)
      if (LINES.test(name)) note('log', undefined, second ?? first)
    }
    if (node.type === 'ObjectExpression' && fieldOf(node, 'why') !== undefined)
      note('skip', textOf(fieldOf(node, 'reason')), fieldOf(node, 'why'))
  }
  return found
}

/** Every text of a file, whatever it is for. */
export const literalsOf = (root: Node): readonly string[] =>
  [...nodesOf(root)].flatMap((node) => writtenIn(node) ?? [])

function* nodesOf(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Node
  for (const [field, part] of Object.entries(value)) {
    // The name of a field is no name of a constant.
    if (field !== 'property' || (part as Node).type !== 'Identifier') yield* nodesOf(part)
  }
}

/** A text with '…' for each part that is filled in; a second line is another text. */
function writtenIn(node: Node): readonly string[] | undefined {
  if (node.type === 'StringLiteral') return String(node['value']).split('\n')
  if (node.type !== 'TemplateLiteral') return undefined
  const parts = (node['quasis'] as readonly { readonly cooked: string }[]).map((one) => one.cooked)
  return parts.join('…').replaceAll(/…+/gu, '…').split('\n')
}

/** The texts in an expression, and in the constants of the same file that it names. */
function textsOf(expression: Node | undefined, constants: ReadonlyMap<string, Node>): string[] {
  const seen = new Set<string>()
  const visit = (node: Node | undefined): string[] =>
    [...nodesOf(node)].flatMap((part) => {
      const written = writtenIn(part)
      if (written !== undefined) return [...written]
      const name = part.type === 'Identifier' ? String(part['value']) : ''
      if (name === '' || seen.has(name)) return []
      seen.add(name)
      return visit(constants.get(name))
    })
  return visit(expression)
}

function constantsOf(root: Node): ReadonlyMap<string, Node> {
  const declared = [...nodesOf(root)].filter((node) => node.type === 'VariableDeclarator')
  return new Map(
    declared.flatMap((node) =>
      node['init'] === null ? [] : [[nameOf(node['id']), node['init'] as Node] as const]
    )
  )
}

const argumentsOf = (node: Node): readonly (Node | undefined)[] =>
  Array.isArray(node['arguments'])
    ? (node['arguments'] as readonly { readonly expression: Node }[]).map((one) => one.expression)
    : []

const textOf = (node: Node | undefined): string | undefined =>
  node?.type === 'StringLiteral' ? String(node['value']) : undefined

/** `a.b.c` of what is called, as far as it is names. */
function nameOf(value: unknown): string {
  const node = value as Node | undefined
  if (node?.type === 'Identifier') return String(node['value'])
  if (node?.type === 'Super') return 'super'
  if (node?.type !== 'MemberExpression') return ''
  return `${nameOf(node['object'])}.${nameOf(node['property'])}`
}

function fieldOf(node: Node, name: string): Node | undefined {
  const fields = node['properties'] as readonly Node[]
  const field = fields.find((one) => one.type === 'KeyValueProperty' && nameOf(one['key']) === name)
  return field?.['value'] as Node | undefined
}
