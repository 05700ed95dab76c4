// A run as somebody who is not root, on a machine where the tests are: to root no file is closed.
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRoot } from './tools.ts'

/** The user whom nothing belongs to. */
const NOBODY = 65_534

/**
 * @param base the folder of the world, which that user may pass then
 * @returns the node that runs the action; undefined where the tests themselves are somebody else's than root's
 */
export function nodeOfOrdinaryUser(base: string): string | undefined {
  if (!isRoot) return undefined
  chmodSync(base, 0o755)
  const file = join(mkdtempSync(join(base, 'user-')), 'node')
  chmodSync(join(file, '..'), 0o755)
  const node = process.env['NODE24'] ?? process.execPath
  const lines = [
    '#!/bin/sh',
    // The job's folder has the workspace, HOME, the tools and the runner's files.
    `chown -R ${NOBODY}:${NOBODY} "$(dirname "$HOME")"`,
    `exec setpriv --reuid ${NOBODY} --regid ${NOBODY} --clear-groups -- '${node}' "$@"`
  ]
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o755 })
  chmodSync(file, 0o755)
  return file
}
