// Which events start a workflow: its `on:`, with GitHub's patterns for branches and tags.
import type { GitHubEvent } from './events.ts'

type Filter = Readonly<Record<string, unknown>>

/**
 * Whether the event starts a workflow.
 * @param on as it stands in the file: a name, a list of names, or names with their filters
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
export function starts(on: unknown, event: Pick<GitHubEvent, 'event' | 'ref'>): boolean {
  const triggers = triggersOf(on)
  if (!Object.hasOwn(triggers, event.event)) return false
  // Of the events this runner knows only push filters by ref; `delete` ignores such a filter.
  if (event.event !== 'push') return true
  const filter = triggers[event.event] ?? {}
  const unknown = Object.keys(filter).filter((key) => !['branches', 'tags'].includes(key))
  if (unknown.length > 0) throw new Error(`this runner knows no filter ${unknown.join(', ')}`)
  const { branches, tags } = filter as { readonly branches?: unknown; readonly tags?: unknown }
  if (branches === undefined && tags === undefined) return true
  const [, kind, name = ''] = /^refs\/(heads|tags)\/(.*)$/u.exec(event.ref) ?? []
  return matches(name, kind === 'heads' ? branches : tags)
}

/** Each event with its filters. */
export function triggersOf(on: unknown): Readonly<Record<string, Filter | null>> {
  if (typeof on === 'string') return { [on]: null }
  if (Array.isArray(on)) return Object.fromEntries(on.map((name) => [String(name), null]))
  return on as Readonly<Record<string, Filter | null>>
}

/** Whether a name matches a list of patterns: the last one that matches decides, and `!` turns it round. */
export function matches(name: string, patterns: unknown): boolean {
  if (patterns === undefined || patterns === null) return false
  const list = (Array.isArray(patterns) ? patterns : [patterns]).map(String)
  const last = list.findLast((pattern) => regexOf(pattern.replace(/^!/u, '')).test(name))
  return last !== undefined && !last.startsWith('!')
}

/**
 * Whether a GitHub Environment allows a branch. Its patterns are others: as Ruby's File.fnmatch reads them with
 * FNM_PATHNAME, where `*` and `**` stop at a slash, and `**` with a slash after it is any number of folders.
 */
export function allows(patterns: readonly string[], branch: string): boolean {
  return patterns.some((pattern) => {
    const source = pattern.replaceAll(/(?<=^|\/)\*\*\/|\*+|[.^${}()|\\+?[\]]/gu, (part) => {
      if (part === '**/') return '(?:[^/]+/)*'
      return part.startsWith('*') ? '[^/]*' : `\\${part}`
    })
    return new RegExp(`^${source}$`, 'u').test(branch)
  })
}

/** `*` is anything without `/`, `**` anything; `?` and `+` are about the character before them. */
function regexOf(pattern: string): RegExp {
  const source = pattern.replaceAll(/\*\*|\*|\\.|[.^${}()|\\]/gu, (part) => {
    if (part === '**') return '.*'
    if (part === '*') return '[^/]*'
    return part.length === 2 ? part : `\\${part}`
  })
  return new RegExp(`^${source}$`, 'u')
}
