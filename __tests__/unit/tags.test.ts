// The tags of an environment: the standard ones, and the user's own over them.
import { expect, test } from '@jest/globals'
import { tagsFor } from '../../src/tags/tags.ts'

const NAMES = { project: 'demo', environment: 'alice', branch: 'env-alice', repository: 'o/demo' }
const VALUES = { ...NAMES, commit: 'c0ffee', 'run-url': 'https://github.com/o/demo/actions/runs/1' }
const STANDARD = { ...NAMES, 'managed-by': 'gitops-env-action' }
type Tags = Readonly<Record<string, string>>

test.each<[string, Tags, Tags]>([
  ['nothing of the user', {}, {}],
  ['a tag of the user', { team: 'blue' }, { team: 'blue' }],
  ['a standard tag written by the user', { project: 'mine' }, { project: 'mine' }],
  ['an empty value', { 'managed-by': '' }, { 'managed-by': '' }],
  [
    'placeholders',
    { 'app/{project}': '{environment} of {repository}' },
    { 'app/{project}': 'alice of o/demo' }
  ],
  [
    'commit and run, where the user asks for them',
    { commit: '{commit}', run: '{run-url}' },
    { commit: 'c0ffee', run: VALUES['run-url'] }
  ],
  ['what is no placeholder', { a: '{sha} {Commit} {}' }, { a: '{sha} {Commit} {}' }]
])('%s', (_, lines, expected) => {
  expect(tagsFor(VALUES, lines)).toEqual({ ...STANDARD, ...expected })
})

test('a standard tag that the user writes in another case is there once, as he writes it', () => {
  const { project: _, ...others } = STANDARD
  expect(tagsFor(VALUES, { Project: 'mine' })).toEqual({ ...others, Project: 'mine' })
})

test('a branch that is called like a placeholder stays what it is', () => {
  const tags = tagsFor({ ...VALUES, branch: 'env-{commit}' }, { owner: '{branch}' })
  expect(tags).toMatchObject({ branch: 'env-{commit}', owner: 'env-{commit}' })
})

test('the same environment has the same tags at every commit', () => {
  const later = {
    ...VALUES,
    commit: 'decade',
    'run-url': 'https://github.com/o/demo/actions/runs/2'
  }
  expect(tagsFor(later, {})).toEqual(tagsFor(VALUES, {}))
  expect(tagsFor(VALUES, {})).toEqual(STANDARD)
})

test('a key may have any name', () => {
  const tags = tagsFor(VALUES, Object.fromEntries([['__proto__', 'x']]))
  expect(Object.entries(tags)).toContainEqual(['__proto__', 'x'])
})
