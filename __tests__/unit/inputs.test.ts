// What the inputs' texts become; defaults come from action.yml, and every mistake is told at once.
import { describe, expect, test } from '@jest/globals'
import { parseInputs } from '../../src/inputs.ts'
import type { Inputs } from '../../src/inputs.ts'
import { RunError } from '../../src/errors.ts'
import { readAction, repositoryRoot } from '../harness/action-file.ts'

const action = readAction(repositoryRoot)

/** The inputs of a step that gives only these. */
function inputs(given: Readonly<Record<string, string>> = {}): Inputs {
  const variables = action.inputs(given, 'the-token')
  return parseInputs((name) => variables[`INPUT_${name.toUpperCase()}`] ?? '')
}

/** The lines of mistakes that some inputs have. */
function mistakes(given: Readonly<Record<string, string>>): readonly string[] {
  try {
    inputs(given)
    return []
  } catch (error) {
    if (!(error instanceof RunError) || error.reason !== 'invalid-input') throw error
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replace('  - ', ''))
  }
}

test('a step without inputs has the defaults of action.yml', () => {
  expect(inputs()).toEqual({
    command: 'auto',
    branches: [{ pattern: 'env-*', name: undefined }],
    branch: undefined,
    workingDirectory: '.',
    project: undefined,
    backend: 'auto',
    backendConfig: {},
    statePassphrase: undefined,
    previousPassphrase: undefined,
    variables: {},
    varFiles: [],
    tags: {},
    tool: 'terraform',
    toolVersion: '',
    maxDestroy: undefined,
    lockTimeoutMs: 300_000,
    cache: true,
    token: 'the-token'
  })
})

test('every mistake is told at once, a line each, in the order of the inputs', () => {
  const given = {
    command: 'aply',
    branches: 'a b',
    branch: 'a..b',
    'working-directory': '../x',
    project: 'No',
    backend: 's4',
    'backend-config': 'oops',
    'state-passphrase': 'short',
    'previous-passphrase': 'short too',
    variables: '=1',
    tags: 'a=1\na=2',
    'max-destroy': '-1',
    'lock-timeout': '5',
    cache: 'yes'
  }
  expect(mistakes(given).map((line) => line.split(':')[0])).toEqual(Object.keys(given))
  expect(() => inputs(given)).toThrow(
    /^Invalid inputs:\n {2}- command: 'aply' is not one of auto, plan, /u
  )
})

describe('branches', () => {
  test.each<[string, readonly (readonly [string, string | undefined])[]]>([
    ['env-*', [['env-*', undefined]]],
    ['main', [['main', undefined]]],
    ['main = prod', [['main', 'prod']]],
    ['main\t=  prod', [['main', 'prod']]],
    [
      '  release/* = rel-*  \n\n env-*\r\n',
      [
        ['release/*', 'rel-*'],
        ['env-*', undefined]
      ]
    ],
    ['*', [['*', undefined]]],
    ['* = *', [['*', '*']]],
    ['*-env = team-*-x', [['*-env', 'team-*-x']]],
    ['env-* = shared', [['env-*', 'shared']]],
    // git allows '=' in a branch's name: only one with blanks around it separates.
    ['a=b', [['a=b', undefined]]],
    ['a=b = c', [['a=b', 'c']]],
    ['umgebung-ä-*', [['umgebung-ä-*', undefined]]]
  ])('%j', (text, expected) => {
    const found = inputs({ branches: text }).branches
    expect(found.map(({ pattern, name }) => [pattern, name])).toEqual(expected)
  })

  test.each([
    ['', "is empty; write a pattern such as 'env-*'"],
    [' \n ', "is empty; write a pattern such as 'env-*'"],
    ['a b', "'a b' is neither PATTERN nor PATTERN = NAME"],
    ['a = b = c', "'a = b = c' is neither PATTERN nor PATTERN = NAME"],
    ['a -> b', "'a -> b' is neither PATTERN nor PATTERN = NAME"],
    ['*/*', "'*/*' can match no branch; '*' stands once, for any text, '/' included"],
    ['env-?', "'env-?' can match no branch; '*' stands once, for any text, '/' included"],
    ['env-[a-z]', "'env-[a-z]' can match no branch; '*' stands once, for any text, '/' included"],
    ['/env', "'/env' can match no branch; '*' stands once, for any text, '/' included"],
    ['main = prod*', "'main = prod*' has '*' in the name, but none in the pattern"]
  ])('%j: %s', (text, mistake) => {
    expect(mistakes({ branches: text })).toEqual([`branches: ${mistake}`])
  })

  test.each(['Prod', 'prod_1', '-prod', 'prod-', 'a'.repeat(33), 'a.b', 'x-*-*', '*-', 'prod/eu'])(
    'the name %j is refused',
    (name) => {
      expect(mistakes({ branches: `env-* = ${name}` })).toEqual([
        `branches: '${name}' cannot name an environment; use 1 to 32 of a-z, 0-9 and '-', starting and ending with a letter or digit, and '*' for what '*' matched`
      ])
    }
  )
})

describe('branch', () => {
  test.each([
    ['', undefined],
    ['\n', undefined],
    ['env-a', 'env-a'],
    ['feature/a', 'feature/a']
  ])('%j', (text, expected) => expect(inputs({ branch: text }).branch).toBe(expected))

  test.each(['a b', 'a..b', '/a', 'a.lock', '@'])('%j is refused', (text) => {
    expect(mistakes({ branch: text })).toEqual([`branch: '${text}' is not a branch's name`])
  })

  // A workflow that compares it with 'main' takes these for another branch.
  test.each([
    [' main', "has blanks or lines around it; write 'main'"],
    ['main\n', "has blanks or lines around it; write 'main'"],
    ['refs/heads/main', "'refs/heads/main' is a ref; write the branch's name, 'main'"]
  ])('%j is refused, for it is spelt in another way', (text, expected) => {
    expect(mistakes({ branch: text })).toEqual([`branch: ${expected}`])
  })
})

describe('working-directory', () => {
  test.each([
    ['.', '.'],
    ['', '.'],
    ['./', '.'],
    ['infra', 'infra'],
    ['./infra/', 'infra'],
    ['a//b/./c', 'a/b/c'],
    ['a\\b', 'a/b'],
    ['.github', '.github'],
    ['...', '...'],
    ['a..b', 'a..b'],
    ['with blank', 'with blank']
  ])('%j is %j', (text, expected) => {
    expect(inputs({ 'working-directory': text }).workingDirectory).toBe(expected)
  })

  test.each(['..', '../x', 'a/../../x', 'a/..', '/etc', '\\x', 'C:\\x', 'c:x', 'a\\..\\x'])(
    '%j leaves the repository',
    (text) => {
      expect(mistakes({ 'working-directory': text })).toEqual([
        `working-directory: '${text}' leaves the repository; write a path below its top, such as 'infra'`
      ])
    }
  )
})

describe('words from a list', () => {
  test.each(['auto', 'plan', 'apply', 'destroy', 'resolve'])('the command %s', (command) => {
    expect(inputs({ command }).command).toBe(command)
  })
  test.each('auto git local http azurerm s3 gcs pg kubernetes consul oss cos'.split(' '))(
    'the backend %s',
    (backend) => expect(inputs({ backend }).backend).toBe(backend)
  )
  test.each(['', 'Plan', 'plan apply', 'toString'])('no command is %j', (command) => {
    expect(mistakes({ command })).toEqual([
      `command: '${command}' is not one of auto, plan, apply, destroy, resolve`
    ])
  })
  test.each(['S3', 'swift', '__proto__'])('no backend is %j', (backend) => {
    expect(mistakes({ backend })[0]).toContain(`backend: '${backend}' is not one of auto, git, `)
  })
})
