// OpenTofu reads files of its own, in place of Terraform's of the same name.
import { afterAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readModule } from '../../src/terraform/module.ts'

const root = mkdtempSync(join(tmpdir(), 'module-tofu-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function directoryWith(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(root, 'case-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  return directory
}

const json = (value: unknown): string => JSON.stringify(value)
const backend = (type: string): string => `terraform {\n  backend "${type}" {}\n}\n`

describe("OpenTofu's own files", () => {
  const variables = (...names: readonly string[]): string =>
    names.map((name) => `variable "${name}" {}\n`).join('')
  const files = {
    'a.tf': variables('only_terraform') + 'terraform { required_version = "< 1.0" }',
    'a.tofu': variables('of_tofu'),
    'b.tf': variables('of_both') + 'terraform { required_version = ">= 1.13" }',
    'c.tofu.json': json({ variable: { in_json: {} }, terraform: { required_version: '>= 1.8' } })
  }

  test('stand in for those of the same name, and their required version alone counts', () => {
    const module = readModule(directoryWith(files), 'tofu')
    expect([...module.variables.keys()]).toEqual(['of_tofu', 'of_both', 'in_json'])
    expect(module.requiredVersion).toBe('>= 1.8')
  })

  test('are nothing to Terraform', () => {
    const module = readModule(directoryWith(files))
    expect([...module.variables.keys()]).toEqual(['only_terraform', 'of_both'])
    expect(module.requiredVersion).toBe('< 1.0, >= 1.13')
  })

  test('may override', () => {
    const own = { 'a.tofu': backend('s3'), 'x_override.tofu': backend('local') }
    expect(readModule(directoryWith(own), 'tofu').backend).toMatchObject({ type: 'local' })
  })
})
