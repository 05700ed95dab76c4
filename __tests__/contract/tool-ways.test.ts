// The ways a tool comes by: the repository's cache, a mirror with a password, a proxy.
import { afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals'
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ARCHIVE,
  nameOf,
  SHORT,
  startInstallation,
  VERSION,
  versionOf
} from '../harness/installation.ts'
import type { Installation } from '../harness/installation.ts'
import { pathsOf, publish, sumOf, zipOf } from '../harness/release.ts'
import { makeSigner } from '../harness/signer.ts'
import type { Signer } from '../harness/signer.ts'
import { hasUnzip, testIf } from '../harness/tools.ts'
import { startProxy } from '../servers/proxy.ts'
import type { Proxy } from '../servers/proxy.ts'
import { startReleaseMirror } from '../servers/release-mirror.ts'
import type { ReleaseMirror } from '../servers/release-mirror.ts'

let signer: Signer
let here: Installation
beforeAll(async () => {
  signer = await makeSigner()
})
beforeEach(async () => {
  here = await startInstallation(signer)
})
const others: ReleaseMirror[] = []
afterEach(async () => {
  await Promise.all([here.close(), ...others.splice(0).map(async (one) => await one.close())])
})

/** A mirror besides the one that is there. */
async function another(credential?: string): Promise<ReleaseMirror> {
  const mirror = await startReleaseMirror(credential)
  others.push(mirror)
  return mirror
}

const withUnzip = testIf(hasUnzip)
const key = (): string => `gitops-env-tool-1-terraform-${VERSION}-linux_amd64`

describe("the repository's cache", () => {
  /** Installs, saves, and goes to a new machine. */
  const fill = async (): Promise<void> => {
    await (await here.install()).save()
    here.runner.nextMachine()
  }
  const cached = (path: string): string => join(here.runner.cached(key()), nameOf(path))

  withUnzip('gives what was downloaded before, and nothing is downloaded or saved', async () => {
    await fill()
    const before = here.mirror.requests.length
    const { program, save } = await here.install()
    expect(await versionOf(program)).toBe(VERSION)
    expect(here.mirror.requests).toHaveLength(before)
    rmSync(here.runner.cached(key()), { recursive: true })
    await save()
    expect(existsSync(here.runner.cached(key()))).toBe(false)
  })

  withUnzip('is used, and removed, with a folder that cannot be written', async () => {
    await fill()
    const folder = join(here.runner.cached(key()), 'locked')
    mkdirSync(folder)
    writeFileSync(join(folder, 'file'), '')
    chmodSync(folder, 0o555) // which is nothing to root
    await here.install()
    expect(here.mirror.paths()).toHaveLength(3)
    expect(here.runner.kept()).toEqual([])
  })

  const spoilt: readonly (readonly [string, () => void, string])[] = [
    [
      'another archive',
      () =>
        writeFileSync(cached(pathsOf(VERSION).archive), zipOf('terraform', Buffer.from('evil'))),
      'is not what was signed: its SHA-256 is '
    ],
    [
      'another archive, and sums that fit it',
      () => {
        const evil = zipOf('terraform', Buffer.from('evil'))
        writeFileSync(cached(pathsOf(VERSION).archive), evil)
        const sums = `${sumOf(evil)}  ${nameOf(pathsOf(VERSION).archive)}\n`
        writeFileSync(cached(pathsOf(VERSION).sums), sums)
      },
      'cannot be trusted: Signed digest did not match.'
    ],
    [
      'no signature',
      () => rmSync(cached(pathsOf(VERSION).signature)),
      `it has no file terraform_${VERSION}_SHA256SUMS.sig.`
    ],
    [
      'an empty signature',
      () => writeFileSync(cached(pathsOf(VERSION).signature), ''),
      'cannot be trusted: it is no OpenPGP signature.'
    ],
    [
      'a link that has no end',
      () => {
        rmSync(cached(pathsOf(VERSION).archive))
        symlinkSync('/dev/zero', cached(pathsOf(VERSION).archive))
      },
      `it has no file terraform_${VERSION}_linux_amd64.zip.`
    ],
    [
      'sums without an end',
      () => writeFileSync(cached(pathsOf(VERSION).sums), Buffer.alloc(2e6)),
      `its terraform_${VERSION}_SHA256SUMS is too large.`
    ]
  ]
  for (const [what, spoil, why] of spoilt) {
    withUnzip(`is told and left alone with ${what}: downloaded anew`, async () => {
      await fill()
      spoil()
      const { program } = await here.install()
      expect(await versionOf(program)).toBe(VERSION)
      expect(here.mirror.paths()).toHaveLength(6)
      const told = here.runner.log.filter((line) => line.startsWith('Not used'))
      expect(told).toEqual([expect.stringContaining(why)])
      expect(told[0]).toMatch(/^Not used from the cache, but downloaded anew: /u)
      expect(told[0]?.endsWith(`. Delete the entry: gh cache delete ${key()}`)).toBe(true)
    })
  }
})

describe('a mirror', () => {
  withUnzip('gets the user and the password of its address, and nobody sees them', async () => {
    const closed = await another('us er:p@ss/word')
    await publish(closed, VERSION, ARCHIVE, signer)
    const address = closed.url.replace('http://', 'http://us%20er:p%40ss%2Fword@')
    await here.install({ mirror: address })
    const sent = Buffer.from('us er:p@ss/word').toString('base64')
    expect(closed.requests.map(({ authorization }) => authorization)).toEqual(
      Array<string>(3).fill(`Basic ${sent}`)
    )
    expect(here.runner.hidden).toEqual(['p@ss/word', 'p%40ss%2Fword', sent])
    expect(here.runner.log.join()).toContain('Downloading Terraform')
    for (const secret of here.runner.hidden) expect(here.runner.log.join()).not.toContain(secret)
  })

  withUnzip('does not give its password away to where it leads', async () => {
    const other = await another()
    await publish(other, VERSION, ARCHIVE, signer)
    for (const path of [pathsOf(VERSION).sums, pathsOf(VERSION).archive]) {
      here.mirror.fail(path, { kind: 'redirect', to: `${other.url}${path}` })
    }
    const address = here.mirror.url.replace('http://', 'http://user:password@')
    await here.install({ mirror: address })
    expect(other.requests.map(({ authorization }) => authorization)).toEqual([undefined, undefined])
    expect(here.mirror.requests.every(({ authorization }) => authorization !== undefined)).toBe(
      true
    )
  })
})

/** What a run does behind a proxy. */
async function through<T>(proxy: Proxy, act: () => Promise<T>): Promise<T> {
  const before = process.env['http_proxy']
  process.env['http_proxy'] = proxy.url
  try {
    return await act()
  } finally {
    if (before === undefined) delete process.env['http_proxy']
    else process.env['http_proxy'] = before
    await proxy.close()
  }
}

describe('a proxy', () => {
  withUnzip('is gone through where one is set', async () => {
    const proxy = await startProxy(here.mirror.url)
    await through(proxy, () => here.install({ mirror: 'http://releases.example.com/' }))
    expect(proxy.asked).toEqual(Array<string>(3).fill('releases.example.com:80'))
    expect(here.runner.log).toEqual(['Downloading Terraform 1.11.9 from releases.example.com'])
  })

  withUnzip('that does not answer is given up', async () => {
    const proxy = await startProxy(undefined)
    const patience = { ...SHORT, silence: 100, pauses: [] }
    const error = await through(proxy, () =>
      here.refuse({ mirror: 'http://releases.example.com', patience })
    )
    expect(error.message).toBe(
      'terraform_1.11.9_SHA256SUMS could not be downloaded from releases.example.com: nothing came for 0.1 s.'
    )
  })
})
