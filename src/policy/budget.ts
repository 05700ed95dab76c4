/** Refuses a plan that would destroy more than is allowed. */
import { RunError } from '../errors.ts'
import { cut } from '../report/markdown.ts'
import { amount } from '../report.ts'
import type { Plan } from '../terraform/plan.ts'

const LISTED = 20
const LONGEST_ADDRESS = 200
const INDENT = '    '

/** Whose limit it is, and for what. */
export interface Budget {
  readonly environment: string
  readonly branch: string
  readonly limitFrom: 'policy' | 'input' | 'protected'
  /** Undefined where the event does not tell it. */
  readonly defaultBranch?: string | undefined
}

/**
 * The error of an apply whose plan destroys or replaces more than `limit` resources, or undefined.
 * @param limit undefined is no limit
 */
export function guardBudget(
  { changes, counts }: Pick<Plan, 'changes' | 'counts'>,
  limit: number | undefined,
  about: Budget
): RunError | undefined {
  if (limit === undefined || counts.destroy <= limit) return undefined
  const lost = changes.filter(({ action }) => action === 'destroy' || action === 'replace')
  const rows = lost
    .slice(0, LISTED)
    .map(({ action, address }) => `  - ${action} ${cut(address, LONGEST_ADDRESS)}`)
  const more = lost.length > rows.length ? [`  - and ${lost.length - rows.length} more`] : []
  const head = `The plan would destroy or replace ${amount(counts.destroy, 'resource')} of '${about.environment}', and ${allowed(limit, about)}:`
  return new RunError(
    'destroy-budget',
    [head, ...rows, ...more].join('\n'),
    hintOf(counts.destroy, about)
  )
}

function allowed(limit: number, { limitFrom }: Budget): string {
  const verb = limit === 1 ? 'is' : 'are'
  const many = limit === 0 ? 'none' : `at most ${limit}`
  switch (limitFrom) {
    case 'protected':
      return 'none are allowed, for it is protected'
    case 'policy':
      return `${many} ${verb} allowed by the policy`
    case 'input':
      return `${many} ${verb} allowed by the input 'max-destroy'`
  }
}

/** The block to copy is the policy's, where the policy can allow it: the input may stay stricter. */
function hintOf(count: number, { environment, branch, limitFrom, defaultBranch }: Budget): string {
  const where = defaultBranch === undefined ? 'the default branch' : `'${defaultBranch}'`
  const once = `Nothing was changed. To allow it once, start the workflow by hand on ${where} with 'command: apply', 'branch: ${branch}' and 'max-destroy: ${count}'.`
  if (limitFrom === 'input') {
    return `${once} To allow as many every time, raise 'max-destroy' where the workflow gives it.`
  }
  const lines = ['environments:', `  ${environment}:`, `    max-destroy: ${count}`]
  return [
    once,
    `To allow as many every time, write into .github/gitops-env.yml on ${where}:`,
    ...lines.map((line) => `${INDENT}${line}`)
  ].join('\n')
}
