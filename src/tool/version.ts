/** Which version of a tool is asked for, and whether one is what is asked for. */
import { compare, gt, prerelease, rcompare, satisfies as isWithin, valid } from 'semver'
import { RunError } from '../errors.ts'
import { listOf, objectOf, textOf } from '../json.ts'
import { titleOf } from './releases.ts'
import type { Tool } from './releases.ts'

/** `=` 1.11.4, with the numbers that were written. */
interface Constraint {
  readonly operator: Operator
  /** Whole; what was not written is 0. */
  readonly version: string
  /** How many of the three numbers were written. */
  readonly parts: number
}
type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~>'

/** What somebody wrote, and what it means. */
export interface Wanted {
  /** As it is written. */
  readonly text: string
  /** Where it is written, in words that fit behind 'in'. */
  readonly source: string
  /** All of them hold; none for the newest. */
  readonly constraints: readonly Constraint[]
}

/** Places where a version may be written; undefined where there is none. */
export interface Places {
  /** The input 'tool-version'. */
  readonly input: string | undefined
  /** The nearest version file. */
  readonly file: { readonly path: string; readonly text: string } | undefined
  /** The module's own, several joined by commas. */
  readonly requiredVersion: string | undefined
}

/** The oldest that is run: the first with `init -json`, and with variables for every command of OpenTofu. */
const OLDEST: Readonly<Record<Tool, string>> = { terraform: '1.9.0', tofu: '1.8.0' }

/** The name of the file that holds a version, as other tools read it. */
export const VERSION_FILES: Readonly<Record<Tool, string>> = {
  terraform: '.terraform-version',
  tofu: '.opentofu-version'
}

/** The newest, where nobody asks for another. */
export const LATEST: Wanted = { text: 'latest', source: 'no place', constraints: [] }

/**
 * What is asked for: by the input, else by the file, else by the module.
 * @returns undefined where nothing is asked
 * @throws RunError `invalid-input` for text that is no version
 */
export function wantedVersion({ input, file, requiredVersion }: Places): Wanted | undefined {
  if (input !== undefined && input.trim() !== '') {
    return parseWanted(input.trim(), "the input 'tool-version'", true)
  }
  if (file !== undefined) return parseWanted(lineOf(file.text), `the file '${file.path}'`, true)
  if (requiredVersion === undefined) return undefined
  return parseWanted(requiredVersion.trim(), "the root module's 'required_version'", false)
}

/** The first line that is no comment. */
const lineOf = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/#.*/u, '').trim())
    .find((line) => line !== '') ?? ''

/**
 * @param whole whether it is not the module's: a version without an operator needs its three numbers, and may be a
 *   pre-release, which Terraform refuses in a module
 */
function parseWanted(text: string, source: string, whole: boolean): Wanted {
  if (whole && text === 'latest') return { text, source, constraints: [] }
  const constraints = text.split(',').map((part) => parseConstraint(part.trim(), source))
  const early = constraints.find((one) => prerelease(one.version) !== null)
  if (early !== undefined && (early.operator !== '=' || !whole)) {
    throw new RunError(
      'invalid-input',
      `'${text.slice(0, 60)}' in ${source} has a pre-release where only an exact version in 'tool-version' or in a version file can be one.`,
      `Remove what stands behind '-', or ask for exactly '${early.version}' there.`
    )
  }
  const short = constraints.find(({ parts }) => parts < 3)
  if (whole && short !== undefined && /^v?[\d.]+$/u.test(text)) {
    throw new RunError(
      'invalid-input',
      `'${text}' in ${source} is only a part of a version, and YAML reads 1.10 as 1.1.`,
      `Write three numbers, such as '${short.version}', or in quotes '~> ${short.version}' for the newest that begins like it.`
    )
  }
  return { text, source, constraints }
}

const NUMBER = String.raw`(?:0|[1-9]\d{0,8})`
const CONSTRAINT = new RegExp(
  String.raw`^(=|!=|>=?|<=?|~>)?\s*v?(${NUMBER}(?:\.${NUMBER}){0,2})(-[0-9A-Za-z.-]+)?$`,
  'u'
)

function parseConstraint(text: string, source: string): Constraint {
  const [, operator = '=', numbers = '', pre = ''] = CONSTRAINT.exec(text) ?? []
  const parts = numbers.split('.')
  const version = `${[...parts, '0', '0'].slice(0, 3).join('.')}${pre}`
  // A pre-release belongs to a whole version, and '-' alone is none.
  if (numbers === '' || (pre !== '' && (parts.length < 3 || prerelease(version) === null))) {
    throw new RunError(
      'invalid-input',
      `'${text.slice(0, 60)}' in ${source} is not a version.`,
      "Write a version such as '1.11.4', or constraints such as '~> 1.11.0' or '>= 1.9, < 2.0', with commas between them."
    )
  }
  return { operator: operator as Operator, version, parts: parts.length }
}

/**
 * Every constraint holds, as in Terraform; a pre-release only satisfies one that names it exactly.
 * @param version whole
 * @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function satisfies(version: string, { constraints }: Wanted): boolean {
  if (prerelease(version) !== null) {
    return (
      constraints.length > 0 &&
      constraints.every((one) => one.operator === '=' && compare(one.version, version) === 0)
    )
  }
  return constraints.every((one) => holds(version, one))
}

function holds(version: string, constraint: Constraint): boolean {
  const { operator } = constraint
  if (operator === '!=') return compare(version, constraint.version) !== 0
  if (operator !== '~>') return isWithin(version, `${operator}${constraint.version}`)
  const [major = '', minor = ''] = constraint.version.split('.')
  // Only the last number that is written may be greater.
  const begins = [`${major}.`, `${major}.${minor}.`][constraint.parts - 2] ?? ''
  return isWithin(version, `>=${constraint.version}`) && version.startsWith(begins)
}

/** The version itself, where exactly one can satisfy. */
export function exactVersion({ constraints }: Wanted): string | undefined {
  const [only, ...others] = constraints
  return only?.operator === '=' && others.length === 0 ? only.version : undefined
}

/**
 * The versions in an index, newest first; what is no version is left out.
 * @param index JSON as it came: of Terraform, an object `versions` whose keys are versions; of OpenTofu, a list
 *   `versions` of objects with an `id`
 * @returns undefined where it is neither
 */
export function versionsIn(tool: Tool, index: unknown): readonly string[] | undefined {
  const versions = objectOf(index)?.['versions']
  const texts =
    tool === 'terraform'
      ? Object.keys(objectOf(versions) ?? {})
      : (listOf(versions) ?? []).map((entry) => textOf(objectOf(entry)?.['id']) ?? '')
  const found = texts
    .map((text) => text.replace(/^v/u, ''))
    .filter((text) => valid(text) === text)
    .toSorted(rcompare)
  return found.length === 0 ? undefined : found
}

/** The newest of some that satisfies. */
export const newestOf = (versions: readonly string[], wanted: Wanted): string | undefined =>
  versions.reduce<string | undefined>(
    (best, one) => (satisfies(one, wanted) && (best === undefined || gt(one, best)) ? one : best),
    undefined
  )

/** Up to five versions that somebody may have meant: of the same minor version, else the newest of all. */
export function versionsNear(versions: readonly string[], version: string): readonly string[] {
  const minor = /^\d+\.\d+\./u.exec(version)?.[0] ?? version
  const released = versions
    .filter((one) => prerelease(one) === null)
    .toSorted((a, b) => compare(b, a))
  const near = released.filter((one) => one.startsWith(minor))
  return (near.length > 0 ? near : released).slice(0, 5)
}

/** Whether the action cannot run a version. */
export const isOld = (tool: Tool, version: string): boolean => compare(version, OLDEST[tool]) < 0

/** @throws RunError `invalid-input` for a version that the action cannot run */
export function refuseOld(tool: Tool, version: string, where: string): void {
  if (!isOld(tool, version)) return
  throw new RunError(
    'invalid-input',
    `${titleOf(tool)} ${version} (from ${where}) is too old: it lacks options that the action uses.`,
    `Ask for ${titleOf(tool)} ${OLDEST[tool]} or later.`
  )
}
