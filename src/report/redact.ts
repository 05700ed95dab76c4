/** Hides secrets by value, wherever they turn up. */
import { listOf, objectOf } from '../json.ts'
import type { Report } from '../report.ts'

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
 * The values worth masking: whole ones and their single lines, longest first.
 * @param values texts that are secret
 */
export function maskable(values: Iterable<string>): readonly string[] {
  const found = new Set<string>()
  for (const value of values) {
    for (const part of [value, value.trim(), ...value.split(/\r?\n/u)]) {
      if (part.length >= SHORTEST && !COMMON.includes(part.toLowerCase())) found.add(part)
    }
  }
  return [...found].toSorted((left, right) => right.length - left.length)
}

/** The same value with every secret in its texts, and in the names of its fields, replaced. */
export function redact<T>(value: T, secrets: readonly string[]): T {
  if (secrets.length === 0) return value
  // Values quoted as JSON carry their escapes.
  const forms = new Set(secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]))
  const pattern = new RegExp([...forms].map(escapeRegExp).join('|'), 'gu')
  return replaceIn(value, (text) => text.replace(pattern, '***')) as T
}

const OURS = [
  'operation',
  'command',
  'reason',
  'project',
  'environment',
  'branch',
  'commit',
  'phases',
  'elapsedMs'
] as const

/** Only the fields that are there: absent is not undefined. */
const pick = (report: Report, names: readonly (keyof Report)[]): Partial<Report> =>
  Object.fromEntries(names.flatMap((name) => (name in report ? [[name, report[name]]] : [])))

/**
 * The report without any secret. What is our own word or number is left alone: a secret that happens to
 * be `apply` or `12` must not make a result of another kind.
 */
export function redactReport(report: Report, secrets: readonly string[]): Report {
  const clean = redact(report, secrets)
  const { plan } = report
  const changes = clean.plan?.changes.map((change, index) => ({
    ...change,
    action: plan?.changes[index]?.action ?? change.action
  }))
  return {
    ...clean,
    ...pick(report, OURS),
    ...(plan === undefined || changes === undefined
      ? {}
      : { plan: { changes, counts: plan.counts } }),
    steps: report.steps.map((step, index) => ({
      ...step,
      address: clean.steps[index]?.address ?? ''
    })),
    diagnostics: report.diagnostics.map((diagnostic, index) => ({
      ...(clean.diagnostics[index] ?? diagnostic),
      severity: diagnostic.severity,
      line: diagnostic.line
    }))
  }
}

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
