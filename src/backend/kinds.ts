/** One table of Terraform's backend types: what carries the environment, what is required, what is secret. */

export interface BackendKind {
  /** The attribute that separates the states of two environments. */
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
    secrets: {
      username: 'TF_HTTP_USERNAME',
      password: 'TF_HTTP_PASSWORD',
      client_private_key_pem: 'TF_HTTP_CLIENT_PRIVATE_KEY_PEM'
    },
    example: 'address=https://states.example.com/{project}/{environment}'
  }),
  azurerm: kind('key', KEY, {
    required: { storage_account_name: [], container_name: [] },
    secrets: {
      access_key: 'ARM_ACCESS_KEY',
      sas_token: 'ARM_SAS_TOKEN',
      client_secret: 'ARM_CLIENT_SECRET',
      client_certificate_password: 'ARM_CLIENT_CERTIFICATE_PASSWORD',
      oidc_token: 'ARM_OIDC_TOKEN'
    }
  }),
  s3: kind('key', KEY, {
    required: { bucket: [], region: ['AWS_REGION', 'AWS_DEFAULT_REGION'] },
    secrets: {
      access_key: 'AWS_ACCESS_KEY_ID',
      secret_key: 'AWS_SECRET_ACCESS_KEY',
      token: 'AWS_SESSION_TOKEN',
      sse_customer_key: 'AWS_SSE_CUSTOMER_KEY'
    }
  }),
  gcs: kind('prefix', '{project}/{environment}', {
    required: { bucket: [] },
    secrets: {
      credentials: 'GOOGLE_CREDENTIALS',
      access_token: 'GOOGLE_OAUTH_ACCESS_TOKEN',
      encryption_key: 'GOOGLE_ENCRYPTION_KEY'
    }
  }),
  pg: kind('schema_name', '{project}_{environment}', { secrets: { conn_str: 'PG_CONN_STR' } }),
  // Terraform refuses a suffix that ends in a number.
  kubernetes: kind('secret_suffix', '{project}.{environment}.state', {
    secrets: {
      token: 'KUBE_TOKEN',
      password: 'KUBE_PASSWORD',
      client_key: 'KUBE_CLIENT_KEY_DATA'
    }
  }),
  consul: kind('path', '{project}/{environment}', {
    secrets: { access_token: 'CONSUL_HTTP_TOKEN', http_auth: 'CONSUL_HTTP_AUTH' }
  }),
  oss: kind('key', KEY, {
    required: { bucket: [] },
    secrets: {
      access_key: 'ALICLOUD_ACCESS_KEY',
      secret_key: 'ALICLOUD_SECRET_KEY',
      security_token: 'ALICLOUD_SECURITY_TOKEN'
    }
  }),
  cos: kind('key', KEY, {
    required: { bucket: [], region: ['TENCENTCLOUD_REGION'] },
    secrets: {
      secret_id: 'TENCENTCLOUD_SECRET_ID',
      secret_key: 'TENCENTCLOUD_SECRET_KEY',
      security_token: 'TENCENTCLOUD_SECURITY_TOKEN'
    }
  })
} as const satisfies Readonly<Record<string, BackendKind>>

export type BackendType = keyof typeof KINDS
export const BACKENDS = Object.keys(KINDS) as readonly BackendType[]

/** The environment variable a secret setting travels by, or undefined for one that is no secret. */
export const secretVariableOf = (kind: BackendKind, setting: string): string | undefined =>
  Object.hasOwn(kind.secrets, setting) ? kind.secrets[setting] : undefined

/** The table's row for a type, or undefined for a type it does not have. */
export const kindOf = (type: string): BackendKind | undefined =>
  Object.hasOwn(KINDS, type) ? KINDS[type as BackendType] : undefined
