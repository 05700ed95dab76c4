/** What of a backend a version of the tool has: the type itself, and the settings that switch its lock on. */
import { gte, valid } from 'semver'
import { RunError } from '../errors.ts'
import { titleOf } from '../tool/releases.ts'
import type { Tool } from '../tool/releases.ts'
import type { Backend } from './configure.ts'
import { kindOf } from './kinds.ts'

/** The settings for one version, and what is to be told of those it does not know. */
export interface Suited {
  readonly config: Readonly<Record<string, string>>
  readonly notice: string | undefined
}

/**
 * @param version of the tool; undefined where it does not say
 * @throws RunError `invalid-input` for a type that the version does not have
 */
export function suitedTo(
  { type, config, locking }: Pick<Backend, 'type' | 'config' | 'locking'>,
  tool: Tool,
  version: string | undefined
): Suited {
  const kind = kindOf(type)
  const first = kind?.since
  if (first !== undefined && !isSince(version, first[tool])) throw unknownTo(tool, version, type)
  if (Object.keys(locking).length === 0) return { config, notice: undefined }
  if (isSince(version, kind?.locking.since))
    return { config: { ...locking, ...config }, notice: undefined }
  return {
    config,
    notice: `${titleOf(tool)} ${version ?? '(unknown version)'} takes no lock of its own in the '${type}' backend: it could with ${kind?.locking.unless.join(' (newer versions) or ') ?? ''}. The lock of this action keeps runs apart; a person's terraform is not kept out.`
  }
}

const isSince = (version: string | undefined, first: string | undefined): boolean =>
  first !== undefined && version !== undefined && valid(version) !== null && gte(version, first)

function unknownTo(tool: Tool, version: string | undefined, type: string): RunError {
  const first = kindOf(type)?.since?.[tool]
  return new RunError(
    'invalid-input',
    `The backend type '${type}' is unknown to ${titleOf(tool)} ${version ?? '(unknown version)'}.`,
    first === undefined
      ? `${titleOf(tool)} has never had it. Name another type with the input 'backend'.`
      : `It exists since ${first}: ask for that with the input 'tool-version', or name another type with the input 'backend'.`
  )
}
