/** One question to the cache service: asked by a process of its own, which can be killed with all it has begun. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'
import { isLarger, openUp } from '../folder.ts'
import { CACHE_VARIABLE, signal } from '../run-directory.ts'
import type { CacheSetup } from './cache.ts'

export interface CacheRequest {
  readonly verb: 'restore' | 'save'
  /** The directory's name: with the key, what an entry is found by. */
  readonly name: string
  readonly key: string
}

/** The last thing that the process says. */
export type CacheAnswer = 'absent' | 'missed' | 'done'
/** What it says on its way: the entry is there; it asks for the right to save one; it has it. */
export type CacheStage = 'found' | 'asking' | 'reserved'

/** One small question: who does not answer it within this time hangs. */
const ANSWER_MS = 10_000
/** A gigabyte at 20 MB/s, which GitHub has many times over; what is slower is not worth the wait. */
const TRANSFER_MS = 60_000
const LIMITS: Readonly<Record<CacheStage, number>> = {
  found: TRANSFER_MS,
  asking: ANSWER_MS,
  reserved: TRANSFER_MS
}
/** How often is looked how much came. */
const LOOK_MS = 250
const MOST_BYTES = 5e9

export interface Requests {
  /**
   * @param place a private directory for the archive
   * @param workspace the directory that holds, or will hold, the one of that name
   * @returns `absent`: there is no service after all; `missed`: it is not there, or was not taken
   * @throws Error with the reason where the service did not do its part
   */
  readonly ask: (request: CacheRequest, place: string, workspace: string) => Promise<CacheAnswer>
  readonly stop: () => void
}

export function openRequests(
  setup: Pick<CacheSetup, 'script' | 'variables' | 'mostBytes'>
): Requests {
  const { mostBytes = MOST_BYTES } = setup
  const running = new Set<ChildProcess>()
  return {
    ask: async (request, place, workspace) => {
      const child = start(setup, request, place, realpathSync(workspace))
      running.add(child)
      const why = listen(child)
      const refuse = (): void => {
        if (request.verb === 'restore' && isLarger(place, mostBytes))
          throw new Error('the entry is too large.')
      }
      try {
        const answer = await answerOf(child, request.verb, refuse)
        const reason = why()
        // The toolkit answers a failed question like one for something that is not there, but warns.
        if (answer !== 'done' && reason !== undefined) throw new Error(reason)
        if (request.verb === 'restore') openUp(workspace)
        refuse() // with what could not be listed before
        return answer
      } finally {
        kill(child)
        running.delete(child)
      }
    },
    stop: () => running.forEach(kill)
  }
}

/** Proxies and certificates as the user has them; nothing that the run was given to keep. */
const PASSED =
  /^(?:ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|CACHE_\w+)|GITHUB_SERVER_URL|RUNNER_(?:OS|ARCH|TRACKING_ID)|HOME|LANG|(?:https?|no|all)_proxy|SSL_CERT_(?:FILE|DIR)|NODE_EXTRA_CA_CERTS)$/iu

function start(
  { script, variables }: Pick<CacheSetup, 'script' | 'variables'>,
  request: CacheRequest,
  place: string,
  workspace: string
): ChildProcess {
  const path = variables['PATH'] ?? ''
  for (const name of ['temp', 'bin']) mkdirSync(join(place, name))
  for (const name of ['tar', 'gtar']) {
    const isThere = path.split(delimiter).some((folder) => existsSync(join(folder, name)))
    if (isThere) writeFileSync(join(place, 'bin', name), TAR, { mode: 0o755 })
  }
  return spawn(process.execPath, [script], {
    // The toolkit makes names relative to it: without '..', and the same on every machine.
    cwd: workspace,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    env: {
      ...Object.fromEntries(Object.entries(variables).filter(([name]) => PASSED.test(name))),
      PATH: `${join(place, 'bin')}${delimiter}${path}`,
      // Relative to cwd, and to the folder that an archive is made in.
      RUNNER_TEMP: relative(workspace, join(place, 'temp')),
      GITHUB_WORKSPACE: '.',
      CACHE_WORKSPACE: workspace,
      [CACHE_VARIABLE]: JSON.stringify(request)
    }
  })
}

/**
 * The toolkit extracts with -P, by which an archive can write anywhere; without, tar keeps it in its directory. And
 * it splits its command at blanks: so all names in there are relative, and the one directory comes from here.
 */
const TAR = `#!/bin/sh
PATH=\${PATH#*:}
for word do
  shift
  [ "$before" = -C ] && word=$CACHE_WORKSPACE
  before=$word
  [ "$word" = -P ] || set -- "$@" "$word"
done
exec "\${0##*/}" "$@"
`

/**
 * The last answer, once everything the process has printed was read.
 * @param refuse throws where more came than may
 */
const answerOf = (
  child: ChildProcess,
  verb: CacheRequest['verb'],
  refuse: () => void
): Promise<CacheAnswer> =>
  new Promise((resolve, reject) => {
    let last: CacheAnswer | undefined
    let timer: NodeJS.Timeout | undefined
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      clearInterval(watch)
      settle()
    }
    const watch = setInterval(() => {
      try {
        refuse()
      } catch (error) {
        end(() => reject(error))
      }
    }, LOOK_MS)
    const limit = (ms: number): void => {
      clearTimeout(timer)
      const late = (): void => reject(new Error(`no answer within ${ms / 1000} s.`))
      timer = setTimeout(() => end(late), ms)
    }
    limit(verb === 'restore' ? ANSWER_MS : TRANSFER_MS)
    child.on('message', (answer: CacheAnswer | CacheStage) => {
      if (answer in LIMITS) limit(LIMITS[answer as CacheStage])
      else last = answer as CacheAnswer
    })
    child.once('error', (error) => end(() => reject(error)))
    child.once('close', () => {
      end(() => {
        if (last === undefined) reject(new Error('it ended without an answer.'))
        else resolve(last)
      })
    })
  })

function kill({ pid }: ChildProcess): void {
  if (pid !== undefined) signal(-pid, 'SIGKILL') // the group: tar is in it
}

const LONGEST_OUTPUT = 64 * 1024

/** @returns what tells the first warning or error that was printed */
function listen(child: ChildProcess): () => string | undefined {
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    if (output.length < LONGEST_OUTPUT) output += text
  })
  return () => /^::(?:warning|error)::(.+)$/mu.exec(output)?.[1]
}
