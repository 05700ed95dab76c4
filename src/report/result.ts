/** The machine-readable result of a run; its schema is docs/result.schema.json. */
import { headlineOf, NO_COUNTS, urlOf } from '../report.ts'
import type { Report } from '../report.ts'

/** What `result.json` holds; the report must be redacted already. */
export const resultOf = (report: Report): unknown => ({
  version: 1,
  operation: report.operation,
  reason: report.reason,
  headline: headlineOf(report),
  failed: report.failed,
  why: report.why,
  hint: report.hint,
  project: report.project,
  environment: report.environment,
  branch: report.branch,
  commit: report.commit,
  previousCommit: report.previous?.commit,
  rolledBackTo: report.backTo,
  backend:
    report.backend === undefined
      ? undefined
      : { type: report.backend.type, key: report.backend.key },
  tool: report.tool,
  changes: report.changes === true,
  applied: report.applied,
  counts: report.plan?.counts ?? NO_COUNTS,
  resources: (report.plan?.changes ?? []).map(
    ({ address, action, previousAddress, attributes }) => ({
      address,
      action,
      previousAddress,
      attributes: attributes.map((attribute) => attribute.name)
    })
  ),
  tagCoverage: report.tagCoverage,
  steps: report.steps,
  diagnostics: report.diagnostics,
  notices: report.notices,
  outputs: Object.fromEntries(
    Object.entries(report.outputs).map(([name, { value, sensitive }]) => [
      name,
      sensitive ? { sensitive } : { value, sensitive }
    ])
  ),
  url: urlOf(report),
  phases: report.phases,
  elapsedMs: report.elapsedMs,
  runUrl: report.runUrl
})
