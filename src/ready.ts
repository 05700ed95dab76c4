/** Makes a commit ready: its code, and beside the taking of the lock the tool and the providers. */
import { dependsOnVersion } from './backend/kinds.ts'
import { RunError } from './errors.ts'
import { dataDirectory, prepare } from './prepare.ts'
import type { Prepared } from './prepare.ts'
import type { EnvironmentRecord } from './record.ts'
import type { Run } from './run.ts'
import { openPluginCache } from './terraform/plugin-cache.ts'
import type { PluginCache } from './terraform/plugin-cache.ts'
import { provideTool } from './tool/provide.ts'
import type { Provided } from './tool/provide.ts'

/** What a run goes on with. */
export interface Ready extends Prepared {
  /** Found, or installed; awaited before it is started. */
  readonly tool: Promise<Provided>
  readonly plugins: PluginCache
}

/**
 * @param record of the environment, where it has one
 * @throws RunError where the code cannot be run safely as it is
 */
export async function makeReady(
  run: Run,
  commit: string,
  record: Pick<EnvironmentRecord, 'tool'> | undefined
): Promise<Ready> {
  await run.abandon() // what an earlier commit of this run has begun
  const { repository, context, inputs, names, directory, variables, cache, log } = run
  const destroy = run.operation.kind === 'destroy'
  const prepared = await prepare(
    repository,
    context,
    inputs,
    names,
    commit,
    directory,
    variables,
    destroy
  )
  if (prepared.checkedOut) log.say(`The code is ${commit}, checked out beside the workspace.`)
  const { root, module } = prepared
  const common = { tool: inputs.tool, cache, directory, variables, say: log.say }
  const plugins = openPluginCache({ ...common, root, data: dataDirectory(directory) })
  const asked = {
    ...prepared,
    name: inputs.tool,
    input: inputs.toolVersion,
    requiredVersion: module.requiredVersion
  }
  const stop = new AbortController()
  const tool = provideTool(asked, { ...common, ...run, temp: context.temp, stop }).catch(
    (error: unknown) => {
      throw destroy && inputs.toolVersion === '' ? forDeletion(error, names.branch, record) : error
    }
  )
  tool.catch(() => undefined) // awaited where it is started
  // Where it matters it is asked for beside the taking of the lock: a version manager takes its time.
  if (dependsOnVersion(prepared.backend))
    tool.then(({ version }) => version()).catch(() => undefined)
  run.abandon = async () => {
    stop.abort(new Error('The run is over.'))
    await tool.catch(() => undefined)
  }
  run.later = [() => plugins.save(), async () => (await tool).save()]
  return { ...prepared, tool, plugins }
}

/** The code of a branch that is gone cannot be corrected. */
function forDeletion(
  error: unknown,
  branch: string,
  record: Pick<EnvironmentRecord, 'tool'> | undefined
): unknown {
  if (!(error instanceof RunError) || error.reason === 'cancelled') return error
  const last = record?.tool === undefined ? '' : `; the last apply used ${record.tool.version}`
  return new RunError(
    error.reason,
    error.message,
    `Nothing was destroyed. ${error.hint ?? ''} To use another version than the code of this environment says, give the input 'tool-version' in the workflow of the default branch, and start it by hand with 'command: destroy' and 'branch: ${branch}'${last}.`,
    { cause: error }
  )
}
