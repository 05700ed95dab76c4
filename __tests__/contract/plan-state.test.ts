// Which state a saved plan was made from, by plans that Terraform and OpenTofu have written.
import { afterAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { lineageIn } from '../../src/terraform/plan-state.ts'
import { must } from '../harness/process.ts'
import { hasTerraform, hasTofu, testIf } from '../harness/tools.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

describe.each([
  { tool: 'terraform', has: hasTerraform },
  { tool: 'tofu', has: hasTofu }
])('a plan of $tool', ({ tool, has }) => {
  testIf(has)('names no state before the first apply, and then the one that is there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plan-state-'))
    folders.push(folder)
    writeFileSync(join(folder, 'main.tf'), 'resource "terraform_data" "a" {}\n')
    const env = { PATH: process.env['PATH'], HOME: folder, CHECKPOINT_DISABLE: '1' }
    const run = (...args: string[]) => must(tool, args, { cwd: folder, env })
    await run('init', '-input=false')
    await run('plan', '-out=first')
    expect(lineageIn(readFileSync(join(folder, 'first')))).toBe('')
    await run('apply', 'first')
    await run('plan', '-destroy', '-out=second')
    const state = JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')) as {
      lineage: string
    }
    expect(lineageIn(readFileSync(join(folder, 'second')))).toBe(state.lineage)
  })
})

test.each([
  ['nothing', new Uint8Array()],
  ['no archive', new TextEncoder().encode('{"meta":{"key_provider":{}}}')],
  ['an archive without a state', zipSync({ tfplan: new Uint8Array(8) })],
  ['a state without a lineage', zipSync({ tfstate: new TextEncoder().encode('{}') })]
])('of %s nothing is known', (_, content) => {
  expect(lineageIn(content)).toBeUndefined()
})
