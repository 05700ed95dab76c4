// The miniature runner and GitHub's API: what it is told of a job, and what it is not when a machine dies.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { processesOf } from '../harness/aftermath.ts'
import { canDie } from '../harness/death.ts'
import { fakeAction } from '../harness/fake-action.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { testIf } from '../harness/tools.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ module: { 'main.tf': '# empty\n' } })
})
afterAll(async () => await world.close())

const action = (code: string): string => fakeAction(world.origin.base, code)
const told = (runId: string, attempt = 1) =>
  world.api.find(`/repos/octo/demo/actions/runs/${runId}/attempts/${attempt}`)
const jobsOf = (runId: string, attempt = 1) =>
  world.api.find(`/repos/octo/demo/actions/runs/${runId}/attempts/${attempt}/jobs`)

describe('GitHub knows of a job', () => {
  const ask = `
    const url = env.GITHUB_API_URL + '/repos/octo/demo/actions/runs/' + env.GITHUB_RUN_ID + '/attempts/' + env.GITHUB_RUN_ATTEMPT + '/jobs'
    const answer = await fetch(url, { headers: { authorization: 'token ' + env.INPUT_TOKEN } })
    const { jobs } = await answer.json()
    console.log(jobs.map((job) => [job.status, job.runner_name === env.RUNNER_NAME].join(' ')).join())
  `
  test('from before its first step to after its last, attempt by attempt', async () => {
    const run = await world.schedule({ action: action(ask) })
    expect([run.log, run.postLog]).toEqual(['in_progress true', 'in_progress true'])
    expect(told(run.runId)).toMatchObject({ status: 'completed', conclusion: 'success' })

    const failing = { action: action('if (post) process.exit(1)') }
    const again = await world.rerun(run, failing)
    expect(again).toMatchObject({ runId: run.runId, attempt: 2 })
    expect(again.runner).not.toBe(run.runner)
    expect(told(run.runId)).toMatchObject({ conclusion: 'success' })
    expect(told(run.runId, 2)).toMatchObject({ conclusion: 'failure' })
  })

  test('that was cancelled, and of one that never ended', async () => {
    const forever = { action: action('setInterval(() => 0, 100)'), post: false } as const
    const cancelled = await world.schedule({
      ...forever,
      signals: 'cancel',
      cancelWhen: () => true
    })
    expect(told(cancelled.runId)).toMatchObject({ conclusion: 'cancelled' })
    const late = world.schedule({ ...forever, timeoutSeconds: 0.3, runId: '77' })
    await expect(late).rejects.toThrow('still running')
    expect(told('77')).toMatchObject({ conclusion: 'failure' })
  })
})

describe('a machine that dies', () => {
  /** A step with a child that has children, and goes on making more; each tells when one of its own dies. */
  const family = `
    if (post) { console.log('post'); process.exit(0) }
    put('OUTPUT', 'before=yes')
    const witness = env.GITHUB_WORKSPACE + '/witness'
    writeFileSync(witness, '')
    const code = \`
      const { spawn } = require('node:child_process')
      const tell = () => require('node:fs').appendFileSync(process.argv[1], 'seen')
      for (let i = 0; i < 3; i += 1) spawn('sleep', ['60']).once('exit', tell)
      setInterval(() => spawn('true'), 5)
    \`
    const child = spawn(process.execPath, ['-e', code, witness], { detached: true, stdio: 'ignore' })
    child.once('exit', () => appendFileSync(witness, 'seen'))
    setTimeout(() => console.log('ready'), 300)
  `
  testIf(canDie)('leaves a log, no post step, no process, and a job in progress', async () => {
    let alive = 0
    let id = ''
    const dead = await world.schedule({
      action: action(family),
      during: ({ trackingId }) => void (id = trackingId),
      // Counted here, for right after this they are killed.
      dies: (log) => {
        if (!log.includes('ready') || id === '') return false
        alive = processesOf(id).length
        return alive > 3
      }
    })
    expect(alive).toBeGreaterThan(3)
    expect(dead).toMatchObject({
      exitCode: 137,
      postExitCode: undefined,
      postLog: '',
      log: 'ready',
      outputs: { before: 'yes' },
      processesLeft: []
    })
    expect(jobsOf(dead.runId)).toMatchObject([
      { status: 'in_progress', runner_name: dead.runner, completed_at: null }
    ])
    world.api.end(dead)
    expect(told(dead.runId)).toMatchObject({ status: 'completed', conclusion: 'failure' })
    expect(readFileSync(`${dead.workspace}/witness`, 'utf8')).toBe('')
  })

  testIf(canDie)('did not die where the step was over before', async () => {
    const run = await world.schedule({ action: action('console.log("x")'), dies: () => false })
    expect(run).toMatchObject({ exitCode: 0, postExitCode: 0 })
    expect(told(run.runId)).toMatchObject({ conclusion: 'success' })
  })
})
