// action.yml and the code say the same: inputs, outputs, defaults, scripts.
import { describe, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { BACKENDS } from '../../src/backend/kinds.ts'
import { parseInputs } from '../../src/inputs.ts'
import { COMMANDS } from '../../src/operation.ts'
import { publish } from '../../src/report/publish.ts'
import { readAction, repositoryRoot } from '../harness/action-file.ts'
import { createCommandFiles } from '../harness/command-files.ts'
import { complaintsAbout } from '../harness/language-service.ts'
import { planOf, plannedReport } from '../unit/reports.ts'

const text = readFileSync(join(repositoryRoot, 'action.yml'), 'utf8')
const file = parse(text) as {
  readonly name: string
  readonly description: string
  readonly inputs: Readonly<
    Record<
      string,
      { readonly description?: string; readonly default?: unknown; readonly required?: boolean }
    >
  >
  readonly outputs: Readonly<Record<string, { readonly description?: string }>>
  readonly runs: Readonly<Record<string, string>>
}

describe('inputs', () => {
  const variables = readAction(repositoryRoot).inputs({}, 'token')
  const answer = (name: string): string => variables[`INPUT_${name.toUpperCase()}`] ?? ''

  test('that are read are those that are declared', () => {
    const read = new Set<string>()
    parseInputs((name) => {
      read.add(name)
      return answer(name)
    })
    expect([...read].toSorted()).toEqual(Object.keys(file.inputs).toSorted())
  })

  test('have the same words in the code', () => {
    const camel = Object.keys(file.inputs).map((name) =>
      name.replaceAll(/-([a-z])/gu, (_, letter: string) => letter.toUpperCase())
    )
    const fields = Object.keys(parseInputs(answer)).map((field) => field.replace(/Ms$/u, ''))
    expect(fields.toSorted()).toEqual(camel.toSorted())
  })

  test('say which words there are to choose from', () => {
    const said = (name: string): readonly string[] =>
      [...(file.inputs[name]?.description ?? '').matchAll(/`([^`]+)`/gu)].map(
        ([, word = '']) => word
      )
    expect(said('command')).toEqual(expect.arrayContaining([...COMMANDS]))
    expect(said('backend')).toEqual(expect.arrayContaining([...BACKENDS]))
  })

  test.each(Object.entries(file.inputs))(
    '%s has a description and a default, and is not required',
    (_, input) => {
      expect(input.description).toMatch(/\S.*\.$/su)
      expect(typeof input.default).toBe('string')
      expect(input.required).not.toBe(true)
    }
  )
})

describe('outputs', () => {
  test('that are set are those that are declared', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'outputs-'))
    const before = { ...process.env }
    const files = createCommandFiles(directory)
    try {
      Object.assign(process.env, files.env)
      const url = { value: 'https://alice.example.com', sensitive: false }
      const report = plannedReport(planOf('replace'), {
        applied: true,
        outputs: { url },
        reason: 'internal'
      })
      await publish(report, directory, [], { url })
      expect(Object.keys(files.outputs()).toSorted()).toEqual(Object.keys(file.outputs).toSorted())
      expect(files.outputs()).toMatchObject({
        operation: 'apply',
        'to-add': '1',
        'to-destroy': '1',
        'to-replace': '1',
        changes: 'true',
        outputs: '{"url":"https://alice.example.com"}'
      })
    } finally {
      process.env = before
      rmSync(directory, { recursive: true, force: true })
    }
  })

  test.each(Object.entries(file.outputs))('%s has a description', (_, output) => {
    expect(output.description).toMatch(/\S.*\.$/su)
  })
})

test('it runs on the node that the tests know, also after a failure', () => {
  expect(file.runs).toEqual({
    using: 'node24',
    main: 'dist/index.js',
    post: 'dist/post/index.js',
    'post-if': 'always()'
  })
})

test("GitHub's language service has no complaint", async () => {
  expect(await complaintsAbout(text, 'action.yml', text)).toEqual([])
})

test.each([
  ['using: node24', 'using: node25'],
  ['outputs:', 'outpts:']
])("GitHub's language service would see %j become %j", async (right, wrong) => {
  expect(await complaintsAbout(text.replace(right, wrong), 'action.yml', text)).not.toEqual([])
})
