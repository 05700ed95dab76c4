/** Removes what a destroyed environment leaves in its backend, or says what stays and how to remove it. */
import type { Variables } from '../../context.ts'
import { listOf, objectOf, parseJson } from '../../json.ts'
import type { Backend } from '../configure.ts'
import { partsOf } from '../place.ts'
import { staysText } from './stays.ts'

type Settings = Readonly<Record<string, string | undefined>>

/** One environment's state, in whatever keeps it. */
export interface StateObject {
  /** The state as text, and what tells this version of it from another; undefined where there is none. */
  readonly read: () => Promise<{ readonly text: string; readonly version: string } | undefined>
  /** Removes it where it is still that version, and nobody has locked it. Throws an Error that says why not. */
  readonly remove: (version: string) => Promise<void>
  /** Ends what is open. */
  readonly close?: () => Promise<void>
}

/**
 * Finds the state with the credentials that Terraform has.
 * @param settings those that Terraform is given by argument, and every literal of the module, its secrets too
 * @param variables the environment's, with the secrets of `backend-config`
 * @param who this machine, for the lock that is taken meanwhile
 * @throws Error that says, in words that fit into brackets, why it cannot be found
 */
export type OpenState = (
  settings: Settings,
  variables: Variables,
  who?: string
) => Promise<StateObject>

/** Loaded only where an environment of that type was destroyed. */
export const OPENERS: Readonly<Record<string, () => Promise<OpenState>>> = {
  azurerm: async () => (await import('./azurerm.ts')).openAzureState,
  local: async () => (await import('./local.ts')).openLocalState,
  http: async () => (await import('./http.ts')).openHttpState,
  remote: async () => (await import('./tfe.ts')).openTfeState,
  cloud: async () => (await import('./tfe.ts')).openTfeState,
  s3: async () => (await import('./s3.ts')).openS3State,
  gcs: async () => (await import('./gcs.ts')).openGcsState,
  pg: async () => (await import('./pg.ts')).openPgState
}

/**
 * Removes the empty state; a state that holds anything is never removed.
 * @returns undefined when it is gone, else what stays and how to remove it
 */
export async function removeLeftover(
  backend: Pick<Backend, 'type' | 'key' | 'environment'>,
  settings: Settings,
  variables: Variables,
  who?: string
): Promise<string | undefined> {
  const opener = OPENERS[backend.type]
  const known = { ...variables, ...backend.environment }
  const stays = (cause?: string): string =>
    staysText(backend, { ...settings, ...partsGiven(backend.type, settings, known) }, cause)
  if (opener === undefined) return stays()
  let state: StateObject | undefined
  try {
    const open = await opener()
    state = await open(settings, known, who)
    const found = await state.read()
    if (found === undefined) return undefined
    const content = contentOf(found.text)
    if (content !== 'nothing') return stays(content)
    await state.remove(found.version)
    return undefined
  } catch (error) {
    return stays(error instanceof Error ? error.message : String(error))
  } finally {
    await state?.close?.().catch(() => undefined)
  }
}

/** The version of a state's format that this reads. */
const FORMAT = 4

/** What is in a state; a text that is none, or of another format, is not for this action to judge. */
function contentOf(text: string): 'nothing' | 'it is not empty' | 'what it holds cannot be read' {
  const state = objectOf(parseJson(text)) ?? {}
  const [resources, outputs] = [listOf(state['resources']), objectOf(state['outputs'])]
  if ((resources ?? []).length + Object.keys(outputs ?? {}).length > 0) return 'it is not empty'
  const isEmptyState =
    state['version'] === FORMAT &&
    typeof state['lineage'] === 'string' &&
    typeof state['serial'] === 'number' &&
    resources !== undefined &&
    outputs !== undefined
  return isEmptyState ? 'nothing' : 'what it holds cannot be read'
}

/** What the command needs of the settings that a variable may stand for. */
const partsGiven = (type: string, settings: Settings, variables: Settings): Settings =>
  Object.fromEntries(
    Object.entries(partsOf(type, settings, variables)).filter(([, value]) => (value ?? '') !== '')
  )
