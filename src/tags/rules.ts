/** What each provider's cloud allows in tags and labels, and how tags are made to fit. */

interface TextRule {
  /** Characters that may not be there; each becomes '-'. */
  readonly forbidden: RegExp
  /** The most UTF-16 units. */
  readonly most: number
  /** What it must begin with; where it does not, `tag-` is put before it. */
  readonly start?: RegExp
  /** What may stand neither at the start nor at the end. */
  readonly ends?: RegExp
}

export interface TagRules {
  readonly key: TextRule
  readonly value: TextRule
  /** The most tags of one resource. */
  readonly most: number
  readonly lowerCase?: true
  /** Whether 'a' and 'A' are the same key. */
  readonly ignoresCase?: true
  /** A beginning of keys and values that is the cloud's own; its ':' becomes '-'. */
  readonly reserved?: RegExp
}

/** @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const AWS: TagRules = {
  // '=' is allowed, too, but the name of an environment variable, which carries the key, cannot have it.
  key: { forbidden: /[^\p{L}\p{N}\p{Zs}_.:/+\-@]/gu, most: 128 },
  value: { forbidden: /[^\p{L}\p{N}\p{Zs}_.:/=+\-@]/gu, most: 256 },
  most: 50,
  reserved: /^(aws):/iu
}

/** @see https://cloud.google.com/resource-manager/docs/labels-overview */
const GOOGLE: TagRules = {
  key: { forbidden: /[^a-z0-9_-]/gu, most: 63, start: /^[a-z]/u },
  value: { forbidden: /[^a-z0-9_-]/gu, most: 63 },
  most: 64,
  lowerCase: true
}

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations */
const AZURE: TagRules = {
  key: { forbidden: /[<>%&\\?/\p{Cc}\p{Cs}]/gu, most: 512 },
  value: { forbidden: /[\p{Cc}\p{Cs}]/gu, most: 256 },
  most: 50,
  ignoresCase: true
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const KUBERNETES: TagRules = {
  key: { forbidden: /[^A-Za-z0-9_.-]/gu, most: 63, ends: /^[_.-]+|[_.-]+$/gu },
  value: { forbidden: /[^A-Za-z0-9_.-]/gu, most: 63, ends: /^[_.-]+|[_.-]+$/gu },
  most: Infinity
}

export interface TaggingProvider {
  /** Its name, as people say it. */
  readonly title: string
  /** Undefined where nothing is known to be refused. */
  readonly rules?: TagRules
  /** The argument of its resources. */
  readonly argument: 'tags' | 'labels'
  /** How it takes tags for all resources without a change of the module, and since which version. */
  readonly way?: { readonly kind: 'environment' | 'default_labels'; readonly since: string }
}

/** By the end of its address. */
const PROVIDERS: Readonly<Record<string, TaggingProvider>> = {
  'hashicorp/aws': {
    title: 'aws',
    rules: AWS,
    argument: 'tags',
    // https://github.com/hashicorp/terraform-provider-aws/releases/tag/v5.62.0
    way: { kind: 'environment', since: '5.62.0' }
  },
  'hashicorp/google': {
    title: 'google',
    rules: GOOGLE,
    argument: 'labels',
    // https://github.com/hashicorp/terraform-provider-google/releases/tag/v5.0.0
    way: { kind: 'default_labels', since: '5.0.0' }
  },
  'hashicorp/google-beta': {
    title: 'google-beta',
    rules: GOOGLE,
    argument: 'labels',
    way: { kind: 'default_labels', since: '5.0.0' }
  },
  'hashicorp/azurerm': { title: 'azurerm', rules: AZURE, argument: 'tags' },
  'azure/azapi': { title: 'azapi', rules: AZURE, argument: 'tags' },
  'aliyun/alicloud': { title: 'alicloud', argument: 'tags' },
  'huaweicloud/huaweicloud': { title: 'huaweicloud', argument: 'tags' },
  'opentelekomcloud/opentelekomcloud': { title: 'opentelekomcloud', argument: 'tags' },
  'tencentcloudstack/tencentcloud': { title: 'tencentcloud', argument: 'tags' },
  'hetznercloud/hcloud': { title: 'hcloud', rules: KUBERNETES, argument: 'labels' },
  // Of its resources only some are labelled, and not by an argument of their own.
  'hashicorp/kubernetes': {
    title: 'kubernetes',
    rules: KUBERNETES,
    argument: 'labels'
  }
}

/** @param address `registry.terraform.io/hashicorp/google` */
export function taggingOf(address: string): TaggingProvider | undefined {
  const end = address.split('/').slice(-2).join('/').toLowerCase()
  return Object.hasOwn(PROVIDERS, end) ? PROVIDERS[end] : undefined
}

/** What was altered; `key` is the one that was asked for. */
export type TagChange =
  | { readonly kind: 'value'; readonly key: string; readonly from: string; readonly to: string }
  | { readonly kind: 'key'; readonly key: string; readonly to: string }
  | {
      readonly kind: 'both'
      readonly key: string
      readonly name: string
      readonly from: string
      readonly to: string
    }
  | { readonly kind: 'same'; readonly key: string; readonly as: string }
  | { readonly kind: 'empty'; readonly key: string }
  | { readonly kind: 'beyond'; readonly key: string; readonly most: number }

type Tags = Readonly<Record<string, string>>

/**
 * The tags as a provider's cloud takes them.
 * @param first keys that stay where there are too many
 */
export function fitTags(
  tags: Tags,
  rules: TagRules,
  first: readonly string[]
): { readonly tags: Tags; readonly changes: readonly TagChange[] } {
  const fitted = new Map<string, string>()
  const taken = new Map<string, string>()
  const changes: TagChange[] = []
  for (const { key, wanted, name, from } of inOrder(tags, rules, first)) {
    const same = taken.get(rules.ignoresCase === true ? name.toLowerCase() : name)
    if (name === '') changes.push({ kind: 'empty', key })
    else if (same !== undefined) changes.push({ kind: 'same', key, as: same })
    else if (fitted.size >= rules.most) changes.push({ kind: 'beyond', key, most: rules.most })
    else {
      const to = fitText(from, rules.value, rules)
      if (name !== wanted && to !== from) changes.push({ kind: 'both', key, name, from, to })
      else if (name !== wanted) changes.push({ kind: 'key', key, to: name })
      else if (to !== from) changes.push({ kind: 'value', key, from, to })
      fitted.set(name, to)
      taken.set(rules.ignoresCase === true ? name.toLowerCase() : name, key)
    }
  }
  return { tags: Object.fromEntries(fitted), changes }
}

/** Those that must stay come first, then those whose key stays as it is. */
function inOrder(tags: Tags, rules: TagRules, first: readonly string[]) {
  const all = Object.entries(tags).map(([key, value]) => {
    const wanted = key.normalize('NFC')
    const name = fitText(wanted, rules.key, rules)
    const rank = first.includes(key) ? 0 : name === wanted ? 1 : 2
    return { key, wanted, name, from: value.normalize('NFC'), rank }
  })
  return all.toSorted((left, right) => left.rank - right.rank)
}

function fitText(text: string, rule: TextRule, { lowerCase, reserved }: TagRules): string {
  const cased = lowerCase === true ? text.toLowerCase() : text
  const plain = cased.replace(rule.forbidden, '-')
  const free = reserved === undefined ? plain : plain.replace(reserved, '$1-')
  const begun =
    rule.start === undefined || rule.start.test(free) || free === '' ? free : `tag-${free}`
  const trimmed = rule.ends === undefined ? begun : begun.replace(rule.ends, '')
  // Half a character may be left at the end of what was cut.
  const cut = trimmed.slice(0, rule.most).replace(/\p{Cs}$/u, '')
  return rule.ends === undefined ? cut : cut.replace(rule.ends, '')
}
