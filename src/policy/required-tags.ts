/** Refuses a plan whose resources lack tags that the policy requires. */
import { RunError } from '../errors.ts'
import { amount } from '../report.ts'
import { cut } from '../report/markdown.ts'
import { ENVIRONMENT_TAG } from '../tags/coverage.ts'
import type { TagCoverage } from '../tags/coverage.ts'

const LISTED = 10
const LONGEST = 200

/**
 * The error of an apply whose plan has resources without a required tag, or undefined. What only the apply will
 * tell counts as there.
 * @param required keys; none where nothing is required
 * @param value of the environment's tag
 */
export function guardTags(
  { missing }: Pick<TagCoverage, 'missing'>,
  required: readonly string[],
  environment: string,
  value: string
): RunError | undefined {
  const lacking = missing
    .map(({ address, lacks }) => ({
      address,
      lacks: lacks.filter((key) => required.includes(key))
    }))
    .filter(({ lacks }) => lacks.length > 0)
  if (lacking.length === 0) return undefined
  const named = (key: string): string =>
    key === ENVIRONMENT_TAG ? `'${key}' = '${value}'` : `'${key}'`
  const rows = lacking
    .slice(0, LISTED)
    .map(
      ({ address, lacks }) =>
        `  - ${cut(address, LONGEST)}: ${cut(lacks.map(named).join(', '), LONGEST)}`
    )
  const more = lacking.length > rows.length ? [`  - and ${lacking.length - rows.length} more`] : []
  const head = `${amount(lacking.length, 'resource')} of '${environment}' would be without a tag that the policy requires:`
  return new RunError(
    'tags-missing',
    [head, ...rows, ...more].join('\n'),
    "Nothing was changed. Give them the tags in the code, for the most part with the variable 'tags', as the action's docs/variables.md shows, or change 'require-tags' in .github/gitops-env.yml on the default branch."
  )
}
