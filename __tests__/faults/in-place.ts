// Programs that stand in Terraform's place on the PATH, and start it after all.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A PATH on which `terraform` is this script. */
function pathWith(base: string, script: string): string {
  const folder = join(base, 'in-place')
  mkdirSync(folder)
  writeFileSync(join(folder, 'terraform'), script, { mode: 0o755 })
  return `${folder}:${process.env['PATH'] ?? ''}`
}

/** One of Terraform's commands never gets beyond its first moments. `reached` tells when it is there. */
export function sleeper(base: string, command: string): { path: string; reached: () => boolean } {
  const mark = join(base, 'reached')
  const path = pathWith(
    base,
    `#!/bin/sh
if test "$1" = ${command}; then : > '${mark}'; exec sleep 60; fi
PATH='${process.env['PATH'] ?? ''}'
exec terraform "$@"
`
  )
  return { path, reached: () => existsSync(mark) }
}

/**
 * A PATH on which `terraform` starts the real one as its child, as setup-terraform's does.
 * @param signals a file that gets a line for each signal it hears; without one it dies of the first
 */
export function pathWithWrapper(base: string, signals?: string): string {
  const path = JSON.stringify(process.env['PATH'] ?? '')
  const hear =
    signals === undefined
      ? ''
      : `for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(name, () => require('node:fs').appendFileSync(${JSON.stringify(signals)}, name + '\\n'))
`
  return pathWith(
    base,
    `#!${process.execPath}
${hear}const env = { ...process.env, PATH: ${path} }
require('node:child_process')
  .spawn('terraform', process.argv.slice(2), { stdio: 'inherit', env })
  .on('exit', (code) => process.exit(code ?? 1))
`
  )
}
