// Files that Terraform reads in the root module: where the action is, another one may have that name.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { removeLeftover } from '../../src/backend/leftover/leftover.ts'

/** Each is there, seen from this process. */
let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'relative-'))
  writeFileSync(join(folder, 'file'), '{}')
  file = relative(process.cwd(), join(folder, 'file'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const NOWHERE = 'http://127.0.0.1:1'
const S3 = { bucket: 'b', key: 'k', region: 'r', endpoints: `{s3="${NOWHERE}"}` }
const AZURE = { storage_account_name: 'a', container_name: 'c', key: 'k' }
const KEYS = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }

test.each<[string, string, Record<string, string>, (path: string) => Record<string, string>]>([
  ['s3', 'certificates', S3, (path) => ({ ...KEYS, AWS_CA_BUNDLE: path })],
  ['s3', 'credentials', S3, (path) => ({ AWS_SHARED_CREDENTIALS_FILE: path, AWS_PROFILE: 'p' })],
  ['s3', 'configuration', S3, (path) => ({ AWS_CONFIG_FILE: path, AWS_PROFILE: 'p' })],
  ['gcs', 'credentials', { bucket: 'b' }, (path) => ({ GOOGLE_APPLICATION_CREDENTIALS: path })],
  ['azurerm', 'an id', AZURE, (path) => ({ ARM_CLIENT_ID_FILE_PATH: path })]
])('%s: a relative path of %s is not read', async (type, _, settings, variables) => {
  const stays = await removeLeftover({ type, key: 'k', environment: {} }, settings, variables(file))
  expect(stays).toContain(`(the path '${file}' is relative)`)
})

test("gcs: a relative path of a key is not read, as 'credentials'", async () => {
  const settings = { bucket: 'b', credentials: file }
  const stays = await removeLeftover({ type: 'gcs', key: 'k', environment: {} }, settings, {})
  expect(stays).toContain("(its 'credentials' are no JSON document)")
})
