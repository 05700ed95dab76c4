/** Which credentials the settings and variables of Terraform's `s3` backend ask for. */
import type { Variables } from '../../context.ts'
import { membersOf, shapeOf, textsOf } from '../../terraform/hcl-shape.ts'
import type { Shape } from '../../terraform/hcl-shape.ts'
import { StaysError } from './reason.ts'
import { settingOf, shapedOf, textOf, variableOf } from './setting.ts'
import type { Settings } from './setting.ts'

/** Where the first credentials come from; the first of these that is given, as in Terraform. */
export type S3Login =
  | { readonly kind: 'keys'; readonly id: string; readonly secret: string; readonly token?: string }
  | { readonly kind: 'web-identity'; readonly role: Role; readonly token: WebToken }
  | ({ readonly kind: 'profile'; readonly profile: string } & Files)
  | ({ readonly kind: 'machine'; readonly metadata: boolean } & Files)

export type WebToken = { readonly text: string } | { readonly file: string }

/** Files with profiles; undefined for the usual ones. */
export interface Files {
  readonly credentialsFile: string | undefined
  readonly configFile: string | undefined
}

export interface Role {
  readonly arn: string
  readonly sessionName: string | undefined
  readonly externalId: string | undefined
  readonly sourceIdentity: string | undefined
  readonly policy: string | undefined
  readonly policyArns: readonly string[]
  readonly tags: Readonly<Record<string, string>>
  readonly transitiveTagKeys: readonly string[]
}

/** @throws Error for what cannot be read */
export function loginOf(settings: Settings, variables: Variables): S3Login {
  const id = settingOf(settings, 'access_key')
  const secret = settingOf(settings, 'secret_key')
  if (id !== undefined && secret !== undefined) {
    return keysOf(id, secret, settingOf(settings, 'token'))
  }
  const web = shapedOf(settings, 'assume_role_with_web_identity')
  const webRole = roleOf(web)
  if (webRole !== undefined) {
    return { kind: 'web-identity', role: webRole, token: webTokenOf(web ?? {}) }
  }
  const files = filesOf(settings, variables)
  const profile = settingOf(settings, 'profile')
  if (profile !== undefined) return { kind: 'profile', profile, ...files }
  return variablesLogin(variables) ?? machineLogin(settings, variables, files)
}

function variablesLogin(variables: Variables): S3Login | undefined {
  const id = variableOf(variables, 'AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY')
  const secret = variableOf(variables, 'AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_KEY')
  if (id !== undefined && secret !== undefined) {
    return keysOf(id, secret, variableOf(variables, 'AWS_SESSION_TOKEN'))
  }
  const file = variableOf(variables, 'AWS_WEB_IDENTITY_TOKEN_FILE')
  const role = roleOf({
    role_arn: variables['AWS_ROLE_ARN'] ?? '',
    session_name: variables['AWS_ROLE_SESSION_NAME'] ?? ''
  })
  if (file === undefined || role === undefined) return undefined
  return { kind: 'web-identity', role, token: { file } }
}

function machineLogin(settings: Settings, variables: Variables, files: Files): S3Login {
  const profile = variableOf(variables, 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE')
  if (profile !== undefined) return { kind: 'profile', profile, ...files }
  const metadata =
    settingOf(settings, 'skip_metadata_api_check') !== 'true' &&
    (variables['AWS_EC2_METADATA_DISABLED'] ?? '').toLowerCase() !== 'true'
  return { kind: 'machine', metadata, ...files }
}

const keysOf = (id: string, secret: string, token: string | undefined): S3Login => ({
  kind: 'keys',
  id,
  secret,
  ...(token === undefined ? {} : { token })
})

function filesOf(settings: Settings, variables: Variables): Files {
  return {
    credentialsFile:
      onlyFile(settings, 'shared_credentials_files') ??
      settingOf(settings, 'shared_credentials_file') ??
      variableOf(variables, 'AWS_SHARED_CREDENTIALS_FILE'),
    configFile:
      onlyFile(settings, 'shared_config_files') ??
      variableOf(variables, 'AWS_SHARED_CONFIG_FILE', 'AWS_CONFIG_FILE')
  }
}

function onlyFile(settings: Settings, name: string): string | undefined {
  const text = settingOf(settings, name)
  if (text === undefined) return undefined
  const files = textsOf(shapeOf(text))
  if (files?.length === 1) return files[0]
  throw new StaysError(`'${name}' does not name one file`)
}

/**
 * The role that is taken with the credentials, or undefined.
 * @throws Error for what cannot be read
 */
export const assumedRoleOf = (settings: Settings): Role | undefined =>
  roleOf(shapedOf(settings, 'assume_role') ?? flatRole(settings))

/** As it was written before Terraform 1.6 had `assume_role`. */
function flatRole(settings: Settings): Readonly<Record<string, Shape>> {
  const names = ['role_arn', 'session_name', 'external_id']
  return Object.fromEntries(names.map((name) => [name, settingOf(settings, name) ?? '']))
}

function roleOf(members: Readonly<Record<string, Shape>> = {}): Role | undefined {
  const arn = textOf(members['role_arn'])
  if (arn === undefined) return undefined
  return {
    arn,
    sessionName: textOf(members['session_name']),
    externalId: textOf(members['external_id']),
    sourceIdentity: textOf(members['source_identity']),
    policy: textOf(members['policy']),
    policyArns: textsOf(members['policy_arns']) ?? [],
    tags: Object.fromEntries(
      Object.entries(membersOf(members['tags']) ?? {}).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value]] : []
      )
    ),
    transitiveTagKeys: textsOf(members['transitive_tag_keys']) ?? []
  }
}

function webTokenOf(members: Readonly<Record<string, Shape>>): WebToken {
  const text = textOf(members['web_identity_token'])
  const file = textOf(members['web_identity_token_file'])
  if (text !== undefined) return { text }
  if (file !== undefined) return { file }
  throw new StaysError("'assume_role_with_web_identity' has no token")
}
