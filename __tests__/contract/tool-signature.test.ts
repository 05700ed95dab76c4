// What is not what was published is not installed: nothing of it is left.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ARCHIVE, nameOf, SHORT, startInstallation, VERSION } from '../harness/installation.ts'
import type { Installation } from '../harness/installation.ts'
import { pathsOf, publish, publishSums, sumOf } from '../harness/release.ts'
import { makeSigner } from '../harness/signer.ts'
import type { Signer } from '../harness/signer.ts'
import { hasUnzip, testIf } from '../harness/tools.ts'
const DAY = 24 * 3600
const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY * 1000)

let signer: Signer
let stranger: Signer
let here: Installation
beforeAll(async () => {
  signer = await makeSigner(daysAgo(30))
  stranger = await makeSigner()
})
beforeEach(async () => {
  here = await startInstallation(signer)
})
afterEach(async () => await here.close())

const { archive: archivePath, sums: sumsPath, signature: signaturePath } = pathsOf(VERSION)
const untrusted = (why: string) => ({
  reason: 'tool-unavailable',
  message: `The signature of ${nameOf(sumsPath)} cannot be trusted: ${why}.`,
  hint: expect.stringContaining('do not go around this check')
})

describe('a signature', () => {
  const sums = (): string => here.mirror.read(sumsPath).toString()

  test('by another key is refused, and the archive is not downloaded', async () => {
    await publish(here.mirror, VERSION, ARCHIVE, stranger)
    const error = await here.refuse()
    expect(error).toMatchObject({ reason: 'tool-unavailable' })
    expect(error.message).toMatch(/cannot be trusted: Could not find signing key with key ID/u)
    expect(here.mirror.paths()).toEqual([sumsPath, signaturePath])
  })

  test('of other sums is refused', async () => {
    here.mirror.put(sumsPath, `${sums()}\n`)
    expect(await here.refuse()).toMatchObject(untrusted('Signed digest did not match'))
  })

  test.each([
    ['empty', ''],
    ['a page of HTML', '<h1>404</h1>'],
    ['random bytes', Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 89) % 256))]
  ])('that is %s is refused', async (_, content) => {
    here.mirror.put(signaturePath, content)
    expect(await here.refuse()).toMatchObject(untrusted('it is no OpenPGP signature'))
  })

  test('that is cut short is refused', async () => {
    here.mirror.put(signaturePath, here.mirror.read(signaturePath).subarray(0, 100))
    expect((await here.refuse()).message).toContain('cannot be trusted: ')
  })

  test('that is missing is refused', async () => {
    here.mirror.remove(signaturePath)
    expect(await here.refuse()).toMatchObject({
      reason: 'tool-unavailable',
      message: `${here.host} has the sums of this version, but not ${nameOf(signaturePath)}.`
    })
  })

  test('that has expired is refused', async () => {
    await publishSums(here.mirror, VERSION, sums(), signer, { date: daysAgo(2), expires: DAY })
    expect(await here.refuse()).toMatchObject(untrusted('Signature is expired'))
  })

  test('that has not expired yet is good', async () => {
    await publishSums(here.mirror, VERSION, sums(), signer, { date: daysAgo(2), expires: 3 * DAY })
    const patience = { ...SHORT, pauses: [] }
    here.mirror.remove(archivePath) // it gets as far as that
    expect((await here.refuse({ patience })).message).toContain(`but not ${nameOf(archivePath)}.`)
  })

  test('by a key that has expired since is refused', async () => {
    const old = await makeSigner(daysAgo(30), 20 * DAY)
    await publishSums(here.mirror, VERSION, sums(), old, { date: daysAgo(25) })
    const error = await here.refuse({ keys: [old.key] })
    expect(error.message).toMatch(/cannot be trusted: .*expired/u)
  })

  test('by a key that was revoked is refused', async () => {
    const error = await here.refuse({ keys: [await signer.revoked()] })
    expect(error.message).toMatch(/cannot be trusted: .*revoked/u)
  })

  testIf(hasUnzip)('by one of two keys is good', async () => {
    const { version: found } = await here.install({ keys: [stranger.key, signer.key] })
    expect(found).toBe(VERSION)
  })

  test('with a key that is not the one it is pinned as is a mistake of ours', async () => {
    const keys = [{ ...signer.key, fingerprint: stranger.key.fingerprint }]
    await expect(here.install({ keys })).rejects.toThrow('is really')
    expect(here.runner.installed()).toEqual([])
  })
})

describe('sums', () => {
  const sum = sumOf(ARCHIVE)

  test('that do not name the archive are told, with what they name', async () => {
    const error = await here.refuse({ platform: { os: 'win32', arch: 'arm64' } })
    expect(error).toMatchObject({
      reason: 'tool-unavailable',
      message: `Terraform ${VERSION} is not published for windows_arm64: ${nameOf(sumsPath)} does not name terraform_${VERSION}_windows_arm64.zip.`,
      hint: 'It is published for darwin_arm64, linux_amd64. Use another version, or another runner.'
    })
    expect(here.mirror.paths()).not.toContain(archivePath)
  })

  test('that name it twice, differently, are refused', async () => {
    const lines = `${sum}  ${nameOf(archivePath)}\n${'0'.repeat(64)}  ${nameOf(archivePath)}\n`
    await publishSums(here.mirror, VERSION, lines, signer)
    expect(await here.refuse()).toMatchObject({
      message: `${nameOf(sumsPath)} names ${nameOf(archivePath)} more than once, with different sums.`
    })
  })

  test.each([
    ['only a longer name', (line: string) => `${line}x`],
    ['only a name with a path', (line: string) => line.replace('terraform_', '../terraform_')],
    ['a sum that is too short', (line: string) => line.slice(1)]
  ])('with %s do not name it', async (_, change) => {
    await publishSums(here.mirror, VERSION, `${change(`${sum}  ${nameOf(archivePath)}`)}\n`, signer)
    expect((await here.refuse()).message).toContain('is not published for linux_amd64')
  })

  testIf(hasUnzip).each([
    ['twice, alike', (line: string) => `${line}\n${line}\n`],
    [
      'in capitals, as binary',
      (line: string) => line.replace(/^\S+ {2}/u, (found) => `${found.trim().toUpperCase()} *`)
    ]
  ])('that name it %s are good', async (_, change) => {
    await publishSums(here.mirror, VERSION, change(`${sum}  ${nameOf(archivePath)}`), signer)
    expect((await here.install()).version).toBe(VERSION)
  })
})

describe('an archive', () => {
  test.each([
    ['with another byte', Buffer.concat([ARCHIVE.subarray(0, -1), Buffer.from([1])])],
    ['that is cut short', ARCHIVE.subarray(0, -1)],
    ['that is empty', Buffer.alloc(0)]
  ])('%s is refused', async (_, content) => {
    here.mirror.put(archivePath, content)
    expect(await here.refuse()).toMatchObject({
      reason: 'tool-unavailable',
      message: `${nameOf(archivePath)} is not what was signed: its SHA-256 is ${sumOf(content)}, and ${nameOf(sumsPath)} says ${sumOf(ARCHIVE)}.`
    })
  })

  test('that is listed, but not there, is told', async () => {
    here.mirror.remove(archivePath)
    expect((await here.refuse()).message).toBe(
      `${here.host} has the sums of this version, but not ${nameOf(archivePath)}.`
    )
    expect(here.mirror.requests).toHaveLength(3)
  })
})
