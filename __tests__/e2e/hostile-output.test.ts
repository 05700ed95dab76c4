// What providers, provisioners and resource names say is text: no command to the runner, no markup in the summary.
import { afterEach, describe, expect } from '@jest/globals'
import { createWorld, type World } from '../harness/scenario.ts'
import type { RunResult } from '../harness/runner.ts'
import { withTerraform } from '../harness/tools.ts'
import { OUR_ELEMENTS, rendered } from '../harness/visible.ts'

const PASSPHRASE = { 'state-passphrase': 'correct horse battery staple' }
let world: World
afterEach(async () => world.close())

const pushed = async (main: string): Promise<RunResult> => {
  const files = { 'main.tf': main, 'variables.tf': 'variable "environment" {}\n' }
  world = await createWorld({ module: files, with: PASSPHRASE })
  return await world.push('env-alice')
}

const COMMANDS = [
  '::error::pwned',
  '   ::warning file=x,line=1::pwned',
  '##[error]pwned',
  'text ##[add-mask]alice',
  '::set-output name=environment::pwned',
  '::set-env name=PATH::pwned',
  '::add-mask::alice',
  '::stop-commands::x',
  '::group::x',
  String.raw`carriage\r::error::pwned`,
  String.raw`\033[31mred\033[0m \033]8;;http://evil\007`,
  '%0A::error::pwned'
]

describe('a line that looks like a command to the runner', () => {
  withTerraform('is text when a provisioner prints it', async () => {
    const lines = COMMANDS.map((line) => `printf '%b\\n' '${line.replaceAll('%', '%%')}'`)
    const run = await pushed(`
resource "terraform_data" "app" {
  provisioner "local-exec" {
    command = <<-END
      ${lines.join('\n      ')}
    END
  }
}`)
    expect(run.exitCode).toBe(0)
    expectNoCommands(run)
    expect(run.log).toContain('stop-commands')
  })

  withTerraform('is text when it is part of an error', async () => {
    const message = COMMANDS.map((line) =>
      JSON.stringify(line).slice(1, -1).replaceAll('%', '%%')
    ).join('\\n')
    const run = await pushed(`
resource "terraform_data" "app" {
  lifecycle {
    precondition {
      condition     = var.environment == ""
      error_message = format("Bad.\\n${message}\\n.")
    }
  }
}`)
    expect(run).toMatchObject({ exitCode: 1, outputs: { environment: 'alice' } })
    expect(run.annotations.map(({ title, message }) => title ?? message)).toEqual([
      'Resource precondition failed',
      expect.stringMatching(/^terraform (?:plan|apply) failed/)
    ])
    expect(run.masks).not.toContain('alice')
    expect(elementsOf(run)).toEqual([])
  })

  withTerraform('is text when it is an output, a warning, or a description', async () => {
    const run = await pushed(`
output "x" { value = "a\\n::error::pwned\\n##[error]pwned\\nEOF\\n<img src=x>" }
output "url" { value = "https://example.com/)<img/src=x>](javascript:1)" }
check "x" {
  assert {
    condition     = var.environment == ""
    error_message = "Bad.\\n> [!CAUTION]\\n::error::pwned <img src=x onerror=1> @octocat"
  }
}`)
    expect(run).toMatchObject({ exitCode: 0, outputs: { environment: 'alice', changes: 'true' } })
    expect(JSON.parse(run.outputs['outputs'] ?? '')).toMatchObject({
      x: 'a\n::error::pwned\n##[error]pwned\nEOF\n<img src=x>'
    })
    // Plan and apply both say it; people want to be told once.
    expect(run.annotations.map(({ level, title }) => [level, title])).toEqual([
      ['warning', 'Check block assertion failed']
    ])
    expect(run.outputs['url']).toBeUndefined()
    expect(elementsOf(run)).toEqual([])
  })
})

describe('a resource with a hostile name', () => {
  const keys = [
    '<img src=x onerror=1>|`@octocat`',
    'a|b',
    '`',
    '``` \\',
    '<!-- ',
    '</code></details><script>',
    '[x](javascript:alert(1))',
    'line\nbreak ::error::pwned',
    '\u202egpj.exe',
    '**bold** _em_ ~~del~~ #1 $x$',
    '${environment}',
    '::error::pwned'
  ]
  const module = (value: string): string => `
resource "terraform_data" "x" {
  for_each = toset(${JSON.stringify(keys).replaceAll('${', () => '$${')})
  input    = "\${each.key} ${value}"
}`

  withTerraform(
    'is text in the tables of the summary, created, changed and destroyed',
    async () => {
      world = await createWorld({ module: { 'main.tf': module('1') }, with: PASSPHRASE })
      const runs = [
        await world.push('env-alice'),
        await world.push('env-alice', { 'main.tf': module('2') }),
        await world.remove('env-alice')
      ]
      for (const run of runs) {
        expect(run.exitCode).toBe(0)
        expectNoCommands(run)
        expect(elementsOf(run)).toEqual([])
        const { rows } = rendered(run.summary)
        const addresses = rows.map((row) => row[1] ?? '')
        expect(addresses).toHaveLength(keys.length)
        for (const part of [
          '<img src=x onerror=1>|`@octocat`',
          'a|b',
          '</code></details><script>'
        ]) {
          expect(addresses).toContain(`terraform_data.x["${part}"]`)
        }
        expect(run.summary).not.toContain('\u202e')
      }
      expect(runs.map((run) => run.outputs['to-change'])).toEqual(['0', String(keys.length), '0'])
    }
  )
})

function expectNoCommands(run: RunResult): void {
  expect(run.annotations).toEqual([])
  expect(run.outputs['environment']).toBe('alice')
  expect(run.masks).not.toContain('alice')
  expect(run.exported.env).toEqual({})
  expect(run.log).not.toMatch(/^##\[(?!group|endgroup)/m)
  expect(run.log.match(/^##\[group\]/gm)).toHaveLength(3)
  expect(run.log.trim().split('\n').at(-1)).toMatch(/^'alice' was /)
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  expect(run.rawLog).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/)
}

/** Elements in the summary that are not ours. */
const elementsOf = (run: RunResult): string[] =>
  rendered(run.summary).elements.filter((name) => !OUR_ELEMENTS.includes(name))
