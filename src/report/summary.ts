/** Renders the report as the job summary: the verdict first, danger before everything else. */
import { amount, headlineOf, urlOf } from '../report.ts'
import type { Report } from '../report.ts'
import { ORDER, renderAttributes, renderChanges, renderDanger, wordOf } from './changes.ts'
import type { Detail } from './changes.ts'
import { renderCoverage } from './coverage.ts'
import { renderDone, renderFailure } from './failure.ts'
import { initCommands, quoted } from './local.ts'
import {
  alert,
  code,
  cut,
  details,
  escape,
  fence,
  inline,
  instructions,
  link,
  table
} from './markdown.ts'

const LEVELS: readonly Detail[] = [
  { rows: 1000, attributes: 200, valueLength: 2000 },
  { rows: 1000, attributes: 50, valueLength: 100 },
  { rows: 500, attributes: 0, valueLength: 0 },
  { rows: 50, attributes: 0, valueLength: 0 },
  { rows: 0, attributes: 0, valueLength: 0 }
]

/** GitHub drops a step's summary over 1 MiB whole. */
const LIMIT_BYTES = 1_000_000

/** Markdown for `GITHUB_STEP_SUMMARY`; the report must be redacted already. */
export function renderSummary(report: Report): string {
  let text = ''
  for (const level of LEVELS) {
    text = renderAt(report, level)
    if (new TextEncoder().encode(text).length <= LIMIT_BYTES) return text
  }
  return `## ${escape(headlineOf(report))}\n\nThe rest does not fit into GitHub's limit of a summary; see the log and result.json.\n`
}

function renderAt(report: Report, detail: Detail): string {
  if (report.operation === 'skip' && !report.failed) return renderSkip(report)
  const parts = [
    `## ${renderHeadline(report)}`,
    renderNumbers(report),
    ...(report.failed ? renderFailure(report) : []),
    // A refused destroy budget has its own list of them.
    report.reason === 'destroy-budget' ? '' : renderDanger(report),
    renderChanges(report, detail),
    renderAttributes(report, detail),
    renderCoverage(report, detail),
    renderDone(report, detail),
    renderGone(report),
    renderWarnings(report),
    ...report.notices.map((notice) => alert('NOTE', instructions(notice))),
    renderUrl(report),
    renderOutputs(report, detail),
    renderLocal(report),
    renderTimes(report),
    renderFooter(report)
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function renderSkip(report: Report): string {
  const name = report.environment === undefined ? '' : ` to ${code(report.environment)}`
  return `## Nothing was done${name}: ${escape(report.reason ?? '')}\n\n${escape(report.why ?? '')}\n\n${instructions(report.hint ?? '')}\n`
}

const renderHeadline = (report: Report): string => {
  const text = headlineOf(report)
  return report.environment === undefined
    ? escape(text)
    : `${code(report.environment)}${inline(text.slice(report.environment.length + 2))}`
}

function renderNoNumbers(report: Report): string {
  if (report.plan === undefined || report.failed) return ''
  return report.changes === true ? 'Only outputs change' : 'No changes'
}

function renderNumbers(report: Report): string {
  const changes = report.plan?.changes ?? []
  const numbers = ORDER.flatMap((action) => {
    const count = changes.filter((change) => change.action === action).length
    if (count === 0) return []
    const text = `${count} ${wordOf(report, action)}`
    return [action === 'destroy' || action === 'replace' ? `**${text}**` : text]
  })
  const commit =
    report.commit === undefined
      ? ''
      : link(report.commit.slice(0, 7), `${report.repositoryUrl}/commit/${report.commit}`)
  const where = report.branch === undefined ? '' : ` on ${code(report.branch)}`
  const who = report.actor === '' ? '' : ` by ${inline(report.actor)}`
  const what = numbers.length === 0 ? renderNoNumbers(report) : numbers.join(' · ')
  const by = report.operation === 'destroy' ? 'with the code of ' : ''
  return [what, commit === '' ? '' : `${by}${commit}${where}${who}`, seconds(report.elapsedMs)]
    .filter(Boolean)
    .join(' — ')
}

const SHOWN_WARNINGS = 20

function renderWarnings(report: Report): string {
  const warnings = report.diagnostics.filter((diagnostic) => diagnostic.severity === 'warning')
  const shown = warnings.slice(0, SHOWN_WARNINGS).map(({ summary, detail }) => {
    const more = detail === '' ? '' : ` — ${escape(cut(detail, 1000))}`
    return alert('WARNING', `${escape(summary)}${more}`)
  })
  const left = warnings.length - shown.length
  return [...shown, ...(left === 0 ? [] : [`${amount(left, 'more warning')} in the log.`])].join(
    '\n\n'
  )
}

function renderGone(report: Report): string {
  if (report.operation !== 'destroy' || report.failed || report.told) return ''
  return `Nothing is left in the state${report.stateStays ? '' : '; the state was removed'}.`
}

function renderUrl(report: Report): string {
  const url = urlOf(report)
  return url === undefined ? '' : `**Open it:** <${url.replace(/[<>]/gu, encodeURIComponent)}>`
}

const SHOWN_OUTPUTS = 100

function renderOutputs(report: Report, detail: Detail): string {
  const outputs = Object.entries(report.outputs)
  if (outputs.length === 0 || detail.rows === 0) return ''
  const rows = outputs.slice(0, SHOWN_OUTPUTS).map(([name, { value, sensitive }]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value ?? null)
    return [code(name), sensitive ? '*sensitive*' : code(cut(text, 500))]
  })
  const left = outputs.length - rows.length
  const more = left === 0 ? '' : `\n\n${left} more in result.json.`
  return details(`Outputs (${outputs.length})`, `${table(['output', 'value'], rows)}${more}`)
}

function renderLocal(report: Report): string {
  const backend = report.backend
  if (
    backend === undefined ||
    backend.type === 'git' ||
    report.operation === 'destroy' ||
    report.failed
  )
    return ''
  const where = report.workingDirectory === '.' ? '' : `cd ${quoted(report.workingDirectory)}\n`
  return details(
    'Work on it from your machine',
    fence(`${where}${initCommands(backend, report.tool?.name ?? 'terraform')}`, 'sh')
  )
}

function renderTimes(report: Report): string {
  if (report.phases.length === 0) return ''
  const known = report.phases.reduce((sum, phase) => sum + phase.ms, 0)
  const phases = [
    ...report.phases,
    { name: 'everything else', ms: Math.max(0, report.elapsedMs - known) }
  ]
  return details(
    `Where the ${seconds(report.elapsedMs)} went`,
    phases.map((phase) => `${phase.name} ${seconds(phase.ms)}`).join(' · ')
  )
}

function renderFooter(report: Report): string {
  const backend =
    report.backend === undefined
      ? undefined
      : `state in ${inline(report.backend.type)} ${code(report.backend.key)}`
  const before =
    report.previous === undefined
      ? undefined
      : `last applied before: ${link(report.previous.commit.slice(0, 7), `${report.repositoryUrl}/commit/${report.previous.commit}`)}${report.previous.time === undefined ? '' : `, ${inline(readableTime(report.previous.time))}`}`
  const facts = [
    report.environment === undefined ? undefined : `Environment ${code(report.environment)}`,
    report.project === undefined ? undefined : `project ${code(report.project)}`,
    backend,
    report.tool === undefined
      ? undefined
      : `${inline(report.tool.name)} ${inline(report.tool.version)}`,
    before
  ]
  return facts.filter((fact) => fact !== undefined).join(' · ')
}

/** `2026-11-21 04:35 UTC` */
const readableTime = (time: string): string =>
  time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/u, '$1 $2 UTC')

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
