// The tags of an environment: the standard ones, and the user's own over them.
import { expect, test } from '@jest/globals'
import { tagsFor } from '../../src/tags.ts'

const VALUES = { project: 'demo', environment: 'alice', branch: 'env-alice', repository: 'o/demo' }
const STANDARD = { ...VALUES, 'managed-by': 'gitops-env-action' }

test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
  ['nothing of the user', {}, {}],
  ['a tag of the user', { team: 'blue' }, { team: 'blue' }],
  ['a standard tag written by the user', { project: 'mine' }, { project: 'mine' }],
  ['an empty value', { 'managed-by': '' }, { 'managed-by': '' }],
  [
    'placeholders',
    { 'app/{project}': '{environment} of {repository}' },
    { 'app/{project}': 'alice of o/demo' }
  ],
  ['a key that differs in case', { Project: 'mine' }, { Project: 'mine' }]
])('%s', (_, lines, expected) => {
  expect(tagsFor(VALUES, lines)).toEqual({ ...STANDARD, ...expected })
})

test('the same environment has the same tags at every commit', () => {
  const keys = Object.keys(tagsFor(VALUES, {}))
  expect(keys).toEqual(['environment', 'project', 'branch', 'repository', 'managed-by'])
})
