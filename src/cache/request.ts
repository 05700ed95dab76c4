/** One question to the cache service: asked by a process of its own, which can be killed with all it has begun. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { CACHE_VARIABLE, signal } from '../run-directory.ts'
import type { CacheSetup } from './cache.ts'

export interface CacheRequest {
  readonly verb: 'restore' | 'save'
  /** The directory's name: with the key, what an entry is found by. */
  readonly name: string
  readonly key: string
}

/** What the process says; `found` is followed by another. */
export type CacheAnswer = 'absent' | 'missed' | 'found' | 'done'

/** One small question: who does not answer it within this time hangs. */
const ANSWER_MS = 10_000
/** A gigabyte at 20 MB/s, which GitHub has many times over; what is slower is not worth the wait. */
const TRANSFER_MS = 60_000

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

export function openRequests(setup: Pick<CacheSetup, 'script' | 'variables'>): Requests {
  const running = new Set<ChildProcess>()
  return {
    ask: async (request, place, workspace) => {
      const child = start(setup, request, place, realpathSync(workspace))
      running.add(child)
      const why = listen(child)
      try {
        const answer = await answerOf(child, request.verb)
        const reason = why()
        // The toolkit answers a failed question like one for something that is not there, but warns.
        if (answer !== 'done' && reason !== undefined) throw new Error(reason)
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
      RUNNER_TEMP: join(place, 'temp'),
      [CACHE_VARIABLE]: JSON.stringify(request)
    }
  })
}

/** The toolkit extracts with -P, by which an archive can write anywhere; without, tar keeps it in its directory. */
const TAR = `#!/bin/sh
PATH=\${PATH#*:}
for word do
  shift
  [ "$word" = -P ] || set -- "$@" "$word"
done
exec "\${0##*/}" "$@"
`

/** The last answer, once everything the process has printed was read. */
const answerOf = (child: ChildProcess, verb: CacheRequest['verb']): Promise<CacheAnswer> =>
  new Promise((resolve, reject) => {
    let last: CacheAnswer | undefined
    let timer: NodeJS.Timeout | undefined
    const limit = (ms: number): void => {
      clearTimeout(timer)
      timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s.`)), ms)
    }
    limit(verb === 'restore' ? ANSWER_MS : TRANSFER_MS)
    child.on('message', (answer: CacheAnswer) => {
      last = answer
      if (answer === 'found') limit(TRANSFER_MS)
    })
    child.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.once('close', () => {
      clearTimeout(timer)
      if (last === undefined || last === 'found') reject(new Error('it ended without an answer.'))
      else resolve(last)
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
