// An example as a user would have it: its files in a repository of their own, and GitHub around it.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { GitHttpOptions } from '../servers/git-http.ts'
import { repositoryRoot } from './action-file.ts'
import { deleteEvent, dispatchEvent, NO_COMMIT, pushEvent } from './events.ts'
import type { Files } from './origin.ts'
import { createWorld } from './scenario.ts'
import { runWorkflow, type WorkflowRun } from './workflow.ts'
import type { Settings } from './workflow-jobs.ts'

const FOLDER = join(repositoryRoot, 'examples')

/** The passphrase of every example's repository. */
export const PASSPHRASE = 'correct horse battery staple'

/** The names of all examples. */
export const EXAMPLES: readonly string[] = readdirSync(FOLDER).filter((name) =>
  statSync(join(FOLDER, name)).isDirectory()
)

/** An example's files, as they lie there. */
export function filesOf(example: string): Record<string, string> {
  const folder = join(FOLDER, example)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

export type Example = Awaited<ReturnType<typeof openExample>>

/**
 * Puts an example on `main`. Its secrets, variables, environments and stand-ins are those of `settings`.
 * @param changed replaces files; a test that does so says it in its name
 */
export async function openExample(
  name: string,
  settings: Settings = {},
  changed: Files = {},
  http: Partial<GitHttpOptions> = {}
) {
  const world = await createWorld({ module: { ...filesOf(name), ...changed }, http })
  const all: Settings = {
    ...settings,
    secrets: { STATE_PASSPHRASE: PASSPHRASE, ...settings.secrets }
  }
  return {
    world,
    /** Of the repository; what is changed in it holds for the next run. */
    settings: all,
    /** Commits, pushes, and runs the workflow for that push. A branch that does not exist is created. */
    push: async (branch: string, files?: Files, own: Settings = {}): Promise<WorkflowRun> => {
      const { origin } = world
      const before = origin.has(branch) ? origin.head(branch) : NO_COMMIT
      const after = world.commit(branch, files)
      const event = pushEvent(origin, branch, { before, after, created: before === NO_COMMIT })
      return await runWorkflow(world, event, { ...all, ...own })
    },
    /** Deletes the branch, and runs the workflow for its `delete` event. */
    remove: async (branch: string): Promise<WorkflowRun> => {
      world.origin.deleteBranch(branch)
      return await runWorkflow(world, deleteEvent(world.origin, branch), all)
    },
    /** "Run workflow" on `main`. */
    dispatch: async (inputs: Readonly<Record<string, string>>, own: Settings = {}) =>
      await runWorkflow(world, dispatchEvent(world.origin, 'main', inputs), { ...all, ...own })
  }
}
