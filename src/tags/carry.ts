/** Tags by way of variables and providers, once init has told which providers there are, and what must be said. */
import type { Task } from '../run.ts'
import { labelsOverride, taggedOf } from './carriers.ts'
import type { Tagged } from './carriers.ts'
import { tagNotices } from './notices.ts'
import { readLockedProviders } from '../terraform/module.ts'
import type { Module } from '../terraform/module.ts'
import { usedProviders } from '../terraform/used-providers.ts'
import type { Tool } from '../tool/releases.ts'

/**
 * Between init and plan. The lock file that init leaves names the providers of all modules, with their versions: what
 * it said before, or that it was missing, decides nothing. A provider that does not know its labels would refuse the
 * plan.
 * @returns whether OpenTofu, which reads the variables in init, was given others there
 */
export function carryTags({ run, prepared, override }: Task): boolean {
  const { module, root, tags, variablesFile } = prepared
  const { tool, variables: given } = run.inputs
  const tagged = taggedIn(root, module, tool)
  const stale = variablesFile.write(tagged) && tool === 'tofu'
  // What is destroyed needs no tags.
  if (run.operation.kind === 'destroy') return stale
  // A block that could not be read may have labels of its own.
  const provider = module.unreadable.length > 0 ? undefined : labelsOverride(module, tagged, tags)
  if (provider !== undefined) override.add({ provider })
  for (const notice of tagNotices({ tags, module, tagged, given, tool })) {
    // Another run may have come in between, so that this is the second time.
    if (!run.report.notices.includes(notice)) run.report.notices.push(notice)
  }
  return stale
}

/** The providers that take tags: those of the root module, and those of the lock file as it is now. */
export const taggedIn = (root: string, module: Module, tool: Tool): readonly Tagged[] =>
  taggedOf(usedProviders(module, readLockedProviders(root), tool))
