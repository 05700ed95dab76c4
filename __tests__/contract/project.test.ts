// What a contributor meets: forms that GitHub can show, commands that there are, files as the settings ask for them.
import { describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { repositoryRoot } from '../harness/action-file.ts'

interface Field {
  readonly type: string
  readonly id?: string
  readonly attributes: Readonly<Record<string, unknown>> & { readonly options?: readonly unknown[] }
  readonly validations?: { readonly required?: boolean }
}
interface Form {
  readonly name: string
  readonly description: string
  readonly body: readonly Field[]
}
interface Updates {
  readonly updates: readonly {
    readonly 'package-ecosystem': string
    readonly ignore?: readonly { readonly 'dependency-name': string }[]
  }[]
}

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8')
const FORMS = '.github/ISSUE_TEMPLATE'
const forms = readdirSync(join(repositoryRoot, FORMS))
  .filter((name) => name !== 'config.yml')
  .map((name) => [name, parse(read(`${FORMS}/${name}`)) as Form] as const)
const manifest = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly overrides: Readonly<Record<string, string>>
}

/** What is wrong with a field by GitHub's syntax of issue forms; '' where nothing is. */
function mistakeIn({ type, id, attributes, validations }: Field): string {
  if (type === 'markdown') return typeof attributes['value'] === 'string' ? '' : 'no text'
  if (!['textarea', 'input', 'dropdown', 'checkboxes'].includes(type)) return `no type ${type}`
  if (!/^[\w-]+$/u.test(id ?? '')) return 'no id'
  if (typeof attributes['label'] !== 'string') return 'no label'
  const listed = type === 'dropdown' || type === 'checkboxes'
  const { options = [] } = attributes
  if (listed !== options.length > 0) return 'options'
  if (new Set(options.map((option) => JSON.stringify(option))).size !== options.length)
    return 'the same option twice'
  return type === 'checkboxes' && validations !== undefined ? 'required belongs to an option' : ''
}

describe.each(forms)('the form %s', (_, { name, description, body }) => {
  test('says what it is for, and every field can be shown', () => {
    expect([name, description]).toEqual([expect.stringMatching(/./u), expect.stringMatching(/./u)])
    expect(body.map(mistakeIn).filter(Boolean)).toEqual([])
  })

  test('has each id and each label once, and asks for something', () => {
    const fields = body.filter(({ type }) => type !== 'markdown')
    for (const names of [fields.map(({ id }) => id), fields.map((one) => one.attributes['label'])])
      expect(new Set(names).size).toBe(names.length)
    expect(fields.filter(({ validations }) => validations?.required === true)).not.toEqual([])
  })
})

test('there are forms for a bug and a wish, and a private way for a vulnerability', () => {
  expect(forms.map(([name]) => name)).toEqual(['bug.yml', 'feature.yml'])
  const config = parse(read(`${FORMS}/config.yml`)) as {
    readonly blank_issues_enabled: boolean
    readonly contact_links: readonly { readonly url: string }[]
  }
  expect(config.blank_issues_enabled).toBe(false)
  const [first, ...rest] = config.contact_links.map(({ url }) => new URL(url).pathname)
  expect(first).toMatch(/\/security\/advisories\/new$/u)
  for (const path of rest) {
    const [, file = ''] = /\/blob\/main\/(.+)$/u.exec(path) ?? []
    expect(existsSync(join(repositoryRoot, file))).toBe(true)
  }
})

test('a mistake in a form would be seen', () => {
  const label = 'A'
  const wrong: readonly Field[] = [
    { type: 'text', id: 'a', attributes: { label } },
    { type: 'input', attributes: { label } },
    { type: 'input', id: 'a', attributes: {} },
    { type: 'dropdown', id: 'a', attributes: { label } },
    { type: 'input', id: 'a', attributes: { label, options: ['x'] } },
    { type: 'dropdown', id: 'a', attributes: { label, options: ['x', 'x'] } },
    { type: 'markdown', attributes: {} }
  ]
  expect(wrong.filter((field) => mistakeIn(field) === '')).toEqual([])
})

describe('Dependabot', () => {
  const { updates } = parse(read('.github/dependabot.yml')) as Updates

  test('raises the actions and the packages', () => {
    expect(updates.map((one) => one['package-ecosystem'])).toEqual(['github-actions', 'npm'])
  })

  test('leaves alone what is pinned to one version, and nothing else', () => {
    const { dependencies, devDependencies, overrides } = manifest
    const all = Object.entries({ ...dependencies, ...devDependencies, ...overrides })
    const pinned = all.filter(([, range]) => /^\d/u.test(range)).map(([name]) => name)
    const ignored = updates.flatMap(({ ignore = [] }) =>
      ignore.map((one) => one['dependency-name'])
    )
    expect(ignored.toSorted()).toEqual(pinned.toSorted())
  })
})

describe('CONTRIBUTING.md', () => {
  const page = read('CONTRIBUTING.md')
  const code = [...page.matchAll(/`([^`\n]+)`/gu)].map(([, text = '']) => text)

  test('names commands that there are', () => {
    const named = [...page.matchAll(/npm (?:run )?(\w+(?::\w+)*)/gu)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(8)
    const known = [...Object.keys(manifest.scripts), 'version', 'registry']
    expect(named.filter((name) => !known.includes(name))).toEqual([])
  })

  test('names files that there are', () => {
    const paths = [...page.matchAll(/(?:__tests__|src|docs|\.github)\/[\w./-]*\w/gu)].map(String)
    expect(paths.length).toBeGreaterThan(15)
    expect(paths.filter((path) => !existsSync(join(repositoryRoot, path)))).toEqual([])
  })

  test('has every layer of the tests', () => {
    const layers = readdirSync(join(repositoryRoot, '__tests__'))
    expect(layers.filter((layer) => !code.includes(layer))).toEqual([])
  })
})

describe('the tree', () => {
  const git = (...args: readonly string[]): string =>
    spawnSync('git', args, { cwd: repositoryRoot, encoding: 'utf8' }).stdout.trim()

  test('has text files with line ends of LF alone, also where git would write others', () => {
    const lines = git('ls-files', '--eol').split('\n')
    expect(lines.length).toBeGreaterThan(200)
    const built = lines.filter((line) => line.includes('\tdist/'))
    const written = lines.filter((line) => !built.includes(line))
    expect(written.filter((line) => /^i\/(?:crlf|mixed)/u.test(line))).toEqual([])
    expect(written.filter((line) => !/attr\/text=auto eol=lf/u.test(line))).toEqual([])
    // Packages are bundled as they are: a line end that git changes would be a difference to the source.
    expect(built.filter((line) => !/attr\/-text/u.test(line))).toEqual([])
  })

  test('marks dist as generated', () => {
    expect(git('check-attr', 'linguist-generated', 'dist/post/index.js')).toMatch(/: set$/u)
  })
})
