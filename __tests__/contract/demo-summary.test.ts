// The demo's pages show a summary as GitHub does, and never more than that: no script, no link but to the web.
import { describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { repositoryRoot } from '../harness/action-file.ts'
import { tagsOf } from '../harness/demo.ts'

interface Summary {
  readonly headline: string
  readonly numbers: string
  readonly alerts: readonly string[]
}

const file: string = join(repositoryRoot, 'scripts/demo/summary.mjs')
const { readSummary, renderSummary } = (await import(file)) as {
  readonly readSummary: (markdown: string) => Summary
  readonly renderSummary: (markdown: string) => string
}

describe('as HTML', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script in a line', 'text <script src="//evil.example"></script> text'],
    ['an image', '<img src=x onerror=alert(1)>'],
    ['an image of Markdown', '![text](https://evil.example/x.png)'],
    ['an attribute', '<details open ontoggle=alert(1)><summary>x</summary>\n\ny\n\n</details>'],
    ['an attribute over two lines', '<details\nontoggle=alert(1)>x</details>'],
    ['a tag that only begins as an allowed one', '<detailsx onclick=alert(1)>'],
    ['a comment', '<!-- --><script>alert(1)</script>'],
    ['a style', '<style>@import "https://evil.example"</style>'],
    ['a link to a script', '[text](javascript:alert(1))'],
    ['a link to a script, in code', '[text](<java&#x73;cript:alert(1)>)'],
    ['a link to data', '[text](data:text/html,<script>alert(1)</script>)'],
    ['an address that is a script', '<javascript:alert(1)>'],
    ['a link that leaves its attribute', '[x](https://a.example/"onclick="alert(1))'],
    ['a language that leaves its attribute', '```"><script>alert(1)</script>\nx\n```'],
    ['a script in a difference', '```diff\n+ <script>alert(1)</script>\n```'],
    ['a script in an alert', '> [!CAUTION]\n> <script>alert(1)</script>'],
    ['a script in a cell', '| a |\n| --- |\n| <script>alert(1)</script> |']
  ])('%s does nothing', (_, markdown) => {
    const html = renderSummary(markdown)
    expect(html).not.toMatch(/<(?:script|img|style|iframe|svg|form|!)/iu)
    expect(
      html.replaceAll(/<a href="https:\/\/[^"<>]*">|<(?:div|p|span) class="[\w ]+">/gu, '')
    ).not.toMatch(/<[^>]*[\s="]/u)
  })

  test('alerts, tables, folded parts and differences are what GitHub makes of them', () => {
    const html = renderSummary(
      [
        '> [!WARNING]\n> one\n>\n> two',
        '| a |\n| --- |\n| `b` |',
        '<details><summary>More</summary>\n\n```diff\n- old\n+ new\n```\n\n</details>',
        '> said by somebody',
        '[`abc`](<file:///origin/commit/abc>) <https://shop.example>'
      ].join('\n\n')
    )
    expect(tagsOf(html)).toEqual(
      expect.arrayContaining(['div', 'table', 'details', 'pre', 'blockquote', 'a'])
    )
    expect(html).toContain(
      '<div class="alert warning"><p class="title">Warning</p><p>one</p>\n<p>two</p>\n</div>'
    )
    expect(html).toContain('<span class="removed">- old</span>\n<span class="added">+ new</span>')
    expect(html).toContain('<details><summary>More</summary>')
    expect(html).toContain('<blockquote><p>said by somebody</p>')
    expect(html).toContain('<p><code>abc</code> <a href="https://shop.example">')
  })
})

test('its first words are plain text', () => {
  expect(
    readSummary(
      '## `alice` was updated\n\n**1 replaced** — [`abc`](<https://x>) by a&#95;b\n\n> [!CAUTION]\n> one:<br>  - &lt;two&gt;\n>\n> three\n\n> no alert\n'
    )
  ).toEqual({
    headline: 'alice was updated',
    numbers: '1 replaced — abc by a_b',
    alerts: ['one:\n  - <two>\nthree']
  })
  expect(readSummary('')).toEqual({ headline: '', numbers: '', alerts: [] })
})
