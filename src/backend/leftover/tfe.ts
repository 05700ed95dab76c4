/** The workspace of a destroyed environment at HCP Terraform, with its states. */
import { setTimeout as sleep } from 'node:timers/promises'
import { objectOf, textOf } from '../../json.ts'
import { findToken } from '../tfe-token.ts'
import { WORKSPACE } from '../tfe-settings.ts'
import { openTfe, problemOf, readWorkspace } from '../tfe.ts'
import type { Tfe } from '../tfe.ts'
import type { OpenState } from './leftover.ts'

/** The service looks a state through before it says that nothing is in it. */
const PAUSES_MS = [1000, 2000, 4000, 8000, 15_000]

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/workspaces#safe-delete-a-workspace */
export const openTfeState: OpenState = async (settings, variables) => {
  const { hostname = '', organization = '', [WORKSPACE]: name = '' } = settings
  const token = findToken(hostname, variables)
  if (token === undefined) throw new Error('no token is found')
  const tfe = await openTfe(hostname, token, variables)
  const workspace = await readWorkspace(tfe, organization, name)
  if (workspace === undefined) return { read: async () => undefined, remove: async () => undefined }
  return {
    read: () => currentState(tfe, workspace.id),
    remove: async (version) => {
      if ((await currentState(tfe, workspace.id)).version !== version)
        throw new Error('it was changed meanwhile')
      if (!workspace.isOurs) throw new Error('the action did not create this workspace')
      await safeDelete(tfe, workspace.id)
    }
  }
}

const NONE = '{"version":4,"serial":0,"lineage":"","outputs":{},"resources":[]}'

/** A workspace without a state is one whose state is empty. */
async function currentState(
  tfe: Tfe,
  id: string
): Promise<{ readonly text: string; readonly version: string }> {
  const { status, document } = await tfe.ask('GET', `workspaces/${id}/current-state-version`)
  if (status === 404) return { text: NONE, version: '' }
  const data = objectOf(document['data'])
  const address = textOf(objectOf(data?.['attributes'])?.['hosted-state-download-url'])
  if (status !== 200 || address === undefined) throw new Error(problemOf(status, document))
  return { text: await tfe.download(address), version: textOf(data?.['id']) ?? '' }
}

/**
 * Deletes a workspace in which nothing is left.
 * @throws Error where the service refuses, for it manages something, is locked, or the token may not do that
 */
export async function safeDelete(tfe: Tfe, id: string): Promise<void> {
  for (const pause of [...PAUSES_MS, undefined]) {
    const { status, document } = await tfe.ask('POST', `workspaces/${id}/actions/safe-delete`)
    if (status >= 200 && status < 300) return
    // So it says, too, where the token may see the workspace, and not delete it.
    if (status === 404 && (await tfe.ask('GET', `workspaces/${id}`)).status === 404) return
    const problem = problemOf(status, document)
    if (!problem.includes('being processed') || pause === undefined) throw new Error(problem)
    await sleep(pause)
  }
}
