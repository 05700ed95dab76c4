// The world of the story, in one folder: a bare repository plays GitHub, a clone is Alice's, a folder is the cloud.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { FILES } from './module.mjs'
import { must, stopIfInterrupted } from './programs.mjs'

export const REPOSITORY = 'acme/shop'
export const PROJECT = 'shop'
export const PERSON = 'alice'

/** What a program needs to start and to reach the network; git's and Terraform's own settings stay out. */
const KEPT =
  /^(?:PATH|HOME|USER|TMPDIR|LANG|(?:HTTPS?|ALL|NO)_PROXY|SSL_CERT_(?:FILE|DIR)|NODE_EXTRA_CA_CERTS|(?:ASDF|MISE|TFENV|XDG)_\w+)$/iu

/** The folder the demo works in: the given one, which must be empty, or a new temporary one. */
export function openFolder(directory) {
  if (directory === undefined) return mkdtempSync(join(realpathSync(tmpdir()), 'gitops-env-demo-'))
  const folder = resolve(directory)
  mkdirSync(folder, { recursive: true })
  if (readdirSync(folder).length > 0) {
    throw new Error(`${folder} is not empty; name an empty folder, or one that is not there yet.`)
  }
  return realpathSync(folder)
}

/** Makes the origin with one commit on `main`, which only lies in Alice's clone. */
export async function createWorld(folder) {
  const github = join(folder, 'github')
  const origin = join(github, REPOSITORY)
  const clone = join(folder, 'clone')
  const cloud = join(folder, 'cloud')
  for (const path of [origin, clone, cloud]) mkdirSync(path, { recursive: true })
  const serverUrl = pathToFileURL(github).href
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
    mkdirSync(dirname(join(clone, path)), { recursive: true })
    writeFileSync(join(clone, path), text)
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
      const path = join(clone, 'main.tf')
      const text = changes.reduce(
        (before, [old, line]) => before.replace(old, () => line),
        readFileSync(path, 'utf8')
      )
      writeFileSync(path, text)
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
      readdirSync(cloud)
        .toSorted()
        .map((name) => ({ name, text: readFileSync(join(cloud, name), 'utf8').trim() }))
  }
}
