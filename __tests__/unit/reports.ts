// Reports as runs leave them, for the tests of what is rendered from them.
import { readFileSync } from 'node:fs'
import { startReport } from '../../src/report.ts'
import type { Report } from '../../src/report.ts'
import { coverageOf } from '../../src/tags/coverage.ts'
import { parsePlan } from '../../src/terraform/plan.ts'
import type { Plan } from '../../src/terraform/plan.ts'

export const COMMIT = '3f2c1ab0c5d94e1f8a7b6c5d4e3f2a1b0c9d8e7f'
export const EARLIER = '9ab0c12e5f6d7c8b9a0f1e2d3c4b5a6978685746'

/** A plan that real Terraform made, from `fixtures/plans`. */
export function planOf(name: string): Plan {
  return parsePlan(readFileSync(new URL(`../fixtures/plans/${name}.json`, import.meta.url), 'utf8'))
}

/** What is known of a run before it has done anything. */
export function reportOf(more: Partial<Report> = {}): Report {
  return {
    ...startReport({
      command: 'auto',
      repositoryUrl: 'https://github.com/octo-org/demo',
      runUrl: 'https://github.com/octo-org/demo/actions/runs/7/attempts/1',
      actor: 'alice',
      workingDirectory: '.'
    }),
    project: 'demo',
    environment: 'alice',
    branch: 'env-alice',
    elapsedMs: 4100,
    ...more
  }
}

/** A run that came as far as a plan, in the git backend. */
export function plannedReport(plan: Plan, more: Partial<Report> = {}): Report {
  return reportOf({
    operation: 'apply',
    commit: COMMIT,
    existed: true,
    ...(more.existed === false
      ? {}
      : { previous: { commit: EARLIER, time: '2026-01-01T10:20:30.000Z' } }),
    backend: { type: 'git', key: 'refs/gitops-env/state/demo/alice', config: {} },
    tool: { name: 'terraform', version: '1.11.4' },
    plan,
    changes: plan.changes.length > 0,
    phases: [
      { name: 'init', ms: 610 },
      { name: 'plan', ms: 980 },
      ...(more.applied === true ? [{ name: 'apply', ms: 2400 }] : [])
    ],
    ...more
  })
}

/** A run whose plan has resources of three clouds, some with tags. */
export function taggedReport(required: readonly string[], more: Partial<Report> = {}): Report {
  const plan = planOf('tags')
  return plannedReport(plan, {
    tagCoverage: coverageOf(plan.taggable, ['alice'], required),
    ...more
  })
}
