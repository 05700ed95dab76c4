// Runs the demo as a fresh clone has it, in a pipe or a pseudo terminal, and reads the pages it leaves.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { repositoryRoot } from './action-file.ts'
import { run, type Finished } from './process.ts'

/** Whether this machine has the `script` of util-linux, which runs a program in a pseudo terminal. */
export const hasScript = /util-linux/u.test(
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? ''
)

export type Clone = ReturnType<typeof createClone>

/**
 * A copy of the files that git tracks here, as they are now, and of the `dist` that was built last: what a clone has
 * once all is committed. To be closed with `close`.
 */
export function createClone() {
  const base = mkdtempSync(join(realpathSync(tmpdir()), 'gitops-env-demo-test-'))
  const root = join(base, 'clone')
  for (const file of [...trackedFiles(), 'dist']) {
    cpSync(join(repositoryRoot, file), join(root, file), { recursive: true })
  }
  const broken = join(base, 'broken')
  mkdirSync(broken)
  writeFileSync(join(broken, 'terraform'), '#!/bin/sh\necho broken on purpose >&2\nexit 3\n')
  chmodSync(join(broken, 'terraform'), 0o755)
  const gitAlone = join(base, 'git-alone')
  mkdirSync(gitAlone)
  symlinkSync(onPath('git'), join(gitAlone, 'git'))
  const clean = { PATH: process.env['PATH'], HOME: base, TMPDIR: base, TERM: 'xterm-256color' }
  const command = [process.execPath, join(root, 'dist/demo/index.mjs')]
  let folders = 0

  return {
    base,
    root,
    /** A folder that is not there yet. */
    folder: () => join(base, `demo ${(folders += 1)}`),
    /** node's arguments for the demo, and the variables it starts with. */
    command,
    environment: clean,
    /** A PATH on which Terraform does not work. */
    brokenPath: [broken, process.env['PATH']].join(delimiter),
    /** A PATH on which there is git and nothing else. */
    gitAlone,
    /** The demo in a pipe. */
    demo: async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> =>
      await run(command[0] ?? '', [...command.slice(1), ...args], {
        cwd: base,
        env: { ...clean, ...env }
      }),
    /** The demo in a pseudo terminal, which has one stream for both. */
    inTerminal: async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> => {
      const words = [...command, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`)
      const log = join(base, 'typescript')
      return await run('script', ['-q', '-e', '-c', words.join(' '), log], {
        cwd: base,
        env: { ...clean, ...env }
      })
    },
    close: () => rmSync(base, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Without those that were removed and not yet committed, and without `dist`. */
function trackedFiles(): readonly string[] {
  const { status, stdout, stderr } = spawnSync('git', ['ls-files', '-z', ':!dist'], {
    cwd: repositoryRoot,
    encoding: 'utf8'
  })
  if (status !== 0) throw new Error(`git ls-files ended with ${status}: ${stderr}`)
  const names = stdout.split('\0').filter((name) => name !== '')
  return names.filter((name) => existsSync(join(repositoryRoot, name)))
}

/** Where a program lies. */
function onPath(name: string): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
  if (found === undefined) throw new Error(`${name} is not on the PATH`)
  return found
}

const VOID = new Set(['meta', 'br', '!doctype'])

/** The tags of a page in order, each closed in its place; what is wrong instead, for a page that is not whole. */
export function tagsOf(html: string): readonly string[] | string {
  const open: string[] = []
  const seen: string[] = []
  const text = html.replace(/<style>[\s\S]*?<\/style>/u, '')
  for (const [tag, slash, name = ''] of text.matchAll(/<(\/?)(!?[a-z][a-z0-9]*)[^<>]*>/giu)) {
    if (slash === '') seen.push(name.toLowerCase())
    if (VOID.has(name.toLowerCase())) continue
    if (slash === '') open.push(name)
    else if (open.pop() !== name) return `${tag} closes what is not open`
  }
  return open.length === 0 ? seen : `${open.join(', ')} not closed`
}
