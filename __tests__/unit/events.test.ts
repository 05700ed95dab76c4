// What the lines of Terraform's -json output tell.
import { describe, expect, test } from '@jest/globals'
import { outputsOf, parseEventLine } from '../../src/terraform/events.ts'

const meta = '"@level":"info","@module":"terraform.ui","@timestamp":"2026-01-02T03:04:05.000000Z"'
const resource = (addr: string): string =>
  `"resource":{"addr":${JSON.stringify(addr)},"module":"","implied_provider":"terraform","resource_type":"terraform_data"}`

describe('lines of Terraform 1.11', () => {
  const step = (action: string, elapsedSeconds: number) => ({
    address: 'terraform_data.p',
    action,
    elapsedSeconds
  })
  test.each<[string, string, unknown]>([
    [
      'the version',
      `{${meta},"@message":"Terraform 1.11.4","terraform":"1.11.4","type":"version","ui":"1.2"}`,
      { kind: 'version', version: '1.11.4' }
    ],
    [
      "OpenTofu's version",
      `{${meta},"@message":"OpenTofu 1.9.0","tofu":"1.9.0","type":"version","ui":"1.2"}`,
      { kind: 'version', version: '1.9.0' }
    ],
    [
      'a planned change',
      `{${meta},"change":{${resource('terraform_data.many["k 2"]')},"action":"replace","reason":"cannot_update"},"type":"planned_change"}`,
      { kind: 'planned', address: 'terraform_data.many["k 2"]', action: 'replace' }
    ],
    [
      'a drift',
      `{"@message":"fake_thing.t: Drift detected (delete)","change":{${resource('fake_thing.t')},"action":"delete"},"type":"resource_drift"}`,
      { kind: 'drift', address: 'fake_thing.t', action: 'delete' }
    ],
    [
      'a start',
      `{${meta},"hook":{${resource('terraform_data.p')},"action":"create"},"type":"apply_start"}`,
      { kind: 'started', step: step('create', 0) }
    ],
    [
      'progress',
      `{"@message":"terraform_data.p: Still creating... [10s elapsed]","hook":{${resource('terraform_data.p')},"action":"create","elapsed_seconds":10},"type":"apply_progress"}`,
      { kind: 'progress', step: step('create', 10) }
    ],
    [
      'an end',
      `{${meta},"hook":{${resource('terraform_data.p')},"action":"create","id_key":"id","id_value":"675b","elapsed_seconds":0},"type":"apply_complete"}`,
      { kind: 'done', step: step('create', 0) }
    ],
    [
      'a failure',
      `{${meta},"hook":{${resource('terraform_data.p')},"action":"delete","elapsed_seconds":3},"type":"apply_errored"}`,
      { kind: 'failed', step: step('delete', 3) }
    ],
    [
      'outputs of an apply',
      `{"@message":"Outputs: 2","outputs":{"obj":{"sensitive":false,"type":["object",{"a":"number"}],"value":{"a":1}},"secret":{"sensitive":true,"type":"string"}},"type":"outputs"}`,
      {
        kind: 'outputs',
        outputs: {
          obj: { value: { a: 1 }, sensitive: false },
          secret: { value: undefined, sensitive: true }
        }
      }
    ],
    [
      'outputs of a plan',
      `{"outputs":{"a":{"sensitive":false,"action":"create"}},"type":"outputs"}`,
      { kind: 'outputs', outputs: { a: { value: undefined, sensitive: false } } }
    ],
    [
      'a summary',
      '{"@message":"Plan: 2 to add, 4 to change, 2 to destroy.","changes":{"add":2,"change":4,"import":0,"remove":2,"operation":"plan"},"type":"change_summary"}',
      { kind: 'message', text: 'Plan: 2 to add, 4 to change, 2 to destroy.' }
    ],
    [
      'a lock',
      '{"@message":"Acquiring state lock. This may take a few moments...","type":"state_lock_acquire"}',
      { kind: 'message', text: 'Acquiring state lock. This may take a few moments...' }
    ]
  ])('%s', (_, line, expected) => {
    expect(parseEventLine(line)).toEqual(expected)
  })

  test('a warning with its source', () => {
    const line = String.raw`{"@level":"warn","@message":"Warning: Check block assertion failed","diagnostic":{"severity":"warning","summary":"Check block assertion failed","detail":"env is warn","range":{"filename":"main.tf","start":{"line":38,"column":21,"byte":858},"end":{"line":38,"column":38,"byte":875}},"snippet":{"context":"check \"c\"","code":"    condition     = var.env != \"warn\"","start_line":38,"highlight_start_offset":20,"highlight_end_offset":37,"values":[{"traversal":"var.env","statement":"is \"warn\""}]}},"type":"diagnostic"}`
    expect(parseEventLine(line)).toEqual({
      kind: 'diagnostic',
      diagnostic: {
        severity: 'warning',
        summary: 'Check block assertion failed',
        detail: 'env is warn',
        address: undefined,
        file: 'main.tf',
        line: 38,
        code: '    condition     = var.env != "warn"'
      }
    })
  })

  test('an error with its resource', () => {
    const line = String.raw`{"@level":"error","@message":"Error: creating Thing: HTTP 409 Conflict","diagnostic":{"severity":"error","summary":"creating Thing: HTTP 409 Conflict","detail":"The thing \"dup\" already exists: conflict","address":"fake_thing.bad","range":{"filename":"err.tf","start":{"line":2,"column":10,"byte":40}}},"type":"diagnostic"}`
    expect(parseEventLine(line)).toMatchObject({
      diagnostic: {
        severity: 'error',
        address: 'fake_thing.bad',
        file: 'err.tf',
        line: 2,
        code: undefined
      }
    })
  })
})

describe('lines that are something else', () => {
  test.each<[string, string, unknown]>([
    [
      'text of init',
      'Successfully configured the backend "http"!',
      'Successfully configured the backend "http"!'
    ],
    [
      'a type of a later version',
      '{"@message":"action started","type":"planned_action_invocation"}',
      'action started'
    ],
    ['an event without a type', '{"@message":"hello"}', 'hello'],
    ['an event of nothing', '{}', ''],
    ['half a line', '{"@message":"Terr', '{"@message":"Terr'],
    ['a list', '[1]', '[1]'],
    ['a number', '7', '7'],
    ['nothing', '', ''],
    ['a type that is no text', '{"type":{"a":1},"@message":"m"}', 'm'],
    ['a type named like a method', '{"type":"constructor","@message":"m"}', 'm']
  ])('%s is a message', (_, line, text) => {
    expect(parseEventLine(line)).toEqual({ kind: 'message', text })
  })

  test.each<[string, unknown]>([
    [
      '{"type":"apply_start"}',
      { kind: 'started', step: { address: '', action: '', elapsedSeconds: 0 } }
    ],
    [
      '{"type":"apply_complete","hook":"x"}',
      { kind: 'done', step: { address: '', action: '', elapsedSeconds: 0 } }
    ],
    ['{"type":"planned_change","change":[]}', { kind: 'planned', address: '', action: '' }],
    ['{"type":"outputs","outputs":[1]}', { kind: 'outputs', outputs: {} }],
    ['{"type":"version"}', { kind: 'version', version: '' }]
  ])('%s is read as far as it goes', (line, expected) => {
    expect(parseEventLine(line)).toEqual(expected)
  })

  test('a broken diagnostic is an error with the message', () => {
    expect(
      parseEventLine('{"type":"diagnostic","@message":"Error: x","diagnostic":7}')
    ).toMatchObject({
      diagnostic: { severity: 'error', summary: 'Error: x', detail: '' }
    })
  })
})

test.each<[string, Readonly<Record<string, unknown>> | undefined, unknown]>([
  ['none', undefined, {}],
  [
    'null as a value',
    { a: { value: null, sensitive: false } },
    { a: { value: null, sensitive: false } }
  ],
  ['what is no output', { a: 1, b: null, c: {}, d: { type: 'string' } }, {}],
  ['a doubtful mask', { a: { value: 1, sensitive: 'true' } }, { a: { value: 1, sensitive: false } }]
])('outputs: %s', (_, json, expected) => {
  expect(outputsOf(json)).toEqual(expected)
})
