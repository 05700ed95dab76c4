/** How the tags of an environment reach its resources: by variables, by Terraform's environment, by an override file. */
import { fitTags, taggingOf } from './rules.ts'
import type { TagChange, TaggingProvider } from './rules.ts'
import { STANDARD_TAGS } from './tags.ts'
import { quoted, untemplated } from '../terraform/hcl-literal.ts'
import type { Declarations, ModuleProvider } from '../terraform/module-merge.ts'
import type { UsedProvider } from '../terraform/used-providers.ts'
import { declaredForTags } from '../variables.ts'
import type { TagVariable } from '../variables.ts'

type Tags = Readonly<Record<string, string>>

/** A provider that takes tags, as this module has it. */
export interface Tagged extends TaggingProvider, UsedProvider {}

/** Those of the providers that are known to take tags. */
export const taggedOf = (used: readonly UsedProvider[]): readonly Tagged[] =>
  used.flatMap((provider) => {
    const tagging = taggingOf(provider.address)
    return tagging === undefined ? [] : [{ ...tagging, ...provider }]
  })

/** The providers whose resources a variable is for: Google's for `labels`; all of them where none is of that kind. */
export function meantBy(variable: TagVariable, providers: readonly Tagged[]): readonly Tagged[] {
  const labels = variable === 'labels'
  const fitting = providers.filter(({ argument }) => (argument === 'labels') === labels)
  return fitting.length === 0 ? providers : fitting
}

/** The tags as all of these providers take them, and what had to be altered for it. */
export function tagsOn(
  providers: readonly Tagged[],
  tags: Tags
): { readonly tags: Tags; readonly changes: readonly TagChange[] } {
  const rules = new Set(providers.flatMap((provider) => provider.rules ?? []))
  const changes: TagChange[] = []
  let fitted = tags
  for (const one of rules) {
    const result = fitTags(fitted, one, STANDARD_TAGS)
    changes.push(...result.changes)
    fitted = result.tags
  }
  return { tags: fitted, changes }
}

const PREFIX = 'TF_AWS_DEFAULT_TAGS_'

/**
 * The environment variables that the AWS provider takes tags from. It takes them in other modules, too, which only
 * `init` finds: so every Terraform gets them. AWS's IAM takes keys that differ by case for the same, and refuses a
 * role that has both: a standard tag is spelled as the module spells its own.
 * @param variables the user's, of which those for the same tag win
 * @see https://github.com/hashicorp/terraform-provider-aws/releases/tag/v5.62.0
 */
export function awsTagVariables(
  tags: Tags,
  { tagKeys }: Pick<Declarations, 'tagKeys'>,
  variables: Readonly<Record<string, string | undefined>>
): Tags {
  const rules = taggingOf('hashicorp/aws')?.rules
  if (rules === undefined) return {}
  const own = new Set(Object.keys(variables).map((name) => name.toLowerCase()))
  const named = Object.entries(fitTags(tags, rules, STANDARD_TAGS).tags).map(
    ([key, value]) => [`${PREFIX}${spelled(key, tagKeys)}`, value] as const
  )
  return Object.fromEntries(named.filter(([name]) => !own.has(name.toLowerCase())))
}

function spelled(key: string, tagKeys: ReadonlySet<string>): string {
  if (tagKeys.has(key) || !STANDARD_TAGS.some((one) => one === key)) return key
  return [...tagKeys].find((one) => one.toLowerCase() === key) ?? key
}

/** Whether it takes tags without a change of the module; one whose version nobody knows is not an old one. */
export const hasWay = ({ way, version, name }: Tagged): boolean =>
  way !== undefined &&
  !isOlder(version, way.since) &&
  (way.kind !== 'default_labels' || name !== undefined)

export function isOlder(version: string | undefined, since: string): boolean {
  if (version === undefined) return false
  const numbers = (text: string): number[] => text.split(/[.+-]/u).slice(0, 3).map(Number)
  const [found, needed] = [numbers(version), numbers(since)]
  const at = needed.findIndex((number, index) => (found[index] ?? 0) !== number)
  return at >= 0 && (found[at] ?? 0) < (needed[at] ?? 0)
}

/**
 * The `provider` part of an override file that gives every block of Google's providers the labels; the module's own
 * labels win. Undefined where there is none to give them to.
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
export function labelsOverride(
  { providers }: Pick<Declarations, 'providers'>,
  tagged: readonly Tagged[],
  tags: Tags
): Readonly<Record<string, readonly object[]>> | undefined {
  const labelled = tagged.filter((one) => one.way?.kind === 'default_labels' && hasWay(one))
  if (labelled.length === 0) return undefined
  return Object.fromEntries(
    labelled.map((one) => {
      const labels = tagsOn([one], tags).tags
      const blocks = providers.filter(({ name }) => name === one.name)
      const aliased = blocks.filter(({ alias }) => alias !== undefined)
      const plain = blocks.find(({ alias }) => alias === undefined)
      return [one.name, [plain, ...aliased].map((block) => overrideOf(block, labels))]
    })
  )
}

const overrideOf = (block: ModuleProvider | undefined, labels: Tags): object => ({
  ...(block?.alias === undefined ? {} : { alias: block.alias }),
  default_labels:
    block?.labels === undefined
      ? Object.fromEntries(
          Object.entries(labels).map(([key, value]) => [untemplated(key), untemplated(value)])
        )
      : merged(labels, block.labels)
})

const merged = (labels: Tags, expression: string): string => {
  const entries = Object.entries(labels).map(
    ([key, value]) => `${untemplated(quoted(key))} = ${untemplated(quoted(value))}`
  )
  return `\${merge({ ${entries.join(', ')} }, ${expression})}`
}

/** The tags for each variable that may stand for them, by its name. */
export const variableTags = (
  tags: Tags,
  tagged: readonly Tagged[]
): Readonly<Record<TagVariable, Tags>> => ({
  tags: tagsOn(meantBy('tags', tagged), tags).tags,
  labels: tagsOn(meantBy('labels', tagged), tags).tags,
  default_tags: tagsOn(meantBy('default_tags', tagged), tags).tags,
  common_tags: tagsOn(meantBy('common_tags', tagged), tags).tags
})

/** Which variables carry tags: those of ours, and those that the user gives a value of his own. */
export const carriersIn = (
  { variables }: Pick<Declarations, 'variables'>,
  given: Readonly<Record<string, string>>
): { readonly ours: readonly TagVariable[]; readonly all: readonly TagVariable[] } => {
  const all = declaredForTags(variables)
  return { all, ours: all.filter((name) => given[name] === undefined) }
}
