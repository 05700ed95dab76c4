// The servers of the harness, tried with the real git and the real Terraform.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOrigin, gitEnvironment, type Origin } from '../harness/origin.ts'
import { must, run } from '../harness/process.ts'
import { testIf, hasGitHttp, withTerraform } from '../harness/tools.ts'
import { startGitHttp, type GitHttp } from '../servers/git-http.ts'
import { startHttpState, type HttpState } from '../servers/http-state.ts'

const withGitHttp = testIf(hasGitHttp)

describe('git over HTTP', () => {
  const token = 'ghs_token'
  let origin: Origin
  let server: GitHttp
  let folder: string

  beforeEach(async () => {
    origin = createOrigin()
    server = await startGitHttp(origin.root, { token })
    folder = join(origin.base, 'clone')
  })
  afterEach(async () => {
    await server.close()
    origin.close()
  })

  const headersOf = (tokens: readonly string[]): Record<string, string> => {
    const settings = tokens.flatMap((one, i) => [
      [`GIT_CONFIG_KEY_${i}`, 'http.extraheader'],
      [`GIT_CONFIG_VALUE_${i}`, `AUTHORIZATION: basic ${encoded(one)}`]
    ])
    return { GIT_CONFIG_COUNT: String(tokens.length), ...Object.fromEntries(settings) }
  }
  const git = async (args: readonly string[], tokens: readonly string[] = [token]) =>
    await run('git', args, {
      env: { PATH: process.env['PATH'], ...gitEnvironment, ...headersOf(tokens) }
    })
  const clone = async (tokens?: readonly string[]) =>
    await git(['clone', '--quiet', `${server.url}/octo/demo`, folder], tokens)

  withGitHttp('a clone and a push with the token arrive', async () => {
    expect(await clone()).toMatchObject({ code: 0 })
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('# demo\n')

    await git(['-C', folder, 'commit', '--quiet', '--allow-empty', '-m', 'Second'])
    const pushed = await git(['-C', folder, 'push', '--quiet', 'origin', 'HEAD:refs/gitops-env/x'])
    expect(pushed).toMatchObject({ code: 0 })
    expect(origin.show('refs/gitops-env/x').message).toBe('Second\n')
    expect(server.count('receive-pack')).toBe(1)
    expect(server.count('upload-pack')).toBeGreaterThan(0)
  })

  withGitHttp.each([
    { who: 'nobody', tokens: [], status: 401 },
    { who: 'a stranger', tokens: ['ghs_wrong'], status: 401 },
    { who: 'somebody with two headers', tokens: [token, token], status: 400 }
  ])('$who gets $status', async ({ tokens, status }) => {
    expect((await clone(tokens)).code).not.toBe(0)
    expect(server.requests.map((request) => request.status)).toContain(status)
    expect(server.count('upload-pack')).toBe(0)
  })

  withGitHttp('a token that may only read clones, and cannot push', async () => {
    server.setAllowPush(false)
    expect(await clone()).toMatchObject({ code: 0 })
    const pushed = await git(['-C', folder, 'push', '--quiet', 'origin', 'HEAD:refs/heads/new'])
    expect(pushed.code).not.toBe(0)
    expect(server.requests.at(-1)).toMatchObject({ service: 'receive-pack', status: 403 })
    expect(origin.has('new')).toBe(false)
  })

  withGitHttp('one commit without its trees can be fetched, and a large pack pushed', async () => {
    const sha = origin.commit('env-a', { 'a.txt': 'a'.repeat(10_000) })
    await git(['init', '--quiet', '--bare', folder])
    const address = `${server.url}/octo/demo.git`
    const filter = ['--depth=1', '--filter=tree:0']
    expect(await git(['-C', folder, 'fetch', '--quiet', ...filter, address, sha])).toMatchObject({
      code: 0
    })

    const noise = Array.from({ length: 3_000_000 }, (_, i) => (i * 7919) % 251)
    const blob = await run('git', ['-C', folder, 'hash-object', '-w', '--stdin'], {
      input: Buffer.from(noise)
    })
    const chunked = ['-c', 'http.postBuffer=65536', '-C', folder, 'push', '--quiet', address]
    const pushed = await git([...chunked, `${blob.stdout.trim()}:refs/gitops-env/blob`])
    expect(pushed).toMatchObject({ code: 0 })
    expect(origin.refs('refs/gitops-env/')).toHaveProperty(['refs/gitops-env/blob'])
  })

  withGitHttp('a question so long that git compresses it is understood', async () => {
    for (let i = 0; i < 40; i += 1) {
      const blob = await must('git', ['-C', origin.path, 'hash-object', '-w', '--stdin'], {
        input: String(i)
      })
      origin.git('update-ref', `refs/gitops-env/${i}`, blob.trim())
    }
    await git(['init', '--quiet', '--bare', folder])
    const fetch = ['-C', folder, 'fetch', '--quiet', `${server.url}/octo/demo`]
    expect(await git([...fetch, 'refs/gitops-env/*:refs/copy/*'])).toMatchObject({ code: 0 })
    expect(server.requests.filter(({ gzip }) => gzip)).toHaveLength(1)
    expect((await git(['-C', folder, 'for-each-ref'])).stdout.match(/refs\/copy/g)).toHaveLength(40)
  })

  withGitHttp('faults come as often as asked for', async () => {
    server.fail(1, 503)
    expect((await clone()).code).not.toBe(0)
    expect(await clone()).toMatchObject({ code: 0 })
  })
})

describe('Terraform’s http backend', () => {
  const path = '/state/demo/alice'
  let server: HttpState
  let folder: string

  beforeEach(async () => {
    server = await startHttpState({ user: 'me', password: 'secret' })
    folder = mkdtempSync(join(tmpdir(), 'http-state-'))
    const module = 'terraform {\n  backend "http" {}\n}\nresource "terraform_data" "one" {}\n'
    writeFileSync(join(folder, 'main.tf'), module)
  })
  afterEach(async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  })

  const env = (password = 'secret') => ({
    PATH: process.env['PATH'],
    HOME: folder,
    CHECKPOINT_DISABLE: '1',
    TF_HTTP_ADDRESS: `${server.url}${path}`,
    TF_HTTP_LOCK_ADDRESS: `${server.url}${path}`,
    TF_HTTP_UNLOCK_ADDRESS: `${server.url}${path}`,
    TF_HTTP_USERNAME: 'me',
    TF_HTTP_PASSWORD: password,
    TF_HTTP_RETRY_MAX: '0'
  })
  const terraform = async (...args: string[]) =>
    await run('terraform', args, { cwd: folder, env: env() })

  withTerraform('apply leaves a state and no lock, destroy an empty state', async () => {
    await must('terraform', ['init', '-input=false'], { cwd: folder, env: env() })
    expect(await terraform('apply', '-auto-approve')).toMatchObject({ code: 0 })
    expect(server.resources(path)).toEqual(['terraform_data.one'])
    expect(server.locks()).toEqual({})
    expect(server.requests.map(({ method }) => method)).toEqual(
      expect.arrayContaining(['GET', 'LOCK', 'POST', 'UNLOCK'])
    )
    expect(await terraform('destroy', '-auto-approve')).toMatchObject({ code: 0 })
    expect(server.resources(path)).toEqual([])
    expect(server.state(path)).toMatchObject({ version: 4 })
  })

  withTerraform(
    'a lock that is held, a save that fails, and a wrong password are errors',
    async () => {
      await must('terraform', ['init', '-input=false'], { cwd: folder, env: env() })
      server.setLock(path, { ID: 'theirs', Who: 'somebody' })
      expect(await terraform('apply', '-auto-approve')).toMatchObject({ code: 1 })
      server.setLock(path, undefined)

      server.faults.posts = 1
      expect(await terraform('apply', '-auto-approve')).toMatchObject({ code: 1 })
      expect(server.state(path)).toBeUndefined()
      expect(JSON.parse(readFileSync(join(folder, 'errored.tfstate'), 'utf8'))).toBeDefined()

      const stranger = { cwd: folder, env: env('wrong') }
      expect((await run('terraform', ['state', 'list'], stranger)).code).toBe(1)
      expect(server.requests.at(-1)).toMatchObject({ status: 401 })
    }
  )

  test('a save without the lock’s id is refused', async () => {
    const authorization = `Basic ${Buffer.from('me:secret').toString('base64')}`
    const send = async (method: string, query: string, body: string) =>
      (await fetch(server.url + path + query, { method, body, headers: { authorization } })).status
    expect(await send('LOCK', '', '{"ID":"mine"}')).toBe(200)
    expect(await send('POST', '', '{}')).toBe(423)
    expect(await send('POST', '?ID=mine', '{}')).toBe(200)
    expect(await send('UNLOCK', '', '{"ID":"other"}')).toBe(409)
    expect(await send('UNLOCK', '', '{"ID":"mine"}')).toBe(200)
    expect(server.locks()).toEqual({})
  })
})

function encoded(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64')
}
