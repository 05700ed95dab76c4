/** Hands a finished report to GitHub: annotations, outputs, summary, result.json, and the exit code. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as core from '@actions/core'
import { headlineOf, NO_COUNTS, urlOf } from '../report.ts'
import type { Report } from '../report.ts'
import type { Diagnostic, OutputValue } from '../terraform/events.ts'
import { harmless } from './progress.ts'
import { redactReport } from './redact.ts'
import { resultOf } from './result.ts'
import { renderSummary } from './summary.ts'

/** Annotations of each level that GitHub shows for a step. */
const SHOWN = 10

/**
 * @param directory the run's own; `result.json`, `summary.md` and `outputs.json` are left there
 * @param secrets values that must not appear anywhere
 * @param allOutputs Terraform's outputs, sensitive ones included
 * @returns the headline, which is to be the log's last line
 */
export async function publish(
  found: Report,
  directory: string,
  secrets: readonly string[],
  allOutputs: Readonly<Record<string, OutputValue>> | undefined
): Promise<string> {
  // The apply repeats the warnings of the plan.
  const diagnostics = unique(found.diagnostics)
  const report = redactReport({ ...found, diagnostics }, secrets)
  annotate(report)
  const summary = renderSummary(report)
  writeFileSync(join(directory, 'summary.md'), summary)
  const result = join(directory, 'result.json')
  writeFileSync(result, `${JSON.stringify(resultOf(report), undefined, 2)}\n`)
  setOutputs(report, result)
  if (allOutputs !== undefined) {
    const file = join(directory, 'outputs.json')
    const values = Object.fromEntries(
      Object.entries(allOutputs).map(([name, output]) => [name, output.value])
    )
    writeFileSync(file, `${JSON.stringify(values)}\n`, { mode: 0o600 })
    core.setOutput('outputs-file', file)
  }
  const summaryFile = process.env['GITHUB_STEP_SUMMARY'] ?? ''
  if (existsSync(summaryFile)) await core.summary.addRaw(summary).write()
  if (report.failed) {
    core.setFailed([report.why, report.hint].filter((text) => text !== undefined).join('\n'))
  } else if (report.operation === 'skip') {
    core.notice(`${report.reason ?? ''}: ${report.why ?? ''}`)
  }
  return lastLine(report)
}

const unique = (diagnostics: readonly Diagnostic[]): Diagnostic[] => [
  ...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()
]

function lastLine(report: Report): string {
  const { add, change, destroy } = report.plan?.counts ?? NO_COUNTS
  const numbers =
    report.changes === true ? `: ${add} to add, ${change} to change, ${destroy} to destroy` : ''
  return `${headlineOf(report)}${report.operation === 'plan' ? numbers : ''} (${(report.elapsedMs / 1000).toFixed(1)} s)`
}

function annotate(report: Report): void {
  for (const severity of ['error', 'warning'] as const) {
    const found = report.diagnostics.filter((diagnostic) => diagnostic.severity === severity)
    // A failed run has one more error: why it failed.
    const shown = severity === 'error' ? SHOWN - 1 : SHOWN
    found.slice(0, shown).forEach((diagnostic) => {
      core[severity](
        textOfDiagnostic(diagnostic),
        propertiesOf(diagnostic, report.workingDirectory)
      )
    })
    found
      .slice(shown)
      .forEach((diagnostic) => core.info(harmless(`${severity}: ${textOfDiagnostic(diagnostic)}`)))
  }
}

const textOfDiagnostic = (diagnostic: Diagnostic): string =>
  diagnostic.detail === '' ? diagnostic.summary : `${diagnostic.summary}\n${diagnostic.detail}`

function propertiesOf(diagnostic: Diagnostic, workingDirectory: string): core.AnnotationProperties {
  if (diagnostic.file === undefined) return { title: diagnostic.summary }
  const file = workingDirectory === '.' ? diagnostic.file : `${workingDirectory}/${diagnostic.file}`
  return {
    title: diagnostic.summary,
    file,
    ...(diagnostic.line === undefined ? {} : { startLine: diagnostic.line })
  }
}

/** The contract's outputs; what does not apply is not set. */
function setOutputs(report: Report, result: string): void {
  const counts = report.plan?.counts
  const visible = Object.entries(report.outputs).filter(([, output]) => !output.sensitive)
  const outputs: Readonly<Record<string, string | undefined>> = {
    operation: report.operation,
    reason: report.reason,
    environment: report.environment,
    branch: report.branch,
    commit: report.commit,
    project: report.project,
    changes: report.plan === undefined ? undefined : String(report.changes === true),
    'to-add': counts?.add.toString(),
    'to-change': counts?.change.toString(),
    'to-destroy': counts?.destroy.toString(),
    'to-replace': counts?.replace.toString(),
    outputs:
      visible.length === 0
        ? undefined
        : JSON.stringify(Object.fromEntries(visible.map(([name, output]) => [name, output.value]))),
    url: urlOf(report),
    result
  }
  for (const [name, value] of Object.entries(outputs)) {
    if (value !== undefined) core.setOutput(name, value)
  }
}
