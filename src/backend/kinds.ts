/** One table of Terraform's backend types: what carries the environment, what is required, what is secret. */

export interface BackendKind {
  /** The attribute that separates the states of two environments; `attributes` are all that must differ. */
  readonly environmentAttribute: string
  /** What that attribute becomes where the user did not set it; undefined where the user must. */
  readonly environmentDefault: string | undefined
  /** Further attributes Terraform needs, and the environment variables that may give them instead. */
  readonly required: Readonly<Record<string, readonly string[]>>
  /** Settings that must not be written down, and the environment variables they travel by. */
  readonly secrets: Readonly<Record<string, string>>
  /** A line that shows the user how the environment's attribute is written. */
  readonly example: string
}

const KEY = '{project}/{environment}.tfstate'
const kind = (
  environmentAttribute: string,
  environmentDefault: string | undefined,
  more: Partial<BackendKind> = {}
): BackendKind => ({
  environmentAttribute,
  environmentDefault,
  required: {},
  secrets: {},
  example: `${environmentAttribute}=${environmentDefault ?? KEY}`,
  ...more
})

/** Every type a root module may declare, and `git`, which is ours. */
export const KINDS = {
  git: kind('ref', 'refs/gitops-env/state/{project}/{environment}'),
  local: kind('path', undefined, {
    example: 'path=/var/lib/terraform/{project}/{environment}.tfstate'
  }),
  http: kind('address', undefined, {
    secrets: { username: 'TF_HTTP_USERNAME', password: 'TF_HTTP_PASSWORD' },
    example: 'address=https://states.example.com/{project}/{environment}'
  }),
  azurerm: kind('key', KEY, {
    required: { storage_account_name: [], container_name: [] },
    secrets: {
      access_key: 'ARM_ACCESS_KEY',
      sas_token: 'ARM_SAS_TOKEN',
      client_secret: 'ARM_CLIENT_SECRET'
    }
  }),
  s3: kind('key', KEY, {
    required: { bucket: [], region: ['AWS_REGION', 'AWS_DEFAULT_REGION'] },
    secrets: {
      access_key: 'AWS_ACCESS_KEY_ID',
      secret_key: 'AWS_SECRET_ACCESS_KEY',
      token: 'AWS_SESSION_TOKEN'
    }
  }),
  gcs: kind('prefix', '{project}/{environment}', {
    required: { bucket: [] },
    secrets: { credentials: 'GOOGLE_CREDENTIALS', access_token: 'GOOGLE_OAUTH_ACCESS_TOKEN' }
  }),
  pg: kind('schema_name', '{project}-{environment}', { secrets: { conn_str: 'PG_CONN_STR' } }),
  kubernetes: kind('secret_suffix', '{project}-{environment}', {
    secrets: { token: 'KUBE_TOKEN' }
  }),
  consul: kind('path', '{project}/{environment}', {
    secrets: { access_token: 'CONSUL_HTTP_TOKEN' }
  }),
  oss: kind('key', KEY, { required: { bucket: [] } }),
  cos: kind('key', KEY, { required: { bucket: [], region: ['TENCENTCLOUD_REGION'] } })
} as const satisfies Readonly<Record<string, BackendKind>>

export type BackendType = keyof typeof KINDS
export const BACKENDS = Object.keys(KINDS) as readonly BackendType[]

/** The table's row for a type, or undefined for a type it does not have. */
export const kindOf = (type: string): BackendKind | undefined =>
  Object.hasOwn(KINDS, type) ? KINDS[type as BackendType] : undefined
