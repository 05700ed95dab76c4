// A summary that would not fit says what it leaves out, and foreign text in it stays text.
import { describe, expect, test } from '@jest/globals'
import { marked } from 'marked'
import { renderSummary } from '../../src/report/summary.ts'
import { countsOf } from '../../src/terraform/plan.ts'
import type { ResourceChange } from '../../src/terraform/plan.ts'
import { COMMIT, planOf, plannedReport } from './reports.ts'

const LIMIT_BYTES = 1_000_000
const bytesOf = (text: string): number => Buffer.byteLength(text)

/** As many changes as asked for, the dangerous ones last. */
function changesOf(
  count: number,
  value: string,
  addressOf = (index: number) => `module.many[${index}].terraform_data.x`
): readonly ResourceChange[] {
  return Array.from({ length: count }, (_, index) => ({
    address: addressOf(index),
    action: index < count - 2 ? 'update' : 'destroy',
    previousAddress: undefined,
    attributes: [
      {
        name: 'input',
        before: JSON.stringify(value),
        after: JSON.stringify(`${value}!`),
        forcesReplacement: false
      }
    ]
  }))
}

const summaryOf = (changes: readonly ResourceChange[], more = {}): string =>
  renderSummary(
    plannedReport(
      { ...planOf('create'), changes, counts: countsOf(changes) },
      { applied: true, ...more }
    )
  )

describe('size', () => {
  test.each<[string, string]>([
    ['short values', 'x'],
    ['long values', 'x'.repeat(5000)],
    ['values of several bytes a character', '环'.repeat(3000)]
  ])('5,000 changed resources with %s fit, and it is told how many are left out', (_, value) => {
    const summary = summaryOf(changesOf(5000, value))
    expect(bytesOf(summary)).toBeLessThan(LIMIT_BYTES)
    expect(summary).toContain('4998 changed')
    expect(summary).toContain('**2 destroyed**')
    const rows = summary.match(/^\| [~−] /gmu)?.length ?? 0
    expect(rows).toBeGreaterThan(0)
    expect(summary).toContain(`${5000 - rows} more resources: see the log.`)
  })

  test('what is destroyed is in the table however many others there are', () => {
    const rows = summaryOf(changesOf(5000, 'x'))
      .split('\n')
      .filter((line) => line.startsWith('| '))
    expect(rows.slice(2, 4).map((row) => row.split('|')[1]?.trim())).toEqual([
      '− destroyed',
      '− destroyed'
    ])
  })

  test.each<[string, (index: number) => string]>([
    ['long addresses', (index) => `module.${'a'.repeat(2000)}.x[${index}]`],
    ['addresses that grow when they are escaped', (index) => `a["${'|`<'.repeat(300)}${index}"]`]
  ])('5,000 resources with %s fit', (_, addressOf) => {
    const summary = summaryOf(changesOf(5000, 'x', addressOf))
    expect(bytesOf(summary)).toBeLessThan(LIMIT_BYTES)
    expect(summary).toMatch(/^## /u)
  })

  test.each<[string, object]>([
    ['a long reason', { failed: true, reason: 'internal', why: '<'.repeat(300_000) }],
    [
      'a hundred thousand steps of a failed apply',
      {
        failed: true,
        reason: 'apply-failed',
        why: 'x',
        steps: Array.from({ length: 100_000 }, (_, index) => ({
          address: `a.b[${index}]`,
          action: 'create',
          elapsedSeconds: 1,
          outcome: 'done'
        }))
      }
    ],
    [
      'large outputs',
      {
        outputs: Object.fromEntries(
          Array.from({ length: 5000 }, (_, index) => [
            `output_${index}`,
            { value: '|'.repeat(10_000), sensitive: false }
          ])
        )
      }
    ],
    [
      'many diagnostics',
      {
        failed: true,
        reason: 'plan-failed',
        why: 'x',
        diagnostics: Array.from({ length: 1000 }, () => ({
          severity: 'error',
          summary: '*'.repeat(5000),
          detail: '<'.repeat(50_000),
          address: 'a.b',
          file: 'main.tf',
          line: 1,
          code: '`'.repeat(5000)
        }))
      }
    ],
    ['many notices', { notices: Array.from({ length: 300 }, () => '<'.repeat(1000)) }]
  ])('%s fits', (_, more) => {
    const summary = summaryOf(changesOf(3, 'x'), more)
    expect(bytesOf(summary)).toBeLessThan(LIMIT_BYTES)
    expect(summary).toMatch(/^## /u)
  })
})

describe('what is left out is told', () => {
  const steps = Array.from({ length: 3000 }, (_, index) => ({
    address: `a.b[${index}]`,
    action: 'create',
    elapsedSeconds: 1,
    outcome: 'done'
  }))
  const outputs = Object.fromEntries(
    steps.map(({ address }) => [address, { value: 1, sensitive: false }])
  )
  const diagnostics = steps.map(({ address }) => ({
    severity: 'warning',
    summary: 'Odd',
    detail: '',
    address
  }))
  const failed = { failed: true, reason: 'apply-failed', why: 'x' }
  test.each<[string, RegExp, object]>([
    ['steps of a failed apply', /^\| done \|/gmu, { ...failed, steps }],
    ['outputs', /^\| `a\.b\[/gmu, { outputs }],
    ['warnings', /^> \[!WARNING\]/gmu, { diagnostics }],
    [
      'errors',
      /^\*\*Odd\*\*/gmu,
      { ...failed, diagnostics: diagnostics.map((one) => ({ ...one, severity: 'error' })) }
    ]
  ])('%s', (_, shown, more) => {
    const summary = summaryOf([], more)
    const count = summary.match(shown)?.length ?? 0
    expect(count).toBeGreaterThan(0)
    expect(summary).toContain(`${3000 - count} more`)
  })
})

describe('resources without the environment', () => {
  const coverage = (count: number, address = 'a.b') => ({
    keys: ['environment', 'owner'],
    required: ['owner'],
    taggable: count,
    carrying: 0,
    missing: Array.from({ length: count }, (_, index) => ({
      address: `${address}[${index}]`,
      provider: 'p',
      argument: 'tags',
      lacks: ['owner'],
      hasOther: false
    })),
    unknown: 0
  })

  test('are listed, 50 of them, and it is told how many more there are', () => {
    const summary = summaryOf([], { tagCoverage: coverage(3000) })
    expect(summary).toContain('0 of 3000 taggable resources carry the environment')
    expect(summary.match(/^\| `a\.b\[/gmu)).toHaveLength(50)
    expect(summary).toContain('2950 more in result.json.')
  })

  test('are no more than counted where they do not fit', () => {
    const summary = summaryOf([], { tagCoverage: coverage(100, '|'.repeat(30_000)) })
    expect(bytesOf(summary)).toBeLessThan(LIMIT_BYTES)
    expect(summary).toContain('0 of 100 taggable resources carry the environment')
    expect(summary).not.toContain('Without ')
  })
})

describe('hostile text', () => {
  const EVIL =
    '</td></summary></details><img src=x onerror=alert(1)>`|\n\n# @octocat https://evil.example\n```'
  test('from branches, addresses, values, outputs and diagnostics is not markup', () => {
    const summary = renderSummary(
      plannedReport(planOf('create'), {
        actor: EVIL,
        branch: EVIL,
        project: EVIL,
        commit: COMMIT,
        failed: true,
        reason: 'apply-failed',
        why: EVIL,
        hint: EVIL,
        tool: { name: 'terraform', version: EVIL },
        backend: { type: 's3', key: EVIL, config: { key: EVIL } },
        plan: {
          changes: [
            {
              address: EVIL,
              action: 'replace',
              previousAddress: undefined,
              attributes: [{ name: EVIL, before: EVIL, after: EVIL, forcesReplacement: true }]
            }
          ],
          counts: countsOf([])
        },
        tagCoverage: {
          keys: ['environment', EVIL],
          required: [],
          taggable: 1,
          carrying: 0,
          missing: [
            { address: EVIL, provider: EVIL, argument: EVIL, lacks: [EVIL], hasOther: true }
          ],
          unknown: 0
        },
        outputs: { [EVIL]: { value: EVIL, sensitive: false } },
        steps: [{ address: EVIL, action: EVIL, elapsedSeconds: 1, outcome: 'done' }],
        diagnostics: (['error', 'warning'] as const).map((severity) => ({
          severity,
          summary: EVIL,
          detail: EVIL,
          address: EVIL,
          file: EVIL,
          line: 1,
          code: EVIL
        })),
        notices: [EVIL],
        alteredTags: [EVIL]
      })
    )
    const html = marked.parse(summary, { gfm: true, async: false })
    expect(html).not.toMatch(/<img|<h1|href="https:\/\/evil/u)
    expect(html.match(/<details>/gu)?.length).toBe(html.match(/<\/details>/gu)?.length)
  })
})
