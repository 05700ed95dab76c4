// A state goes into a workspace by the commands of docs/backends.md, with Terraform as a person has it.
import { expect } from '@jest/globals'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryRoot } from '../harness/action-file.ts'
import { TOKEN, withHcp } from '../harness/hcp.ts'
import { must } from '../harness/process.ts'
import { startTfe } from '../servers/tfe.ts'

const page = readFileSync(join(repositoryRoot, 'docs/backends.md'), 'utf8')
const step = /^\*\*3\. Put it[\s\S]*?(?=^\*\*4\. )/mu.exec(page)?.[0] ?? ''
const blocks = [...step.matchAll(/^```sh\n([\s\S]*?)^```/gmu)].map(([, text = '']) => text)
const [away = '', , put = '', cloud = ''] = blocks
const REMOTE = cloud.replace('{"cloud":{', '{"backend":{"remote":{').replace("}}}' >", "}}}}' >")

withHcp.each([
  ['cloud', cloud, 'terraform {\n  cloud {}\n}\n'],
  ['remote', REMOTE, '']
])('docs/backends.md moves a state to %s', async (type, override, block) => {
  const tfe = await startTfe({ tokens: { [TOKEN]: 'person' } })
  const home = mkdtempSync(join(tmpdir(), 'move-to-cloud-'))
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    CHECKPOINT_DISABLE: '1',
    SSL_CERT_FILE: tfe.authority
  }
  const login = `credentials "${tfe.host}" { token = "${TOKEN}" }`
  writeFileSync(join(home, '.terraformrc'), login)
  const typed = async (commands: string): Promise<string> =>
    await must('sh', ['-eu', '-c', commands], { cwd: home, env })
  try {
    tfe.workspaces.create('demo_alice', 'local', 'prj')
    const resource = 'resource "terraform_data" "app" {}\n'
    writeFileSync(join(home, 'main.tf'), `terraform {\n  backend "local" {}\n}\n${resource}`)
    await typed(`terraform init && terraform apply -auto-approve -no-color
      terraform state pull > alice.tfstate && rm terraform.tfstate*`)
    writeFileSync(join(home, 'main.tf'), `${block}${resource}`)
    const there = override.replace('app.terraform.io', tfe.host).replace('example-org', 'octo-org')
    const push = put
      .replace(/^terraform init .*$/mu, 'terraform init')
      .replace('"http"', `"${type}"`)
    expect(await typed(away + there + push)).toContain('terraform_data.app')
    expect(tfe.resources('demo_alice')).toEqual(['terraform_data.app'])
    expect(existsSync(join(home, 'terraform.tfstate'))).toBe(false)
  } finally {
    rmSync(home, { recursive: true })
    await tfe.close()
  }
})
