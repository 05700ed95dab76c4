/** Sees to it that an environment's workspace at HCP Terraform is one that Terraform runs on this machine for. */
import { join } from 'node:path'
import type { Backend } from './backend/configure.ts'
import { safeDelete } from './backend/leftover/tfe.ts'
import { createWorkspace, openTfe, organizationExists, readWorkspace } from './backend/tfe.ts'
import type { Tfe, TfeWorkspace } from './backend/tfe.ts'
import { tokenVariableOf, WORKSPACE } from './backend/tfe-settings.ts'
import { findToken } from './backend/tfe-token.ts'
import type { Variables } from './context.ts'
import { RunError } from './errors.ts'
import type { Run } from './run.ts'
import type { LockInfo } from './terraform/lock-info.ts'

export interface Workspace {
  /** For Terraform: that it runs here, and that no other workspace is chosen. */
  readonly environment: Readonly<Record<string, string>>
  /** The backend to use where there is no workspace, and none is to be made: empty, and in the run's directory. */
  readonly standIn: Backend | undefined
  /** Takes away what was made for this run, where nothing came of it. */
  readonly discard: () => Promise<void>
}

type Place = Pick<Backend, 'type' | 'config' | 'environment'>

/**
 * Looks the workspace up before Terraform does, which would make one whose runs take place at HashiCorp: with other
 * variables and credentials, and without the guards of this action.
 * @param create whether a missing workspace is made, with the execution mode `local`
 * @throws RunError `invalid-input`, `init-failed`
 */
export async function openWorkspace(
  run: Run,
  backend: Backend,
  create: boolean
): Promise<Workspace> {
  const { hostname = '', organization = '', [WORKSPACE]: name = '' } = backend.config
  requireToken(run, backend)
  const told = describe(backend)
  const [tfe, found] = await asked(told, () => lookUp(backend, run.variables))
  const environment = {
    ...(tfe.forcesLocal ? { TF_FORCE_LOCAL_BACKEND: '1' } : {}),
    ...chosen(backend)
  }
  if (found !== undefined) {
    refuseRemote(found, backend)
    return { environment, standIn: undefined, discard: async () => undefined }
  }
  if (!(await asked(told, () => organizationExists(tfe, organization)))) {
    throw new RunError(
      'invalid-input',
      `There is no organization '${organization}' at ${hostname}, or the token may not see it.`,
      "Correct 'organization' in the root module or in 'backend-config', or give the token of a team that may manage workspaces there."
    )
  }
  if (!create) return { ...standInFor(run, backend), discard: async () => undefined }
  const project = backend.config['workspaces.project']
  const made = await createdIn(tfe, organization, name, project, told)
  run.log.say(`The workspace '${name}' was created, with the execution mode 'local'.`)
  return {
    environment,
    standIn: undefined,
    discard: () => safeDelete(tfe, made.id).catch(() => undefined)
  }
}

/** Who has locked an environment's workspace; undefined where the service does not say. */
export async function holderOfWorkspace(
  place: Place,
  variables: Variables
): Promise<LockInfo | 'free' | undefined> {
  const { organization = '', [WORKSPACE]: name = '' } = place.config
  const [, workspace] = (await lookUp(place, variables).catch(() => undefined)) ?? []
  if (workspace === undefined) return undefined
  if (workspace.lockedBy === undefined) return 'free'
  // The service keeps neither machine nor time; the name is what `force-unlock` wants.
  return { id: `${organization}/${name}`, who: workspace.lockedBy, created: '', operation: '' }
}

/** Releases a workspace's lock where it is held by whoever the token is of; never anybody else's. */
export async function unlockWorkspace(
  place: Place,
  variables: Variables
): Promise<'free' | 'released' | 'held'> {
  try {
    const [tfe, workspace] = await lookUp(place, variables)
    if (workspace === undefined) return 'held'
    if (workspace.lockedBy === undefined) return 'free'
    const { status } = await tfe.ask('POST', `workspaces/${workspace.id}/actions/unlock`)
    return status === 200 ? 'released' : 'held'
  } catch {
    return 'held'
  }
}

async function lookUp(
  { config, environment }: Place,
  variables: Variables
): Promise<readonly [Tfe, TfeWorkspace | undefined]> {
  const { hostname = '', organization = '', [WORKSPACE]: name = '' } = config
  const token = findToken(hostname, { ...variables, ...environment }) ?? ''
  const tfe = await openTfe(hostname, token, variables)
  return [tfe, await readWorkspace(tfe, organization, name)]
}

/** @throws RunError `invalid-input` where there is none; one that is found is masked */
function requireToken(run: Run, { config, environment }: Place): void {
  const hostname = config['hostname'] ?? ''
  const token = findToken(hostname, { ...run.variables, ...environment })
  if (token !== undefined) {
    run.hide([token])
    return
  }
  const variable = tokenVariableOf(hostname)
  throw new RunError(
    'invalid-input',
    `No token for ${hostname} is found, neither in the environment nor in the configuration of Terraform's command line.`,
    `Add a repository secret and give it to the step, on a deletion in the workflow of the default branch:\n    env:\n      ${variable}: \${{ secrets.${/^\w+$/u.test(variable) ? variable : 'TF_API_TOKEN'} }}`
  )
}

/** With `cloud` the workspace is Terraform's too, `terraform.workspace` included; a 'default' of the job would be in its way. */
const chosen = ({ type, config }: Place): Readonly<Record<string, string>> =>
  type === 'cloud' ? { TF_WORKSPACE: config[WORKSPACE] ?? '' } : {}

/** An empty state that nobody sees: a plan is the same, and makes nothing. */
function standInFor(run: Run, backend: Backend): Pick<Workspace, 'environment' | 'standIn'> {
  const name = backend.config[WORKSPACE] ?? ''
  const folder = join(run.directory, 'no-workspace')
  const text = `The workspace '${name}' does not exist yet: this plan is made from an empty state, and the first push creates it.`
  if (run.operation.kind === 'plan') run.report.notices.push(text)
  return {
    environment: chosen(backend),
    standIn: {
      ...backend,
      type: 'local',
      override: 'local',
      config: { path: join(folder, 'terraform.tfstate'), workspace_dir: folder },
      environment: {},
      locking: {}
    }
  }
}

/** @throws RunError `invalid-input` */
function refuseRemote({ mode }: TfeWorkspace, { config }: Place): void {
  if (mode === 'local') return
  const { hostname = '', organization = '', [WORKSPACE]: name = '' } = config
  throw new RunError(
    'invalid-input',
    `The workspace '${name}' of '${organization}' at ${hostname} has the execution mode '${mode}': Terraform would run there, with other variables and credentials, and without the guards of this action.`,
    `Nothing was planned. Set the execution mode to 'Local' in the workspace, under "Settings → General", so that it keeps the state only, and run this again:\n    https://${hostname}/app/${organization}/workspaces/${name}/settings/general`
  )
}

async function createdIn(
  tfe: Tfe,
  organization: string,
  name: string,
  project: string | undefined,
  told: string
): Promise<TfeWorkspace> {
  try {
    return await createWorkspace(tfe, organization, name, project)
  } catch (cause) {
    throw new RunError(
      'invalid-input',
      `The workspace ${told} does not exist, and could not be created: ${wordsOf(cause)}.`,
      "Nothing was changed. Give the token of a team that may manage workspaces, or create the workspace by hand, with the execution mode 'Local', and run this again: such a one stays after a destroy.",
      { cause }
    )
  }
}

const describe = ({ config }: Place): string =>
  `'${config[WORKSPACE]}' of '${config['organization']}' at ${config['hostname']}`

/** @throws RunError `init-failed` */
async function asked<T>(told: string, question: () => Promise<T>): Promise<T> {
  try {
    return await question()
  } catch (cause) {
    throw new RunError(
      'init-failed',
      `The workspace ${told} could not be looked up: ${wordsOf(cause)}.`,
      "Nothing was changed. Check the token and the setting 'hostname', and run this again.",
      { cause }
    )
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
