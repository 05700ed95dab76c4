// A saved plan knows its workspace at HCP Terraform: with the settings that the action gives it is applied to no other.
import { afterEach, expect } from '@jest/globals'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nested } from '../../src/backend/tfe-settings.ts'
import { TOKEN, withHcp } from '../harness/hcp.ts'
import { must, run } from '../harness/process.ts'
import { startTfe, type Tfe } from '../servers/tfe.ts'

const folder = mkdtempSync(join(tmpdir(), 'hcp-plan-'))
let tfe: Tfe
afterEach(async () => {
  await tfe?.close()
  rmSync(folder, { recursive: true, force: true })
})

withHcp.each([
  // Terraform goes to the place that is written in the plan.
  { type: 'remote', code: 0, alice: ['terraform_data.app'] },
  // The variable that chooses the other workspace is refused.
  { type: 'cloud', code: 1, alice: [] }
])('$type: a plan of one environment changes no other', async ({ type, ...expected }) => {
  tfe = await startTfe({ tokens: { [TOKEN]: 'ci' }, defaultMode: 'local' })
  const prepare = async (name: string) => {
    const cwd = join(folder, name)
    mkdirSync(cwd, { recursive: true })
    const config = { hostname: tfe.host, organization: 'octo-org', 'workspaces.name': name }
    tfe.workspaces.create(name, 'local', 'prj')
    const block =
      type === 'cloud' ? { cloud: nested(config) } : { backend: { remote: nested(config) } }
    writeFileSync(join(cwd, 'main.tf'), 'resource "terraform_data" "app" {}\n')
    writeFileSync(join(cwd, 'override.tf.json'), JSON.stringify({ terraform: block }))
    const env = {
      PATH: process.env['PATH'],
      HOME: folder,
      SSL_CERT_FILE: tfe.authority,
      TF_FORCE_LOCAL_BACKEND: '1',
      [`TF_TOKEN_${tfe.host}`]: TOKEN,
      ...(type === 'cloud' ? { TF_WORKSPACE: name } : {})
    }
    await must('terraform', ['init', '-input=false'], { cwd, env })
    return { cwd, env }
  }
  const alice = await prepare('demo_alice')
  const bob = await prepare('demo_bob')
  const plan = join(folder, 'plan')
  await must('terraform', ['plan', '-input=false', `-out=${plan}`], alice)
  const { code } = await run('terraform', ['apply', '-input=false', plan], bob)
  expect({ code, alice: tfe.resources('demo_alice') }).toEqual(expected)
  expect(tfe.resources('demo_bob')).toEqual([])
})
