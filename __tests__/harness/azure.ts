// An Azure of our own on loopback: blob storage, Azure's API and logins, and each way to log in to them.
import {
  AccountSASPermissions,
  AccountSASResourceTypes,
  AccountSASServices,
  generateAccountSASQueryParameters,
  StorageSharedKeyCredential
} from '@azure/storage-blob'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CLIENT,
  GROUP,
  startControlPlane,
  SUBSCRIPTION,
  TENANT
} from '../servers/azure-control-plane.ts'
import { createTokens, type Audience, type Tokens } from '../servers/azure-tokens.ts'
import { hasAzurite, startAzurite } from '../servers/azurite.ts'
import {
  hasOpenssl,
  makeClientCertificate,
  makeServerCertificate
} from '../servers/certificates.ts'

/** Whether it can be had here; elsewhere than on Linux, Terraform trusts the system's authorities alone. */
export const hasAzure = hasAzurite && hasOpenssl && process.platform === 'linux'

export const CONTAINER = 'tfstate'

/** A way to log in. */
export interface Login {
  /** Settings of the backend besides the place of the state. */
  readonly config: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
}

export type Azure = Awaited<ReturnType<typeof startAzure>>
export type LoginName = keyof Azure['logins']

/** Starts it, with an empty container. */
export async function startAzure() {
  const folder = mkdtempSync(join(tmpdir(), 'azure-'))
  const password = 'pass word of the certificate'
  const tls = await makeServerCertificate(folder)
  const certificate = await makeClientCertificate(folder, password)
  const tokens = createTokens()
  const accepted = {
    tokens,
    clientSecret: `~${randomBytes(20).toString('base64url')}`,
    clientCertificate: certificate.certificate,
    requestToken: randomBytes(20).toString('hex')
  }
  const azurite = await startAzurite(tls, tokens)
  const plane = await startControlPlane(tls, accepted, azurite)
  await azurite.createContainer(CONTAINER)

  const sas = sasOf(azurite)
  const client = { ARM_TENANT_ID: TENANT, ARM_CLIENT_ID: CLIENT, ARM_SUBSCRIPTION_ID: SUBSCRIPTION }
  const oidc = {
    ...client,
    ARM_USE_OIDC: 'true',
    ACTIONS_ID_TOKEN_REQUEST_URL: plane.githubUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: accepted.requestToken
  }
  const secret = { ...client, ARM_CLIENT_SECRET: accepted.clientSecret }
  const byToken = { use_azuread_auth: 'true' }
  const byGroup = { resource_group_name: GROUP }
  const cli = {
    PATH: `${cliIn(join(folder, 'bin'), tokens, plane.url)}:${process.env['PATH'] ?? ''}`
  }
  const logins = {
    'an access key': { config: {}, env: { ARM_ACCESS_KEY: azurite.accountKey } },
    'a SAS token': { config: {}, env: { ARM_SAS_TOKEN: sas } },
    'a client secret': { config: byToken, env: secret },
    'a client secret that looks the key up': { config: byGroup, env: secret },
    'a client certificate': {
      config: byToken,
      env: {
        ...client,
        ARM_CLIENT_CERTIFICATE: certificate.archive,
        ARM_CLIENT_CERTIFICATE_PASSWORD: password
      }
    },
    "GitHub's OIDC": { config: byToken, env: oidc },
    "GitHub's OIDC that looks the key up": { config: byGroup, env: oidc },
    'a token of OIDC': {
      config: byToken,
      env: {
        ...client,
        ARM_USE_OIDC: 'true',
        ARM_OIDC_TOKEN: tokens.issue('api://AzureADTokenExchange')
      }
    },
    'an identity of the machine': {
      config: byToken,
      env: { ...client, ARM_USE_MSI: 'true', ARM_MSI_ENDPOINT: plane.identityUrl }
    },
    'the Azure CLI': { config: byToken, env: cli },
    'the Azure CLI that looks the key up': { config: byGroup, env: cli }
  } as const satisfies Readonly<Record<string, Login>>

  return {
    azurite,
    plane,
    logins: logins as Readonly<Record<keyof typeof logins, Login>>,
    /** What everybody needs who uses it. */
    env: { SSL_CERT_FILE: tls.authority, ARM_METADATA_HOSTNAME: plane.host },
    /** The settings that say where states are. */
    place: { storage_account_name: azurite.account, container_name: CONTAINER },
    /** Whatever nobody may see, all tokens that were given out included. */
    secrets: (): readonly string[] => [
      azurite.accountKey,
      sas,
      new URLSearchParams(sas).get('sig') ?? '',
      accepted.clientSecret,
      accepted.requestToken,
      certificate.archive,
      password,
      ...tokens.all()
    ],
    close: async (): Promise<void> => {
      await plane.close()
      await azurite.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

function sasOf({ account, accountKey }: { readonly account: string; readonly accountKey: string }) {
  const signed = {
    services: AccountSASServices.parse('b').toString(),
    resourceTypes: AccountSASResourceTypes.parse('sco').toString(),
    permissions: AccountSASPermissions.parse('rwdlac'),
    expiresOn: new Date(Date.now() + 3_600_000)
  }
  const credential = new StorageSharedKeyCredential(account, accountKey)
  return generateAccountSASQueryParameters(signed, credential).toString()
}

/** An `az` that somebody has logged in with: a program that knows a token for each scope. */
function cliIn(folder: string, tokens: Tokens, api: Audience): string {
  mkdirSync(folder, { recursive: true })
  const known = {
    'https://storage.azure.com/.default': tokens.issue('https://storage.azure.com'),
    [`${api}/.default`]: tokens.issue(api)
  }
  const user = { name: CLIENT, type: 'servicePrincipal' }
  const account = { id: SUBSCRIPTION, tenantId: TENANT, isDefault: true, user }
  const program = `#!${process.execPath}
const args = process.argv.slice(2)
const say = (said) => console.log(JSON.stringify(said))
if (args[0] === 'version') say({ 'azure-cli': '2.64.0' })
else if (args[1] === 'show') say(${JSON.stringify(account)})
else if (args[1] === 'list') say([${JSON.stringify(account)}])
else if (args[1] === 'get-access-token') {
  const token = ${JSON.stringify(known)}[args[args.indexOf('--scope') + 1]]
  if (token === undefined) process.exit(1)
  say({ accessToken: token, tokenType: 'Bearer', tenant: '${TENANT}', expiresOn: '2099-01-01 00:00:00.000000' })
} else process.exit(2)
`
  writeFileSync(join(folder, 'az'), program)
  chmodSync(join(folder, 'az'), 0o755)
  return folder
}
