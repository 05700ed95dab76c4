/** The tags every resource of an environment should carry. */
import { fill } from './placeholders.ts'
import type { Placeholders } from './placeholders.ts'

/**
 * The standard tags and the user's own, which win. Nothing here changes from commit to commit: a
 * volatile tag would change every resource at every push.
 * @param lines the input `tags`, placeholders not yet filled
 */
export function tagsFor(
  values: Placeholders,
  lines: Readonly<Record<string, string>>
): Readonly<Record<string, string>> {
  const own = Object.entries(lines).map(([key, value]) => [key, fill(value, values)])
  return {
    environment: values.environment,
    project: values.project,
    branch: values.branch,
    repository: values.repository,
    'managed-by': 'gitops-env-action',
    ...Object.fromEntries(own)
  }
}
