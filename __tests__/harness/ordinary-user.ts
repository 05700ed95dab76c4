// A run as somebody who is not root, on a machine where the tests are: to root no file is closed.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './action-file.ts'
import type { RunSettings } from './runner.ts'
import { isRoot } from './tools.ts'

/** The user whom nothing belongs to. */
const NOBODY = 65_534

/**
 * @param base the folder of the world, which that user may pass then
 * @param own a folder that is given to that user
 * @returns what makes runs those of that user; nothing where the tests are not root's
 */
export function ordinaryUser(base: string, own: string): Pick<RunSettings, 'node' | 'action'> {
  if (!isRoot) return {}
  const action = mkdtempSync(join(base, 'user-'))
  for (const name of ['dist', 'action.yml']) {
    cpSync(join(repositoryRoot, name), join(action, name), { recursive: true })
  }
  const node = join(action, 'node')
  const real = process.env['NODE24'] ?? process.execPath
  const lines = [
    `#!${real}`,
    // At first the job's folder is that user's: the workspace, HOME, the tools and the runner's files.
    "const isFirst = process.env['STATE_run'] === undefined",
    "const job = require('node:path').dirname(process.env['HOME'])",
    `if (isFirst) require('node:child_process').execFileSync('chown', ['-R', '${NOBODY}:${NOBODY}', job])`,
    'process.setgroups([])',
    `process.setgid(${NOBODY})`,
    `process.setuid(${NOBODY})`,
    'process.argv.splice(1, 1)',
    'import(process.argv[1])'
  ]
  writeFileSync(node, `${lines.join('\n')}\n`)
  chmodSync(base, 0o755)
  execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, own])
  for (const name of ['', ...readdirSync(action, { recursive: true, encoding: 'utf8' })])
    chmodSync(join(action, name), 0o755)
  return { node, action }
}
