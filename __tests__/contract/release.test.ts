// The steps of a release, against a real origin: what is refused, and that the major tag is never gone for a moment.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryRoot } from '../harness/action-file.ts'
import { must, run, type Finished } from '../harness/process.ts'
import { startLoopback, type Loopback } from '../servers/loopback.ts'

const SCRIPT = join(repositoryRoot, 'scripts/release.mjs')
const NOTES = '### Added\n\n- A thing.\n\n### Fixed\n\n- Another.'
const TOKEN = 'ghs_of_the_release_job'
const NONE = '0'.repeat(40)
/** Writes down each change of a ref, as the origin makes it. */
const HOOK = '#!/bin/sh\nwhile read -r change; do echo "$1 $change" >> "$0.log"; done\n'

let base: string
let origin: string
let work: string
let api: Loopback
/** What GitHub knows: the commits for which CI is green. */
let green: string[]
let asked: string[]

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'release-'))
  origin = join(base, 'origin.git')
  work = join(base, 'work')
  green = []
  asked = []
  await must('git', ['init', '--quiet', '--bare', '--initial-branch=main', origin])
  await must('git', ['clone', '--quiet', origin, work])
  write('package.json', {
    version: '1.2.3',
    scripts: { build: "node -e \"fs.writeFileSync('dist.js', fs.readFileSync('source.js'))\"" }
  })
  write('package-lock.json', { version: '1.2.3', packages: { '': { version: '1.2.3' } } })
  write('CHANGELOG.md', changelog('[1.2.3] - 2026-11-21'))
  write('source.js', 'built\n')
  write('dist.js', 'built\n')
  await commit()
  api = await startLoopback((request, response) => {
    asked.push(`${request.headers.authorization} ${request.url}`)
    const sha = new URL(request.url ?? '', 'http://api').searchParams.get('head_sha') ?? ''
    response.end(JSON.stringify({ total_count: green.includes(sha) ? 1 : 0 }))
  })
})

afterEach(async () => {
  await api.close()
  rmSync(base, { recursive: true, force: true })
})

const changelog = (title: string, unreleased = ''): string =>
  `# Changelog\n\n## [Unreleased]\n\n${unreleased}\n## ${title}\n\n${NOTES}\n\n## [1.2.2] - 2026-10-01\n\n- Older.\n`

const write = (name: string, content: string | object): void =>
  writeFileSync(join(work, name), typeof content === 'string' ? content : JSON.stringify(content))

const git = async (...args: readonly string[]): Promise<string> =>
  (await must('git', args, { cwd: work })).trim()

/** Commits everything, and pushes it to the default branch. */
async function commit(): Promise<string> {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
  await git('add', '--all')
  await git(...who, 'commit', '--quiet', '--allow-empty', '--message=change')
  await git('push', '--quiet', 'origin', 'HEAD:main')
  const sha = await git('rev-parse', 'HEAD')
  green.push(sha)
  return sha
}

const release = async (...args: readonly string[]): Promise<Finished> =>
  await run(process.execPath, [SCRIPT, ...args], {
    cwd: work,
    env: {
      PATH: process.env['PATH'],
      HOME: base,
      GITHUB_API_URL: api.url,
      GITHUB_REPOSITORY: 'octo/action',
      GITHUB_TOKEN: TOKEN
    }
  })

const tags = async (): Promise<Record<string, string>> => {
  const lines = (await git('ls-remote', '--tags', 'origin')).split('\n').filter(Boolean)
  return Object.fromEntries(lines.map((line) => line.split('\t').toReversed()))
}

describe('check', () => {
  test('lets a commit pass for which everything holds', async () => {
    expect(await release('check', '1.2.3')).toMatchObject({ code: 0, stderr: '' })
    const head = await git('rev-parse', 'HEAD')
    const query = `head_sha=${head}&event=push&status=success`
    expect(asked).toEqual([
      `Bearer ${TOKEN} /repos/octo/action/actions/workflows/ci.yml/runs?${query}`
    ])
    expect(await tags()).toEqual({})
  })

  test.each<[string, string, () => void | Promise<unknown>]>([
    [
      'another version in package.json',
      'package.json has the version 1.2.2',
      () => {
        write('package.json', { version: '1.2.2' })
      }
    ],
    [
      'another version in package-lock.json',
      'package-lock.json has the version 1.2.2',
      () => {
        write('package-lock.json', { version: '1.2.2', packages: { '': { version: '1.2.3' } } })
      }
    ],
    [
      'no section in the changelog',
      "after Unreleased; write '## [1.2.3] - YYYY-MM-DD'",
      () => {
        write('CHANGELOG.md', changelog('[1.2.1] - 2026-11-21'))
      }
    ],
    [
      'a section without a date',
      "has '## [1.2.3]' after Unreleased",
      () => {
        write('CHANGELOG.md', changelog('[1.2.3]'))
      }
    ],
    [
      'an empty section',
      'says nothing of 1.2.3',
      () => {
        write('CHANGELOG.md', '## [Unreleased]\n\n## [1.2.3] - 2026-11-21\n')
      }
    ],
    [
      'what is unreleased',
      'entries under Unreleased',
      () => {
        write('CHANGELOG.md', changelog('[1.2.3] - 2026-11-21', '- New.\n'))
      }
    ],
    [
      'no place for what is unreleased',
      "does not begin with '## [Unreleased]'",
      () => {
        write('CHANGELOG.md', changelog('[1.2.3] - 2026-11-21').replace('## [Unreleased]\n', ''))
      }
    ],
    [
      'a dist that the source does not build',
      'after `npm run build`; commit what the source builds:\n M dist.js',
      () => {
        write('source.js', 'changed\n')
      }
    ],
    [
      'a tag of this version',
      'The origin has the tag v1.2.3 already',
      async () => {
        await git('push', '--quiet', 'origin', 'HEAD:refs/tags/v1.2.3')
      }
    ],
    [
      'a later version that was released',
      'The origin has the tag v1.10.0; v1 would go back',
      async () => {
        await git('push', '--quiet', 'origin', 'HEAD:refs/tags/v1.10.0', 'HEAD:refs/tags/v2.0.0')
      }
    ]
  ])('refuses %s', async (_, message, change) => {
    await change()
    await commit()
    const { code, stderr } = await release('check', '1.2.3')
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) })
  })

  test('refuses what is not committed, not on the default branch, and not green, all at once', async () => {
    await git('switch', '--quiet', '--create', 'other')
    await git(
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@b.c',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'x'
    )
    write('dist-chunk.js', 'left behind\n')
    const { code, stderr } = await release('check', '1.2.3')
    expect(code).toBe(1)
    expect(stderr).toContain('before the build; commit or remove it:\n?? dist-chunk.js')
    expect(stderr).toContain("is not on the origin's default branch; merge it first")
    expect(stderr).toContain('CI is not green for a push of')
  })

  test('refuses an answer of GitHub that is none', async () => {
    await api.close()
    api = await startLoopback((_, response) => response.writeHead(403).end())
    const { code, stderr } = await release('check', '1.2.3')
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('answers 403; the token needs `actions: read`')
    })
  })

  test.each(['v1.2.3', '1.2', '1.2.3-rc.1', '01.2.3', '1.2.3;id', ''])(
    'takes %j for no version',
    async (version) => {
      const { code, stderr } = await release('check', version)
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: `'${version}' is not a version; write three numbers, such as 1.2.3.\n`
      })
    }
  )
})

describe('tag', () => {
  const hook = (): string => join(origin, 'hooks/reference-transaction')
  /** `state old new ref`, as the origin saw it. */
  const seen = (): readonly string[][] =>
    existsSync(`${hook()}.log`)
      ? readFileSync(`${hook()}.log`, 'utf8')
          .trim()
          .split('\n')
          .map((line) => line.split(' '))
      : []
  beforeEach(() => {
    writeFileSync(hook(), HOOK)
    chmodSync(hook(), 0o755)
  })

  test('makes the version, and moves the major tag in the same transaction, never without it', async () => {
    const first = await git('rev-parse', 'HEAD')
    await git('push', '--quiet', 'origin', 'HEAD:refs/tags/v1.2.2', 'HEAD:refs/tags/v1')
    write('source.js', 'next\n')
    const second = await commit()
    rmSync(`${hook()}.log`, { force: true })

    expect(await release('tag', '1.2.3')).toMatchObject({ code: 0, stderr: '' })
    expect(await tags()).toEqual({
      'refs/tags/v1': second,
      'refs/tags/v1.2.2': first,
      'refs/tags/v1.2.3': second
    })
    const committed = seen().filter(([state]) => state === 'committed')
    expect(committed.map(([, ...change]) => change).toSorted()).toEqual(
      [
        [first, second, 'refs/tags/v1'],
        [NONE, second, 'refs/tags/v1.2.3']
      ].toSorted()
    )
    expect(seen().filter(([, , now]) => now === NONE)).toEqual([])
  })

  test('makes the major tag with its first version, and leaves those of others alone', async () => {
    const head = await git('rev-parse', 'HEAD')
    await git('push', '--quiet', 'origin', 'HEAD:refs/tags/v0.9.0', 'HEAD:refs/tags/v0')
    expect(await release('tag', '1.2.3')).toMatchObject({ code: 0 })
    expect(Object.keys(await tags())).toEqual(
      ['v0', 'v0.9.0', 'v1', 'v1.2.3'].map((name) => `refs/tags/${name}`)
    )
    expect((await tags())['refs/tags/v1']).toBe(head)
  })

  test('refuses a version that there is, and changes nothing', async () => {
    await git('push', '--quiet', 'origin', 'HEAD:refs/tags/v1.2.3', 'HEAD:refs/tags/v1')
    const before = await tags()
    await commit()
    const { code, stderr } = await release('tag', '1.2.3')
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('raise the version')
    })
    expect(await tags()).toEqual(before)
  })

  test('moves nothing where the origin refuses one of the two', async () => {
    await git('push', '--quiet', 'origin', 'HEAD:refs/tags/v1')
    const before = await tags()
    await commit()
    const refuse = '#!/bin/sh\ncase "$1" in refs/tags/v1.2.3) exit 1 ;; esac\n'
    writeFileSync(join(origin, 'hooks/update'), refuse, { mode: 0o755 })
    const { code, stderr } = await release('tag', '1.2.3')
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('`git push` failed:')
    })
    expect(await tags()).toEqual(before)
  })

  test('refuses what check refuses, but for the build', async () => {
    write('package.json', { version: '1.2.2' })
    const { code, stderr } = await release('tag', '1.2.3')
    expect(code).toBe(1)
    expect(stderr).toContain('package.json has the version 1.2.2')
    expect(stderr).toContain('before the build; commit or remove it:\n M package.json')
    expect(await tags()).toEqual({})
  })
})

describe('notes', () => {
  test("are the version's section of the changelog, and nothing else", async () => {
    expect(await release('notes', '1.2.3')).toEqual({ code: 0, stdout: `${NOTES}\n`, stderr: '' })
  })

  test("can be taken from this repository's changelog, once its section has a version", async () => {
    const text = readFileSync(join(repositoryRoot, 'CHANGELOG.md'), 'utf8')
    const [, unreleased = ''] =
      /^## \[Unreleased\]\n([\s\S]*?)(?=^## |$(?![\s\S]))/mu.exec(text) ?? []
    expect(unreleased.trim()).not.toBe('')
    const title = '## [Unreleased]\n'
    write('CHANGELOG.md', text.replace(title, `${title}\n## [1.2.3] - 2026-11-21\n`))
    const { code, stdout } = await release('notes', '1.2.3')
    expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: unreleased.trim() })
  })
})
