/** Hides secrets by value, wherever they turn up. */
import { passwordsIn } from '../backend/passwords.ts'
import { listOf, objectOf } from '../json.ts'
import type { Report } from '../report.ts'
import type { ResourceChange } from '../terraform/plan.ts'
import { oneLine } from './markdown.ts'
import { harmless } from './progress.ts'

const SHORTEST = 4
/** Masking these would blank the log and hide nothing. */
const COMMON: readonly string[] = [
  'true',
  'false',
  'null',
  'none',
  'default',
  'localhost',
  'https',
  'http'
]

/**
 * The texts worth masking, longest first: each value, its single lines, the password within an address, and what
 * they become on their way to the log.
 * @param values texts that are secret
 */
export function maskable(values: Iterable<string>): readonly string[] {
  const found = new Set<string>()
  for (const value of values) {
    const lines = value.split(/\r\n|\r|\n/u)
    for (const part of new Set([
      value,
      value.trim(),
      ...lines,
      ...lines.map((line) => line.trim()),
      ...passwordsIn(value)
    ])) {
      if (!isSecret(part)) continue
      for (const form of formsOf(part).filter(isSecret)) found.add(form)
    }
  }
  return [...found].toSorted((left, right) => right.length - left.length)
}

const isSecret = (text: string): boolean =>
  text.length >= SHORTEST && !COMMON.includes(text.toLowerCase())

/** As a text is written: within quotes, within JSON, within JSON within quotes; and each as the log has it. */
function formsOf(text: string): readonly string[] {
  const written = [
    text,
    ...[quoted, jsonEncoded].flatMap((within) => [within(text), quoted(within(text))]),
    // A key in a resource's address is a template to Terraform.
    quoted(text).replace(/[$%](?=\{)/gu, (mark) => mark + mark)
  ]
  const logged = written.map(oneLine).flatMap((line) => [
    harmless(line),
    harmless(`.${line}`).slice(1) // in the middle of a line less is changed than at its beginning
  ])
  return [...written, ...logged]
}

const quoted = (text: string): string => JSON.stringify(text).slice(1, -1)

/** Terraform's `jsonencode` escapes more than others, for the sake of web pages. */
const jsonEncoded = (text: string): string =>
  quoted(text).replace(
    /[<>&\u2028\u2029]/gu,
    (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
  )

/** The same value with every secret in its texts, and in the names of its fields, replaced. */
export function redact<T>(value: T, secrets: readonly string[]): T {
  if (secrets.length === 0) return value
  // Values quoted as JSON carry their escapes.
  const forms = new Set(secrets.flatMap((secret) => [secret, quoted(secret)]))
  // The longest first, or a part of it would stay where a shorter one matches.
  const sorted = [...forms].toSorted((left, right) => right.length - left.length)
  const pattern = new RegExp(sorted.map(escapeRegExp).join('|'), 'gu')
  return replaceIn(value, (text) => text.replace(pattern, '***')) as T
}

/**
 * The report without any secret. Only foreign text is looked at: a secret that happens to be `apply`,
 * `steps` or `12` must not change our own words, names and numbers.
 */
export function redactReport(report: Report, secrets: readonly string[]): Report {
  const hide = <T>(value: T): T => redact(value, secrets)
  const { backend, plan, tagCoverage, why, hint } = report
  return {
    ...report,
    ...(why === undefined ? {} : { why: hide(why) }),
    ...(hint === undefined ? {} : { hint: hide(hint) }),
    ...(backend === undefined
      ? {}
      : { backend: { ...backend, key: hide(backend.key), config: hide(backend.config) } }),
    ...(plan === undefined
      ? {}
      : {
          plan: {
            counts: plan.counts,
            changes: plan.changes.map((change) => redactChange(change, hide))
          }
        }),
    ...(tagCoverage === undefined
      ? {}
      : {
          tagCoverage: {
            ...tagCoverage,
            missing: tagCoverage.missing.map((one) => ({ ...one, address: hide(one.address) }))
          }
        }),
    steps: report.steps.map((step) => ({ ...step, address: hide(step.address) })),
    diagnostics: report.diagnostics.map((diagnostic) => ({
      ...diagnostic,
      summary: hide(diagnostic.summary),
      detail: hide(diagnostic.detail),
      address: hide(diagnostic.address),
      code: hide(diagnostic.code)
    })),
    notices: hide(report.notices),
    outputs: Object.fromEntries(
      Object.entries(report.outputs).map(([name, { value, sensitive }]) => [
        name,
        { value: hide(value), sensitive }
      ])
    )
  }
}

const redactChange = (change: ResourceChange, hide: <T>(value: T) => T): ResourceChange => ({
  ...change,
  address: hide(change.address),
  previousAddress: hide(change.previousAddress),
  attributes: change.attributes.map((attribute) => ({
    ...attribute,
    name: hide(attribute.name),
    before: hide(attribute.before),
    after: hide(attribute.after)
  }))
})

function replaceIn(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value)
  if (typeof value === 'number') return replace(String(value)) === String(value) ? value : '***'
  const list = listOf(value)
  if (list !== undefined) return list.map((part) => replaceIn(part, replace))
  const object = objectOf(value)
  if (object === undefined) return value
  return Object.fromEntries(
    Object.entries(object).map(([name, part]) => [replace(name), replaceIn(part, replace)])
  )
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&')
