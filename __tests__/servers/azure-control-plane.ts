// What Azure and GitHub have around blob storage, on one loopback port with TLS: endpoints, logins, account keys.
import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Audience, Tokens } from './azure-tokens.ts'
import type { ServerCertificate } from './certificates.ts'
import { readBody } from './loopback.ts'

export const TENANT = 'b4b3c2d1-0000-4000-8000-00000000000a'
export const CLIENT = 'b4b3c2d1-0000-4000-8000-00000000000b'
export const SUBSCRIPTION = 'b4b3c2d1-0000-4000-8000-00000000000c'
export const GROUP = 'rg-terraform-001'

/** A request that was answered: what it was for, who asked, and the status. */
export interface PlaneRequest {
  readonly what: 'metadata' | 'login' | 'identity' | 'github' | 'account' | 'keys' | 'nothing'
  /** How the client of a login proved who it is. */
  readonly proof?: 'secret' | 'certificate' | 'github' | undefined
  readonly audience?: Audience | undefined
  /** The program, as it names itself: Terraform or the action. */
  readonly agent: string
  readonly status: number
}

/** What is accepted. */
export interface Accepted {
  readonly tokens: Tokens
  readonly clientSecret: string
  /** PEM, of the client's certificate. */
  readonly clientCertificate: string
  /** Of GitHub's runner, with which a job asks for its token. */
  readonly requestToken: string
}

/** The account whose blobs are served. */
export interface Account {
  readonly port: number
  readonly account: string
  readonly accountKey: string
}

interface Answer extends Omit<PlaneRequest, 'agent'> {
  readonly body: object
}

export type ControlPlane = Awaited<ReturnType<typeof startControlPlane>>

/** Starts it. Its faults are set at any time: a status for everything, or no answer at all. */
export async function startControlPlane(
  tls: ServerCertificate,
  accepted: Accepted,
  account: Account
) {
  const requests: PlaneRequest[] = []
  const fault: { status: number | 'silent' | undefined } = { status: undefined }
  const server = createServer(
    { cert: readFileSync(tls.certificate), key: readFileSync(tls.key) },
    (request, response) => {
      void (async () => {
        const text = (await readBody(request)).toString()
        if (fault.status === 'silent') return
        const { body, ...known } =
          fault.status === undefined
            ? answer(request, text)
            : { what: 'nothing' as const, status: fault.status, body: {} }
        requests.push({ ...known, agent: request.headers['user-agent'] ?? '' })
        response.writeHead(known.status, { 'content-type': 'application/json' })
        response.end(JSON.stringify(body))
      })().catch(() => response.destroy())
    }
  )
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  server.unref()
  const host = `localhost:${(server.address() as AddressInfo).port}` as const
  const url = `https://${host}` as const
  const answer = (request: IncomingMessage, body: string): Answer => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url)
    if (pathname === '/metadata/endpoints') {
      return { what: 'metadata', status: 200, body: endpoints(url, account) }
    }
    const bearer = request.headers.authorization?.replace(/^bearer /iu, '')
    if (pathname === `/${TENANT}/oauth2/v2.0/token`) {
      return logIn(new URLSearchParams(body), accepted, url)
    }
    if (pathname === '/identity/token') return identify(request, searchParams, accepted, url)
    if (pathname === '/github/token') return giveOut(bearer, searchParams, accepted)
    return describeAccount(accepted.tokens.opens(bearer, url), pathname, account)
  }
  return {
    /** For Terraform's `metadata_host`. */
    host,
    /** Of Azure's own API, which is also what a token for it is asked for. */
    url,
    identityUrl: `${url}/identity/token`,
    githubUrl: `${url}/github/token?api=1`,
    requests,
    fault,
    close: async (): Promise<void> => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    }
  }
}

/**
 * The endpoints of a cloud that is all on loopback. Terraform makes `https://ACCOUNT.blob.SUFFIX` of the suffix:
 * with an '@' in it the account's name becomes a user's name, and the host an address that needs no DNS.
 */
function endpoints(url: string, { port, account }: Account): object {
  return {
    name: 'Loopback',
    portal: url,
    resourceManager: url,
    graph: url,
    graphAudience: url,
    microsoftGraphResourceId: url,
    batch: url,
    media: url,
    authentication: {
      loginEndpoint: url,
      audiences: ['https://management.azure.com/'],
      tenant: 'common',
      identityProvider: 'AAD'
    },
    suffixes: { storage: `x@127.0.0.1:${port}/${account}`, keyVaultDns: 'vault.invalid' }
  }
}

const audienceOf = (text: string | undefined, api: Audience): Audience | undefined =>
  ([api, 'https://storage.azure.com'] as const).find((audience) => audience === text)

const refused = (what: PlaneRequest['what'], status: number, error: string): Answer => ({
  what,
  status,
  body: { error, error_description: `${error}: no such client, or not this proof` }
})

/** @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
function logIn(form: URLSearchParams, accepted: Accepted, api: Audience): Answer {
  const audience = audienceOf(form.get('scope')?.replace(/\/\.default$/u, ''), api)
  if (form.get('grant_type') !== 'client_credentials' || audience === undefined) {
    return refused('login', 400, 'invalid_request')
  }
  const proof = proofOf(form, accepted)
  if (form.get('client_id') !== CLIENT || proof === undefined) {
    return refused('login', 401, 'invalid_client')
  }
  const token = accepted.tokens.issue(audience)
  const said = { token_type: 'Bearer', expires_in: 3599, access_token: token }
  return { what: 'login', proof, audience, status: 200, body: said }
}

function proofOf(form: URLSearchParams, accepted: Accepted): PlaneRequest['proof'] {
  if (form.get('client_secret') === accepted.clientSecret) return 'secret'
  const assertion = form.get('client_assertion') ?? ''
  if (accepted.tokens.opens(assertion, 'api://AzureADTokenExchange')) return 'github'
  const [head = '', claims = '', signature = ''] = assertion.split('.')
  const key = createPublicKey(accepted.clientCertificate)
  const signed = Buffer.from(`${head}.${claims}`)
  const isSigned = verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))
  return isSigned ? 'certificate' : undefined
}

/** @see https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token */
function identify(
  request: IncomingMessage,
  asked: URLSearchParams,
  { tokens }: Accepted,
  api: Audience
): Answer {
  const audience = audienceOf(asked.get('resource') ?? '', api)
  if (request.headers['metadata'] !== 'true' || audience === undefined) {
    return refused('identity', 400, 'invalid_request')
  }
  const body = { token_type: 'Bearer', expires_in: '3599', access_token: tokens.issue(audience) }
  return { what: 'identity', audience, status: 200, body }
}

/** @see https://docs.github.com/actions/reference/security/oidc */
function giveOut(bearer: string | undefined, asked: URLSearchParams, accepted: Accepted): Answer {
  const audience = 'api://AzureADTokenExchange'
  if (bearer !== accepted.requestToken || asked.get('audience') !== audience) {
    return refused('github', 401, 'invalid_request')
  }
  return { what: 'github', audience, status: 200, body: { value: accepted.tokens.issue(audience) } }
}

/** @see https://learn.microsoft.com/rest/api/storagerp/storage-accounts */
function describeAccount(
  isAllowed: boolean,
  pathname: string,
  { port, account, accountKey }: Account
): Answer {
  const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}/providers/Microsoft.Storage/storageAccounts/${account}`
  if (!isAllowed) return refused('account', 401, 'AuthenticationFailed')
  if (pathname === id) {
    const properties = { primaryEndpoints: { blob: `https://127.0.0.1:${port}/${account}/` } }
    const body = { id, name: account, kind: 'StorageV2', location: 'westeurope', properties }
    return { what: 'account', status: 200, body }
  }
  if (pathname === `${id}/listKeys`) {
    const body = { keys: [{ keyName: 'key1', value: accountKey, permissions: 'FULL' }] }
    return { what: 'keys', status: 200, body }
  }
  return refused('nothing', 404, 'ResourceNotFound')
}
