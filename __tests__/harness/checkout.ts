// What actions/checkout leaves in the workspace: one commit, the branch as HEAD, the token in the configuration.
import { existsSync, mkdirSync } from 'node:fs'
import type { Origin } from './origin.ts'
import { must } from './process.ts'

export interface Checkout {
  readonly workspace: string
  readonly sha: string
  /** Full name, `refs/heads/…`; anything but a branch gives a detached HEAD. */
  readonly ref: string
  /** Where the remote points; the objects come straight from the origin's folder. */
  readonly serverUrl: string
  readonly token: string
  /** Default: true, as the action's. */
  readonly persistCredentials?: boolean
  /** As the action does with `submodules: recursive`. */
  readonly submodules?: boolean
}

/** Fetches one commit at depth 1 and checks it out. */
export async function checkout(origin: Origin, request: Checkout): Promise<void> {
  const { workspace, sha, ref, serverUrl, token } = request
  mkdirSync(workspace, { recursive: true })
  const env = {
    PATH: process.env['PATH'],
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1'
  }
  const git = async (...args: string[]) => await must('git', args, { cwd: workspace, env })
  if (existsSync(`${workspace}/.git`)) throw new Error(`${workspace} is checked out already`)
  await git('init', '--quiet', '-b', 'main', '.')
  await git('config', 'gc.auto', '0')
  await git('remote', 'add', 'origin', `${serverUrl}/${origin.repository}`)
  await git('fetch', '--quiet', '--no-tags', '--depth=1', `file://${origin.path}`, sha)
  const name = ref.replace(/^refs\/(heads\/)?/, '')
  const tracking = `refs/remotes/${ref.startsWith('refs/heads/') ? 'origin/' : ''}${name}`
  await git('update-ref', tracking, 'FETCH_HEAD')
  const target = ref.startsWith('refs/heads/') ? ['-B', name, tracking] : ['--detach', tracking]
  await git('checkout', '--quiet', '--force', ...target)
  if (!serverUrl.startsWith('http')) return
  const { persistCredentials = true, submodules = false } = request
  const header = [
    `http.${serverUrl}/.extraheader`,
    `AUTHORIZATION: basic ${basicCredential(token)}`
  ] as const
  if (submodules) {
    const update = ['submodule', '--quiet', 'update', '--init', '--recursive', '--depth=1']
    await git('-c', header.join('='), ...update)
  }
  if (persistCredentials) await git('config', ...header)
}

/** The credential GitHub expects for a token, base64. */
export function basicCredential(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64')
}
