/** The only file that starts git, always in our own repository. */
import { exec } from '@actions/exec'
import { RunError } from './errors.ts'
import { resetConfig } from './repository.ts'
import type { Repository } from './repository.ts'

/** A ref and the commit it points at. */
export interface Ref {
  readonly name: string
  readonly commit: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
}

/** A compare-and-swap of one ref; undefined stands for "does not exist". */
export interface Update {
  readonly ref: string
  readonly from: string | undefined
  readonly to: string | undefined
}

interface Answer {
  readonly exitCode: number
  readonly stdout: Buffer
  readonly stderr: string
}

/**
 * Fetches commits without their files, and their parents.
 * @returns whether everything that was named exists at the origin; a pattern with `*` may match nothing
 */
export async function tryFetchCommits(
  repository: Repository,
  refspecs: readonly string[]
): Promise<boolean> {
  const answer = await git(repository, [
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    '--depth=2',
    '--filter=tree:0',
    repository.origin.url,
    ...refspecs
  ])
  resetConfig(repository.directory)
  return answer.exitCode === 0
}

/**
 * Fetches one commit with all its content, under the name of its ref: what the ref points at by now may be another.
 * @returns whether the origin still has it
 */
export async function tryFetchContent(
  repository: Repository,
  ref: string,
  commit: string
): Promise<boolean> {
  const answer = await git(repository, [
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    repository.origin.url,
    `+${commit}:${ref}`
  ])
  return answer.exitCode === 0
}

/**
 * What the origin has now, by full ref name.
 * @throws RunError `origin-unreachable` with git's own words
 */
export async function listOrigin(
  repository: Repository,
  patterns: readonly string[]
): Promise<ReadonlyMap<string, string>> {
  const answer = await git(repository, ['ls-remote', '--quiet', repository.origin.url, ...patterns])
  if (answer.exitCode !== 0) {
    throw new RunError(
      'origin-unreachable',
      `The origin ${repository.origin.url} cannot be read: ${lastWords(answer.stderr)}`,
      "Check that the job has 'permissions: contents: write' and that GitHub is up; a re-run takes up where this one stopped."
    )
  }
  const lines = answer.stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
  return new Map(
    lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))])
  )
}

/** The refs that were fetched, with what their commits say. */
export async function readRefs(
  repository: Repository,
  prefixes: readonly string[]
): Promise<readonly Ref[]> {
  const fields = ['refname', 'objectname', 'tree', 'parent', 'contents']
  const format = fields.map((field) => `%(${field})%00`).join('')
  const answer = await checked(repository, ['for-each-ref', `--format=${format}`, ...prefixes])
  const parts = answer.toString('utf8').split('\0')
  const refs: Ref[] = []
  for (let index = 0; index + fields.length <= parts.length; index += fields.length) {
    const [name = '', commit = '', tree = '', parents = '', message = ''] = parts.slice(
      index,
      index + fields.length
    )
    refs.push({
      name: name.trimStart(),
      commit,
      tree,
      parents: parents.split(' ').filter(Boolean),
      message
    })
  }
  return refs
}

/** A file of a commit whose content was fetched. */
export const readFileAt = (repository: Repository, commit: string, path: string): Promise<Buffer> =>
  checked(repository, ['cat-file', 'blob', `${commit}:${path}`])

/**
 * Swaps refs at the origin, all or none.
 * @returns undefined when it was done, else git's words; whether it was a race or a missing right is
 *   not to be read from them: read the refs again
 */
export async function tryPush(
  repository: Repository,
  updates: readonly Update[]
): Promise<string | undefined> {
  const answer = await git(repository, [
    'push',
    '--quiet',
    '--atomic',
    '--no-verify',
    ...updates.map((update) => `--force-with-lease=${update.ref}:${update.from ?? ''}`),
    repository.origin.url,
    ...updates.map((update) => `${update.to ?? ''}:${update.ref}`)
  ])
  return answer.exitCode === 0 ? undefined : lastWords(answer.stderr)
}

async function checked(repository: Repository, args: readonly string[]): Promise<Buffer> {
  const answer = await git(repository, args)
  if (answer.exitCode !== 0)
    throw new Error(
      `git ${args[0]} failed with exit code ${answer.exitCode}: ${lastWords(answer.stderr)}`
    )
  return answer.stdout
}

/** Runs git to its end, whatever that is. @throws RunError where there is no git */
export async function git(
  repository: Repository,
  args: readonly string[],
  where: 'bare' | 'work tree' = 'bare'
): Promise<Answer> {
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  const environment =
    where === 'bare'
      ? { ...repository.environment, GIT_DIR: repository.directory }
      : repository.environment
  const exitCode = await exec('git', [...args], {
    cwd: repository.directory,
    env: environment,
    silent: true,
    ignoreReturnCode: true,
    listeners: {
      stdout: (data) => stdout.push(data),
      stderr: (data) => stderr.push(data)
    }
  }).catch((error: unknown) => {
    throw new RunError(
      'invalid-input',
      'git is not on the PATH.',
      'Install git 2.31 or later on the runner.',
      { cause: error }
    )
  })
  return { exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') }
}

/** What git said, on one line, without the hints for people at a terminal. */
export const lastWords = (stderr: string): string =>
  stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'))
    .slice(-4)
    .join('; ') || 'git said nothing'
