/** The values of plain HCL literals, and texts as literals. */

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/
const ESCAPES: Readonly<Record<string, string | undefined>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\'
}

/** The two escapes of JSON that HCL does not have. */
const HCL_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\b', '\\u0008'],
  ['\\f', '\\u000c']
])

/** The text in quotes; templates in it stay templates. */
export const quoted = (text: string): string =>
  JSON.stringify(text).replaceAll(/\\./g, (escape) => HCL_ESCAPES.get(escape) ?? escape)

/** The text with its templates escaped, so that it says them and evaluates nothing. */
export const untemplated = (text: string): string => text.replaceAll(/([$%])\{/g, '$1$1{')

/**
 * The value of an expression that is nothing but a quoted string without templates, a number or a
 * boolean; undefined for anything else, and for an integer that JavaScript cannot hold.
 */
export function literalOf(expression: string): string | number | boolean | undefined {
  if (expression === 'true') return true
  if (expression === 'false') return false
  if (expression.startsWith('"')) return textOf(expression)
  if (!NUMBER.test(expression)) return undefined
  const value = Number(expression)
  const exact = Number.isSafeInteger(value) || !Number.isInteger(value)
  return exact && Number.isFinite(value) ? value : undefined
}

function textOf(quoted: string): string | undefined {
  const last = quoted.length - 1
  let text = ''
  let at = 1
  while (at < last) {
    const character = quoted.charAt(at)
    if (character === '"' || character === '\n') return undefined
    if (character === '\\') {
      const escape = escapeAt(quoted, at)
      // The second case is an escaped quote where the closing one should be.
      if (escape === undefined || at + escape.length > last) return undefined
      text += escape.text
      at += escape.length
    } else if ((character === '$' || character === '%') && quoted[at + 1] === '{') {
      return undefined
    } else if (quoted.startsWith(character === '%' ? '%%{' : '$${', at)) {
      text += `${character}{`
      at += 3
    } else {
      text += character
      at += 1
    }
  }
  // Terraform compares and stores all strings in this form.
  return at === last && quoted[last] === '"' ? text.normalize('NFC') : undefined
}

function escapeAt(quoted: string, at: number): { text: string; length: number } | undefined {
  const kind = quoted.charAt(at + 1)
  const plain = ESCAPES[kind]
  if (plain !== undefined) return { text: plain, length: 2 }
  const digits = kind === 'u' ? 4 : kind === 'U' ? 8 : 0
  const hex = quoted.slice(at + 2, at + 2 + digits)
  if (digits === 0 || hex.length !== digits || !/^[\da-fA-F]+$/.test(hex)) return undefined
  const code = Number.parseInt(hex, 16)
  return code > 0x10ffff ? undefined : { text: String.fromCodePoint(code), length: digits + 2 }
}
