/** Renders the resources of a plan: danger first, then a table, then what changes in each. */
import { amount } from '../report.ts'
import type { Report } from '../report.ts'
import type { Action, ResourceChange } from '../terraform/plan.ts'
import { code, cut, details, fence, table } from './markdown.ts'

/** How much is shown; each level shows less, until the whole fits. */
export interface Detail {
  readonly rows: number
  readonly attributes: number
  readonly valueLength: number
}

export const WORDS: Readonly<
  Record<Action, { readonly sign: string; readonly done: string; readonly planned: string }>
> = {
  destroy: { sign: '−', done: 'destroyed', planned: 'to destroy' },
  replace: { sign: '±', done: 'replaced', planned: 'to replace' },
  create: { sign: '+', done: 'added', planned: 'to add' },
  update: { sign: '~', done: 'changed', planned: 'to change' },
  import: { sign: '→', done: 'imported', planned: 'to import' },
  move: { sign: '→', done: 'moved', planned: 'to move' },
  forget: { sign: '×', done: 'forgotten', planned: 'to forget' }
}
export const ORDER = Object.keys(WORDS) as readonly Action[]

export const wordOf = (report: Report, action: Action): string =>
  report.applied ? WORDS[action].done : WORDS[action].planned

export function renderDanger(report: Report): string {
  if (report.operation === 'destroy') return ''
  const bad = (report.plan?.changes ?? []).filter(
    (change) => change.action === 'destroy' || change.action === 'replace'
  )
  const lines = bad.slice(0, 10).map((change) => {
    const forced = change.attributes
      .filter((attribute) => attribute.forcesReplacement)
      .map((attribute) => code(attribute.name))
    const why = forced.length === 0 ? '' : `: ${forced.join(', ')} cannot be changed in place`
    const verb = report.applied ? 'was' : report.failed ? 'was to be' : 'would be'
    return `> ${code(change.address)} ${verb} **${WORDS[change.action].done}**${why}.`
  })
  const more =
    bad.length > lines.length
      ? [`> And ${amount(bad.length - lines.length, 'more resource')}.`]
      : []
  return lines.length === 0
    ? ''
    : [
        '> [!CAUTION]',
        ...[...lines, ...more].flatMap((line, index) => (index === 0 ? [line] : ['>', line]))
      ].join('\n')
}

const byDanger = (left: ResourceChange, right: ResourceChange): number =>
  ORDER.indexOf(left.action) - ORDER.indexOf(right.action)

export function renderChanges(report: Report, detail: Detail): string {
  const changes = [...(report.plan?.changes ?? [])].toSorted(byDanger)
  if (changes.length === 0) return ''
  const rows = changes
    .slice(0, detail.rows)
    .map((change) => [
      `${WORDS[change.action].sign} ${wordOf(report, change.action)}`,
      code(change.address),
      whatOf(change)
    ])
  const left = changes.length - rows.length
  const more =
    left === 0
      ? ''
      : `${rows.length === 0 ? '' : '\n\n'}${amount(left, 'more resource')}: see the log.`
  return `${rows.length === 0 ? '' : table(['', 'resource', 'what'], rows)}${more}`
}

function whatOf(change: ResourceChange): string {
  if (change.previousAddress !== undefined) return `from ${code(change.previousAddress)}`
  if (change.action !== 'update' && change.action !== 'replace') return ''
  const names = change.attributes.map((attribute) => code(attribute.name))
  return names.length > 6
    ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more`
    : names.join(', ')
}

export function renderAttributes(report: Report, detail: Detail): string {
  if (report.operation === 'destroy') return ''
  const changes = [...(report.plan?.changes ?? [])]
    .toSorted(byDanger)
    .filter((change) => change.attributes.length > 0)
  const blocks = changes.slice(0, detail.attributes).map((change) => {
    const lines = change.attributes.flatMap((attribute) => [
      ...(attribute.before === undefined
        ? []
        : [`- ${attribute.name} = ${cut(attribute.before, detail.valueLength)}`]),
      ...(attribute.after === undefined
        ? []
        : [`+ ${attribute.name} = ${cut(attribute.after, detail.valueLength)}`])
    ])
    return `${code(change.address)}\n\n${fence(lines.join('\n'), 'diff')}`
  })
  if (blocks.length === 0) return ''
  const left = changes.length - blocks.length
  return details(
    'Attributes',
    [...blocks, ...(left === 0 ? [] : [`${amount(left, 'more resource')} left out.`])].join('\n\n')
  )
}
