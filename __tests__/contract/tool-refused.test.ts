// What is not what was published is not installed, and what cannot be had is told: nothing is left in the tool cache.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { RunError } from '../../src/errors.ts'
import { installOn, refusalOf, SHORT, startRunner } from '../harness/installation.ts'
import type { Asked, Runner } from '../harness/installation.ts'
import {
  pathsOf,
  programOf,
  publish,
  publishIndex,
  publishSums,
  sumOf,
  zipOf
} from '../harness/release.ts'
import { makeSigner } from '../harness/signer.ts'
import type { Signer } from '../harness/signer.ts'
import { hasUnzip, testIf } from '../harness/tools.ts'
import { startReleaseMirror } from '../servers/release-mirror.ts'
import type { MirrorFault, ReleaseMirror } from '../servers/release-mirror.ts'

const version = '1.11.9'
const archive = zipOf('terraform', programOf(version))
const { archive: archivePath, sums: sumsPath, signature: signaturePath } = pathsOf(version)
const name = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const DAY = 24 * 3600
const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY * 1000)

let signer: Signer
let stranger: Signer
let runner: Runner
let mirror: ReleaseMirror
beforeAll(async () => {
  signer = await makeSigner(daysAgo(30))
  stranger = await makeSigner()
})
beforeEach(async () => {
  runner = startRunner()
  mirror = await startReleaseMirror()
  await publish(mirror, version, archive, signer)
})
afterEach(async () => {
  runner.close()
  await mirror.close()
})

const asked = (more: Partial<Asked> = {}): Asked => ({
  version,
  mirror: mirror.url,
  keys: [signer.key],
  ...more
})
const host = (): string => new URL(mirror.url).host

/** How it is refused; nothing of it may stay. */
async function refuse(more: Partial<Asked> = {}): Promise<RunError> {
  const error = await refusalOf(installOn(runner, asked(more)))
  expect(runner.installed()).toEqual([])
  expect(runner.left()).toEqual([])
  expect(error.hint).not.toBe('')
  return error
}

const untrusted = (why: string) => ({
  reason: 'tool-unavailable',
  message: `The signature of ${name(sumsPath)} cannot be trusted: ${why}.`,
  hint: expect.stringContaining('do not go around this check')
})

describe('a signature', () => {
  const sums = (): string => mirror.read(sumsPath).toString()

  test('by another key is refused, and the archive is not downloaded', async () => {
    await publish(mirror, version, archive, stranger)
    const error = await refuse()
    expect(error).toMatchObject({ reason: 'tool-unavailable' })
    expect(error.message).toMatch(/cannot be trusted: Could not find signing key with key ID/u)
    expect(mirror.paths()).toEqual([sumsPath, signaturePath])
  })

  test('of other sums is refused', async () => {
    mirror.put(sumsPath, `${sums()}\n`)
    expect(await refuse()).toMatchObject(untrusted('Signed digest did not match'))
  })

  test.each([
    ['empty', ''],
    ['a page of HTML', '<h1>404</h1>'],
    ['random bytes', Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 89) % 256))]
  ])('that is %s is refused', async (_, content) => {
    mirror.put(signaturePath, content)
    expect(await refuse()).toMatchObject(untrusted('it is no OpenPGP signature'))
  })

  test('that is cut short is refused', async () => {
    mirror.put(signaturePath, mirror.read(signaturePath).subarray(0, 100))
    expect((await refuse()).message).toContain('cannot be trusted: ')
  })

  test('that is missing is refused', async () => {
    mirror.remove(signaturePath)
    expect(await refuse()).toMatchObject({
      reason: 'tool-unavailable',
      message: `${host()} has the sums of this version, but not ${name(signaturePath)}.`
    })
  })

  test('that has expired is refused', async () => {
    await publishSums(mirror, version, sums(), signer, { date: daysAgo(2), expires: DAY })
    expect(await refuse()).toMatchObject(untrusted('Signature is expired'))
  })

  test('that has not expired yet is good', async () => {
    await publishSums(mirror, version, sums(), signer, { date: daysAgo(2), expires: 3 * DAY })
    const patience = { ...SHORT, pauses: [] }
    mirror.remove(archivePath) // it gets as far as that
    expect((await refuse({ patience })).message).toContain(`but not ${name(archivePath)}.`)
  })

  test('by a key that has expired since is refused', async () => {
    const old = await makeSigner(daysAgo(30), 20 * DAY)
    await publishSums(mirror, version, sums(), old, { date: daysAgo(25) })
    const error = await refuse({ keys: [old.key] })
    expect(error.message).toMatch(/cannot be trusted: .*expired/u)
  })

  test('by a key that was revoked is refused', async () => {
    const error = await refuse({ keys: [await signer.revoked()] })
    expect(error.message).toMatch(/cannot be trusted: .*revoked/u)
  })

  testIf(hasUnzip)('by one of two keys is good', async () => {
    const { version: found } = await installOn(runner, asked({ keys: [stranger.key, signer.key] }))
    expect(found).toBe(version)
  })

  test('with a key that is not the one it is pinned as is a mistake of ours', async () => {
    const keys = [{ ...signer.key, fingerprint: stranger.key.fingerprint }]
    await expect(installOn(runner, asked({ keys }))).rejects.toThrow('is really')
    expect(runner.installed()).toEqual([])
  })
})

describe('sums', () => {
  const sum = sumOf(archive)

  test('that do not name the archive are told, with what they name', async () => {
    const error = await refuse({ platform: { os: 'win32', arch: 'arm64' } })
    expect(error).toMatchObject({
      reason: 'tool-unavailable',
      message: `Terraform ${version} is not published for windows_arm64: ${name(sumsPath)} does not name terraform_${version}_windows_arm64.zip.`,
      hint: 'It is published for darwin_arm64, linux_amd64. Use another version, or another runner.'
    })
    expect(mirror.paths()).not.toContain(archivePath)
  })

  test('that name it twice, differently, are refused', async () => {
    const lines = `${sum}  ${name(archivePath)}\n${'0'.repeat(64)}  ${name(archivePath)}\n`
    await publishSums(mirror, version, lines, signer)
    expect(await refuse()).toMatchObject({
      message: `${name(sumsPath)} names ${name(archivePath)} more than once, with different sums.`
    })
  })

  test.each([
    ['only a longer name', (line: string) => `${line}x`],
    ['only a name with a path', (line: string) => line.replace('terraform_', '../terraform_')],
    ['a sum that is too short', (line: string) => line.slice(1)]
  ])('with %s do not name it', async (_, change) => {
    await publishSums(mirror, version, `${change(`${sum}  ${name(archivePath)}`)}\n`, signer)
    expect((await refuse()).message).toContain('is not published for linux_amd64')
  })

  testIf(hasUnzip).each([
    ['twice, alike', (line: string) => `${line}\n${line}\n`],
    [
      'in capitals, as binary',
      (line: string) => line.replace(/^\S+ {2}/u, (found) => `${found.trim().toUpperCase()} *`)
    ]
  ])('that name it %s are good', async (_, change) => {
    await publishSums(mirror, version, change(`${sum}  ${name(archivePath)}`), signer)
    expect((await installOn(runner, asked())).version).toBe(version)
  })
})

describe('an archive', () => {
  test.each([
    ['with another byte', Buffer.concat([archive.subarray(0, -1), Buffer.from([1])])],
    ['that is cut short', archive.subarray(0, -1)],
    ['that is empty', Buffer.alloc(0)]
  ])('%s is refused', async (_, content) => {
    mirror.put(archivePath, content)
    expect(await refuse()).toMatchObject({
      reason: 'tool-unavailable',
      message: `${name(archivePath)} is not what was signed: its SHA-256 is ${sumOf(content)}, and ${name(sumsPath)} says ${sumOf(archive)}.`
    })
  })

  test('that is listed, but not there, is told', async () => {
    mirror.remove(archivePath)
    expect((await refuse()).message).toBe(
      `${host()} has the sums of this version, but not ${name(archivePath)}.`
    )
    expect(mirror.requests).toHaveLength(3)
  })
})

describe('a version that is not there', () => {
  test('is told with those near it', async () => {
    publishIndex(mirror, ['1.9.8', '1.10.0', '1.10.1', '1.10.5-rc1', '1.11.0'])
    expect(await refuse({ version: '1.10.4' })).toMatchObject({
      reason: 'tool-unavailable',
      message: `There is no Terraform 1.10.4 at ${host()}.`,
      hint: 'Ask for a version that is there, such as 1.10.1, 1.10.0.'
    })
  })

  test('is told with the newest where there is none near it', async () => {
    publishIndex(mirror, ['1.9.8', '1.11.0'])
    expect((await refuse({ version: '7.0.0' })).hint).toContain('such as 1.11.0, 1.9.8.')
  })

  test('is told without any where there is no list, and asked for once', async () => {
    expect((await refuse({ version: '1.10.4' })).hint).toBe('Ask for another version.')
    expect(mirror.paths()).toEqual([pathsOf('1.10.4').sums, '/terraform/index.json'])
  })

  test('and too old is refused before anybody is asked', async () => {
    expect(await refuse({ version: '1.8.5' })).toMatchObject({ reason: 'invalid-input' })
    expect(mirror.requests).toEqual([])
  })
})

describe('a server', () => {
  const down: MirrorFault = { kind: 'status', status: 500 }
  const failed = (path: string, problem: string): string =>
    `${name(path)} could not be downloaded from ${host()}: ${problem}.`

  testIf(hasUnzip).each<readonly [string, string, readonly MirrorFault[], string]>([
    ['answers 500 once', sumsPath, [down], 'it answered 500'],
    ['answers 503 twice', archivePath, [{ kind: 'status', status: 503 }, down], 'it answered 503'],
    ['cuts the connection', signaturePath, [{ kind: 'cut' }], 'socket hang up|ECONNRESET'],
    ['cuts the archive', archivePath, [{ kind: 'cut', after: 20 }], 'the connection was cut'],
    ['asks for patience', sumsPath, [{ kind: 'status', status: 429 }], 'it answered 429']
  ])('that %s is asked again', async (_, path, faults, problem) => {
    mirror.fail(path, ...faults)
    expect((await installOn(runner, asked())).version).toBe(version)
    expect(mirror.paths().filter((one) => one === path)).toHaveLength(faults.length + 1)
    const told = runner.log.filter((line) => line.endsWith('; trying again.'))
    expect(told).toHaveLength(faults.length)
    expect(told[0]).toMatch(
      new RegExp(`^${name(path)} did not come from ${host()}: (?:.*)(?:${problem})`, 'u')
    )
  })

  test.each([sumsPath, signaturePath, archivePath])(
    'that answers 500 to %s is asked three times',
    async (path) => {
      mirror.fail(path, down, down, down, down)
      expect(await refuse()).toMatchObject({
        reason: 'tool-unavailable',
        message: failed(path, 'it answered 500'),
        hint: expect.stringContaining('GITOPS_ENV_TOOL_MIRROR')
      })
      expect(mirror.paths().filter((one) => one === path)).toHaveLength(3)
    }
  )

  test.each([401, 403])('that answers %i is asked once', async (status) => {
    mirror.fail(sumsPath, { kind: 'status', status })
    expect((await refuse()).message).toBe(failed(sumsPath, `it answered ${status}`))
    expect(mirror.requests).toHaveLength(1)
  })

  test.each([
    [sumsPath, 1],
    [signaturePath, 0.1],
    [archivePath, 300]
  ])('that sends %s without an end is cut off', async (path, most) => {
    mirror.fail(path, { kind: 'endless' }, { kind: 'endless' })
    expect((await refuse()).message).toBe(
      failed(path, `it is larger than ${most} MB, which cannot be right`)
    )
    expect(mirror.paths().filter((one) => one === path)).toHaveLength(1)
  })

  test('that says nothing is given up', async () => {
    const silent: MirrorFault = { kind: 'silent' }
    mirror.fail(sumsPath, silent, silent, silent)
    const patience = { ...SHORT, silence: 100 }
    expect((await refuse({ patience })).message).toBe(failed(sumsPath, 'nothing came for 0.1 s'))
    expect(mirror.requests).toHaveLength(3)
  })

  test('that is too slow for a whole file is given up, once', async () => {
    mirror.fail(sumsPath, { kind: 'silent' })
    const patience = { ...SHORT, file: 100 }
    expect((await refuse({ patience })).message).toBe(
      failed(sumsPath, 'it did not come within 0.1 s')
    )
    expect(mirror.requests).toHaveLength(1)
  })

  test('that is not there is told', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const error = await refuse({ mirror: `http://user:secret-word@127.0.0.1:${port}` })
    expect(error.message).toContain(`from 127.0.0.1:${port}: connect ECONNREFUSED`)
    expect(`${error.message}${error.hint}${runner.log.join()}`).not.toContain('secret-word')
    expect(runner.log.filter((line) => line.endsWith('; trying again.'))).toHaveLength(2)
  })

  test('that leads in a circle is told', async () => {
    mirror.fail(sumsPath, ...Array<MirrorFault>(9).fill({ kind: 'redirect', to: sumsPath }))
    expect((await refuse()).message).toBe(failed(sumsPath, 'it leads on more than 5 times'))
  })

  test('that leads to another kind of address is told', async () => {
    mirror.fail(sumsPath, { kind: 'redirect', to: 'file:///etc/passwd' })
    expect((await refuse()).message).toBe(failed(sumsPath, 'it answered 302 without an address'))
  })

  test('is left when the run is stopped', async () => {
    mirror.fail(sumsPath, { kind: 'silent' })
    const stopping = new AbortController()
    const installing = installOn(runner, asked({ means: { stop: stopping.signal } }))
    while (mirror.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    stopping.abort(new Error('The run was cancelled.'))
    await expect(installing).rejects.toThrow('The run was cancelled.')
    expect(mirror.requests).toHaveLength(1)
    expect(runner.installed()).toEqual([])
    expect(runner.left()).toEqual([])
  })
})
