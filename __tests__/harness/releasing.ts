// A small project with a real origin, in which the steps of a release are taken.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLoopback } from '../servers/loopback.ts'
import { repositoryRoot } from './action-file.ts'
import { must, run, type Finished } from './process.ts'

export const NOTES = '### Added\n\n- A thing.\n\n### Fixed\n\n- Another.'
export const TOKEN = 'ghs_of_the_release_job'
const SCRIPT = join(repositoryRoot, 'scripts/release.mjs')
const WHO = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
const BUILD = "node -e \"fs.writeFileSync('dist.js', fs.readFileSync('source.js'))\""

export type Project = Awaited<ReturnType<typeof createProject>>

/** A changelog whose newest version has this title. */
export const changelog = (title: string, unreleased = ''): string =>
  `# Changelog\n\n## [Unreleased]\n\n${unreleased}\n## ${title}\n\n${NOTES}\n\n## [1.2.2] - 2026-10-01\n\n- Older.\n`

/** A clone on `main`, ready to be released as 1.2.3, and the API that says for which commits CI is green. */
export async function createProject() {
  const base = mkdtempSync(join(tmpdir(), 'release-'))
  const root = join(base, 'github')
  const origin = join(root, 'octo/action')
  const work = join(base, 'work')
  const green: string[] = []
  const asked: string[] = []
  let status = 200
  const api = await startLoopback((request, response) => {
    asked.push(`${request.headers.authorization} ${request.url}`)
    const sha = new URL(request.url ?? '', 'http://api').searchParams.get('head_sha') ?? ''
    response.writeHead(status)
    response.end(JSON.stringify({ total_count: green.includes(sha) ? 1 : 0 }))
  })
  mkdirSync(join(root, 'octo'), { recursive: true })
  await must('git', ['init', '--quiet', '--bare', '--initial-branch=main', origin])
  await must('git', ['clone', '--quiet', origin, work])
  const git = async (...args: readonly string[]): Promise<string> =>
    (await must('git', args, { cwd: work })).trim()
  const write = (name: string, content: string | object): void =>
    writeFileSync(join(work, name), typeof content === 'string' ? content : JSON.stringify(content))

  const project = {
    /** What a git server serves, with the repository `octo/action` in it. */
    root,
    /** The bare repository. */
    origin,
    git,
    write,
    /** What the API was asked, with the credential. */
    asked: asked as readonly string[],
    /** Every later answer of the API has this status. */
    answer: (next: number): void => void (status = next),
    /** Commits everything. */
    commit: async (): Promise<string> => {
      await git('add', '--all')
      await git(...WHO, 'commit', '--quiet', '--allow-empty', '--message=change')
      return await git('rev-parse', 'HEAD')
    },
    /** Commits everything, and merges it into the default branch, where CI is green for it. */
    merge: async (): Promise<string> => {
      const sha = await project.commit()
      await git('push', '--quiet', 'origin', 'HEAD:main')
      green.push(sha)
      return sha
    },
    /** The script, as the workflow calls it. */
    release: async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> =>
      await run(process.execPath, [SCRIPT, ...args], {
        cwd: work,
        env: {
          PATH: process.env['PATH'],
          HOME: base,
          GITHUB_API_URL: api.url,
          GITHUB_REPOSITORY: 'octo/action',
          GITHUB_TOKEN: TOKEN,
          ...env
        }
      }),
    /** The origin's tags by name. */
    tags: async (): Promise<Record<string, string>> => {
      const refs = await must('git', ['for-each-ref', '--format=%(objectname) %(refname)'], {
        cwd: origin
      })
      const pairs = [...refs.matchAll(/^(\w+) refs\/tags\/(.+)$/gmu)]
      return Object.fromEntries(pairs.map(([, commit = '', name = '']) => [name, commit]))
    },
    close: async (): Promise<void> => {
      await api.close()
      rmSync(base, { recursive: true, force: true, maxRetries: 3 })
    }
  }
  write('package.json', { version: '1.2.3', scripts: { build: BUILD } })
  write('package-lock.json', { version: '1.2.3', packages: { '': { version: '1.2.3' } } })
  write('CHANGELOG.md', changelog('[1.2.3] - 2026-11-21'))
  write('source.js', 'built\n')
  write('dist.js', 'built\n')
  await project.merge()
  return project
}
