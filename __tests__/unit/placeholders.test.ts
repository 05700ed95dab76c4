// What is filled into values a user writes, and what stays as it is written.
import { expect, test } from '@jest/globals'
import { fill, namesEnvironment } from '../../src/placeholders.ts'

const VALUES = { project: 'demo', environment: 'alice', branch: 'env-alice', repository: 'o/demo' }

test.each([
  ['{project}/{environment}.tfstate', 'demo/alice.tfstate'],
  ['{environment}{environment}', 'alicealice'],
  ['{branch} of {repository}', 'env-alice of o/demo'],
  ['', ''],
  ['no placeholder', 'no placeholder'],
  ['{other} {Environment} { environment } {}', '{other} {Environment} { environment } {}'],
  ['${environment}', '$alice'],
  ['{{environment}}', '{alice}'],
  ['{"name": "{environment}", "n": {"a": 1}}', '{"name": "alice", "n": {"a": 1}}']
])('%j becomes %j', (text, expected) => {
  expect(fill(text, VALUES)).toBe(expected)
})

test('what was filled in is not filled again, and has no special meaning', () => {
  const values = { ...VALUES, branch: '{project}$&', environment: "$'$1" }
  expect(fill('{branch}|{environment}', values)).toBe("{project}$&|$'$1")
})

test.each([
  ['{environment}', true],
  ['a/{branch}.tfstate', true],
  ['{project}/{repository}', false],
  ['environment', false],
  ['{Environment}', false],
  ['', false]
])('%j differs from environment to environment: %s', (text, expected) => {
  expect(namesEnvironment(text)).toBe(expected)
})
