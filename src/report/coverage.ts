/** Renders how many of the resources carry the environment, and lists those that do not. */
import type { Report } from '../report.ts'
import { describeCoverage } from '../tags/coverage.ts'
import type { Detail } from './changes.ts'
import { code, details, escape, table } from './markdown.ts'

const SHOWN = 50

export function renderCoverage(
  { tagCoverage, reason }: Pick<Report, 'tagCoverage' | 'reason'>,
  detail: Pick<Detail, 'rows'>
): string {
  if (tagCoverage === undefined) return ''
  const { missing, keys } = tagCoverage
  const line = `${escape(describeCoverage(tagCoverage))}.`
  if (missing.length === 0) return line
  // A refusal has its own words on what to do.
  const advice =
    reason === 'tags-missing'
      ? line
      : `${line} Give the others the variable ${code('tags')}, as the action's docs/variables.md shows.`
  const shown = missing.slice(0, Math.min(detail.rows, SHOWN))
  if (shown.length === 0) return advice
  // Where there is but one key, all lack that one.
  const rows = shown.map(({ address, lacks }) => [
    code(address),
    ...(keys.length === 1 ? [] : [lacks.map(code).join(', ')])
  ])
  const left = missing.length - shown.length
  const more = left === 0 ? '' : `\n\n${left} more in result.json.`
  const head = ['resource', ...(keys.length === 1 ? [] : ['lacks'])]
  return `${advice}\n\n${details(`Without it (${missing.length})`, `${table(head, rows)}${more}`)}`
}
