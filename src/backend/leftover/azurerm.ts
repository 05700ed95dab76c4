/** The state of a destroyed environment in Azure's blob storage. */
import { readFileSync } from 'node:fs'
import {
  AnonymousCredential,
  BlobServiceClient,
  RestError,
  StorageSharedKeyCredential
} from '@azure/storage-blob'
import type { BlobClient } from '@azure/storage-blob'
import { listOf, objectOf, textOf } from '../../json.ts'
import { authoritiesFor } from '../authorities.ts'
import { askCliWith } from './azure-cli.ts'
import { findCloud, logIn, STORAGE } from './azure-login.ts'
import type { Ask, AskCli, Cloud } from './azure-login.ts'
import { askWith, failureOf } from './azure-request.ts'
import type { Trust } from './azure-request.ts'
import { azureSettingsOf } from './azure-settings.ts'
import type { AzureSettings } from './azure-settings.ts'
import type { OpenState } from './leftover.ts'
import { StaysError } from './reason.ts'
import { absolutePath } from './setting.ts'

/** For everything together. */
const LIMIT_MS = 30_000
const RETRIES = {
  maxTries: 3,
  tryTimeoutInMs: 10_000,
  retryDelayInMs: 500,
  maxRetryDelayInMs: 2000
}

/** @see https://developer.hashicorp.com/terraform/language/backend/azurerm */
export const openAzureState: OpenState = async (settings, variables) => {
  const signal = AbortSignal.timeout(LIMIT_MS)
  const trust = { tlsOptions: { ca: authoritiesFor(variables) } }
  const azure = azureSettingsOf(settings, variables, contentOf)
  const ask = askWith(trust, signal)
  const blob = await findBlob(azure, trust, ask, askCliWith(variables, signal))
  return {
    read: async () => {
      try {
        const answer = await blob.download(0, undefined, { abortSignal: signal })
        const parts: Buffer[] = []
        for await (const part of answer.readableStreamBody ?? []) parts.push(Buffer.from(part))
        return { text: Buffer.concat(parts).toString(), version: answer.etag ?? '' }
      } catch (error) {
        if (isGone(error)) return undefined
        throw refusalOf(error) ?? failureOf('the storage', error)
      }
    },
    remove: async (version) => {
      try {
        await blob.delete({ conditions: { ifMatch: version }, abortSignal: signal })
      } catch (error) {
        if (isGone(error)) return
        throw refusalOf(error) ?? failureOf('the storage', error)
      }
    }
  }
}

function contentOf(path: string): string {
  const file = absolutePath(path)
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new StaysError('a file that the login needs cannot be read')
  }
}

/** Not so where its container is missing: then this is not where Terraform has been. */
const isGone = (error: unknown): boolean =>
  error instanceof RestError && error.statusCode === 404 && error.code === 'BlobNotFound'

/** Why a blob is not to be removed; undefined where the request failed otherwise. */
function refusalOf(error: unknown): StaysError | undefined {
  switch (error instanceof RestError ? error.code : '') {
    case 'ConditionNotMet':
      return new StaysError('it was changed meanwhile')
    case 'LeaseIdMissing':
      return new StaysError('somebody holds its lock')
    case 'ContainerNotFound':
      return new StaysError('its container is not there')
    case 'SnapshotsPresent':
      return new StaysError('it has snapshots')
    default:
      return undefined
  }
}

type Credential =
  | StorageSharedKeyCredential
  | AnonymousCredential
  | { readonly getToken: () => Promise<{ token: string; expiresOnTimestamp: number }> }

async function findBlob(
  azure: AzureSettings,
  trust: Trust,
  ask: Ask,
  askCli: AskCli
): Promise<BlobClient> {
  const { access, account } = azure
  const cloud = await findCloud(azure, ask)
  const needsApi = azure.looksUp || access.kind === 'listed-key'
  const found = needsApi ? await lookUp(azure, cloud, ask, askCli) : undefined
  const address = found?.address ?? `https://${account}.blob.${cloud.storage}`
  const options = { ...trust, retryOptions: RETRIES }
  const clientWith = (credential: Credential, query = ''): BlobClient =>
    new BlobServiceClient(`${address}${query}`, credential, options)
      .getContainerClient(azure.container)
      .getBlobClient(azure.key)
  const byKey = (key: string): BlobClient =>
    clientWith(new StorageSharedKeyCredential(account, key))
  switch (access.kind) {
    case 'key':
      return byKey(access.accessKey)
    case 'sas':
      return clientWith(new AnonymousCredential(), `?${access.token}`)
    case 'listed-key':
      return byKey((await found?.key()) ?? '')
    case 'token': {
      const token = await logIn(azure, cloud, STORAGE, ask, askCli)
      return clientWith({
        getToken: async () => ({ token, expiresOnTimestamp: Date.now() + LIMIT_MS })
      })
    }
  }
}

/** Where the blobs are, and the account's key, as Azure's own API tells it. */
async function lookUp(azure: AzureSettings, cloud: Cloud, ask: Ask, askCli: AskCli) {
  const token = await logIn(azure, cloud, cloud.api, ask, askCli)
  const subscription = azure.subscription || (await subscriptionOf(azure, askCli))
  const [group, account] = [azure.group, azure.account].map(encodeURIComponent)
  const path = `resourceGroups/${group}/providers/Microsoft.Storage/storageAccounts/${account}`
  const url = `${cloud.api}/subscriptions/${encodeURIComponent(subscription)}/${path}`
  const query = '?api-version=2023-01-01'
  const request = { whom: "Azure's API", headers: { authorization: `Bearer ${token}` } }
  const { properties } = await ask({ ...request, url: url + query })
  return {
    address: textOf(objectOf(objectOf(properties)?.['primaryEndpoints'])?.['blob'])?.replace(
      /\/$/u,
      ''
    ),
    key: async (): Promise<string | undefined> => {
      const said = await ask({ ...request, url: `${url}/listKeys${query}`, method: 'POST' })
      return textOf(objectOf(listOf(said['keys'])?.[0])?.['value'])
    }
  }
}

async function subscriptionOf({ proof }: AzureSettings, askCli: AskCli): Promise<string> {
  const id = proof.kind === 'cli' ? textOf((await askCli(['show']))['id']) : undefined
  if (id === undefined) throw new StaysError("'subscription_id' is not given")
  return id
}
