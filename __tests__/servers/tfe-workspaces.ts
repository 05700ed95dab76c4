// What an HCP Terraform organization keeps: workspaces, each with its lock and its versions of the state.
import { createHash } from 'node:crypto'

export interface StateVersion {
  readonly id: string
  readonly serial: number
  readonly md5: string
  /** Undefined until it is uploaded. */
  text: string | undefined
  outputs: readonly { readonly id: string; readonly attributes: object }[]
}

export interface Workspace {
  readonly id: string
  readonly name: string
  executionMode: string
  terraformVersion: string
  project: string
  /** What its creator calls itself. */
  source: unknown
  /** The user who has locked it. */
  lockedBy: string | undefined
  readonly versions: StateVersion[]
}

/** An answer: a document of JSON:API, or what is wrong. */
export interface Answer {
  readonly status: number
  readonly body?: unknown
}

export const problem = (status: number, title: string, detail = ''): Answer => ({
  status,
  body: { errors: [{ status: String(status), title, detail }] }
})

export const notFound = problem(404, 'not found')

const ONE_PAGE = { pagination: { 'current-page': 1, 'total-pages': 1, 'total-count': 1 } }

export const found = (data: object): Answer => ({ status: 200, body: { data, meta: ONE_PAGE } })

export const documentOf = (id: string, type: string, attributes: object): object => ({
  id,
  type,
  attributes
})

export type Workspaces = ReturnType<typeof createWorkspaces>

/** @param origin where the server is, for the addresses that it gives out */
export function createWorkspaces(organization: string, origin: () => string) {
  const all = new Map<string, Workspace>()
  let count = 0
  const nextId = (prefix: string): string => `${prefix}-${String((count += 1)).padStart(16, 'x')}`
  const named = (name: string): Workspace | undefined =>
    [...all.values()].find((workspace) => workspace.name === name)
  const current = ({ versions }: Workspace): StateVersion | undefined =>
    versions.findLast(({ text }) => text !== undefined)

  const versionOf = (id: string): StateVersion | undefined =>
    [...all.values()].flatMap(({ versions }) => versions).find((version) => version.id === id)

  const documentOf = (workspace: Workspace): object => ({
    id: workspace.id,
    type: 'workspaces',
    attributes: {
      name: workspace.name,
      'execution-mode': workspace.executionMode,
      operations: workspace.executionMode !== 'local',
      locked: workspace.lockedBy !== undefined,
      'terraform-version': workspace.terraformVersion,
      'tag-names': [],
      'source-name': workspace.source ?? null,
      permissions: { 'can-update': true, 'can-force-delete': true, 'can-unlock': true }
    },
    relationships: {
      organization: { data: { id: organization, type: 'organizations' } },
      project: { data: { id: workspace.project, type: 'projects' } },
      'locked-by':
        workspace.lockedBy === undefined
          ? { data: null }
          : { data: { id: `user-${workspace.lockedBy}`, type: 'users' } }
    }
  })

  const versionDocument = (version: StateVersion): object => ({
    id: version.id,
    type: 'state-versions',
    attributes: {
      serial: version.serial,
      status: version.text === undefined ? 'pending' : 'finalized',
      'hosted-state-download-url': `${origin()}/archive/${version.id}`,
      'hosted-state-upload-url': `${origin()}/archive/${version.id}`,
      'hosted-json-state-download-url': `${origin()}/archive/${version.id}/json`,
      'hosted-json-state-upload-url': `${origin()}/archive/${version.id}/json`,
      'resources-processed': true
    }
  })

  return {
    all,
    named,
    current,
    versionOf,
    documentOf,
    versionDocument,
    create: (name: string, executionMode: string, project: string, source?: unknown): Workspace => {
      const id = nextId('ws')
      const fresh = { id, name, executionMode, terraformVersion: '1.11.4', project, source }
      const workspace: Workspace = { ...fresh, lockedBy: undefined, versions: [] }
      all.set(id, workspace)
      return workspace
    },
    /** A version without its content, as its creation makes it; only under the lock of the same user. */
    begin: (workspace: Workspace, user: string, attributes: Record<string, unknown>): Answer => {
      if (workspace.lockedBy === undefined) return problem(409, 'conflict', 'workspace not locked')
      if (workspace.lockedBy !== user) return problem(409, 'conflict', 'locked by another user')
      const serial = Number(attributes['serial'])
      const md5 = String(attributes['md5'])
      const last = current(workspace)
      const old = last !== undefined && serial <= last.serial && md5 !== last.md5
      if (old && attributes['force'] !== true) return problem(409, 'conflict', 'serial is too old')
      const version = { id: nextId('sv'), serial, md5, text: undefined }
      const outputs = outputsOf(attributes['json-state-outputs'], () => nextId('wsout'))
      workspace.versions.push({ ...version, outputs })
      return { status: 201, body: { data: versionDocument(workspace.versions.at(-1)!) } }
    },
    upload: (id: string, text: string): Answer => {
      const version = versionOf(id)
      if (version === undefined) return notFound
      const md5 = createHash('md5').update(text).digest('hex')
      if (md5 !== version.md5) return problem(422, 'invalid attribute', 'md5 does not match')
      version.text = text
      return { status: 200 }
    }
  }
}

function outputsOf(encoded: unknown, nextId: () => string): StateVersion['outputs'] {
  if (typeof encoded !== 'string') return []
  const outputs = JSON.parse(Buffer.from(encoded, 'base64').toString()) as Record<
    string,
    { sensitive?: boolean; type: unknown; value: unknown }
  >
  return Object.entries(outputs).map(([name, { sensitive = false, type, value }]) => ({
    id: nextId(),
    attributes: { name, sensitive, type: typeof type, 'detailed-type': type, value }
  }))
}

/** Addresses of the resources in a state. */
export function resourcesOf(text: string | undefined): string[] {
  const { resources = [] } = JSON.parse(text ?? '{}') as {
    resources?: { type: string; name: string }[]
  }
  return resources.map(({ type, name }) => `${type}.${name}`).toSorted()
}

/** The user who has locked it, as a document. */
export const holderOf = ({ lockedBy }: Workspace): readonly object[] =>
  lockedBy === undefined ? [] : [documentOf(`user-${lockedBy}`, 'users', { username: lockedBy })]
