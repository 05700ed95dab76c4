// Branches made up by git's own rules: each gives a valid name or a clear refusal, and no two share one by accident.
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { environmentOf, isName } from '../../src/environment.ts'
import { RunError } from '../../src/errors.ts'
import { branchOfRef, isBranchName, parseEvent } from '../../src/event.ts'
import { guardStart } from '../../src/guards.ts'
import { lockRef, recordRef, stateRef } from '../../src/record.ts'
import { harmless } from '../../src/report/progress.ts'
import { noteFailure } from '../../src/report.ts'
import { renderSummary } from '../../src/report/summary.ts'
import { cases, UNPRINTABLE } from '../harness/hostile.ts'
import { reportOf } from '../unit/reports.ts'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
const PATTERNS = [
  { pattern: 'env-*', name: undefined },
  { pattern: '*', name: 'any-*' }
]

/** Each looks like the letter or sign beside it, or like nothing at all. */
const LOOK_ALIKES = Array.from('aаɑａeеｅoοо０-‐‑–－/⁄∕／.․。．')
const INVISIBLE = ['\u200b', '\u200d', '\u2060', '\u00ad', '\ufeff', '\u0301', '\u202e', '\u2066']
/** What git forbids, or forbids somewhere. */
const SIGNS = Array.from('~^:?*[\\ \u007f\u0001\t\n')
const SYNTAX = [...SIGNS, '..', '@{', '@', '//', '/', '.', '.lock', '/.', '-']
const SHELL = [...Array.from('$`;&|<>(){}=,%#!+"\''), '$(id)', '${{ x }}', '::error::', '%0A']

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-zA-Z0-9]{1,4}$/) },
  { weight: 2, arbitrary: fc.constantFrom('-', '/', '_', '.', '--') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...LOOK_ALIKES, ...INVISIBLE, 'ß', 'İ', 'ﬁ', '环', '👍')
  },
  { weight: 1, arbitrary: fc.constantFrom(...SHELL) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 2 }) }
)
const body = (pieces: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join('')),
    fc
      .tuple(fc.array(pieces, { minLength: 1, maxLength: 8 }), fc.integer({ min: 200, max: 240 }))
      .map(([parts, length]) => parts.join('').repeat(length).slice(0, length))
  )
const prefix = fc.constantFrom('env-', 'env-', 'env-', 'env-env-', 'ENV-', '-', '--', 'еnv-', '')
const named = (pieces: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(prefix, body(pieces)).map(([begin, rest]) => `${begin}${rest}`)

/** Names git accepts. */
const branch = named(piece).filter((text) => isBranchName(text))
/** Names git may well refuse. */
const doubtful = named(fc.oneof(piece, fc.constantFrom(...SYNTAX)))

const isRef = (ref: string): boolean => spawnSync('git', ['check-ref-format', ref]).status === 0

describe('whether a text is a branch', () => {
  const sampled = fc.sample(fc.oneof(doubtful, branch), cases(400))
  // No argument of a program can hold what ends it.
  const texts = [...new Set(sampled)].filter(
    (text) => !text.includes('\0') && !/\p{Surrogate}/u.test(text)
  )

  test('is what git says of its ref', () => {
    const verdicts = texts.map((text) => ({ text, is: isBranchName(text) }))
    const wrong = verdicts.filter(({ text, is }) => isRef(`refs/heads/${text}`) !== is)
    // `refs/heads/@` is a ref, but `@` means HEAD wherever a branch is named.
    expect(wrong.filter(({ text }) => text !== '@')).toEqual([])
    const accepted = verdicts.filter(({ is }) => is).length
    expect(Math.min(accepted, verdicts.length - accepted)).toBeGreaterThan(50)
  })

  test.each(['env-a\ud800b', '\udc00', `env-${'-'.repeat(1_000_000)}x`, `${'a/'.repeat(5000)}a`])(
    'that no origin can have is no',
    (text) => {
      expect(isBranchName(text)).toBe(false)
      expect(branchOfRef(`refs/heads/${text}`)).toBeUndefined()
    }
  )
})

describe('ten thousand branches', () => {
  const owners = new Map<string, string>()
  const refused: RunError[] = []

  test('have valid names of their own, or are refused', () => {
    fc.assert(
      fc.property(branch, (text) => {
        try {
          const name = environmentOf(text, PATTERNS, digest) ?? ''
          expect(isName(name)).toBe(true)
          expect(name).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/)
          expect(owners.get(name) ?? text).toBe(text)
          owners.set(name, text)
        } catch (error) {
          if (!(error instanceof RunError)) throw error
          refused.push(error)
        }
      }),
      cases(10_000)
    )
    expect(owners.size).toBeGreaterThan(5000)
    expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(['invalid-input']))
  })

  test('have refs that git takes', () => {
    const names = [...owners].filter((_, index) => index % 150 === 0)
    const refs = names.flatMap(([environment, owner]) =>
      [recordRef, lockRef, stateRef].map((ref) =>
        ref({ project: 'demo', environment, branch: owner })
      )
    )
    expect(refs.length).toBeGreaterThan(100)
    expect(refs.filter((ref) => !isRef(ref))).toEqual([])
  })

  test('are told of in words that can be printed', () => {
    for (const [environment, owner] of [...owners].slice(0, 1000)) {
      const report = reportOf({ environment, branch: owner, operation: 'apply' })
      noteFailure(report, collision(environment, owner))
      const shown = [renderSummary(report), harmless(report.why ?? '')].join('\n')
      expect(UNPRINTABLE.exec(shown)).toBeNull()
    }
    for (const { message } of refused.slice(0, 1000))
      expect(UNPRINTABLE.exec(harmless(message))).toBeNull()
  })

  test('made to collide are refused by the record, with both names', () => {
    const hashed = [...owners].filter(([name, owner]) => `env-${name}` !== owner)
    expect(hashed.length).toBeGreaterThan(1000)
    for (const [name, owner] of hashed.slice(0, 1000)) {
      expect(environmentOf(`env-${name}`, PATTERNS, digest)).toBe(name)
      expect(collision(name, owner)).toMatchObject({ reason: 'name-taken' })
      expect(String(collision(name, owner))).toContain(`'env-${name}'`)
      expect(String(collision(name, owner))).toContain(`'${owner}'`)
    }
  })
})

test('a branch reaches the decision as it was pushed', () => {
  fc.assert(
    fc.property(branch, (text) => {
      const after = 'a'.repeat(40)
      const payload = { ref: `refs/heads/${text}`, after }
      expect(parseEvent('push', payload, '')).toEqual({
        kind: 'push',
        branch: text,
        commit: after,
        deleted: false
      })
      expect(parseEvent('delete', { ref: text, ref_type: 'branch' }, '')).toEqual({
        kind: 'delete',
        branch: text
      })
    }),
    cases(2000)
  )
})

/** What a push of `env-<name>` is told where the name belongs to `owner`. */
function collision(environment: string, owner: string): unknown {
  const place = {
    project: 'demo',
    environment,
    workingDirectory: '.',
    isProtected: false,
    isTrusted: true,
    isSuspended: false,
    named: false
  }
  const record = {
    branch: owner,
    workingDirectory: '.',
    outcome: 'applied',
    attempted: 'a'.repeat(40),
    run: { url: 'https://github.com/octo/demo/actions/runs/1' },
    backend: { type: 'git', key: 'x' }
  }
  const act = {
    kind: 'apply',
    branch: `env-${environment}`,
    commit: 'b'.repeat(40),
    onPurpose: false,
    afterDeletion: false
  } as const
  try {
    return guardStart(act, place, {
      head: 'b'.repeat(40),
      stateRef: undefined,
      siblings: [],
      record
    })
  } catch (error) {
    return error
  }
}
