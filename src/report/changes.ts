/** Renders the resources of a plan: danger first, then a table, then what changes in each. */
import { amount } from '../report.ts'
import type { Report } from '../report.ts'
import { listOf, objectOf, parseJson } from '../json.ts'
import { UNKNOWN } from '../terraform/plan.ts'
import type { Action, AttributeChange, ResourceChange } from '../terraform/plan.ts'
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
  const verb = report.applied ? 'was' : report.failed ? 'was to be' : 'would be'
  const lines = bad.slice(0, 10).map((change) => {
    const why = change.attributes
      .filter((attribute) => attribute.forcesReplacement)
      .map(renderForce)
    const cause = why.length === 0 ? '' : `: ${why.join(' and ')}, which cannot be changed in place`
    return `${code(change.address)} ${verb} **${WORDS[change.action].done}**${cause}.`
  })
  const more =
    bad.length > lines.length ? [`And ${amount(bad.length - lines.length, 'more resource')}.`] : []
  if (lines.length === 0) return ''
  return `> [!CAUTION]\n> ${[...lines, ...more].join('\n>\n> ')}`
}

const SHORT = 60

function renderForce({ name, before, after }: AttributeChange): string {
  const known = before !== undefined && after !== undefined
  return known && before.length <= SHORT && after.length <= SHORT
    ? `${code(name)} changed from ${code(before)} to ${code(after)}`
    : `${code(name)} changed`
}

const byDanger = (left: ResourceChange, right: ResourceChange): number =>
  ORDER.indexOf(left.action) - ORDER.indexOf(right.action)

export function renderChanges(report: Report, detail: Detail): string {
  const changes = [...(report.plan?.changes ?? [])].toSorted(byDanger)
  if (changes.length === 0) return ''
  const shown = changes.slice(0, detail.rows)
  const what = shown.map(whatOf)
  const detailed = what.some((text) => text !== '')
  const rows = shown.map((change, index) => [
    `${WORDS[change.action].sign} ${wordOf(report, change.action)}`,
    code(change.address),
    ...(detailed ? [what[index] ?? ''] : [])
  ])
  const left = changes.length - rows.length
  const more = left === 0 ? [] : [`${amount(left, 'more resource')}: see the log.`]
  const head = ['', 'resource', ...(detailed ? ['what'] : [])]
  return [...(rows.length === 0 ? [] : [table(head, rows)]), ...more].join('\n\n')
}

function whatOf(change: ResourceChange): string {
  if (change.previousAddress !== undefined) return `from ${code(change.previousAddress)}`
  if (change.action !== 'update' && change.action !== 'replace') return ''
  const forcing = change.attributes.filter((attribute) => attribute.forcesReplacement)
  // What only Terraform computes follows from the rest.
  const known = change.attributes.filter((attribute) => attribute.after !== UNKNOWN)
  const names = (forcing.length > 0 ? forcing : known).map((attribute) => code(attribute.name))
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
      ...renderValue('-', attribute.name, attribute.before, detail),
      ...renderValue('+', attribute.name, attribute.after, detail)
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

/** A value as lines of a diff; what is long is spread over several. */
function renderValue(
  sign: '-' | '+',
  name: string,
  value: string | undefined,
  detail: Detail
): readonly string[] {
  if (value === undefined) return []
  const parsed =
    value.length > SHORT ? (objectOf(parseJson(value)) ?? listOf(parseJson(value))) : undefined
  const text = parsed === undefined ? value : JSON.stringify(parsed, undefined, 2)
  return `${name} = ${cut(text, detail.valueLength)}`.split('\n').map((line) => `${sign} ${line}`)
}
