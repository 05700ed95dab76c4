// HCP Terraform on loopback, by TLS: what `backend "remote"` and `cloud` need of its API where Terraform runs here.
import type { IncomingMessage } from 'node:http'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeServerCertificate } from './certificates.ts'
import { readBody, startLoopback } from './loopback.ts'
import {
  createWorkspaces,
  documentOf,
  found,
  holderOf,
  notFound,
  problem,
  resourcesOf
} from './tfe-workspaces.ts'
import type { Answer, Workspace } from './tfe-workspaces.ts'

/** Faults, to be set at any time; a number counts down. */
export interface TfeFaults {
  /** Uploads of a state that fail. */
  uploads: number
  /** Safe deletions that find the last state not looked through yet. */
  processing: number
  /** Whether the token may see a workspace, and not delete it. */
  hidesDelete: boolean
}

export interface TfeSettings {
  readonly organization?: string
  /** Token to the user whose it is. */
  readonly tokens: Readonly<Record<string, string>>
  /** What a workspace gets whose creator does not say. */
  readonly defaultMode?: string
  readonly projects?: readonly string[]
}

interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly user: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly relationships: Readonly<Record<string, { readonly data?: { readonly id?: string } }>>
}

export type Tfe = Awaited<ReturnType<typeof startTfe>>

/** Starts it, with a certificate of its own: needs openssl. */
export async function startTfe({
  organization = 'octo-org',
  tokens,
  defaultMode = 'remote',
  projects = ['Default Project']
}: TfeSettings) {
  const folder = mkdtempSync(join(tmpdir(), 'tfe-'))
  const made = await makeServerCertificate(folder)
  const [key = '', cert = ''] = [made.key, made.certificate].map((file) =>
    readFileSync(file, 'utf8')
  )
  const requests: { readonly method: string; readonly path: string; readonly status: number }[] = []
  const faults: TfeFaults = { uploads: 0, processing: 0, hidesDelete: false }
  const workspaces = createWorkspaces(organization, () => server.url)
  const hooks: { before?: (method: string, path: string) => void } = {}
  const due = (kind: 'uploads' | 'processing'): boolean => {
    faults[kind] -= 1
    return faults[kind] >= 0
  }

  const one = (workspace: Workspace, status = 200): Answer => ({
    status,
    body: { data: workspaces.documentOf(workspace), included: holderOf(workspace) }
  })

  const safeDelete = (workspace: Workspace): Answer => {
    if (workspace.lockedBy !== undefined)
      return problem(409, 'conflict', 'Workspace is currently locked.')
    if (due('processing'))
      return problem(409, 'conflict', 'workspace is still being processed to discover resources')
    if (resourcesOf(workspaces.current(workspace)?.text).length > 0)
      return problem(409, 'conflict', 'it is still managing resources')
    workspaces.all.delete(workspace.id)
    return { status: 204 }
  }

  const act = (workspace: Workspace, action: string, user: string): Answer => {
    const locked = workspace.lockedBy
    if (action === 'safe-delete') return faults.hidesDelete ? notFound : safeDelete(workspace)
    if (action === 'lock') {
      if (locked !== undefined) return problem(409, 'conflict', 'Unable to lock workspace.')
      workspace.lockedBy = user
      return one(workspace)
    }
    if (locked === undefined) return problem(409, 'conflict', 'workspace already unlocked')
    if (action === 'unlock' && locked !== user)
      return problem(409, 'conflict', `is locked by ${locked}`)
    if (action !== 'unlock' && action !== 'force-unlock') return notFound
    workspace.lockedBy = undefined
    return one(workspace)
  }

  const ofOrganization = (parts: readonly string[], asked: Asked): Answer => {
    const [what = '', name, ...rest] = parts
    const { method, attributes, relationships } = asked
    if (what === 'entitlement-set')
      return found({ id: organization, type: 'entitlement-sets', attributes: { operations: true } })
    if (what === 'projects')
      return found(projects.map((text) => documentOf(`prj-${text}`, 'projects', { name: text })))
    if (what !== 'workspaces') return notFound
    if (name === undefined && method === 'POST') {
      if (workspaces.named(String(attributes['name'])) !== undefined)
        return problem(422, 'invalid attribute', 'Name has already been taken')
      const { 'source-name': source, 'execution-mode': mode = defaultMode } = attributes
      const project = relationships['project']?.data?.id ?? 'prj-Default Project'
      return one(workspaces.create(String(attributes['name']), String(mode), project, source), 201)
    }
    if (name === undefined) return found([...workspaces.all.values()].map(workspaces.documentOf))
    const workspace = workspaces.named(decodeURIComponent(name))
    return workspace === undefined ? notFound : ofWorkspace(workspace, rest, asked)
  }

  const ofWorkspace = (
    workspace: Workspace,
    [what, action = '']: readonly string[],
    { method, user, attributes }: Asked
  ): Answer => {
    const current = workspaces.current(workspace)
    if (what === undefined && method === 'DELETE') {
      workspaces.all.delete(workspace.id)
      return { status: 204 }
    }
    if (what === undefined) {
      if (method === 'PATCH') workspace.terraformVersion = String(attributes['terraform-version'])
      return one(workspace)
    }
    if (what === 'actions') return act(workspace, action, user)
    if (what === 'state-versions') return workspaces.begin(workspace, user, attributes)
    if (what === 'current-state-version')
      return current === undefined ? notFound : found(workspaces.versionDocument(current))
    if (what === 'current-state-version-outputs')
      return found((current?.outputs ?? []).map(shownOutput))
    return notFound
  }

  const answer = (asked: Asked): Answer => {
    const [kind = '', id = '', ...rest] = asked.path.split('/').slice(3)
    if (kind === 'ping') return { status: 200 }
    if (asked.user === '') return problem(401, 'unauthorized')
    if (kind === 'organizations')
      return decodeURIComponent(id) === organization ? ofOrganization(rest, asked) : notFound
    if (kind === 'workspaces') {
      const workspace = workspaces.all.get(id)
      return workspace === undefined ? notFound : ofWorkspace(workspace, rest, asked)
    }
    if (kind === 'state-versions') {
      const version = workspaces.versionOf(id)
      return version === undefined ? notFound : found(workspaces.versionDocument(version))
    }
    if (kind === 'state-version-outputs') {
      const outputs = [...workspaces.all.values()].flatMap(({ versions }) =>
        versions.flatMap((version) => version.outputs)
      )
      const output = outputs.find((one) => one.id === id)
      return output === undefined ? notFound : found({ ...output, type: 'state-version-outputs' })
    }
    return notFound
  }

  /** States themselves, which are no JSON:API: up and down by an address that was given out. */
  const archive = (method: string, path: string, body: string): Answer | { text: string } => {
    const [id = '', json] = path.split('/').slice(2)
    if (method === 'GET') {
      const text = workspaces.versionOf(id)?.text
      return text === undefined ? notFound : { text }
    }
    if (json !== undefined) return { status: 200 }
    return due('uploads') ? problem(403, 'injected') : workspaces.upload(id, body)
  }

  const userOf = ({ headers }: IncomingMessage): string =>
    tokens[(headers.authorization ?? '').replace(/^Bearer /u, '')] ?? ''

  const server = await startLoopback(
    (request, response) => {
      void (async () => {
        const { pathname: path, searchParams: query } = new URL(request.url ?? '/', server.url)
        const { method = '' } = request
        const text = (await readBody(request)).toString()
        hooks.before?.(method, path)
        if (path === '/.well-known/terraform.json') {
          const services = { 'tfe.v2': V2, 'tfe.v2.1': V2, 'tfe.v2.2': V2, 'state.v2': V2 }
          response.writeHead(200, { 'content-type': 'application/json' })
          response.end(JSON.stringify(services))
          return
        }
        const asked = { method, path, query, user: userOf(request) }
        const result = path.startsWith('/archive/')
          ? archive(method, path, text)
          : answer({ ...asked, ...dataOf(text) })
        const status = 'text' in result ? 200 : result.status
        requests.push({ method, path, status })
        response.writeHead(status, {
          'content-type': 'application/vnd.api+json',
          'tfp-api-version': '2.6',
          'tfp-appname': 'HCP Terraform'
        })
        response.end('text' in result ? result.text : JSON.stringify(result.body))
      })().catch(() => response.destroy())
    },
    { key, cert }
  )

  return {
    host: new URL(server.url).host,
    organization,
    /** The file that clients are told to trust. */
    authority: made.authority,
    faults,
    /** `before` is called with each request before it is answered. */
    hooks,
    requests: requests as readonly (typeof requests)[number][],
    workspaces,
    names: () => [...workspaces.all.values()].map(({ name }) => name).toSorted(),
    /** Addresses of the resources in a workspace's state, `type.name`. */
    resources: (name: string): string[] => {
      const workspace = workspaces.named(name)
      return resourcesOf(workspace && workspaces.current(workspace)?.text)
    },
    close: async () => {
      await server.close()
      rmSync(folder, { recursive: true })
    }
  }
}

const V2 = '/api/v2/'
function shownOutput({ id, attributes }: { id: string; attributes: object }): object {
  const hidden = (attributes as { sensitive?: boolean }).sensitive === true ? { value: null } : {}
  return documentOf(id, 'state-version-outputs', { ...attributes, ...hidden })
}

function dataOf(text: string): Pick<Asked, 'attributes' | 'relationships'> {
  const { data } = (text === '' ? {} : JSON.parse(text)) as { data?: Partial<Asked> }
  const plain = text.startsWith('{') && data === undefined ? JSON.parse(text) : {}
  return {
    attributes: data?.attributes ?? (plain as Asked['attributes']),
    relationships: data?.relationships ?? {}
  }
}
