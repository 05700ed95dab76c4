// Foreign text in markdown stays text, whatever it holds; `marked` stands in for GitHub's renderer.
import { describe, expect, test } from '@jest/globals'
import { marked } from 'marked'
import {
  alert,
  code,
  cut,
  details,
  escape,
  fence,
  instructions,
  link,
  printable,
  table
} from '../../src/report/markdown.ts'

const html = (markdown: string): string => marked.parse(markdown, { gfm: true, async: false })

/** The elements in some HTML, without those that are there anyhow. */
const elements = (text: string, expected: string): readonly string[] =>
  [...text.matchAll(/<([a-z][a-z0-9]*)/gu)]
    .map((match) => match[1] ?? '')
    .filter((name) => !expected.split(' ').includes(name))

/** What a reader sees. */
const seen = (text: string): string =>
  text
    // An invisible blank breaks up what GitHub would link.
    .replace(/\u200b|&#8203;/gu, '')
    .replace(/<br\/?>/gu, '\n')
    .replace(/<[^>]*>/gu, '')
    .replace(/&#(\d+);/gu, (_, number: string) => String.fromCodePoint(Number(number)))
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&quot;/gu, '"')
    .replace(/&amp;/gu, '&')

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '<!-- comment',
  '</summary></details><h1>x',
  '&lt;b&gt; &amp; &#42;',
  '**bold** _it_ ~~gone~~ *a*',
  '`code` ``more`` ```',
  '[text](https://example.com) ![image](x.png)',
  '[ref]: https://example.com',
  'https://example.com http://a.b ftp://a.b www.example.com',
  'someone@example.com mailto:a@b.com',
  '# heading',
  '> quote',
  '- item',
  '* item',
  '+ item',
  '1. item',
  '12) item',
  '---',
  '===',
  '    four blanks',
  '\ttab',
  '| a | b |\n|---|---|\n| c | d |',
  'a\n- b\n1. c\n\nd\n---',
  'a  \nb\\\nc',
  '\\*no\\* \\',
  '$x$ ^a^ {b} !c',
  "$& $1 $` $'"
]

describe('words with something to copy', () => {
  const command = "git push origin 'a@b':refs/x # <b> ``` &"
  const notice = alert(
    'NOTE',
    instructions(`Remove *it* with:\n    ${command}\n      x\nand @then\nend.`)
  )

  test('are words, and blocks that are as they were', () => {
    const page = html(notice)
    expect(elements(page, 'blockquote p pre code br')).toEqual([])
    const [block = ''] = /<pre>[\s\S]*<\/pre>/u.exec(page) ?? []
    expect(seen(block)).toBe(`${command}\n  x\n`)
    expect(seen(page)).toContain('Remove *it* with:')
    expect(seen(page)).toContain('and @then\nend.')
    expect(page).toMatch(/^<blockquote>[\s\S]*<\/blockquote>\s*$/u)
  })

  test('are all within the box', () => {
    expect(notice.split('\n').filter((line) => !/^>(?: |$)/u.test(line))).toEqual([])
  })

  test.each(HOSTILE)('stay what they are: %j', (text) => {
    const page = html(alert('NOTE', instructions(`${text}\n    ${text}\n${text}`)))
    expect(elements(page, 'blockquote p pre code br')).toEqual([])
  })
})

describe('escape', () => {
  test.each(HOSTILE)('%j makes no element', (text) => {
    const rendered = html(escape(text))
    expect(elements(rendered, 'p br')).toEqual([])
    expect(seen(rendered).trim()).toBe(text.trim())
  })

  test.each(HOSTILE)('%j in the middle of a sentence makes no element', (text) => {
    const rendered = html(`before ${escape(text)} after`)
    expect(elements(rendered, 'p br')).toEqual([])
  })

  // GitHub looks for mentions in the text that is left of the markup, entities decoded.
  test.each(['@octocat', '@octo-org/team', 'hello @octocat', 'a@b.com'])(
    '%j mentions nobody',
    (text) => {
      expect(html(escape(text))).not.toMatch(/(?:@|&#64;)(?!\u200b|&#8203;)/u)
    }
  )
})

describe('code', () => {
  test.each([...HOSTILE, '', ' ', '` `', 'a`b', '``', 'a|b', ' a ', 'module.a["x|y"].b', 'a["k"]'])(
    '%j is one piece of code',
    (text) => {
      const rendered = html(`before ${code(text)} after`)
      expect(elements(rendered, 'p')).toEqual(['code'])
    }
  )

  test.each(['a.b', 'module.x["k 2"]', 'a`b', 'a|b', '<b>', '&amp;', 'a\\', '*a*'])(
    '%j is shown as it is',
    (text) => {
      expect(seen(html(code(text))).trim()).toBe(text)
    }
  )
})

describe('tables', () => {
  test.each([...HOSTILE, 'a|b', 'a\\|b', 'a\nb', 'a\r\nb', '`a|b`'])(
    '%j stays in its cell',
    (text) => {
      for (const cell of [code(text), escape(text)]) {
        const rendered = html(
          table(
            ['x', 'y'],
            [
              [cell, 'last'],
              ['next', 'row']
            ]
          )
        )
        expect(rendered.match(/<tr>/gu)).toHaveLength(3)
        expect(rendered.match(/<td>/gu)).toHaveLength(4)
        expect(rendered).toContain('<td>last</td>')
      }
    }
  )

  test('rows are lines', () => {
    expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |')
  })
})

describe('fences', () => {
  test.each([
    '```',
    '````\n```',
    '~~~',
    'a\n```\nb',
    '`````js',
    '</code></pre><b>',
    '',
    '\n',
    '```\r'
  ])('%j does not end its block', (text) => {
    const rendered = html(`${fence(text, 'hcl')}\n\nafter`)
    expect(elements(rendered, '')).toEqual(['pre', 'code', 'p'])
    expect(rendered).toContain('<p>after</p>')
  })
})

describe('links', () => {
  const base = 'https://github.com/octo-org/demo/blob/main'
  test.each([
    ['main.tf:7', `${base}/main.tf#L7`],
    ['a[0].tf', `${base}/a%5B0%5D.tf`],
    ['a](https://evil.example)', base],
    ['a`b', base],
    ['<b>', base]
  ])('%j leads to %s alone', (text, url) => {
    const rendered = html(link(text, url))
    expect(elements(rendered, 'p')).toEqual(['a', 'code'])
    expect(rendered).toContain(`href="${url}"`)
    expect(seen(rendered).trim()).toBe(text)
  })

  test.each(['https://a/b> <img>', 'https://a/b\nc', 'https://a/(b', 'https://a/b\\'])(
    'the address %j cannot break out',
    (url) => {
      expect(elements(html(`${link('x', url)} after`), 'p')).toEqual(['a', 'code'])
    }
  )
})

describe('what cannot be seen is made visible', () => {
  test.each([
    ['a\u0000b', 'a\\u{0}b'],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['a\u0085b', 'a\\u{85}b'],
    ['zero\u200bwidth', 'zero\\u{200b}width'],
    ['a\u202eb', 'a\\u{202e}b'],
    ['a\u2066b\u2069', 'a\\u{2066}b\\u{2069}'],
    ['a\u061cb', 'a\\u{61c}b'],
    ['a\u2028b', 'a\\u{2028}b'],
    ['\ufeffa', '\\u{feff}a'],
    ['a\r\nb\tc', 'a\nb\tc'],
    ['ä 环境 👍', 'ä 环境 👍']
  ])('%j', (text, expected) => {
    expect(printable(text)).toBe(expected)
    expect(fence(text)).toContain(expected)
  })
})

test.each([
  ['short', 5, 'short'],
  ['longer', 4, 'long… (6 characters)'],
  ['a👍b', 2, 'a… (4 characters)'],
  ['a👍b', 3, 'a👍… (4 characters)'],
  ['', 0, '']
])('%j cut at %i is %j', (text, length, expected) => {
  expect(cut(text, length)).toBe(expected)
})

test('markdown inside of details is rendered', () => {
  expect(html(details('More', '**x**'))).toContain('<strong>x</strong>')
})
