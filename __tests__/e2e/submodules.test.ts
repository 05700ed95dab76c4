// Code that is checked out beside the workspace comes with its submodules.
import { afterEach, describe, expect } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { gitEnvironment } from '../harness/origin.ts'
import { expectClean } from '../harness/outcome.ts'
import { createWorld } from '../harness/scenario.ts'
import type { World } from '../harness/scenario.ts'
import { testIf, hasGitHttp, hasTerraform } from '../harness/tools.ts'

const LIBRARY = 'output "answer" { value = 42 }\n'
const MAIN = `
module "library" { source = "./library" }
resource "terraform_data" "app" { input = module.library.answer }
output "answer" { value = module.library.answer }
`

let world: World
afterEach(async () => world.close())

/** A private repository beside the origin, on the same server. @returns its only commit */
function createLibrary(root: string): string {
  const directory = join(root, 'octo', 'library')
  const git = (args: readonly string[], input = ''): string =>
    execFileSync('git', args, { input, env: { ...process.env, ...gitEnvironment } })
      .toString()
      .trim()
  git(['init', '--quiet', '--bare', '-b', 'main', directory])
  const inside = (args: readonly string[], input?: string): string =>
    git(['--git-dir', directory, ...args], input)
  inside(['config', 'uploadpack.allowAnySHA1InWant', 'true'])
  const blob = inside(['hash-object', '-w', '--stdin'], LIBRARY)
  const tree = inside(['mktree'], `100644 blob ${blob}\toutputs.tf\n`)
  const commit = inside(['commit-tree', tree, '-m', 'library'])
  inside(['update-ref', 'refs/heads/main', commit])
  return commit
}

/** A branch whose `library` is the submodule. */
function pushWithSubmodule(branch: string, library: string, url: string): void {
  const { origin } = world
  origin.commit(branch, {
    'main.tf': MAIN,
    '.gitmodules': `[submodule "library"]\n\tpath = library\n\turl = ${url}\n`
  })
  const listing = origin.git('ls-tree', branch)
  const tree = execFileSync('git', ['--git-dir', origin.path, 'mktree'], {
    input: `${listing}\n160000 commit ${library}\tlibrary\n`,
    env: { ...process.env, ...gitEnvironment }
  })
  const commit = origin.git(
    'commit-tree',
    tree.toString().trim(),
    '-p',
    origin.head(branch),
    '-m',
    'a submodule'
  )
  origin.git('update-ref', `refs/heads/${branch}`, commit)
}

const hostOf = ({ server }: World): string => new URL(server?.url ?? '').host

describe('a root module with a private submodule', () => {
  testIf(hasTerraform && hasGitHttp).each([
    ['relative', () => '../library'],
    ['for ssh', () => `git@${hostOf(world)}:octo/library`],
    ['for ssh, written out', () => `ssh://git@${hostOf(world)}/octo/library`]
  ])('is applied and destroyed from its own checkout; its address is %s', async (_, url) => {
    world = await createWorld({
      http: true,
      with: { 'state-passphrase': 'correct horse battery staple' }
    })
    pushWithSubmodule('env-alice', createLibrary(world.origin.root), url())

    const applied = await world.dispatch('main', { command: 'apply', branch: 'env-alice' })
    expect(applied.log).toContain('checked out beside the workspace')
    expect(applied.outputs).toMatchObject({ operation: 'apply', outputs: '{"answer":42}' })
    expectClean(applied, world)

    const destroyed = await world.remove('env-alice')
    expect(destroyed.outputs).toMatchObject({ operation: 'destroy', 'to-destroy': '1' })
    expectClean(destroyed, world)
  })
})
