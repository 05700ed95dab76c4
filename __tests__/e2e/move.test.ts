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

/** What the workflow gives the action of the backend. */
interface Kept {
  readonly backend?: string
  readonly 'backend-config'?: string
}

/** Without a block a line tells, as the workflow in the repository would, that something else is used. */
const codeFor = (type: string, block: boolean): string => `
${block ? `terraform {\n  backend "${type}" {}\n}` : `# kept by ${type}`}
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
async function start(type: 'git' | 'local', kept: Kept): Promise<void> {
  server = await startHttpState()
  world = await createWorld({
    module: { 'main.tf': codeFor(type, type !== 'git' && kept.backend === undefined) },
    env: { RUNNER_ENVIRONMENT: 'self-hosted' },
    with: { 'state-passphrase': PASSPHRASE }
  })
  machine = await machineOf()
  const created = await world.push(BRANCH, undefined, given(kept))
  expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
  machine.id = created.outputs['outputs']
  machine.shown =
    /Work on it from your machine[\s\S]*?```sh\n([\s\S]*?)```/u.exec(created.summary)?.[1] ?? ''
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
  /** What the summary has for it. */
  shown: string
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
  return { home, clone: join(home, 'demo'), env, id: undefined, shown: '' }
}

const placed = (text: string): string =>
  text.replaceAll(STATES, join(world.origin.base, 'states')).replaceAll(SERVER, server.url)
const given = (kept: Kept) => ({
  env: variables,
  with: Object.fromEntries(Object.entries(kept).map(([name, text]) => [name, placed(text)]))
})

/** Types a block; what it has GitHub start is run then. Returns what was printed, and the runs. */
async function type(block: string, kept: Kept = {}, input = '') {
  expect(block).not.toBe('')
  const [commands = '', ...asked] = placed(block).split(/^gh workflow run environments\.yml /mu)
  const { clone: cwd } = machine
  const env = { ...machine.env, ...variables }
  const printed = await must('sh', ['-eu', '-c', commands], { cwd, env, input })
  const runs: RunResult[] = []
  for (const options of asked) {
    const inputs = [...options.matchAll(/-f (\S+)=(\S+)/gu)].map(([, name, value]) => [name, value])
    runs.push(await world.dispatch('main', Object.fromEntries(inputs), given(kept)))
  }
  return { printed, runs }
}

/** What a person does with an editor. */
const change = (to: string, block = true): void =>
  writeFileSync(join(machine.clone, 'main.tf'), codeFor(to, block))

/** The blocks of the third step: away with the override, one for a module without a block, and the move. */
const [AWAY, OVERRIDE, PUT] = [shell(3), shell(3, 1), shell(3, 2)]

/** The fourth step and the fifth: the record is not there any more, and the plan tells. */
async function planned(fourth = shell(4), kept: Kept = HTTP): Promise<RunResult | undefined> {
  await type(fourth)
  expect(world.record('alice')).toBeUndefined()
  const { runs } = await type(shell(5), kept)
  const pushed = await world.run(pushEvent(world.origin, BRANCH), given(kept))
  expect(pushed).toMatchObject({ exitCode: 0, outputs: { reason: 'suspended' } })
  return runs[0]
}

async function applied(kept: Kept): Promise<RunResult | undefined> {
  world.commit('main', policyOf('bob:', '  suspend: true'))
  return (await type(shell(6), kept)).runs[0]
}

/** An apply that has made nothing anew. */
const asBefore = () => ({
  exitCode: 0,
  outputs: { operation: 'apply', changes: 'false', outputs: machine.id }
})

/** Nothing was made anew, the record is signed, and a push and a deletion work as ever. */
async function expectMoved(kept: Kept = HTTP): Promise<void> {
  expect(await applied(kept)).toMatchObject(asBefore())
  const { json } = world.record('alice') ?? {}
  expect(json).toMatchObject({ outcome: 'applied', backend: { type: 'http' } })
  expect(json).toHaveProperty('signature')
  const next = await world.push(BRANCH, undefined, given(kept))
  expect(next).toMatchObject({ exitCode: 0, outputs: { changes: 'false' } })
  const removed = await world.remove(BRANCH, given(kept))
  expect(removed).toMatchObject({ exitCode: 0, outputs: { 'to-destroy': '1' } })
  expect(server.paths()).toEqual([])
}

const HTTP = { 'backend-config': `address=${SERVER}/demo/{environment}` }
const LOCAL = { 'backend-config': `path=${STATES}/demo/{environment}.tfstate` }
const UNCHANGED = { exitCode: 0, outputs: { changes: 'false' } }

describe('docs/backends.md moves an environment', () => {
  withTerraform('from a file to a server', async () => {
    await start('local', LOCAL)
    expect((await type(shell(2))).printed).toContain('terraform_data.app')
    change('http')
    expect((await type(AWAY + PUT)).printed).toContain('terraform_data.app')
    expect(await planned()).toMatchObject(UNCHANGED)
    await expectMoved()
    await type(shell(7))
    expect(existsSync(join(machine.home, 'alice.tfstate'))).toBe(false)
    expect(existsSync(placed(`${STATES}/demo/alice.tfstate`))).toBe(false)
  })

  withTerraform('whose module has no block', async () => {
    await start('local', { ...LOCAL, backend: 'local' })
    const [before, after = ''] = shell(2).split(/^terraform init .*\n/mu)
    expect(machine.shown).toMatch(/^echo .* > backend_override\.tf\.json/u)
    await type(`${before}${machine.shown}\n${after}`)
    change('http', false)
    await expect(type(AWAY + PUT)).rejects.toThrow('No state file was found')
    expect(existsSync(join(machine.clone, 'terraform.tfstate'))).toBe(false)
    expect((await type(AWAY + OVERRIDE + PUT)).printed).toContain('terraform_data.app')
    const kept = { ...HTTP, backend: 'http' }
    expect(await planned(shell(4), kept)).toMatchObject(UNCHANGED)
    await expectMoved(kept)
    await type(shell(7))
    expect(existsSync(join(machine.clone, 'backend_override.tf.json'))).toBe(false)
  })

  testIf(hasTerraform && hasPostgres)('from a file to PostgreSQL', async () => {
    postgres = await startPostgres()
    variables = { PG_CONN_STR: await postgres.database('states') }
    await start('local', LOCAL)
    await type(shell(2))
    change('pg')
    const put = PUT.replace(/address=[^']*/u, 'schema_name=demo_alice').replace('"http"', '"pg"')
    expect((await type(AWAY + put)).printed).toContain('terraform_data.app')
    await type(shell(4))
    const { runs } = await type(shell(5))
    expect(runs).toMatchObject([UNCHANGED])
    expect(await applied({})).toMatchObject(asBefore())
    expect(world.record('alice')?.json).toMatchObject({
      backend: { type: 'pg', key: 'demo_alice' }
    })
  })

  withTerraform('out of git', async () => {
    await start('git', {})
    writeFileSync(join(machine.home, 'state-from-git.mjs'), blocks(step(2), 'js')[0] ?? '')
    await type(shell(2, 1), {}, `${PASSPHRASE}\n`)
    change('http')
    expect((await type(AWAY + PUT)).printed).toContain('terraform_data.app')
    expect(await planned(shell(4, 1))).toMatchObject(UNCHANGED)
    expect(world.hiddenRefs('state')).toEqual([])
    await expectMoved()
  })
})

describe('without its state', () => {
  withTerraform(
    'nothing is created before a plan has said so, and there is a way back',
    async () => {
      await start('git', {})
      await type('git switch env-alice')
      change('http')
      const plan = await planned(shell(4, 1))
      expect(plan).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
      expect(server.paths()).toEqual([])
      await type(shell(5, 1))
      expect(await applied({})).toMatchObject({
        exitCode: 0,
        outputs: { changes: 'false', outputs: machine.id }
      })
    }
  )
})
