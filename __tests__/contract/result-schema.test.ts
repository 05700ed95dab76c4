// result.json is what docs/result.schema.json says, for every kind of run.
import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FAILURE_REASONS, RunError, SKIP_REASONS } from '../../src/errors.ts'
import { noteFailure, noteSkip, startReport } from '../../src/report.ts'
import type { Report } from '../../src/report.ts'
import { redactReport } from '../../src/report/redact.ts'
import { resultOf } from '../../src/report/result.ts'
import { repositoryRoot } from '../harness/action-file.ts'
import { COMMIT, planOf, plannedReport, reportOf, taggedReport } from '../unit/reports.ts'

type Schema = Readonly<Record<string, unknown>> & {
  readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>>
  readonly required: readonly string[]
}

const schema = JSON.parse(
  readFileSync(join(repositoryRoot, 'docs/result.schema.json'), 'utf8')
) as Schema
const validate = new Ajv({ allErrors: true, strict: true, strictTypes: false }).compile(schema)

/** What is wrong with a report's result, as the file has it. */
function problems(report: Report): readonly string[] {
  const result: unknown = JSON.parse(JSON.stringify(resultOf(report)))
  return validate(result)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

const diagnostic = {
  severity: 'error',
  summary: 's',
  detail: '',
  address: undefined,
  file: undefined,
  line: undefined,
  code: undefined
} as const

const REPORTS: Readonly<Record<string, Report>> = {
  'before anything is known': startReport({
    command: 'auto',
    repositoryUrl: '',
    runUrl: '',
    actor: '',
    workingDirectory: '.'
  }),
  created: plannedReport(planOf('create'), {
    applied: true,
    existed: false,
    outputs: {
      url: { value: 'https://a.example.com', sensitive: false },
      pw: { value: undefined, sensitive: true },
      none: { value: null, sensitive: false }
    }
  }),
  'with a replacement': plannedReport(planOf('replace'), { applied: true }),
  'with everything that is no change': plannedReport(
    {
      ...planOf('move'),
      changes: ['move', 'import', 'forget'].flatMap((name) => planOf(name).changes)
    },
    { applied: true }
  ),
  unchanged: plannedReport(planOf('unchanged')),
  'with resources that lack tags': taggedReport(['owner']),
  planned: plannedReport(planOf('sensitive'), { operation: 'plan' }),
  destroyed: plannedReport(planOf('destroy'), {
    operation: 'destroy',
    applied: true,
    notices: ['The empty state stays.']
  }),
  'only told': reportOf({ operation: 'destroy', told: true, commit: COMMIT }),
  'failed half-way': plannedReport(planOf('create'), {
    failed: true,
    reason: 'apply-failed',
    why: 'x',
    hint: 'y',
    steps: [{ address: 'a.b', action: 'create', elapsedSeconds: 0.4, outcome: 'failed' }],
    diagnostics: [
      diagnostic,
      {
        ...diagnostic,
        severity: 'warning',
        address: 'a.b',
        file: 'main.tf',
        line: 3,
        code: 'x = 1'
      }
    ]
  })
}

test.each(Object.keys(REPORTS))('a run %s', (name) => {
  expect(problems(REPORTS[name] ?? reportOf())).toEqual([])
})

test.each(Object.keys(REPORTS))('a run %s whose secrets are redacted', (name) => {
  const report = REPORTS[name] ?? reportOf()
  expect(
    problems(redactReport(report, ['create', 'apply', '2400', 'main.tf', 'url', '0000']))
  ).toEqual([])
})

describe('reasons', () => {
  test('are those of the code', () => {
    expect(schema.properties['reason']?.enum).toEqual([...SKIP_REASONS, ...FAILURE_REASONS])
  })

  test.each(SKIP_REASONS)('skipped: %s', (reason) => {
    const report = reportOf()
    noteSkip(report, { kind: 'skip', reason, why: 'Why.', otherwise: 'Otherwise.' })
    expect(problems(report)).toEqual([])
  })

  test.each(FAILURE_REASONS)('failed: %s', (reason) => {
    const report = reportOf({ operation: 'apply' })
    noteFailure(report, new RunError(reason, 'What.'))
    expect(problems(report)).toEqual([])
  })

  test('failed: a defect', () => {
    const report = reportOf()
    noteFailure(report, new TypeError('x'))
    expect(problems(report)).toEqual([])
  })
})

test('every field that is written is described, and every field that is required is written', () => {
  const described = Object.keys(schema.properties)
  const written = Object.keys(resultOf(REPORTS['created'] ?? reportOf()) as object)
  expect(written.filter((name) => !described.includes(name))).toEqual([])
  expect(described.filter((name) => !written.includes(name))).toEqual([])
})

test.each([
  ['another version', { version: 2 }],
  ['an unknown reason', { reason: 'because' }],
  ['a field that nobody knows', { more: 1 }],
  ['a secret output with its value', { outputs: { pw: { sensitive: true, value: 'x' } } }]
])('%s is no result', (_, more) => {
  const result = { ...(JSON.parse(JSON.stringify(resultOf(reportOf()))) as object), ...more }
  expect(validate(result)).toBe(false)
})
