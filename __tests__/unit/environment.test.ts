// Which environment a branch stands for, and that different branches keep different names.
import { describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { environmentOf, isName, projectOf } from '../../src/environment.ts'
import type { BranchPattern } from '../../src/environment.ts'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
const hash = (text: string): string => digest(text).slice(0, 8)

/** Lines as the input `branches` has them. */
const patternsOf = (text: string): readonly BranchPattern[] =>
  text.split('\n').map((line) => {
    const [pattern = '', name] = line.split(' = ')
    return { pattern, name }
  })

const named = (branch: string, branches = 'env-*'): string | undefined =>
  environmentOf(branch, patternsOf(branches), digest)

describe('names', () => {
  const a31 = 'a'.repeat(31)
  test.each<[string, string]>([
    ['env-alice', 'alice'],
    ['env-a', 'a'],
    ['env-7', '7'],
    ['env-a--b', 'a--b'],
    [`env-${a31}b`, `${a31}b`],
    [`env-${a31}bc`, `${'a'.repeat(23)}-${hash(`env-${a31}bc`)}`],
    ['env-a-b', 'a-b'],
    ['env-a/b', `a-b-${hash('env-a/b')}`],
    ['env-A-b', `a-b-${hash('env-A-b')}`],
    ['env-a_b', `a-b-${hash('env-a_b')}`],
    ['env-a.b', `a-b-${hash('env-a.b')}`],
    ['env--a-', `a-${hash('env--a-')}`],
    ['env-ä', hash('env-ä')],
    ['env-环境', hash('env-环境')],
    ['env-👍', hash('env-👍')],
    ['env--', hash('env--')],
    ['env-K', `k-${hash('env-K')}`],
    // The cut leaves a hyphen at the end, which goes.
    [
      `env-${'a'.repeat(22)}-${'b'.repeat(20)}`,
      `${'a'.repeat(22)}-${hash(`env-${'a'.repeat(22)}-${'b'.repeat(20)}`)}`
    ]
  ])('%j is %s', (branch, expected) => {
    expect(named(branch)).toBe(expected)
    expect(isName(expected)).toBe(true)
  })

  test.each(['', '-', '-a', 'a-', 'A', 'a_b', 'a.b', 'a b', 'a\n', 'ä', 'a'.repeat(33)])(
    '%j is no name',
    (text) => expect(isName(text)).toBe(false)
  )
})

describe('patterns', () => {
  test.each<[string, string, string | undefined]>([
    ['main', 'env-*', undefined],
    ['env', 'env-*', undefined],
    ['my-env-a', 'env-*', undefined],
    ['main', 'main', 'main'],
    ['main', 'main = prod', 'prod'],
    ['mainly', 'main = prod', undefined],
    ['release/1-2', 'release/* = rel-*', 'rel-1-2'],
    ['release/1.2', 'release/* = rel-*', `rel-1-2-${hash('release/1.2')}`],
    ['a-env', '*-env', 'a'],
    ['x-a-y', 'x-*-y = *', 'a'],
    // '*' may not overlap: `x-y` is shorter than `x-` and `-y` together.
    ['x-y', 'x-*-y', undefined],
    ['feature/a', '*', `feature-a-${hash('feature/a')}`],
    ['env-a', 'env-* = shared', 'shared'],
    ['env-a', 'env-a = first\nenv-* = second-*', 'first'],
    ['env-b', 'env-a = first\nenv-* = second-*', 'second-b'],
    ['main', '*\nmain = prod', 'main'],
    ["env-$&$'", 'env-* = x-*', `x-${hash("env-$&$'")}`]
  ])('%s with %j is %s', (branch, branches, expected) => {
    expect(named(branch, branches)).toBe(expected)
  })
})

describe('names that are refused', () => {
  test.each<[string, string, string, string]>([
    ['env-', 'env-*', 'invalid-input', "the name '', which is empty"],
    ['env-default', 'env-*', 'invalid-input', "the name 'default', which is reserved"],
    ['main', 'main = default', 'invalid-input', "the name 'default', which is reserved"],
    ['env-prod', 'main = prod\nenv-*', 'name-taken', "gives to 'main' alone"],
    ['env-prod', 'env-*\nmain = prod', 'name-taken', "gives to 'main' alone"],
    ['env-main', 'main\nenv-*', 'name-taken', "gives to 'main' alone"]
  ])('%s with %j: %s, %s', (branch, branches, reason, message) => {
    expect(() => named(branch, branches)).toThrow(
      expect.objectContaining({ reason, message: expect.stringContaining(message) })
    )
  })
})

describe('projects', () => {
  const root = (repository: string, directory: string) => `${repository}/${directory}`
  test.each<[string, string, string]>([
    ['octo/demo', '.', 'demo'],
    ['octo/Demo', '.', `demo-${hash(root('Demo', '.'))}`],
    ['octo/demo', 'infra', 'demo-infra'],
    ['octo/demo', 'a/b', 'demo-a-b'],
    ['octo/my.demo_x', '.', `my-demo-x-${hash(root('my.demo_x', '.'))}`]
  ])('%s in %s is %s', (repository, directory, expected) => {
    expect(projectOf(repository, directory, digest)).toBe(expected)
  })

  test('two folders of one repository are two projects', () => {
    const folders = ['.', 'a/b', 'A/b', 'a_b', 'a b', 'a.b']
    const names = folders.map((folder) => projectOf('octo/demo', folder, digest))
    expect(new Set(names).size).toBe(folders.length)
  })
})
