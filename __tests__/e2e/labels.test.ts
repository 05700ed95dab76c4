// Labels on Google come from an override file: on every provider block, beside the module's own, and gone at the end.
import { afterEach, describe, expect } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCloudWorld, LABELS, noticesOf, onGoogle } from '../harness/clouds.ts'
import type { CloudWorld } from '../harness/clouds.ts'
import { resource, runs } from '../harness/modules.ts'
import type { Running } from '../harness/runner.ts'
import { sleep } from '../harness/process.ts'
import { withTerraform } from '../harness/tools.ts'
import { whileRunning } from '../harness/watch.ts'

const OVERRIDE = 'zz_gitops_env_override.tf.json'
let clouds: CloudWorld
afterEach(async () => clouds.close())

describe("Google's labels", () => {
  const MODULE = {
    'main.tf': `
terraform {
  required_providers {
    gcp         = { source = "hashicorp/google" }
    google-beta = { source = "hashicorp/google-beta" }
  }
}
variable "team" { default = "blue" }
provider "gcp" {
  default_labels = { # own ones
    team    = var.team
    project = "mine"
    note    = "\${var.team == "blue" ? "y" : "z"}" // }
  }
}
provider "gcp" {
  alias          = "eu"
  default_labels = { team = <<-EOT
    \${lower("EU")}
  EOT
  } == {} ? {} : { team = trimspace(<<EOT
eu
EOT
  ) }
}
provider "gcp" {
  alias = "us"
}
${onGoogle('box-plain', '  provider = gcp')}
${onGoogle('box-eu', '  provider = gcp.eu')}
${onGoogle('box-us', '  provider = gcp.us')}
${onGoogle('box-beta', '  provider = google-beta')}
${onGoogle('box-asia', '  provider = google-beta.asia')}
`,
    'beta.tf.json': JSON.stringify({
      provider: {
        'google-beta': [
          { default_labels: '${{ team = "b-${var.team}" }}' },
          { alias: 'asia', default_labels: { team: 'asia-${lower("${var.team}")}' } }
        ]
      }
    })
  }

  withTerraform("reach every alias, in both syntaxes, and the module's own win", async () => {
    clouds = await createCloudWorld(MODULE)
    const run = await clouds.push('env-alice')
    expect(run).toMatchObject({ exitCode: 0, outputs: { 'to-add': '5' } })
    expect(clouds.all('google', 'effective_labels')).toEqual({
      'box-plain': { ...LABELS, team: 'blue', project: 'mine', note: 'y' },
      'box-eu': { ...LABELS, team: 'eu' },
      'box-us': LABELS
    })
    expect(clouds.all('google-beta', 'effective_labels')).toEqual({
      'box-beta': { ...LABELS, team: 'b-blue' },
      'box-asia': { ...LABELS, team: 'asia-blue' }
    })
    expect(await clouds.push('env-alice')).toMatchObject({ outputs: { changes: 'false' } })
  })

  withTerraform("fit Google's rules, whatever the branch is called", async () => {
    clouds = await createCloudWorld(
      { 'main.tf': onGoogle('plain') },
      { with: { branches: '*', tags: 'Owner=Ä "${x}"' } }
    )
    const run = await clouds.push('feat/Login')
    expect(run.exitCode).toBe(0)
    expect(clouds.all('google', 'effective_labels')).toMatchObject({
      plain: { branch: 'feat-login', owner: '-----x--' }
    })
    const [altered, ...more] = noticesOf(run)
    expect(more).toEqual([])
    expect(altered?.split('\n')).toEqual(
      expect.arrayContaining([
        "The tag 'branch' is 'feat-login' on google, where 'feat/Login' is not allowed.",
        "The tag 'Owner' is called 'owner' on google, where 'Owner' is not allowed."
      ])
    )
  })

  withTerraform('are not given to a provider that does not know them', async () => {
    clouds = await createCloudWorld({ 'main.tf': onGoogle('plain') }, {}, { google: '4.85.0' })
    const run = await clouds.push('env-alice')
    expect(run).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    expect(noticesOf(run)).toEqual([expect.stringContaining('google, which is 4.85.0')])
    expect(noticesOf(run)[0]).toContain('variable "labels" {')
  })
})

describe('the override file, where the module has a backend of its own', () => {
  const LOCAL = 'terraform {\n  backend "local" {}\n}\n'

  const open = async (files: Readonly<Record<string, string>>): Promise<void> => {
    clouds = await createCloudWorld(files, { env: { RUNNER_ENVIRONMENT: 'self-hosted' } })
  }
  const push = async (
    files?: Readonly<Record<string, string>>,
    during?: (running: Running) => Promise<void>
  ) =>
    await clouds.world.push('env-alice', files, {
      env: clouds.env,
      with: { 'backend-config': `path=${clouds.world.origin.base}/{environment}.tfstate` },
      ...(during && { during })
    })

  withTerraform('has the labels alone, and is gone after success and failure', async () => {
    await open({ 'main.tf': LOCAL + onGoogle('plain') })
    let seen = ''
    const run = await push(undefined, async ({ pid, workspace }) => {
      await whileRunning(pid, () => {
        const file = join(workspace, OVERRIDE)
        if (seen === '' && existsSync(file)) seen = readFileSync(file, 'utf8')
      })
    })
    expect(run.exitCode).toBe(0)
    expect(JSON.parse(seen)).toEqual({
      '//': expect.any(String),
      provider: { google: [{ default_labels: LABELS }] }
    })
    expect(readdirSync(run.workspace)).not.toContain(OVERRIDE)

    const failed = await push({ 'main.tf': LOCAL + onGoogle('x') })
    expect(failed).toMatchObject({ exitCode: 1, outputs: { reason: 'plan-failed' } })
    expect(readdirSync(failed.workspace)).not.toContain(OVERRIDE)
  })

  withTerraform('is gone after the worker was killed', async () => {
    await open({ 'main.tf': LOCAL + onGoogle('plain') + resource('slow', runs('sleep 30')) })
    let wasThere = false
    const killed = await push(undefined, async ({ log, temp, workspace }) => {
      while (!log().includes('sleep 30')) await sleep(20)
      wasThere = existsSync(join(workspace, OVERRIDE))
      const run = readdirSync(temp).find((name) => name.startsWith('gitops-env-')) ?? ''
      process.kill(Number(readFileSync(join(temp, run, 'worker.pid'), 'utf8')), 'SIGKILL')
    })
    expect(killed.exitCode).toBe(1)
    expect(wasThere).toBe(true)
    expect(readdirSync(killed.workspace)).not.toContain(OVERRIDE)
  })

  withTerraform('may not be there already', async () => {
    await open({ 'main.tf': LOCAL + onGoogle('plain'), [OVERRIDE]: '{}' })
    const refused = await push()
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'invalid-input' } })
    expect(readFileSync(join(refused.workspace, OVERRIDE), 'utf8')).toBe('{}')
  })
})
