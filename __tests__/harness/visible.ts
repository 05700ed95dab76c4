// Everything of a run that people and later steps can see, and its summary as GitHub renders it.
import { marked, type Tokens } from 'marked'
import type { RunResult } from './runner.ts'

/** One text of all that is shown or handed on; only `outputs-file` is left out, which is meant to hold secrets. */
export function visibleOf(run: RunResult): string {
  const { log, postLog, summary, postSummary, outputs, result, annotations } = run
  const rest = JSON.stringify([outputs, result, annotations, run.state, run.exported], undefined, 1)
  return [log, postLog, summary, postSummary, rest, unescaped(rest)].join('\n')
}

/** The raw log without the commands that mask a value: those have to name it. */
export function printedOf(run: RunResult): string {
  return run.rawLog
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n')
}

export interface Rendered {
  readonly html: string
  /** Names of all elements, once each, sorted. */
  readonly elements: readonly string[]
  /** The text of every table's rows, without the heads. */
  readonly rows: readonly (readonly string[])[]
  /** What is to be read, outside of any element. */
  readonly text: string
}

/** The elements a summary is made of; any other was smuggled in. */
export const OUR_ELEMENTS: readonly string[] =
  'a blockquote br code details em h2 p pre strong summary table tbody td th thead tr'.split(' ')

export function rendered(markdown: string): Rendered {
  const html = marked.parse(markdown, { gfm: true, async: false })
  const names = [...html.matchAll(/<\/?([a-z][a-z0-9-]*)/giu)].map((match) => match[1] ?? '')
  const tables = marked.lexer(markdown, { gfm: true }).filter((token) => token.type === 'table')
  const rows = tables.flatMap((table) =>
    (table as Tokens.Table).rows.map((row) =>
      row.map((cell) => textOf(marked.parseInline(cell.text, { gfm: true, async: false })))
    )
  )
  return { html, elements: [...new Set(names)].toSorted(), rows, text: textOf(html) }
}

function textOf(html: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' }
  return html
    .replace(/<[^>]*>/gu, '')
    .replace(/&(?:#(\d+)|(\w+));/gu, (whole, code: string | undefined, name: string) =>
      code === undefined ? (named[name] ?? whole) : String.fromCodePoint(Number(code))
    )
}

/** Text inside JSON carries escapes; a value with quotes or line ends would hide behind them. */
const unescaped = (text: string): string =>
  text.replaceAll('\\\\', '\\').replaceAll('\\n', '\n').replaceAll('\\"', '"')
