// What somebody who may push could do to the hidden refs of an origin.
import { execFileSync } from 'node:child_process'
import { gitEnvironment, type Origin } from './origin.ts'

/** Puts a commit like the one at `ref` in its place, with another content of its only file. */
export function rewriteFile(
  origin: Origin,
  ref: string,
  change: (content: Buffer) => Buffer
): void {
  const [, name = ''] = origin.git('ls-tree', ref).split('\t')
  const blob = git(origin, ['hash-object', '-w', '--stdin'], change(origin.file(ref, name)))
  const tree = git(origin, ['mktree'], `100644 blob ${blob}\t${name}\n`)
  replace(origin, ref, tree, origin.show(ref).message)
}

/** Puts a commit like the one at `ref` in its place, with another message. */
export function rewriteMessage(
  origin: Origin,
  ref: string,
  change: (message: string) => string
): void {
  const { tree, message } = origin.show(ref)
  replace(origin, ref, tree, change(message))
}

function replace(origin: Origin, ref: string, tree: string, message: string): void {
  const parents = origin.show(ref).parents.flatMap((parent) => ['-p', parent])
  const commit = git(origin, ['commit-tree', tree, ...parents], message)
  origin.git('update-ref', ref, commit)
}

function git(origin: Origin, args: readonly string[], input: Buffer | string): string {
  const env = { PATH: process.env['PATH'], ...gitEnvironment }
  return execFileSync('git', args, { cwd: origin.path, env, input }).toString().trim()
}
