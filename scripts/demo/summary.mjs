// Reads a job summary's Markdown: its first words for the terminal, and the whole as GitHub shows it.
import { Marked } from 'marked'

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"' }
const ALERT = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\n/u

/** The only tags of HTML that a summary may use; they take no attributes, so that no script can hide in one. */
const TAGS = /<(?!\/?(?:details|summary|code|br)>)/gu

/** @returns plain texts: `headline`, `numbers` (the line under it), and `alerts`, each its paragraphs */
export function readSummary(markdown) {
  const tokens = new Marked().lexer(markdown)
  const first = (type) => tokens.find((token) => token.type === type)
  const alerts = tokens.filter((token) => token.type === 'blockquote' && ALERT.test(token.text))
  return {
    headline: plain(first('heading')),
    numbers: plain(first('paragraph')),
    alerts: alerts.map((alert) =>
      alert.tokens
        .map((token) => plain(token).replace(ALERT, ''))
        .filter((text) => text !== '')
        .join('\n')
    )
  }
}

/** The summary as HTML: tables, alerts, folded parts, coloured differences; links to the web only. */
export function renderSummary(markdown) {
  return new Marked({ gfm: true, renderer: RENDERER }).parse(markdown, { async: false })
}

/** For text between tags and in attributes. */
export const escapeHtml = (text) =>
  text.replaceAll(/[&<>"']/gu, (mark) => `&#${mark.codePointAt(0)};`)

/** The lines of a difference, each coloured by its first character. */
export const renderDifference = (text) =>
  text
    .split('\n')
    .map((line) => {
      const kind = { '+': 'added', '-': 'removed' }[line[0]]
      return kind === undefined
        ? escapeHtml(line)
        : `<span class="${kind}">${escapeHtml(line)}</span>`
    })
    .join('\n')

const RENDERER = {
  html: ({ text }) => text.replaceAll(TAGS, '&lt;'),
  image: ({ text }) => escapeHtml(text),
  link({ href, tokens }) {
    const text = this.parser.parseInline(tokens)
    // Other links lead to pages of the repository that only GitHub makes.
    return href.startsWith('https://') ? `<a href="${escapeHtml(href)}">${text}</a>` : text
  },
  code: ({ text, lang }) =>
    `<pre>${lang === 'diff' ? renderDifference(text) : escapeHtml(text)}</pre>\n`,
  blockquote({ tokens, text }) {
    const [mark, kind] = ALERT.exec(text) ?? []
    if (mark === undefined) return `<blockquote>${this.parser.parse(tokens)}</blockquote>\n`
    const body = this.parser.parse(tokens).replace(mark, '')
    const title = `${kind[0]}${kind.slice(1).toLowerCase()}`
    return `<div class="alert ${kind.toLowerCase()}"><p class="title">${title}</p>${body}</div>\n`
  }
}

/** What a token says, without marks. */
function plain(token) {
  if (token === undefined) return ''
  if (token.type === 'br') return '\n'
  if (token.type === 'html') return token.text === '<br>' ? '\n' : ''
  if (token.type === 'codespan') return token.text
  if (token.tokens !== undefined) return token.tokens.map(plain).join('')
  return (token.text ?? '').replaceAll(/&(?:#(\d+)|([a-z]+));/gu, (entity, code, name) =>
    code === undefined ? (ENTITIES[name] ?? entity) : String.fromCodePoint(Number(code))
  )
}
