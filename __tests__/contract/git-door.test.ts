// The door to git, against a real bare origin: compare-and-swap, the credential, and reading what may not be there.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkOut } from '../../src/check-out.ts'
import { listOrigin, readRefs, tryFetchCommits } from '../../src/git.ts'
import { writeCommit, swap } from '../../src/swap.ts'
import { createRepository, writeObject, type Repository } from '../../src/repository.ts'
import { basicCredential } from '../harness/checkout.ts'
import { createOrigin, gitEnvironment, type Origin } from '../harness/origin.ts'
import { hasGitHttp, testIf } from '../harness/tools.ts'
import { startGitHttp, type GitHttp } from '../servers/git-http.ts'

const withGitHttp = testIf(hasGitHttp)
const TOKEN = 'ghs_token_of_the_job'
const REF = 'refs/gitops-env/locks/demo/alice'
const machine = { PATH: process.env['PATH'], ...gitEnvironment }

let origin: Origin
let count = 0
beforeEach(() => {
  origin = createOrigin({ files: { 'main.tf': '# demo\n' } })
})
afterEach(() => origin.close())

/** One run's own repository; several see the same origin. */
const open = (
  serverUrl = origin.serverUrl,
  variables: Readonly<Record<string, string | undefined>> = {},
  token = TOKEN
): Repository => {
  const there = { url: `${serverUrl}/octo/demo`, serverUrl, token }
  return createRepository(join(origin.base, `git-${(count += 1)}`), there, {
    ...machine,
    ...variables
  })
}

/** A commit of no content that differs from every other. */
const commitIn = (repository: Repository, message = `commit ${(count += 1)}`): string =>
  writeCommit(
    repository,
    writeObject(repository, 'tree', Buffer.alloc(0)),
    [],
    message,
    '2026-01-01T00:00:00Z'
  )

const refused = async (attempt: Promise<unknown>): Promise<unknown> =>
  await attempt.then(
    () => 'it was not refused',
    (error: unknown) => error
  )

describe('a swap', () => {
  test('by six at once is won by exactly one', async () => {
    const runs = Array.from({ length: 6 }, () => open())
    const commits = runs.map((run) => commitIn(run))
    const outcomes = await Promise.all(
      runs.map(async (run, i) => await swap(run, [{ ref: REF, from: undefined, to: commits[i] }]))
    )
    expect(outcomes.toSorted()).toEqual(['done', 'raced', 'raced', 'raced', 'raced', 'raced'])
    expect(origin.refs(REF)[REF]).toBe(commits[outcomes.indexOf('done')])
  })

  test('creates, changes and removes a ref, each only from what it was', async () => {
    const run = open()
    const [one, two] = [commitIn(run), commitIn(run)]
    expect(await swap(run, [{ ref: REF, from: undefined, to: one }])).toBe('done')
    expect(await swap(run, [{ ref: REF, from: undefined, to: two }])).toBe('raced')
    expect(await swap(run, [{ ref: REF, from: two, to: undefined }])).toBe('raced')
    expect(await swap(run, [{ ref: REF, from: one, to: two }])).toBe('done')
    expect(await swap(run, [{ ref: REF, from: two, to: undefined }])).toBe('done')
    expect(origin.refs(REF)).toEqual({})
  })

  test('of several refs is all or none', async () => {
    const run = open()
    const other = 'refs/gitops-env/state/demo/alice'
    const [one, two] = [commitIn(run), commitIn(run)]
    await swap(run, [{ ref: REF, from: undefined, to: one }])
    const updates = [
      { ref: other, from: undefined, to: two },
      { ref: REF, from: two, to: undefined }
    ]
    expect(await swap(run, updates)).toBe('raced')
    expect(origin.refs('refs/gitops-env/')).toEqual({ [REF]: one })
  })

  test('that was done before, for the answer was lost, is done', async () => {
    const run = open()
    const [one, two] = [commitIn(run), commitIn(run)]
    await swap(run, [{ ref: REF, from: undefined, to: one }])
    origin.git('update-ref', REF, one)
    expect(await swap(run, [{ ref: REF, from: undefined, to: one }])).toBe('done')
    expect(await swap(run, [{ ref: REF, from: one, to: two }])).toBe('done')
  })

  test('that a rule of the origin forbids is not taken for a race', async () => {
    origin.hook('pre-receive', '#!/bin/sh\necho "a rule says no" >&2\nexit 1\n')
    const run = open()
    const error = await refused(swap(run, [{ ref: REF, from: undefined, to: commitIn(run) }]))
    expect(error).toMatchObject({ reason: 'not-permitted' })
    expect(String(error)).toContain(REF)
  })

  withGitHttp('without the right to push is not taken for a race', async () => {
    const server = await startGitHttp(origin.root, { token: TOKEN, allowPush: false })
    const run = open(server.url)
    const error = await refused(swap(run, [{ ref: REF, from: undefined, to: commitIn(run) }]))
    expect(error).toMatchObject({
      reason: 'not-permitted',
      hint: expect.stringContaining('contents: write')
    })
    await server.close()
  })

  test('is not kept from its work by the configuration of the machine', async () => {
    const hooks = join(origin.base, 'hooks')
    const config = join(origin.base, 'gitconfig')
    const settings = `[push]
  followTags = true
  gpgSign = true
  default = nothing
[commit]
  gpgSign = true
[core]
  hooksPath = ${hooks}
  quotePath = true
[fetch]
  prune = true
  fsckObjects = true
[i18n]
  logOutputEncoding = ISO-8859-1
`
    writeFileSync(config, settings)
    const run = open(origin.serverUrl, {
      GIT_CONFIG_GLOBAL: config,
      GIT_DIR: '/nowhere',
      GIT_INDEX_FILE: '/nowhere',
      GIT_OBJECT_DIRECTORY: '/nowhere',
      GIT_NAMESPACE: 'other',
      GIT_TRACE: '1'
    })
    const commit = commitIn(run, 'é 環境\n\n"quoted"\n')
    expect(await swap(run, [{ ref: REF, from: undefined, to: commit }])).toBe('done')
    expect(await tryFetchCommits(run, [`+${REF}:refs/here`])).toBe(true)
    expect(await readRefs(run, ['refs/here'])).toMatchObject([
      { commit, message: 'é 環境\n\n"quoted"\n' }
    ])
  })
})

describe('the credential', () => {
  let server: GitHttp
  const header = (token: string): string => `AUTHORIZATION: basic ${basicCredential(token)}`
  beforeEach(async () => {
    server = await startGitHttp(origin.root, { token: TOKEN })
  })
  afterEach(async () => server.close())

  withGitHttp.each([
    { what: 'the whole machine', section: () => 'http' },
    { what: 'this server', section: () => `http "${server.url}/"` },
    { what: 'this server, without a slash', section: () => `http "${server.url}"` },
    { what: 'this repository', section: () => `http "${server.url}/octo/demo"` }
  ])('is the only one, though the machine has another for $what', async ({ section }) => {
    const config = join(origin.base, 'gitconfig')
    writeFileSync(config, `[${section()}]\n  extraheader = ${header('ghs_another')}\n`)
    const run = open(server.url, { GIT_CONFIG_GLOBAL: config })
    const update = { ref: REF, from: undefined, to: commitIn(run) }
    expect(await refused(swap(run, [update]).then((outcome) => outcome))).toBe('it was not refused')
    expect(origin.refs(REF)[REF]).toBe(update.to)
    expect(server.requests.map(({ status }) => status)).not.toContain(400)
  })

  withGitHttp('is the only one, though the job brings another by environment', async () => {
    const run = open(server.url, {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `http.${server.url}/octo/demo.extraheader`,
      GIT_CONFIG_VALUE_0: header('ghs_another'),
      GIT_CONFIG_PARAMETERS: `'http.extraheader'='${header('ghs_third')}'`
    })
    expect((await listOrigin(run, ['refs/heads/*'])).size).toBe(1)
    expect(server.requests.filter(({ status }) => status >= 400)).toEqual([])
  })

  withGitHttp('goes to its own server only', async () => {
    const repository = open(server.url)
    const elsewhere = {
      ...repository.origin,
      serverUrl: 'https://github.com',
      url: `${server.url}/octo/demo`
    }
    const run = createRepository(join(origin.base, 'elsewhere'), elsewhere, machine)
    expect(await refused(listOrigin(run, ['refs/heads/*']))).toMatchObject({
      reason: 'origin-unreachable'
    })
    expect(server.requests.map(({ status }) => status)).toEqual([401])
  })

  withGitHttp('is written nowhere', async () => {
    const run = open(server.url)
    await swap(run, [{ ref: REF, from: undefined, to: commitIn(run) }])
    const code = join(origin.base, 'code')
    await checkOut(run, origin.head('main'), code)
    expect(readFileSync(join(code, 'main.tf'), 'utf8')).toBe('# demo\n')
    for (const folder of [run.directory, code]) {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) =>
        file.isFile()
      )
      const texts = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
      for (const secret of [TOKEN, basicCredential(TOKEN)])
        expect(texts.join()).not.toContain(secret)
    }
  })

  withGitHttp('that is wrong, or missing, leaves the origin unreachable', async () => {
    for (const token of ['ghs_wrong', '']) {
      const error = await refused(listOrigin(open(server.url, {}, token), ['refs/heads/*']))
      expect(error).toMatchObject({ reason: 'origin-unreachable' })
      expect(String(error)).not.toContain(basicCredential(token))
    }
  })
})

test('a commit that is not there cannot be checked out, and is named', async () => {
  const error = await refused(checkOut(open(), 'a'.repeat(40), join(origin.base, 'code')))
  expect(error).toMatchObject({ reason: 'origin-unreachable' })
  expect(String(error)).toContain('a'.repeat(40))
})
