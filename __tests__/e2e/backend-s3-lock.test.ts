// Terraform's lock in the `s3` backend: switched on where its version has one, and left to a user who has chosen.
import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import type { RunResult } from '../harness/runner.ts'
import { createWorld, type World } from '../harness/scenario.ts'
import { hasTerraform, testIf, withTerraform } from '../harness/tools.ts'
import { startDynamoDb } from '../servers/dynamodb.ts'
import { hasMinioWithTls, startMinioWithTls } from '../servers/minio.ts'
import { S3_SERVERS } from '../servers/s3.ts'
import { linesOf, type S3 } from '../servers/s3-bucket.ts'
import { startS3rver } from '../servers/s3rver.ts'

const KEY = 'demo/alice.tfstate'
const LOCK = `${KEY}.tflock`
const APP = 'resource "terraform_data" "app" {}\n'
const holder = { ID: '7', Operation: 'OperationTypeApply', Who: 'person@laptop', Info: '' }
let world: World
let server: S3
afterEach(async () => await world?.close())

/** One server for every test of a group, empty at the beginning of each. */
const share = (start: (() => Promise<S3>) | undefined): void => {
  if (start === undefined) return
  beforeAll(async () => {
    server = await start()
  })
  afterEach(async () => {
    for (const key of await server.keys()) await server.put(key, undefined)
  })
  afterAll(async () => await server?.close())
}

const open = async (attributes = '', lines = '', own: Parameters<typeof linesOf>[0] = {}) => {
  world = await createWorld({
    module: { 'main.tf': `terraform {\n  backend "s3" {\n${attributes}  }\n}\n${APP}` },
    with: {
      'backend-config': `${linesOf({ ...server.settings, ...own })}\n${lines}`,
      'lock-timeout': '0s'
    },
    env: server.credentials
  })
}

const noticesOf = ({ result }: RunResult): string =>
  (result as { readonly notices: readonly string[] }).notices.join('\n')

describe.each(S3_SERVERS)("the lock of the 's3' backend in $server", ({ available, start }) => {
  const withServer = testIf(available && hasTerraform)
  share(available ? start : undefined)

  withServer('is taken without being asked for: a person who has it is not overrun', async () => {
    await open()
    await server.put(LOCK, JSON.stringify(holder))
    const refused = await world.push('env-alice')
    expect(refused).toMatchObject({ exitCode: 1, outputs: { reason: 'state-locked' } })
    expect(refused.annotations[0]?.message).toContain('person@laptop')
    expect(await server.keys()).toEqual([LOCK])

    await server.put(LOCK, undefined)
    const created = await world.push('env-alice')
    expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    expect(await server.keys()).toEqual([KEY])
    expect(created.summary).toContain('use_lockfile=true')
  })

  withServer('is not taken where the block says `use_lockfile = false`', async () => {
    await open('    use_lockfile = false\n')
    await server.put(LOCK, JSON.stringify(holder))
    expect(await world.push('env-alice')).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    const removed = await world.remove('env-alice')
    expect(removed).toMatchObject({ exitCode: 0, outputs: { 'to-destroy': '1' } })
    expect(noticesOf(removed)).toContain('(somebody holds its lock)')
    expect(noticesOf(removed)).not.toContain('aws s3api')
    expect(await server.keys()).toEqual([KEY, LOCK])
  })
})

describe("the lock of the 's3' backend", () => {
  share(startS3rver)

  withTerraform('is a table where the input names one, and the state stays', async () => {
    const table = await startDynamoDb()
    try {
      const endpoints = `{ s3 = "${server.url}", dynamodb = "${table.url}" }`
      await open('', 'dynamodb_table=locks', { endpoints })
      await server.put(LOCK, JSON.stringify(holder))
      const created = await world.push('env-alice')
      expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
      expect(table.asked).toContain('PutItem')
      expect(table.ids()).toEqual([`states/${KEY}-md5`])
      const removed = await world.remove('env-alice')
      expect(removed).toMatchObject({ exitCode: 0, outputs: { 'to-destroy': '1' } })
      expect(noticesOf(removed)).toMatch(/states\/demo\/alice\.tfstate-md5.*locks/u)
      expect(await server.keys()).toEqual([KEY, LOCK])
      // What stays does no harm: the environment can come back.
      world.origin.branch('env-alice')
      const back = await world.push('env-alice')
      expect(back).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    } finally {
      await table.close()
    }
  })

  withTerraform('is not asked for of a version that has none, and the run says so', async () => {
    await open()
    await server.put(LOCK, JSON.stringify(holder))
    const folder = `${world.origin.base}/bin`
    mkdirSync(folder)
    // Everything but its number is the real one's.
    const script = `#!/bin/sh
[ "$1" = version ] && { echo '{"terraform_version":"1.9.8"}'; exit; }
PATH="\${PATH#*:}" exec terraform "$@"
`
    writeFileSync(`${folder}/terraform`, script)
    chmodSync(`${folder}/terraform`, 0o755)
    const created = await world.push('env-alice', undefined, {
      env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` }
    })
    expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
    expect(noticesOf(created)).toContain(
      "Terraform 1.9.8 takes no lock of its own in the 's3' backend"
    )
    expect(created.summary).not.toContain('use_lockfile=true')
  })
})

describe("a state in the 's3' backend", () => {
  testIf(hasMinioWithTls && hasTerraform)(
    'that is encrypted with a key of the user is removed at the end',
    async () => {
      const key = randomBytes(32).toString('base64')
      const tls = await startMinioWithTls(key)
      server = tls
      const block = `    encrypt = true\n    endpoints = { s3 = "${tls.url}" }\n`
      const env = { AWS_SSE_CUSTOMER_KEY: key, AWS_CA_BUNDLE: tls.authority }
      try {
        await open(block, '', { endpoints: undefined })
        const created = await world.push('env-alice', undefined, { env })
        expect(created).toMatchObject({ exitCode: 0, outputs: { 'to-add': '1' } })
        const removed = await world.remove('env-alice', { env })
        expect(removed.summary).toContain('Nothing is left in the state; the state was removed.')
        expect(await server.keys()).toEqual([])
      } finally {
        await tls.close()
      }
    }
  )
})
