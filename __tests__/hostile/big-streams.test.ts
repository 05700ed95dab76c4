// A Terraform that floods: many lines, and one without an end, through the real files, in bounded memory and time.
import { afterAll, expect, test } from '@jest/globals'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { harmless, renderEvent } from '../../src/report/progress.ts'
import { openTerraform } from '../../src/terraform/cli.ts'
import { parseEventLine } from '../../src/terraform/events.ts'
import { full } from '../harness/full.ts'

const top = mkdtempSync(join(tmpdir(), 'big-streams-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))

const MB = 2 ** 20
/** `npm test` tries it with less. */
const SIZE_MB = full ? 100 : 40

/** Prints so many megabytes made of a piece, then something. */
const PROGRAM = `
  const fs = require('node:fs')
  const [piece, times, last] = process.argv.slice(1)
  const block = Buffer.from(JSON.parse(piece).repeat(Math.ceil(2 ** 20 / (piece.length - 2))))
  for (let count = 0; count < Number(times); count += 1) fs.writeSync(1, block)
  fs.writeSync(1, Buffer.from(last, 'latin1'))
`

interface Flood {
  readonly lines: number
  readonly longest: number
  readonly last: string
  readonly memory: number
  readonly seconds: number
}

/** Reads what is printed as a run does: each line an event, each event a line of the log. */
async function flood(piece: string, last: string): Promise<Flood> {
  const scratch = mkdtempSync(join(top, 'run-'))
  const terraform = openTerraform({
    tool: 'terraform',
    varFiles: [],
    program: process.execPath,
    directory: scratch,
    scratch,
    environment: { PATH: process.env['PATH'] ?? '' }
  })
  let [lines, longest, text, peak] = [0, 0, '', 0]
  const before = process.memoryUsage.rss()
  const started = performance.now()
  const clock = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5)
  const exit = await terraform.run(
    ['-e', PROGRAM, JSON.stringify(piece), String(SIZE_MB), last],
    (line) => {
      lines += 1
      text = harmless(renderEvent(parseEventLine(line)) ?? '')
      longest = Math.max(longest, text.length)
      if (lines % 1000 === 1) peak = Math.max(peak, process.memoryUsage.rss())
    }
  )
  clearInterval(clock)
  expect(exit).toMatchObject({ exitCode: 0, signal: undefined, stdout: '' })
  expect(readdirSync(scratch)).toEqual([])
  const seconds = (performance.now() - started) / 1000
  return { lines, longest, last: text, memory: (peak - before) / MB, seconds }
}

const EVENT = JSON.stringify({
  '@level': 'info',
  '@message': `terraform_data.a: ${'x'.repeat(200)}`,
  type: 'provision_progress',
  hook: {}
})

test(`${SIZE_MB} MB of events are read to the last one`, async () => {
  const found = await flood(`${EVENT}\n`, '{"type":"outputs"')
  expect(found.lines).toBeGreaterThan(SIZE_MB * 3000)
  expect(found.last).toBe('{"type":"outputs"')
  expect(found.memory).toBeLessThan(300)
  expect(found.seconds).toBeLessThan(SIZE_MB / 4)
})

test(`a line of ${SIZE_MB} MB is left out, what follows is read`, async () => {
  const found = await flood('x'.repeat(1024), '\nafter it \xff\xfe')
  expect(found).toMatchObject({ lines: 2, last: 'after it \ufffd\ufffd' })
  expect(found.longest).toBeLessThan(100)
  expect(found.memory).toBeLessThan(300)
  expect(found.seconds).toBeLessThan(SIZE_MB / 4)
})

test(`${SIZE_MB} MB that are no text are read as lines`, async () => {
  const found = await flood(`${'\u0000\ufffd'.repeat(400)}\n`, 'end')
  expect(found.lines).toBeGreaterThan(SIZE_MB * 300)
  expect(found.last).toBe('end')
  expect(found.memory).toBeLessThan(300)
})
