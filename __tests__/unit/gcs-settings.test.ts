// Where a state in Google Cloud Storage is, and with which login it is removed, from settings and variables.
import { describe, expect, test } from '@jest/globals'
import { gcsSettingsOf } from '../../src/backend/leftover/gcs-settings.ts'

type Texts = Readonly<Record<string, string | undefined>>

const of = (settings: Texts, variables: Texts = {}) =>
  gcsSettingsOf({ bucket: 'b', prefix: 'p', ...settings }, variables)

describe('where a state in Google Cloud Storage is', () => {
  test.each<[string | undefined, string]>([
    ['a/b', 'a/b/'],
    ['/a//b/', 'a/b/'],
    ['a/./x/../b', 'a/b/'],
    ['..', ''],
    ['', '']
  ])('with the prefix %j', (prefix, folder) => {
    expect(of({ prefix })).toMatchObject({
      bucket: 'b',
      state: `${folder}default.tfstate`,
      lock: `${folder}default.tflock`
    })
  })

  test.each<[string, Texts, Texts, object]>([
    ['nothing else', {}, {}, { endpoint: undefined, encryptionKey: undefined }],
    [
      'an endpoint',
      { storage_custom_endpoint: 'e' },
      { GOOGLE_STORAGE_CUSTOM_ENDPOINT: 'x', STORAGE_EMULATOR_HOST: 'x' },
      { endpoint: 'e' }
    ],
    [
      "the backend's own variable",
      {},
      { GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT: 'e', GOOGLE_STORAGE_CUSTOM_ENDPOINT: 'x' },
      { endpoint: 'e' }
    ],
    [
      'an emulator',
      { access_token: 'x' },
      { STORAGE_EMULATOR_HOST: 'h:1' },
      { endpoint: 'http://h:1/storage/v1/', login: { kind: 'none' } }
    ],
    [
      'an emulator with its scheme',
      {},
      { STORAGE_EMULATOR_HOST: 'https://h' },
      { endpoint: 'https://h/storage/v1/' }
    ],
    ['a key', { encryption_key: 'k' }, { GOOGLE_ENCRYPTION_KEY: 'x' }, { encryptionKey: 'k' }],
    ['a key by variable', {}, { GOOGLE_ENCRYPTION_KEY: 'k' }, { encryptionKey: 'k' }]
  ])('with %s', (_, settings, variables, expected) => {
    expect(of(settings, variables)).toMatchObject(expected)
  })

  test('with nothing at all', () => {
    expect(gcsSettingsOf({}, {})).toMatchObject({ bucket: '', state: 'default.tfstate' })
  })

  test.each<[Texts, string]>([
    [{ bucket: undefined }, "'bucket'"],
    [{ prefix: undefined }, "'prefix'"],
    [
      { impersonate_service_account: 'a', impersonate_service_account_delegates: '[var.x]' },
      'is not a list of plain values'
    ]
  ])('is not guessed of %j', (settings, message) => {
    expect(() => of(settings)).toThrow(message)
  })
})

describe('the credentials for it', () => {
  test.each<[string, Texts, Texts, object]>([
    [
      'a token',
      { access_token: 't', credentials: 'x' },
      { GOOGLE_OAUTH_ACCESS_TOKEN: 'x' },
      { kind: 'token', token: 't' }
    ],
    [
      'a token by variable, although there are credentials',
      { credentials: 'x' },
      { GOOGLE_OAUTH_ACCESS_TOKEN: 't' },
      { kind: 'token', token: 't' }
    ],
    ['credentials', { credentials: 'c' }, { GOOGLE_CREDENTIALS: 'x' }, { kind: 'key', key: 'c' }],
    [
      "the backend's own variable",
      {},
      { GOOGLE_CREDENTIALS: 'x', GOOGLE_BACKEND_CREDENTIALS: 'c' },
      { kind: 'key', key: 'c' }
    ],
    ['the variable', {}, { GOOGLE_CREDENTIALS: 'c' }, { kind: 'key', key: 'c' }],
    ['a file', {}, { GOOGLE_APPLICATION_CREDENTIALS: 'f' }, { kind: 'default', file: 'f' }],
    ['the machine', {}, {}, { kind: 'default', file: undefined }]
  ])('are %s', (_, settings, variables, login) => {
    expect(of(settings, variables).login).toEqual(login)
  })

  test('are those of another account where one is named', () => {
    expect(of({}).impersonated).toBeUndefined()
    expect(of({}, { GOOGLE_IMPERSONATE_SERVICE_ACCOUNT: 'a' }).impersonated).toEqual({
      account: 'a',
      delegates: []
    })
    const own = {
      impersonate_service_account: 'b',
      impersonate_service_account_delegates: '["c", "d"]'
    }
    const variables = { GOOGLE_BACKEND_IMPERSONATE_SERVICE_ACCOUNT: 'x' }
    expect(of(own, variables).impersonated).toEqual({ account: 'b', delegates: ['c', 'd'] })
  })
})
