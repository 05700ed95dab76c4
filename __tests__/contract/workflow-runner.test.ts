// The miniature runner of workflows decides as GitHub does: triggers, conditions, expressions, rights.
import { afterEach, describe, expect, test } from '@jest/globals'
import { evaluate, fill, fillText, holds } from '../harness/expression.ts'
import { mistakeIn } from '../harness/known-actions.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { hasGitHttp, hasTerraform, testIf } from '../harness/tools.ts'
import { allows, matches, starts } from '../harness/trigger.ts'
import { runWorkflow, type WorkflowRun } from '../harness/workflow.ts'
import { pushEvent } from '../harness/events.ts'
import type { Settings } from '../harness/workflow-jobs.ts'

describe('patterns of branches', () => {
  test.each([
    ['env-a', 'env-*', true],
    ['env-a/b', 'env-*', false],
    ['env-a/b', 'env-**', true],
    ['env-', 'env-*', true],
    ['my-env-a', 'env-*', false],
    ['v1.2', 'v1.2', true],
    ['v1x2', 'v1.2', false],
    ['v10', 'v[0-9]+', true],
    ['color', 'colou?r', true]
  ])('%s and %s: %s', (name, pattern, expected) => {
    expect(matches(name, [pattern])).toBe(expected)
  })

  test('of several the last one that matches decides', () => {
    expect(matches('env-x', ['env-*', '!env-x'])).toBe(false)
    expect(matches('env-x', ['!env-x', 'env-*'])).toBe(true)
  })
})

test.each([
  ['env-a', 'env-*', true],
  ['env-a/b', 'env-**', false],
  ['env-a/b', 'env-*/**/*', true],
  ['env-a/b/c', 'env-*/**/*', true],
  ['env-a', 'env-*/**/*', false],
  ['mainly', 'main', false]
])('a branch %s, and an Environment that allows %s: %s', (branch, pattern, expected) => {
  expect(allows([pattern], branch)).toBe(expected)
})

describe('triggers', () => {
  const push = { push: { branches: ['env-**'] }, delete: null }
  test.each([
    ['a branch that matches', push, 'push', 'refs/heads/env-a', true],
    ['another branch', push, 'push', 'refs/heads/x', false],
    ['a tag, where only branches are named', push, 'push', 'refs/tags/env-a', false],
    ['a deletion, of whatever', push, 'delete', 'refs/heads/main', true],
    [
      'a filter on a deletion, which is ignored',
      { delete: { branches: ['env-*'] } },
      'delete',
      'refs/heads/main',
      true
    ],
    ['an event that is not named', push, 'schedule', 'refs/heads/main', false],
    ['a list of names', ['push'], 'push', 'refs/heads/x', true]
  ] as const)('%s', (_, on, event, ref, expected) => {
    expect(starts(on, { event, ref })).toBe(expected)
  })
})

describe('expressions', () => {
  const contexts = { github: { event_name: 'delete', event: { ref: 'env-a' } }, inputs: {} }

  test('are evaluated with functions and missing values', () => {
    expect(evaluate("startsWith(github.event.ref, 'ENV-')", contexts)).toBe(true)
    expect(evaluate("github.nothing.at.all || 'auto'", contexts)).toBe('auto')
    expect(fill('${{ fromJSON(\'["a"]\') }}', contexts)).toEqual(['a'])
    expect(fillText('x-${{ github.event.ref }}-${{ inputs.none }}-${{ 1 == 1 }}', contexts)).toBe(
      'x-env-a--true'
    )
    expect(() => evaluate('gihub.ref', contexts)).toThrow('gihub')
  })

  test.each([
    [undefined, 'success', true],
    [undefined, 'failure', false],
    ["github.event_name == 'delete'", 'success', true],
    ["github.event_name == 'delete'", 'failure', false],
    ["${{ github.event_name == 'push' }}", 'success', false],
    ['always()', 'failure', true],
    ["failure() && github.event_name == 'delete'", 'failure', true],
    [false, 'success', false]
  ] as const)('the condition %s after %s: %s', (condition, status, expected) => {
    expect(holds(condition, contexts, status)).toBe(expected)
  })
})

test.each([
  ['actions/checkout@v7', ['ref'], undefined],
  ['actions/checkout@v5', ['ref'], 'actions/checkout is known at v7, not at v5'],
  ['actions/checkout@v7', ['reff'], 'actions/checkout@v7 has no input reff'],
  [
    'aws-actions/configure-aws-credentials@v6',
    [],
    'aws-actions/configure-aws-credentials@v6 needs the input aws-region'
  ],
  ['some/body@v1', [], 'no action some/body is known to the tests']
])('%s with %j: %s', (uses, given, expected) => {
  expect(mistakeIn(uses, given)).toBe(expected)
})

describe('a run', () => {
  const runs = testIf(hasGitHttp)
  let world: World
  afterEach(async () => world.close())
  const push = async (jobs: string, settings: Settings = {}): Promise<WorkflowRun> => {
    const text = `on: push\npermissions: { contents: read }\njobs:\n${jobs}`
    world = await createWorld({
      http: true,
      module: { '.github/workflows/a.yml': text, 'main.tf': '' }
    })
    return await runWorkflow(world, pushEvent(world.origin, 'main'), settings)
  }

  runs('hands values from step to step and from job to job, but for secrets', async () => {
    const run = await push(
      `
  first:
    runs-on: ubuntu-latest
    outputs:
      word: \${{ steps.one.outputs.word }}
      secret: \${{ steps.one.outputs.secret }}
    steps:
      - id: one
        run: |
          echo "word=hello" >> "$GITHUB_OUTPUT"
          echo "secret=my-$TOKEN" >> "$GITHUB_OUTPUT"
          echo "LATER=later" >> "$GITHUB_ENV"
          echo "the token is $TOKEN"
        env: { TOKEN: '\${{ secrets.TOKEN }}' }
      - run: echo "$LATER"
  second:
    needs: first
    if: needs.first.outputs.secret == ''
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ needs.first.outputs.word }}"
`,
      { secrets: { TOKEN: 'a-secret' } }
    )
    const [one, two] = run.job('first').steps
    expect(one?.log).toContain('the token is ***')
    expect(two?.log.trim()).toBe('later')
    expect(run.job('first').outputs).toEqual({ word: 'hello' })
    expect(run.job('second').steps[0]?.log.trim()).toBe('hello')
  })

  runs('a step that fails skips what follows it, and the jobs that need its job', async () => {
    const run = await push(`
  first:
    runs-on: ubuntu-latest
    steps:
      - run: 'false; echo not reached'
      - run: echo skipped
      - run: echo told
        if: failure()
  second:
    needs: first
    runs-on: ubuntu-latest
    steps: [{ run: 'true' }]
`)
    expect(run.job('first').steps.map(({ outcome }) => outcome)).toEqual([
      'failure',
      'skipped',
      'success'
    ])
    expect(run.job('second').result).toBe('skipped')
    expect(run.machines).toBe(1)
  })

  testIf(hasTerraform && hasGitHttp)(
    'a token without contents: write cannot push, and one without id-token has no OIDC',
    async () => {
      const run = await push(`
  first:
    runs-on: ubuntu-latest
    steps:
      - run: test -z "$ACTIONS_ID_TOKEN_REQUEST_URL"
      - uses: actions/checkout@v7
      - uses: org/gitops-env-action@v1
        with: { branches: main = alice, state-passphrase: correct horse battery staple }
`)
      expect(run.job('first').steps[0]?.outcome).toBe('success')
      expect(run.job('first').run?.outputs).toMatchObject({ reason: 'not-permitted' })
    }
  )

  runs('what the runner does not know is an error, not ignored', async () => {
    await expect(push('  a: { runs-on: x, container: y, steps: [] }\n')).rejects.toThrow(
      'container'
    )
    await world.close()
    const steps = "  a: { runs-on: x, steps: [{ run: 'true', timeout-minutes: 1 }] }\n"
    await expect(push(steps)).rejects.toThrow('timeout-minutes')
    await world.close()
    const unknown = '  a: { runs-on: x, steps: [{ uses: some/body@v1 }] }\n'
    await expect(push(unknown)).rejects.toThrow('no action some/body')
  })
})
