/** One table of the backend types: what carries the environment, what is required, secret, locked and left behind. */

import { given, limit, locks, part } from './kind.ts'
import type { BackendKind } from './kind.ts'

const KEY = '{project}/{environment}.tfstate'

const kind = (
  environmentAttribute: string,
  environmentDefault: string | undefined,
  more: Pick<BackendKind, 'locking' | 'removal'> & Partial<BackendKind>
): BackendKind => ({
  environmentAttribute,
  environmentDefault,
  environmentVariable: undefined,
  longest: undefined,
  example: environmentDefault ?? KEY,
  required: {},
  place: {},
  secrets: {},
  unwritable: {},
  removes: false,
  removalOptions: {},
  since: undefined,
  tested: undefined,
  ...more
})

/** A workspace of HCP Terraform; its name may hold no '/', and '_' is in no project's and no environment's name. */
const tfe = (...organization: readonly string[]): BackendKind =>
  kind('workspaces.name', '{project}_{environment}', {
    longest: limit(90, 'the name of a workspace'),
    required: { organization: given('example-org', ...organization) },
    place: { hostname: part(), organization: part() },
    secrets: { token: 'TF_TOKEN_app_terraform_io' },
    locking: locks('the lock of the workspace'),
    removes: true,
    tested: 'a server of our own that speaks the API of HCP Terraform',
    // It refuses a workspace in which anything is left.
    removal:
      'curl --fail -X POST -H "Authorization: Bearer $TOKEN" https://{hostname}/api/v2/organizations/{organization}/workspaces/{workspaces.name}/actions/safe-delete'
  })

/** Every type a root module may declare, and `git`, which is ours. */
export const KINDS = {
  git: kind('ref', 'refs/gitops-env/state/{project}/{environment}', {
    locking: locks('the lock of the action, a ref'),
    removes: true,
    removal: 'git push origin :{ref}',
    tested: "git's own HTTP server"
  }),
  local: kind('path', undefined, {
    example: '/var/lib/terraform/{project}/{environment}.tfstate',
    locking: locks('a lock on the file'),
    removes: true,
    removal: 'rm -f {path} {path}.backup',
    tested: 'files'
  }),
  http: kind('address', undefined, {
    environmentVariable: 'TF_HTTP_ADDRESS',
    example: 'https://states.example.com/{project}/{environment}',
    secrets: {
      username: 'TF_HTTP_USERNAME',
      password: 'TF_HTTP_PASSWORD',
      client_private_key_pem: 'TF_HTTP_CLIENT_PRIVATE_KEY_PEM'
    },
    unwritable: {
      headers: { part: undefined, instead: 'log in with `username` and `password`' }
    },
    locking: locks('a request to `lock_address`; none where that is not set'),
    removes: true,
    removal: 'curl --fail --globoff -X DELETE {address}',
    tested: 'a server that loses, delays and refuses answers'
  }),
  azurerm: kind('key', KEY, {
    longest: limit(1024, 'the name of a blob'),
    required: { storage_account_name: given('orgtfstates'), container_name: given('states') },
    place: {
      storage_account_name: part(),
      container_name: part(),
      environment: part('public', 'ARM_ENVIRONMENT'),
      metadata_host: part('', 'ARM_METADATA_HOSTNAME', 'ARM_METADATA_HOST')
    },
    secrets: {
      access_key: 'ARM_ACCESS_KEY',
      sas_token: 'ARM_SAS_TOKEN',
      client_secret: 'ARM_CLIENT_SECRET',
      client_certificate: 'ARM_CLIENT_CERTIFICATE',
      client_certificate_password: 'ARM_CLIENT_CERTIFICATE_PASSWORD',
      oidc_token: 'ARM_OIDC_TOKEN',
      oidc_request_token: 'ARM_OIDC_REQUEST_TOKEN',
      customer_provided_key: 'ARM_CUSTOMER_PROVIDED_KEY'
    },
    locking: locks('a lease on the blob'),
    removes: true,
    removal:
      'az storage blob delete --account-name {storage_account_name} --container-name {container_name} --name {key}',
    tested: 'Azurite, with each login but the identity of a pod'
  }),
  s3: kind('key', KEY, {
    longest: limit(1017, "an object's name without the '.tflock' of its lock"),
    required: {
      bucket: given('org-tf-states'),
      region: given('eu-central-1', 'AWS_REGION', 'AWS_DEFAULT_REGION')
    },
    place: { bucket: part() },
    secrets: {
      access_key: 'AWS_ACCESS_KEY_ID',
      secret_key: 'AWS_SECRET_ACCESS_KEY',
      token: 'AWS_SESSION_TOKEN',
      sse_customer_key: 'AWS_SSE_CUSTOMER_KEY'
    },
    unwritable: {
      assume_role_with_web_identity: {
        part: 'web_identity_token',
        instead: 'write `web_identity_token_file`, the path of a file with the token'
      }
    },
    locking: {
      how: 'an object `KEY.tflock` (`use_lockfile`), unless `dynamodb_table` is set',
      settings: { use_lockfile: 'true' },
      unless: ['use_lockfile', 'dynamodb_table'],
      since: '1.10.0'
    },
    removes: true,
    removal: 'aws s3api delete-object --bucket {bucket} --key {key}',
    removalOptions: { endpoint: '--endpoint-url {endpoint}' },
    tested: 'MinIO, and s3rver, to which we add the conditional requests'
  }),
  gcs: kind('prefix', '{project}/{environment}', {
    longest: limit(1008, "an object's name without '/default.tfstate'"),
    required: { bucket: given('org-tf-states') },
    place: {
      bucket: part(),
      storage_custom_endpoint: part(
        '',
        'GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT',
        'GOOGLE_STORAGE_CUSTOM_ENDPOINT'
      )
    },
    secrets: {
      // The provider reads the other one, GOOGLE_CREDENTIALS, too.
      credentials: 'GOOGLE_BACKEND_CREDENTIALS',
      access_token: 'GOOGLE_OAUTH_ACCESS_TOKEN',
      encryption_key: 'GOOGLE_ENCRYPTION_KEY'
    },
    locking: locks('an object `PREFIX/default.tflock`'),
    removes: true,
    removal: 'gcloud storage rm gs://{bucket}/{prefix}/default.tfstate',
    tested: 'fake-gcs-server'
  }),
  pg: kind('schema_name', '{project}_{environment}', {
    environmentVariable: 'PG_SCHEMA_NAME',
    longest: limit(63, 'a name of PostgreSQL, which cuts off what is more,'),
    required: {
      conn_str: given('postgres://user:password@db.example.com/states', 'PG_CONN_STR', 'PGHOST')
    },
    secrets: { conn_str: 'PG_CONN_STR' },
    locking: locks('an advisory lock of the database'),
    removes: true,
    removal: `psql "$PG_CONN_STR" -c 'drop table "{schema_name}"."{table_name=states}"' -c 'drop schema "{schema_name}"'`,
    tested: 'PostgreSQL'
  }),
  // Terraform refuses a suffix that ends in a number.
  kubernetes: kind('secret_suffix', '{project}.{environment}.state', {
    longest: limit(63, 'a label of Kubernetes'),
    place: { namespace: part('default', 'KUBE_NAMESPACE') },
    secrets: {
      token: 'KUBE_TOKEN',
      password: 'KUBE_PASSWORD',
      client_key: 'KUBE_CLIENT_KEY_DATA'
    },
    locking: locks('a lease of the cluster'),
    removal:
      'kubectl delete secret/tfstate-default-{secret_suffix} lease/lock-tfstate-default-{secret_suffix} --namespace {namespace=default}'
  }),
  consul: kind('path', '{project}/{environment}', {
    place: { address: part('127.0.0.1:8500', 'CONSUL_HTTP_ADDR'), datacenter: part() },
    secrets: { access_token: 'CONSUL_HTTP_TOKEN', http_auth: 'CONSUL_HTTP_AUTH' },
    locking: locks('a session of Consul'),
    removal: 'consul kv delete {path}'
  }),
  oss: kind('key', KEY, {
    longest: limit(1018, "an object's name without 'env:/'"),
    required: { bucket: given('org-tf-states') },
    place: { bucket: part(), prefix: part('env:') },
    secrets: {
      access_key: 'ALICLOUD_ACCESS_KEY',
      secret_key: 'ALICLOUD_SECRET_KEY',
      security_token: 'ALICLOUD_SECURITY_TOKEN'
    },
    locking: locks('a row of `tablestore_table`; none where that is not set'),
    removal: 'ossutil rm oss://{bucket}/{prefix=env:}/{key}'
  }),
  cos: kind('key', KEY, {
    longest: limit(850, "an object's name"),
    required: {
      bucket: given('org-tf-states-1250000000'),
      region: given('eu-frankfurt', 'TENCENTCLOUD_REGION')
    },
    place: { bucket: part(), prefix: part(), region: part('', 'TENCENTCLOUD_REGION') },
    secrets: {
      secret_id: 'TENCENTCLOUD_SECRET_ID',
      secret_key: 'TENCENTCLOUD_SECRET_KEY',
      security_token: 'TENCENTCLOUD_SECURITY_TOKEN'
    },
    locking: locks('an object `KEY.tflock` and a tag'),
    removal: 'coscli rm cos://{bucket}/{prefix=}/{key}'
  }),
  oci: kind('key', KEY, {
    longest: limit(1024, "an object's name"),
    required: { bucket: given('org-tf-states'), namespace: given('orgtenancy') },
    place: { namespace: part(), bucket: part(), region: part('', 'OCI_region') },
    secrets: {
      private_key: 'OCI_private_key',
      private_key_password: 'OCI_private_key_password',
      sse_customer_key: 'OCI_sse_customer_key'
    },
    locking: locks('an object `KEY.lock`'),
    removal:
      'oci os object delete --namespace {namespace} --bucket-name {bucket} --object-name {key}',
    since: { terraform: '1.12.0', tofu: undefined }
  }),
  remote: tfe(),
  cloud: tfe('TF_CLOUD_ORGANIZATION')
} as const satisfies Readonly<Record<string, BackendKind>>

export type BackendType = keyof typeof KINDS
export const BACKENDS = Object.keys(KINDS) as readonly BackendType[]

/** The environment variable a secret setting travels by, or undefined for one that is no secret. */
export const secretVariableOf = (kind: BackendKind, setting: string): string | undefined =>
  Object.hasOwn(kind.secrets, setting) ? kind.secrets[setting] : undefined

/** The table's row for a type, or undefined for a type it does not have. */
export const kindOf = (type: string): BackendKind | undefined =>
  Object.hasOwn(KINDS, type) ? KINDS[type as BackendType] : undefined

/** Whether what Terraform is given depends on its version, which costs a start of it to know. */
export const dependsOnVersion = ({
  type,
  locking
}: {
  readonly type: string
  readonly locking: Readonly<Record<string, string>>
}): boolean => kindOf(type)?.since !== undefined || Object.keys(locking).length > 0
