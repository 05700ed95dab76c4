// A small world for the benchmark and the picture: an origin with a module, jobs as GitHub's runner makes them, and bare Terraform.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const DIST = join(ROOT, 'dist')
const ENTRY = join(DIST, 'index.js')
const POST = join(DIST, 'post/index.js')
const REPOSITORY = 'octo/demo'
const PASSPHRASE = 'a passphrase for the benchmark only'
const NO_COMMIT = '0'.repeat(40)
/** The one that GitHub uses, where `npm test` has put it. */
const NODE24 = join(
  ROOT,
  `node_modules/.cache/node24/node_modules/node-${process.platform}-${process.arch}/bin/node`
)
export const NODE = process.env.NODE24 ?? (existsSync(NODE24) ? NODE24 : process.execPath)

const MODULE = `variable "environment" {
  type = string
}

resource "terraform_data" "one" {
  input = var.environment
}

resource "terraform_data" "two" {
  input = terraform_data.one.output
}

output "name" {
  value = terraform_data.two.output
}
`

/** Nothing of the machine's but the programs: neither Terraform's nor git's configuration. */
const cleanEnvironment = (base) => ({
  PATH: process.env.PATH,
  HOME: join(base, 'home'),
  LANG: 'C.UTF-8',
  CHECKPOINT_DISABLE: '1',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Octo Cat',
  GIT_AUTHOR_EMAIL: 'octo@example.com',
  GIT_COMMITTER_NAME: 'Octo Cat',
  GIT_COMMITTER_EMAIL: 'octo@example.com'
})

/**
 * An origin and what can be run against it, all below a folder.
 * @param backend `git`, or the type that the module declares, without settings
 * @param settings of the backend, with `{environment}` in them, and the variables that a job and bare Terraform get
 */
export function createWorld(
  folder,
  backend,
  settings = settingsOf(backend, folder),
  variables = {}
) {
  mkdirSync(join(folder, 'home'), { recursive: true })
  const environment = { ...cleanEnvironment(folder), ...variables }
  const origin = join(folder, 'github', REPOSITORY)
  mkdirSync(origin, { recursive: true })
  const git = (cwd, args, input) => must('git', args, { cwd, env: environment, input }).trim()

  git(origin, ['init', '--quiet', '--bare', '--initial-branch=main', '.'])
  for (const key of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant'])
    git(origin, ['config', key, 'true'])
  const block = `terraform {\n  backend "${backend}" {}\n}\n\n`
  const module = backend === 'git' ? MODULE : block + MODULE
  const treeOf = (text) => {
    const blob = git(origin, ['hash-object', '-w', '--stdin'], text)
    return git(origin, ['mktree'], `100644 blob ${blob}\tmain.tf\n`)
  }
  const tree = treeOf(module)
  const main = git(origin, ['commit-tree', tree, '-m', 'First commit'])
  git(origin, ['update-ref', 'refs/heads/main', main])

  let count = 0
  const fresh = (name) => {
    count += 1
    const path = join(folder, `${name}-${count}`)
    mkdirSync(path)
    return path
  }

  /** A job for one event, its commit checked out as actions/checkout does. */
  const job = (name, payload, ref, sha) => {
    const path = fresh('job')
    const [workspace, temp] = ['workspace', 'temp'].map((part) => join(path, part))
    for (const part of [workspace, temp]) mkdirSync(part)
    git(workspace, ['init', '--quiet', '--initial-branch=main', '.'])
    git(workspace, ['fetch', '--quiet', '--depth=1', `file://${origin}`, sha])
    git(workspace, ['checkout', '--quiet', '--detach', 'FETCH_HEAD'])
    const files = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'].map((file) => {
      writeFileSync(join(path, file), '')
      return [`GITHUB_${file}`, join(path, file)]
    })
    const repository = { full_name: REPOSITORY, private: true, visibility: 'private' }
    writeFileSync(join(path, 'event.json'), JSON.stringify({ ...payload, repository }))
    const env = {
      ...environment,
      ...inputs(settings),
      ...Object.fromEntries(files),
      GITHUB_ACTIONS: 'true',
      GITHUB_SERVER_URL: `file://${join(folder, 'github')}`,
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_EVENT_NAME: name,
      GITHUB_EVENT_PATH: join(path, 'event.json'),
      GITHUB_REF: ref,
      GITHUB_SHA: sha,
      GITHUB_WORKSPACE: workspace,
      GITHUB_RUN_ID: String(count),
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_JOB: 'environment',
      GITHUB_ACTOR: 'octocat',
      RUNNER_TEMP: temp,
      RUNNER_ENVIRONMENT: backend === 'local' ? 'self-hosted' : 'github-hosted'
    }
    return { env, workspace, temp, state: join(path, 'STATE'), summary: join(path, 'STEP_SUMMARY') }
  }

  return {
    environment,
    /** A push of a new commit, with the world's module or another one. */
    push: (branch, text = module) => {
      const ref = `refs/heads/${branch}`
      count += 1
      const sha = git(origin, ['commit-tree', treeOf(text), '-p', main, '-m', `Commit ${count}`])
      git(origin, ['update-ref', ref, sha])
      const payload = { ref, before: NO_COMMIT, after: sha, created: true, deleted: false }
      return job('push', payload, ref, sha)
    },
    /** A deletion; the job is the default branch's. */
    remove: (branch) => {
      git(origin, ['update-ref', '-d', `refs/heads/${branch}`])
      return job('delete', { ref: branch, ref_type: 'branch' }, 'refs/heads/main', main)
    },
    /** A module of its own for bare Terraform, with functions for what the action does. */
    bare: (environmentName) => {
      const cwd = fresh('bare')
      writeFileSync(join(cwd, 'main.tf'), module)
      const env = { ...environment, TF_VAR_environment: environmentName, TF_IN_AUTOMATION: '1' }
      const given = Object.entries(settings).map(
        ([name, value]) =>
          `-backend-config=${name}=${value.replaceAll('{environment}', `bare-${environmentName}`)}`
      )
      const terraform = (...args) => must('terraform', args, { cwd, env })
      const init = () => {
        rmSync(join(cwd, '.terraform'), { recursive: true, force: true }) // a job starts without
        return () => terraform('init', '-input=false', ...given)
      }
      const planned = (args, applied) => {
        const begin = init()
        return milliseconds(() => {
          begin()
          terraform('plan', '-input=false', '-out=plan', ...args)
          if (applied) terraform('apply', '-input=false', 'plan')
        })
      }
      return {
        create: () => planned([], true),
        // Exits with 0 only where there is nothing to do.
        keep: () => planned(['-detailed-exitcode'], false),
        destroy: () => planned(['-destroy'], true),
        show: () => milliseconds(() => terraform('show', '-json', 'plan'))
      }
    }
  }
}

const settingsOf = (backend, folder) =>
  backend === 'git' ? {} : { path: `${folder}/states/{environment}.tfstate` }

/** The inputs as the runner passes them: defaults of action.yml, and what the benchmark sets. */
function inputs(settings) {
  const text = readFileSync(join(ROOT, 'action.yml'), 'utf8')
  const section = text.slice(text.indexOf('\ninputs:'), text.indexOf('\noutputs:'))
  const declared = section.split(/\n {2}(?=[a-z])/u).slice(1)
  const values = declared.map((input) => {
    const name = input.slice(0, input.indexOf(':'))
    const value = /\n {4}default: (.*)/u.exec(input)?.[1] ?? ''
    return [name, value.replace(/^'(.*)'$/u, '$1').replace('${{ github.token }}', 'token')]
  })
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
  const own = { 'state-passphrase': PASSPHRASE, 'backend-config': lines.join('\n') }
  const all = { ...Object.fromEntries(values), ...own }
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  )
}

/**
 * Runs the main step and the post step of a job.
 * @param expected what must have come of it, so that nothing else is measured by mistake
 */
export function act(job, expected, extra = {}) {
  const env = { ...job.env, ...extra }
  const run = (entry, more) => must(NODE, [entry], { cwd: job.workspace, env: { ...env, ...more } })
  const mainMs = milliseconds(() => run(ENTRY, {}))
  const state = readFileSync(job.state, 'utf8').trim()
  const directory = state === '' ? undefined : state.slice(state.indexOf('=') + 1)
  const result = readResult(directory ?? job.temp)
  for (const [name, value] of Object.entries(expected)) {
    if (result[name] !== value)
      throw new Error(`${name} is ${result[name]} instead of ${value}: ${JSON.stringify(result)}`)
  }
  const postMs =
    directory === undefined ? undefined : milliseconds(() => run(POST, { STATE_run: directory }))
  return { mainMs, postMs, result }
}

function readResult(folder) {
  const name = readdirSync(folder, { recursive: true }).find((file) => file.endsWith('result.json'))
  return JSON.parse(readFileSync(join(folder, name), 'utf8'))
}

export function milliseconds(work) {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** The output of a program that must succeed. */
export function must(command, args, options) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26, ...options })
  if (result.status === 0) return result.stdout
  const words = [result.error?.message, result.stdout, result.stderr].filter(Boolean).join('\n')
  throw new Error(`${command} ${args.join(' ')} ended with ${result.status}\n${words}`)
}
