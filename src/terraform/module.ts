/** Reads what a directory of Terraform files declares, without Terraform. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { scanHclJson } from './hcl-json.ts'
import type { Tool } from '../tool/releases.ts'
import { shapeOf } from './hcl-shape.ts'
import { literalOf, scanHcl } from './hcl.ts'
import type { HclAttribute, HclBlock, HclItem } from './hcl.ts'

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
}

export interface ModuleBackend {
  readonly type: string
  /** Literals as text, lists and objects of them as written; undefined for anything else that is set; no nulls. */
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly file: string
  readonly line: number
}

export interface Module {
  /** There is no Terraform file at all. */
  readonly empty: boolean
  readonly variables: ReadonlyMap<string, ModuleVariable>
  /** One for each `provider` block, those of override files merged. */
  readonly providers: readonly ModuleProvider[]
  readonly backend: ModuleBackend | undefined
  readonly cloud: { readonly file: string; readonly line: number } | undefined
  /** Several constraints are joined with commas, as they all apply. */
  readonly requiredVersion: string | undefined
  /** Files that could not be followed: their content is unknown, and Terraform will report them. */
  readonly unreadable: readonly { readonly file: string; readonly message: string }[]
}

interface Draft {
  readonly variables: Map<string, ModuleVariable>
  readonly providers: Map<string, ModuleProvider>
  backend: Module['backend']
  cloud: Module['cloud']
  versions: string[]
}

interface Source {
  readonly file: string
  readonly override: boolean
  /** Whether its `required_version` is one of this tool: in a `.tf` it is Terraform's. */
  readonly versioned: boolean
}

/**
 * The declarations in `*.tf` and `*.tf.json` of a directory, override files merged by Terraform's
 * rules (https://developer.hashicorp.com/terraform/language/files/override). `file` is always a
 * name in that directory, `line` counts from 1. Throws an Error if the directory cannot be listed.
 * @param tool OpenTofu reads `*.tofu` and `*.tofu.json` too, in place of a `.tf` of the same name
 */
export function readModule(directory: string, tool: Tool = 'terraform'): Module {
  const sources = readSources(directory, tool)
  const draft: Draft = {
    variables: new Map(),
    providers: new Map(),
    backend: undefined,
    cloud: undefined,
    versions: []
  }
  const unreadable: { file: string; message: string }[] = []
  for (const source of sources) {
    try {
      const items = readItems(join(directory, source.file))
      merge(draft, source, items.filter(isBlock))
    } catch (error) {
      unreadable.push({ file: source.file, message: (error as Error).message })
    }
  }
  const { variables, backend, cloud, versions } = draft
  return {
    empty: sources.length === 0,
    variables,
    providers: [...draft.providers.values()],
    backend,
    cloud,
    requiredVersion: versions.length === 0 ? undefined : versions.join(', '),
    unreadable
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

function merge(draft: Draft, source: Source, blocks: readonly HclBlock[]): void {
  for (const block of blocks) {
    if (block.type === 'variable') mergeVariable(draft, source, block)
    if (block.type === 'provider') mergeProvider(draft, block)
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
  draft.providers.set(JSON.stringify([name, alias]), { name, alias })
}

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
  if (cloud !== undefined) draft.cloud ??= { file, line: cloud.line }
}

function backendOf({ labels, body, line }: HclBlock, file: string): ModuleBackend {
  const attributes = body
    .filter((item) => item.kind === 'block' || item.expression !== 'null')
    .map((item): [string, string | undefined] =>
      item.kind === 'block' ? [item.type, undefined] : [item.name, settingTextOf(item.expression)]
    )
  return { type: labels[0] ?? '', attributes: Object.fromEntries(attributes), file, line }
}

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
