/** Reads the policy file; loaded only where there is one, for its two packages take their time. */
import { Ajv } from 'ajv'
import type { ErrorObject } from 'ajv'
import schema from '../../docs/policy.schema.json' with { type: 'json' }
import { ENVIRONMENT_TAG } from '../tags/coverage.ts'
import { describeViolation } from './mistakes.ts'
import type { Policy, PolicyLine } from './policy.ts'
import { offsetOf, pairsOf, readYaml, startOf } from './yaml.ts'
import type { Mistake, Source } from './yaml.ts'

/** What the schema lets through. */
type File = { readonly environments?: Readonly<Record<string, Keys>> | null } | null

interface Keys {
  readonly protected?: boolean
  readonly 'max-destroy'?: number
  readonly suspend?: boolean
  readonly 'require-tags'?: boolean | readonly string[]
}

const validate = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<File>(
  schema
)

/**
 * The policy that the text of a policy file holds; an empty one is no policy.
 * @param file how messages name it
 * @throws RunError `invalid-input` with every mistake found, a line `FILE:LINE:COLUMN: …` each
 */
export function parsePolicy(text: string, file = '.github/gitops-env.yml'): Policy {
  const source = readYaml(text, file)
  const { value, mistakes } = source
  const isValid = validate(value)
  const violations = isValid
    ? []
    : (validate.errors ?? []).flatMap((error) => mistakeOf(source, error))
  if (!isValid || mistakes.length > 0) throw source.error([...mistakes, ...violations])
  return policyOf(source, value?.environments ?? {})
}

function mistakeOf({ document }: Source, error: ErrorObject): readonly Mistake[] {
  // What is wrong with a name is told once, by the rule about all names.
  if (error.propertyName !== undefined) return []
  const key = error.params['additionalProperty'] ?? error.params['propertyName']
  const above = error.instancePath.split('/').slice(1).map(unescape)
  const path = typeof key === 'string' ? [...above, key] : above
  return [
    {
      offset: offsetOf(document, path, key === undefined ? 'value' : 'key'),
      text: describeViolation(path, error)
    }
  ]
}

/** A part of a JSON pointer. */
const unescape = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

/** In the order of the file, which an object does not keep for names such as '7'. */
function policyOf(
  { document, lineOf }: Source,
  environments: Readonly<Record<string, Keys>>
): Policy {
  const node = pairsOf(document, document.contents).get('environments')
  const lines = [...pairsOf(document, node?.value)].map(([pattern, { key }]): PolicyLine => {
    const keys = environments[pattern] ?? {}
    const { protected: guarded, 'max-destroy': maxDestroy, suspend, 'require-tags': tags } = keys
    return {
      pattern,
      line: lineOf(startOf(key)),
      ...(guarded === undefined ? {} : { protected: guarded }),
      ...(maxDestroy === undefined ? {} : { maxDestroy }),
      ...(suspend === undefined ? {} : { suspend }),
      ...(tags === undefined ? {} : { requiredTags: requiredBy(tags) })
    }
  })
  return { environments: lines }
}

function requiredBy(tags: boolean | readonly string[]): readonly string[] {
  if (typeof tags !== 'boolean') return tags
  return tags ? [ENVIRONMENT_TAG] : []
}
