// Each way to the credentials of the `s3` backend, on the way to a leftover that is removed with them.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeLeftover } from '../../src/backend/leftover/leftover.ts'
import { startProxy } from '../servers/proxy.ts'
import { type S3 } from '../servers/s3-bucket.ts'
import { startS3rver } from '../servers/s3rver.ts'
import { startSts } from '../servers/sts.ts'

type Texts = Readonly<Record<string, string>>

const KEY = 'demo/alice.tfstate'
const EMPTY = JSON.stringify({
  version: 4,
  serial: 3,
  lineage: 'one',
  outputs: {},
  resources: []
})
const FIRST = { AWS_ACCESS_KEY_ID: 'first-key', AWS_SECRET_ACCESS_KEY: 'first-secret' }
const ROLE = 'arn:aws:iam::123456789012:role/states'
let server: S3
let sts: Awaited<ReturnType<typeof startSts>>
let folder: string

beforeAll(async () => {
  server = await startS3rver()
  sts = await startSts(server)
  folder = mkdtempSync(join(tmpdir(), 'leftover-'))
  writeFileSync(join(folder, 'token'), 'a-web-token\n')
  writeFileSync(
    join(folder, 'credentials'),
    `[states]\naws_access_key_id = ${server.accessKey}\naws_secret_access_key = ${server.secretKey}\n`
  )
  writeFileSync(join(folder, 'config'), '')
})
afterAll(async () => {
  await server.close()
  await sts.close()
  rmSync(folder, { recursive: true })
})
afterEach(async () => await server.put(KEY, undefined))

const remove = async (own: Texts, variables: Texts = {}): Promise<string | undefined> => {
  await server.put(KEY, EMPTY)
  const endpoints = `{ s3 = "${server.url}", sts = "${sts.url}" }`
  const backend = { type: 's3', key: KEY, environment: {} }
  return await removeLeftover(
    backend,
    { ...server.settings, endpoints, key: KEY, ...own },
    { AWS_CONFIG_FILE: join(folder, 'config'), AWS_EC2_METADATA_DISABLED: 'true', ...variables }
  )
}

describe('a leftover in S3 is removed', () => {
  test('with a role that the credentials may take', async () => {
    const role = `{
      role_arn = "${ROLE}"
      external_id = "an-id"
      session_name = "a-name"
      policy_arns = ["arn:aws:iam::aws:policy/p"]
      tags = { team = "a" }
      transitive_tag_keys = ["team"]
    }`
    expect(await remove({ assume_role: role }, FIRST)).toBeUndefined()
    expect(await server.keys()).toEqual([])
    const authorization: unknown = expect.stringContaining('first-key')
    expect(sts.asked.at(-1)).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: ROLE,
      ExternalId: 'an-id',
      RoleSessionName: 'a-name',
      'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/p',
      'Tags.member.1.Key': 'team',
      'TransitiveTagKeys.member.1': 'team',
      authorization
    })
  })

  test('with a web identity of the settings, and with one of the variables', async () => {
    const file = join(folder, 'token')
    const web = `{ role_arn = "${ROLE}", web_identity_token_file = "${file}" }`
    expect(await remove({ assume_role_with_web_identity: web }, FIRST)).toBeUndefined()
    const variables = { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: ROLE }
    expect(await remove({}, variables)).toBeUndefined()
    expect(await server.keys()).toEqual([])
    for (const asked of sts.asked.slice(-2)) {
      expect(asked).toMatchObject({
        Action: 'AssumeRoleWithWebIdentity',
        RoleArn: ROLE,
        WebIdentityToken: 'a-web-token'
      })
    }
  })

  test('with a profile of a file', async () => {
    const file = join(folder, 'credentials')
    const files = { shared_credentials_files: `["${file}"]`, profile: 'states' }
    expect(await remove(files, FIRST)).toBeUndefined()
    const variables = { AWS_SHARED_CREDENTIALS_FILE: file, AWS_PROFILE: 'states' }
    expect(await remove({}, variables)).toBeUndefined()
    expect(await server.keys()).toEqual([])
  })

  test('by a proxy', async () => {
    const proxy = await startProxy(server.url)
    process.env['http_proxy'] = proxy.url
    try {
      const endpoints = '{ s3 = "http://s3.example.test" }'
      expect(await remove({ endpoints }, server.credentials)).toBeUndefined()
    } finally {
      delete process.env['http_proxy']
      await proxy.close()
    }
    expect(proxy.asked).toContain('s3.example.test:80')
    expect(await server.keys()).toEqual([])
  })
})

describe('a leftover in S3 stays', () => {
  test.each<[string, Texts, Texts, string]>([
    [
      'a role that they may not take',
      { assume_role: `{ role_arn = "${ROLE}/refused" }` },
      FIRST,
      '(the service for its credentials answered 403 AccessDenied)'
    ],
    ['a profile that there is not', { profile: 'nobody' }, FIRST, '(no credentials were found)'],
    [
      'a token that there is not',
      {},
      { AWS_WEB_IDENTITY_TOKEN_FILE: '/nonexistent', AWS_ROLE_ARN: ROLE },
      '(no credentials were found)'
    ],
    [
      'a bucket that there is not',
      { bucket: 'others' },
      { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' },
      '(S3 answered 404 NoSuchBucket)'
    ],
    [
      'a certificate that there is not',
      { custom_ca_bundle: '/nonexistent' },
      FIRST,
      "(the file '/nonexistent' of its certificates cannot be read)"
    ]
  ])('with %s', async (_, settings, variables, reason) => {
    const stays = await remove(settings, variables)
    expect(stays).toContain(reason)
    expect(stays).not.toContain('secret')
    expect(await server.keys()).toEqual([KEY])
  })
})
