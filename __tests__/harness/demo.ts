// Runs the demo as a fresh clone has it, in a pipe or a pseudo terminal, and reads the pages it leaves.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { repositoryRoot } from './action-file.ts'
import { run, type Finished } from './process.ts'

/** Whether this machine has the `script` of util-linux, which runs a program in a pseudo terminal. */
export const hasScript = /util-linux/u.test(
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? ''
)

const NOT_COMMITTED = new Set(['.git', 'node_modules', 'lib', 'coverage'])

export type Clone = ReturnType<typeof createClone>

/** A copy of this repository as a clone has it, without node_modules; to be closed with `close`. */
export function createClone() {
  const base = mkdtempSync(join(realpathSync(tmpdir()), 'gitops-env-demo-test-'))
  const root = join(base, 'clone')
  cpSync(repositoryRoot, root, {
    recursive: true,
    filter: (path) => !NOT_COMMITTED.has(basename(path))
  })
  const broken = join(base, 'broken')
  mkdirSync(broken)
  writeFileSync(join(broken, 'terraform'), '#!/bin/sh\necho broken on purpose >&2\nexit 3\n')
  chmodSync(join(broken, 'terraform'), 0o755)
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
