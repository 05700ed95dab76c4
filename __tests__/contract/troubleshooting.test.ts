// docs/troubleshooting.md has every message that a person may look for, as the code writes it, and no other.
import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FAILURE_REASONS, SKIP_REASONS } from '../../src/errors.ts'
import { repositoryRoot } from '../harness/action-file.ts'
import { literalsOf, messagesOf, parse, sources } from '../harness/messages.ts'
import type { Message } from '../harness/messages.ts'

/** A shorter text is found by no one, and is said together with a longer one. */
const SHORTEST = 20

interface Entry {
  /** The section's title: a reason, or what the messages have in common. */
  readonly section: string
  /** Messages that stand together, as they are headed. */
  readonly headings: readonly string[]
  readonly body: string
}

const page = readFileSync(join(repositoryRoot, 'docs/troubleshooting.md'), 'utf8')
const sections = page.split(/^## /mu).slice(1)
const titleOf = (section: string): string => section.split('\n')[0]?.replaceAll('`', '') ?? ''
const entries = sections.flatMap((section) => {
  const parts = section.split(/^### /mu).slice(1)
  const found: Entry[] = []
  let headings: string[] = []
  for (const part of parts) {
    const [line = '', ...rest] = part.split('\n')
    headings.push(line.replaceAll(/^`|`$/gu, ''))
    const body = rest.join('\n').trim()
    if (body === '') continue // the next heading has the same
    found.push({ section: titleOf(section), headings, body })
    headings = []
  }
  return found
})
/** The first column of the table below `Invalid inputs:`. */
const rows = [...page.matchAll(/^\| `([^`]+)` \|/gmu)].map((match) => match[1] ?? '')

const all = [...sources].flatMap(([file, root]) => messagesOf(file, root))
const said = new Set([...sources.values()].flatMap(literalsOf))
const isLong = (text: string): boolean => text.replaceAll('…', '').trim().length >= SHORTEST

/** Without what only the runner reads. */
const bare = (text: string): string => text.replace(/^::\w+::/u, '').trim()

/** A message heads an entry of its reason; what is put into it is at least quoted. */
function isOnPage({ kind, reason }: Message, text: string, index: number): boolean {
  if (kind === 'mistake') return rows.includes(text)
  const heads = entries.some(
    ({ section, headings }) =>
      headings.includes(text) && (reason === undefined || section === reason)
  )
  const isPart = index > 0 || (kind !== 'log' && kind !== 'notice' && reason === undefined)
  return heads || (isPart && page.includes(`\`${text}\``))
}

/** The messages that the page does not have where it should. */
const missingOf = (messages: readonly Message[]): readonly string[] =>
  messages.flatMap((message) =>
    message.texts
      .map(bare)
      .filter((text, index) => isLong(text) && !isOnPage(message, text, index))
      .map((text) => `${message.file}: ${message.reason ?? message.kind}: ${text}`)
  )

describe('docs/troubleshooting.md', () => {
  test('has a section for every reason', () => {
    const titles = sections.map(titleOf)
    const reasons = [...FAILURE_REASONS, ...SKIP_REASONS]
    expect(reasons.filter((reason) => !titles.includes(reason))).toEqual([])
    expect(titles.filter((title) => entries.every(({ section }) => section !== title))).toEqual([
      'Reasons',
      'First look',
      'When GitHub starts no run, or ends it itself',
      'What the action does by itself',
      'A state in git, by hand'
    ])
  })

  test('has every message of the code, under its reason', () => {
    expect(all.length).toBeGreaterThan(100)
    expect(missingOf(all)).toEqual([])
  })

  test('has no message that the code does not have', () => {
    const known = new Set([...said].map(bare))
    const quoted = [...entries.flatMap(({ headings }) => headings), ...rows]
    expect(quoted.filter((text) => !known.has(text))).toEqual([])
  })

  test('says of each message what to do, and what was not changed', () => {
    const lacking = entries.filter(({ section, body }) => {
      const intro = sections.find((one) => titleOf(one) === section)?.split(/^### /mu)[0] ?? ''
      return !body.includes('**Do:**') || !`${intro}${body}`.includes('**Untouched:**')
    })
    expect(lacking.map(({ headings }) => headings[0])).toEqual([])
  })

  test('has each message once in a section', () => {
    const places = entries.flatMap(({ section, headings }) =>
      headings.map((heading) => `${section}: ${heading}`)
    )
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([])
  })
})

describe('the search for messages', () => {
  const source = `
    const LATER = 'and a constant that is named'
    const hint = (n: number): string => \`and \${n} more of them, somewhere\`
    class Killed extends RunError { constructor(s: string) { super('apply-failed', \`Killed by \${s}, alas\`) } }
    throw new RunError('internal', ready ? \`One '\${a}' of \${b}.\` : \`Two. \${LATER} \${hint(2)}\`, 'a hint')
    run.report.notices.push('A notice.\\nIts second line.')
    const gone = skip('protected', "It's protected.", 'otherwise')
    const none = { kind: 'skip', reason: 'suspended', why: \`No \${x}.\`, otherwise: 'else' }
  `

  test('sees each kind, its reason, and what is filled in', () => {
    expect(messagesOf('a.ts', parse(source))).toEqual([
      { file: 'a.ts', kind: 'failure', reason: 'apply-failed', texts: ['Killed by …, alas'] },
      {
        file: 'a.ts',
        kind: 'failure',
        reason: 'internal',
        texts: [
          "One '…' of ….",
          'Two. … …',
          'and a constant that is named',
          'and … more of them, somewhere'
        ]
      },
      { file: 'a.ts', kind: 'notice', reason: undefined, texts: ['A notice.', 'Its second line.'] },
      { file: 'a.ts', kind: 'skip', reason: 'protected', texts: ["It's protected."] },
      { file: 'a.ts', kind: 'skip', reason: 'suspended', texts: ['No ….'] }
    ])
  })

  test('reads every failure of the code, but where the text was made elsewhere', () => {
    const unread = all.filter(({ kind, texts }) => kind === 'failure' && texts.length === 0)
    expect(unread.map(({ file }) => file)).toEqual(['decision.ts', 'ready.ts'])
  })

  test('misses a message that was changed', () => {
    const changed = all.map((message) => ({
      ...message,
      texts: message.texts.map((text) => text.replace('is not on the PATH', 'is not in the PATH'))
    }))
    expect(missingOf(changed)).toEqual(['git.ts: invalid-input: git is not in the PATH.'])
  })
})
