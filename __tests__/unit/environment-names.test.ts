// Ten thousand branches that git accepts: each one has a valid name or an error, and no two share one by accident.
import { expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { environmentOf, isName } from '../../src/environment.ts'
import type { BranchPattern } from '../../src/environment.ts'
import { RunError } from '../../src/errors.ts'
import { isBranchName } from '../../src/event.ts'

const SEED = 20_260_102
const PATTERNS: readonly BranchPattern[] = [
  { pattern: 'env-*', name: undefined },
  { pattern: 'release/*', name: 'rel-*' }
]
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Numbers from 0 to below 1, always the same ones (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const ALPHABETS = [
  'abc',
  'aA-/._',
  'abcdefghijklmnopqrstuvwxyz0123456789-',
  'äß环境👍İK\u00a0\u200d\u0301',
  'ab\'"$`;&|<>(){}=,%#!+@é-/'
].map((text) => Array.from(text))

/** Branches that begin like an environment's, half of them long ones. */
function branches(count: number): readonly string[] {
  const random = numbers(SEED)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const found = new Set<string>()
  while (found.size < count) {
    const alphabet = pick(ALPHABETS)
    const length = Math.floor(random() * (random() < 0.5 ? 8 : 200))
    const text = Array.from({ length }, () => pick(alphabet)).join('')
    const branch = `${pick(['env-', 'release/'])}${text}`
    if (isBranchName(branch)) found.add(branch)
  }
  return [...found]
}

/** A branch's name and what is wrong with it, or why it has none. */
function judged(branch: string): { readonly name?: string; readonly verdict: string } {
  try {
    const name = environmentOf(branch, PATTERNS, digest) ?? ''
    const matched = branch.startsWith('env-') ? branch.slice(4) : `rel-${branch.slice(8)}`
    if (!isName(name)) return { verdict: `${branch} has the invalid name ${name}` }
    if (environmentOf(branch, PATTERNS, digest) !== name)
      return { verdict: `${branch} has two names` }
    // A name is the matched text, or says by its hash that it is not.
    if (name === matched) return { name, verdict: 'as it is' }
    const hashed = name.endsWith(digest(branch).slice(0, 8))
    return { name, verdict: hashed ? 'with a hash' : `${branch} became ${name}` }
  } catch (error) {
    return { verdict: error instanceof RunError ? error.reason : String(error) }
  }
}

test('every branch has a valid name, or an error that says why not', () => {
  const found = branches(10_000).map((branch) => ({ branch, ...judged(branch) }))
  const verdicts = [...new Set(found.map(({ verdict }) => verdict))].toSorted()
  expect(verdicts).toEqual(['as it is', 'invalid-input', 'with a hash'])

  // Only what two patterns spell out in the same way is shared: `env-rel-1` and `release/1`.
  const plain = (branch: string): string => branch.replace(/^(?:env-rel-|release\/)/u, '')
  const owners = new Map<string, Set<string>>()
  for (const { name, branch } of found) {
    if (name !== undefined) owners.set(name, (owners.get(name) ?? new Set()).add(plain(branch)))
  }
  expect([...owners.values()].filter((branchesOfName) => branchesOfName.size > 1)).toEqual([])
  expect(owners.size).toBeGreaterThan(9000)
})
