/** The workspace of HCP Terraform that a run needs before Terraform starts; loads what asks for it only then. */
import type { Backend } from './backend/configure.ts'
import { isTfe } from './backend/tfe-settings.ts'
import type { Memory } from './memory.ts'
import type { Remote } from './records.ts'
import type { Run } from './run.ts'
import type { Workspace } from './tfe-workspace.ts'

/**
 * @param memory undefined where nothing is to be changed
 * @returns undefined for other backends
 * @throws RunError
 */
export async function workspaceFor(
  run: Run,
  remote: Remote,
  backend: Backend,
  memory: Memory | undefined
): Promise<Workspace | undefined> {
  if (!isTfe(backend.type)) return undefined
  const { openWorkspace } = await import('./tfe-workspace.ts')
  // A destroy of what is not there needs none, but for a rescued state to be put back.
  const create = run.operation.kind === 'apply' || remote.rescue !== undefined
  return openWorkspace(run, backend, memory !== undefined && create)
}

/** Takes away what was made for a run of which nothing came. */
export async function discardUnused({ report }: Run, made: Workspace | undefined): Promise<void> {
  if (!report.phases.some(({ name }) => name === 'apply')) await made?.discard()
}
