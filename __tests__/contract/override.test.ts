// The override file of one run beside another run's in the same checkout, and after a death at any moment.
import { afterAll, beforeEach, expect, test } from '@jest/globals'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openOverride, OVERRIDE, removeOverride } from '../../src/override.ts'
import { readModule } from '../../src/terraform/module.ts'

const base = mkdtempSync(join(tmpdir(), 'override-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(base, "root'\n-"))
})

const BLOCKS = { terraform: { backend: { http: {} } } }
const newRun = (): string => mkdtempSync(join(base, 'run-'))
const written = (): unknown => JSON.parse(readFileSync(join(root, OVERRIDE), 'utf8'))

test('it has the blocks and a comment, is read as a module, and goes with its note', () => {
  const run = newRun()
  const override = openOverride(root, run)
  override.add({ provider: { google: [{}] } })
  override.add(BLOCKS)
  expect(written()).toEqual({
    '//': expect.stringContaining('gitops-env-action'),
    provider: { google: [{}] },
    ...BLOCKS
  })
  expect(readdirSync(root)).toEqual([OVERRIDE])
  const { backend, unreadable } = readModule(root)
  expect([backend?.type, unreadable]).toEqual(['http', []])
  override.remove()
  expect([readdirSync(root), readdirSync(run)]).toEqual([[], []])
})

test.each([
  ['ends', (run: string, remove: () => void) => [run, remove()]],
  ['dies', (run: string) => removeOverride(run)]
])("a second run in the checkout is refused, and leaves the first one's as it %s", (_, end) => {
  const [one, two] = [newRun(), newRun()]
  const first = openOverride(root, one)
  first.add(BLOCKS)
  const before = written()
  const second = openOverride(root, two)
  expect(() => second.add({ provider: {} })).toThrow(`The file '${OVERRIDE}' is in the root module`)
  end(two, second.remove)
  expect(written()).toEqual(before)
  expect([readdirSync(root), readdirSync(two)]).toEqual([[OVERRIDE], []])
  first.remove()
  expect(readdirSync(root)).toEqual([])
})

test("a death before the file was there takes no other run's", () => {
  const [one, two] = [newRun(), newRun()]
  openOverride(root, one).add(BLOCKS)
  rmSync(join(root, OVERRIDE))
  openOverride(root, two).add(BLOCKS)
  removeOverride(one)
  expect([readdirSync(root), readdirSync(one)]).toEqual([[OVERRIDE], []])
})

test('a death while it is written leaves neither it nor its draft', () => {
  const run = newRun()
  openOverride(root, run).add(BLOCKS)
  const [token = ''] = readFileSync(join(run, 'override'), 'utf8').split('\n')
  writeFileSync(join(root, `.${OVERRIDE}.${token}`), '{"/')
  removeOverride(run)
  expect([readdirSync(root), readdirSync(run)]).toEqual([[], []])
})

test('where it cannot be written nothing is left', () => {
  const run = newRun()
  const override = openOverride(join(root, 'missing'), run)
  expect(() => override.add(BLOCKS)).toThrow('ENOENT')
  override.remove()
  expect([readdirSync(root), readdirSync(run)]).toEqual([[], []])
})

test.each(['', 'x', '0'.repeat(36), `${'0'.repeat(36)}\n`])('a note %j takes nothing', (note) => {
  const run = newRun()
  writeFileSync(join(run, 'override'), note)
  writeFileSync(join(root, OVERRIDE), '{}')
  removeOverride(run)
  expect([readdirSync(root), readdirSync(run)]).toEqual([[OVERRIDE], []])
})
