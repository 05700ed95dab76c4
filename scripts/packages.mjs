// Whether the packages of a folder are installed.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Whether a folder's node_modules is what its package-lock.json asks for. By content, not by time: a checkout touches
 * package-lock.json without changing it.
 */
export function isInstalled(folder) {
  const installed = packagesOf(join(folder, 'node_modules', '.package-lock.json'))
  return (
    installed !== undefined &&
    Object.entries(packagesOf(join(folder, 'package-lock.json')) ?? {}).every(
      ([path, { version, integrity, optional }]) =>
        path === '' ||
        (installed[path] === undefined
          ? optional === true
          : installed[path].version === version && installed[path].integrity === integrity)
    )
  )
}

const packagesOf = (lockfile) =>
  existsSync(lockfile) ? JSON.parse(readFileSync(lockfile, 'utf8')).packages : undefined
