/** Sees to it that the tool is there: the one on the PATH where it is what is asked for, else one that is installed. */
import type { Cache } from '../cache/cache.ts'
import type { Cancellation } from '../cancel.ts'
import type { Variables } from '../context.ts'
import { objectOf, parseJson, textOf } from '../json.ts'
import { askVersion } from '../terraform/cli.ts'
import { findTool } from './find.ts'
import type { Installed, Means } from './install.ts'
import { mirrorOf, titleOf } from './releases.ts'
import type { Tool } from './releases.ts'
import { readVersionFile } from './version-file.ts'
import { isOld, LATEST, satisfies, wantedVersion } from './version.ts'
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
  readonly temp: string
  /** Ends it: the run is over, or does without. */
  readonly stop: AbortController
}

/** A tool, and what keeps it for the next run; to be called when nothing waits any more. */
export interface Provided extends Pick<Installed, 'program' | 'save'> {
  readonly name: Tool
}

/** @throws RunError `tool-unavailable`, `invalid-input`, `cancelled` */
export async function provideTool(asked: Asked, hands: Hands): Promise<Provided> {
  const { name, input, top, root, requiredVersion } = asked
  const { variables, cancellation, temp, say, hide, cache, stop } = hands
  cancellation.onCancel(() => stop.abort(reasonOf(cancellation.check)))
  const file = input === '' ? readVersionFile(name, top, root) : undefined
  const wanted = wantedVersion({ input, file, requiredVersion })
  const versionOf = async (program: string): Promise<string | undefined> => {
    const said = await askVersion(program, root, variables, stop.signal)
    stop.signal.throwIfAborted()
    return textOf(objectOf(parseJson(said ?? ''))?.['terraform_version'])
  }
  const found = findTool(name, variables)
  if (found !== undefined && (await isSuitable(name, wanted, () => versionOf(found), say)))
    return { name, program: found, save: () => Promise.resolve() }

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
    versionOf,
    say,
    hide,
    tryRestore: async ([folder = ''], key) => (await cache?.tryRestore(folder, key)) ?? false,
    trySave: async ([folder = ''], key) => void (await cache?.trySave(folder, key)),
    stop: stop.signal
  })
  return { name, program: installed.program, save: installed.save }
}

/** Whether the program on the PATH is what is asked for; where nothing is, it is. */
async function isSuitable(
  name: Tool,
  wanted: Wanted | undefined,
  versionOf: () => Promise<string | undefined>,
  say: (line: string) => void
): Promise<boolean> {
  if (wanted === undefined) return true
  const version = await versionOf()
  const isNewest = wanted.text === 'latest' // which one that is, only the list tells
  if (version === undefined || isNewest || !satisfies(version, wanted)) {
    say(
      `${titleOf(name)} ${version ?? '(unknown)'} is on the PATH, but ${wanted.source} asks for '${wanted.text}'.`
    )
    return false
  }
  if (!isOld(name, version)) return true
  say(`${titleOf(name)} ${version} is on the PATH, but the action needs a later one.`)
  return false
}

function reasonOf(check: () => void): unknown {
  try {
    return check()
  } catch (error) {
    return error
  }
}
