/** Makes a commit ready: its code, and beside the taking of the lock the tool and the providers. */
import { dataDirectory, prepare } from './prepare.ts'
import type { Prepared } from './prepare.ts'
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

/** @throws RunError where the code cannot be run safely as it is */
export async function makeReady(run: Run, commit: string): Promise<Ready> {
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
  const data = dataDirectory(directory)
  const plugins = openPluginCache({ ...common, root, data })
  const asked = {
    ...prepared,
    name: inputs.tool,
    input: inputs.toolVersion,
    requiredVersion: module.requiredVersion
  }
  const tool = provideTool(asked, { ...common, ...run, temp: context.temp })
  tool.catch(() => undefined) // awaited where it is started
  run.later = [() => plugins.save(), async () => (await tool).save()]
  return { ...prepared, tool, plugins }
}
