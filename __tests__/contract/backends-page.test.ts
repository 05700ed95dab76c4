// Every block in docs/backends.md is one that the action accepts, and gives each environment a state of its own.
import { afterAll, describe, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { decideBackend } from '../../src/backend/configure.ts'
import type { BackendKind } from '../../src/backend/kind.ts'
import { BACKENDS, KINDS } from '../../src/backend/kinds.ts'
import { parseInputs } from '../../src/inputs.ts'
import { readModule } from '../../src/terraform/module.ts'
import { readAction, repositoryRoot } from '../harness/action-file.ts'

interface Step {
  readonly uses?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, string>>
}

const page = readFileSync(join(repositoryRoot, 'docs/backends.md'), 'utf8')
const sections = new Map(
  page
    .split(/^## /mu)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf('\n')), text] as const)
)
const blockOf = (section: string, language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'mu').exec(section)?.[1] ?? ''

const MOVE = 'Move an environment to another backend'

const folder = mkdtempSync(join(tmpdir(), 'backends-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The backend of an environment, with the section's root module and step. */
function backendOf(type: string, environment: string, hosted: boolean) {
  const section = sections.get(type) ?? ''
  const directory = join(folder, type)
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'main.tf'), blockOf(section, 'hcl'))
  const { steps } = parse(blockOf(section, 'yaml')) as { readonly steps: readonly Step[] }
  const step = steps.find(({ uses }) => uses?.includes('gitops-env-action'))
  const given = readAction(repositoryRoot).inputs(
    { ...step?.with, 'state-passphrase': 'a passphrase that is long enough' },
    'token'
  )
  const inputs = parseInputs((name) => given[`INPUT_${name.toUpperCase()}`] ?? '')
  const values = {
    project: 'demo',
    environment,
    branch: `env-${environment}`,
    repository: 'o/demo'
  }
  return decideBackend(readModule(directory), inputs, values, step?.env ?? {}, hosted)
}

describe('docs/backends.md', () => {
  test('has a section for each type', () => {
    expect([...sections.keys()]).toEqual([...BACKENDS, MOVE, 'Not supported'])
  })

  test.each(BACKENDS)("has a block for '%s' that keeps environments apart", (type) => {
    const [alice, bob] = ['alice', 'bob'].map((name) => backendOf(type, name, type !== 'local'))
    expect(alice).toMatchObject({ type, key: expect.stringContaining('alice') })
    expect(bob?.key).toBe(alice?.key.replace('alice', 'bob'))
  })

  test.each(BACKENDS)("writes no secret of '%s' into a block", (type) => {
    const block = blockOf(sections.get(type) ?? '', 'hcl')
    const secrets = Object.keys(KINDS[type].secrets)
    expect(secrets.filter((name) => new RegExp(`\\b${name}\\b`, 'u').test(block))).toEqual([])
  })
})

/** What serves a type in the tests; a file needs nothing. */
const SERVERS: Readonly<Record<string, string | undefined>> = {
  git: 'git-http',
  http: 'http-state',
  pg: 'postgres',
  azurerm: 'azurite',
  remote: 'tfe.',
  cloud: 'tfe.'
}

describe('what a type is said to be tested against', () => {
  const suites = ['e2e', 'faults', 'load'].flatMap((folder) =>
    readdirSync(join(repositoryRoot, '__tests__', folder)).map((file) =>
      readFileSync(join(repositoryRoot, '__tests__', folder, file), 'utf8')
    )
  )
  /** A test of whole runs that names the type as a backend, and starts its server. */
  const isTested = (type: string): boolean =>
    suites.some(
      (text) =>
        new RegExp(`backend\\W+${type}\\b|'${type}' backend`, 'u').test(text) &&
        (type === 'local' || text.includes(`servers/${SERVERS[type] ?? `${type}.`}`))
    )

  test.each(BACKENDS)('%s is, or the page says that it is not', (type) => {
    const kind: BackendKind = KINDS[type]
    const known = type === 'git' || isTested(type)
    expect({ type, tested: kind.tested !== undefined }).toEqual({ type, tested: known })
  })
})
