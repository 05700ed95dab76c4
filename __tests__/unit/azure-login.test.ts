// Whom the action asks for a token, in each of Azure's clouds and for each login.
import { describe, expect, test } from '@jest/globals'
import { findCloud, logIn, type Ask } from '../../src/backend/leftover/azure-login.ts'
import type { Proof } from '../../src/backend/leftover/azure-settings.ts'

type Request = Parameters<Ask>[0]

/** Answers everything with the same, and remembers what was asked. */
function asking(answer: Readonly<Record<string, unknown>>) {
  const asked: Request[] = []
  const ask: Ask = (request) => {
    asked.push(request)
    return Promise.resolve(answer)
  }
  return { ask, asked }
}
const nobody = asking({}).ask

describe('a cloud', () => {
  test.each([
    ['public', 'login.microsoftonline.com', 'management.azure.com', 'core.windows.net'],
    [
      'usgovernment',
      'login.microsoftonline.us',
      'management.usgovcloudapi.net',
      'core.usgovcloudapi.net'
    ],
    ['china', 'login.chinacloudapi.cn', 'management.chinacloudapi.cn', 'core.chinacloudapi.cn']
  ])('%s is known by its name', async (environment, login, api, storage) => {
    expect(await findCloud({ environment, metadataHost: '' }, nobody)).toEqual({
      login: `https://${login}`,
      api: `https://${api}`,
      storage
    })
  })

  test.each(['german', 'toString'])('%s is none', async (environment) => {
    await expect(findCloud({ environment, metadataHost: '' }, nobody)).rejects.toThrow(
      "the action does not know this 'environment'"
    )
  })

  test('of its own tells its addresses', async () => {
    const { ask, asked } = asking({
      authentication: { loginEndpoint: 'https://login/' },
      resourceManager: 'https://api/',
      suffixes: { storage: 'storage' }
    })
    expect(await findCloud({ environment: 'public', metadataHost: 'host' }, ask)).toEqual({
      login: 'https://login',
      api: 'https://api',
      storage: 'storage'
    })
    expect(asked.map(({ url }) => url)).toEqual([
      'https://host/metadata/endpoints?api-version=2022-09-01'
    ])
    await expect(findCloud({ environment: '', metadataHost: 'host' }, nobody)).rejects.toThrow(
      'the metadata host does not tell the endpoints'
    )
  })
})

describe('a token', () => {
  const cloud = { login: 'https://login', api: 'https://api', storage: '' }
  const loggedIn = async (proof: Proof, ask: Ask, cli: object = {}): Promise<string> =>
    await logIn({ tenant: 'te/nant', client: 'client', proof }, cloud, 'https://api', ask, (args) =>
      Promise.resolve({ accessToken: args.join(' '), ...cli })
    )

  test.each([
    [{ kind: 'secret', secret: 's' }, { client_secret: 's' }],
    [{ kind: 'assertion', assertion: 'a' }, { client_assertion: 'a' }]
  ] as const)('is given to a client that proves itself: %j', async (proof, form) => {
    const { ask, asked } = asking({ access_token: 'token' })
    expect(await loggedIn(proof, ask)).toBe('token')
    expect(asked).toMatchObject([
      {
        url: 'https://login/te%2Fnant/oauth2/v2.0/token',
        method: 'POST',
        form: { ...form, client_id: 'client', scope: 'https://api/.default' }
      }
    ])
  })

  test('of GitHub is asked for with what its address has already', async () => {
    const { ask, asked } = asking({ value: 'of github', access_token: 'token' })
    const proof = { kind: 'github', url: 'https://github/x?api=1', requestToken: 'r' } as const
    expect(await loggedIn(proof, ask)).toBe('token')
    expect(asked[0]).toMatchObject({
      url: 'https://github/x?api=1&audience=api%3A%2F%2FAzureADTokenExchange',
      headers: { authorization: 'Bearer r' }
    })
    expect(asked[1]?.form).toMatchObject({ client_assertion: 'of github' })
  })

  test('of the machine is asked for by the id of the identity', async () => {
    const { ask, asked } = asking({ access_token: 'token' })
    expect(await loggedIn({ kind: 'identity', url: 'http://machine/token' }, ask)).toBe('token')
    const query = 'api-version=2018-02-01&resource=https%3A%2F%2Fapi&client_id=client'
    expect(asked[0]).toMatchObject({
      url: `http://machine/token?${query}`,
      headers: { metadata: 'true' }
    })
  })

  test('of the Azure CLI is asked for by its scope', async () => {
    const token = await loggedIn({ kind: 'cli' }, nobody)
    expect(token).toBe('get-access-token --scope https://api/.default')
  })

  test.each([
    [{ kind: 'certificate' }, 'the action cannot log in with a client certificate'],
    [{ kind: 'none' }, 'there is nothing to log in with'],
    [{ kind: 'secret', secret: 's' }, 'the login gave no token']
  ] as const)('is not to be had by %j', async (proof, why) => {
    await expect(loggedIn(proof, nobody)).rejects.toThrow(why)
  })

  test('that the Azure CLI does not have is none', async () => {
    await expect(loggedIn({ kind: 'cli' }, nobody, { accessToken: 1 })).rejects.toThrow('no token')
  })
})
