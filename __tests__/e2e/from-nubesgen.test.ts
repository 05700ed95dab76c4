// docs/from-nubesgen.md: environments that NubesGen's action made go on under the page's workflow, as it stands there.
import { afterEach, beforeEach, describe, expect } from '@jest/globals'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONTAINER, hasAzure, startAzure, type Azure } from '../harness/azure.ts'
import { deleteEvent, dispatchEvent, pushEvent } from '../harness/events.ts'
import { PASSPHRASE } from '../harness/examples.ts'
import {
  after,
  applyAsNubesGen,
  before,
  generatedFiles,
  WORKFLOW,
  type Credentials
} from '../harness/nubesgen.ts'
import { expectClean, expectRecord } from '../harness/outcome.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { hasExamplesTerraform, hasGitHttp, testIf } from '../harness/tools.ts'
import { runWorkflow, type WorkflowRun } from '../harness/workflow.ts'
import type { Settings } from '../harness/workflow-jobs.ts'
import { CLIENT, SUBSCRIPTION, TENANT } from '../servers/azure-control-plane.ts'

const BRANCH = 'env-alice'
const IN = { project: 'demo-terraform' }
const JOB = 'manage-infrastructure'
const KEY = `${CONTAINER}/alice.terraform.tfstate`
const APP = 'app-demo-1234-5678-alice'
/** In the place of Maven: it builds what was checked out. */
const MAVEN = '#!/bin/sh\ntest "$*" = "package -Pprod,azure" && test -f terraform/main.tf\n'
const MORE = { 'terraform/more.tf': 'resource "terraform_data" "more" {}\n' }

describe('an environment of NubesGen', () => {
  const runs = testIf(hasExamplesTerraform && hasGitHttp && hasAzure)
  let azure: Azure
  let world: World
  let settings: Settings
  let deployed: string[]
  let credentials: Credentials

  beforeEach(async () => {
    if (!hasAzure || !hasGitHttp || !hasExamplesTerraform) return
    azure = await startAzure()
    world = await createWorld({ module: generatedFiles(), http: true })
    deployed = []
    const maven = join(world.origin.base, 'maven')
    mkdirSync(maven)
    writeFileSync(join(maven, 'mvn'), MAVEN, { mode: 0o755 })
    const secret = azure.logins['a client secret'].env['ARM_CLIENT_SECRET'] ?? ''
    credentials = {
      clientId: CLIENT,
      clientSecret: secret,
      subscriptionId: SUBSCRIPTION,
      tenantId: TENANT
    }
    settings = {
      secrets: {
        AZURE_CREDENTIALS: JSON.stringify(credentials, null, 2),
        TF_STORAGE_ACCOUNT: azure.azurite.account,
        STATE_PASSPHRASE: PASSPHRASE
      },
      machine: { ...azure.env, PATH: `${maven}:${process.env['PATH']}` },
      standIns: {
        'actions/setup-java': () => ({}),
        'azure/login': ({ inputs }) => {
          expect(JSON.parse(inputs['creds'] ?? '')).toEqual(credentials)
          return {}
        },
        'azure/webapps-deploy': ({ inputs }) => {
          deployed.push(inputs['app-name'] ?? '')
          return {}
        }
      }
    }
    world.commit(BRANCH)
    await applyAsNubesGen(world, BRANCH, credentials, azure.azurite.account, azure.env)
  })
  afterEach(async () => {
    await world?.close()
    await azure?.close()
  })

  const push = async (files: Readonly<Record<string, string>>): Promise<WorkflowRun> => {
    const earlier = world.origin.head(BRANCH)
    const now = world.commit(BRANCH, files)
    const event = pushEvent(world.origin, BRANCH, { before: earlier, after: now })
    return await runWorkflow(world, event, settings)
  }
  const remove = async (): Promise<WorkflowRun> => {
    world.origin.deleteBranch(BRANCH)
    return await runWorkflow(world, deleteEvent(world.origin, BRANCH), settings)
  }
  const outcome = (run: WorkflowRun): string => {
    const { result, run: own } = run.job(JOB)
    const { operation, reason, 'to-add': add, 'to-destroy': destroy } = own?.outputs ?? {}
    return `${result}: ${operation} ${reason ?? `+${add} -${destroy}`}`
  }
  const state = async () => await azure.azurite.state(KEY)
  const expectOrder = (run: WorkflowRun): void => {
    const own = run.job(JOB).run
    if (own === undefined) throw new Error('the action did not run')
    expectClean(own, world)
    const shown = own.log + own.summary + JSON.stringify(own.result)
    expect(azure.secrets().filter((secret) => shown.includes(secret))).toEqual([])
  }

  runs('is planned without changes, taken over, changed and destroyed', async () => {
    const made = await state()
    expect(made).toMatchObject({ resources: { length: 4 } })
    const main = world.commit('main', { [WORKFLOW]: after })
    expect(main).toBe(world.origin.head('main'))

    const event = dispatchEvent(world.origin, 'main', { branch: BRANCH })
    const planned = await runWorkflow(world, event, settings)
    expect(outcome(planned)).toBe('success: plan +0 -0')
    expect(planned.job(JOB).run?.outputs['changes']).toBe('false')
    expect(world.hiddenRefs()).toEqual([])
    expect(deployed).toEqual([])

    const taken = await push({ [WORKFLOW]: after })
    expect(outcome(taken)).toBe('success: apply +0 -0')
    expect(taken.job(JOB).run?.outputs['changes']).toBe('false')
    expect(taken.job(JOB).outputs).toEqual({
      application_name: APP,
      application_url: `https://${APP}.azurewebsites.net`,
      commit: world.origin.head(BRANCH),
      operation: 'apply',
      resource_group: 'rg-demo-1234-5678-alice'
    })
    expect(deployed).toEqual([APP])
    expect(await state()).toEqual(made)
    const backend = { type: 'azurerm', key: 'alice.terraform.tfstate' }
    const record = world.record('alice', IN.project)?.json
    expect(record).toMatchObject({ branch: BRANCH, outcome: 'applied', resources: 4, backend })
    expectOrder(taken)

    const changed = await push(MORE)
    expect(outcome(changed)).toBe('success: apply +1 -0')
    expect(await state()).toMatchObject({ lineage: made?.['lineage'], resources: { length: 5 } })
    expectOrder(changed)

    const destroyed = await remove()
    expect(outcome(destroyed)).toBe('success: destroy +0 -5')
    expect(await azure.azurite.blobs(CONTAINER)).toEqual([])
    expectRecord(world, 'alice', { branch: BRANCH, outcome: 'destroyed', resources: 0 }, IN)
    expect(deployed).toEqual([APP, APP])
    expectOrder(destroyed)
  })

  runs('is kept where its branch goes before a push of ours, and destroyed after one', async () => {
    const made = await state()
    world.commit('main', { [WORKFLOW]: after })
    const head = world.origin.head(BRANCH)
    expect(outcome(await remove())).toBe('success: skip already-gone')
    expect(await state()).toEqual(made)

    world.origin.branch(BRANCH, head)
    expect(outcome(await push({ [WORKFLOW]: after }))).toBe('success: apply +0 -0')
    expect(outcome(await remove())).toBe('success: destroy +0 -4')
    expect(await azure.azurite.blobs(CONTAINER)).toEqual([])
  })

  runs('goes back to NubesGen, whose run finds what this action has applied', async () => {
    await push({ [WORKFLOW]: after, ...MORE })
    const ours = await state()
    world.commit(BRANCH, { [WORKFLOW]: before })
    await applyAsNubesGen(world, BRANCH, credentials, azure.azurite.account, azure.env)
    expect(await state()).toEqual(ours)
  })
})
