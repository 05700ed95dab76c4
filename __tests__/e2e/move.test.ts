// An environment goes to another backend by the commands of docs/backends.md, taken from the page.
import { afterEach, describe, expect } from '@jest/globals'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../harness/action-file.ts'
import { pushEvent } from '../harness/events.ts'
import { gitEnvironment } from '../harness/origin.ts'
import { policyOf } from '../harness/policy.ts'
import { must } from '../harness/process.ts'
import type { RunResult } from '../harness/runner.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { hasTerraform, testIf, withTerraform } from '../harness/tools.ts'
import { hasPostgres, startPostgres, type Postgres } from '../servers/postgres.ts'
import { startHttpState, type HttpState } from '../servers/http-state.ts'

const TITLE = 'Move an environment to another backend'
const PASSPHRASE = 'a passphrase that is long enough'
const BRANCH = 'env-alice'
/** The page's places, which become those of the test. */
const STATES = '/var/lib/terraform'
const SERVER = 'https://states.example.com'

const section =
  readFileSync(join(repositoryRoot, 'docs/backends.md'), 'utf8')
    .split(/^## /mu)
    .find((text) => text.startsWith(TITLE)) ?? ''
/** The blocks of a step, by the number that it has on the page. */
const step = (number: number): string =>
  section.split(/^\*\*(?=\d\. )/mu).find((text) => text.startsWith(`${number}. `)) ?? ''
const blocks = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gmu'))].map(
    ([, block = '']) => block
  )
const shell = (number: number, index = 0): string => blocks(step(number), 'sh')[index] ?? ''

const codeFor = (backend: string): string => `
${backend === 'git' ? '' : `terraform {\n  backend "${backend}" {}\n}`}
resource "terraform_data" "app" { input = "as it was" }
output "id" { value = terraform_data.app.id }
`

let world: World
let server: HttpState
let machine: Machine
let postgres: Postgres | undefined
/** Where PostgreSQL is, for the runs and for the person. */
let variables: Readonly<Record<string, string>> = {}
afterEach(async () => {
  await postgres?.close()
  postgres = undefined
  variables = {}
  await server.close()
  await world.close()
})

/** The environment in its first backend, and a person's machine with a clone. */
async function start(backend: 'git' | 'local', config: string): Promise<void> {
  server = await startHttpState()
  world = await createWorld({
    module: { 'main.tf': codeFor(backend) },
    env: { RUNNER_ENVIRONMENT: 'self-hosted' },
    with: { 'state-passphrase': PASSPHRASE }
  })
  machine = await machineOf()
  const created = await world.push(BRANCH, undefined, given(config))
  expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
  machine.id = created.outputs['outputs']
  world.commit('main', policyOf(...suspension))
  await must('git', ['clone', '--quiet', world.origin.path, machine.clone], { env: machine.env })
  await must('git', ['fetch', '--quiet'], { cwd: machine.clone, env: machine.env })
}

/** The policy of the page's first step, without its first line. */
const suspension = blocks(step(1), 'yaml')
  .flatMap((text) => text.trimEnd().split('\n').slice(1))
  .map((line) => line.slice(2))

interface Machine {
  readonly home: string
  readonly clone: string
  readonly env: NodeJS.ProcessEnv
  id: string | undefined
}

async function machineOf(): Promise<Machine> {
  const home = join(world.origin.base, 'home')
  mkdirSync(home)
  const env = {
    ...gitEnvironment,
    PATH: process.env['PATH'],
    HOME: home,
    CHECKPOINT_DISABLE: '1'
  }
  return { home, clone: join(home, 'demo'), env, id: undefined }
}

const placed = (text: string): string =>
  text.replaceAll(STATES, join(world.origin.base, 'states')).replaceAll(SERVER, server.url)
const given = (config: string) => ({
  env: variables,
  with: config === '' ? {} : { 'backend-config': placed(config) }
})

/** Types a block; what it has GitHub start is run then. Returns what was printed, and the runs. */
async function type(block: string, config: string, input = '') {
  expect(block).not.toBe('')
  const [commands = '', ...asked] = placed(block).split(/^gh workflow run environments\.yml /mu)
  const { clone: cwd } = machine
  const env = { ...machine.env, ...variables }
  const printed = await must('sh', ['-eu', '-c', commands], { cwd, env, input })
  const runs: RunResult[] = []
  for (const options of asked) {
    const inputs = [...options.matchAll(/-f (\S+)=(\S+)/gu)].map(([, name, value]) => [name, value])
    runs.push(await world.dispatch('main', Object.fromEntries(inputs), given(config)))
  }
  return { printed, runs }
}

/** What a person does with an editor. */
const change = (to: string): void => writeFileSync(join(machine.clone, 'main.tf'), codeFor(to))

/** The third step to the fifth: the state is there, the record is not, and the plan tells. */
async function moved(fourth?: string): Promise<RunResult | undefined> {
  change('http')
  const { printed } = await type(shell(3), HTTP)
  expect(printed).toContain('terraform_data.app')
  return await planned(fourth)
}

async function planned(fourth = shell(4)): Promise<RunResult | undefined> {
  await type(fourth, HTTP)
  expect(world.record('alice')).toBeUndefined()
  const { runs } = await type(shell(5), HTTP)
  const pushed = await world.run(pushEvent(world.origin, BRANCH), given(HTTP))
  expect(pushed).toMatchObject({ exitCode: 0, outputs: { reason: 'suspended' } })
  return runs[0]
}

async function applied(config: string): Promise<RunResult | undefined> {
  world.commit('main', policyOf('bob:', '  suspend: true'))
  return (await type(shell(6), config)).runs[0]
}

/** Nothing was made anew, the record is signed, and a push and a deletion work as ever. */
async function expectMoved(): Promise<void> {
  expect(await applied(HTTP)).toMatchObject({
    exitCode: 0,
    outputs: { operation: 'apply', changes: 'false', outputs: machine.id }
  })
  const { json } = world.record('alice') ?? {}
  expect(json).toMatchObject({ outcome: 'applied', backend: { type: 'http' } })
  expect(json).toHaveProperty('signature')
  const next = await world.push(BRANCH, undefined, given(HTTP))
  expect(next).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
  const removed = await world.remove(BRANCH, given(HTTP))
  expect(removed).toMatchObject({ exitCode: 0, outputs: { 'to-destroy': '1' } })
  expect(server.paths()).toEqual([])
}

const HTTP = `address=${SERVER}/demo/{environment}`
const LOCAL = `path=${STATES}/demo/{environment}.tfstate`

describe('docs/backends.md moves an environment', () => {
  withTerraform('from a file to a server', async () => {
    await start('local', LOCAL)
    const { printed } = await type(shell(2), LOCAL)
    expect(printed).toContain('terraform_data.app')
    expect(await moved()).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    await expectMoved()
    await type(shell(7), HTTP)
    expect(existsSync(join(machine.home, 'alice.tfstate'))).toBe(false)
    expect(existsSync(placed(`${STATES}/demo/alice.tfstate`))).toBe(false)
  })

  testIf(hasTerraform && hasPostgres)('from a file to PostgreSQL', async () => {
    postgres = await startPostgres()
    variables = { PG_CONN_STR: await postgres.database('states') }
    await start('local', LOCAL)
    await type(shell(2), LOCAL)
    change('pg')
    const third = shell(3).replace(/address=[^']*/u, 'schema_name=demo_alice')
    expect((await type(third, '')).printed).toContain('terraform_data.app')
    await type(shell(4), '')
    const { runs } = await type(shell(5), '')
    expect(runs).toMatchObject([{ exitCode: 0, outputs: { changes: 'false' } }])
    expect(await applied('')).toMatchObject({
      exitCode: 0,
      outputs: { changes: 'false', outputs: machine.id }
    })
    expect(world.record('alice')?.json).toMatchObject({
      backend: { type: 'pg', key: 'demo_alice' }
    })
  })

  withTerraform('out of git', async () => {
    await start('git', '')
    writeFileSync(join(machine.home, 'state-from-git.mjs'), blocks(step(2), 'js')[0] ?? '')
    await type(shell(2, 1), '', `${PASSPHRASE}\n`)
    expect(await moved(shell(4, 1))).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
    expect(world.hiddenRefs('state')).toEqual([])
    await expectMoved()
  })
})

describe('without its state', () => {
  withTerraform.each([
    { backend: 'local' as const, config: LOCAL, fourth: 0 },
    { backend: 'git' as const, config: '', fourth: 1 }
  ])(
    'nothing from $backend is created before a plan has said so, and there is a way back',
    async (one) => {
      await start(one.backend, one.config)
      await type('git switch env-alice', '')
      change('http')
      const plan = await planned(shell(4, one.fourth))
      expect(plan).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
      expect(server.paths()).toEqual([])
      await type(shell(5, 1), '')
      expect(await applied(one.config)).toMatchObject({
        exitCode: 0,
        outputs: { changes: 'false', outputs: machine.id }
      })
    }
  )
})
