// The Azure CLI gets the environment that Terraform gets, and what it prints is read.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askCliWith } from '../../src/backend/leftover/azure-cli.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'az-'))
  const program = `#!${process.execPath}
console.log(JSON.stringify({ args: process.argv.slice(2), env: process.env }))
`
  writeFileSync(join(folder, 'az'), program)
  chmodSync(join(folder, 'az'), 0o755)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('it is asked without what only the action is to know', async () => {
  const variables = {
    PATH: `${folder}:${process.env['PATH']}`,
    AZURE_CONFIG_DIR: '/a',
    'INPUT_STATE-PASSPHRASE': 'a secret',
    ACTIONS_RUNTIME_TOKEN: 'a secret',
    GITHUB_ENV: '/e'
  }
  const said = await askCliWith(variables, AbortSignal.timeout(30_000))(['show'])
  expect(said['args']).toEqual(['account', 'show', '--output', 'json'])
  expect(said['env']).toMatchObject({ AZURE_CONFIG_DIR: '/a' })
  expect(JSON.stringify(said)).not.toMatch(/a secret|INPUT_|GITHUB_ENV/u)
})
