// The step's own process loads no toolkit: nothing that src/index.ts imports statically reaches @actions/*.
import { expect, test } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { repositoryRoot } from '../harness/action-file.ts'

const source = join(repositoryRoot, 'src')

/** What a file imports when it is loaded; types are erased, and dynamic imports come later. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//gu, '')
  const statements = text.matchAll(
    /^\s*(?:import|export)\s+(?!type\b)(?:[^'"();]*?\bfrom\s*)?['"]([^'"]+)['"]/gmu
  )
  return [...statements].map((match) => match[1] ?? '')
}

/** What a file of src loads when it comes to that, as paths in src. */
const laterImportsOf = (file: string): readonly string[] =>
  file.startsWith('/')
    ? [...readFileSync(file, 'utf8').matchAll(/\bimport\(\s*'(\.[^']+)'\s*\)/gu)].map(
        ([, name = '']) => relative(source, resolve(dirname(file), name))
      )
    : []

/** Every file that is loaded with one, and every package, with the way to it. */
function loadedWith(entry: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  const visit = (file: string, way: readonly string[]): void => {
    const here = [...way, relative(source, file)]
    if (found.has(file)) return
    found.set(file, here)
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) visit(resolve(dirname(file), name), here)
      else if (!found.has(name)) found.set(name, [...here, name])
    }
  }
  visit(join(source, entry), [])
  return found
}

const packagesOf = (entry: string): readonly string[] =>
  [...loadedWith(entry)].flatMap(([name, way]) =>
    name.startsWith('/') || name.startsWith('node:') ? [] : [way.join(' → ')]
  )

test('the step, until there is work, loads nothing but Node', () => {
  const loaded = loadedWith('index.ts')
  expect(loaded.size).toBeGreaterThan(10)
  expect([...loaded.keys()].filter((name) => name.startsWith('/') && !existsSync(name))).toEqual([])
  expect(packagesOf('index.ts')).toEqual([])
  expect(packagesOf('post.ts')).toEqual([])
})

test("the toolkit's cache is loaded by the process that asks it, when it asks", () => {
  const text = (file: string): string => readFileSync(join(source, file), 'utf8')
  const files = (readdirSync(source, { recursive: true }) as string[]).filter((file) =>
    file.endsWith('.ts')
  )
  expect(files.filter((file) => text(file).includes("'@actions/cache'"))).toEqual([
    join('cache', 'service.ts')
  ])
  expect(packagesOf('main.ts').filter((way) => way.includes('service.ts'))).toEqual([])
})

test('the search would find the toolkit where it is', () => {
  expect(packagesOf('git.ts').join()).toContain('git.ts → @actions/exec')
  expect(packagesOf('report/publish.ts').join()).toContain('publish.ts → @actions/core')
})

test('the packages that read the policy file are loaded with it alone', () => {
  const heavy = /→ (?:yaml|ajv)$/u
  const others = ['index.ts', 'post.ts', 'main.ts', 'report/log.ts', 'report/publish.ts']
  expect(others.flatMap(packagesOf).filter((way) => heavy.test(way))).toEqual([])
  expect(packagesOf('policy/file.ts').filter((way) => heavy.test(way))).toHaveLength(2)
})

test("a backend's packages are loaded with what removes its leftover alone", () => {
  const heavy = /→ (?:@aws-sdk|@azure|google-auth-library|pg$)/u
  const others = ['index.ts', 'post.ts', 'main.ts', 'backend/leftover/leftover.ts']
  expect(others.flatMap(packagesOf).filter((way) => heavy.test(way))).toEqual([])
  expect(packagesOf('backend/leftover/s3.ts').filter((way) => heavy.test(way))).toHaveLength(2)
  expect(packagesOf('backend/leftover/gcs.ts').filter((way) => heavy.test(way))).toHaveLength(1)
  const azure = packagesOf('backend/leftover/azurerm.ts').filter((way) => heavy.test(way))
  expect(azure.length).toBeGreaterThan(1)
})

test('every file of src is loaded by the step, the worker, or what asks the cache', () => {
  // What is loaded only where it is needed is named by a file that is loaded itself.
  const entries = ['index.ts', 'post.ts']
  const loaded = new Set<string>()
  for (const entry of entries) {
    for (const file of loadedWith(entry).keys()) {
      loaded.add(file)
      entries.push(...laterImportsOf(file).filter((name) => !entries.includes(name)))
    }
  }
  const files = (readdirSync(source, { recursive: true }) as string[]).filter((file) =>
    file.endsWith('.ts')
  )
  const typesOnly = files.filter(
    (file) =>
      !/^(?:export )?(?:async )?(?:function|const|class|let)\b|^export \{/mu.test(
        readFileSync(join(source, file), 'utf8')
      )
  )
  const missing = files.filter(
    (file) => !loaded.has(join(source, file)) && !typesOnly.includes(file)
  )
  expect(missing.filter((file) => file !== 'index.ts')).toEqual([])
})

test('the bundles are whole: nothing was copied beside them that they would load', () => {
  const post = readdirSync(join(repositoryRoot, 'dist/post')).toSorted()
  expect(post).toEqual(['index.js', 'package.json'])
  expect(
    readdirSync(join(repositoryRoot, 'dist')).filter((name) => /^[0-9a-f]{20}/.test(name))
  ).toEqual([])
})
