// What the action asks of HCP Terraform itself: that runs take place here, and that no workspace is left behind.
import { afterEach, describe, expect } from '@jest/globals'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HCP_MAIN, openHcpWorld, TOKEN, withHcp, type HcpWorld } from '../harness/hcp.ts'
import { readable } from '../harness/locks.ts'
import { expectClean, outcomeOf } from '../harness/outcome.ts'
import { must } from '../harness/process.ts'

let world: HcpWorld
afterEach(async () => await world?.close())

const open = async (settings: Readonly<Record<string, string>> = {}) => {
  world = await openHcpWorld(settings)
  return world.tfe
}

describe('a workspace whose runs take place elsewhere', () => {
  withHcp.each(['remote', 'agent'])('is refused before anything is planned: %s', async (mode) => {
    const tfe = await open()
    tfe.workspaces.create('demo_alice', mode, 'prj')
    const message = new RegExp(
      `'demo_alice' of 'octo-org' .* has the execution mode '${mode}'`,
      'u'
    )
    const refused = await world.push('env-alice')
    world.expectUntouched(refused, 'invalid-input', message)
    expect(readable(refused)).toContain("Set the execution mode to 'Local'")
    const plan = await world.dispatch('env-alice', { command: 'plan' })
    world.expectUntouched(plan, 'invalid-input', message)
  })

  withHcp('is not obeyed where it became one while Terraform started', async () => {
    const tfe = await open()
    tfe.hooks.before = (method, path) => {
      const workspace = tfe.workspaces.named('demo_alice')
      if (workspace !== undefined && /\/(?:state-versions|lock)$/u.test(path))
        workspace.executionMode = 'remote'
      if (method === 'POST' && path.endsWith('/runs')) throw new Error('a run elsewhere')
    }
    const run = await world.push('env-alice')
    expect(outcomeOf(run)).toMatchObject({ exitCode: 0, 'to-add': '1' })
    expect(tfe.resources('demo_alice')).toEqual(['terraform_data.app'])
    expect(tfe.workspaces.named('demo_alice')?.executionMode).toBe('remote')
  })
})

describe('a workspace that is missing', () => {
  withHcp('because there is no such organization is refused', async () => {
    await open({ organization: 'octo-orgs' })
    const refused = await world.push('env-alice')
    world.expectUntouched(
      refused,
      'invalid-input',
      /There is no organization 'octo-orgs' at localhost/u
    )
  })

  withHcp('is made where the settings say, and runs here', async () => {
    const tfe = await open({ 'workspaces.project': 'apps' })
    const run = await world.push('env-alice')
    expect(outcomeOf(run)).toMatchObject({ exitCode: 0, 'to-add': '1' })
    expect(run.outputs['outputs']).toContain('"workspace":"demo_alice"')
    expect(tfe.workspaces.named('demo_alice')).toMatchObject({
      executionMode: 'local',
      project: 'prj-apps'
    })
    expectClean(run, world)
  })

  withHcp('is not made in a project that does not exist', async () => {
    await open({ 'workspaces.project': 'nowhere' })
    const refused = await world.push('env-alice')
    world.expectUntouched(
      refused,
      'invalid-input',
      /could not be created: the project 'nowhere' does not exist/u
    )
  })

  withHcp('is not made for a plan', async () => {
    const tfe = await open()
    world.commit('env-alice')
    const plan = await world.dispatch('env-alice', { command: 'plan' })
    expect(outcomeOf(plan)).toMatchObject({ exitCode: 0, operation: 'plan', 'to-add': '1' })
    expect(readable(plan)).toContain("The workspace 'demo_alice' does not exist yet")
    expect([world.written(), tfe.names()]).toEqual([[], []])
    expectClean(plan, world)
  })

  withHcp('does not stay when nothing came of the first push', async () => {
    const tfe = await open()
    const failed = await world.push('env-alice', {
      'bad.tf': 'resource "terraform_data" "bad" {\n  input = var.no\n}\n'
    })
    expect(outcomeOf(failed)).toMatchObject({ exitCode: 1, reason: 'plan-failed' })
    expect(world.written().map(({ path }) => path.split('/').at(-1))).toContain('workspaces')
    expect(tfe.names()).toEqual([])
  })

  withHcp('of an environment with resources is a lost state', async () => {
    const tfe = await open()
    await world.push('env-alice')
    tfe.workspaces.all.clear()
    for (const run of [await world.push('env-alice'), await world.remove('env-alice')]) {
      expect(outcomeOf(run)).toMatchObject({ exitCode: 1, reason: 'state-missing' })
      expect(tfe.names()).toEqual([])
    }
  })
})

describe('the commands in the summary', () => {
  withHcp.each([
    ['cloud', 'cloud {}'],
    ['remote', 'backend "remote" {}']
  ])("lead a person's own Terraform to the state: %s", async (_, block) => {
    const tfe = await open()
    const main = HCP_MAIN.replace('cloud {}', block)
    const run = await world.push('env-alice', {
      'main.tf': main,
      'b.auto.tfvars': 'environment = "a"'
    })
    const commands = /```sh\n(.*?)```/su.exec(run.summary)?.[1] ?? ''
    const file = join(world.origin.base, 'person.tfrc')
    writeFileSync(file, `credentials "${tfe.host}" {\n  token = "${TOKEN}"\n}\n`)
    const env = { ...process.env, SSL_CERT_FILE: tfe.authority, TF_CLI_CONFIG_FILE: file }
    const script = `set -e\n${commands}\nterraform state list`
    const shown = await must('sh', ['-c', script], { cwd: run.workspace, env })
    expect(shown.trim().split('\n').at(-1)).toBe('terraform_data.app')
    expect(commands).not.toContain(TOKEN)
  })
})

describe('what the service refuses', () => {
  withHcp('to store is stored again, and the lock that Terraform kept is released', async () => {
    const tfe = await open()
    tfe.faults.uploads = 1
    const run = await world.push('env-alice')
    expect(outcomeOf(run)).toMatchObject({ exitCode: 0, 'to-add': '1' })
    expect(readable(run)).toContain('The state could be stored only at a later attempt')
    expect(tfe.resources('demo_alice')).toEqual(['terraform_data.app'])
    expect(tfe.workspaces.named('demo_alice')?.lockedBy).toBeUndefined()
    expectClean(run, world)
  })

  withHcp('to delete before it has looked through it is deleted then', async () => {
    const tfe = await open()
    await world.push('env-alice')
    tfe.faults.processing = 1
    const removed = await world.remove('env-alice')
    expect(readable(removed)).toContain('the state was removed')
    expect(tfe.names()).toEqual([])
  })

  withHcp('to delete for it is locked stays, and how to remove it is said', async () => {
    const tfe = await open()
    await world.push('env-alice')
    tfe.hooks.before = (_, path) => {
      const workspace = tfe.workspaces.named('demo_alice')
      if (workspace !== undefined && path.endsWith('/safe-delete')) workspace.lockedBy = 'bob'
    }
    const removed = await world.remove('env-alice')
    expect(outcomeOf(removed)).toMatchObject({ exitCode: 0, operation: 'destroy' })
    expect(readable(removed)).toContain("The state stays in cloud 'demo_alice'")
    expect(readable(removed)).toContain(
      `https://${tfe.host}/api/v2/organizations/octo-org/workspaces/demo_alice/actions/safe-delete`
    )
    expect(tfe.names()).toEqual(['demo_alice'])
  })
})
