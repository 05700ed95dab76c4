// What the runner's variables say about a run.
import { describe, expect, test } from '@jest/globals'
import { inputOf, parseContext, repositoryUrl, runUrl } from '../../src/context.ts'

const NEEDED = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'o/demo',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: '/tmp/event.json',
  GITHUB_WORKSPACE: '/work',
  RUNNER_TEMP: '/tmp'
}

test.each(Object.keys(NEEDED))('without %s it says that this is no job', (name) => {
  for (const value of [undefined, '']) {
    expect(() => parseContext({ ...NEEDED, [name]: value })).toThrow(
      expect.objectContaining({ reason: 'invalid-input', message: `${name} is not set.` })
    )
  }
})

test('the rest may be missing', () => {
  expect(parseContext(NEEDED)).toMatchObject({
    ref: '',
    runId: '0',
    attempt: '1',
    actor: '',
    hosted: false
  })
})

test.each([
  ['github-hosted', true],
  ['self-hosted', false],
  ['', false]
])('the machine of a %j runner is thrown away: %s', (kind, hosted) => {
  expect(parseContext({ ...NEEDED, RUNNER_ENVIRONMENT: kind }).hosted).toBe(hosted)
})

test.each(['https://github.com', 'https://github.com/', 'https://github.com//'])(
  'addresses below %s',
  (server) => {
    const variables = { GITHUB_SERVER_URL: server, GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '2' }
    const context = parseContext({ ...NEEDED, ...variables })
    expect(repositoryUrl(context)).toBe('https://github.com/o/demo')
    expect(runUrl(context)).toBe('https://github.com/o/demo/actions/runs/7/attempts/2')
  }
)

describe('inputs', () => {
  test.each([
    ['command', { INPUT_COMMAND: 'plan' }, 'plan'],
    ['state-passphrase', { 'INPUT_STATE-PASSPHRASE': 'x y' }, 'x y'],
    ['two words', { INPUT_TWO_WORDS: 'x' }, 'x'],
    ['command', { INPUT_COMMAND: ' plan\n' }, ' plan\n'],
    ['command', {}, ''],
    ['command', { input_command: 'plan' }, '']
  ])('%s of %j is %j', (name, variables, expected) => {
    expect(inputOf(variables)(name)).toBe(expected)
  })
})
