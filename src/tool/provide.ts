/** Sees to it that the tool is there: the one on the PATH where it is what is asked for, else one that is installed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Cache } from '../cache/cache.ts'
import type { Cancellation } from '../cancel.ts'
import type { Variables } from '../context.ts'
import { objectOf, parseJson, textOf } from '../json.ts'
import { openTerraform, terraformEnvironment } from '../terraform/cli.ts'
import { findTool } from './find.ts'
import type { Installed, Means } from './install.ts'
import { mirrorOf, titleOf } from './releases.ts'
import type { Tool } from './releases.ts'
import { readVersionFile } from './version-file.ts'
import { LATEST, satisfies, wantedVersion } from './version.ts'
import type { Wanted } from './version.ts'

/** What a run asks for, and where that may be written. */
export interface Asked {
  readonly name: Tool
  /** The input `tool-version`; '' where it is not given. */
  readonly input: string
  /** The checkout and, below it or the same, the root module; absolute. */
  readonly top: string
  readonly root: string
  readonly requiredVersion: string | undefined
}

/** What it is done with. */
export interface Hands extends Pick<Means, 'say' | 'hide'> {
  readonly cache: Cache | undefined
  readonly variables: Variables
  readonly cancellation: Pick<Cancellation, 'check' | 'onCancel'>
  /** Private. */
  readonly directory: string
  readonly temp: string
}

/** A tool, and what keeps it for the next run; to be called when nothing waits any more. */
export interface Provided extends Pick<Installed, 'program' | 'save'> {
  readonly name: Tool
}

/** @throws RunError `tool-unavailable`, `invalid-input`, `cancelled` */
export async function provideTool(asked: Asked, hands: Hands): Promise<Provided> {
  const { name, input, top, root, requiredVersion } = asked
  const file = input === '' ? readVersionFile(name, top, root) : undefined
  const wanted = wantedVersion({ input, file, requiredVersion })
  const found = await suitable(name, wanted, hands)
  if (found !== undefined) return { name, program: found, save: () => Promise.resolve() }

  const stop = new AbortController()
  hands.cancellation.onCancel(() => stop.abort(reasonOf(hands.cancellation.check)))
  const { variables, temp, directory, say, hide, cache } = hands
  const [{ install }, { PINNED_KEYS }] = await Promise.all([
    import('./install.ts'),
    import('./keys.ts')
  ])
  const publisher = {
    keys: PINNED_KEYS[name],
    mirror: mirrorOf(variables['GITOPS_ENV_TOOL_MIRROR']),
    platform: { os: process.platform, arch: process.arch }
  }
  const installed = await install(name, wanted ?? LATEST, publisher, {
    toolCache: variables['RUNNER_TOOL_CACHE'],
    temp,
    directory,
    versionOf: (program) => versionOf(name, program, directory, variables),
    say,
    hide,
    tryRestore: async ([folder = ''], key) => (await cache?.tryRestore(folder, key)) ?? false,
    trySave: async ([folder = ''], key) => void (await cache?.trySave(folder, key)),
    stop: stop.signal
  })
  return { name, program: installed.program, save: installed.save }
}

/** The program on the PATH, where nobody asks for another one. */
async function suitable(
  name: Tool,
  wanted: Wanted | undefined,
  { variables, directory, say }: Hands
): Promise<string | undefined> {
  const found = findTool(name, variables)
  if (found === undefined || wanted === undefined) return found
  const version = await versionOf(name, found, directory, variables)
  const isNewest = wanted.text === 'latest' // which one that is, only the list tells
  if (version !== undefined && !isNewest && satisfies(version, wanted)) return found
  say(
    `${titleOf(name)} ${version ?? '(unknown)'} is on the PATH, but ${wanted.source} asks for '${wanted.text}'.`
  )
  return undefined
}

/** What a program says of itself; undefined where it says nothing of the kind. */
async function versionOf(
  tool: Tool,
  program: string,
  directory: string,
  variables: Variables
): Promise<string | undefined> {
  const scratch = mkdtempSync(join(directory, 'version-'))
  try {
    const environment = terraformEnvironment(variables, { TF_DATA_DIR: scratch })
    const setup = { tool, program, directory: scratch, varFiles: [], scratch, environment }
    const { stdout } = await openTerraform(setup).run(['version', '-json'])
    return textOf(objectOf(parseJson(stdout))?.['terraform_version'])
  } catch {
    return undefined
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function reasonOf(check: () => void): unknown {
  try {
    return check()
  } catch (error) {
    return error
  }
}
