// The ways to the credentials of the `gcs` backend that need none of Google's own servers.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeLeftover } from '../../src/backend/leftover/leftover.ts'
import { startGoogle } from '../servers/google.ts'

type Texts = Readonly<Record<string, string>>

let google: Awaited<ReturnType<typeof startGoogle>>
let folder: string
beforeEach(async () => {
  google = await startGoogle(
    JSON.stringify({ version: 4, serial: 3, lineage: 'one', outputs: {}, resources: [] })
  )
  folder = mkdtempSync(join(tmpdir(), 'google-'))
})
afterEach(async () => {
  await google.close()
  rmSync(folder, { recursive: true })
})

const remove = async (own: Texts, variables: Texts = {}): Promise<string | undefined> =>
  await removeLeftover(
    { type: 'gcs', key: 'demo/alice', environment: {} },
    {
      bucket: 'states',
      prefix: 'demo/alice',
      storage_custom_endpoint: `${google.url}/storage/v1/b`,
      ...own
    },
    variables
  )

/** What the action google-github-actions/auth writes. */
const federated = (): string =>
  JSON.stringify({
    type: 'external_account',
    audience:
      '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${google.url}/token`,
    service_account_impersonation_url: `${google.url}/impersonated`,
    credential_source: {
      url: `${google.url}/subject-token`,
      headers: { Authorization: 'Bearer a-request-token' },
      format: { type: 'json', subject_token_field_name: 'value' }
    }
  })

const requests = (): string[] => google.asked.map(({ method, path }) => `${method} ${path}`)
const REMOVED = [
  'GET /storage/v1/b/states/o/demo%2Falice%2Fdefault.tfstate',
  'GET /storage/v1/b/states/o/demo%2Falice%2Fdefault.tfstate?alt=media&generation=17',
  'POST /upload/storage/v1/b/states/o?uploadType=media&name=demo%2Falice%2Fdefault.tflock&ifGenerationMatch=0',
  'GET /storage/v1/b/states/o/demo%2Falice%2Fdefault.tfstate',
  'DELETE /storage/v1/b/states/o/demo%2Falice%2Fdefault.tfstate?ifGenerationMatch=17',
  'DELETE /storage/v1/b/states/o/demo%2Falice%2Fdefault.tflock?ifGenerationMatch=18'
]

describe('a leftover in Google Cloud Storage is removed', () => {
  test('with a token, as the generation that was read', async () => {
    expect(await remove({ access_token: 'a-token' })).toBeUndefined()
    expect(requests()).toEqual(REMOVED)
    for (const { headers } of google.asked) expect(headers.authorization).toBe('Bearer a-token')
  })

  test.each(['text', 'file', 'default'])('with the identity of a workflow, by %s', async (way) => {
    const file = join(folder, 'credentials.json')
    writeFileSync(file, federated())
    const variables: Texts =
      way === 'default'
        ? { GOOGLE_APPLICATION_CREDENTIALS: file }
        : { GOOGLE_CREDENTIALS: way === 'file' ? file : federated() }
    expect(await remove({}, variables)).toBeUndefined()
    expect(requests()).toEqual([
      'GET /subject-token',
      'POST /token',
      'POST /impersonated',
      ...REMOVED
    ])
    const [subject, token, impersonated, ...objects] = google.asked
    expect(subject?.headers.authorization).toBe('Bearer a-request-token')
    expect(token?.body).toContain('a-subject-token')
    expect(impersonated?.headers.authorization).toBe('Bearer a-federated-token')
    for (const { headers } of objects) {
      expect(headers.authorization).toBe('Bearer a-token-of-the-account')
    }
  })

  test.each(['text', 'file'])('with the key it is encrypted with, by %s', async (way) => {
    const key = randomBytes(32)
    const file = join(folder, 'key')
    writeFileSync(file, `${key.toString('base64')}\n`)
    const encryption_key = way === 'file' ? file : key.toString('base64')
    expect(await remove({ access_token: 'a-token', encryption_key })).toBeUndefined()
    expect(requests()).toEqual(REMOVED)
    expect(google.asked[1]?.headers).toMatchObject({
      'x-goog-encryption-algorithm': 'AES256',
      'x-goog-encryption-key': key.toString('base64'),
      'x-goog-encryption-key-sha256': createHash('sha256').update(key).digest('base64')
    })
  })
})

describe('a leftover in Google Cloud Storage stays', () => {
  test.each<[string, Texts, string]>([
    [
      'credentials that are none',
      { GOOGLE_CREDENTIALS: '{"private_key":"a-secret' },
      "(its 'credentials' are no JSON document)"
    ],
    [
      'credentials of an unknown type',
      { GOOGLE_CREDENTIALS: '{"type":"a-secret"}' },
      '(no credentials were found)'
    ],
    [
      'a file that there is not',
      { GOOGLE_APPLICATION_CREDENTIALS: '/nonexistent' },
      '(no credentials were found)'
    ]
  ])('with %s', async (_, variables, reason) => {
    const stays = await remove({}, variables)
    expect(stays).toContain(reason)
    expect(stays).not.toContain('secret')
    expect(requests()).toEqual([])
  })
})
