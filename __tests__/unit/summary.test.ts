// The job summary of each kind of run, as GitHub shows it: compared with `fixtures/summaries`, written anew with UPDATE_GOLDEN=1.
import { describe, expect, test } from '@jest/globals'
import { readFileSync, writeFileSync } from 'node:fs'
import { marked } from 'marked'
import { noteFailure, noteSkip } from '../../src/report.ts'
import type { Report } from '../../src/report.ts'
import { RunError } from '../../src/errors.ts'
import { renderSummary } from '../../src/report/summary.ts'
import type { Diagnostic } from '../../src/terraform/events.ts'
import { countsOf } from '../../src/terraform/plan.ts'
import { guardTags } from '../../src/policy/required-tags.ts'
import { planOf, plannedReport, reportOf, taggedReport } from './reports.ts'

const error: Diagnostic = {
  severity: 'error',
  summary: 'Reference to undeclared resource',
  detail:
    'A managed resource "terraform_data" "dbb" has not been declared in the root module.\n\nDid you mean "db"?',
  address: 'terraform_data.app',
  file: 'main.tf',
  line: 12,
  code: '  input = terraform_data.dbb.id'
}
const shown = (value: unknown) => ({ value, sensitive: false })

const REPORTS: Readonly<Record<string, () => Report>> = {
  created: () =>
    plannedReport(planOf('create'), {
      applied: true,
      existed: false,
      outputs: {
        url: shown('https://alice.example.com'),
        database: shown({ host: 'db', port: 5432 }),
        password: { value: undefined, sensitive: true }
      }
    }),
  updated: () => {
    const parts = ['replace', 'update', 'create', 'removed', 'move', 'import', 'forget'].map(planOf)
    const changes = parts.flatMap((plan) => plan.changes)
    return plannedReport(
      { ...planOf('replace'), changes, counts: countsOf(changes) },
      { applied: true }
    )
  },
  unchanged: () => plannedReport(planOf('unchanged')),
  destroyed: () => plannedReport(planOf('destroy'), { operation: 'destroy', applied: true }),
  'destroyed-with-a-rest': () =>
    plannedReport(planOf('destroy'), {
      operation: 'destroy',
      applied: true,
      stateStays: true,
      notices: [
        "The state stays in s3 'demo/alice.tfstate'. When nothing is left in it, remove it with:\n    aws s3api delete-object --bucket 'states@eu' --key demo/alice.tfstate",
        'Two lines of words:\nboth *are* read.'
      ]
    }),
  plan: () => plannedReport(planOf('replace'), { operation: 'plan' }),
  tagged: () => taggedReport(['owner'], { applied: true }),
  'tags-missing': () => {
    const report = taggedReport([])
    const refusal = guardTags(
      report.tagCoverage ?? { missing: [] },
      ['environment'],
      'alice',
      'alice'
    )
    noteFailure(report, refusal)
    return report
  },
  'plan-of-outputs': () =>
    plannedReport(planOf('output-only'), { operation: 'plan', changes: true }),
  'other-backend': () =>
    plannedReport(planOf('update'), {
      applied: true,
      workingDirectory: "infra/it's",
      backend: {
        type: 's3',
        key: 'demo/alice.tfstate',
        config: { bucket: 'states', key: 'demo/alice.tfstate' }
      },
      notices: ['The state of `alice` was read twice.'],
      diagnostics: [
        { ...error, severity: 'warning', summary: 'Deprecated', detail: 'Use "x".\nNot "y".' }
      ]
    }),
  'skipped-not-an-environment': () => {
    const { environment, project, branch, ...report } = reportOf()
    expect([environment, project, branch]).toEqual(['alice', 'demo', 'env-alice'])
    noteSkip(report, {
      kind: 'skip',
      reason: 'not-an-environment',
      why: "The branch 'main' is no environment: it does not match 'env-*'.",
      otherwise: "The input 'branches' says which branches are environments."
    })
    return report
  },
  'skipped-protected': () => {
    const report = reportOf({ environment: 'prod', branch: 'main' })
    noteSkip(report, {
      kind: 'skip',
      reason: 'protected',
      why: "The environment 'prod' is protected: no event destroys it.",
      otherwise:
        'To destroy it on purpose, start the workflow by hand with `command: destroy` and `branch: main`.'
    })
    return report
  },
  'failed-apply': () => {
    const report = plannedReport(planOf('create'), {
      diagnostics: [
        {
          ...error,
          summary: 'creating Thing: HTTP 409 Conflict',
          detail: '',
          line: undefined,
          code: undefined
        }
      ],
      steps: [
        { address: 'terraform_data.db', action: 'create', elapsedSeconds: 2, outcome: 'done' },
        { address: 'terraform_data.app', action: 'create', elapsedSeconds: 31, outcome: 'failed' }
      ]
    })
    noteFailure(report, new RunError('apply-failed', 'terraform apply failed with exit code 1.'))
    return report
  },
  'failed-plan': () => {
    const { plan, changes, ...report } = plannedReport(planOf('create'), {
      existed: false,
      workingDirectory: 'infra',
      diagnostics: [error]
    })
    expect([plan, changes]).toHaveLength(2)
    noteFailure(report, new RunError('plan-failed', 'terraform plan failed with exit code 1.'))
    return report
  },
  'state-locked': () => {
    const report = reportOf({ operation: 'apply', existed: true })
    noteFailure(
      report,
      new RunError(
        'state-locked',
        "The environment 'alice' is locked, held by run 6, attempt 1, job 'env' of bob since 2026-01-02T03:04:05.000Z: https://github.com/octo-org/demo/actions/runs/6/attempts/1. Waited 300 s for it.",
        "Wait for that run and start this one again, or raise 'lock-timeout'. If that run is over, and only then, remove its lock:\n    git push origin :refs/gitops-env/locks/demo/alice"
      )
    )
    return report
  }
}

const goldenOf = (name: string): URL => new URL(`../fixtures/summaries/${name}.md`, import.meta.url)

describe('golden summaries', () => {
  test.each(Object.keys(REPORTS))('%s', (name) => {
    const summary = renderSummary(REPORTS[name]?.() ?? reportOf())
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(goldenOf(name), summary)
    expect(summary).toBe(readFileSync(goldenOf(name), 'utf8'))
  })

  test.each([
    [false, 'Nothing is left in the state; the state was removed.'],
    [true, 'Nothing is left in the state.']
  ])('a destroyed environment whose state stays: %s', (stateStays, line) => {
    const report = plannedReport(planOf('destroy'), {
      operation: 'destroy',
      applied: true,
      notices: ['Something else.'],
      stateStays
    })
    expect(renderSummary(report).split('\n')).toContain(line)
  })

  test.each(Object.keys(REPORTS))('%s says its verdict first, and closes what it opens', (name) => {
    const html = marked.parse(renderSummary(REPORTS[name]?.() ?? reportOf()), {
      gfm: true,
      async: false
    })
    expect(html).toMatch(/^<h2>/u)
    expect(html.match(/<details>/gu)?.length).toBe(html.match(/<\/details>/gu)?.length)
    expect(html).not.toMatch(/undefined|\[object|NaN/u)
  })
})
