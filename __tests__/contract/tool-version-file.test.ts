// The file that says a version is found in the root module or above it, and never outside the repository.
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readVersionFile } from '../../src/tool/version-file.ts'

let base = ''
const top = (): string => join(base, 'checkout')
const inTop = (...path: readonly string[]): string => join(top(), ...path)
const read = (folder = 'infra/aws', tool: 'terraform' | 'tofu' = 'terraform') =>
  readVersionFile(tool, top(), join(top(), folder))

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'version-file-'))
  mkdirSync(inTop('infra/aws'), { recursive: true })
})
afterEach(() => rmSync(base, { recursive: true }))

test('the nearest one counts', () => {
  expect(read()).toBeUndefined()
  writeFileSync(inTop('.terraform-version'), '1.9.0')
  expect(read()).toEqual({ path: '.terraform-version', text: '1.9.0' })
  writeFileSync(inTop('infra/.terraform-version'), '1.10.0')
  expect(read()).toEqual({ path: 'infra/.terraform-version', text: '1.10.0' })
  writeFileSync(inTop('infra/aws/.terraform-version'), '1.11.0')
  expect(read()).toEqual({ path: 'infra/aws/.terraform-version', text: '1.11.0' })
  expect(read('.')).toEqual({ path: '.terraform-version', text: '1.9.0' })
})

test('each tool has its own', () => {
  writeFileSync(inTop('.terraform-version'), '1.9.0')
  expect(read('.', 'tofu')).toBeUndefined()
  writeFileSync(inTop('.opentofu-version'), '1.10.0')
  expect(read('infra', 'tofu')).toEqual({ path: '.opentofu-version', text: '1.10.0' })
})

test('nothing outside the repository is read', () => {
  writeFileSync(join(base, '.terraform-version'), '1.9.0')
  expect(read()).toBeUndefined()
  expect(read('.')).toBeUndefined()
})

test.each<readonly [string, () => void]>([
  [
    'a link',
    () => {
      writeFileSync(join(base, 'secret'), 'hunter2')
      symlinkSync(join(base, 'secret'), inTop('.terraform-version'))
    }
  ],
  ['a link to nowhere', () => symlinkSync('nowhere', inTop('.terraform-version'))],
  ['a folder', () => mkdirSync(inTop('.terraform-version'))],
  ['a large file', () => writeFileSync(inTop('.terraform-version'), '#'.repeat(5000))]
])('%s is refused', (_, make) => {
  make()
  expect(read).toThrow("'.terraform-version' is not a file with a version in it.")
})
