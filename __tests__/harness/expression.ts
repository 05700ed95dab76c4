// Workflow expressions, by GitHub's own lexer, parser and evaluator: `${{ … }}` in texts, and conditions.
import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import { truthy } from '@actions/expressions/result'

/** Values by the name of their context: `github`, `needs`, `steps`, … */
export type Contexts = Readonly<Record<string, unknown>>

/** How it stands with the job, or with the jobs it needs: what the status functions answer. */
export type Status = 'success' | 'failure' | 'skipped'

const STATUS_FUNCTIONS = ['success', 'failure', 'cancelled', 'always'] as const

/** The value of one expression, without the braces. @throws where it is none, or names an unknown context */
export function evaluate(
  expression: string,
  contexts: Contexts,
  status: Status = 'success'
): unknown {
  return plain(valueOf(expression, contexts, status))
}

/**
 * Whether a job or step runs. Without a status function it runs only where everything before succeeded.
 * @param condition its `if`, with or without braces; undefined where it has none
 */
export function holds(
  condition: string | boolean | undefined,
  contexts: Contexts,
  status: Status
): boolean {
  const text = String(condition ?? 'success()').trim()
  const inner = /^\$\{\{([\s\S]*)\}\}$/u.exec(text)?.[1] ?? text
  const named = new RegExp(String.raw`\b(?:${STATUS_FUNCTIONS.join('|')})\s*\(`, 'iu').test(inner)
  return truthy(valueOf(named ? inner : `success() && (${inner})`, contexts, status))
}

/** A text with its expressions filled in; a text that is one expression keeps the type of its value. */
export function fill(value: unknown, contexts: Contexts): unknown {
  if (typeof value !== 'string') return value
  const whole = /^\s*\$\{\{((?:(?!\}\})[\s\S])*)\}\}\s*$/u.exec(value)?.[1]
  return whole === undefined ? fillText(value, contexts) : evaluate(whole, contexts)
}

/** The same as text, the way GitHub writes values: nothing for null, `true`, `1`. */
export function fillText(value: unknown, contexts: Contexts): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.replaceAll(/\$\{\{([\s\S]*?)\}\}/gu, (_, expression: string) =>
    valueOf(expression, contexts, 'success').coerceString()
  )
}

/** Every value of a mapping, as text. */
export function fillTexts(values: unknown, contexts: Contexts): Record<string, string> {
  const pairs = Object.entries((values ?? {}) as Readonly<Record<string, unknown>>)
  return Object.fromEntries(pairs.map(([name, value]) => [name, fillText(value, contexts)]))
}

function valueOf(expression: string, contexts: Contexts, status: Status): data.ExpressionData {
  const functions = STATUS_FUNCTIONS.map((name) => ({ name, minArgs: 0, maxArgs: 0 }))
  const tree = new Parser(
    new Lexer(expression).lex().tokens,
    Object.keys(contexts),
    functions
  ).parse()
  const answers = { success: status === 'success', failure: status === 'failure' }
  const known = functions.map((info) => {
    const answer = { ...answers, cancelled: false, always: true }[info.name]
    return [info.name, { ...info, call: () => new data.BooleanData(answer) }] as const
  })
  return new Evaluator(tree, asDictionary(contexts), new Map(known)).evaluate()
}

const asDictionary = (contexts: Contexts): data.Dictionary =>
  JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary

const plain = (value: data.ExpressionData): unknown =>
  JSON.parse(JSON.stringify(value, data.replacer) ?? 'null')
