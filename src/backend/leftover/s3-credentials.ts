/** Gets the credentials for Terraform's `s3` backend, and the way to Amazon's servers. */
import { HttpClient } from '@actions/http-client'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import {
  createCredentialChain,
  fromHttp,
  fromIni,
  fromInstanceMetadata,
  fromTemporaryCredentials,
  fromWebToken
} from '@aws-sdk/credential-providers'
import { readFileSync } from 'node:fs'
import { reasonOf, StaysError } from './reason.ts'
import type { Role, S3Login } from './s3-login.ts'
import type { S3Settings } from './s3-settings.ts'
import { absolutePath } from './setting.ts'

type Handler = NonNullable<S3ClientConfig['requestHandler']>
type Provider = Exclude<NonNullable<S3ClientConfig['credentials']>, { accessKeyId: string }>

/** How the service that hands out temporary credentials is asked. */
interface StsConfig {
  readonly region: string
  readonly maxAttempts: number
  readonly endpoint?: string
  readonly requestHandler: Handler
}

const CONNECT_MS = 5000
const ANSWER_MS = 10_000
/** On a machine that is none of Amazon's nobody answers. */
const METADATA_MS = 1000

/** @returns what asks for them when they are needed, and again when they are too old */
export function credentialsFor(
  { login, role }: Pick<S3Settings, 'login' | 'role'>,
  sts: StsConfig
): Provider {
  const first = firstFor(login, sts)
  return explained(role === undefined ? first : assumed(role, first, sts))
}

const assumed = (role: Role, first: Provider, sts: StsConfig): Provider =>
  fromTemporaryCredentials({
    masterCredentials: first,
    params: {
      RoleArn: role.arn,
      RoleSessionName: role.sessionName ?? SESSION,
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
      ...(role.sourceIdentity === undefined ? {} : { SourceIdentity: role.sourceIdentity }),
      ...(role.policy === undefined ? {} : { Policy: role.policy }),
      PolicyArns: policiesOf(role),
      Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
      TransitiveTagKeys: [...role.transitiveTagKeys]
    },
    clientConfig: sts
  })

/** Without what a file or a server of the machine says. */
const explained =
  (provider: Provider): Provider =>
  async (properties) =>
    await provider(properties).catch((error: unknown) => {
      const status = statusOf(error)
      if (status !== undefined) throw reasonOf('the service for its credentials', error, status)
      throw error instanceof StaysError ? error : new StaysError('no credentials were found')
    })

/** Of an answer of Amazon's; undefined where none came. */
export const statusOf = (error: unknown): number | undefined =>
  (error as { readonly $metadata?: { readonly httpStatusCode?: number } } | undefined)?.$metadata
    ?.httpStatusCode

const SESSION = 'gitops-env-action'

const policiesOf = ({ policyArns }: Role): { arn: string }[] => policyArns.map((arn) => ({ arn }))

function firstFor(login: S3Login, sts: StsConfig): Provider {
  switch (login.kind) {
    case 'keys': {
      const { id: accessKeyId, secret: secretAccessKey, token } = login
      const keys = { accessKeyId, secretAccessKey }
      return async () => (token === undefined ? keys : { ...keys, sessionToken: token })
    }
    case 'web-identity': {
      const { role, token } = login
      return async () =>
        await fromWebToken({
          roleArn: role.arn,
          roleSessionName: role.sessionName ?? SESSION,
          ...(role.policy === undefined ? {} : { policy: role.policy }),
          policyArns: policiesOf(role),
          webIdentityToken:
            'text' in token ? token.text : readFileSync(absolutePath(token.file), 'utf8').trim(),
          clientConfig: sts
        })()
    }
    case 'profile':
      return fromProfile(login, sts)
    case 'machine': {
      const own = { timeout: METADATA_MS, maxRetries: 1 }
      return createCredentialChain(
        fromProfile(login, sts),
        fromHttp(own),
        ...(login.metadata ? [fromInstanceMetadata(own)] : [])
      )
    }
  }
}

function fromProfile(
  login: Extract<S3Login, { kind: 'profile' | 'machine' }>,
  sts: StsConfig
): Provider {
  const { credentialsFile, configFile } = login
  return fromIni({
    ...(login.kind === 'profile' ? { profile: login.profile } : {}),
    ...(credentialsFile === undefined ? {} : { filepath: absolutePath(credentialsFile) }),
    ...(configFile === undefined ? {} : { configFilepath: absolutePath(configFile) }),
    clientConfig: sts
  })
}

/** How a server is reached: by the proxy of the environment, and with the certificates that Terraform takes. */
export function handlerFor(url: string, caBundle: string | undefined): Handler {
  const agent: ReturnType<HttpClient['getAgent']> & { readonly options?: object } = new HttpClient(
    '',
    [],
    { keepAlive: false }
  ).getAgent(url)
  if (caBundle !== undefined) {
    Object.assign(agent, { options: { ...agent.options, ca: certificatesIn(caBundle) } })
  }
  // The SDK takes only what has it for an agent; one of a proxy lacks it.
  if (!('destroy' in agent)) Object.assign(agent, { destroy: () => undefined })
  return {
    httpAgent: agent,
    httpsAgent: agent,
    connectionTimeout: CONNECT_MS,
    requestTimeout: ANSWER_MS,
    throwOnRequestTimeout: true
  } as Handler
}

function certificatesIn(file: string): Buffer {
  const path = absolutePath(file)
  try {
    return readFileSync(path)
  } catch {
    throw new StaysError(`the file '${file}' of its certificates cannot be read`)
  }
}
