/** Reads the policy file from the default branch, whatever branch a run is about. */
import { join } from 'node:path'
import type { Variables } from '../context.ts'
import { RunError } from '../errors.ts'
import { git, lastWords, listOrigin } from '../git.ts'
import { NO_POLICY } from './policy.ts'
import type { Policy } from './policy.ts'
import { createRepository } from '../repository.ts'
import type { Origin, Repository } from '../repository.ts'

export const POLICY_FILE = '.github/gitops-env.yml'

/**
 * Fetches the default branch's commit, and of its files only what leads to this one.
 * @param directory the run's own
 * @returns the policy; an empty one where there is no file
 * @throws RunError `origin-unreachable` where it cannot be told, `invalid-input` for a file with mistakes
 */
export async function readPolicy(
  directory: string,
  origin: Origin,
  variables: Variables
): Promise<Policy> {
  // A repository of its own: what is not there yet is fetched when it is asked for.
  const repository = createRepository(join(directory, 'policy'), origin, variables)
  const fetched = await git(repository, [
    'fetch',
    '--quiet',
    '--no-tags',
    '--depth=1',
    '--filter=tree:0',
    origin.url,
    'HEAD'
  ])
  if (fetched.exitCode !== 0) {
    if ((await listOrigin(repository, ['HEAD'])).size === 0) return NO_POLICY
    throw unreadable(repository, fetched.stderr)
  }
  const listed = await git(repository, ['ls-tree', 'FETCH_HEAD', POLICY_FILE])
  if (listed.exitCode !== 0) throw unreadable(repository, listed.stderr)
  const line = listed.stdout.toString('utf8')
  if (line === '') return NO_POLICY
  const [, blob] = /^100\d{3} blob ([0-9a-f]+)\t/u.exec(line) ?? []
  if (blob === undefined) {
    throw new RunError(
      'invalid-input',
      `${POLICY_FILE} on the default branch is not a file.`,
      'Write the policy itself there, not a link or a folder.'
    )
  }
  const content = await git(repository, ['cat-file', 'blob', blob])
  if (content.exitCode !== 0) throw unreadable(repository, content.stderr)
  const { parsePolicy } = await import('./file.ts')
  return parsePolicy(content.stdout.toString('utf8'), POLICY_FILE)
}

/** Without the policy nobody knows what is protected. */
const unreadable = ({ origin }: Repository, words: string): RunError =>
  new RunError(
    'origin-unreachable',
    `The policy on the default branch of ${origin.url} cannot be read: ${lastWords(words)}`,
    'Nothing was changed. Run it again.'
  )
