// Runs the committed action as GitHub's runner does: the job's variables and files, the main step, the post step.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { createCommandFiles } from './command-files.mjs'
import { createLog } from './log.mjs'
import { run } from './programs.mjs'
import { PERSON, REPOSITORY } from './world.mjs'

/** The same from scripts/demo/ and from dist/demo/. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
/** Made up, as all that is secret here. */
export const PASSPHRASE = 'a-made-up-passphrase-for-the-demo'
const TOKEN = 'a-made-up-token-for-the-demo'
const NO_COMMIT = '0'.repeat(40)
const [OWNER, NAME] = REPOSITORY.split('/')

let runs = 0

/** GitHub's event for a push of a branch, from one commit (undefined: it is new) to another. */
export const pushEvent = (branch, before, after) => ({
  name: 'push',
  ref: `refs/heads/${branch}`,
  sha: after,
  payload: {
    ref: `refs/heads/${branch}`,
    before: before ?? NO_COMMIT,
    after,
    created: before === undefined,
    deleted: false,
    forced: false
  }
})

/** GitHub's event for a deleted branch: the run is the default branch's, of which `main` is the head. */
export const deleteEvent = (branch, main) => ({
  name: 'delete',
  ref: 'refs/heads/main',
  sha: main,
  payload: { ref: branch, ref_type: 'branch', pusher_type: 'user' }
})

/**
 * Runs the action for an event.
 * @param onStep gets the words of the log's groups, as they begin
 * @returns `exitCode` of the main step, `outputs`, `summary` (Markdown), `errors` (the annotations) and `log`
 */
export async function runAction(world, event, onStep) {
  runs += 1
  const base = join(world.folder, 'runs', String(runs))
  const workspace = join(base, 'work', NAME)
  mkdirSync(workspace, { recursive: true })
  await checkOut(world.gitIn(workspace), `${world.serverUrl}/${REPOSITORY}`, event.sha)
  const env = { ...jobVariables(world, event, base, workspace), ...inputs() }

  const step = async (script, more, interruptible) => {
    const files = createCommandFiles(join(base, 'commands', script))
    const log = createLog([PASSPHRASE, TOKEN], onStep)
    const { code } = await run(process.execPath, [join(ROOT, 'dist', script, 'index.js')], {
      cwd: workspace,
      env: { ...env, ...files.env, ...more },
      onOutput: log.write,
      interruptible
    })
    return { code, log, files }
  }
  const main = await step('', {}, true)
  const post = await step('post', handedOn(main.files, env.PATH), false)
  return {
    exitCode: main.code,
    outputs: main.files.pairs('OUTPUT'),
    summary: `${main.files.summary()}${post.files.summary()}`,
    errors: [...main.log.errors(), ...post.log.errors()],
    log: `${main.log.text()}${post.log.text()}`
  }
}

/** What a later step gets of an earlier one: its state, variables, and folders for the PATH. */
function handedOn(files, path) {
  const states = Object.entries(files.pairs('STATE'))
  return {
    ...files.pairs('ENV'),
    PATH: [...files.folders().toReversed(), path].join(delimiter),
    ...Object.fromEntries(states.map(([name, value]) => [`STATE_${name}`, value]))
  }
}

/** As actions/checkout does: one commit, and nothing of the person's. */
async function checkOut(git, url, sha) {
  await git('init', '--quiet', '--initial-branch=main')
  await git('remote', 'add', 'origin', url)
  await git('fetch', '--quiet', '--depth=1', 'origin', sha)
  await git('checkout', '--quiet', '--detach', 'FETCH_HEAD')
}

/** The defaults of action.yml, and what a workflow gives. */
function inputs() {
  const declared = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')).inputs
  const given = { branches: 'env-*\nmain = prod', 'state-passphrase': PASSPHRASE }
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => {
      const value = String(given[name] ?? input?.default ?? '')
      return [`INPUT_${name.toUpperCase()}`, value.replace(/\$\{\{ *github\.token *\}\}/u, TOKEN)]
    })
  )
}

function jobVariables(world, { name, ref, sha, payload }, base, workspace) {
  const temp = join(base, 'temp')
  const tools = join(world.folder, 'tools')
  for (const path of [temp, tools]) mkdirSync(path, { recursive: true })
  const repository = {
    name: NAME,
    full_name: REPOSITORY,
    owner: { login: OWNER },
    private: true,
    visibility: 'private',
    default_branch: 'main'
  }
  const eventPath = join(base, 'event.json')
  writeFileSync(
    eventPath,
    JSON.stringify({ ...payload, repository, sender: { login: PERSON } }, null, 2)
  )
  return {
    ...world.env,
    // What a cloud's login would be in a real job.
    CLOUD: world.cloud,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_SERVER_URL: world.serverUrl,
    GITHUB_API_URL: 'http://127.0.0.1:9', // nobody answers there
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_REPOSITORY_OWNER: OWNER,
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace('refs/heads/', ''),
    GITHUB_REF_TYPE: 'branch',
    GITHUB_SHA: sha,
    GITHUB_ACTOR: PERSON,
    GITHUB_TRIGGERING_ACTOR: PERSON,
    GITHUB_RUN_ID: String(runs),
    GITHUB_RUN_NUMBER: String(runs),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_JOB: 'environment',
    GITHUB_WORKFLOW: 'Environments',
    GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/environments.yml@${ref}`,
    GITHUB_WORKSPACE: workspace,
    RUNNER_NAME: 'demo',
    RUNNER_OS: process.platform === 'darwin' ? 'macOS' : 'Linux',
    RUNNER_ARCH: process.arch.toUpperCase(),
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: tools
  }
}
