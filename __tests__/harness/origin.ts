// A bare repository that plays GitHub's origin: commits, branches and refs are made in it without a work tree.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Path to content; `null` deletes the path. What starts with `#!` is executable. */
export type Files = Readonly<Record<string, string | null>>

export interface CommitOptions {
  /** Branch or commit that the new commit comes after; default: the branch's head, else `main`. */
  readonly from?: string
  readonly message?: string
  /** Rewrites the branch: without `from` its last commit is replaced. */
  readonly force?: boolean
}

export type Origin = ReturnType<typeof createOrigin>

/** The environment that keeps the machine's git configuration, and its questions, out of a test. */
export const gitEnvironment: Readonly<Record<string, string>> = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Octo Cat',
  GIT_AUTHOR_EMAIL: 'octo@example.com',
  GIT_COMMITTER_NAME: 'Octo Cat',
  GIT_COMMITTER_EMAIL: 'octo@example.com',
  LC_ALL: 'C'
}

/**
 * Creates `<base>/github/<repository>`, bare, with one commit on `main` holding `files`.
 * `serverUrl` + '/' + `repository` can be fetched and pushed; everything under `base` goes with `close`.
 */
export function createOrigin({
  repository = 'octo/demo',
  files = { 'README.md': '# demo\n' }
}: { repository?: string; files?: Files } = {}) {
  const base = mkdtempSync(join(realpathSync(tmpdir()), 'gitops-env-'))
  const root = join(base, 'github')
  const path = join(root, repository)
  mkdirSync(path, { recursive: true })
  let clock = Math.floor(Date.now() / 1000) - 3600

  const raw = (args: readonly string[], input?: Buffer, extra: NodeJS.ProcessEnv = {}): Buffer =>
    execFileSync('git', args, {
      cwd: path,
      env: { PATH: process.env['PATH'], ...gitEnvironment, ...extra },
      input: input ?? Buffer.alloc(0),
      maxBuffer: 2 ** 28,
      stdio: 'pipe'
    })
  const git = (...args: string[]): string => raw(args).toString().trim()

  const refs = (prefix = 'refs/'): Record<string, string> => {
    const lines = git('for-each-ref', '--format=%(objectname) %(refname)').split('\n')
    const pairs = lines.filter(Boolean).map((line) => [line.slice(41), line.slice(0, 40)] as const)
    return Object.fromEntries(pairs.filter(([name]) => name.startsWith(prefix)))
  }
  const find = (rev: string): string | undefined => refs()[`refs/heads/${rev}`] ?? refs()[rev]
  const revision = (rev: string): string =>
    find(rev) ?? git('rev-parse', '--verify', '--end-of-options', `${rev}^{commit}`)
  const head = (branch: string): string => {
    const sha = refs()[`refs/heads/${branch}`]
    if (sha === undefined) throw new Error(`there is no branch '${branch}' in ${path}`)
    return sha
  }

  /** Puts a commit on a ref. Each gets a second of its own, so that no two are the same object. */
  const put = (ref: string, tree: string, parents: readonly string[], message: string): string => {
    const date = `@${(clock += 1)} +0000`
    const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent])]
    const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
    const sha = raw(args, Buffer.from(message), dates).toString().trim()
    git('update-ref', ref, sha)
    return sha
  }

  const treeWith = (parent: string | undefined, files: Files): string => {
    const scratch = mkdtempSync(join(base, 'index-'))
    const index = { GIT_INDEX_FILE: join(scratch, 'index') }
    if (parent !== undefined) raw(['read-tree', parent], undefined, index)
    const entries = Object.entries(files).map(([name, content], i) => {
      if (content === null) return `0 ${'0'.repeat(40)}\t${name}\0`
      writeFileSync(join(scratch, String(i)), content)
      const blob = git('hash-object', '-w', '--no-filters', join(scratch, String(i)))
      return `${content.startsWith('#!') ? '100755' : '100644'} ${blob}\t${name}\0`
    })
    raw(['update-index', '-z', '--index-info'], Buffer.from(entries.join('')), index)
    const tree = raw(['write-tree'], undefined, index).toString().trim()
    rmSync(scratch, { recursive: true })
    return tree
  }

  const commit = (branch: string, files: Files, options: CommitOptions = {}): string => {
    const existing = refs()[`refs/heads/${branch}`]
    const { from, message = `Change ${branch}`, force = false } = options
    if (existing !== undefined && from !== undefined && !force && revision(from) !== existing) {
      throw new Error(`'${branch}' exists: to put it after '${from}', use force`)
    }
    const previous = existing ?? refs()['refs/heads/main']
    const amended = force && existing !== undefined ? show(existing).parents[0] : previous
    const parent = from === undefined ? amended : revision(from)
    const parents = parent === undefined ? [] : [parent]
    return put(`refs/heads/${branch}`, treeWith(parent, files), parents, message)
  }

  const show = (rev: string): { message: string; tree: string; parents: string[] } => {
    const text = raw(['cat-file', 'commit', revision(rev)]).toString()
    const end = text.indexOf('\n\n')
    const headers = text.slice(0, end).split('\n')
    const values = (key: string) =>
      headers.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1))
    return {
      message: text.slice(end + 2),
      tree: values('tree')[0] ?? '',
      parents: values('parent')
    }
  }

  git('init', '--quiet', '--bare', '-b', 'main', '.')
  for (const key of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant']) {
    git('config', key, 'true')
  }
  commit('main', files, { message: 'First commit' })

  return {
    base,
    root,
    path,
    repository,
    serverUrl: `file://${root}`,
    /** Commits on a branch, which is created when it does not exist; the new head. */
    commit,
    /** Creates or moves a branch without a commit of its own; its head. */
    branch: (name: string, from = 'main'): string => {
      git('update-ref', `refs/heads/${name}`, revision(from))
      return head(name)
    },
    /** A new head whose tree is the one before `sha`, as the button "Revert" makes it. */
    revert: (branch: string, sha: string): string => {
      const before = show(sha).parents[0]
      if (before === undefined) throw new Error(`${sha} has no parent to go back to`)
      return put(`refs/heads/${branch}`, show(before).tree, [head(branch)], `Revert ${sha}`)
    },
    /** `refs/pull/<number>/head` and `/merge`, as GitHub makes them; the merge commit. */
    pull: (number: number, from: string, into: string): string => {
      const parents = [revision(into), revision(from)]
      const tree = git('merge-tree', '--write-tree', ...parents).split('\n')[0] ?? ''
      git('update-ref', `refs/pull/${number}/head`, revision(from))
      return put(`refs/pull/${number}/merge`, tree, parents, `Merge ${from} into ${into}`)
    },
    deleteBranch: (name: string): void =>
      void git('update-ref', '-d', `refs/heads/${name}`, head(name)),
    head,
    has: (branch: string): boolean => refs()[`refs/heads/${branch}`] !== undefined,
    /** All refs below a prefix: full name to object. */
    refs,
    /** Message, tree and parents of a commit, given by branch, full ref or object name. */
    show,
    file: (rev: string, name: string): Buffer =>
      raw(['cat-file', 'blob', `${revision(rev)}:${name}`]),
    log: (ref: string, ...args: string[]): string => git('log', ...args, revision(ref), '--'),
    /** Any other question to git. */
    git,
    /** Installs a server hook such as `pre-receive`, a script; `null` removes it. */
    hook: (name: string, script: string | null): void => {
      const target = join(path, 'hooks', name)
      rmSync(target, { force: true })
      if (script === null) return
      writeFileSync(target, script)
      chmodSync(target, 0o755)
    },
    /** Removes the repository and all that ran against it. */
    close: (): void => rmSync(base, { recursive: true, force: true, maxRetries: 5 })
  }
}
