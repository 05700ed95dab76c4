/** Refuses a plan whose resources lack tags that the policy requires. */
import { RunError } from '../errors.ts'
import { amount } from '../report.ts'
import { cut } from '../report/markdown.ts'
import { describeRemedy, ENVIRONMENT_TAG } from '../tags/coverage.ts'
import type { TagCoverage } from '../tags/coverage.ts'

const LISTED = 10
const LONGEST = 200

/**
 * The error of an apply whose plan has resources without a required tag, or undefined. What only the apply will
 * tell counts as there.
 */
export function guardTags(
  { missing, required }: Pick<TagCoverage, 'missing' | 'required'>,
  environment: string
): RunError | undefined {
  const lacking = missing
    .map((one) => ({
      ...one,
      lacks: one.lacks.filter((key) => required.includes(key)),
      hasOther: one.hasOther && required.includes(ENVIRONMENT_TAG)
    }))
    .filter(({ lacks }) => lacks.length > 0)
  if (lacking.length === 0) return undefined
  const named = (key: string, hasOther: boolean): string =>
    key === ENVIRONMENT_TAG
      ? `'${key}' = '${environment}'${hasOther ? ' (has another value)' : ''}`
      : `'${key}'`
  const rows = lacking
    .slice(0, LISTED)
    .map(
      ({ address, lacks, hasOther }) =>
        `  - ${cut(address, LONGEST)}: ${cut(lacks.map((key) => named(key, hasOther)).join(', '), LONGEST)}`
    )
  const more = lacking.length > rows.length ? [`  - and ${lacking.length - rows.length} more`] : []
  const head = `${amount(lacking.length, 'resource')} of '${environment}' would be without a tag that the policy requires:`
  return new RunError(
    'tags-missing',
    [head, ...rows, ...more].join('\n'),
    `Nothing was changed. ${describeRemedy(lacking, (code) => `'${code}'`)} Or change 'require-tags' in .github/gitops-env.yml on the default branch.`
  )
}

/** Whether the error names every resource that lacks anything. */
export const areNamed = ({ missing, required }: TagCoverage): boolean =>
  missing.length <= LISTED &&
  missing.every(({ lacks }) => lacks.some((key) => required.includes(key)))
