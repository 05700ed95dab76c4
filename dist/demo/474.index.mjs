export const id = 474;
export const ids = [474];
export const modules = {

/***/ 3474:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tell: () => (/* binding */ tell)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./scripts/demo/module.mjs
// The repository of the demo: a root module that needs no provider, its policy, and the change that people push.

/** Files of the first commit on `main`. */
const FILES = {
  'main.tf': `variable "environment" {
  type = string
}

locals {
  postgres = "14"
  size     = "small"
  pages    = ["basket", "home"]
}

# A folder plays the cloud; each resource is a file in it.
resource "terraform_data" "database" {
  input            = "\${var.environment}-database"
  triggers_replace = local.postgres

  provisioner "local-exec" {
    command     = "echo \\"PostgreSQL $VERSION\\" > \\"$CLOUD/$NAME\\""
    environment = { NAME = self.input, VERSION = self.triggers_replace }
  }
  provisioner "local-exec" {
    when        = destroy
    command     = "rm \\"$CLOUD/$NAME\\""
    environment = { NAME = self.input }
  }
}

resource "terraform_data" "site" {
  input = {
    name     = "\${var.environment}-site"
    database = terraform_data.database.input
    size     = local.size
  }

  provisioner "local-exec" {
    command     = "echo site > \\"$CLOUD/$NAME\\""
    environment = { NAME = self.input.name }
  }
  provisioner "local-exec" {
    when        = destroy
    command     = "rm \\"$CLOUD/$NAME\\""
    environment = { NAME = self.input.name }
  }
}

resource "terraform_data" "page" {
  for_each = toset(local.pages)
  input    = "\${var.environment}-page-\${each.key}"

  provisioner "local-exec" {
    command     = "echo page > \\"$CLOUD/$NAME\\""
    environment = { NAME = self.input }
  }
  provisioner "local-exec" {
    when        = destroy
    command     = "rm \\"$CLOUD/$NAME\\""
    environment = { NAME = self.input }
  }
}
`,
  'outputs.tf': `output "url" {
  value = "https://shop-\${var.environment}.example.com"
}

output "database_password" {
  value     = substr(sha256(terraform_data.database.id), 0, 24)
  sensitive = true
}
`,
  '.github/gitops-env.yml': `version: 1
environments:
  "*":
    max-destroy: 20
  prod:
    protected: true
    max-destroy: 0
`
}

/** Lines of main.tf, before and after the change. */
const CHANGE = [
  ['postgres = "14"', 'postgres = "16"'],
  ['size     = "small"', 'size     = "medium"'],
  ['pages    = ["basket", "home"]', 'pages    = ["basket", "home", "search"]']
]

;// CONCATENATED MODULE: ./scripts/demo/acts.mjs
// The acts of the story: what people type, and what they may expect of it.


/**
 * `words` are for the page; `commands` are git's arguments; `edit` is what changes in main.tf
 * before them; `files` are shown on the page; `branch` is whose run it is; `refused` is the reason with which the run must fail.
 */
const ACTS = [
  {
    name: 'production',
    title: 'The branch main is production',
    words: 'Two lines of the workflow say which branches are environments: env-*, and main = prod.',
    files: FILES,
    commands: [['push', 'origin', 'main']],
    branch: 'main'
  },
  {
    name: 'create',
    title: 'Create an environment',
    words: 'Alice wants one of her own. She pushes a branch.',
    commands: [
      ['switch', '-c', 'env-alice'],
      ['push', 'origin', 'env-alice']
    ],
    branch: 'env-alice'
  },
  {
    name: 'update',
    title: 'Update it',
    words: 'A newer PostgreSQL, a larger site, a search page.',
    edit: CHANGE,
    commands: [
      ['commit', '-am', 'PostgreSQL 16 and a search page'],
      ['push', 'origin', 'env-alice']
    ],
    branch: 'env-alice'
  },
  {
    name: 'roll-back',
    title: 'Roll it back',
    words: 'The shop does not like PostgreSQL 16: back to the code before.',
    commands: [
      ['revert', '--no-edit', 'HEAD'],
      ['push', 'origin', 'env-alice']
    ],
    branch: 'env-alice'
  },
  {
    name: 'refused',
    title: 'The same update on production is refused',
    words: 'Somebody pushes it to main. It would replace the database, which the policy forbids.',
    commands: [['push', 'origin', 'env-alice~1:main']],
    branch: 'main',
    refused: 'destroy-budget'
  },
  {
    name: 'delete',
    title: 'Delete the branch',
    words: 'The environment goes with it, by the code that was applied last.',
    commands: [['push', 'origin', '--delete', 'env-alice']],
    branch: 'env-alice'
  }
]

/** As a person types it. */
const typed = (args) =>
  ['git', ...args].map((arg) => (/^[\w./:~=*+-]+$/u.test(arg) ? arg : `'${arg}'`)).join(' ')

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./scripts/demo/command-files.mjs
// The files through which a step talks to GitHub's runner: outputs, state, variables, path and summary.



const NAMES = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY']

/** Makes them, empty, in a folder of the step's own; `env` names them, the other functions read them. */
function createCommandFiles(folder) {
  const path = (name) => (0,external_node_path_.join)(folder, `${name.toLowerCase()}.txt`)
  ;(0,external_node_fs_.mkdirSync)(folder, { recursive: true })
  for (const name of NAMES) (0,external_node_fs_.writeFileSync)(path(name), '')
  return {
    env: Object.fromEntries(NAMES.map((name) => [`GITHUB_${name}`, path(name)])),
    pairs: (name) => parsePairs((0,external_node_fs_.readFileSync)(path(name), 'utf8')),
    folders: () => (0,external_node_fs_.readFileSync)(path('PATH'), 'utf8').split('\n').filter(Boolean),
    summary: () => (0,external_node_fs_.readFileSync)(path('STEP_SUMMARY'), 'utf8')
  }
}

/** `name=value`, and `name<<END` with the value in the lines before END. */
function parsePairs(text) {
  const pairs = text.matchAll(/^([^=<\n]+)(?:=(.*)|<<(.+)\n(?:([\s\S]*?)\n)?\3)$/gmu)
  return Object.fromEntries(
    [...pairs].map(([, name, line, , lines]) => [name, line ?? lines ?? ''])
  )
}

;// CONCATENATED MODULE: ./scripts/demo/log.mjs
// The runner's side of a step's output: what commands it, and what is left for people to read.

const LEVELS = { error: 'Error', warning: 'Warning', notice: 'Notice' }

/**
 * Takes the text that a step prints.
 * @param secrets masked from the beginning
 * @param onGroup gets the title of each group as it begins
 */
function createLog(secrets, onGroup) {
  const masks = [...secrets]
  const errors = []
  let rest = ''
  let text = ''

  const mask = (line) => masks.reduce((masked, secret) => masked.replaceAll(secret, '***'), line)
  const line = (raw) => {
    const [, command, data] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/u.exec(raw) ?? []
    if (command === 'add-mask') {
      masks.push(...decode(data).split('\n').filter(Boolean))
      return
    }
    if (command === 'endgroup' || command === 'debug') return
    const message = mask(command === undefined ? raw : decode(data))
    if (command === 'group') onGroup?.(message)
    if (command === 'error') errors.push(message)
    text += command in LEVELS ? `${LEVELS[command]}: ${message}\n` : `${message}\n`
  }

  return {
    write: (chunk) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop()
      for (const one of lines) line(one)
    },
    text: () => text + mask(rest),
    /** The messages of its error annotations. */
    errors: () => errors
  }
}

const decode = (data) => data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./scripts/demo/programs.mjs
// Starts programs, and ends them when the demo is interrupted.



const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Thrown where the story stops because somebody wants it to; `exitCode` is the shell's for that signal. */
class Interrupted extends Error {
  constructor(signal) {
    super(signal)
    this.exitCode = 128 + external_node_os_.constants.signals[signal]
  }
}

const interruption = new AbortController()

/**
 * From now on the first signal ends the story in order, once what runs has come to its end; so does a reader who
 * goes away. A second signal ends the demo at once, as without this.
 */
function awaitInterruption(onSignal) {
  const interrupt = (signal) => {
    if (!interruption.signal.aborted) interruption.abort(new Interrupted(signal))
  }
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      for (const other of SIGNALS) process.removeAllListeners(other)
      onSignal()
      interrupt(signal)
    })
  }
  process.stdout.on('error', () => interrupt('SIGPIPE'))
}

/** Throws `Interrupted` after a signal. */
const stopIfInterrupted = () => interruption.signal.throwIfAborted()

/**
 * Runs a program to its end, without a shell. It has a process group of its own, so that a terminal's Ctrl-C
 * reaches the demo alone.
 * @param options `cwd`, `env`; `onOutput` gets the text of both streams; `interruptible`: gets one SIGINT when
 *   the demo is interrupted, as a job that is cancelled
 * @returns `code` (128 + N for one that died of signal N) and `output`, both streams together
 */
async function run(command, args, { cwd, env, onOutput, interruptible = false }) {
  return await new Promise((resolve, reject) => {
    const stdio = ['ignore', 'pipe', 'pipe']
    const child = (0,external_node_child_process_.spawn)(command, args, { cwd, env, stdio, detached: true })
    const interrupt = () => child.kill('SIGINT')
    const { signal } = interruption
    if (interruptible) signal.addEventListener('abort', interrupt)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        onOutput?.(text)
      })
    }
    child.once('error', reject)
    child.once('close', (code, died) => {
      signal.removeEventListener('abort', interrupt)
      resolve({ code: code ?? 128 + external_node_os_.constants.signals[died], output })
    })
  })
}

/** Like `run`, for programs that must succeed: their output. */
async function must(command, args, options) {
  const { code, output } = await run(command, args, options)
  if (code === 0) return output
  throw new Error(`${[command, ...args].join(' ')} ended with exit code ${code}:\n${output}`)
}

;// CONCATENATED MODULE: ./scripts/demo/world.mjs
// The world of the story, in one folder: a bare repository plays GitHub, a clone is Alice's, a folder is the cloud.







const REPOSITORY = 'acme/shop'
const PROJECT = 'shop'
const PERSON = 'alice'

/** What a program needs to start and to reach the network; git's and Terraform's own settings stay out. */
const KEPT =
  /^(?:PATH|HOME|USER|TMPDIR|LANG|(?:HTTPS?|ALL|NO)_PROXY|SSL_CERT_(?:FILE|DIR)|NODE_EXTRA_CA_CERTS|(?:ASDF|MISE|TFENV|XDG)_\w+)$/iu

/** The folder the demo works in: the given one, which must be empty, or a new temporary one. */
function openFolder(directory) {
  if (directory === undefined) return (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_fs_.realpathSync)((0,external_node_os_.tmpdir)()), 'gitops-env-demo-'))
  const folder = (0,external_node_path_.resolve)(directory)
  ;(0,external_node_fs_.mkdirSync)(folder, { recursive: true })
  if ((0,external_node_fs_.readdirSync)(folder).length > 0) {
    throw new Error(`${folder} is not empty; name an empty folder, or one that is not there yet.`)
  }
  return (0,external_node_fs_.realpathSync)(folder)
}

/** Makes the origin with one commit on `main`, which only lies in Alice's clone. */
async function createWorld(folder) {
  const github = (0,external_node_path_.join)(folder, 'github')
  const origin = (0,external_node_path_.join)(github, REPOSITORY)
  const clone = (0,external_node_path_.join)(folder, 'clone')
  const cloud = (0,external_node_path_.join)(folder, 'cloud')
  for (const path of [origin, clone, cloud]) (0,external_node_fs_.mkdirSync)(path, { recursive: true })
  const serverUrl = (0,external_node_url_.pathToFileURL)(github).href
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => KEPT.test(name))),
    LC_ALL: 'C',
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: '/dev/null',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0'
  }
  const name = { GIT_AUTHOR_NAME: 'Alice', GIT_AUTHOR_EMAIL: 'alice@example.com' }
  const committer = { GIT_COMMITTER_NAME: 'Alice', GIT_COMMITTER_EMAIL: 'alice@example.com' }

  const gitIn =
    (cwd) =>
    async (...args) => {
      stopIfInterrupted()
      return (await must('git', args, { cwd, env: { ...env, ...name, ...committer } })).trim()
    }
  const git = gitIn(clone)
  const atOrigin = gitIn(origin)

  await atOrigin('init', '--quiet', '--bare', '--initial-branch=main')
  for (const key of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant']) {
    await atOrigin('config', key, 'true')
  }
  await git('init', '--quiet', '--initial-branch=main')
  await git('remote', 'add', 'origin', `${serverUrl}/${REPOSITORY}`)
  for (const [path, text] of Object.entries(FILES)) {
    ;(0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)((0,external_node_path_.join)(clone, path)), { recursive: true })
    ;(0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(clone, path), text)
  }
  await git('add', '.')
  await git('commit', '--quiet', '-m', 'A shop: site, database, two pages')

  return {
    folder,
    cloud,
    serverUrl,
    env,
    /** git in the clone, as Alice types it. */
    git,
    /** git in a folder of its own. */
    gitIn,
    /** Replaces lines of the clone's main.tf. */
    edit: (changes) => {
      const path = (0,external_node_path_.join)(clone, 'main.tf')
      const text = changes.reduce(
        (before, [old, line]) => before.replace(old, () => line),
        (0,external_node_fs_.readFileSync)(path, 'utf8')
      )
      ;(0,external_node_fs_.writeFileSync)(path, text)
    },
    /** The origin's refs: full name to object. */
    refs: async () =>
      Object.fromEntries(
        (await atOrigin('for-each-ref', '--format=%(refname) %(objectname)'))
          .split('\n')
          .map((line) => line.split(' '))
      ),
    /** Names and contents of what Terraform made. */
    resources: () =>
      (0,external_node_fs_.readdirSync)(cloud)
        .toSorted()
        .map((name) => ({ name, text: (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(cloud, name), 'utf8').trim() }))
  }
}

;// CONCATENATED MODULE: ./scripts/demo/job.mjs
// Runs the committed action as GitHub's runner does: the job's variables and files, the main step, the post step.









/** The same from scripts/demo/ and from dist/demo/. */
const ROOT = (0,external_node_path_.join)((0,external_node_path_.dirname)((0,external_node_url_.fileURLToPath)(import.meta.url)), '..', '..')
/** Made up, as all that is secret here. */
const PASSPHRASE = 'a-made-up-passphrase-for-the-demo'
const TOKEN = 'a-made-up-token-for-the-demo'
const NO_COMMIT = '0'.repeat(40)
const [OWNER, NAME] = REPOSITORY.split('/')

let runs = 0

/** GitHub's event for a push of a branch, from one commit (undefined: it is new) to another. */
const pushEvent = (branch, before, after) => ({
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
const deleteEvent = (branch, main) => ({
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
async function runAction(world, event, onStep) {
  runs += 1
  const base = (0,external_node_path_.join)(world.folder, 'runs', String(runs))
  const workspace = (0,external_node_path_.join)(base, 'work', NAME)
  ;(0,external_node_fs_.mkdirSync)(workspace, { recursive: true })
  await checkOut(world.gitIn(workspace), `${world.serverUrl}/${REPOSITORY}`, event.sha)
  const env = { ...jobVariables(world, event, base, workspace), ...inputs() }

  const step = async (script, more, interruptible) => {
    const files = createCommandFiles((0,external_node_path_.join)(base, 'commands', script))
    const log = createLog([PASSPHRASE, TOKEN], onStep)
    const { code } = await run(process.execPath, [(0,external_node_path_.join)(ROOT, 'dist', script, 'index.js')], {
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
    PATH: [...files.folders().toReversed(), path].join(external_node_path_.delimiter),
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
  const declared = (0,dist/* parse */.qg)((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(ROOT, 'action.yml'), 'utf8')).inputs
  const given = { branches: 'env-*\nmain = prod', 'state-passphrase': PASSPHRASE }
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => {
      const value = String(given[name] ?? input?.default ?? '')
      return [`INPUT_${name.toUpperCase()}`, value.replace(/\$\{\{ *github\.token *\}\}/u, TOKEN)]
    })
  )
}

function jobVariables(world, { name, ref, sha, payload }, base, workspace) {
  const temp = (0,external_node_path_.join)(base, 'temp')
  const tools = (0,external_node_path_.join)(world.folder, 'tools')
  for (const path of [temp, tools]) (0,external_node_fs_.mkdirSync)(path, { recursive: true })
  const repository = {
    name: NAME,
    full_name: REPOSITORY,
    owner: { login: OWNER },
    private: true,
    visibility: 'private',
    default_branch: 'main'
  }
  const eventPath = (0,external_node_path_.join)(base, 'event.json')
  ;(0,external_node_fs_.writeFileSync)(
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

;// CONCATENATED MODULE: ./scripts/demo/page-style.mjs
// The style of the demo's pages: close to GitHub's, light and dark.

const STYLE = `:root {
  color-scheme: light dark;
  --text: light-dark(#1f2328, #f0f6fc);
  --quiet: light-dark(#59636e, #9198a1);
  --ground: light-dark(#f6f8fa, #010409);
  --card: light-dark(#ffffff, #0d1117);
  --line: light-dark(#d1d9e0, #3d444d);
  --code: light-dark(#818b981f, #656c7633);
  --link: light-dark(#0969da, #4493f8);
  --red: light-dark(#cf222e, #f85149);
  --amber: light-dark(#9a6700, #d29922);
  --green: light-dark(#1a7f37, #3fb950);
  --added: light-dark(#dafbe1, #2ea04326);
  --removed: light-dark(#ffebe9, #f851491a);
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif;
}
main { max-width: 860px; margin: 0 auto; padding: 40px 20px 80px; }
h1 { font-size: 28px; line-height: 1.25; margin: 0 0 12px; }
h2 { font-size: 21px; line-height: 1.3; margin: 0 0 10px; }
p { margin: 0 0 14px; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
section { margin-top: 52px; scroll-margin-top: 20px; }
.acts { list-style: none; margin: 24px 0 0; padding: 0; counter-reset: act; border-top: 1px solid var(--line); }
.acts li { display: flex; flex-wrap: wrap; gap: 2px 12px; padding: 7px 2px; border-bottom: 1px solid var(--line); counter-increment: act; }
.acts li::before { content: counter(act); color: var(--quiet); width: 12px; }
.acts a { flex: 0 0 300px; }
.acts span { color: var(--quiet); }
code, pre { font-family: var(--mono); font-size: 85%; }
code { background: var(--code); border-radius: 6px; padding: 0.2em 0.4em; overflow-wrap: anywhere; }
pre { margin: 0 0 14px; padding: 12px 16px; border-radius: 6px; background: var(--code); line-height: 1.45; overflow-x: auto; }
pre.command { background: none; border: 1px solid var(--line); }
pre.command span { color: var(--quiet); user-select: none; }
pre .added, pre .removed { display: inline-block; min-width: 100%; }
pre .added { background: var(--added); }
pre .removed { background: var(--removed); }
article { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 24px; overflow-wrap: break-word; }
article h2 { font-size: 24px; padding-bottom: 8px; border-bottom: 1px solid var(--line); margin-bottom: 16px; }
article > :last-child { margin-bottom: 0; }
table { border-collapse: collapse; display: block; overflow-x: auto; margin: 0 0 16px; }
th, td { border: 1px solid var(--line); padding: 6px 13px; text-align: left; }
th { font-weight: 600; }
details { margin: 0 0 12px; }
summary { cursor: pointer; }
details[open] > summary { margin-bottom: 10px; }
.alert { border-left: 4px solid var(--link); padding: 8px 16px; margin: 0 0 16px; }
.alert .title { font-weight: 600; color: var(--link); margin-bottom: 6px; }
.alert > :last-child { margin-bottom: 0; }
.alert.caution { border-color: var(--red); }
.alert.caution .title { color: var(--red); }
.alert.warning { border-color: var(--amber); }
.alert.warning .title { color: var(--amber); }
.alert.tip { border-color: var(--green); }
.alert.tip .title { color: var(--green); }
.quiet { color: var(--quiet); font-size: 14px; margin-top: 8px; }
`

// EXTERNAL MODULE: ./node_modules/marked/lib/marked.esm.js
var marked_esm = __webpack_require__(8022);
;// CONCATENATED MODULE: ./scripts/demo/summary.mjs
// Reads a job summary's Markdown: its first words for the terminal, and the whole as GitHub shows it.


const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"' }
const ALERT = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\n/u

/** The only tags of HTML that a summary may use; they take no attributes, so that no script can hide in one. */
const TAGS = /<(?!\/?(?:details|summary|code|br)>)/gu

/** @returns plain texts: `headline`, `numbers` (the line under it), and `alerts`, each its paragraphs */
function readSummary(markdown) {
  const tokens = new marked_esm/* Marked */.Dz().lexer(markdown)
  const first = (type) => tokens.find((token) => token.type === type)
  const alerts = tokens.filter((token) => token.type === 'blockquote' && ALERT.test(token.text))
  return {
    headline: plain(first('heading')),
    numbers: plain(first('paragraph')),
    alerts: alerts.map((alert) =>
      alert.tokens
        .map((token) => plain(token).replace(ALERT, ''))
        .filter((text) => text !== '')
        .join('\n')
    )
  }
}

/** The summary as HTML: tables, alerts, folded parts, coloured differences; links to the web only. */
function renderSummary(markdown) {
  return new marked_esm/* Marked */.Dz({ gfm: true, renderer: RENDERER }).parse(markdown, { async: false })
}

/** For text between tags and in attributes. */
const escapeHtml = (text) =>
  text.replaceAll(/[&<>"']/gu, (mark) => `&#${mark.codePointAt(0)};`)

/** The lines of a difference, each coloured by its first character. */
const renderDifference = (text) =>
  text
    .split('\n')
    .map((line) => {
      const kind = { '+': 'added', '-': 'removed' }[line[0]]
      return kind === undefined
        ? escapeHtml(line)
        : `<span class="${kind}">${escapeHtml(line)}</span>`
    })
    .join('\n')

const RENDERER = {
  html: ({ text }) => text.replaceAll(TAGS, '&lt;'),
  image: ({ text }) => escapeHtml(text),
  link({ href, tokens }) {
    const text = this.parser.parseInline(tokens)
    // Other links lead to pages of the repository that only GitHub makes.
    return href.startsWith('https://') ? `<a href="${escapeHtml(href)}">${text}</a>` : text
  },
  code: ({ text, lang }) =>
    `<pre>${lang === 'diff' ? renderDifference(text) : escapeHtml(text)}</pre>\n`,
  blockquote({ tokens, text }) {
    const [mark, kind] = ALERT.exec(text) ?? []
    if (mark === undefined) return `<blockquote>${this.parser.parse(tokens)}</blockquote>\n`
    const body = this.parser.parse(tokens).replace(mark, '')
    const title = `${kind[0]}${kind.slice(1).toLowerCase()}`
    return `<div class="alert ${kind.toLowerCase()}"><p class="title">${title}</p>${body}</div>\n`
  }
}

/** What a token says, without marks. */
function plain(token) {
  if (token === undefined) return ''
  if (token.type === 'br') return '\n'
  if (token.type === 'html') return token.text === '<br>' ? '\n' : ''
  if (token.type === 'codespan') return token.text
  if (token.tokens !== undefined) return token.tokens.map(plain).join('')
  return (token.text ?? '').replaceAll(/&(?:#(\d+)|([a-z]+));/gu, (entity, code, name) =>
    code === undefined ? (ENTITIES[name] ?? entity) : String.fromCodePoint(Number(code))
  )
}

;// CONCATENATED MODULE: ./scripts/demo/page.mjs
// The pages of HTML that the demo leaves: one for each act, and one that tells the whole.



/** No script, no request: the page is its own text and style. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** An act's page. */
const renderActPage = (act) =>
  page(
    `${act.number}. ${act.title}`,
    `${renderAct(act, 'h1')}<p><a href="index.html">The whole story</a></p>`
  )

/**
 * The page of the whole story.
 * @param ends what is looked at in the end, each with its `title`, `words` and `looks`
 */
function renderStoryPage(acts, ends) {
  const list = acts
    .map(({ number, title, headline }) => {
      const link = `<a href="#act-${number}">${escapeHtml(title)}</a>`
      return `<li>${link}<span>${escapeHtml(headline)}</span></li>`
    })
    .join('\n')
  return page(
    'A branch is an environment',
    `<h1>A branch is an environment</h1>
<p>What people did, and the job summary each of the runs left on GitHub. A bare repository played GitHub, a folder the cloud; git, Terraform and the action are the real ones.</p>
<ol class="acts">
${list}
</ol>
${acts.map((act) => `<section id="act-${act.number}">${renderAct(act, 'h2')}</section>`).join('\n')}
${ends.map(renderEnd).join('\n')}`
  )
}

function renderAct({ number, name, title, words, command, files, difference, summary }, level) {
  const shown = Object.entries(files ?? {}).map(
    ([path, text]) =>
      `<details><summary><code>${escapeHtml(path)}</code></summary><pre>${escapeHtml(text)}</pre></details>`
  )
  const change = difference === '' ? '' : `<pre>${renderDifference(difference)}</pre>`
  return `<${level}>${number}. ${escapeHtml(title)}</${level}>
<p>${escapeHtml(words)}</p>
${page_prompt(command)}
${shown.join('\n')}${change}
<article>
${renderSummary(summary)}</article>
<p class="quiet"><a href="${number}-${name}.md">Markdown</a> · <a href="${number}-${name}.log">log of the run</a></p>`
}

function renderEnd({ title, words, looks }) {
  const seen = looks.map(
    ({ command, output }) => `${page_prompt(command)}\n<pre>${escapeHtml(output)}</pre>`
  )
  return `<section><h2>${escapeHtml(title)}</h2>
<p>${escapeHtml(words)}</p>
${seen.join('\n')}</section>`
}

const page_prompt = (command) => `<pre class="command"><span>$</span> ${escapeHtml(command)}</pre>`

function page(title, body) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
}

// EXTERNAL MODULE: external "node:tty"
var external_node_tty_ = __webpack_require__(7066);
;// CONCATENATED MODULE: ./scripts/demo/terminal.mjs
// How the story is printed: colour and a line that moves where the terminal takes them, plain lines elsewhere.


const COLOURS = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] }
const MARKS = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 100
const WIDEST = 100

/**
 * @param stream where to print; its `isTTY` and the variables NO_COLOR, FORCE_COLOR and TERM decide
 * @returns `say` prints a line, `style` colours a text, `wait` shows that something goes on
 */
function createTerminal(stream, variables) {
  const coloured =
    (stream.isTTY === true || variables.FORCE_COLOR !== undefined) &&
    external_node_tty_.WriteStream.prototype.getColorDepth(variables) > 1
  const moves = stream.isTTY === true && variables.TERM !== 'dumb'
  const width = () => Math.max(40, Math.min(WIDEST, stream.columns ?? WIDEST))
  const style = (name, text) =>
    coloured ? `\u001B[${COLOURS[name][0]}m${text}\u001B[${COLOURS[name][1]}m` : text

  return {
    style,
    say: (text) => void stream.write(`${text}\n`),
    /** Prints a line while something is waited for. */
    note: (text) => void stream.write(`${moves ? '\r\u001B[K' : ''}   ${text}\n`),
    /** Prints foreign text, wrapped and indented; each line in a colour. */
    tell: (text, { indent = 3, colour } = {}) => {
      for (const line of wrap(printable(text), width() - indent)) {
        stream.write(`${' '.repeat(indent)}${colour === undefined ? line : style(colour, line)}\n`)
      }
    },
    /** Shows what `work` is at; `work` gets a function for that, and its result comes back. */
    wait: async (words, work) => {
      if (!moves) return await work(() => undefined)
      const start = performance.now()
      let now = words
      let frame = 0
      const draw = () => {
        const seconds = Math.floor((performance.now() - start) / 1000)
        const line = `   ${MARKS[frame++ % MARKS.length]} ${now}${seconds === 0 ? '' : `, ${seconds} s`}`
        stream.write(`\r\u001B[K${style('dim', line.slice(0, width() - 1))}`)
      }
      draw()
      const timer = setInterval(draw, FRAME_MS)
      try {
        return await work((next) => (now = printable(next)))
      } finally {
        clearInterval(timer)
        stream.write('\r\u001B[K')
      }
    }
  }
}

/** Without what would command a terminal. */
const printable = (text) =>
  text.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu, '�')

/** Lines no longer than `width`, where there are spaces; further lines of an indented one are indented as it is. */
function wrap(text, width) {
  return text.split('\n').flatMap((line) => {
    const [indent] = /^ */u.exec(line)
    const lines = []
    let current = line
    while (current.length > width) {
      const at = current.lastIndexOf(' ', width)
      if (at <= indent.length) break
      lines.push(current.slice(0, at))
      current = `${indent}${current.slice(at + 1)}`
    }
    return [...lines, current]
  })
}

;// CONCATENATED MODULE: ./scripts/demo/act.mjs
// One act: a person's commands, the run that GitHub would start for them, and what came of it.









/**
 * Performs and prints an act, and leaves its summary and log in the folder.
 * @returns the act with its `number`, `command` (as typed), `difference`, `summary` and `headline`
 * @throws Error with the action's own message where the run is not what the act expects
 */
async function performAct(terminal, world, act, number) {
  const { say, tell, style } = terminal
  const command = act.commands.map(typed).join(' && ')
  say(`\n${style('bold', `${number}  ${act.title}`)}`)
  tell(`$ ${command}`)

  const before = await headOf(world, act.branch)
  if (act.edit !== undefined) world.edit(act.edit)
  for (const args of act.commands) await world.git(...args)
  const after = await headOf(world, act.branch)
  const event =
    after === undefined
      ? deleteEvent(act.branch, await headOf(world, 'main'))
      : pushEvent(act.branch, before, after)
  const isChange = before !== undefined && after !== undefined
  const difference = isChange ? await changedLines(world, before, after) : ''

  const run = await terminal.wait(
    'the action starts',
    async (at) => await runAction(world, event, at)
  )
  const answer = readSummary(run.summary)
  const { summary } = run
  const done = { ...act, number, command, summary, headline: answer.headline, difference }
  const file = leave(world.folder, done, run.log)
  stopIfInterrupted()
  if (run.exitCode !== (act.refused === undefined ? 0 : 1) || run.outputs.reason !== act.refused) {
    throw new Error(complaintOf(run, file))
  }
  printAnswer(terminal, answer, act.refused === undefined ? ['green', 'yellow'] : ['red', 'red'])
  tell(`summary: ${file}.html`, { colour: 'dim' })
  return done
}

function printAnswer({ tell }, { headline, numbers, alerts }, [verdict, danger]) {
  tell(headline, { colour: verdict })
  tell(numbers)
  for (const alert of alerts) tell(alert, { colour: danger })
}

/** Writes an act's three files. @returns their name without ending */
function leave(folder, act, log) {
  const file = `${act.number}-${act.name}`
  ;(0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, `${file}.md`), act.summary)
  ;(0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, `${file}.html`), renderActPage(act))
  ;(0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, `${file}.log`), log)
  return file
}

const headOf = async (world, branch) => (await world.refs())[`refs/heads/${branch}`]

/** The lines of main.tf that differ, without the words about where they stand. */
async function changedLines(world, before, after) {
  const lines = (await world.git('diff', '--unified=0', '--no-color', before, after)).split('\n')
  return lines.slice(lines.findIndex((line) => line.startsWith('@@')) + 1).join('\n')
}

/** What the action itself says about it, in full; its hints are for a workflow, so the demo may add one of its own. */
function complaintOf({ exitCode, outputs, errors, log }, file) {
  const words = printable(errors.length === 0 ? log.trim() : errors.join('\n'))
  const hint =
    outputs.reason === 'tool-unavailable'
      ? 'The demo needs Terraform: install it, or let this machine reach releases.hashicorp.com.\n\n'
      : ''
  return `The action ended with exit code ${exitCode}, which is not how the story goes. It says:\n\n${words}\n\n${hint}The whole log: ${file}.log`
}

;// CONCATENATED MODULE: ./scripts/demo/ending.mjs
// The end of the story: the audit trail, and a look at what is left.



const HIDDEN = 'refs/gitops-env'
const RECORD = `${HIDDEN}/environments/${PROJECT}/alice`

/** Prints the records of alice. @returns `title`, `words`, and `looks`, each with `command` and `output` */
async function showAuditTrail(terminal, world) {
  await world.git('fetch', '--quiet', 'origin', `+${HIDDEN}/*:${HIDDEN}/*`)
  const trail = ['log', '--oneline', '--reverse', '--author=gitops-env-action', RECORD]
  return show(terminal, {
    title: 'The audit trail of alice',
    words: 'Every run that changes something leaves commits in a hidden ref, before and after it.',
    looks: [{ command: typed(trail), output: await world.git(...trail) }]
  })
}

/**
 * Prints what the cloud and the origin hold.
 * @returns as `showAuditTrail`
 * @throws Error where anything of alice is left but the audit trail
 */
async function showNothingIsLeft(terminal, world) {
  const resources = world.resources()
  const refs = Object.keys(await world.refs())
  const left = [
    ...resources.map(({ name }) => name).filter((name) => name.startsWith('alice-')),
    ...refs.filter((ref) => /\/(?:env-)?alice$/u.test(ref) && ref !== RECORD)
  ]
  if (left.length > 0) throw new Error(`Of alice there is still left: ${left.join(', ')}`)
  const listed = await world.git('ls-remote', '--refs', 'origin')
  return show(terminal, {
    title: 'No resource is left of alice',
    words:
      "Branch, resources and state are gone; the audit trail stays. Production's resources are as they were.",
    looks: [
      {
        command: 'grep . cloud/*',
        output: resources.map(({ name, text }) => `cloud/${name}:${text}`).join('\n')
      },
      {
        command: 'git ls-remote --refs origin',
        output: listed.replaceAll(/^([0-9a-f]{7})[0-9a-f]*\t/gmu, '$1  ')
      }
    ]
  })
}

function show(terminal, end) {
  terminal.say(`\n${terminal.style('bold', end.title)}`)
  terminal.tell(end.words)
  for (const { command, output } of end.looks) {
    terminal.tell(`$ ${command}`)
    terminal.tell(output, { colour: 'dim' })
  }
  return end
}

// EXTERNAL MODULE: ./scripts/demo/options.mjs
var options = __webpack_require__(5591);
;// CONCATENATED MODULE: ./scripts/demo/story.mjs
// Tells the story from its first line to its last, and ends it in order when it is interrupted or fails.













/**
 * Tells it all.
 * @param options `directory`, undefined for a temporary one
 * @returns the exit code
 */
async function tell({ directory }) {
  const terminal = createTerminal(process.stdout, process.env)
  let folder
  try {
    folder = openFolder(directory)
    awaitInterruption(() => terminal.note('Stopping, as soon as what is under way has cleaned up.'))
    await perform(terminal, folder)
    return 0
  } catch (error) {
    const where = folder === undefined ? [] : [`What there is so far: ${folder}`]
    if (!(error instanceof Interrupted)) {
      (0,options/* fail */.fJ)([error.message, ...where].join('\n'))
      return 1
    }
    terminal.say(['Stopped.', ...where].join('\n'))
    return error.exitCode
  }
}

async function perform(terminal, folder) {
  terminal.say(terminal.style('bold', 'A branch is an environment'))
  terminal.tell(
    `A bare repository plays GitHub, a folder the cloud. git, Terraform and the action are real; the secret is made up: '${PASSPHRASE}'.`,
    { indent: 0 }
  )
  terminal.say(terminal.style('dim', `Everything is in ${folder}`))
  const world = await createWorld(folder)
  const page = (0,external_node_path_.join)(folder, 'index.html')
  const acts = []
  const ends = []
  try {
    for (const act of ACTS) acts.push(await performAct(terminal, world, act, acts.length + 1))
    for (const show of [showAuditTrail, showNothingIsLeft]) ends.push(await show(terminal, world))
  } finally {
    (0,external_node_fs_.writeFileSync)(page, renderStoryPage(acts, ends))
  }
  terminal.say(`\n${terminal.style('bold', 'All summaries on one page')}`)
  terminal.say(`   ${(0,external_node_url_.pathToFileURL)(page).href}`)
}


/***/ })

};
