/** Reads every input once, into one typed value; the only defaults are those of action.yml. */
import { RunError } from './errors.ts'
import { isName, NAME_RULE } from './environment.ts'
import type { BranchPattern } from './environment.ts'
import { COMMANDS } from './operation.ts'
import type { Command } from './operation.ts'
import { isBranchName } from './event.ts'
import { BACKENDS } from './backend/kinds.ts'
import { TOOLS } from './tool/releases.ts'
import type { Tool } from './tool/releases.ts'
import type { BackendType } from './backend/kinds.ts'

export interface Inputs {
  readonly command: Command
  readonly branches: readonly BranchPattern[]
  readonly branch: string | undefined
  readonly workingDirectory: string
  readonly project: string | undefined
  readonly backend: BackendType | 'auto'
  readonly backendConfig: Readonly<Record<string, string>>
  readonly statePassphrase: string | undefined
  readonly previousPassphrase: string | undefined
  readonly variables: Readonly<Record<string, string>>
  readonly varFiles: readonly string[]
  readonly tags: Readonly<Record<string, string>>
  readonly tool: Tool
  readonly toolVersion: string
  readonly maxDestroy: number | undefined
  readonly lockTimeoutMs: number
  readonly cache: boolean
  readonly token: string
}

const SHORTEST_PASSPHRASE = 20
/** Written out, it keeps states in git in clear; anything else must be long enough to be a secret. */
export const NO_PASSPHRASE = 'none'

/**
 * All inputs of a run.
 * @param get answers an input's text, defaults of action.yml filled in, '' where there is none
 * @throws RunError `invalid-input` with every mistake found, a line each
 */
export function parseInputs(get: (name: string) => string): Inputs {
  const mistakes: string[] = []
  const read = <T>(name: string, parse: (text: string, raw: string) => T): T => {
    try {
      return parse(get(name).trim(), get(name))
    } catch (error) {
      if (!(error instanceof Mistake)) throw error
      mistakes.push(`${name}: ${error.message}`)
      return undefined as T // never seen: the mistakes are thrown below
    }
  }
  const inputs: Inputs = {
    command: read('command', (text) => oneOf(COMMANDS, text)),
    branches: read('branches', parsePatterns),
    branch: read('branch', parseBranch),
    workingDirectory: read('working-directory', parseDirectory),
    project: read('project', parseProject),
    backend: read('backend', (text) => oneOf(['auto', ...BACKENDS] as const, text)),
    backendConfig: read('backend-config', parseAssignments),
    statePassphrase: read('state-passphrase', parsePassphrase),
    previousPassphrase: read('previous-passphrase', (text) =>
      parsePrevious(text, get('state-passphrase').trim())
    ),
    variables: read('variables', parseAssignments),
    varFiles: read('var-files', linesOf),
    tags: read('tags', parseAssignments),
    tool: read('tool', (text) => oneOf(TOOLS, text)),
    toolVersion: read('tool-version', (text) => text),
    maxDestroy: read('max-destroy', parseCount),
    lockTimeoutMs: read('lock-timeout', parseDuration),
    cache: read('cache', parseBoolean),
    token: read('token', (text) => text)
  }
  if (mistakes.length === 0) return inputs
  const list = mistakes.map((mistake) => `  - ${mistake}`).join('\n')
  throw new RunError('invalid-input', `Invalid inputs:\n${list}`)
}

class Mistake extends Error {}

function oneOf<T extends string>(choices: readonly T[], text: string): T {
  const found = choices.find((choice) => choice === text)
  if (found === undefined) throw new Mistake(`'${text}' is not one of ${choices.join(', ')}`)
  return found
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function parsePatterns(text: string): readonly BranchPattern[] {
  const lines = linesOf(text)
  if (lines.length === 0) throw new Mistake("is empty; write a pattern such as 'env-*'")
  return lines.map(parsePattern)
}

/** A branch's name may itself hold '=', so that only ` = ` with blanks separates. */
function parsePattern(line: string): BranchPattern {
  const [pattern = '', name, ...more] = line.split(/\s+=\s+/u)
  if (more.length > 0 || /\s/u.test(pattern)) {
    throw new Mistake(`'${line}' is neither PATTERN nor PATTERN = NAME`)
  }
  if (!isBranchName(pattern.replace('*', 'x'))) {
    throw new Mistake(
      `'${pattern}' can match no branch; '*' stands once, for any text, '/' included`
    )
  }
  if (name === undefined) return { pattern, name }
  if (!isName(name.replace('*', 'x'))) {
    throw new Mistake(
      `'${name}' cannot name an environment; use ${NAME_RULE}, and '*' for what '*' matched`
    )
  }
  if (name.includes('*') && !pattern.includes('*')) {
    throw new Mistake(`'${line}' has '*' in the name, but none in the pattern`)
  }
  return { pattern, name }
}

/**
 * One spelling for each branch: a workflow that compares the text, to choose secrets or reviewers, must not take
 * for another branch what is the same one here.
 */
function parseBranch(text: string, raw: string): string | undefined {
  if (text === '') return undefined
  if (text !== raw) throw new Mistake(`has blanks or lines around it; write '${text}'`)
  if (text.startsWith('refs/heads/')) {
    throw new Mistake(
      `'${text}' is a ref; write the branch's name, '${text.slice('refs/heads/'.length)}'`
    )
  }
  if (!isBranchName(text)) throw new Mistake(`'${text}' is not a branch's name`)
  return text
}

function parseDirectory(text: string): string {
  const parts = text.split(/[/\\]/u).filter((part) => part !== '' && part !== '.')
  if (/^[/\\]|^[A-Za-z]:/u.test(text) || parts.includes('..')) {
    throw new Mistake(
      `'${text}' leaves the repository; write a path below its top, such as 'infra'`
    )
  }
  return parts.length === 0 ? '.' : parts.join('/')
}

function parseProject(text: string): string | undefined {
  if (text === '') return undefined
  if (!isName(text)) throw new Mistake(`'${text}' is not a project's name; use ${NAME_RULE}`)
  return text
}

/** Lines `key=value`; a value keeps its blanks, quotes and further '='. */
function parseAssignments(text: string): Readonly<Record<string, string>> {
  const pairs = linesOf(text).map((line, index): readonly [string, string] => {
    const equals = line.indexOf('=')
    const key = line.slice(0, equals).trim()
    // Not quoted: it may be the second line of a secret.
    if (equals < 1 || key === '') throw new Mistake(`line ${index + 1} is not key=value`)
    return [key, line.slice(equals + 1).trim()]
  })
  const twice = pairs.find(([key], index) => pairs.findIndex(([other]) => other === key) !== index)
  if (twice !== undefined) throw new Mistake(`'${twice[0]}' is given twice`)
  return Object.fromEntries(pairs)
}

function parsePassphrase(text: string): string | undefined {
  if (text === '') return undefined
  if (text !== NO_PASSPHRASE && text.length < SHORTEST_PASSPHRASE) {
    throw new Mistake(
      `has ${text.length} characters and needs at least ${SHORTEST_PASSPHRASE}; make one with 'openssl rand -base64 32'`
    )
  }
  return text
}

/** @param present the text of 'state-passphrase' */
function parsePrevious(text: string, present: string): string | undefined {
  const previous = parsePassphrase(text)
  if (previous === undefined) return undefined
  if (present === '') throw new Mistake("is given without the new one, 'state-passphrase'")
  if (present === previous) {
    throw new Mistake("is the same as 'state-passphrase'; give the one that was used before it")
  }
  if (present === NO_PASSPHRASE) {
    throw new Mistake(
      "is given with 'state-passphrase: none', but what is encrypted stays so; destroy the environment with its passphrase, then create it with 'none'"
    )
  }
  return previous
}

/** Nine digits are more than any plan has, and stay exact. */
function parseCount(text: string): number | undefined {
  if (text === '') return undefined
  if (!/^\d{1,9}$/u.test(text)) {
    throw new Mistake(`'${text.slice(0, 40)}' is not a whole number such as 0 or 20`)
  }
  return Number(text)
}

function parseDuration(text: string): number {
  const [, amount, unit] = /^(\d{1,5})(s|m|h)$/u.exec(text) ?? []
  if (amount === undefined || unit === undefined) {
    throw new Mistake(`'${text}' is not a duration such as 30s, 5m or 1h`)
  }
  return Number(amount) * { s: 1000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h']
}

/** The words of YAML 1.2. @see https://yaml.org/spec/1.2.2/#10212-boolean */
function parseBoolean(text: string): boolean {
  if (/^(?:true|True|TRUE)$/u.test(text)) return true
  if (/^(?:false|False|FALSE)$/u.test(text)) return false
  throw new Mistake(`'${text.slice(0, 40)}' is neither true nor false`)
}
