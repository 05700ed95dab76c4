// The miniature runner, tried with small actions made for it.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fakeAction } from '../harness/fake-action.ts'
import { FAKE_TOKEN } from '../harness/job.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { onEachNode } from '../harness/tools.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ module: { 'main.tf': '# empty\n' } })
})
afterAll(async () => await world.close())

const action = (code: string): string => fakeAction(world.origin.base, code)

describe('a step gets what GitHub gives it', () => {
  onEachNode()('inputs, variables and the event, on node %s', async (version, path) => {
    const fake = action(`
      console.log(JSON.stringify({ ...env, node: process.version, event: JSON.parse(readFileSync(env.GITHUB_EVENT_PATH)) }))
    `)
    const run = await world.push(`env-vars-${version}`, undefined, {
      action: fake,
      node: path,
      with: { 'a-word': ' zwei ' },
      env: { EXTRA: 'yes', LANG: undefined }
    })
    const seen = JSON.parse(run.rawLog) as Record<string, unknown>
    expect(run.exitCode).toBe(0)
    expect(seen).toMatchObject({
      node: version,
      'INPUT_A-WORD': ' zwei ',
      INPUT_TWO_WORDS: 'true',
      INPUT_TOKEN: FAKE_TOKEN,
      INPUT_NOTHING: '',
      GITHUB_REF: `refs/heads/env-vars-${version}`,
      GITHUB_WORKFLOW_REF: `octo/demo/.github/workflows/env.yml@refs/heads/env-vars-${version}`,
      GITHUB_SHA: world.origin.head('main'),
      EXTRA: 'yes',
      event: { created: true, before: '0'.repeat(40), repository: { full_name: 'octo/demo' } }
    })
    expect(seen).not.toHaveProperty('LANG')
    expect(seen).not.toHaveProperty('TF_CLI_CONFIG_FILE')
    expect(run.log).not.toContain(FAKE_TOKEN)
  })

  test.each(['env-a', 'env-$(id)', 'env-`x`', 'env-a;b', 'env-<img/src=x>', 'env-éü', 'env-%0A'])(
    'the commit of %s, one deep, with the branch as HEAD',
    async (branch) => {
      const fake = action(`
        const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim()
        console.log(git('symbolic-ref', 'HEAD'), git('rev-list', '--count', 'HEAD'), git('status', '--porcelain') || 'clean')
      `)
      const run = await world.push(
        branch,
        { 'a/b.txt': branch, 'README.md': null },
        { action: fake }
      )
      expect(run.log).toBe(`refs/heads/${branch} 1 clean`)
      expect(world.origin.file(branch, 'a/b.txt').toString()).toBe(branch)
      expect(run.processesLeft).toEqual([])
    }
  )

  test('no checkout, extra files, and an input nobody declared', async () => {
    const fake = action('if (!post) console.log(existsSync("main.tf"), existsSync("x/y.txt"))')
    const settings = {
      action: fake,
      checkout: false,
      workspaceFiles: { 'x/y.txt': 'here' }
    } as const
    expect((await world.schedule(settings)).log).toBe('false true')
    await expect(world.schedule({ action: fake, with: { typo: '' } })).rejects.toThrow(
      'no input typo'
    )
  })
})

describe('what a step says is understood as GitHub does', () => {
  test('outputs, state, summaries, result and what stays behind', async () => {
    const fake = action(`
      put('STEP_SUMMARY', post ? '# after' : '# before')
      if (post) { console.log(env.STATE_pid, env.FROM_MAIN, env['INPUT_A-WORD']); process.exit(3) }
      const file = env.RUNNER_TEMP + '/deep/result.json'
      mkdirSync(env.RUNNER_TEMP + '/deep')
      writeFileSync(file, '{"reason":"none"}', { mode: 0o600 })
      put('OUTPUT', 'empty=\\nmany<<EOF_1\\none=1\\n\\nthree\\nEOF_1\\nresult=' + file + '\\noutputs-file=' + file)
      put('STATE', 'pid=42')
      put('ENV', 'FROM_MAIN=kept')
      process.exitCode = 1
    `)
    const run = await world.schedule({ action: fake })
    expect(run).toMatchObject({
      exitCode: 1,
      postExitCode: 3,
      outputs: { empty: '', many: 'one=1\n\nthree' },
      state: { isPost: 'true', pid: '42' },
      summary: '# before\n',
      postSummary: '# after\n',
      postLog: '42 kept eins',
      result: { reason: 'none' },
      outputsFile: { json: { reason: 'none' }, mode: 0o600 },
      leftovers: ['deep/result.json']
    })
  })

  test('commands are decoded, masks work from then on, and stopped commands are text', async () => {
    const fake = action(`
      if (!post) console.log([
        'before hunter22', '::add-mask::hunter22', '::add-mask::l1%0Al2', 'after hunter22 l2',
        '::error file=a%2Cb.tf,line=3,title=Two%3A words::broken%0Ahunter22', '  ::warning::careful',
        '::group::Init', '::endgroup::', 'x ::error::no', '::unknown::no',
        '::stop-commands::T0', '::error::quoted', '::T0::', '::notice::100%25', 'text ##[error]old'
      ].join('\\n'))
      else console.log('hunter22')
    `)
    const run = await world.schedule({ action: fake })
    expect(run.annotations).toEqual([
      { level: 'error', file: 'a,b.tf', line: 3, title: 'Two: words', message: 'broken\n***' },
      { level: 'warning', message: 'careful' },
      { level: 'notice', message: '100%' },
      { level: 'error', message: 'old' }
    ])
    expect(run.masks).toEqual(['hunter22', 'l1\nl2'])
    expect(run.log).toContain('before hunter22\nafter *** ***\n##[error]broken')
    expect(run.log).toContain(
      'x ::error::no\n::unknown::no\n::stop-commands::T0\n::error::quoted\n'
    )
    expect(run.rawLog).toContain('after hunter22 l2')
    expect(run.postLog).toBe('***')
  })

  test('a summary over a mebibyte is gone', async () => {
    const fake = action(`put('STEP_SUMMARY', 'x'.repeat(post ? 10 : 2 ** 20))`)
    const run = await world.schedule({ action: fake })
    expect([run.summary, run.postSummary]).toEqual(['', 'xxxxxxxxxx\n'])
  })
})

describe('a cancelled step', () => {
  const stubborn = `
    if (post) { console.log('post'); process.exit(0) }
    const start = Date.now()
    const child = spawn('sleep', ['60'], { stdio: 'inherit', detached: true })
    child.unref()
    for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => console.log(name, Math.round((Date.now() - start) / 500) / 2))
    setInterval(() => undefined, 1000)
    console.log('ready')
  `
  test('gets SIGINT, SIGTERM after 7.5 s, is killed after 10 s; then comes post', async () => {
    const run = await world.schedule({
      action: action(stubborn),
      signals: 'cancel',
      cancelWhen: (log) => log.includes('ready')
    })
    expect(run.rawLog).toBe('ready\nSIGINT 0\nSIGTERM 7.5')
    expect(run.exitCode).toBe(137)
    expect(run.postLog).toBe('post')
    expect(run.seconds).toBeGreaterThan(9.9)
    // the child held the step's pipe open, and outlived it
    const left = run.processesLeft.map((text) => text.replace(/^\d+ /, ''))
    expect(left).toEqual(process.platform === 'linux' ? ['sleep 60'] : [])
  })

  test('may end before that; a second run beside it is not disturbed', async () => {
    const [cancelled, other] = await Promise.all([
      world.schedule({
        action: action('setInterval(() => 0, 100)'),
        signals: 'cancel',
        cancelWhen: () => true,
        post: false
      }),
      world.schedule({ action: action('setTimeout(() => console.log("done"), 300)') })
    ])
    expect([cancelled.exitCode, cancelled.postExitCode]).toEqual([130, undefined])
    expect([other.exitCode, other.log]).toEqual([0, 'done'])
  })

  test('one that never ends is an error', async () => {
    const fake = action('setInterval(() => 0, 100)')
    await expect(world.schedule({ action: fake, timeoutSeconds: 0.5 })).rejects.toThrow(
      'still running'
    )
  })
})
