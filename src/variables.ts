/** Decides which values go to which variables the root module declares. */
import { RunError } from './errors.ts'
import { listOf, objectOf, parseJson } from './json.ts'
import { fill } from './placeholders.ts'
import type { Placeholders } from './placeholders.ts'

/** Variables that stand for the tags of all resources. */
export const TAG_VARIABLES = ['tags', 'labels', 'default_tags', 'common_tags'] as const
export type TagVariable = (typeof TAG_VARIABLES)[number]

export interface DeclaredVariable {
  /** The type constraint as it is written, or undefined where there is none. */
  readonly type: string | undefined
}

/**
 * The content of the generated `*.tfvars.json`. The standard variables are given only where the
 * module declares them with a fitting type; the user's own must be declared.
 * @param tags the tags as each of the variables for them takes them
 * @param lines the input `variables`, placeholders not yet filled; they beat the standard ones
 * @param complete false where a file of the module could not be read, so that a variable may be declared unseen
 * @throws RunError `invalid-input` for a variable the module does not declare
 */
export function variablesFor(
  declared: ReadonlyMap<string, DeclaredVariable>,
  values: Placeholders & { readonly commit: string },
  tags: Readonly<Record<TagVariable, Readonly<Record<string, string>>>>,
  lines: Readonly<Record<string, string>>,
  complete: boolean
): Readonly<Record<string, unknown>> {
  const texts: Readonly<Record<string, string>> = {
    environment: values.environment,
    project: values.project,
    branch: values.branch,
    commit_sha: values.commit
  }
  const standard = Object.entries(texts).filter(([name]) => takesText(declared.get(name)))
  return {
    ...Object.fromEntries(standard),
    ...Object.fromEntries(declaredForTags(declared).map((name) => [name, tags[name]])),
    ...Object.fromEntries(
      Object.entries(lines).map(([name, value]) => {
        const variable = declared.get(name)
        if (variable === undefined && complete) throw undeclared(name, declared)
        return [name, valueOf(value, variable, values)]
      })
    )
  }
}

const takesText = (variable: DeclaredVariable | undefined): boolean =>
  variable !== undefined && (variable.type === undefined || /^(?:any|string)$/u.test(variable.type))

/** The variables for tags that the module declares with a fitting type. */
export const declaredForTags = (
  declared: ReadonlyMap<string, DeclaredVariable>
): readonly TagVariable[] => TAG_VARIABLES.filter((name) => takesMap(declared.get(name)))

const takesMap = (variable: DeclaredVariable | undefined): boolean =>
  variable !== undefined &&
  (variable.type === undefined || /^(?:any|map|map\(\s*(?:any|string)\s*\))$/u.test(variable.type))

/** A list or an object is written as JSON; Terraform itself converts a text to a number or a boolean. */
function valueOf(
  text: string,
  variable: DeclaredVariable | undefined,
  values: Placeholders
): unknown {
  const parsed = variable?.type === 'string' ? undefined : parseJson(text)
  const shaped = objectOf(parsed) ?? listOf(parsed)
  return shaped === undefined ? fill(text, values) : fillIn(shaped, values)
}

/** Fills the texts within a value, so that no branch's name can change its shape. */
function fillIn(value: unknown, values: Placeholders): unknown {
  if (typeof value === 'string') return fill(value, values)
  const list = listOf(value)
  if (list !== undefined) return list.map((part) => fillIn(part, values))
  const object = objectOf(value)
  if (object === undefined) return value
  return Object.fromEntries(
    Object.entries(object).map(([name, part]) => [name, fillIn(part, values)])
  )
}

function undeclared(name: string, declared: ReadonlyMap<string, DeclaredVariable>): RunError {
  const names = [...declared.keys()].toSorted().join(', ')
  return new RunError(
    'invalid-input',
    `The input 'variables' gives '${name}', which the root module does not declare.`,
    names === '' ? 'The root module declares no variable.' : `It declares: ${names}.`
  )
}
