// The leftover of an environment as an object in a bucket: what is the same wherever the bucket is.
import { expect } from '@jest/globals'
import type { testIf } from './tools.ts'

export const EMPTY = JSON.stringify({
  version: 4,
  serial: 3,
  lineage: 'one',
  outputs: {},
  resources: []
})
export const FULL = JSON.stringify({ version: 4, serial: 3, resources: [{ type: 'a' }] })

/** A bucket, and the names of the objects in it. */
interface Bucket {
  readonly type: string
  readonly state: string
  readonly lock: string
  /** Another environment's state. */
  readonly beside: string
  /** The names of every object, sorted. */
  readonly names: () => Promise<readonly string[]>
  readonly put: (name: string, text: string) => Promise<void>
  /** What stays, and why; undefined where nothing does. */
  readonly remove: () => Promise<string | undefined>
}

/** Defines the tests, each of which begins with an empty bucket. */
export function testLeftover(test: ReturnType<typeof testIf>, bucket: Bucket): void {
  const { type, state, lock, beside, names, put, remove } = bucket

  test('is removed, and nothing beside it', async () => {
    await put(state, EMPTY)
    await put(beside, EMPTY)
    expect(await remove()).toBeUndefined()
    expect(await names()).toEqual([beside])
    expect(await remove()).toBeUndefined()
  })

  test('stays while somebody has locked it', async () => {
    await put(state, EMPTY)
    await put(lock, '{"ID":"1"}')
    const stays = new RegExp(`stays in ${type} '.*' \\(somebody holds its lock\\)`, 'u')
    expect(await remove()).toMatch(stays)
    expect(await names()).toEqual([lock, state].toSorted())
  })

  test('stays where anything is in it', async () => {
    for (const [text, reason] of [
      [FULL, '(it is not empty)'],
      ['', '(what it holds cannot be read)'],
      ['{}', '(what it holds cannot be read)']
    ] as const) {
      await put(state, text)
      expect(await remove()).toContain(reason)
    }
    expect(await names()).toEqual([state])
  })
}
