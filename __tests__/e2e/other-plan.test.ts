// A saved plan of one environment is applied to no other, wherever it lies.
import { afterEach, describe, expect } from '@jest/globals'
import { copyFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../harness/checkout.ts'
import { pushEvent, type GitHubEvent } from '../harness/events.ts'
import { createGate, until } from '../harness/gate.ts'
import { createJob, FAKE_TOKEN, type Job } from '../harness/job.ts'
import { expectClean, outcomeOf } from '../harness/outcome.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { withTerraform } from '../harness/tools.ts'
import { startHttpState, type HttpState } from '../servers/http-state.ts'

const MAIN = `
terraform {
  backend "http" {}
}
variable "environment" {}
variable "size" { default = 1 }
resource "terraform_data" "app" {
  count = var.size
  input = var.environment
}
`
let world: World
let server: HttpState
afterEach(async () => {
  await server.close()
  await world.close()
})

const open = async (): Promise<void> => {
  server = await startHttpState()
  world = await createWorld({
    module: { 'main.tf': MAIN },
    with: { 'backend-config': `address=${server.url}/{project}/{environment}` }
  })
}

/** The private folders of the runs of a job. */
const foldersIn = (temp: string): readonly string[] =>
  readdirSync(temp)
    .filter((name) => name.startsWith('gitops-env-'))
    .map((name) => join(temp, name))

/** The plans that are finished. */
const plansIn = (temp: string): readonly string[] =>
  foldersIn(temp)
    .map((folder) => join(folder, 'plan.tfplan'))
    .filter((file) => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0)

/** What the resources of an environment are told; undefined without a state. */
const toldIn = (environment: string): unknown => {
  const state = server.state(`/demo/${environment}`) as
    | { resources: { instances: { attributes: { input: { value: string } } }[] }[] }
    | undefined
  return state?.resources.flatMap(({ instances }) =>
    instances.map(({ attributes }) => attributes.input.value)
  )
}

describe('the plan of another environment', () => {
  withTerraform('in the same checkout and temporary folder, at once, is not taken', async () => {
    await open()
    const events = ['env-alice', 'env-bob'].map((branch) =>
      pushEvent(world.origin, branch, { after: world.commit(branch), created: true })
    )
    const { base, repository, serverUrl } = world.origin
    const jobs = events.map((event) =>
      createJob(event, { base, repository, serverUrl, api: world.api })
    )
    const [{ workspace, temp }] = jobs as [Job]
    const { ref, sha } = events[0] as GitHubEvent
    await checkout(world.origin, { workspace, sha, ref, serverUrl, token: FAKE_TOKEN })
    // Nobody applies before both have planned.
    const gates = jobs.map((job) => createGate(job.base))
    const places = { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temp }
    const runs = await Promise.all(
      events.map(async (event, index) => {
        const own = jobs[index] as Job
        return await world.run(event, {
          job: {
            ...own,
            workspace,
            env: { ...own.env, ...places, PATH: gates[index]?.pathBefore('apply') }
          },
          checkout: false,
          during: async () => {
            await until(() => gates.every((gate) => gate.reached()))
            gates.forEach((gate) => gate.open())
          }
        })
      })
    )
    for (const run of runs) {
      expect(outcomeOf(run)).toMatchObject({ exitCode: 0, 'to-add': '1' })
      expect(run.log).not.toContain('planned again') // as the one would be whose plan the other has taken
    }
    expect([toldIn('alice'), toldIn('bob')]).toEqual([['alice'], ['bob']])
    expect(foldersIn(temp)).toEqual([])
  })

  withTerraform('where the own one is to be is planned over', async () => {
    await open()
    await world.push('env-bob')
    const bobs = server.state('/demo/bob')
    const stolen = join(world.origin.base, 'bob.tfplan')
    const shown = createGate(world.origin.base)
    const planned = await world.dispatch(
      'env-bob',
      { command: 'plan', variables: 'size=2' },
      {
        env: { PATH: shown.pathBefore('show') },
        during: async ({ temp }) => {
          await until(shown.reached)
          for (const file of plansIn(temp)) copyFileSync(file, stolen)
          shown.open()
        }
      }
    )
    expect(outcomeOf(planned)).toMatchObject({ exitCode: 0, 'to-add': '1' })

    const before = createGate(join(world.origin.base, 'gate'))
    const run = await world.push('env-alice', undefined, {
      env: { PATH: before.pathBefore('plan') },
      during: async ({ temp }) => {
        await until(before.reached)
        for (const folder of foldersIn(temp)) copyFileSync(stolen, join(folder, 'plan.tfplan'))
        before.open()
      }
    })
    expect(outcomeOf(run)).toMatchObject({ exitCode: 0, 'to-add': '1' })
    expect(toldIn('alice')).toEqual(['alice'])
    expect(server.state('/demo/bob')).toEqual(bobs)
    expectClean(run, world)
  })
})
