/** Our own bare repository: a place for objects and refs, and the credential for the origin. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import type { Variables } from './context.ts'

export interface Repository {
  readonly directory: string
  readonly origin: Origin
  readonly environment: Readonly<Record<string, string>>
}

export interface Origin {
  readonly url: string
  /** The credential is sent to this server only. */
  readonly serverUrl: string
  readonly token: string
}

/**
 * Makes the repository in a directory of ours: never in the user's checkout, where a second
 * credential would make GitHub answer 400. Starts no process.
 * @param variables the process's environment
 * @see https://git-scm.com/docs/gitrepository-layout
 */
export function createRepository(
  directory: string,
  origin: Origin,
  variables: Variables
): Repository {
  for (const folder of ['objects/info', 'objects/pack', 'refs']) {
    mkdirSync(join(directory, folder), { recursive: true })
  }
  writeFileSync(join(directory, 'HEAD'), 'ref: refs/heads/none\n')
  resetConfig(directory)
  return { directory, origin, environment: environmentFor(origin, variables) }
}

/**
 * Writes the repository's configuration anew. A fetch without files notes a place to fetch them from
 * later; a push would then fetch the whole tree of the user's code, only to find that it is not needed.
 */
export function resetConfig(directory: string): void {
  writeFileSync(join(directory, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n')
}

/** The value of the `Authorization` header: to be masked before anything is printed. */
export const credentialOf = (token: string): string =>
  Buffer.from(`x-access-token:${token}`).toString('base64')

function environmentFor(origin: Origin, variables: Variables): Readonly<Record<string, string>> {
  const inherited = Object.entries(variables).filter(
    ([name, value]) =>
      value !== undefined &&
      !/^(?:INPUT_|STATE_|ACTIONS_|GIT_(?:DIR|WORK_TREE|INDEX_FILE|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_|COMMON_DIR|CONFIG_(?:COUNT|KEY_|VALUE_|PARAMETERS)|TRACE|CURL_VERBOSE))/u.test(
        name
      )
  )
  const settings: (readonly [string, string])[] = [
    ['credential.helper', ''],
    ['core.hooksPath', '/dev/null'],
    ['core.fsync', 'none'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['push.gpgSign', 'false'],
    ['advice.detachedHead', 'false'],
    ['protocol.version', '2'],
    // A transfer that stands still for a minute is over.
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '60'],
    // Submodules are on the same server; for the repository itself nothing may be more specific.
    ...credentialFor(`${origin.serverUrl}/`, origin.token),
    ...(origin.url.startsWith(`${origin.serverUrl}/`)
      ? credentialFor(origin.url, origin.token)
      : [])
  ]
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value]
      ])
    )
  }
}

/** An empty value clears what the machine's own configuration has set before. */
function credentialFor(url: string, token: string): readonly (readonly [string, string])[] {
  const name = `http.${url}.extraheader`
  const header = [name, `AUTHORIZATION: basic ${credentialOf(token)}`] as const
  return [[name, ''], ...(token === '' ? [] : [header])]
}

/**
 * Writes an object into the repository, without a process.
 * @returns its name
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function writeObject(
  repository: Repository,
  type: 'blob' | 'tree' | 'commit',
  body: Buffer
): string {
  const whole = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body])
  const name = createHash('sha1').update(whole).digest('hex')
  const folder = join(repository.directory, 'objects', name.slice(0, 2))
  mkdirSync(folder, { recursive: true })
  try {
    writeFileSync(join(folder, name.slice(2)), deflateSync(whole, { level: 1 }), {
      flag: 'wx',
      mode: 0o444
    })
  } catch (error) {
    // The same content has the same name: it is there already.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return name
}
