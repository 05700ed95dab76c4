/** Checks the code of a commit out, beside the user's workspace. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { RunError } from './errors.ts'
import { git, lastWords } from './git.ts'
import type { Repository } from './repository.ts'

/**
 * Checks a commit out into a new directory, with its submodules where there are any.
 * @throws RunError `origin-unreachable`
 */
export async function checkOut(
  repository: Repository,
  commit: string,
  directory: string
): Promise<void> {
  mkdirSync(directory, { recursive: true })
  const server = `${repository.origin.serverUrl}/`
  const there = { ...repository, directory }
  const run = async (...args: readonly string[]): Promise<void> => {
    const answer = await git(there, args, 'work tree')
    if (answer.exitCode === 0) return
    throw new RunError(
      'origin-unreachable',
      `The commit ${commit} cannot be checked out from ${repository.origin.url}: ${lastWords(answer.stderr)}`,
      "If a submodule is private, give the input 'token' one that may read it."
    )
  }
  // Files in Git LFS are fetched from the remote that has this name.
  const remote = ['-c', `remote.origin.url=${repository.origin.url}`]
  await run('init', '--quiet', '--template=')
  await run('fetch', '--quiet', '--no-tags', '--depth=1', repository.origin.url, commit)
  await run(...remote, 'checkout', '--quiet', '--detach', 'FETCH_HEAD')
  if (!existsSync(join(directory, '.gitmodules'))) return
  const overHttp = [`git@${hostOf(server)}:`, `ssh://git@${hostOf(server)}/`].flatMap((address) => [
    '-c',
    `url.${server}.insteadOf=${address}`
  ])
  await run(
    ...remote,
    ...overHttp,
    'submodule',
    '--quiet',
    'update',
    '--init',
    '--recursive',
    '--depth=1'
  )
}

const hostOf = (server: string): string => server.replace(/^[a-z]+:\/\//u, '').replace(/\/$/u, '')
