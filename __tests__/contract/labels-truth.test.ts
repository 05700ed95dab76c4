// Labels in an override file, as Terraform evaluates them: ours are texts, and the module's own are what they were.
import { afterAll, expect } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { labelsOverride } from '../../src/tags/carriers.ts'
import { readModule } from '../../src/terraform/module.ts'
import { FREE_GOOGLE } from '../harness/tagged.ts'
import { withTerraform } from '../harness/tools.ts'

const root = mkdtempSync(join(tmpdir(), 'labels-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const HOSTILE = {
  template: '${path.root}',
  directive: '%{ if true }x%{ endif }',
  escaped: '$${a} %%{b} $$$${c} $ % ${',
  quotes: '"quoted" \\n \\ \\u0041',
  lines: 'a\r\nb\tc\u0001\b\f',
  '${key}': 'x',
  '__proto__ "k"': 'é😀',
  own: 'ours'
}

/** What Terraform makes of `default_labels` when it stands in a `.tf.json`. */
function evaluated(files: Readonly<Record<string, string>>): unknown {
  const directory = mkdtempSync(join(root, 'case-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  const [block] = labelsOverride(readModule(directory), [FREE_GOOGLE], HOSTILE)?.['google'] ?? []
  const { default_labels: value } = block as { readonly default_labels: unknown }
  // The provider's own block would have it installed.
  for (const name of Object.keys(files)) rmSync(join(directory, name))
  const variable = { own: { default: { own: 'theirs' } } }
  const document = { variable, output: { labels: { value } } }
  writeFileSync(join(directory, 'main.tf.json'), JSON.stringify(document))
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('TF_'))
  const env = { ...Object.fromEntries(inherited), CHECKPOINT_DISABLE: '1' }
  const run = (...args: readonly string[]): string =>
    execFileSync('terraform', args, { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' })
  run('init', '-input=false')
  run('apply', '-input=false', '-auto-approve')
  return JSON.parse(run('output', '-json', 'labels'))
}

const block = (expression: string): Readonly<Record<string, string>> => ({
  'a.tf': `provider "google" {\n  default_labels = ${expression}\n}\n`
})
const json = (value: unknown): Readonly<Record<string, string>> => ({
  'a.tf.json': JSON.stringify({ provider: { google: { default_labels: value } } })
})

withTerraform.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
  ['no block', { 'a.tf': '' }, {}],
  ['a block without labels', { 'a.tf': 'provider "google" {}' }, {}],
  ['null', block('null'), {}],
  ['a variable', block('var.own # own'), { own: 'theirs' }],
  ['an object', block('{ # }\n    own = "x" // }\n  }'), { own: 'x' }],
  ['texts with braces', block('{ a = "}${"}"}{", b = "$${x}" }'), { a: '}}{', b: '${x}' }],
  ['a heredoc at the end', block('{ a = <<A\nx)}\nA\n}'), { a: 'x)}\n' }],
  ['a condition', block('true ? { a = "b" } : {}'), { a: 'b' }],
  ['JSON: a template', json('${var.own}'), { own: 'theirs' }],
  [
    'JSON: an object',
    json({ a: '${var.own.own} "x"\n', '${"b"}': 'c' }),
    { a: 'theirs "x"\n', b: 'c' }
  ],
  ['JSON: escapes', json({ a: '$${x} \\ \b', b: '${"\\"}\\n"}' }), { a: '${x} \\ \b', b: '"}\n' }],
  ['JSON: a directive', json({ a: '%{ if true }"y"%{ endif }' }), { a: '"y"' }]
])('%s', (_, files, own) => {
  expect(evaluated(files)).toEqual({ ...HOSTILE, ...own })
})
