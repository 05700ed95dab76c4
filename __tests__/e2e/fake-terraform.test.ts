// A program called terraform that says anything but what Terraform says: the run fails in words, and changes nothing.
import { afterEach, describe, expect } from '@jest/globals'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { full } from '../harness/full.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { testIf } from '../harness/tools.ts'

const onUnix = testIf(process.platform !== 'win32')
/** Over what a line may have. */
const MB = full ? 100 : 40
let world: World
afterEach(async () => world.close())

/** Bytes that are no text, broken JSON, unknown types, wrong types, and lines too long for anybody. */
const NOISE = `
  const line = (value) => process.stdout.write(JSON.stringify(value) + '\\n')
  process.stdout.write(Buffer.from([0xff, 0xfe, 0x0a, 0x00, 0xc3, 0x0a, 0x0a]))
  process.stdout.write('{"type":"diagnostic","diagnostic":\\n{\\n[]\\nnull\\n7\\n')
  line({ type: 'constructor', '@message': '::error::pwned' })
  line({ type: { toString: 1 }, '@message': ['x'] })
  line({ type: 'apply_complete', hook: { resource: { addr: 7 }, action: '__proto__', elapsed_seconds: '1' } })
  line({ type: 'apply_progress', hook: null })
  line({ type: 'planned_change', change: [] })
  line({ type: 'version', terraform: { a: 1 } })
  line({ type: 'outputs', outputs: { __proto__: { value: 1 }, a: null, b: [] } })
  process.stdout.write('{"type":"outputs","outputs":{"deep":{"value":' + '['.repeat(50000) + ']'.repeat(50000) + '}}}\\n')
  require('node:fs').writeSync(1, 'x '.repeat(10000) + '\\n')
  for (let count = 0; count < ${MB}; count += 1) require('node:fs').writeSync(1, Buffer.alloc(2 ** 20, 'x'))
  process.stdout.write('\\n{"type":"diag')
`

const program = (show: string, planCode: number): string => `#!${process.execPath}
const command = process.argv[2]
if (command === 'show') { process.stdout.write(${show}) } else { ${NOISE} }
if (command === 'init') {
  // It does choose the backend: with another one it would not be asked for a plan.
  const chosen = JSON.stringify({ backend: { type: 'http', config: {} } })
  require('node:fs').writeFileSync(process.env.TF_DATA_DIR + '/terraform.tfstate', chosen)
}
if (command === 'plan') process.exitCode = ${planCode}
if (command === 'plan') {
  // It does ask for the state: without that its plan would not even be looked at.
  const { TF_HTTP_ADDRESS, TF_HTTP_USERNAME, TF_HTTP_PASSWORD } = process.env
  const auth = TF_HTTP_USERNAME + ':' + TF_HTTP_PASSWORD
  require('node:http').get(TF_HTTP_ADDRESS, { auth }, (answer) => answer.resume())
}
`

async function runWith(show: string, planCode = 2) {
  world = await createWorld({
    module: { 'main.tf': 'resource "terraform_data" "app" {}\n' },
    with: { 'state-passphrase': 'correct horse battery staple' }
  })
  const folder = `${world.origin.base}/bin`
  mkdirSync(folder)
  writeFileSync(`${folder}/terraform`, program(show, planCode))
  chmodSync(`${folder}/terraform`, 0o755)
  return await world.push('env-alice', undefined, {
    env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` }
  })
}

describe('a terraform that says anything', () => {
  onUnix.each<[string, string, number]>([
    ['and shows half a plan', `'{"format_version":"1.2","resource_chan'`, 2],
    [
      'and shows a plan too deep',
      `'{"format_version":"1","x":' + '['.repeat(50000) + ']'.repeat(50000) + '}'`,
      2
    ],
    ['and fails', `''`, 1]
  ])('%s: the plan has failed', async (_, show, planCode) => {
    const run = await runWith(show, planCode)
    expect(run).toMatchObject({ exitCode: 1, outputs: { reason: 'plan-failed' } })
    expect(run.annotations.map(({ message }) => message)).not.toContain('pwned')
    // Not the whole log in a message: it is long.
    expect(run.log.length).toBeLessThan(200_000)
    expect(run.log).toContain(`A line of ${MB * 2 ** 20} characters was left out.`)
    expect(run.log).not.toMatch(/accident|Unexpected error|TypeError|RangeError/)
    expect(run.result).toMatchObject({ version: 1, failed: true, reason: 'plan-failed' })
    expect(run.summary).toContain('alice')
    expect(world.hiddenRefs()).toEqual([])
    expect(run.leftovers).toEqual([])
    expect(run.processesLeft).toEqual([])
  })
})
