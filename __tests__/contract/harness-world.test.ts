// The verbs of a scenario: what each does to the origin, and which event follows.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fakeAction } from '../harness/fake-action.ts'
import { createWorld, parseRecord, type World } from '../harness/scenario.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ module: { 'main.tf': '# empty\n' } })
})
afterAll(async () => await world.close())

const action = (code: string): string => fakeAction(world.origin.base, code)

describe('the world', () => {
  const echo = () =>
    action(
      `if (!post) put('OUTPUT', 'name=' + env.GITHUB_EVENT_NAME + ' ' + env.GITHUB_RUN_ATTEMPT)`
    )
  const payload = (run: { options: { payload: unknown } }) => run.options.payload

  test('a life: created, changed, force-pushed, reverted, run again, deleted', async () => {
    const settings = { action: echo() }
    const first = await world.push('env-life', { 'a.txt': '1' }, settings)
    const one = world.origin.head('env-life')
    const second = await world.push('env-life', { 'a.txt': '2' }, settings)
    const two = world.origin.head('env-life')
    expect(payload(first)).toMatchObject({ created: true, forced: false })
    expect(payload(second)).toMatchObject({ before: one, after: two, created: false })

    await world.revert('env-life', two, settings)
    expect(world.origin.file('env-life', 'a.txt').toString()).toBe('1')
    const forced = await world.push(
      'env-life',
      { 'a.txt': '3' },
      { ...settings, from: one, force: true }
    )
    expect(payload(forced)).toMatchObject({ forced: true })
    expect(world.origin.show('env-life').parents).toEqual([one])

    const again = await world.rerun(first)
    expect(again).toMatchObject({ runId: first.runId, outputs: { name: 'push 2' } })
    expect(again.options.sha).toBe(one)

    const removed = await world.remove('env-life', settings)
    expect(payload(removed)).toMatchObject({ ref: 'env-life', ref_type: 'branch' })
    expect(removed.options).toMatchObject({
      ref: 'refs/heads/main',
      sha: world.origin.head('main')
    })
    expect(world.origin.has('env-life')).toBe(false)
  })

  test('pull requests get a merge commit, from here or from a fork', async () => {
    world.commit('feature', { 'f.txt': 'f' })
    const pull = { head: 'feature', base: 'main', fork: 'evil/demo' }
    const run = await world.pullRequest(pull, { action: echo() })
    expect(world.origin.show('refs/pull/7/merge').parents).toEqual([
      world.origin.head('main'),
      world.origin.head('feature')
    ])
    expect(run.outputs).toEqual({ name: 'pull_request 1' })
    expect(payload(run)).toMatchObject({
      pull_request: { head: { repo: { full_name: 'evil/demo' } }, base: { ref: 'main' } }
    })
  })

  test('over HTTP the checkout leaves its credential, as actions/checkout does', async () => {
    const web = await createWorld({ http: { allowPush: false } })
    try {
      const code = `if (!post) console.log(execFileSync('git', ['ls-remote', 'origin', 'HEAD'], { encoding: 'utf8' }))`
      const run = await web.schedule({ action: action(code) })
      expect(run.log).toContain(web.origin.head('main'))
      expect(web.server?.requests.map(({ status }) => status)).toContain(200)
    } finally {
      await web.close()
    }
  })

  test('a record is a headline and a document', async () => {
    const message = 'Applied alice\n\n{\n  "branch": "env-alice"\n}\nSigned-off-by: nobody\n'
    expect(parseRecord(message)).toEqual({
      headline: 'Applied alice',
      json: { branch: 'env-alice' }
    })
    const ref = 'refs/gitops-env/environments/demo/alice'
    const commit = world.origin.commit('env-alice', {}, { message })
    world.origin.git('update-ref', ref, commit)
    expect(world.record('alice')).toMatchObject({ ref, commit, json: { branch: 'env-alice' } })
    expect(world.record('bob')).toBeUndefined()
    expect(world.hiddenRefs()).toEqual([ref])
  })
})
