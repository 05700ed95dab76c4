// examples/private-modules: a module and a submodule that only another token may read, also for the destroy.
import { afterEach, describe, expect } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { openExample, type Example } from '../harness/examples.ts'
import { gitEnvironment } from '../harness/origin.ts'
import { expectClean } from '../harness/outcome.ts'
import { hasExamplesTerraform, hasGitHttp, testIf } from '../harness/tools.ts'
import type { StandIn } from '../harness/workflow-steps.ts'

let example: Example
afterEach(async () => example.world.close())

const READER = 'ghs_thatmayonlyreadthemodulesandsettings0'
const GREETING = `
variable "words" {}
variable "name" {}
output "text" { value = "\${trimspace(var.words)}, \${var.name}" }
`

/** A private repository beside the example's, with one file, and the tag v1. @returns its only commit */
function createRepository(name: string, path: string, content: string): string {
  const directory = join(example.world.origin.root, 'octo', name)
  const git = (args: readonly string[], input = ''): string =>
    execFileSync('git', args, { input, env: { ...process.env, ...gitEnvironment } })
      .toString()
      .trim()
  git(['init', '--quiet', '--bare', '-b', 'main', directory])
  const inside = (args: readonly string[], input?: string): string =>
    git(['--git-dir', directory, ...args], input)
  inside(['config', 'uploadpack.allowAnySHA1InWant', 'true'])
  const [folder, file = folder] = path.split('/')
  const blob = inside(['hash-object', '-w', '--stdin'], content)
  const leaf = inside(['mktree'], `100644 blob ${blob}\t${file}\n`)
  const tree = file === folder ? leaf : inside(['mktree'], `040000 tree ${leaf}\t${folder}\n`)
  const commit = inside(['commit-tree', tree, '-m', name])
  inside(['update-ref', 'refs/heads/main', commit])
  inside(['tag', 'v1', commit])
  return commit
}

/** Puts the submodule into a branch: a file cannot. */
function addSubmodule(branch: string, commit: string): void {
  const { origin } = example.world
  const listing = origin.git('ls-tree', branch)
  const tree = execFileSync('git', ['--git-dir', origin.path, 'mktree'], {
    input: `${listing}\n160000 commit ${commit}\tsettings\n`,
    env: { ...process.env, ...gitEnvironment }
  })
  const next = ['commit-tree', tree.toString().trim(), '-p', origin.head(branch), '-m', 'settings']
  origin.git('update-ref', `refs/heads/${branch}`, origin.git(...next))
}

const reader: StandIn = ({ inputs }) => {
  if (inputs['private-key'] !== 'a-private-key') throw new Error('no private key')
  return { outputs: { token: READER } }
}

async function open(token: StandIn): Promise<void> {
  const others = { 'octo/modules': READER, 'octo/settings': READER }
  example = await openExample('private-modules', {}, {}, { others })
  const { server, origin } = example.world
  addSubmodule('main', createRepository('settings', 'words.txt', 'Good morning\n'))
  createRepository('modules', 'greeting/main.tf', GREETING)
  const settings = {
    secrets: {
      STATE_PASSPHRASE: 'correct horse battery staple',
      READER_PRIVATE_KEY: 'a-private-key'
    },
    vars: { READER_CLIENT_ID: 'Iv23' },
    standIns: { 'actions/create-github-app-token': token },
    // The server plays github.com, and the owner is octo.
    machine: {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.${server?.url}/octo/.insteadOf`,
      GIT_CONFIG_VALUE_0: 'https://github.com/org/'
    }
  }
  Object.assign(example.settings, settings, {
    standIns: { ...example.settings.standIns, ...settings.standIns }
  })
  expect(origin.git('ls-tree', 'main', 'settings')).toContain('160000 commit')
}

describe('examples/private-modules', () => {
  const runs = testIf(hasExamplesTerraform && hasGitHttp)

  runs("apply and destroy read both with the reader's token, and push with their own", async () => {
    await open(reader)
    const applied = (await example.push('env-alice')).job('environment')
    expect(applied.run?.log).not.toContain(READER)
    expect(applied.run?.outputs).toMatchObject({
      operation: 'apply',
      outputs: '{"greeting":"Good morning, alice"}'
    })
    const destroyed = (await example.remove('env-alice')).job('environment')
    expect(destroyed.run?.log).toContain('checked out beside the workspace')
    expect(destroyed.run?.outputs).toMatchObject({ operation: 'destroy', 'to-destroy': '1' })
    for (const { run } of [applied, destroyed]) {
      if (run === undefined) throw new Error('the action did not run')
      expectClean(run, example.world)
    }
  })

  runs('a destroy by hand, without the branch, reads both', async () => {
    await open(reader)
    await example.push('env-alice')
    example.world.origin.deleteBranch('env-alice')
    const byHand = await example.dispatch({ command: 'destroy', branch: 'env-alice' })
    const { run } = byHand.job('environment')
    expect(run?.outputs).toMatchObject({ operation: 'destroy', 'to-destroy': '1' })
    expect(example.world.record('alice')?.json).toMatchObject({ outcome: 'destroyed' })
  })

  runs("the server refuses both without the reader's token", async () => {
    await open(() => ({ outputs: { token: 'ghs_anothertokenthatmayreadnothingatall00' } }))
    const run = (await example.push('env-alice')).job('environment')
    expect(run.result).toBe('failure')
    expect(run.run).toBeUndefined()
    const refused = example.world.server?.requests.filter(({ status }) => status === 401) ?? []
    expect(refused.map(({ path }) => path)).toContain('/octo/settings/info/refs')
  })
})
