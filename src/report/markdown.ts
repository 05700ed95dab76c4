/** Writes untrusted text into GitHub-flavoured markdown so that it stays text. */

/** Without control characters and without marks that turn the direction of writing. */
export const printable = (text: string): string =>
  text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\u061c\ufeff]/gu,
    (mark) => {
      if (mark === '\r') return ''
      return `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`
    }
  )

/** Text in which nothing is markup or becomes a link; a piece of a line. */
const literal = (text: string): string =>
  printable(text)
    .replace(/[&<>"'`*_~[\](){}#+|\\!@$^]/gu, (mark) => `&#${mark.codePointAt(0)};`)
    .replace(/:\/\//gu, '&#58;//')
    .replace(/\bwww\./giu, 'www&#46;')
    .replace(/\n/gu, '<br>')

/** Text within a line: GitHub would link names and addresses afterwards, so they are broken up. */
export const inline = (text: string): string => literal(text).replace(/&#64;/gu, '&#64;&#8203;')

/** Text that begins a line or a table's cell: it is no list, rule or block of code either. */
export const escape = (text: string): string =>
  inline(text.replace(/^\s+/u, ''))
    .replace(/^(\d+)\./u, '$1&#46;')
    .replace(/^[-=]/u, (mark) => `&#${mark.codePointAt(0)};`)

/** Lines as one, without their indentation. No pattern does it: on a million blanks it would take hours. */
export function oneLine(text: string): string {
  if (!text.includes('\n')) return text
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '').join(' ')
}

/** Text as code, on one line. */
export function code(text: string): string {
  const line = oneLine(printable(text))
  return /^[^`|]+$/u.test(line) && line.trim() === line && line !== ''
    ? `\`${line}\``
    : `<code>${literal(line)}</code>`
}

/** A block of code; the fence is longer than any in the text. */
export function fence(text: string, language = ''): string {
  const runs = text.match(/`{3,}/gu) ?? []
  const ticks = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)))
  return `${ticks}${language}\n${printable(text)}\n${ticks}`
}

/** Words with something to copy among them: lines with four blanks before them are a block of code. */
export function instructions(text: string): string {
  const parts: { readonly isCode: boolean; readonly lines: string[] }[] = []
  for (const line of text.split('\n')) {
    const isCode = line.startsWith('    ')
    const piece = isCode ? line.slice(4) : escape(line)
    const last = parts.at(-1)
    if (last?.isCode === isCode) last.lines.push(piece)
    else parts.push({ isCode, lines: [piece] })
  }
  return parts
    .map(({ isCode, lines }) => (isCode ? fence(lines.join('\n')) : lines.join('<br>')))
    .join('\n\n')
}

/** One of GitHub's boxes around some markdown. */
export const alert = (kind: 'CAUTION' | 'NOTE' | 'WARNING', markdown: string): string =>
  [`[!${kind}]`, ...markdown.split('\n')].map((line) => `> ${line}`.trimEnd()).join('\n')

/** A link whose text is code; both sides may be hostile. */
export const link = (text: string, url: string): string =>
  `[${code(text)}](<${url.replace(/[<>\s\\]/gu, encodeURIComponent)}>)`

export const details = (title: string, body: string): string =>
  `<details><summary>${title}</summary>\n\n${body}\n\n</details>`

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** At most so many characters; a character of two halves is never cut between them. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const end = /[\ud800-\udbff]$/u.test(text.slice(0, length)) ? length - 1 : length
  return `${text.slice(0, end)}… (${text.length} characters)`
}
