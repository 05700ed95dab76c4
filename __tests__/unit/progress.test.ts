// Terraform's events as lines of the log, none of which the runner takes for a command.
import { describe, expect, test } from '@jest/globals'
import { elapsed, harmless, renderEvent } from '../../src/report/progress.ts'
import type { TerraformEvent } from '../../src/terraform/events.ts'
import { createConsole, parseCommand } from '../harness/console.ts'

const step = (action: string, elapsedSeconds = 3) => ({
  address: 'a.b["k"]',
  action,
  elapsedSeconds
})

describe('lines', () => {
  test.each<[TerraformEvent, string | undefined]>([
    [{ kind: 'planned', address: 'a.b', action: 'replace' }, 'will replace      a.b'],
    [{ kind: 'drift', address: 'a.b', action: 'delete' }, 'changed outside   a.b (delete)'],
    [{ kind: 'progress', step: step('create', 130) }, 'still creating    a.b["k"], 2m10s'],
    [{ kind: 'progress', step: step('delete', 10) }, 'still destroying  a.b["k"], 10s'],
    [{ kind: 'progress', step: step('odd', 10) }, 'still odd         a.b["k"], 10s'],
    [{ kind: 'done', step: step('create') }, '+ created         a.b["k"], 3s'],
    [{ kind: 'done', step: step('update') }, '~ changed         a.b["k"], 3s'],
    [{ kind: 'done', step: step('delete') }, '- destroyed       a.b["k"], 3s'],
    [{ kind: 'done', step: step('odd') }, 'odd               a.b["k"], 3s'],
    [{ kind: 'failed', step: step('create') }, '! failed          a.b["k"], 3s'],
    [{ kind: 'message', text: ' Plan: 1 to add. ' }, 'Plan: 1 to add.'],
    [{ kind: 'message', text: ' \n' }, undefined],
    [{ kind: 'started', step: step('create') }, undefined],
    [{ kind: 'version', version: '1.11.4' }, undefined],
    [{ kind: 'outputs', outputs: {} }, undefined]
  ])('%j', (event, line) => {
    expect(renderEvent(event)).toBe(line)
  })

  test.each([
    [0, '0s'],
    [1, '1s'],
    [59, '59s'],
    [60, '1m00s'],
    [61, '1m01s'],
    [130, '2m10s'],
    [3600, '60m00s']
  ])('%i seconds are %s', (seconds, expected) => expect(elapsed(seconds)).toBe(expected))
})

const ATTACKS = [
  '::error::x',
  ' ::error::x',
  '\t ::set-output name=a::b',
  '\u00a0::error::x',
  '\u3000::error::x',
  '\u2003::error::x',
  '\r::error::x',
  'a\r::error::x',
  'a\n::error::x',
  'a\r\n ::stop-commands::t',
  '::add-mask::e',
  '##[error]x',
  'text ##[group]x',
  '####[error]x',
  '##[##[error]x',
  '#\r#[error]x',
  '##\u200b[error]x',
  '##\u0000[error]x',
  ':\r:error::x',
  '::::error::x',
  '::\r::error::x',
  '\u200b::error::x',
  '\ufeff::error::x',
  '\u0085::error::x',
  '\u2028::error::x',
  '::ERROR::x',
  '::error file=a,line=1::x',
  '::save-state name=a::b',
  '::debug::x',
  '\u001b[0m::error::x',
  '\v::error::x',
  '\f::error::x'
]

describe('commands in foreign text', () => {
  test.each(ATTACKS)('%j commands nothing', (text) => {
    for (const line of harmless(text).split(/\r\n|\r|\n/u)) {
      // C# trims more than JavaScript does.
      const trimmed = line.replace(/^[\s\u0085\u180e\u200b\ufeff]+/u, '')
      expect(parseCommand(trimmed)).toBeUndefined()
      expect(trimmed).not.toMatch(/^::|##\[/u)
    }
  })

  test.each(ATTACKS)('%j in an event commands nothing', (text) => {
    const events: readonly TerraformEvent[] = [
      { kind: 'message', text },
      { kind: 'planned', address: text, action: 'create' },
      { kind: 'done', step: { address: text, action: text, elapsedSeconds: 1 } }
    ]
    const console = createConsole()
    const lines = events.flatMap((event) => harmless(renderEvent(event) ?? '').split('\n'))
    lines.forEach((line) => console.write(line))
    expect(console).toMatchObject({ annotations: [], masks: [], legacy: [] })
  })

  test.each(['a::b', 'module.x::y', 'aws::ec2 is fine', '# [x]', 'https://[::1]:8080/'])(
    '%j stays as it is',
    (text) => {
      expect(harmless(text)).toBe(text)
    }
  )

  test('a text keeps its lines', () => {
    expect(harmless('a\n\n::b\r\n  c')).toBe('a\n\n: :b\n  c')
  })
})
