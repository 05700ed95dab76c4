// The table of backends against the tools themselves: each setting exists, each required one is asked for.
import { afterAll, describe, expect, test } from '@jest/globals'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { gte } from 'semver'
import type { BackendKind } from '../../src/backend/kind.ts'
import { BACKENDS, KINDS } from '../../src/backend/kinds.ts'
import { run } from '../harness/process.ts'
import { hasTerraform, hasTofu, terraformVersion, testIf } from '../harness/tools.ts'

const folder = mkdtempSync(join(tmpdir(), 'backends-truth-'))
afterAll(() => rmSync(folder, { recursive: true }))

const TOOLS = [
  { tool: 'terraform', has: hasTerraform },
  { tool: 'tofu', has: hasTofu }
] as const
type ToolName = (typeof TOOLS)[number]['tool']

const kindOf = (type: string): BackendKind => KINDS[type as keyof typeof KINDS]
/** `git` is ours: the tools have never heard of it. */
const types = BACKENDS.filter((type) => type !== 'git')
/** What has a block within its block, of which no setting can be given by argument. */
const BLOCKS: Readonly<Record<string, string>> = {
  remote: 'backend "remote"',
  cloud: 'cloud'
}
const flat = types.filter((type) => !(type in BLOCKS))
/** What a tool does not have, because it is newer, or the other tool's alone. */
const ABSENT: Readonly<Record<ToolName, readonly string[]>> = {
  terraform: ['azurerm.customer_provided_key', 'http.headers', 'pg.table_name'],
  tofu: []
}
/** No tool has an attribute of this name: what names it has read the others before, and goes no further. */
const UNKNOWN = 'no_attribute_of_any_backend'

/** What `init` says of a block and settings; nothing of the machine, and no way to the network. */
async function initSays(
  tool: string,
  type: string,
  settings: readonly string[],
  content = '{}'
): Promise<string> {
  const directory = join(folder, tool, type)
  mkdirSync(directory, { recursive: true })
  const block = BLOCKS[type] ?? `backend "${type}"`
  writeFileSync(join(directory, 'main.tf'), `terraform {\n  ${block} ${content}\n}\n`)
  const given = settings.map((setting) => `-backend-config=${setting}`)
  const { stdout, stderr } = await run(tool, ['init', '-no-color', '-input=false', ...given], {
    cwd: directory,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      CHECKPOINT_DISABLE: '1',
      AWS_EC2_METADATA_DISABLED: 'true',
      TF_HTTP_RETRY_MAX: '0',
      HTTP_PROXY: 'http://127.0.0.1:9',
      HTTPS_PROXY: 'http://127.0.0.1:9'
    }
  })
  return `${stdout}${stderr}`.replaceAll(/\s+/gu, ' ')
}

/** Every setting that the table names for a type. */
const settingsOf = (type: string): readonly string[] => {
  const kind = kindOf(type)
  return [
    ...new Set([
      kind.environmentAttribute,
      ...Object.keys(kind.required),
      ...Object.keys(kind.place),
      ...Object.keys(kind.secrets),
      ...Object.keys(kind.unwritable),
      ...Object.keys(kind.locking.settings),
      ...kind.locking.unless,
      ...[...kind.removal.matchAll(/\{([\w.]+)/gu)].map(([, name = '']) => name)
    ])
  ]
}

/** Names that a tool says it does not expect. */
const unexpectedIn = (said: string): readonly string[] =>
  [
    ...said.matchAll(
      /argument "(\w+)" given on the command line is not expected for the selected backend type/gu
    )
  ].map(([, name = '']) => name)

/** What each tool asks for where nothing is given, as far as it says so before it connects to anything. */
const ASKED: Readonly<Record<ToolName, Readonly<Record<string, readonly string[]>>>> = {
  terraform: {
    local: [],
    http: ['address'],
    azurerm: ['container_name', 'key', 'storage_account_name'],
    s3: ['bucket', 'key', 'region'],
    gcs: [],
    pg: [],
    kubernetes: [],
    consul: [],
    oss: ['bucket'],
    cos: ['bucket', 'region']
  },
  tofu: {
    local: [],
    http: ['address'],
    azurerm: ['container_name', 'key', 'storage_account_name'],
    s3: ['bucket', 'key', 'region'],
    gcs: ['bucket'],
    pg: [],
    kubernetes: ['secret_suffix'],
    consul: ['path'],
    oss: ['bucket'],
    cos: ['bucket', 'region']
  }
}
/**
 * What neither asks for: without a connection PostgreSQL's own defaults count, which are a server on this machine.
 * The source of Terraform 1.12 refuses oci without these, internal/backend/remote-state/oci/backend.go.
 */
const UNASKED: Readonly<Record<string, readonly string[]>> = {
  pg: ['conn_str'],
  oci: ['bucket', 'namespace'],
  remote: ['organization'],
  cloud: ['organization']
}

/** Names that a tool says are missing, in each of its wordings. */
const askedIn = (said: string): readonly string[] =>
  [
    ...said.matchAll(
      /"(\w+)": required field|attribute "(\w+)" is required|"(\w+)" attribute (?:value must not be empty|or the)|(\w+) argument is required/gu
    )
  ]
    .map((match) => match.slice(1).find((name) => name !== undefined) ?? '')
    .toSorted()

/** Whether the installed version is one that has the type, by the table. */
function hasType(tool: ToolName, { since }: BackendKind): boolean {
  if (since === undefined) return true
  const version = tool === 'tofu' ? undefined : terraformVersion
  const first = since[tool]
  return first !== undefined && version !== undefined && gte(version, first)
}

const NO_TYPE = /Unsupported backend type|There is no (?:explicit )?backend type named/u

describe.each(TOOLS)('$tool', ({ tool, has }) => {
  testIf(has).each(flat)(
    '%s has every setting that the table names, or it has not the type',
    async (type) => {
      const asked = [...settingsOf(type), UNKNOWN].map((name) => `${name}=x`)
      const said = await initSays(tool, type, asked)
      const has = hasType(tool, kindOf(type))
      expect(NO_TYPE.test(said)).toBe(!has)
      if (!has) return
      const absent = ABSENT[tool].flatMap((name) => {
        const [of, setting = ''] = name.split('.')
        return of === type ? [setting] : []
      })
      expect(unexpectedIn(said).toSorted()).toEqual([...absent, UNKNOWN].toSorted())
    }
  )

  testIf(has).each(Object.keys(BLOCKS))(
    '%s has every setting that the table names, in its block',
    async (type) => {
      const [nested, own] = [true, false].map((is) =>
        settingsOf(type).filter((name) => name.startsWith('workspaces.') === is)
      )
      const lines = (own ?? []).map((name) => `${name} = "x"`)
      const within = (nested ?? []).map((name) => `${name.replace('workspaces.', '')} = "x"`)
      const content = `{\n${lines.join('\n')}\n${UNKNOWN} = "x"\nworkspaces {\n${within.join('\n')}\n}\n}`
      const said = await initSays(tool, type, [], content)
      const named = said.matchAll(
        /(?:argument named|[Bb]locks of type) "(\w+)" (?:is|are) not expected here/gu
      )
      expect([...named].map(([, name]) => name)).toEqual([UNKNOWN])
      expect(within).toContain('name = "x"')
    }
  )

  testIf(has).each(Object.keys(BLOCKS))('asks %s for the organization', async (type) => {
    expect(await initSays(tool, type, [])).toMatch(
      /"organization" (?:attribute value must not be empty|must be set in the cloud configuration)/u
    )
  })

  testIf(has).each(Object.entries(ASKED[tool]))(
    'asks %s for what the table knows as required',
    async (type, asked) => {
      expect(askedIn(await initSays(tool, type, []))).toEqual(asked)
    }
  )

  testIf(has).each(Object.keys(ASKED[tool]).filter((type) => type !== 'pg'))(
    'asks %s for nothing more than that',
    async (type) => {
      const { environmentAttribute, example, required } = kindOf(type)
      const given = [
        `${environmentAttribute}=${example.replaceAll(/[{}]/gu, '')}`,
        ...Object.entries(required).map(([name, one]) => `${name}=${one.example}`)
      ]
      expect(askedIn(await initSays(tool, type, given))).toEqual([])
    }
  )
})

test.each(types)('what %s requires is what a tool asks for, or cannot go on without', (type) => {
  const { environmentAttribute, required } = kindOf(type)
  const asked = new Set(TOOLS.flatMap(({ tool }) => ASKED[tool][type] ?? []))
  const known = [environmentAttribute, ...Object.keys(required)]
  expect([...asked].filter((name) => !known.includes(name))).toEqual([])
  expect(Object.keys(required).filter((name) => !asked.has(name))).toEqual(UNASKED[type] ?? [])
})

testIf(hasTerraform)('an empty path of consul is a crash of Terraform', async () => {
  expect(await initSays('terraform', 'consul', [])).toContain('panic: value is null')
})

/** The program itself, where it is one and not a script that starts it. */
const programOf = (tool: ToolName): Buffer | undefined => {
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((directory) => join(directory, tool))
    .find((file) => existsSync(file))
  const program = path === undefined ? undefined : readFileSync(path)
  return program !== undefined && program.length > 2 ** 20 ? program : undefined
}
/** Made when it runs: of `OCI_` and the setting's name (util.go beside the backend.go above), of `TF_TOKEN_` and the host. */
const COMPOSED = [KINDS.oci, KINDS.remote, KINDS.cloud].flatMap(({ secrets }) =>
  Object.values(secrets)
)
const variables = types.flatMap((type) => [
  ...Object.values(kindOf(type).secrets),
  ...Object.values(kindOf(type).required).flatMap((one) => one.variables)
])

describe.each(TOOLS)('the program of $tool', ({ tool, has }) => {
  const program = has ? programOf(tool) : undefined
  // libpq's own, and Consul's: the names are in the libraries that are part of the program.
  testIf(program !== undefined)(
    'has the name of every variable that a setting may come from',
    () => {
      const unknown = variables.filter((name) => !(program?.includes(name) ?? false))
      const missing = tool === 'terraform' ? ['ARM_CUSTOMER_PROVIDED_KEY'] : []
      expect(unknown).toEqual([...missing, ...COMPOSED])
    }
  )
})
