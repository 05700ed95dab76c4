/** Finds a tool on the PATH, and its own program behind the wrapper of a set-up action. */
import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import type { Variables } from '../context.ts'
import type { Tool } from './releases.ts'

/**
 * The file to start, absolute; undefined where none is on the PATH. setup-terraform and setup-opentofu put a script
 * named after the tool before it, which prints lines of its own and takes no interrupts; the program lies beside it
 * as `terraform-bin` or `tofu-bin`.
 * @see https://github.com/hashicorp/setup-terraform/blob/main/src/setup-terraform.js
 */
export function findTool(tool: Tool, variables: Variables): string | undefined {
  const found = findProgram(tool, variables)
  if (found === undefined) return undefined
  const wrapped = join(dirname(found), `${tool}-bin${SUFFIX}`)
  return isScript(found) && isProgram(wrapped) ? wrapped : found
}

const SUFFIX = process.platform === 'win32' ? '.exe' : ''

/** @returns a program's file, absolute; undefined where none is on the PATH */
export function findProgram(name: string, variables: Variables): string | undefined {
  // A relative folder would mean another file in every working directory.
  const folders = (variables['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
  return folders.map((folder) => join(folder, `${name}${SUFFIX}`)).find((file) => isProgram(file))
}

/** A program that happens to lie beside one of the wrapped name is used itself. */
function isScript(file: string): boolean {
  const start = Buffer.alloc(2)
  try {
    const handle = openSync(file, 'r')
    readSync(handle, start)
    closeSync(handle)
  } catch {} // it may be started, but not read
  return start.toString('latin1') === '#!'
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
