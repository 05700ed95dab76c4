// What a server does not have, or does not give, is told; nothing is left of the attempt.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { nameOf, SHORT, startInstallation, VERSION } from '../harness/installation.ts'
import type { Installation } from '../harness/installation.ts'
import { pathsOf, publishIndex } from '../harness/release.ts'
import { makeSigner } from '../harness/signer.ts'
import type { Signer } from '../harness/signer.ts'
import { hasUnzip, testIf } from '../harness/tools.ts'
import type { MirrorFault } from '../servers/release-mirror.ts'

let signer: Signer
let here: Installation
beforeAll(async () => {
  signer = await makeSigner()
})
beforeEach(async () => {
  here = await startInstallation(signer)
})
afterEach(async () => await here.close())

const { archive: archivePath, sums: sumsPath, signature: signaturePath } = pathsOf(VERSION)
describe('a version that is not there', () => {
  test('is told with those near it', async () => {
    publishIndex(here.mirror, ['1.9.8', '1.10.0', '1.10.1', '1.10.5-rc1', '1.11.0'])
    expect(await here.refuse({ version: '1.10.4' })).toMatchObject({
      reason: 'tool-unavailable',
      message: `There is no Terraform 1.10.4 at ${here.host}.`,
      hint: 'Ask for a version that is there, such as 1.10.1, 1.10.0.'
    })
  })

  test('is told with the newest where there is none near it', async () => {
    publishIndex(here.mirror, ['1.9.8', '1.11.0'])
    expect((await here.refuse({ version: '7.0.0' })).hint).toContain('such as 1.11.0, 1.9.8.')
  })

  test('is told without any where there is no list, and asked for once', async () => {
    expect((await here.refuse({ version: '1.10.4' })).hint).toBe('Ask for another version.')
    expect(here.mirror.paths()).toEqual([pathsOf('1.10.4').sums, '/terraform/index.json'])
  })

  test('and too old is refused before anybody is asked', async () => {
    expect(await here.refuse({ version: '1.8.5' })).toMatchObject({ reason: 'invalid-input' })
    expect(here.mirror.requests).toEqual([])
  })
})

describe('a server', () => {
  const down: MirrorFault = { kind: 'status', status: 500 }
  const failed = (path: string, problem: string): string =>
    `${nameOf(path)} could not be downloaded from ${here.host}: ${problem}.`

  testIf(hasUnzip).each<readonly [string, string, readonly MirrorFault[], string]>([
    ['answers 500 once', sumsPath, [down], 'it answered 500'],
    ['answers 503 twice', archivePath, [{ kind: 'status', status: 503 }, down], 'it answered 503'],
    ['cuts the connection', signaturePath, [{ kind: 'cut' }], 'socket hang up|ECONNRESET'],
    ['cuts the archive', archivePath, [{ kind: 'cut', after: 20 }], 'the connection was cut'],
    ['asks for patience', sumsPath, [{ kind: 'status', status: 429 }], 'it answered 429']
  ])('that %s is asked again', async (_, path, faults, problem) => {
    here.mirror.fail(path, ...faults)
    expect((await here.install()).version).toBe(VERSION)
    expect(here.mirror.paths().filter((one) => one === path)).toHaveLength(faults.length + 1)
    const told = here.runner.log.filter((line) => line.endsWith('; trying again.'))
    expect(told).toHaveLength(faults.length)
    expect(told[0]).toMatch(
      new RegExp(`^${nameOf(path)} did not come from ${here.host}: (?:.*)(?:${problem})`, 'u')
    )
  })

  test.each([sumsPath, signaturePath, archivePath])(
    'that answers 500 to %s is asked three times',
    async (path) => {
      here.mirror.fail(path, down, down, down, down)
      expect(await here.refuse()).toMatchObject({
        reason: 'tool-unavailable',
        message: failed(path, 'it answered 500'),
        hint: expect.stringContaining('GITOPS_ENV_TOOL_MIRROR')
      })
      expect(here.mirror.paths().filter((one) => one === path)).toHaveLength(3)
    }
  )

  test.each([401, 403])('that answers %i is asked once', async (status) => {
    here.mirror.fail(sumsPath, { kind: 'status', status })
    expect((await here.refuse()).message).toBe(failed(sumsPath, `it answered ${status}`))
    expect(here.mirror.requests).toHaveLength(1)
  })

  test.each([
    [sumsPath, 1],
    [signaturePath, 0.1],
    [archivePath, 300]
  ])('that sends %s without an end is cut off', async (path, most) => {
    here.mirror.fail(path, { kind: 'endless' }, { kind: 'endless' })
    expect((await here.refuse()).message).toBe(
      failed(path, `it is larger than ${most} MB, which cannot be right`)
    )
    expect(here.mirror.paths().filter((one) => one === path)).toHaveLength(1)
  })

  test('that is slow, but goes on, is waited for', async () => {
    here.mirror.put(signaturePath, 'twenty bytes, or so.')
    here.mirror.fail(signaturePath, { kind: 'slow', ms: 100 })
    const patience = { ...SHORT, silence: 1000 }
    expect((await here.refuse({ patience })).message).toContain('it is no OpenPGP signature')
    expect(here.mirror.paths()).toEqual([sumsPath, signaturePath])
  })

  test('that says nothing is given up', async () => {
    const silent: MirrorFault = { kind: 'silent' }
    here.mirror.fail(sumsPath, silent, silent, silent)
    const patience = { ...SHORT, silence: 100 }
    expect((await here.refuse({ patience })).message).toBe(
      failed(sumsPath, 'nothing came for 0.1 s')
    )
    expect(here.mirror.requests).toHaveLength(3)
  })

  test('that is too slow for a whole file is given up, once', async () => {
    here.mirror.fail(sumsPath, { kind: 'silent' })
    const patience = { ...SHORT, file: 100 }
    expect((await here.refuse({ patience })).message).toBe(
      failed(sumsPath, 'it did not come within 0.1 s')
    )
    expect(here.mirror.requests).toHaveLength(1)
  })

  test('that is not there is told', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const error = await here.refuse({ mirror: `http://user:secret-word@127.0.0.1:${port}` })
    expect(error.message).toContain(`from 127.0.0.1:${port}: connect ECONNREFUSED`)
    expect(`${error.message}${error.hint}${here.runner.log.join()}`).not.toContain('secret-word')
    expect(here.runner.log.filter((line) => line.endsWith('; trying again.'))).toHaveLength(2)
  })

  test('that leads in a circle is told', async () => {
    here.mirror.fail(
      sumsPath,
      ...Array.from({ length: 9 }, (): MirrorFault => ({ kind: 'redirect', to: sumsPath }))
    )
    expect((await here.refuse()).message).toBe(failed(sumsPath, 'it leads on more than 5 times'))
  })

  test('that leads to another kind of address is told', async () => {
    here.mirror.fail(sumsPath, { kind: 'redirect', to: 'file:///etc/passwd' })
    expect((await here.refuse()).message).toBe(
      failed(sumsPath, 'it answered 302 without an address')
    )
  })

  test('is left when the run is stopped', async () => {
    here.mirror.fail(sumsPath, { kind: 'silent' })
    const stopping = new AbortController()
    const installing = here.install({ means: { stop: stopping.signal } })
    while (here.mirror.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    stopping.abort(new Error('The run was cancelled.'))
    await expect(installing).rejects.toThrow('The run was cancelled.')
    expect(here.mirror.requests).toHaveLength(1)
    expect(here.runner.installed()).toEqual([])
    expect(here.runner.left()).toEqual([])
  })
})
