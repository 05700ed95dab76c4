// Runs that all know the same and then push at once: none has seen what the others are about to do.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'

const LONGEST_MS = 60_000

/**
 * A PATH on which nobody's first `git push` begins before so many runs have come to theirs.
 * @param base a folder for it
 */
export function pathThatMeets(base: string, count: number): string {
  const path = process.env['PATH'] ?? ''
  const folder = `${base}/meeting`
  mkdirSync(`${folder}/here`, { recursive: true })
  const wait = [
    `: > '${folder}/here/'$$`,
    `for i in $(seq ${LONGEST_MS / 50}); do`,
    `  test $(ls '${folder}/here' | wc -l) -ge ${count} && break; sleep 0.05`,
    'done'
  ]
  const lines = ['#!/bin/sh', `PATH='${path}'`, 'if test "$1" = push; then', ...wait, 'fi']
  writeFileSync(`${folder}/git`, [...lines, 'exec git "$@"', ''].join('\n'))
  chmodSync(`${folder}/git`, 0o755)
  return `${folder}:${path}`
}
