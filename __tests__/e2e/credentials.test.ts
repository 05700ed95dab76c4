// The token: it reaches the origin as one header, and nothing else; and what happens where it does not suffice.
import { afterEach, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow } from '../harness/aftermath.ts'
import { basicCredential } from '../harness/checkout.ts'
import { FAKE_TOKEN } from '../harness/job.ts'
import { sleep } from '../harness/process.ts'
import type { Running } from '../harness/runner.ts'
import { createWorld, type World, type WorldSettings } from '../harness/scenario.ts'
import { hasGitHttp, hasTerraform, testIf } from '../harness/tools.ts'
import { printedOf, visibleOf } from '../harness/visible.ts'
import { isRunning, watchFor } from '../harness/watch.ts'

const withGitHttp = testIf(hasTerraform && hasGitHttp)
const MAIN = `
variable "environment" {}
resource "terraform_data" "app" {
  input = var.environment
  provisioner "local-exec" { command = "sleep 0.3; echo ran > ran" }
}
`
const settings: WorldSettings = {
  module: { 'main.tf': MAIN },
  http: true,
  with: { 'state-passphrase': 'correct horse battery staple' }
}
const SECRETS = [FAKE_TOKEN, basicCredential(FAKE_TOKEN)]

let world: World
afterEach(async () => world.close())

describe('with the token', () => {
  withGitHttp('an environment is created, updated and destroyed by HTTP', async () => {
    world = await createWorld(settings)
    const created = await world.push('env-alice')
    expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    const updated = await world.push('env-alice', { 'more.tf': 'resource "terraform_data" "b" {}' })
    expect(updated).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1', 'to-change': '0' } })
    const removed = await world.remove('env-alice')
    expect(removed).toMatchObject({ exitCode: 0, outputs: { 'to-destroy': '2' } })
    expect(world.record('alice')?.json['outcome']).toBe('destroyed')
    expect(world.hiddenRefs('locks')).toEqual([])
    // 400 stands for two Authorization headers, 401 for none.
    expect(world.server?.requests.map(({ status }) => status)).not.toContain(400)
    expect(world.server?.requests.filter(({ status }) => status !== 200)).toEqual([])
  })

  withGitHttp('nothing shows it, keeps it, or names it in a command line', async () => {
    world = await createWorld(settings)
    let seen: Awaited<ReturnType<typeof watchFor>> | undefined
    let before = ''
    const created = await world.push('env-alice', undefined, {
      during: async (running) => {
        before = gitConfig(running.workspace)
        seen = await watchFor(SECRETS, running)
      }
    })
    expect(created.exitCode).toBe(0)
    expect(seen?.found).toEqual([])
    expect(seen?.files).toContainEqual(expect.stringMatching(/\/plan\.tfplan$/))
    expect(gitConfig(created.workspace)).toBe(before)
    const shown = [visibleOf(created), printedOf(created), world.record('alice')?.message].join(
      '\n'
    )
    for (const secret of SECRETS) expect(shown).not.toContain(secret)
    for (const commit of Object.values(world.origin.refs('refs/gitops-env/'))) {
      for (const secret of SECRETS) expect(world.origin.show(commit).message).not.toContain(secret)
    }
  })

  withGitHttp('the machine may have a credential of its own for the same server', async () => {
    world = await createWorld(settings)
    const key = `http.${world.server?.url}/.extraheader`
    const created = await world.push('env-alice', undefined, {
      env: {
        GIT_CONFIG_COUNT: '2',
        GIT_CONFIG_KEY_0: key,
        GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basicCredential('another')}`,
        GIT_CONFIG_KEY_1: 'http.extraheader',
        GIT_CONFIG_VALUE_1: `AUTHORIZATION: basic ${basicCredential('a third')}`
      }
    })
    expect(created.exitCode).toBe(0)
    expect(world.server?.requests.filter(({ status }) => status !== 200)).toEqual([])
  })
})

describe('a token that does not suffice', () => {
  withGitHttp('may not push: nothing is applied, and the missing permission is named', async () => {
    world = await createWorld({ ...settings, http: { allowPush: false } })
    const refused = await world.push('env-alice')
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'not-permitted' } })
    expect(refused.annotations).toHaveLength(1)
    expect(refused.annotations[0]?.message).toMatch(/permissions:\s+contents: write/)
    expectUntouched(refused)
  })

  withGitHttp('is wrong: the origin cannot be read', async () => {
    world = await createWorld({ ...settings, token: 'ghs_wrong_wrong_wrong' })
    const refused = await world.push('env-alice')
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'origin-unreachable' } })
    expect(refused.annotations).toHaveLength(1)
    expectUntouched(refused)
  })

  withGitHttp(
    'loses the right to push between two runs: the environment stays as it is',
    async () => {
      world = await createWorld(settings)
      await world.push('env-alice')
      const before = world.origin.refs('refs/gitops-env/')
      world.server?.setAllowPush(false)
      const refused = await world.remove('env-alice')
      expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'not-permitted' } })
      expect(world.origin.refs('refs/gitops-env/')).toEqual(before)
    }
  )
})

describe('an origin', () => {
  test('that cannot be reached fails the run within seconds', async () => {
    world = await createWorld(settings)
    const refused = await world.push('env-alice', undefined, { serverUrl: 'http://127.0.0.1:1' })
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'origin-unreachable' } })
    expect(refused.seconds).toBeLessThan(20)
    expectUntouched(refused)
  })

  withGitHttp.each([
    { push: 1, of: 'the lock' },
    { push: 2, of: 'the record before the apply' },
    { push: 3, of: 'the state' },
    { push: 4, of: 'the record after the apply' }
  ])('that fails once, at the push of $of, loses no state', async ({ push }) => {
    world = await createWorld(settings)
    const first = await world.push('env-alice', undefined, { during: failFrom(push, 1) })
    // A server's fault is no missing permission.
    expect([undefined, 'origin-unreachable']).toContain(first.outputs['reason'])
    expect(first.log).not.toContain('contents: write')
    expect(first.exitCode).toBe(first.outputs['reason'] === undefined ? 0 : 1)
    expect(world.hiddenRefs('locks')).toEqual([])
    const applied = push >= 3
    expect(world.hiddenRefs('state')).toHaveLength(applied || first.exitCode === 0 ? 1 : 0)

    const next = await world.push('env-alice')
    expect(next).toMatchObject({
      exitCode: 0,
      outputs: { changes: String(!applied && first.exitCode > 0) }
    })
    const removed = await world.remove('env-alice')
    expect(removed).toMatchObject({ exitCode: 0, outputs: { 'to-destroy': '1' } })
  })

  withGitHttp(
    'that is gone when the state is to be saved: the run says what is at stake',
    async () => {
      world = await createWorld(settings)
      const failed = await world.push('env-alice', undefined, { during: failFrom(3, 1000) })
      expect(failed).toMatchObject({ exitCode: 1, outputs: { reason: 'state-not-saved' } })
      expect(failed.annotations.at(-1)?.message).toContain('errored.tfstate')
    },
    120_000
  )
})

/** The git server answers so many requests with 500, beginning with those for a certain push. */
const failFrom =
  (push: number, times: number) =>
  async ({ pid }: Running): Promise<void> => {
    while (isRunning(pid)) {
      if (world.server?.count('receive-pack') === push - 1) {
        world.server.fail(times, 500, times === 1 ? 'receive-pack' : undefined)
        return
      }
      await sleep(2)
    }
  }

function expectUntouched(run: Awaited<ReturnType<World['push']>>): void {
  expect(world.hiddenRefs()).toEqual([])
  expect(run.log).not.toContain('terraform plan')
  expect(filesBelow(run.workspace)).not.toContain('ran')
}

const gitConfig = (workspace: string): string =>
  readFileSync(join(workspace, '.git/config'), 'utf8')
