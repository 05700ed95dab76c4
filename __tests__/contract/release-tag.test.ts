// The tags of a release, in a real origin that writes down what happens to them: `v1` is never gone for a moment.
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createProject, TOKEN, type Project } from '../harness/releasing.ts'
import { hasGitHttp, testIf } from '../harness/tools.ts'
import { startGitHttp } from '../servers/git-http.ts'

const NONE = '0'.repeat(40)
/** Writes down each change of a ref, as the origin makes it: state, old, new, ref. */
const NOTE = '#!/bin/sh\nwhile read -r change; do echo "$1 $change" >> "$0.log"; done\n'

let project: Project
const hook = (): string => join(project.origin, 'hooks/reference-transaction')
const script = (path: string, text: string): void => writeFileSync(path, text, { mode: 0o755 })
const push = async (...refs: readonly string[]): Promise<string> =>
  await project.git('push', '--quiet', 'origin', ...refs)

/** What became of tags since the last call. */
function changes(): readonly string[][] {
  const log = `${hook()}.log`
  const text = existsSync(log) ? readFileSync(log, 'utf8') : ''
  rmSync(log, { force: true })
  const lines = text.split('\n').map((line) => line.split(' '))
  return lines.filter(([, , , ref]) => ref?.startsWith('refs/tags/'))
}

beforeEach(async () => {
  project = await createProject()
  script(hook(), NOTE)
})
afterEach(async () => {
  await project.close()
})

test('makes the version and moves the major tag in one transaction, and never removes one', async () => {
  const first = await project.git('rev-parse', 'HEAD')
  await push('HEAD:refs/tags/v1.2.2', 'HEAD:refs/tags/v1')
  project.write('source.js', 'next\n')
  const second = await project.merge()
  expect(changes()).not.toEqual([])

  expect(await project.release(['tag', '1.2.3'])).toMatchObject({ code: 0, stderr: '' })
  expect(await project.tags()).toEqual({ v1: second, 'v1.2.2': first, 'v1.2.3': second })
  const seen = changes()
  const made = [`${first} ${second} refs/tags/v1`, `${NONE} ${second} refs/tags/v1.2.3`]
  // A state comes once for a transaction, with all its refs: two pushes would alternate.
  const states = seen.map(([state]) => state)
  expect([...new Set(states)].flatMap((state) => [state, state])).toEqual(states)
  const committed = seen.filter(([state]) => state === 'committed')
  expect(new Set(committed.map(([, ...change]) => change.join(' ')))).toEqual(new Set(made))
  expect(seen.filter(([, , now]) => now === NONE)).toEqual([])
})

test('makes the major tag with its first version, and leaves those of other majors alone', async () => {
  await push('HEAD:refs/tags/v0.9.0', 'HEAD:refs/tags/v0')
  const before = await project.tags()
  const head = await project.merge()
  expect(await project.release(['tag', '1.2.3'])).toMatchObject({ code: 0 })
  expect(await project.tags()).toEqual({ ...before, v1: head, 'v1.2.3': head })
})

test('moves a major tag that is a tag object', async () => {
  await project.git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'tag', '-m', 'one', 'v1')
  await push('refs/tags/v1')
  const head = await project.merge()
  expect(await project.release(['tag', '1.2.3'])).toMatchObject({ code: 0 })
  expect(await project.tags()).toEqual({ v1: head, 'v1.2.3': head })
})

test('refuses a version that there is, and changes nothing', async () => {
  await push('HEAD:refs/tags/v1.2.3', 'HEAD:refs/tags/v1')
  const before = await project.tags()
  await project.merge()
  changes()
  expect(await project.release(['tag', '1.2.3'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('The origin has the tag v1.2.3 already')
  })
  expect(await project.tags()).toEqual(before)
  expect(changes()).toEqual([])
})

test.each(['v1', 'v1.2.3'])(
  'refuses to overwrite %s where somebody sets it in between',
  async (tag) => {
    await push('HEAD:refs/tags/v1')
    const before = await project.tags()
    const other = await project.merge()
    await project.merge()
    // git asks this program in `git status`, which comes between reading the tags and pushing them.
    const meddler = join(project.root, 'meddler')
    script(
      meddler,
      `#!/bin/sh\ngit push --quiet --force ${project.origin} ${other}:refs/tags/${tag}\n`
    )
    await project.git('config', 'core.fsmonitor', meddler)
    expect(await project.release(['tag', '1.2.3'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('stale info')
    })
    expect(await project.tags()).toEqual({ ...before, [tag]: other })
  }
)

test('moves nothing where the origin refuses one of the two', async () => {
  await push('HEAD:refs/tags/v1')
  const before = await project.tags()
  await project.merge()
  const refuse = '#!/bin/sh\ncase "$1" in refs/tags/v1.2.3) exit 1 ;; esac\n'
  script(join(project.origin, 'hooks/update'), refuse)
  expect(await project.release(['tag', '1.2.3'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('`git push` failed:')
  })
  expect(await project.tags()).toEqual(before)
})

test('refuses what check refuses, but for the build', async () => {
  project.write('package.json', { version: '1.2.2' })
  const { code, stderr } = await project.release(['tag', '1.2.3'])
  expect(code).toBe(1)
  expect(stderr).toContain('package.json has the version 1.2.2')
  expect(stderr).toContain('before the build; commit or remove it:\n M package.json')
  expect(await project.tags()).toEqual({})
})

testIf(hasGitHttp)(
  'gives the token to a server that asks for it, and keeps it nowhere',
  async () => {
    const server = await startGitHttp(project.root, { token: TOKEN })
    try {
      await project.git('remote', 'set-url', 'origin', `${server.url}/octo/action`)
      const withServer = { GITHUB_SERVER_URL: server.url }
      const { code, stdout, stderr } = await project.release(['tag', '1.2.3'], withServer)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(Object.keys(await project.tags())).toEqual(['v1', 'v1.2.3'])
      expect(server.count('receive-pack')).toBe(1)
      const kept = `${stdout}${await project.git('config', '--list')}`
      expect(kept).not.toContain(TOKEN)
      expect(kept).not.toContain(Buffer.from(`x-access-token:${TOKEN}`).toString('base64'))
    } finally {
      await server.close()
    }
  }
)
