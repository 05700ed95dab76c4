// Secrets made of anything, written in every way Terraform and the log write a text: nothing of one is left to see.
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { maskable, redact, redactReport } from '../../src/report/redact.ts'
import { oneLine } from '../../src/report/markdown.ts'
import { harmless } from '../../src/report/progress.ts'
import { resultOf } from '../../src/report/result.ts'
import { renderSummary } from '../../src/report/summary.ts'
import { createConsole } from '../harness/console.ts'
import { cases } from '../harness/hostile.ts'
import { planOf, plannedReport } from '../unit/reports.ts'

const CORES = ['Kerbholz', 'Rapunzel', 'Tannhain']
const junk = fc.oneof(
  fc.constantFrom(
    ' ',
    '\n',
    '\r\n',
    '\r',
    '\n  ',
    '\t',
    '"',
    "'",
    '\\',
    '\\n',
    '<',
    '>',
    '&',
    '${',
    '%{'
  ),
  fc.constantFrom(
    '::',
    '##[',
    '%0A',
    '$&',
    '\u0007',
    '\u001b[31m',
    '\u200b',
    '\u2028',
    '\u202e',
    'ä',
    '👍'
  ),
  fc.constantFrom('.*', '(', '[', '{', '|', '***', '```', '</code>', 'Kerb', 'null', '~'),
  fc.string({ unit: 'binary', maxLength: 3 })
)
const gap = fc.array(junk, { maxLength: 3 }).map((parts) => parts.join(''))
/** Words with anything before, between and after them. */
const secret = fc
  .tuple(gap, fc.array(gap, { minLength: CORES.length, maxLength: CORES.length }))
  .map(([first, gaps]) => first + CORES.map((core, index) => core + (gaps[index] ?? '')).join(''))

const quoted = (text: string): string => JSON.stringify(text).slice(1, -1)
/** As Go encodes JSON, so that it can stand in a web page. */
const encoded = (text: string): string =>
  quoted(text).replace(
    /[<>&\u2028\u2029]/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`
  )

const WRITTEN: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['within quotes', quoted],
  ['within quotes within quotes', (text) => quoted(quoted(text))],
  ['by jsonencode', encoded],
  ['by jsonencode within quotes', (text) => quoted(encoded(text))],
  ['as a key of a resource', (text) => quoted(text).replace(/[$%](?=\{)/gu, (mark) => mark + mark)]
]

const seenIn = (text: string): readonly string[] => CORES.filter((core) => text.includes(core))

describe.each(WRITTEN)('a secret %s', (_, write) => {
  test('is not seen in the log, at the start of a line or within it', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom('', 'app: ', '  '), (text, before) => {
        const runner = createConsole()
        for (const mask of maskable([text])) runner.write(`::add-mask::${escapedCommand(mask)}`)
        for (const line of harmless(oneLine(before + write(text))).split('\n')) runner.write(line)
        for (const line of write(text).split('\n')) runner.write(harmless(before + line))
        expect(seenIn(runner.seen())).toEqual([])
      }),
      cases(400)
    )
  })

  test('is not seen in summary and result', () => {
    fc.assert(
      fc.property(secret, (text) => {
        const said = `Bad: ${write(text)}.`
        const report = plannedReport(planOf('replace'), {
          why: said,
          hint: said,
          notices: [said],
          steps: [
            {
              address: `a.b["${write(text)}"]`,
              action: 'create',
              elapsedSeconds: 1,
              outcome: 'failed'
            }
          ],
          diagnostics: [
            {
              severity: 'error',
              summary: said,
              detail: said,
              address: said,
              file: 'main.tf',
              line: 1,
              code: said
            }
          ],
          outputs: { x: { value: { [write(text)]: [write(text)] }, sensitive: false } },
          failed: true
        })
        const hidden = redactReport(report, maskable([text]))
        expect(seenIn(renderSummary(hidden) + JSON.stringify(resultOf(hidden)))).toEqual([])
      }),
      cases(150)
    )
  })
})

describe('many secrets at once', () => {
  test('are all hidden, whichever holds which', () => {
    const some = fc.array(
      fc.tuple(fc.constantFrom(...CORES), gap).map((parts) => parts.join('')),
      { minLength: 1, maxLength: 6 }
    )
    fc.assert(
      fc.property(some, some, (texts, order) => {
        const all = [...texts, ...order]
        const masks = maskable(all)
        for (const text of all)
          expect(seenIn(redact(`${all.join(text)}${text}`, masks).replaceAll('***', '\n'))).toEqual(
            []
          )
      }),
      cases(500)
    )
  })

  test('10,000 of them, in a text of a megabyte, take seconds', () => {
    const all = Array.from({ length: 10_000 }, (_, index) => `secret-${index}-${'x'.repeat(20)}`)
    const text = all.join(' and ').repeat(3)
    const started = performance.now()
    expect(redact({ text }, maskable(all)).text).not.toContain('secret-')
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

/** As the toolkit writes a value into a command. */
const escapedCommand = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
