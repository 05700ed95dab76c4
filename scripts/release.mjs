// `node scripts/release.mjs check|again|notes|tag VERSION`: the steps of a release, in the repository it is started in.
// `check` asks everything and builds dist, `again` asks what may have changed since, `notes` prints the changelog's
// section, `tag` pushes the tags.
// Needs git and node; GITHUB_TOKEN, where it is set, is given to git and to GitHub's API.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const USAGE = 'Usage: node scripts/release.mjs check|again|notes|tag VERSION'
const VERSION = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/u
const COMMANDS = { check, again, notes, tag }

/** What a person has to change first; anything else that is thrown is a defect. */
class Refusal extends Error {}

try {
  const [command = '', version = '', ...rest] = process.argv.slice(2)
  if (!Object.hasOwn(COMMANDS, command) || rest.length > 0) throw new Refusal(USAGE)
  if (!VERSION.test(version))
    throw new Refusal(`'${version}' is not a version; write three numbers, such as 1.2.3.`)
  await COMMANDS[command](version)
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error)
  process.exitCode = 1
}

/** Everything that must hold before anything is published; all that is wrong is told at once. */
async function check(version) {
  refuse([...cheapMistakes(version), ...(await ciMistakes())])
  // What the build is made of has no use for the token.
  must('npm', ['run', '--silent', 'build'], { ...process.env, GITHUB_TOKEN: '' })
  refuse(treeMistakes('after `npm run build`; commit what the source builds'))
  console.log(`${version} can be released from ${head()}.`)
}

/** The last word before anything is signed or published. */
function again(version) {
  refuse(cheapMistakes(version))
}

function notes(version) {
  const { mistakes, text } = changes(version)
  refuse(mistakes)
  console.log(text)
}

/**
 * Makes `vX.Y.Z` and moves `vX`, in one push that does both or nothing: no moment is without `vX`.
 * Each is tied to what the origin had when it was asked, so that nobody's tag is overwritten.
 */
function tag(version) {
  const tags = remoteTags()
  refuse(cheapMistakes(version, tags))
  const [full, major] = [`refs/tags/v${version}`, `refs/tags/v${majorOf(version)}`]
  git([
    'push',
    '--atomic',
    `--force-with-lease=${full}:`,
    `--force-with-lease=${major}:${tags.get(major) ?? ''}`,
    'origin',
    `HEAD:${full}`,
    `HEAD:${major}`
  ])
  console.log(`v${version} and v${majorOf(version)} are ${head()}.`)
}

function cheapMistakes(version, tags = remoteTags()) {
  return [
    ...manifestMistakes(version),
    ...changes(version).mistakes,
    ...tagMistakes(version, tags),
    ...branchMistakes(),
    ...treeMistakes('before the build; commit or remove it')
  ]
}

function manifestMistakes(version) {
  const { packages, ...lock } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const found = {
    'package.json': JSON.parse(readFileSync('package.json', 'utf8')).version,
    'package-lock.json': lock.version,
    'package-lock.json\'s packages[""]': packages[''].version
  }
  return Object.entries(found)
    .filter(([, there]) => there !== version)
    .map(
      ([where, there]) =>
        `${where} has the version ${there}; run \`npm version --no-git-tag-version ${version}\`.`
    )
}

/** The section of a version, and what is wrong with the changelog. */
function changes(version) {
  const [, ...sections] = readFileSync('CHANGELOG.md', 'utf8').split(/^## /mu)
  const parts = sections.map((section) => {
    const end = section.indexOf('\n')
    return { title: section.slice(0, end).trim(), text: section.slice(end).trim() }
  })
  const [unreleased, newest] = parts
  const title = /^\[(.+)\] - \d{4}-\d{2}-\d{2}$/u.exec(newest?.title ?? '')
  const mistakes = []
  if (unreleased?.title !== '[Unreleased]')
    mistakes.push("CHANGELOG.md does not begin with '## [Unreleased]'; put it back, empty.")
  else if (unreleased.text !== '')
    mistakes.push(`CHANGELOG.md has entries under Unreleased; move them to ${version}.`)
  if (title?.[1] !== version)
    mistakes.push(
      `CHANGELOG.md has '## ${newest?.title ?? ''}' after Unreleased; write '## [${version}] - YYYY-MM-DD'.`
    )
  else if (newest.text === '')
    mistakes.push(`CHANGELOG.md says nothing of ${version}; write what changes for a user.`)
  return { mistakes, text: newest?.text ?? '' }
}

function tagMistakes(version, tags) {
  const there = tags.get(`refs/tags/v${version}`)
  if (there !== undefined)
    return [`The origin has the tag v${version} already, at ${there}; raise the version.`]
  const newer = [...tags.keys()]
    .map((ref) => ref.replace('refs/tags/v', ''))
    .filter((name) => VERSION.test(name) && majorOf(name) === majorOf(version))
    .filter((name) => isNewer(name, version))
  return newer.map(
    (name) =>
      `The origin has the tag v${name}; v${majorOf(version)} would go back: raise the version.`
  )
}

function branchMistakes() {
  git(['fetch', '--quiet', '--no-tags', 'origin', 'HEAD'])
  const [, ours] =
    /^ref: (\S+)\tHEAD$/mu.exec(git(['ls-remote', '--symref', 'origin', 'HEAD'])) ?? []
  const { GITHUB_REF: started } = process.env
  // What is signed names the ref it was started on.
  if (started && started !== ours) {
    return [`The release was started on ${started}; start it on ${ours}, the default branch.`]
  }
  return run('git', ['merge-base', '--is-ancestor', 'HEAD', 'FETCH_HEAD']).status === 0
    ? []
    : [`${head()} is not on the origin's default branch; merge it first.`]
}

function treeMistakes(when) {
  const changed = git(['status', '--porcelain', '--untracked-files=all']).trimEnd()
  return changed === '' ? [] : [`The working tree differs from the commit ${when}:\n${changed}`]
}

/** Asks for the runs of ci.yml that a push caused, not for a check that anybody may name. */
async function ciMistakes() {
  const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = process.env
  if (!api || !repository || !token)
    return ['Whether CI is green is unknown; set GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN.']
  const query = `head_sha=${head()}&event=push&status=success`
  const url = `${api}/repos/${repository}/actions/workflows/ci.yml/runs?${query}`
  const answer = await ask(url, token).catch((error) => ({ said: error.cause ?? error }))
  if (answer.count === undefined)
    return [`${url} answers ${answer.said}; ask again, with a token that has \`actions: read\`.`]
  return answer.count > 0
    ? []
    : [`CI is not green for a push of ${head()}; wait for it, or repair it.`]
}

async function ask(url, token) {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  if (!response.ok) return { said: response.status }
  const { total_count: count } = await response.json()
  return { count, said: 'without a count' }
}

/** The origin's tags: ref to commit; an annotated tag's own object is what a lease is about. */
function remoteTags() {
  const lines = git(['ls-remote', '--refs', 'origin', 'refs/tags/v*']).trim().split('\n')
  return new Map(lines.filter(Boolean).map((line) => line.split('\t').toReversed()))
}

function majorOf(version) {
  return version.split('.')[0]
}

function isNewer(left, right) {
  const [a, b] = [left, right].map((version) => version.split('.').map(Number))
  const at = a.findIndex((number, index) => number !== b[index])
  return at !== -1 && a[at] > b[at]
}

function head() {
  return git(['rev-parse', 'HEAD']).trim()
}

function git(args) {
  return must('git', args, { ...process.env, ...credential() })
}

/** The token by environment: neither an address nor a file of the checkout holds it. */
function credential() {
  const { GITHUB_TOKEN: token, GITHUB_SERVER_URL: server = 'https://github.com' } = process.env
  if (!token) return {}
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`
  }
}

function must(command, args, env = process.env) {
  const { status, stdout, stderr, error } = run(command, args, env)
  if (status === 0) return stdout
  const said = `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trimEnd()
  throw new Refusal(`\`${command} ${args[0]}\` failed:\n${said}`)
}

function run(command, args, env = process.env) {
  return spawnSync(command, args, { env, encoding: 'utf8', maxBuffer: 2 ** 28 })
}

function refuse(mistakes) {
  if (mistakes.length > 0) throw new Refusal(mistakes.join('\n'))
}
