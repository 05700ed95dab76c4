// Where a state is, as the record remembers it: the same place however it is written, and none that is only half known.
import { describe, expect, test } from '@jest/globals'
import { placeOf } from '../../src/backend/place.ts'

type Texts = Readonly<Record<string, string | undefined>>
interface Given {
  readonly settings: Texts
  readonly variables?: Texts
}

const place = (type: string, { settings, variables = {} }: Given) =>
  placeOf(type, settings, variables)

const pg = (conn_str: string, variables: Texts = {}): Given => ({
  settings: { schema_name: 's', ...(conn_str !== '' && { conn_str }) },
  variables
})
const s3 = (settings: Texts, variables: Texts = {}): Given => ({
  settings: { key: 'k', bucket: 'b', ...settings },
  variables
})
const azure = (settings: Texts, variables: Texts = {}): Given => ({
  settings: { key: 'k', storage_account_name: 'a', container_name: 'c', ...settings },
  variables
})
const kubernetes = (namespace?: string, variables: Texts = {}): Given => ({
  settings: { secret_suffix: 's', ...(namespace !== undefined && { namespace }) },
  variables
})
const consul = (address?: string, variables: Texts = {}): Given => ({
  settings: { path: 'p', ...(address !== undefined && { address }) },
  variables
})
const bucket = (settings: Texts): Given => ({ settings: { key: 'k', bucket: 'b', ...settings } })

describe('is the same', () => {
  test.each<[string, string, Given, Given]>([
    ['for another user', 'pg', pg('postgres://a:x@h/d'), pg('postgres://b:y@h:5432/d')],
    [
      'by variables',
      'pg',
      pg('postgres://u@h:5433/d'),
      {
        settings: { schema_name: 's' },
        variables: { PGHOST: 'H', PGPORT: '5433', PGDATABASE: 'd' }
      }
    ],
    ['by a variable', 'pg', pg('', { PG_CONN_STR: 'host=h dbname=d' }), pg('postgres://h/d')],
    ['by default', 'kubernetes', kubernetes(), kubernetes('default')],
    [
      'by a variable',
      'kubernetes',
      kubernetes('n'),
      kubernetes(undefined, { KUBE_NAMESPACE: 'n' })
    ],
    ['by default', 'oss', bucket({}), bucket({ prefix: 'env:' })],
    ['by default', 'cos', bucket({}), bucket({ prefix: '' })],
    [
      'with a scheme',
      'consul',
      consul('http://C:8500/'),
      consul(undefined, { CONSUL_HTTP_ADDR: 'c:8500' })
    ],
    ['by default', 'consul', consul(), consul('127.0.0.1:8500')],
    [
      'in each way to write it',
      's3',
      s3({ endpoints: '{ s3 = "https://s3.example.com/" }' }),
      s3({}, { AWS_ENDPOINT_URL_S3: 'https://s3.example.com' })
    ],
    ['by default', 'azurerm', azure({}), azure({ environment: 'public' })],
    [
      'with slashes',
      'gcs',
      { settings: { bucket: 'b', prefix: 'a/b/' } },
      { settings: { bucket: 'b', prefix: 'a/b' } }
    ]
  ])('%s in %s', (_, type, one, other) => {
    expect(place(type, one)).toBe(place(type, other))
    expect(place(type, one)).toBeDefined()
  })
})

describe('is another', () => {
  test.each<[string, string, Given, Given]>([
    ['host', 'pg', pg('postgres://h/d'), pg('postgres://i/d')],
    ['port', 'pg', pg('postgres://h/d'), pg('postgres://h:1/d')],
    ['database', 'pg', pg('postgres://h/d'), pg('postgres://h/e')],
    ['database by a variable', 'pg', pg('', { PGDATABASE: 'd' }), pg('', { PGDATABASE: 'e' })],
    ['address', 'consul', consul('a'), consul('b')],
    ['address by a variable', 'consul', consul(), consul(undefined, { CONSUL_HTTP_ADDR: 'b' })],
    ['namespace', 'kubernetes', kubernetes(), kubernetes(undefined, { KUBE_NAMESPACE: 'n' })],
    ['endpoint', 's3', s3({}), s3({ endpoint: 'http://127.0.0.1' })],
    ['endpoint by a variable', 's3', s3({}), s3({}, { AWS_ENDPOINT_URL: 'http://127.0.0.1' })],
    ['cloud', 'azurerm', azure({}), azure({}, { ARM_ENVIRONMENT: 'china' })],
    ['metadata', 'azurerm', azure({}), azure({ metadata_host: 'stack.example.com' })],
    ['prefix', 'oss', bucket({}), bucket({ prefix: 'p' })],
    ['bucket', 'cos', bucket({}), bucket({ bucket: 'c' })]
  ])('with another %s in %s', (_, type, one, other) => {
    expect(place(type, one)).not.toBe(place(type, other))
  })
})

describe('is not known', () => {
  test.each<[string, Given]>([
    ['pg', { settings: { schema_name: 's', conn_str: undefined } }],
    ['pg', pg('postgres://h:port/d')],
    ['s3', s3({ endpoints: '{ s3 = var.endpoint }' })],
    ['s3', s3({ bucket: undefined })],
    ['s3', s3({ key: undefined })],
    ['kubernetes', { settings: { secret_suffix: 's', namespace: undefined } }]
  ])('of %s with %j', (type, given) => {
    expect(place(type, given)).toBeUndefined()
  })
})

test('holds neither user nor password', () => {
  expect(place('pg', pg('postgres://me:pa55@h/d?password=pa55'))).not.toMatch(/"me"|pa55/u)
  const endpoint = 'https://me:pa55@s3.example.com'
  expect(place('s3', s3({ endpoint }))).not.toMatch(/me:|pa55/u)
})
