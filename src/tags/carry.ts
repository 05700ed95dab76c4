/** Tags by way of variables and providers, once init has told which providers there are, and what must be said. */
import type { Task } from '../run.ts'
import { labelsOverride, taggedOf } from './carriers.ts'
import type { Tagged } from './carriers.ts'
import type { TagCoverage } from './coverage.ts'
import { alterationsOf } from './notices.ts'
import { unreachedNotices } from './unreached.ts'
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
  const { own, standard } = alterationsOf({ tags, module, tagged, given }, run.inputs.tags)
  if (own.length > 0) note(run, [own.join('\n')])
  run.report.alteredTags = standard
  return stale
}

/** Says what to add where the plan has resources that nothing carries the tags to. */
export function noteUnreached({ run, prepared }: Task, { missing }: TagCoverage): void {
  const { tool, variables: given } = run.inputs
  const { module, root } = prepared
  const tagged = taggedIn(root, module, tool)
  note(run, unreachedNotices(missing, { module, tagged, given }, tool))
}

function note({ report }: Task['run'], notices: readonly string[]): void {
  // Another run may have come in between, so that this is the second time.
  report.notices.push(...notices.filter((notice) => !report.notices.includes(notice)))
}

/** The providers that take tags: those of the root module, and those of the lock file as it is now. */
export const taggedIn = (root: string, module: Module, tool: Tool): readonly Tagged[] =>
  taggedOf(usedProviders(module, readLockedProviders(root), tool))
