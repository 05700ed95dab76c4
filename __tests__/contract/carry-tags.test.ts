// What happens to tags between init and plan, on the files of a module.
import { afterAll, beforeEach, expect, test } from '@jest/globals'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openOverride, OVERRIDE } from '../../src/override.ts'
import type { Task } from '../../src/run.ts'
import { variableTags } from '../../src/tags/carriers.ts'
import { carryTags } from '../../src/tags/carry.ts'
import { readModule } from '../../src/terraform/module.ts'
import { openVariablesFile } from '../../src/variables-file.ts'

const base = mkdtempSync(join(tmpdir(), 'carry-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

let root = ''
let directory = ''
beforeEach(() => {
  root = mkdtempSync(join(base, 'root-'))
  directory = mkdtempSync(join(base, 'run-'))
})

/** As much of a run as tags need. */
function taskFor(files: Readonly<Record<string, string>>, kind = 'apply', tool = 'terraform') {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
  const notices: string[] = []
  const override = openOverride(root, directory)
  const tags = { owner: 'A' }
  const variablesFile = openVariablesFile(directory, (tagged) => variableTags(tags, tagged))
  const task = {
    run: { operation: { kind }, inputs: { tool, variables: {} }, report: { notices } },
    prepared: { root, module: readModule(root), tags, variablesFile },
    override
  }
  return { task: task as unknown as Task, notices, override }
}

function written(): unknown {
  const { '//': _, ...blocks } = JSON.parse(readFileSync(join(root, OVERRIDE), 'utf8'))
  return blocks
}
const MODULE = { 'main.tf': 'resource "google_storage_bucket" "a" {}\n' }
const LABELS = { google: [{ default_labels: { owner: 'a' } }] }
const lock = (version: string): string =>
  `provider "registry.terraform.io/hashicorp/google" {\n  version = "${version}"\n}\n`

test('what is said is said once, however often a run starts again', () => {
  const { task, notices } = taskFor(MODULE)
  carryTags(task)
  carryTags(task)
  expect(notices).toEqual(["The tag 'owner' is 'a' on google, where 'A' is not allowed."])
  expect(written()).toEqual({ provider: LABELS })
})

test('the labels come beside the backend, and all of it goes again', () => {
  const { task, override } = taskFor(MODULE)
  override.add({ terraform: { backend: { http: {} } } })
  carryTags(task)
  expect(written()).toEqual({ terraform: { backend: { http: {} } }, provider: LABELS })
  override.remove()
  expect(existsSync(join(root, OVERRIDE))).toBe(false)
  expect(existsSync(join(directory, 'override'))).toBe(false)
})

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['a destroy', MODULE, 'destroy'],
  ['a provider that is too old', { ...MODULE, '.terraform.lock.hcl': lock('4.9.0') }, 'apply'],
  ['a module that cannot be read', { ...MODULE, 'bad.tf': 'provider "google" {' }, 'apply'],
  ['a module without Google', { 'main.tf': 'resource "aws_s3_bucket" "a" {}' }, 'apply']
])('%s gets no labels', (_, files, kind) => {
  const { task } = taskFor(files, kind)
  carryTags(task)
  expect(existsSync(join(root, OVERRIDE))).toBe(false)
})

test('nothing is said of tags on a destroy', () => {
  const { task, notices } = taskFor({ 'main.tf': 'resource "azurerm_x" "a" {}' }, 'destroy')
  carryTags(task)
  expect(notices).toEqual([])
})

test('a file that has come in the meantime is an error, and stays', () => {
  const { task, override } = taskFor(MODULE)
  writeFileSync(join(root, OVERRIDE), '{}')
  expect(() => carryTags(task)).toThrow('is in the root module')
  override.remove()
  expect(written()).toEqual({})
})

test.each(['apply', 'destroy'])(
  'variables have the tags as the lock file after init says, on %s',
  (kind) => {
    const { task } = taskFor({ 'main.tf': 'module "app" {\n  source = "./app"\n}\n' }, kind)
    const given = (): unknown =>
      JSON.parse(readFileSync(join(directory, 'variables.tfvars.json'), 'utf8'))
    carryTags(task)
    expect(given()).toMatchObject({ labels: { owner: 'A' } })
    writeFileSync(join(root, '.terraform.lock.hcl'), lock('6.0.0'))
    carryTags(task)
    expect(given()).toMatchObject({ labels: { owner: 'a' } })
  }
)

test.each([
  ['tofu', true],
  ['terraform', false]
])('%s must be told again what it was given in init: %j', (tool, expected) => {
  const { task } = taskFor({ 'main.tf': '' }, 'apply', tool)
  task.prepared.variablesFile.write([])
  expect(carryTags(task)).toBe(false)
  writeFileSync(join(root, '.terraform.lock.hcl'), lock('6.0.0'))
  expect(carryTags(task)).toBe(expected)
  expect(carryTags(task)).toBe(false)
})

test('where no variable is given there is no file', () => {
  const { path, names, write } = openVariablesFile(directory, () => ({}))
  expect([path, names, write([])]).toEqual([undefined, [], false])
  expect(readdirSync(directory)).toEqual([])
})
