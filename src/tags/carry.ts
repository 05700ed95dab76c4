/** Tags by way of the providers, once init has told which they are: Google's labels, and what must be said. */
import type { Task } from '../run.ts'
import { labelsOverride, taggedOf } from './carriers.ts'
import { tagNotices } from './notices.ts'
import { readLockedProviders } from '../terraform/module.ts'
import { usedProviders } from '../terraform/used-providers.ts'

/**
 * Between init and plan. The lock file that init leaves names the providers of all modules, with their versions: one
 * that does not know its labels would refuse the plan.
 */
export function carryTags({ run, prepared, override }: Task): void {
  // What is destroyed needs no tags.
  if (run.operation.kind === 'destroy') return
  const { module, root, tags } = prepared
  const { tool, variables: given } = run.inputs
  const tagged = taggedOf(usedProviders(module, readLockedProviders(root), tool))
  // A block that could not be read may have labels of its own.
  const provider = module.unreadable.length > 0 ? undefined : labelsOverride(module, tagged, tags)
  if (provider !== undefined) override.add({ provider })
  for (const notice of tagNotices({ tags, module, tagged, given, tool })) {
    // Another run may have come in between, so that this is the second time.
    if (!run.report.notices.includes(notice)) run.report.notices.push(notice)
  }
}
