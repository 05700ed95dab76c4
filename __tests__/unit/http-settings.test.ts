// The settings of the `http` backend, from the module and from the environment.
import { expect, test } from '@jest/globals'
import { httpSettingsOf } from '../../src/backend/http-settings.ts'

const NONE = {
  address: '',
  lockAddress: '',
  unlockAddress: '',
  lockMethod: 'LOCK',
  unlockMethod: 'UNLOCK',
  user: '',
  password: ''
}

test.each([
  { from: 'nowhere', settings: {}, variables: {}, expected: NONE },
  {
    from: 'the module',
    settings: {
      address: 'https://a',
      lock_address: 'https://b',
      unlock_address: 'https://c',
      lock_method: 'PUT',
      unlock_method: 'DELETE',
      username: 'me'
    },
    variables: {},
    expected: {
      address: 'https://a',
      lockAddress: 'https://b',
      unlockAddress: 'https://c',
      lockMethod: 'PUT',
      unlockMethod: 'DELETE',
      user: 'me',
      password: ''
    }
  },
  {
    from: 'the environment',
    settings: {},
    variables: {
      TF_HTTP_ADDRESS: 'https://a',
      TF_HTTP_LOCK_ADDRESS: 'https://b',
      TF_HTTP_UNLOCK_ADDRESS: 'https://c',
      TF_HTTP_LOCK_METHOD: 'PUT',
      TF_HTTP_UNLOCK_METHOD: 'DELETE',
      TF_HTTP_USERNAME: 'me',
      TF_HTTP_PASSWORD: 'secret'
    },
    expected: {
      address: 'https://a',
      lockAddress: 'https://b',
      unlockAddress: 'https://c',
      lockMethod: 'PUT',
      unlockMethod: 'DELETE',
      user: 'me',
      password: 'secret'
    }
  },
  {
    from: 'both: the module wins',
    settings: { address: 'https://module', lock_address: 'https://module/lock' },
    variables: { TF_HTTP_ADDRESS: 'https://env', TF_HTTP_UNLOCK_ADDRESS: 'https://env/lock' },
    expected: {
      ...NONE,
      address: 'https://module',
      lockAddress: 'https://module/lock',
      unlockAddress: 'https://env/lock'
    }
  }
])('come from $from', ({ settings, variables, expected }) => {
  expect(httpSettingsOf(settings, variables)).toEqual(expected)
})

test.each(['address', 'lock_address', 'unlock_method', 'username'])(
  'are not known where the code does not give %s plainly, whatever the environment says',
  (name) => {
    const variables = { [`TF_HTTP_${name.toUpperCase()}`]: 'https://elsewhere' }
    expect(() => httpSettingsOf({ address: 'https://a', [name]: undefined }, variables)).toThrow(
      `the code does not give '${name}' as a plain value`
    )
  }
)

test.each(['{ "X-Key" = "S3CR3T" }', undefined])('are not known with headers: %s', (headers) => {
  expect(() => httpSettingsOf({ address: 'https://a', headers }, {})).toThrow(
    "the action does not send its 'headers'"
  )
})
