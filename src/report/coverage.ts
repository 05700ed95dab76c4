/** Renders how many of the resources carry the environment, those that do not, and what became of its tags. */
import type { Report } from '../report.ts'
import { areNamed } from '../policy/required-tags.ts'
import { describeCoverage, describeRemedy, ENVIRONMENT_TAG } from '../tags/coverage.ts'
import type { Untagged } from '../tags/coverage.ts'
import type { Detail } from './changes.ts'
import { code, details, escape, table } from './markdown.ts'

const SHOWN = 50

export function renderCoverage(
  { tagCoverage, reason, operation, failed }: Pick<Report, CoverageFields>,
  detail: Pick<Detail, 'rows'>
): string {
  if (tagCoverage === undefined) return ''
  const { missing, keys } = tagCoverage
  const line = `${escape(describeCoverage(tagCoverage))}.`
  if (missing.length === 0) return line
  // A refusal, and a plan's notice of one, names them, and has its own words on what to do.
  const isTold = reason === 'tags-missing' || (operation === 'plan' && !failed)
  if (isTold && areNamed(tagCoverage)) return line
  const advice = reason === 'tags-missing' ? line : `${line} ${describeRemedy(missing, code)}`
  const shown = missing.slice(0, Math.min(detail.rows, SHOWN))
  if (shown.length === 0) return advice
  // Where there is but one key, all lack that one.
  const isPlain = keys.length === 1 && missing.every(({ hasOther }) => !hasOther)
  const rows = shown.map((one) => [code(one.address), ...(isPlain ? [] : [lackOf(one)])])
  const left = missing.length - shown.length
  const more = left === 0 ? '' : `\n\n${left} more in result.json.`
  const head = ['resource', ...(isPlain ? [] : ['lacks'])]
  const title = keys.length === 1 ? 'Without the environment' : 'Without a tag'
  return `${advice}\n\n${details(`${title} (${missing.length})`, `${table(head, rows)}${more}`)}`
}

/** For whoever looks for such a tag; nothing is to be done about it. */
export const renderAltered = ({ alteredTags }: Pick<Report, 'alteredTags'>): string =>
  alteredTags.length === 0
    ? ''
    : details(
        `Tags that were altered (${alteredTags.length})`,
        alteredTags.map((line) => `- ${escape(line)}`).join('\n')
      )

type CoverageFields = 'tagCoverage' | 'reason' | 'operation' | 'failed'

const lackOf = ({ lacks, hasOther }: Untagged): string =>
  lacks
    .map((key) =>
      hasOther && key === ENVIRONMENT_TAG ? `${code(key)} (has another value)` : code(key)
    )
    .join(', ')
