import { afterAll, describe, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readModule } from '../../src/terraform/module.ts'

type Files = Readonly<Record<string, string>>

const root = mkdtempSync(join(tmpdir(), 'module-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function directoryWith(files: Files): string {
  const directory = mkdtempSync(join(root, 'case-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  return directory
}

const moduleWith = (files: Files) => readModule(directoryWith(files))
const json = (value: unknown): string => JSON.stringify(value)
const backend = (type: string, body = ''): string =>
  `terraform {\n  backend "${type}" {\n${body}\n}\n}\n`

describe('which files are read', () => {
  test.each<[string, Files, boolean]>([
    ['no file', {}, true],
    [
      'only other files',
      { 'a.tfvars': 'a = 1', 'a.tf.bak': '!', 'a.tftest.hcl': '!', 'a.tofu': '!' },
      true
    ],
    ['only files of editors', { '.a.tf': '!', '#a.tf#': '!', 'a.tf~': '!', '.#a.tf': '!' }, true],
    ['an empty file', { 'a.tf': '' }, false],
    ['an override file alone', { 'override.tf.json': '{}' }, false]
  ])('%s', (_, files, empty) => {
    expect(moduleWith(files)).toEqual({
      empty,
      variables: new Map(),
      providers: [],
      requirements: new Map(),
      implied: new Set(),
      tagKeys: new Set(),
      backend: undefined,
      cloud: undefined,
      requiredVersion: undefined,
      unreadable: []
    })
  })

  test('a directory with the name of a file is none', () => {
    const directory = directoryWith({})
    mkdirSync(join(directory, 'modules.tf'))
    expect(readModule(directory)).toMatchObject({ empty: true, unreadable: [] })
  })

  test('a directory that is missing, or none, is an error with its name', () => {
    const missing = join(root, 'missing')
    const file = join(directoryWith({ 'a.tf': '' }), 'a.tf')
    expect(() => readModule(missing)).toThrow(`The directory '${missing}' does not exist.`)
    expect(() => readModule(file)).toThrow(`The directory '${file}' cannot be read.`)
  })

  test('a file that cannot be followed is named, and the others are read', () => {
    const { variables, unreadable, empty } = moduleWith({
      'a.tf': 'variable "a" {',
      'b.tf.json': '{"variable": ',
      'c.tf': 'variable "c" {}'
    })
    expect(empty).toBe(false)
    expect([...variables.keys()]).toEqual(['c'])
    expect(unreadable).toEqual([
      { file: 'a.tf', message: "'{' without an end on line 1" },
      { file: 'b.tf.json', message: 'Unexpected end of the file on line 1' }
    ])
  })
})

describe('what a module declares', () => {
  test('variables have type, sensitivity, default and place', () => {
    const { variables } = moduleWith({
      'a.tf':
        'variable "plain" {}\n\nvariable "full" {\n  type = map(string) # tags\n  default = {}\n  sensitive = true\n}',
      'b.tf.json': json({
        variable: { text: { type: 'list(any)', default: null, sensitive: false } }
      })
    })
    expect([...variables.values()]).toEqual([
      { name: 'plain', type: undefined, sensitive: false, required: true, file: 'a.tf', line: 1 },
      {
        name: 'full',
        type: 'map(string)',
        sensitive: true,
        required: false,
        file: 'a.tf',
        line: 3
      },
      {
        name: 'text',
        type: 'list(any)',
        sensitive: false,
        required: false,
        file: 'b.tf.json',
        line: 1
      }
    ])
  })

  test.each([
    ['true', true],
    ['"true"', true],
    ['(true)', true],
    ['false', false],
    ['"false"', false]
  ])('a variable with sensitive = %s: %s', (text, sensitive) => {
    const { variables } = moduleWith({ 'a.tf': `variable "a" { sensitive = ${text} }` })
    expect(variables.get('a')?.sensitive).toBe(sensitive)
  })

  test('an override changes what it says, and keeps the rest', () => {
    const { variables } = moduleWith({
      'a_override.tf': 'variable "a" { sensitive = true }\nvariable "typo" {}',
      'b_override.tf.json': json({ variable: { a: { default: 1 } } }),
      'main.tf': '\nvariable "a" { type = number }'
    })
    expect([...variables.values()]).toEqual([
      { name: 'a', type: 'number', sensitive: true, required: false, file: 'main.tf', line: 2 }
    ])
  })

  test.each<[string, Files, string | undefined]>([
    ['one constraint', { 'a.tf': 'terraform { required_version = ">= 1.5" }' }, '>= 1.5'],
    [
      'two constraints',
      {
        'a.tf': 'terraform { required_version = ">= 1" }',
        'b.tf.json': json({ terraform: { required_version: '< 2' } })
      },
      '>= 1, < 2'
    ],
    [
      'an override',
      {
        'a.tf': 'terraform { required_version = ">= 1" }',
        'override.tf': 'terraform { required_version = "~> 2.0" }'
      },
      '~> 2.0'
    ],
    [
      'an override of something else',
      { 'a.tf': 'terraform { required_version = ">= 1" }', 'override.tf': backend('s3') },
      '>= 1'
    ]
  ])('the required version with %s', (_, files, expected) => {
    expect(moduleWith(files).requiredVersion).toBe(expected)
  })
})

describe('where the state is kept', () => {
  test('attributes are text, unknown, or absent', () => {
    const body =
      'bucket = "b"\nmax_retries = 3\nencrypt = true\nkey = "${x}"\nregion = null\nassume_role {\n role_arn = "r"\n}'
    expect(moduleWith({ 'a.tf': backend('s3', body) }).backend).toEqual({
      type: 's3',
      attributes: {
        bucket: 'b',
        max_retries: '3',
        encrypt: 'true',
        key: undefined,
        assume_role: undefined,
        'assume_role.role_arn': 'r'
      },
      file: 'a.tf',
      line: 2
    })
  })

  test.each<[string, string, string | undefined]>([
    ['a.tf', backend('s3', 'endpoints = {\n  s3 = "a" # b\n}'), '{\n  s3 = "a" # b\n}'],
    ['a.tf', backend('s3', 'endpoints = { s3 = var.a }'), undefined],
    ['a.tf.json', '{"terraform":{"backend":{"s3":{"endpoints":{"s3":"a"}}}}}', '{"s3":"a"}']
  ])('in %s, %j, an object is its own text, or unknown', (file, text, endpoints) => {
    expect(moduleWith({ [file]: text }).backend?.attributes).toEqual({ endpoints })
  })

  test('an attribute may have any name', () => {
    const attributes =
      moduleWith({ 'a.tf': backend('s3', '__proto__ = "x"') }).backend?.attributes ?? {}
    expect(Object.entries(attributes)).toEqual([['__proto__', 'x']])
  })

  const cloud = 'terraform {\n  cloud {}\n}\n'
  test.each<[string, Files, string | undefined, string | undefined]>([
    ['a backend', { 'a.tf': backend('s3') }, 's3 in a.tf', undefined],
    ['a cloud block', { 'a.tf': cloud }, undefined, 'a.tf'],
    [
      'a backend over a backend',
      { 'a.tf': backend('s3'), 'override.tf': backend('gcs') },
      'gcs in override.tf',
      undefined
    ],
    [
      'a backend over cloud',
      { 'a.tf': cloud, 'z_override.tf': backend('gcs') },
      'gcs in z_override.tf',
      undefined
    ],
    [
      'cloud over a backend',
      { 'a.tf': backend('s3'), 'override.tf': cloud },
      undefined,
      'override.tf'
    ],
    [
      'the last of the overrides',
      {
        'a_override.tf.json': json({ terraform: { backend: { pg: {} } } }),
        'z_override.tf': backend('http'),
        'override.tf': cloud
      },
      'http in z_override.tf',
      undefined
    ],
    [
      'an override of something else',
      { 'a.tf': backend('s3'), 'override.tf': 'terraform {}' },
      's3 in a.tf',
      undefined
    ]
  ])('%s', (_, files, expectedBackend, expectedCloud) => {
    const { backend, cloud } = moduleWith(files)
    expect(backend && `${backend.type} in ${backend.file}`).toBe(expectedBackend)
    expect(cloud?.file).toBe(expectedCloud)
  })
})
