/** What a root module declares, put together from its files by Terraform's rules. */
import { literalOf } from './hcl.ts'
import type { HclAttribute, HclBlock, HclItem } from './hcl.ts'
import { objectIn } from './hcl-object.ts'
import { shapeOf } from './hcl-shape.ts'

export interface ModuleVariable {
  readonly name: string
  /** The type expression as it is written. */
  readonly type: string | undefined
  readonly sensitive: boolean
  /** It has no default. */
  readonly required: boolean
  readonly file: string
  readonly line: number
}

export interface ModuleProvider {
  readonly name: string
  readonly alias: string | undefined
  /** Its `default_labels` as an expression of the native syntax, whatever the file's is. */
  readonly labels: string | undefined
}

/** An entry of `required_providers`; undefined for what is not written, or is no literal. */
export interface ModuleRequirement {
  /** `hashicorp/google` */
  readonly source: string | undefined
  readonly version: string | undefined
}

export interface ModuleBackend {
  readonly type: string
  /**
   * Literals as text, lists and objects of them as written; undefined for anything else that is set; no nulls. In
   * a nested block: `block.name`.
   */
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly file: string
  readonly line: number
}

export interface Declarations {
  readonly variables: ReadonlyMap<string, ModuleVariable>
  /** One for each `provider` block, those of override files merged. */
  readonly providers: readonly ModuleProvider[]
  /** By the provider's name in this module. */
  readonly requirements: ReadonlyMap<string, ModuleRequirement>
  /** The names of providers that resources and data sources stand for: `google` for a `google_storage_bucket`. */
  readonly implied: ReadonlySet<string>
  /** Keys that stand in arguments, locals and defaults for tags, as they are spelled; some may be none. */
  readonly tagKeys: ReadonlySet<string>
  readonly backend: ModuleBackend | undefined
  /** The `cloud` block, as if it were a backend of that type. */
  readonly cloud: ModuleBackend | undefined
  /** Several constraints are joined with commas, as they all apply. */
  readonly requiredVersion: string | undefined
}

/** A file, as far as it matters for what is in it. */
export interface Source {
  readonly file: string
  readonly override: boolean
  /** Whether its `required_version` is one of this tool: in a `.tf` it is Terraform's. */
  readonly versioned: boolean
}

interface Draft {
  readonly variables: Map<string, ModuleVariable>
  readonly providers: Map<string, ModuleProvider>
  readonly requirements: Map<string, ModuleRequirement>
  readonly implied: Set<string>
  readonly tagKeys: Set<string>
  backend: Declarations['backend']
  cloud: Declarations['cloud']
  versions: string[]
}

/**
 * Merges the files of a module.
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
export function openDeclarations(): {
  /** Files come in their order, override files last. */
  readonly add: (source: Source, items: readonly HclItem[]) => void
  readonly all: () => Declarations
} {
  const draft: Draft = {
    variables: new Map(),
    providers: new Map(),
    requirements: new Map(),
    implied: new Set(),
    tagKeys: new Set(),
    backend: undefined,
    cloud: undefined,
    versions: []
  }
  return {
    add: (source, items) => merge(draft, source, items.filter(isBlock)),
    all: () => {
      const { versions, ...rest } = draft
      const requiredVersion = versions.length === 0 ? undefined : versions.join(', ')
      return { ...rest, providers: [...draft.providers.values()], requiredVersion }
    }
  }
}

function merge(draft: Draft, source: Source, blocks: readonly HclBlock[]): void {
  for (const block of blocks) {
    if (block.type === 'variable') mergeVariable(draft, source, block)
    if (block.type === 'provider') mergeProvider(draft, block)
    if (RESOURCES.includes(block.type)) noteImplied(draft, source, block)
    noteTagKeys(draft, block)
  }
  mergeSettings(
    draft,
    source,
    blocks.filter(({ type }) => type === 'terraform')
  )
}

function mergeVariable(draft: Draft, { file, override }: Source, block: HclBlock): void {
  const name = block.labels[0]
  if (name === undefined) return
  const base = draft.variables.get(name)
  // The others are errors, which Terraform reports: a duplicate, an override of nothing.
  if (override === (base === undefined)) return
  const type = attributeOf(block, 'type')
  const sensitive = attributeOf(block, 'sensitive')
  draft.variables.set(name, {
    name,
    type: type === undefined ? base?.type : String(literalOf(type) ?? type),
    sensitive: sensitive === undefined ? (base?.sensitive ?? false) : !isFalse(sensitive),
    required: (base?.required ?? true) && attributeOf(block, 'default') === undefined,
    file: base?.file ?? file,
    line: base?.line ?? block.line
  })
}

function mergeProvider(draft: Draft, block: HclBlock): void {
  const name = block.labels[0]
  if (name === undefined) return
  const alias = literalTextOf(attributeOf(block, 'alias') ?? '')
  const key = JSON.stringify([name, alias])
  const labels = attributeOf(block, 'default_labels') ?? draft.providers.get(key)?.labels
  draft.providers.set(key, { name, alias, labels })
}

const RESOURCES: readonly string[] = ['resource', 'data', 'ephemeral']

/** A variable for tags has them in its default. */
function noteTagKeys({ tagKeys }: Pick<Draft, 'tagKeys'>, { type, labels, body }: HclBlock): void {
  const isForTags = type === 'variable' && isTags(labels[0] ?? '')
  for (const item of body) {
    if (item.kind === 'block') noteTagKeys({ tagKeys }, item)
    else if (isTags(item.name) || (isForTags && item.name === 'default'))
      for (const [, key = ''] of item.expression.matchAll(KEY)) tagKeys.add(key)
  }
}

const isTags = (name: string): boolean => name.endsWith('tags')
const KEY = /(?:^|[\s{,(])"?([A-Za-z][\w:.-]*)"?[ \t]*[=:](?!=)/gu

/** A type's first word is its provider's name, unless `provider` says another. */
function noteImplied({ implied }: Draft, { override }: Source, block: HclBlock): void {
  const [type = ''] = block.labels
  const chosen = attributeOf(block, 'provider')
  // An override that does not name it leaves it as it is.
  if (chosen === undefined && override) return
  const name = chosen === undefined ? type.split('_')[0] : NAME.exec(chosen)?.[1]
  if (name !== undefined && name !== '') implied.add(name)
}

/** Of `google.europe`, which JSON has in quotes. */
const NAME = /^"?([\p{ID_Start}_][\p{ID_Continue}-]*)/u

function mergeSettings(
  draft: Draft,
  { file, override, versioned }: Source,
  settings: HclBlock[]
): void {
  const versions = (versioned ? settings : [])
    .map((block) => literalTextOf(attributeOf(block, 'required_version') ?? ''))
    .filter((version) => version !== undefined)
  draft.versions = override && versions.length > 0 ? versions : [...draft.versions, ...versions]

  const blocks = settings.flatMap(({ body }) => body.filter(isBlock))
  const backend = blocks.find(({ type, labels }) => type === 'backend' && labels.length === 1)
  const cloud = blocks.find(({ type }) => type === 'cloud')
  if (override && (backend ?? cloud) !== undefined) {
    draft.backend = undefined
    draft.cloud = undefined
  }
  if (backend !== undefined) draft.backend ??= backendOf(backend, file)
  if (cloud !== undefined) draft.cloud ??= backendOf(cloud, file)
  for (const { type, body } of blocks) if (type === 'required_providers') mergeRequired(draft, body)
}

/** An override replaces single entries. */
function mergeRequired({ requirements }: Draft, body: readonly HclItem[]): void {
  for (const item of body) {
    if (item.kind === 'block') continue
    const parts = objectIn(item.expression)
    const textOf = (name: string): string | undefined => literalTextOf(parts?.get(name) ?? '')
    const version = parts === undefined ? literalTextOf(item.expression) : textOf('version')
    requirements.set(item.name, { source: textOf('source'), version })
  }
}

function backendOf({ type, labels, body, line }: HclBlock, file: string): ModuleBackend {
  const attributes = Object.fromEntries(settingsIn(body, ''))
  return { type: labels[0] ?? type, attributes, file, line }
}

const settingsIn = (body: readonly HclItem[], before: string): [string, string | undefined][] =>
  body.flatMap((item): [string, string | undefined][] => {
    if (item.kind === 'block')
      return [[before + item.type, undefined], ...settingsIn(item.body, `${before}${item.type}.`)]
    return item.expression === 'null' ? [] : [[before + item.name, settingTextOf(item.expression)]]
  })

/** A list or an object of literals is its own text, as `-backend-config` takes it. */
const settingTextOf = (expression: string): string | undefined =>
  literalTextOf(expression) ?? (typeof shapeOf(expression) === 'object' ? expression : undefined)

function isBlock(item: HclItem): item is HclBlock {
  return item.kind === 'block'
}

function attributeOf({ body }: HclBlock, name: string): string | undefined {
  return body.find((item): item is HclAttribute => item.kind === 'attribute' && item.name === name)
    ?.expression
}

/** Terraform converts between text and boolean; what is no literal had better stay secret. */
function isFalse(expression: string): boolean {
  return literalTextOf(expression) === 'false'
}

function literalTextOf(expression: string): string | undefined {
  const value = literalOf(expression)
  // Terraform writes small numbers out, without an exponent.
  if (typeof value === 'number' && /e/.test(String(value))) return undefined
  return value === undefined ? undefined : String(value)
}
