/** Azure's clouds, and the tokens with which a client is let in. */
import { objectOf, textOf } from '../../json.ts'
import type { AzureSettings } from './azure-settings.ts'
import { StaysError } from './reason.ts'

/** Addresses without a slash at the end; `storage` is what follows `ACCOUNT.blob.`. */
export interface Cloud {
  readonly login: string
  readonly api: string
  readonly storage: string
}

/** A request whose answer is JSON. @throws Error that names whom was asked, and the status */
export type Ask = (request: {
  readonly whom: string
  readonly url: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly form?: Readonly<Record<string, string>>
  /** Whether the address may be one without TLS. */
  readonly withoutTls?: boolean
}) => Promise<Readonly<Record<string, unknown>>>

/** Runs the Azure CLI; what it prints is JSON. */
export type AskCli = (args: readonly string[]) => Promise<Readonly<Record<string, unknown>>>

const CLOUDS: Readonly<Record<string, Cloud>> = {
  public: {
    login: 'https://login.microsoftonline.com',
    api: 'https://management.azure.com',
    storage: 'core.windows.net'
  },
  usgovernment: {
    login: 'https://login.microsoftonline.us',
    api: 'https://management.usgovcloudapi.net',
    storage: 'core.usgovcloudapi.net'
  },
  china: {
    login: 'https://login.chinacloudapi.cn',
    api: 'https://management.chinacloudapi.cn',
    storage: 'core.chinacloudapi.cn'
  }
}

/** What a token for the blobs is asked for, in every cloud. */
export const STORAGE = 'https://storage.azure.com'

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/azure-resource-manager-endpoints */
export async function findCloud(
  { environment, metadataHost }: Pick<AzureSettings, 'environment' | 'metadataHost'>,
  ask: Ask
): Promise<Cloud> {
  if (metadataHost === '') {
    const cloud = Object.hasOwn(CLOUDS, environment) ? CLOUDS[environment] : undefined
    if (cloud === undefined) throw new StaysError("the action does not know this 'environment'")
    return cloud
  }
  const url = `https://${metadataHost}/metadata/endpoints?api-version=2022-09-01`
  const said = await ask({ whom: 'the metadata host', url })
  const login = textOf(objectOf(said['authentication'])?.['loginEndpoint'])
  const storage = textOf(objectOf(said['suffixes'])?.['storage'])
  const api = textOf(said['resourceManager'])
  if (login === undefined || storage === undefined || api === undefined) {
    throw new StaysError('the metadata host does not tell the endpoints')
  }
  return { login: bare(login), api: bare(api), storage }
}

const bare = (address: string): string => address.replace(/\/+$/u, '')

/** A token for a resource, an address without a slash at the end. */
export async function logIn(
  { tenant, client, proof }: Pick<AzureSettings, 'tenant' | 'client' | 'proof'>,
  cloud: Cloud,
  resource: string,
  ask: Ask,
  askCli: AskCli
): Promise<string> {
  const asClient = async (form: Readonly<Record<string, string>>): Promise<string> =>
    tokenIn(
      await ask({
        whom: 'the login',
        url: `${cloud.login}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
        method: 'POST',
        form: {
          grant_type: 'client_credentials',
          client_id: client,
          scope: `${resource}/.default`,
          ...form
        }
      }),
      'access_token'
    )
  switch (proof.kind) {
    case 'secret':
      return asClient({ client_secret: proof.secret })
    case 'assertion':
      return asClient(asserted(proof.assertion))
    case 'github':
      return asClient(asserted(await assertionOf(proof, ask)))
    case 'identity':
      return identityToken(proof.url, client, resource, ask)
    case 'cli':
      return tokenIn(
        await askCli(['get-access-token', '--scope', `${resource}/.default`]),
        'accessToken'
      )
    case 'certificate':
      throw new StaysError('the action cannot log in with a client certificate')
    case 'none':
      throw new StaysError('there is nothing to log in with')
  }
}

const asserted = (assertion: string): Readonly<Record<string, string>> => ({
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: assertion
})

async function assertionOf(
  { url, requestToken }: { readonly url: string; readonly requestToken: string },
  ask: Ask
): Promise<string> {
  const address = new URL(url)
  address.searchParams.set('audience', 'api://AzureADTokenExchange')
  const headers = { authorization: `Bearer ${requestToken}` }
  return tokenIn(await ask({ whom: 'GitHub', url: address.href, headers }), 'value')
}

async function identityToken(
  url: string,
  client: string,
  resource: string,
  ask: Ask
): Promise<string> {
  const address = new URL(url)
  address.searchParams.set('api-version', '2018-02-01')
  address.searchParams.set('resource', resource)
  if (client !== '') address.searchParams.set('client_id', client)
  // Azure serves it on the machine's own link, without TLS.
  const request = { whom: "the machine's identity", url: address.href, withoutTls: true }
  return tokenIn(await ask({ ...request, headers: { metadata: 'true' } }), 'access_token')
}

function tokenIn(said: Readonly<Record<string, unknown>>, name: string): string {
  const token = textOf(said[name])
  if (token === undefined || token === '') throw new StaysError('the login gave no token')
  return token
}
