/** What other runs saved in GitHub's cache: it may fail, hang or lie, and costs a run nothing but a little time. */
import { cpSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { remove } from '../folder.ts'
import { openRequests } from './request.ts'

export interface CacheSetup {
  /** A private directory for what is on its way. */
  readonly scratch: string
  /** The action's entry: started with `CACHE_VARIABLE`, it serves one request. */
  readonly script: string
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly say: (text: string) => void
  /** What an entry may take, packed and unpacked, as `isLarger` counts; default: 5 GB. */
  readonly mostBytes?: number
}

export interface Cache {
  /**
   * Fetches what was saved under exactly this key. What it holds is not to be trusted; its directories can be
   * written, so that it can be removed.
   * @param directory where it goes, as a whole; must not exist. Its last name must be the one it was saved with
   * @returns whether it is there now; never rejected
   */
  readonly tryRestore: (directory: string, key: string) => Promise<boolean>
  /**
   * Stores a directory. What is stored under a key stays as it is until GitHub drops it.
   * @returns whether it was stored; never rejected
   */
  readonly trySave: (directory: string, key: string) => Promise<boolean>
  /** Ends what is under way: the run was cancelled, or is over. */
  readonly stop: () => void
}

/** @returns undefined where the runner names no cache service: nothing is asked then */
export function openCache(setup: CacheSetup): Cache | undefined {
  const { variables, say } = setup
  const service = variables['ACTIONS_RESULTS_URL'] ?? variables['ACTIONS_CACHE_URL'] ?? ''
  if (service === '' || (variables['ACTIONS_RUNTIME_TOKEN'] ?? '') === '') return undefined
  const requests = openRequests(setup)
  let failed = false
  let absent = false
  let stopped = false

  const isDone: (...asked: Parameters<typeof requests.ask>) => Promise<boolean> = async (
    ...asked
  ) => {
    const answer = await requests.ask(...asked)
    absent = answer === 'absent'
    return answer === 'done'
  }

  /** With a place of its own, whatever comes; once something failed, nothing is asked any more. */
  const attempt = async (act: (place: string) => Promise<boolean>): Promise<boolean> => {
    if (failed || absent || stopped) return false
    let place: string | undefined
    try {
      place = mkdtempSync(join(realpathSync(setup.scratch), 'cache-'))
      return (await act(place)) && !stopped
    } catch (error) {
      if (failed || stopped) return false
      failed = true
      say(`The cache failed, and this run goes on without it: ${plain(error, variables)}`)
      return false
    } finally {
      // The end of the run tries again, and tells of it.
      if (place !== undefined) remove(place)
    }
  }

  return {
    tryRestore: (directory, key) =>
      attempt(async (place) => {
        const name = basename(directory)
        const workspace = join(place, 'in')
        mkdirSync(workspace)
        if (!(await isDone({ verb: 'restore', name, key }, place, workspace))) return false
        if (!stopped) put(join(workspace, name), directory)
        return true
      }),
    trySave: (directory, key) =>
      attempt(async (place) => {
        const name = basename(directory)
        const done = await isDone({ verb: 'save', name, key }, place, dirname(directory))
        if (!done && !absent)
          say(
            `The cache took nothing under ${key}: another run saves the same, or this one may not write.`
          )
        return done
      }),
    stop: () => {
      stopped = true
      requests.stop()
    }
  }
}

const LONGEST_WORDS = 300

/** One line without what gives access: a service may repeat the token, and its addresses are signed. */
function plain(error: unknown, variables: CacheSetup['variables']): string {
  const text = error instanceof Error ? error.message : String(error)
  return text
    .replaceAll(variables['ACTIONS_RUNTIME_TOKEN'] ?? '', '***')
    .replaceAll(/\?[^\s'"]*/gu, '?…')
    .replaceAll(/%0[AD]|\s+/gu, ' ')
    .slice(0, LONGEST_WORDS)
}

/** Moves a directory to its place, also to another file system. */
function put(arrived: string, directory: string): void {
  if (lstatSync(arrived, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new Error('the archive does not hold what was asked for.')
  }
  mkdirSync(dirname(directory), { recursive: true })
  try {
    renameSync(arrived, directory)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    cpSync(arrived, directory, { recursive: true, verbatimSymlinks: true, errorOnExist: true })
  }
}
