// What a destroyed environment left in Azure: the blob goes, or stays with the reason, and no secret is told.
import { afterAll, beforeAll, beforeEach, describe, expect } from '@jest/globals'
import { openAzureState } from '../../src/backend/leftover/azurerm.ts'
import { removeLeftover } from '../../src/backend/leftover/leftover.ts'
import { CONTAINER, hasAzure, startAzure, type Azure, type LoginName } from '../harness/azure.ts'
import { inFull } from '../harness/full.ts'
import { testIf } from '../harness/tools.ts'

const EMPTY = '{"version":4,"serial":3,"lineage":"one","outputs":{},"resources":[]}'
const FULL = '{"version":4,"resources":[{"type":"terraform_data","name":"app","instances":[{}]}]}'
const KEY = 'demo/a b+c%20#é.tfstate'
const PATH = `${CONTAINER}/demo/${encodeURIComponent('a b+c%20#é')}.tfstate`
const test = testIf(hasAzure)

describe('a state in Azure', () => {
  let azure: Azure
  beforeAll(async () => {
    if (hasAzure) azure = await startAzure()
  })
  afterAll(async () => await azure?.close())
  beforeEach(async () => {
    if (!hasAzure) return
    azure.plane.fault.status = undefined
    await azure.azurite.put(PATH, EMPTY)
  })

  const remove = async (
    name: LoginName,
    settings: Readonly<Record<string, string>> = {},
    variables: Readonly<Record<string, string>> = {}
  ): Promise<string | undefined> => {
    const { config, env } = azure.logins[name]
    const backend = { type: 'azurerm', key: KEY, environment: { ...env, ...variables } }
    const all = { ...azure.place, ...config, key: KEY, ...settings }
    const stays = await removeLeftover(backend, all, azure.env)
    const secrets = [...azure.secrets(), ...Object.values(variables)].filter(Boolean)
    expect(secrets.filter((secret) => stays?.includes(secret))).toEqual([])
    return stays
  }
  const because = (text = ''): string | undefined => /\((.*)\)\. (?:When|Find)/u.exec(text)?.[1]
  const left = async () => await azure.azurite.state(PATH)

  test('goes, whatever its name is', async () => {
    expect(await remove('an access key')).toBeUndefined()
    expect(await left()).toBeUndefined()
    expect(await remove('an access key')).toBeUndefined()
  })

  test('that is not empty stays', async () => {
    await azure.azurite.put(PATH, FULL)
    expect(because(await remove('a SAS token'))).toBe('it is not empty')
    expect(await left()).toEqual(JSON.parse(FULL))
  })

  test('that somebody has locked as Terraform does stays, and so does the lock', async () => {
    const release = await azure.azurite.lease(PATH)
    expect(because(await remove('an access key'))).toBe('somebody holds its lock')
    expect(await azure.azurite.leases(CONTAINER)).toBe(1)
    await release()
    expect(await remove('an access key')).toBeUndefined()
  })

  test('that was changed meanwhile stays', async () => {
    const { config, env } = azure.logins['an access key']
    const settings = { ...azure.place, ...config, key: KEY }
    const state = await openAzureState(settings, { ...azure.env, ...env })
    const found = await state.read()
    await azure.azurite.put(PATH, EMPTY)
    const removed = state.remove(found?.version ?? '')
    await expect(removed).rejects.toThrow('it was changed meanwhile')
    expect(await left()).toEqual(JSON.parse(EMPTY))
  })

  test('of which there are snapshots stays with them', async () => {
    await azure.azurite.ask('PUT', `${PATH}?comp=snapshot`)
    expect(because(await remove('an access key'))).toBe('it has snapshots')
    expect(await left()).toEqual(JSON.parse(EMPTY))
    await azure.azurite.ask('DELETE', PATH, { 'x-ms-delete-snapshots': 'include' })
  })

  test('is not said to be gone where its container is', async () => {
    const stays = await remove('a client secret', { container_name: 'gone' })
    expect(because(stays)).toBe('its container is not there')
  })

  const other = Buffer.from('another key').toString('base64')
  const NO_CLIENT = 'the login answered 401 invalid_client'
  test.each([
    ['an access key', { ARM_ACCESS_KEY: other }, /^the storage answered 40[03] \w+$/u],
    ['a SAS token', { ARM_SAS_TOKEN: 'sv=2021-12-02&sig=c2ln' }, /^the storage answered 403/u],
    ['a client secret', { ARM_CLIENT_SECRET: 'another' }, NO_CLIENT],
    ['a token of OIDC', { ARM_OIDC_TOKEN: 'another' }, NO_CLIENT],
    [
      "GitHub's OIDC",
      { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'another' },
      'GitHub answered 401 invalid_request'
    ],
    ['the Azure CLI', { PATH: '/nowhere' }, 'the Azure CLI does not answer'],
    [
      "GitHub's OIDC that looks the key up",
      { ARM_SUBSCRIPTION_ID: 'another' },
      "Azure's API answered 404 ResourceNotFound"
    ],
    [
      "GitHub's OIDC that looks the key up",
      { ARM_SUBSCRIPTION_ID: '' },
      "'subscription_id' is not given"
    ]
  ] as const)('stays where %s is another one: %j', async (name, variables, why) => {
    const stays = await remove(name, {}, variables)
    expect(because(stays)).toEqual(expect.stringMatching(why))
    expect(stays).toContain(`az storage blob delete --account-name ${azure.azurite.account}`)
    expect(await left()).toEqual(JSON.parse(EMPTY))
  })

  test('stays where nobody trusts the server', async () => {
    const { env } = azure.logins['an access key']
    const backend = { type: 'azurerm', key: KEY, environment: env }
    const settings = { ...azure.place, key: KEY }
    const { ARM_METADATA_HOSTNAME } = azure.env
    const why = because(await removeLeftover(backend, settings, { ARM_METADATA_HOSTNAME }))
    expect(why).toMatch(/^the metadata host could not be reached/u)
  })

  test('stays where the login fails again and again', async () => {
    azure.plane.fault.status = 503
    expect(because(await remove('a client secret'))).toBe('the metadata host answered 503')
  })

  inFull(test)('stays where nobody answers, and the run goes on', async () => {
    azure.plane.fault.status = 'silent'
    expect(because(await remove('a client secret'))).toBe('it did not answer in time')
  })
})
