/** Reads what a directory of Terraform files declares, without Terraform. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { scanHclJson } from './hcl-json.ts'
import type { Tool } from '../tool/releases.ts'
import { scanHcl } from './hcl.ts'
import type { HclItem } from './hcl.ts'
import { openDeclarations } from './module-merge.ts'
import type { Declarations, Source } from './module-merge.ts'
import { lockedProviders, PROVIDER_LOCK } from './provider-lock.ts'
import type { LockedProvider } from './provider-lock.ts'

export interface Module extends Declarations {
  /** There is no Terraform file at all. */
  readonly empty: boolean
  /** Files that could not be followed: their content is unknown, and Terraform will report them. */
  readonly unreadable: readonly { readonly file: string; readonly message: string }[]
}

/**
 * The declarations in `*.tf` and `*.tf.json` of a directory, override files merged by Terraform's
 * rules (https://developer.hashicorp.com/terraform/language/files/override). `file` is always a
 * name in that directory, `line` counts from 1. Throws an Error if the directory cannot be listed.
 * @param tool OpenTofu reads `*.tofu` and `*.tofu.json` too, in place of a `.tf` of the same name
 */
export function readModule(directory: string, tool: Tool = 'terraform'): Module {
  const sources = readSources(directory, tool)
  const declarations = openDeclarations()
  const unreadable: { file: string; message: string }[] = []
  for (const source of sources) {
    try {
      declarations.add(source, readItems(join(directory, source.file)))
    } catch (error) {
      unreadable.push({ file: source.file, message: (error as Error).message })
    }
  }
  return { empty: sources.length === 0, ...declarations.all(), unreadable }
}

/** The providers of a directory's lock file; none where there is no such file. */
export function readLockedProviders(directory: string): readonly LockedProvider[] {
  try {
    return lockedProviders(readFileSync(join(directory, PROVIDER_LOCK), 'utf8'))
  } catch {
    return []
  }
}

/** Whether a directory has files that OpenTofu reads and Terraform does not. */
export const hasTofuFiles = (directory: string): boolean =>
  readdirSync(directory, { withFileTypes: true }).some(
    (entry) =>
      !entry.isDirectory() && TOFU_FILE.test(entry.name) && !TERRAFORM_FILE.test(entry.name)
  )

/** In the order in which Terraform merges them: override files last. */
function readSources(directory: string, tool: Tool): Source[] {
  let files: string[]
  try {
    files = readdirSync(directory, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name)
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    const reason = missing ? 'does not exist' : 'cannot be read'
    throw new Error(`The directory '${directory}' ${reason}.`, { cause })
  }
  const sources = files
    // This leaves out what editors keep beside a file, too: `a.tf~`, `#a.tf#`.
    .filter((file) => (tool === 'tofu' ? TOFU_FILE : TERRAFORM_FILE).test(file))
    .filter((file) => tool === 'terraform' || !isReplaced(file, files))
    .toSorted()
    .map((file) => ({
      file,
      override: OVERRIDE_FILE.test(file),
      versioned: tool === 'terraform' || !TF_ENDING.test(file)
    }))
  return [
    ...sources.filter(({ override }) => !override),
    ...sources.filter(({ override }) => override)
  ]
}

const TERRAFORM_FILE = /^[^.].*\.tf(?:\.json)?$/su
/** @see https://opentofu.org/docs/language/files/ */
const TOFU_FILE = /^[^.].*\.(?:tf|tofu)(?:\.json)?$/su
const TF_ENDING = /\.tf(\.json)?$/u
const isReplaced = (file: string, files: readonly string[]): boolean =>
  TF_ENDING.test(file) && files.includes(file.replace(TF_ENDING, '.tofu$1'))
const OVERRIDE_FILE = /(?:^|_)override\.(?:tf|tofu)(?:\.json)?$/u

function readItems(path: string): HclItem[] {
  const text = readFileSync(path, 'utf8')
  return path.endsWith('.json') ? scanHclJson(text) : scanHcl(text)
}
