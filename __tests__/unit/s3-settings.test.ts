// Where a state in S3 is, and with which login it is removed, from settings, variables and files.
import { describe, expect, test } from '@jest/globals'
import { s3SettingsOf } from '../../src/backend/leftover/s3-settings.ts'

type Texts = Readonly<Record<string, string | undefined>>

const of = (settings: Texts, variables: Texts = {}) =>
  s3SettingsOf({ bucket: 'b', key: 'k', ...settings }, variables)
const NO_FILES = { credentialsFile: undefined, configFile: undefined }
const ROLE = {
  arn: 'arn:r',
  sessionName: undefined,
  externalId: undefined,
  sourceIdentity: undefined,
  policy: undefined,
  policyArns: [],
  tags: {},
  transitiveTagKeys: []
}

describe('where an S3 state is', () => {
  test.each<[string, Texts, Texts, object]>([
    ['nothing else', {}, {}, { bucket: 'b', key: 'k', region: '', endpoint: undefined }],
    ['a region', { region: 'r' }, { AWS_REGION: 'x' }, { region: 'r' }],
    ['a variable', {}, { AWS_REGION: 'r', AWS_DEFAULT_REGION: 'x' }, { region: 'r' }],
    ['the other variable', { region: '' }, { AWS_DEFAULT_REGION: 'r' }, { region: 'r' }],
    [
      'endpoints',
      { endpoints: '{ s3 = "e", sts = "f" }' },
      { AWS_ENDPOINT_URL_S3: 'x' },
      { endpoint: 'e', sts: { endpoint: 'f', region: '' } }
    ],
    [
      'the old endpoints',
      { endpoint: 'e', sts_endpoint: 'f', sts_region: 'g' },
      {},
      { endpoint: 'e', sts: { endpoint: 'f', region: 'g' } }
    ],
    ['its own variable', {}, { AWS_ENDPOINT_URL_S3: 'e', AWS_S3_ENDPOINT: 'x' }, { endpoint: 'e' }],
    [
      'the variable for all',
      {},
      { AWS_ENDPOINT_URL: 'e' },
      { endpoint: 'e', sts: { endpoint: 'e', region: '' } }
    ],
    ['path style', { use_path_style: 'true' }, {}, { pathStyle: true }],
    ['the old path style', { force_path_style: 'true' }, {}, { pathStyle: true }],
    ['fips', { use_fips_endpoint: 'true' }, {}, { fips: true, dualstack: false }],
    ['dualstack', {}, { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, { fips: false, dualstack: true }],
    ['a key', { encrypt: 'true', sse_customer_key: 'c' }, {}, { customerKey: 'c' }],
    ['a key elsewhere', { encrypt: 'true' }, { AWS_SSE_CUSTOMER_KEY: 'c' }, { customerKey: 'c' }],
    ['a key that is not used', {}, { AWS_SSE_CUSTOMER_KEY: 'c' }, { customerKey: undefined }],
    ['certificates', { custom_ca_bundle: 'c' }, { AWS_CA_BUNDLE: 'x' }, { caBundle: 'c' }],
    ['other certificates', {}, { SSL_CERT_FILE: 'c' }, { caBundle: 'c' }],
    ['what is off', { insecure: 'false', http_proxy: '' }, {}, { region: '' }]
  ])('with %s', (_, settings, variables, expected) => {
    expect(of(settings, variables)).toMatchObject(expected)
  })

  test('with nothing at all', () => {
    expect(s3SettingsOf({}, {})).toMatchObject({ bucket: '', key: '', role: undefined })
  })

  test.each<[Texts, string]>([
    [{ bucket: undefined }, "'bucket'"],
    [{ endpoints: '{ s3 = local.x }' }, "'endpoints' is not an object"],
    [{ endpoints: '["a"]' }, "'endpoints' is not an object"],
    [{ endpoints: undefined }, "'endpoints' as a plain value"],
    [{ https_proxy: 'http://user:password@p' }, "does not follow the setting 'https_proxy'"],
    [{ insecure: undefined }, "does not follow the setting 'insecure'"],
    [{ dynamodb_table: 'locks' }, "'b/k-md5' of the table 'locks'"],
    [{ dynamodb_table: undefined }, "'b/k-md5' of the table 'dynamodb_table'"],
    [
      { shared_credentials_files: '["a","b"]' },
      "'shared_credentials_files' does not name one file"
    ],
    [{ shared_config_files: 'a' }, "'shared_config_files' does not name one file"],
    [{ assume_role_with_web_identity: '{ role_arn = "r" }' }, 'has no token']
  ])('is not guessed of %j', (settings, message) => {
    expect(() => of(settings)).toThrow(message)
    expect(() => of(settings)).not.toThrow('password')
  })
})

test.each([
  [{}, {}],
  [{ encrypt: 'true' }, { ServerSideEncryption: 'AES256' }],
  [
    { encrypt: 'true', kms_key_id: 'arn' },
    { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'arn' }
  ],
  [{ kms_key_id: 'arn' }, {}],
  [{ encrypt: 'true', sse_customer_key: 'a2V5' }, {}]
])('the lock for an S3 state is encrypted as Terraform does with %j', (settings, expected) => {
  expect(s3SettingsOf({ bucket: 'b', key: 'k', region: 'r', ...settings }, {}).encryption).toEqual(
    expected
  )
})

describe('the credentials for an S3 state', () => {
  test.each<[string, Texts, Texts, object]>([
    [
      'the code',
      { access_key: 'a', secret_key: 's', token: 't', profile: 'x' },
      { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' },
      { kind: 'keys', id: 'a', secret: 's', token: 't' }
    ],
    [
      'the code, without a session',
      { access_key: 'a', secret_key: 's' },
      {},
      { kind: 'keys', id: 'a', secret: 's' }
    ],
    [
      'a web identity',
      {
        assume_role_with_web_identity: '{ role_arn = "arn:r", web_identity_token_file = "f" }',
        profile: 'x'
      },
      {},
      { kind: 'web-identity', role: ROLE, token: { file: 'f' } }
    ],
    [
      'a web identity with its token',
      { assume_role_with_web_identity: '{ role_arn = "arn:r", web_identity_token = "t" }' },
      {},
      { kind: 'web-identity', role: ROLE, token: { text: 't' } }
    ],
    [
      'a profile, although there are variables',
      { profile: 'p', shared_credentials_file: 'f' },
      { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_CONFIG_FILE: 'c' },
      { kind: 'profile', profile: 'p', credentialsFile: 'f', configFile: 'c' }
    ],
    [
      'a profile of files',
      { profile: 'p', shared_credentials_files: '["f"]', shared_config_files: '["c"]' },
      {},
      { kind: 'profile', profile: 'p', credentialsFile: 'f', configFile: 'c' }
    ],
    [
      'variables, although they name a profile',
      {},
      { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's', AWS_PROFILE: 'x' },
      { kind: 'keys', id: 'a', secret: 's' }
    ],
    [
      'variables with a session',
      {},
      { AWS_ACCESS_KEY: 'a', AWS_SECRET_KEY: 's', AWS_SESSION_TOKEN: 't' },
      { kind: 'keys', id: 'a', secret: 's', token: 't' }
    ],
    [
      'the machine, for want of a secret',
      {},
      { AWS_ACCESS_KEY_ID: 'x' },
      { kind: 'machine', metadata: true }
    ],
    [
      'the variables of a web identity',
      {},
      {
        AWS_WEB_IDENTITY_TOKEN_FILE: 'f',
        AWS_ROLE_ARN: 'arn:r',
        AWS_ROLE_SESSION_NAME: 'n',
        AWS_PROFILE: 'x'
      },
      { kind: 'web-identity', role: { ...ROLE, sessionName: 'n' }, token: { file: 'f' } }
    ],
    [
      'a profile by variable, for want of a role',
      {},
      { AWS_WEB_IDENTITY_TOKEN_FILE: 'f', AWS_PROFILE: 'p' },
      { kind: 'profile', profile: 'p', ...NO_FILES }
    ],
    ['the machine', {}, {}, { kind: 'machine', metadata: true, ...NO_FILES }],
    [
      'the machine without its metadata',
      { skip_metadata_api_check: 'true' },
      {},
      { kind: 'machine', metadata: false }
    ],
    [
      'the machine, its metadata switched off',
      {},
      { AWS_EC2_METADATA_DISABLED: 'TRUE' },
      { kind: 'machine', metadata: false }
    ]
  ])('are those of %s', (_, settings, variables, expected) => {
    expect(of(settings, variables).login).toMatchObject(expected)
  })

  test.each<[string, Texts, object | undefined]>([
    ['no role', {}, undefined],
    ['a role', { assume_role: '{ role_arn = "arn:r" }' }, ROLE],
    [
      'all of a role',
      {
        assume_role:
          '{ role_arn = "arn:r", session_name = "n", external_id = "e", source_identity = "i", policy = "p", policy_arns = ["q"], tags = { a = "b", c = [] }, transitive_tag_keys = ["a"], duration = "1h" }'
      },
      {
        arn: 'arn:r',
        sessionName: 'n',
        externalId: 'e',
        sourceIdentity: 'i',
        policy: 'p',
        policyArns: ['q'],
        tags: { a: 'b' },
        transitiveTagKeys: ['a']
      }
    ],
    [
      'a role as it was written before',
      { role_arn: 'arn:r', session_name: 'n', external_id: 'e' },
      { ...ROLE, sessionName: 'n', externalId: 'e' }
    ]
  ])('go on with %s', (_, settings, role) => {
    expect(of(settings).role).toEqual(role)
  })
})
