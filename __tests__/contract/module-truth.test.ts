import { afterAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readModule } from '../../src/terraform/module.ts'

type Files = Readonly<Record<string, string>>

const root = mkdtempSync(join(tmpdir(), 'module-truth-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function directoryWith(files: Files): string {
  const directory = mkdtempSync(join(root, 'case-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  return directory
}

/** What Terraform prints; an Error if it fails. */
function terraform(directory: string, ...args: string[]): string {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('TF_'))
  const env = { ...Object.fromEntries(inherited), CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' }
  return execFileSync('terraform', args, { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' })
}

function isTerraformThere(): boolean {
  try {
    terraform(root, 'version')
    return true
  } catch {
    return false
  }
}

const withTerraform = isTerraformThere() ? test : test.skip
const json = (value: unknown): string => JSON.stringify(value)
const local = (path: string): string =>
  `terraform {\n  backend "local" {\n    path = ${path}\n  }\n}\n`

interface Initialised {
  readonly backend: { readonly type: string; readonly config: Readonly<Record<string, unknown>> }
}

describe('Terraform initialises the backend that was read', () => {
  withTerraform.each<[string, Files]>([
    ['no backend', { 'a.tf': '' }],
    ['native syntax', { 'a.tf': local('"x.tfstate" # }') }],
    ['escapes', { 'a.tf': local('"\\u0078 \\"$${a} %%{b} $$${c.tfstate"') }],
    ['a number', { 'a.tf': local('12.50') }],
    ['a boolean', { 'a.tf': local('true') }],
    ['null', { 'a.tf': local('null') }],
    ['composed characters', { 'a.tf': local('"e\u0301.tfstate"') }],
    [
      'a byte order mark and Windows line ends',
      { 'a.tf': `\uFEFF${local('"x"').replaceAll('\n', '\r\n')}` }
    ],
    ['a type without quotes', { 'a.tf': 'terraform {\n  backend local {}\n}' }],
    ['another backend', { 'a.tf': 'terraform {\n  backend "inmem" {}\n}' }],
    [
      'a backend in a comment and in a heredoc',
      { 'a.tf': `/*\n${local('"x"')}*/\nlocals {\n  a = <<A\n}\n${local('"y"')}A\n}\n` }
    ],
    ['an override', { 'a.tf': local('"a"'), 'override.tf': local('"b"') }],
    [
      'an override of another type',
      { 'a.tf': 'terraform {\n  backend "s3" {}\n}', 'x_override.tf': local('"b"') }
    ],
    ['an override of cloud', { 'a.tf': 'terraform {\n  cloud {}\n}', 'override.tf': local('"b"') }],
    [
      'overrides in their order',
      { 'override.tf': local('"o"'), 'z_override.tf': local('"z"'), 'a_override.tf': local('"a"') }
    ],
    ['a file of an editor', { '.x_override.tf': local('"o"'), 'a.tf': local('"a"') }],
    ['JSON', { 'a.tf.json': json({ terraform: { backend: { local: { path: 'x' } } } }) }],
    [
      'JSON with lists',
      { 'a.tf.json': json([{ terraform: [{ backend: [{ local: [{ path: 'x' }] }] }] }]) }
    ],
    [
      'JSON with lists in lists',
      { 'a.tf.json': json({ terraform: { backend: { local: [[{ path: 'x' }]] } } }) }
    ],
    ['JSON with null', { 'a.tf.json': json({ terraform: { backend: { local: null } } }) }],
    [
      'JSON with a comment',
      { 'a.tf.json': json({ terraform: { backend: { local: { '//': 'x', path: 'y' } } } }) }
    ],
    [
      'JSON with a number',
      { 'a.tf.json': '{"terraform": {"backend": {"local": {"path": 12.50}}}}' }
    ],
    [
      'JSON with templates, which are text',
      { 'a.tf.json': json({ terraform: { backend: { local: { path: '${a} $${b} %{c}' } } } }) }
    ],
    [
      'JSON with escapes',
      { 'a.tf.json': json({ terraform: { backend: { local: { path: '\b\f\\b"é😀' } } } }) }
    ],
    [
      'JSON with a name twice',
      { 'a.tf.json': '{"terraform": {"backend": {"local": {"path": "x"}}}, "terraform": {}}' }
    ]
  ])('%s', (_, files) => {
    const directory = directoryWith(files)
    terraform(directory, 'init', '-input=false', '-no-color')
    const record = join(directory, '.terraform', 'terraform.tfstate')
    const actual = existsSync(record)
      ? (JSON.parse(readFileSync(record, 'utf8')) as Initialised).backend
      : undefined
    const config = Object.entries(actual?.config ?? {}).filter(([, value]) => value !== null)

    const { backend } = readModule(directory)
    expect(backend?.type).toBe(actual?.type)
    expect(backend?.attributes ?? {}).toEqual(Object.fromEntries(config))
  })
})

interface Planned {
  readonly configuration: {
    readonly provider_config?: Readonly<Record<string, { name: string; alias?: string }>>
    readonly root_module: {
      readonly variables?: Readonly<Record<string, { default?: unknown; sensitive?: boolean }>>
    }
  }
}

describe('Terraform knows the variables and providers that were read', () => {
  withTerraform.each<[string, Files]>([
    ['none', { 'a.tf': 'locals {}' }],
    [
      'all kinds',
      {
        'a.tf':
          'variable "a" {}\nvariable b { default = 1 }\nvariable "c" {\n  sensitive = true\n  validation {\n    condition = var.c != "}"\n    error_message = "${"}"} {"\n  }\n}'
      }
    ],
    [
      'texts for booleans',
      {
        'a.tf':
          'variable "a" { sensitive = "true" }\nvariable "b" { sensitive = (true) }\nvariable "c" { sensitive = "false" }'
      }
    ],
    ['escapes in a name', { 'a.tf': String.raw`variable "a\u0062" {}` }],
    ['names of any language', { 'a.tf': 'variable "größe-1_日本" {}' }],
    [
      'several files',
      { 'b.tf': 'variable "b" {}', 'a.tf.json': json({ variable: { a: { default: [1] } } }) }
    ],
    [
      'JSON with lists and a name twice',
      {
        'a.tf.json':
          '[{"variable": [{"a": {}}, {"b": [{"sensitive": "true"}]}]}, {"variable": {"c": null}, "variable": {"d": {}}}]'
      }
    ],
    [
      'overrides',
      {
        'a.tf': 'variable "a" {}\nvariable "b" { sensitive = true }',
        'override.tf': 'variable "a" { default = 1 }\nvariable "b" { sensitive = false }',
        'z_override.tf.json': json({ variable: { a: { sensitive: true } } })
      }
    ],
    [
      'declarations in texts',
      {
        'a.tf':
          '# variable "x" {}\nlocals {\n  a = <<-A\n    variable "y" {\n    ${join("", [\n    "A",\n    ])}\n    A\n}\nvariable "z" {}'
      }
    ],
    [
      'providers',
      {
        'a.tf':
          'provider "terraform" {\n  alias = "x"\n}\nprovider "terraform" {}\nresource "terraform_data" "a" {}',
        'override.tf': 'provider "terraform" {}'
      }
    ]
  ])('%s', (_, files) => {
    const directory = directoryWith(files)
    const { variables, providers } = readModule(directory)
    const values = [...variables.keys()].flatMap((name) => ['-var', `${name}=1`])
    terraform(directory, 'init', '-input=false', '-no-color')
    terraform(directory, 'plan', '-input=false', '-no-color', '-out=plan', ...values)
    const plan = JSON.parse(terraform(directory, 'show', '-json', 'plan')) as Planned

    const { root_module, provider_config } = plan.configuration
    const declared = Object.entries(root_module.variables ?? {}).map(([name, variable]) => [
      name,
      { required: variable.default === undefined, sensitive: variable.sensitive ?? false }
    ])
    const read = [...variables.values()].map(({ name, required, sensitive }) => [
      name,
      { required, sensitive }
    ])
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(declared))

    const configured = Object.values(provider_config ?? {}).map(({ name, alias }) => ({
      name,
      alias
    }))
    expect(new Set(providers)).toEqual(new Set(configured))
  })
})

interface Validated {
  readonly diagnostics: readonly { readonly range?: { readonly filename: string } }[]
}

function refusedBy(directory: string): Validated {
  try {
    return JSON.parse(terraform(directory, 'validate', '-json')) as Validated
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout) as Validated
  }
}

describe('Terraform refuses the files that could not be followed', () => {
  withTerraform.each([
    ['a.tf', 'variable "a" {'],
    ['a.tf', 'a = "x\n"'],
    ['a.tf', 'locals {\n  a = <<A\nA }\n'],
    ['a.tf', 'locals {\n  a = <<A \nA\n}\n'],
    ['a.tf', 'locals {\n  a = (1]\n}\n'],
    ['a.tf', 'variable "${a}" {}'],
    ['a.tf', 'variable\n"a" {}'],
    ['a.tf', '<<<<<<< HEAD'],
    ['a.tf', '/* a'],
    ['a.tf.json', '{"variable": {},}'],
    ['a.tf.json', '\uFEFF{}']
  ])('%s with %j', (file, text) => {
    const directory = directoryWith({ [file]: text, 'b.tf': 'variable "b" {}' })
    const { diagnostics } = refusedBy(directory)
    expect(new Set(diagnostics.map(({ range }) => range?.filename))).toEqual(new Set([file]))
    expect(readModule(directory).unreadable.map(({ file }) => file)).toEqual([file])
  })
})
