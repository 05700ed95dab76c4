/** Asks HCP Terraform, or a Terraform Enterprise, what Terraform has no command for. */
import type { Variables } from '../context.ts'
import { listOf, objectOf, parseJson, textOf } from '../json.ts'
import { openHttps } from './tfe-request.ts'

/** A server's API, with a token. Everything throws an Error whose words fit into brackets. */
export interface Tfe {
  /** Whether Terraform can be told to run here whatever a workspace says. */
  readonly forcesLocal: boolean
  readonly ask: (method: 'GET' | 'POST', path: string, data?: object) => Promise<Answer>
  /** The content of an address that the API gave. */
  readonly download: (address: string) => Promise<string>
}

interface Answer {
  readonly status: number
  readonly document: Readonly<Record<string, unknown>>
}

export interface TfeWorkspace {
  readonly id: string
  /** Where its runs take place: `local`, `remote` or `agent`. */
  readonly mode: string
  /** Whether this action has created it. */
  readonly isOurs: boolean
  /** Who has locked it, as far as the API tells; undefined where it is not locked. */
  readonly lockedBy: string | undefined
}

/** What the service keeps of whoever created a workspace. */
const SOURCE = 'gitops-env-action'
const JSON_API = 'application/vnd.api+json'

/** @see https://developer.hashicorp.com/terraform/internals/remote-service-discovery */
export async function openTfe(hostname: string, token: string, variables: Variables): Promise<Tfe> {
  const send = openHttps(variables)
  const origin = `https://${hostname}`
  const url = new URL('/.well-known/terraform.json', origin)
  const discovered = await send({ method: 'GET', url, headers: {}, body: '' })
  const services = objectOf(parseJson(discovered.text)) ?? {}
  const service = textOf(services['tfe.v2'])
  if (discovered.status !== 200 || service === undefined)
    throw new Error(`${hostname} does not say where its API is`)
  const base = new URL(service.endsWith('/') ? service : `${service}/`, origin)
  if (base.protocol !== 'https:') throw new Error('its API is not served by https')
  const headers = { authorization: `Bearer ${token}`, 'content-type': JSON_API }
  return {
    forcesLocal: textOf(services['state.v2']) !== undefined,
    ask: async (method, path, data) => {
      const body = data === undefined ? '' : JSON.stringify({ data })
      const { status, text } = await send({ method, url: new URL(path, base), headers, body })
      if (status === 401) throw new Error('it refuses the token')
      return { status, document: objectOf(parseJson(text)) ?? {} }
    },
    download: async (address) => {
      const url = new URL(address, base)
      if (url.protocol !== 'https:') throw new Error('a state is not served by https')
      const { status, text } = await send({ method: 'GET', url, headers, body: '' })
      if (status !== 200) throw new Error(`the state could not be read: status ${status}`)
      return text
    }
  }
}

/** @returns undefined where there is none, or the token may not see it */
export async function readWorkspace(
  tfe: Tfe,
  organization: string,
  name: string
): Promise<TfeWorkspace | undefined> {
  const path = `organizations/${encodeURIComponent(organization)}/workspaces/${encodeURIComponent(name)}?include=locked_by`
  const { status, document } = await tfe.ask('GET', path)
  if (status === 404) return undefined
  if (status !== 200) throw new Error(problemOf(status, document))
  return workspaceIn(document)
}

export async function organizationExists(tfe: Tfe, organization: string): Promise<boolean> {
  const path = `organizations/${encodeURIComponent(organization)}/entitlement-set`
  const { status } = await tfe.ask('GET', path)
  return status !== 404
}

/**
 * Creates a workspace whose runs take place where Terraform is started.
 * @param project by name; undefined for the organization's default
 */
export async function createWorkspace(
  tfe: Tfe,
  organization: string,
  name: string,
  project: string | undefined
): Promise<TfeWorkspace> {
  const relationships =
    project === undefined
      ? undefined
      : {
          project: {
            data: { type: 'projects', id: await idOfProject(tfe, organization, project) }
          }
        }
  const attributes = {
    name,
    'execution-mode': 'local',
    'setting-overwrites': { 'execution-mode': true },
    'source-name': SOURCE
  }
  const data = { type: 'workspaces', attributes, relationships }
  const path = `organizations/${encodeURIComponent(organization)}/workspaces`
  const { status, document } = await tfe.ask('POST', path, data)
  if (status !== 201) throw new Error(problemOf(status, document))
  return workspaceIn(document)
}

async function idOfProject(tfe: Tfe, organization: string, name: string): Promise<string> {
  const query = `filter%5Bnames%5D=${encodeURIComponent(name)}`
  const path = `organizations/${encodeURIComponent(organization)}/projects?${query}`
  const { status, document } = await tfe.ask('GET', path)
  if (status !== 200) throw new Error(problemOf(status, document))
  const found = (listOf(document['data']) ?? [])
    .map(objectOf)
    .find((project) => textOf(objectOf(project?.['attributes'])?.['name']) === name)
  const id = textOf(found?.['id'])
  if (id === undefined) throw new Error(`the project '${name}' does not exist`)
  return id
}

function workspaceIn(document: Readonly<Record<string, unknown>>): TfeWorkspace {
  const data = objectOf(document['data'])
  const attributes = objectOf(data?.['attributes']) ?? {}
  const id = textOf(data?.['id'])
  if (id === undefined) throw new Error('it describes no workspace')
  const [holder] = (listOf(document['included']) ?? []).map((one) => objectOf(one)?.['attributes'])
  const name = textOf(objectOf(holder)?.['username']) ?? textOf(objectOf(holder)?.['name'])
  return {
    id,
    mode: textOf(attributes['execution-mode']) ?? 'unknown',
    isOurs: attributes['source-name'] === SOURCE,
    lockedBy: attributes['locked'] === true ? (name ?? 'somebody') : undefined
  }
}

/** What the API says of a request that it refused. */
export function problemOf(status: number, document: Readonly<Record<string, unknown>>): string {
  const [error] = (listOf(document['errors']) ?? []).map(objectOf)
  const words = textOf(error?.['detail']) || textOf(error?.['title'])
  return `status ${status}${words === undefined ? '' : `, ${words.slice(0, 300)}`}`
}
