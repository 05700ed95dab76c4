/** The tags every resource of an environment should carry. */
import { fillTag } from '../placeholders.ts'
import type { TagPlaceholders } from '../placeholders.ts'

/** Those that every environment has; they stay where a cloud takes no more. */
export const STANDARD_TAGS = [
  'environment',
  'project',
  'branch',
  'repository',
  'managed-by'
] as const

/**
 * The standard tags and the user's own, which win, be they written in another case: some clouds take the two for the
 * same, and refuse both. Nothing here changes from commit to commit unless the user asks for it: a volatile tag
 * changes every resource at every push.
 * @param lines the input `tags`, placeholders not yet filled
 */
export function tagsFor(
  values: TagPlaceholders,
  lines: Readonly<Record<string, string>>
): Readonly<Record<string, string>> {
  const own = Object.entries(lines).map(([key, value]) => [key, fillTag(value, values)] as const)
  const taken = new Set(own.map(([key]) => key.toLowerCase()))
  const { environment, project, branch, repository } = values
  const standard = { environment, project, branch, repository, 'managed-by': 'gitops-env-action' }
  return Object.fromEntries([
    ...STANDARD_TAGS.filter((key) => !taken.has(key)).map((key) => [key, standard[key]] as const),
    ...own
  ])
}
