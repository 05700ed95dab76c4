// The verdict of a run in words, its address, and what a skip or a failure leaves in the report.
import { describe, expect, test } from '@jest/globals'
import { FAILURE_REASONS, RunError } from '../../src/errors.ts'
import { amount, headlineOf, noteFailure, noteSkip, urlOf } from '../../src/report.ts'
import type { Report } from '../../src/report.ts'
import { COMMIT, planOf, plannedReport, reportOf } from './reports.ts'

const applied = { applied: true }

describe('headlines', () => {
  test.each<[string, Report]>([
    ["'alice' was created", plannedReport(planOf('create'), { ...applied, existed: false })],
    ["'alice' was updated", plannedReport(planOf('update'), applied)],
    ["'alice' was updated", plannedReport(planOf('output-only'), applied)],
    ["'alice' is up to date", plannedReport(planOf('unchanged'))],
    [
      "'alice' was destroyed: 2 resources",
      plannedReport(planOf('destroy'), { operation: 'destroy', ...applied })
    ],
    [
      "'alice' was destroyed: 1 resource",
      plannedReport(planOf('removed'), { operation: 'destroy', ...applied })
    ],
    [
      "'alice' was destroyed: nothing was left",
      plannedReport(planOf('unchanged'), { operation: 'destroy' })
    ],
    [
      "'alice' would be created",
      plannedReport(planOf('create'), { operation: 'plan', existed: false })
    ],
    ["'alice' would be updated", plannedReport(planOf('update'), { operation: 'plan' })],
    [
      "'alice' would be updated",
      plannedReport(planOf('output-only'), { operation: 'plan', changes: true })
    ],
    ["'alice' would not change", plannedReport(planOf('unchanged'), { operation: 'plan' })],
    ['Nothing was done', reportOf()],
    [
      "'alice' was not updated: the apply failed half-way",
      plannedReport(planOf('update'), { failed: true, reason: 'apply-failed' })
    ],
    [
      "'alice' was not applied: Terraform refused the plan",
      reportOf({ operation: 'apply', failed: true, reason: 'plan-failed' })
    ],
    [
      "'alice' was not destroyed: it is locked",
      reportOf({ operation: 'destroy', existed: true, failed: true, reason: 'state-locked' })
    ],
    [
      "'alice' was not planned: Terraform could not be initialised",
      reportOf({ operation: 'plan', failed: true, reason: 'init-failed' })
    ]
  ])('%s', (headline, report) => {
    expect(headlineOf(report)).toBe(headline)
  })

  test('a run that failed before it knew its environment says so', () => {
    const { environment, ...rest } = reportOf({ failed: true, reason: 'invalid-input' })
    expect(environment).toBe('alice')
    expect(headlineOf(rest)).toBe(
      'Nothing was done: the workflow or the repository must change first'
    )
  })

  test.each(['apply', 'destroy'] as const)(
    'a run that only tells an %s does not claim it',
    (operation) => {
      const headline = headlineOf(reportOf({ operation, told: true, commit: COMMIT }))
      expect(headline).toContain(operation)
      expect(headline).not.toMatch(/was|is up to date/u)
    }
  )

  test('every reason of a failure has words of its own', () => {
    const headlines = FAILURE_REASONS.map((reason) =>
      headlineOf(reportOf({ failed: true, reason }))
    )
    expect(new Set(headlines).size).toBe(FAILURE_REASONS.length)
    expect(headlines.join('\n')).not.toContain('it failed')
  })
})

describe('the address of an environment', () => {
  const shown = (value: unknown) => ({ value, sensitive: false })
  const address = shown('https://a.example.com')
  test.each<[string, Report['outputs'], string | undefined]>([
    ['no output', {}, undefined],
    ['another output', { address }, undefined],
    ['url', { url: address }, 'https://a.example.com'],
    ['application_url', { application_url: address }, 'https://a.example.com'],
    ['any _url', { web_url: address }, 'https://a.example.com'],
    [
      'url before application_url',
      { application_url: shown('https://b'), url: address },
      'https://a.example.com'
    ],
    [
      'application_url before any other',
      { web_url: shown('https://b'), application_url: address },
      'https://a.example.com'
    ],
    [
      'the first of several',
      { b_url: address, a_url: shown('https://b') },
      'https://a.example.com'
    ],
    ['a sensitive one is not shown', { url: { value: 'https://a', sensitive: true } }, undefined],
    ['no address at all', { url: shown('a.example.com') }, undefined],
    ['a script', { url: shown('javascript:alert(1)') }, undefined],
    ['an address with markup', { url: shown('https://a/"><img>') }, undefined],
    ['an address with a line break', { url: shown('https://a\n::error::') }, undefined],
    ['a list', { url: shown(['https://a']) }, undefined],
    ['null', { url: shown(null) }, undefined],
    ['a name that only ends alike', { curl: address }, undefined]
  ])('%s', (_, outputs, expected) => {
    expect(urlOf(reportOf({ outputs }))).toBe(expected)
  })
})

describe('what is noted', () => {
  test('a skip', () => {
    const report = reportOf({ operation: 'destroy' })
    noteSkip(report, { kind: 'skip', reason: 'protected', why: 'Why.', otherwise: 'Otherwise.' })
    expect(report).toMatchObject({
      operation: 'skip',
      reason: 'protected',
      why: 'Why.',
      hint: 'Otherwise.',
      failed: false
    })
  })

  test('a failure that a person can act on', () => {
    const report = reportOf()
    noteFailure(report, new RunError('state-locked', 'Locked.', 'Wait.'))
    expect(report).toMatchObject({
      failed: true,
      reason: 'state-locked',
      why: 'Locked.',
      hint: 'Wait.'
    })
  })

  test('a failure without a hint', () => {
    const report = reportOf()
    noteFailure(report, new RunError('state-locked', 'Locked.'))
    expect('hint' in report).toBe(false)
  })

  test.each<[string, unknown, string]>([
    ['an error', new TypeError('x is not y'), 'TypeError: x is not y'],
    ['a text', 'oops', 'oops'],
    ['nothing', undefined, 'undefined']
  ])('%s that nobody expected is our own defect', (_, error, words) => {
    const report = reportOf()
    noteFailure(report, error)
    expect(report).toMatchObject({ failed: true, reason: 'internal' })
    expect(report.why).toContain(`Unexpected error: ${words}`)
    expect(report.hint).toContain('report it')
  })
})

test.each([
  [0, '0 resources'],
  [1, '1 resource'],
  [2, '2 resources']
])('%i', (count, expected) => expect(amount(count, 'resource')).toBe(expected))
