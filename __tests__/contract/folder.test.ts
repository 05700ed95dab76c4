// A folder that an archive or a program left: as an ordinary user, for whom modes and owners count.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isLarger, openUp, remove } from '../../src/folder.ts'
import { isRoot, testIf } from '../harness/tools.ts'

const NOBODY = 65_534

let base: string
let folder: string

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'folder-'))
  folder = join(base, 'folder')
  asUser(() => mkdirSync(folder))
})

afterEach(() => {
  openUp(base)
  rmSync(base, { recursive: true })
})

/** Root is somebody else for so long. */
function asUser<T>(act: () => T): T {
  if (!isRoot) return act()
  chownSync(base, NOBODY, NOBODY)
  process.seteuid?.(NOBODY)
  try {
    return act()
  } finally {
    process.seteuid?.(0)
  }
}

/** A folder with a file in it, and another such below. */
function locked(mode: number): void {
  asUser(() => {
    mkdirSync(join(folder, 'locked/below'), { recursive: true })
    for (const name of ['locked/file', 'locked/below/file']) writeFileSync(join(folder, name), '')
    for (const name of ['locked/below', 'locked', '']) chmodSync(join(folder, name), mode)
  })
}

describe('what is removed', () => {
  test.each([0o555, 0o111, 0])('may have folders of mode %o', (mode) => {
    locked(mode)
    const system = (): void => asUser(() => rmSync(folder, { recursive: true }))
    expect(system).toThrow('EACCES')
    expect(asUser(() => remove(folder))).toBeUndefined()
    expect(existsSync(folder)).toBe(false)
  })

  test('may be a file, a link, or not there', () => {
    const [file, link] = [join(folder, 'file'), join(folder, 'link')]
    writeFileSync(file, '')
    symlinkSync(base, link)
    expect([file, link, join(folder, 'none'), join(file, 'none')].map(remove)).toEqual(
      Array<undefined>(4).fill(undefined)
    )
    expect([readdirSync(folder), existsSync(base)]).toEqual([[], true])
  })

  testIf(isRoot)('is all but what belongs to somebody else', () => {
    locked(0o555)
    mkdirSync(join(folder, 'a-roots'))
    writeFileSync(join(folder, 'a-roots/file'), '')
    expect(asUser(() => remove(folder))).toBe('EACCES')
    expect(readdirSync(folder, { recursive: true })).toEqual(['a-roots', 'a-roots/file'])
  })
})

test('what is opened is not where a link leads', () => {
  const elsewhere = join(base, 'elsewhere')
  mkdirSync(elsewhere, { mode: 0o755 })
  chmodSync(elsewhere, 0o755)
  locked(0)
  asUser(() => chmodSync(folder, 0o700))
  symlinkSync(elsewhere, join(folder, 'link'))
  asUser(() => openUp(folder))
  const modes = ['locked', 'locked/below', 'link'].map((name) => statSync(join(folder, name)).mode)
  expect(modes.map((mode) => mode & 0o777)).toEqual([0o700, 0o700, 0o755])
})

describe('the size', () => {
  test('is that of all files, as a reader would meet them', () => {
    writeFileSync(join(folder, 'small'), 'x'.repeat(2_000_000))
    expect([isLarger(folder, 2_200_000), isLarger(folder, 2_000_000)]).toEqual([false, true])
    writeFileSync(join(folder, 'sparse'), '')
    truncateSync(join(folder, 'sparse'), 1e12)
    expect(isLarger(folder, 1e11)).toBe(true)
  })

  test('counts the entries, and nothing behind a link', () => {
    symlinkSync('/', join(folder, 'link'))
    expect(isLarger(folder, 1_000_000)).toBe(false)
    for (let index = 0; index < 10; index += 1) mkdirSync(join(folder, String(index)))
    expect(isLarger(folder, 1_000_000)).toBe(true)
  })

  test('of what is not there, or may not be listed, is none', () => {
    expect(isLarger(join(base, 'none'), 0)).toBe(false)
    locked(0)
    expect(asUser(() => isLarger(folder, 150_000))).toBe(false)
  })
})
