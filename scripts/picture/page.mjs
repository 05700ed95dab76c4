// Makes a page of a job summary's markdown, about as GitHub shows it.
import { marked } from 'marked'
import { readFileSync } from 'node:fs'

const STYLE = readFileSync(new URL('github.css', import.meta.url), 'utf8')
/** Tells who opens the page how high it is. */
const MEASURE = `const { height } = document.querySelector('main').getBoundingClientRect()
document.documentElement.dataset.height = String(Math.ceil(height))`

/**
 * An HTML page without anything from elsewhere.
 * @param theme `light` or `dark`
 */
export function pageOf(markdown, theme) {
  const body = alerts(marked.parse(markdown, { async: false, gfm: true }))
  return `<!doctype html>
<html data-theme="${theme}">
<head><meta charset="utf-8"><style>${STYLE}</style></head>
<body><main>${body}</main><script>${MEASURE}</script></body>
</html>
`
}

/** A quotation that begins with `[!CAUTION]` or the like is a box of that name. */
const alerts = (html) =>
  html.replaceAll(
    /<blockquote>\s*<p>\[!(\w+)\]\s*([\s\S]*?)<\/blockquote>/gu,
    (_, kind, rest) =>
      `<div class="alert ${kind.toLowerCase()}"><p class="title">${kind[0]}${kind.slice(1).toLowerCase()}</p><p>${rest}</div>`
  )
