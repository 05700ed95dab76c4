/** Renders why a run failed, where, how far it came, and what to do. */
import { amount } from '../report.ts'
import type { Report } from '../report.ts'
import type { Detail } from './changes.ts'
import { alert, code, cut, escape, fence, instructions, link, table } from './markdown.ts'

export function renderFailure(report: Report): readonly string[] {
  // What points at a line says more than Terraform's general words about it.
  const errors = report.diagnostics
    .filter((diagnostic) => diagnostic.severity === 'error')
    .toSorted((left, right) => Number(left.file === undefined) - Number(right.file === undefined))
  const caution = alert('CAUTION', escape(report.why ?? ''))
  const shown = errors.slice(0, 20).map((error) => {
    const path = error.file === undefined ? undefined : inRepository(report, error.file)
    const line = error.line === undefined ? '' : `#L${error.line}`
    const where =
      path === undefined
        ? ''
        : ` — ${link(`${path}${line.replace('#L', ':')}`, blobUrl(report, path, line))}`
    const source = error.code === undefined ? '' : `\n\n${fence(cut(error.code, 2000), 'hcl')}`
    const address = error.address === undefined ? '' : ` in ${code(error.address)}`
    return `**${escape(error.summary)}**${address}${where}${source}${error.detail === '' ? '' : `\n\n${escape(cut(error.detail, 4000))}`}`
  })
  const more =
    errors.length > shown.length
      ? [`${amount(errors.length - shown.length, 'more error')} in the log.`]
      : []
  const hint = report.hint === undefined ? [] : [`**What to do:** ${instructions(report.hint)}`]
  return [caution, ...shown, ...more, ...hint]
}

const inRepository = (report: Report, file: string): string =>
  report.workingDirectory === '.' ? file : `${report.workingDirectory}/${file}`

const blobUrl = (report: Report, path: string, line: string): string =>
  `${report.repositoryUrl}/blob/${report.commit ?? ''}/${path.split('/').map(encodeURIComponent).join('/')}${line}`

/** After a failure: how far the apply came. */
export function renderDone(report: Report, detail: Detail): string {
  if (!report.failed || report.steps.length === 0) return ''
  const rows = report.steps
    .slice(0, detail.rows)
    .map((step) => [
      step.outcome === 'done' ? 'done' : '**failed**',
      `${escape(step.action)} ${code(step.address)}`,
      `${step.elapsedSeconds} s`
    ])
  const left = report.steps.length - rows.length
  const more = left === 0 ? '' : `\n\n${left} more in the log.`
  return `What was done before it failed:\n\n${table(['', 'resource', 'time'], rows)}${more}`
}
