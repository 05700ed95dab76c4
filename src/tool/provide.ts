/** Sees to it that the tool is there: the one on the PATH where it is what is asked for, else one that is installed. */
import type { Cache } from '../cache/cache.ts'
import type { Cancellation } from '../cancel.ts'
import type { Variables } from '../context.ts'
import { objectOf, parseJson, textOf } from '../json.ts'
import { askVersion } from '../terraform/ask-version.ts'
import { findTool } from './find.ts'
import type { Installed, Means } from './install.ts'
import { mirrorOf, titleOf } from './releases.ts'
import type { Tool } from './releases.ts'
import { readVersionFile } from './version-file.ts'
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
  /** The run's own, private. */
  readonly directory: string
  readonly temp: string
  /** Ends it: the run is over, or does without. */
  readonly stop: AbortController
}

/** A tool, and what keeps it for the next run; to be called when nothing waits any more. */
export interface Provided extends Pick<Installed, 'program' | 'save'> {
  readonly name: Tool
  /** What it says itself, asked once at most; undefined where it does not say. @throws the reason of the run's end */
  readonly version: () => Promise<string | undefined>
}

/** @throws RunError `tool-unavailable`, `invalid-input`, `cancelled` */
export async function provideTool(asked: Asked, hands: Hands): Promise<Provided> {
  const { name, input, top, root, requiredVersion } = asked
  const { variables, cancellation, directory, temp, say, hide, cache, stop } = hands
  cancellation.onCancel(() => stop.abort(reasonOf(cancellation.check)))
  const file = input === '' ? readVersionFile(name, top, root) : undefined
  const found = findTool(name, variables)
  const isAsked = input !== '' || file !== undefined || requiredVersion !== undefined
  const versionOf = async (program: string): Promise<string | undefined> => {
    const said = await askVersion(program, root, variables, stop.signal)
    stop.signal.throwIfAborted()
    return textOf(objectOf(parseJson(said ?? ''))?.['terraform_version'])
  }
  const there = found === undefined ? undefined : onPath(name, found, versionOf)
  if (there !== undefined && !isAsked) return there

  // Comparing versions is not for every run.
  const { LATEST, wantedVersion } = await import('./version.ts')
  const wanted = wantedVersion({ input, file, requiredVersion }) ?? LATEST
  if (there !== undefined && (await isSuitable(there, wanted, say))) return there

  const [{ install }, { PINNED_KEYS }] = await Promise.all([
    import('./install.ts'),
    import('./keys.ts')
  ])
  const publisher = {
    keys: PINNED_KEYS[name],
    mirror: mirrorOf(variables['GITOPS_ENV_TOOL_MIRROR']),
    platform: { os: process.platform, arch: process.arch }
  }
  const installed = await install(name, wanted, publisher, {
    toolCache: variables['RUNNER_TOOL_CACHE'],
    temp,
    directory,
    versionOf,
    say,
    hide,
    cache,
    stop: stop.signal
  })
  const { program, version, save } = installed
  return { name, program, save, version: () => Promise.resolve(version) }
}

function onPath(
  name: Tool,
  program: string,
  versionOf: (program: string) => Promise<string | undefined>
): Provided {
  let said: Promise<string | undefined> | undefined
  return {
    name,
    program,
    save: () => Promise.resolve(),
    version: () => (said ??= versionOf(program))
  }
}

/** Whether the program on the PATH is what is asked for. */
async function isSuitable(
  tool: Provided,
  wanted: Wanted,
  say: (line: string) => void
): Promise<boolean> {
  const { isOld, satisfies } = await import('./version.ts')
  const { name } = tool
  const version = await tool.version()
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
