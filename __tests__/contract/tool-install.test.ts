// A tool is installed from a mirror on loopback, signed with a key of the test; once the real Terraform of this machine.
import { afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installOn, SHORT, startRunner, versionOf } from '../harness/installation.ts'
import type { Asked, Runner } from '../harness/installation.ts'
import { pathsOf, programOf, publish, publishIndex, zipOf } from '../harness/release.ts'
import { makeSigner } from '../harness/signer.ts'
import type { Signer } from '../harness/signer.ts'
import { hasTerraform, hasUnzip, testIf } from '../harness/tools.ts'
import { startProxy } from '../servers/proxy.ts'
import { startReleaseMirror } from '../servers/release-mirror.ts'
import type { ReleaseMirror } from '../servers/release-mirror.ts'

const version = '1.11.9'
const archive = zipOf('terraform', programOf(version))
const withUnzip = testIf(hasUnzip)
/** The real one has an archive for Linux on x64 here. */
const withReal = testIf(
  hasUnzip && hasTerraform && process.platform === 'linux' && process.arch === 'x64'
)

let signer: Signer
beforeAll(async () => {
  signer = await makeSigner()
})

let runner: Runner
let mirror: ReleaseMirror
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
const key = (): string => `gitops-env-tool-1-terraform-${version}-linux_amd64`
const placed = (): readonly string[] => [
  `gitops-env-terraform/${version}/x64.complete`,
  `gitops-env-terraform/${version}/x64/terraform`
]

describe('the real Terraform', () => {
  withReal(
    'is downloaded once, verified, and comes from the cache to the next machine',
    async () => {
      const own = execFileSync('which', ['terraform'], { encoding: 'utf8' }).trim()
      const real = (await versionOf(own)) ?? ''
      await publish(mirror, real, zipOf('terraform', readFileSync(own)), signer)
      const first = await installOn(runner, asked({ version: real }))
      expect(await versionOf(first.program)).toBe(real)
      await first.save()
      runner.nextMachine()
      const second = await installOn(runner, asked({ version: real }))
      expect(await versionOf(second.program)).toBe(real)
      expect(mirror.requests).toHaveLength(3)
    }
  )
})

describe('an exact version', () => {
  withUnzip('is downloaded, verified, and put into the tool cache', async () => {
    const { program, version: found, save } = await installOn(runner, asked())
    expect(found).toBe(version)
    expect(program).toBe(join(runner.toolCache, placed()[1] ?? ''))
    expect(await versionOf(program)).toBe(version)
    const { sums, signature, archive: file } = pathsOf(version)
    expect(mirror.paths()).toEqual([sums, signature, file])
    expect(runner.log).toEqual([
      `Downloading Terraform ${version} from ${new URL(mirror.url).host}`
    ])
    expect(runner.installed().toSorted()).toEqual(placed())
    await save()
    expect(runner.left()).toEqual(['gitops-env-tool'])
  })

  withUnzip('is taken from the tool cache, without a word to anybody', async () => {
    await installOn(runner, asked())
    runner.nextJob()
    const before = mirror.requests.length
    const { program } = await installOn(runner, asked())
    expect(await versionOf(program)).toBe(version)
    expect(mirror.requests).toHaveLength(before)
    expect(runner.left()).toEqual([])
  })

  withUnzip('in the tool cache is replaced where it no longer starts', async () => {
    const { program } = await installOn(runner, asked())
    writeFileSync(program, 'broken')
    runner.nextJob()
    expect(await versionOf((await installOn(runner, asked())).program)).toBe(version)
    expect(runner.installed().toSorted()).toEqual(placed())
  })

  withUnzip('goes to the folder for temporary files where there is no tool cache', async () => {
    const { program } = await installOn(runner, asked({ means: { toolCache: undefined } }))
    expect(program.startsWith(`${runner.temp}/gitops-env-tools/`)).toBe(true)
    expect(await versionOf(program)).toBe(version)
  })

  withUnzip('goes there too where the tool cache is a file', async () => {
    writeFileSync(runner.toolCache, '')
    const { program } = await installOn(runner, asked())
    expect(program.startsWith(`${runner.temp}/gitops-env-tools/`)).toBe(true)
  })

  withUnzip('is installed by two at once, and both can use it', async () => {
    const both = await Promise.all([installOn(runner, asked()), installOn(runner, asked())])
    expect(new Set(both.map(({ program }) => program)).size).toBe(1)
    expect(await Promise.all(both.map(({ program }) => versionOf(program)))).toEqual([
      version,
      version
    ])
    expect(runner.installed().toSorted()).toEqual(placed())
    await Promise.all(both.map(({ save }) => save()))
  })
})

describe("the repository's cache", () => {
  /** Installs, saves, and goes to a new machine. */
  const fill = async (): Promise<void> => {
    await (await installOn(runner, asked())).save()
    runner.nextMachine()
  }
  const name = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
  const cached = (path: string): string => join(runner.cached(key()), name(path))

  withUnzip('gives what was downloaded before, and nothing is downloaded or saved', async () => {
    await fill()
    const before = mirror.requests.length
    const { program, save } = await installOn(runner, asked())
    expect(await versionOf(program)).toBe(version)
    expect(mirror.requests).toHaveLength(before)
    rmSync(runner.cached(key()), { recursive: true })
    await save()
    await fill()
  })

  const spoilt: readonly (readonly [string, () => void, string])[] = [
    [
      'another archive',
      () =>
        writeFileSync(cached(pathsOf(version).archive), zipOf('terraform', Buffer.from('evil'))),
      'is not what was signed: its SHA-256 is '
    ],
    [
      'another archive, and sums that fit it',
      () => writeFileSync(cached(pathsOf(version).sums), `${'0'.repeat(64)}  terraform.zip\n`),
      'cannot be trusted: Signed digest did not match.'
    ],
    [
      'no signature',
      () => rmSync(cached(pathsOf(version).signature)),
      `it has no file terraform_${version}_SHA256SUMS.sig.`
    ],
    [
      'an empty signature',
      () => writeFileSync(cached(pathsOf(version).signature), ''),
      'cannot be trusted: it is no OpenPGP signature.'
    ],
    [
      'a link that has no end',
      () => {
        rmSync(cached(pathsOf(version).archive))
        symlinkSync('/dev/zero', cached(pathsOf(version).archive))
      },
      `it has no file terraform_${version}_linux_amd64.zip.`
    ],
    [
      'sums without an end',
      () => writeFileSync(cached(pathsOf(version).sums), Buffer.alloc(2e6)),
      `its terraform_${version}_SHA256SUMS is too large.`
    ]
  ]
  for (const [what, spoil, why] of spoilt) {
    withUnzip(`is told and left alone with ${what}: downloaded anew`, async () => {
      await fill()
      spoil()
      const { program } = await installOn(runner, asked())
      expect(await versionOf(program)).toBe(version)
      expect(mirror.paths()).toHaveLength(6)
      const told = runner.log.filter((line) => line.includes('is not used'))
      expect(told).toEqual([expect.stringContaining(why)])
      expect(told[0]).toContain(`What the cache has as ${key()} is not used, but downloaded anew: `)
    })
  }
})

describe('a constraint', () => {
  withUnzip('gets the newest version that satisfies it, from the list', async () => {
    publishIndex(mirror, ['1.9.0', version, '1.12.0', '1.11.10-rc1', 'nonsense'])
    const { version: found } = await installOn(runner, asked({ version: '>= 1.9, < 1.12' }))
    expect(found).toBe(version)
    expect(mirror.paths()[0]).toBe('/terraform/index.json')
  })

  withUnzip('that nothing satisfies is refused, with the newest versions', async () => {
    publishIndex(mirror, ['1.9.0', '1.10.2'])
    await expect(installOn(runner, asked({ version: '~> 7.0' }))).rejects.toMatchObject({
      reason: 'tool-unavailable',
      message:
        "No version of Terraform is '~> 7.0', as the input 'tool-version' asks; the newest are 1.10.2, 1.9.0."
    })
    expect(runner.installed()).toEqual([])
  })

  withUnzip('without a list is refused, with what to ask instead', async () => {
    await expect(installOn(runner, asked({ version: 'latest' }))).rejects.toMatchObject({
      message: `There is no list of versions of Terraform at ${mirror.url}/terraform/index.json.`,
      hint: expect.stringContaining('such as 1.11.4')
    })
    mirror.put('/terraform/index.json', '{"versions":')
    await expect(installOn(runner, asked({ version: 'latest' }))).rejects.toMatchObject({
      message: expect.stringContaining('There is no list of versions')
    })
  })

  withUnzip('that only old versions satisfy is refused before anything is downloaded', async () => {
    publishIndex(mirror, ['1.8.5', version])
    await expect(installOn(runner, asked({ version: '< 1.9' }))).rejects.toMatchObject({
      reason: 'invalid-input',
      message: expect.stringContaining("Terraform 1.8.5 (from the input 'tool-version') is too old")
    })
    expect(mirror.paths()).toEqual(['/terraform/index.json'])
  })
})

describe('a mirror', () => {
  withUnzip('gets the user and the password of its address, and nobody sees them', async () => {
    const closed = await startReleaseMirror('us er:p@ss/word')
    await publish(closed, version, archive, signer)
    const address = closed.url.replace('http://', 'http://us%20er:p%40ss%2Fword@')
    await installOn(runner, asked({ mirror: address }))
    const sent = Buffer.from('us er:p@ss/word').toString('base64')
    expect(closed.requests.map(({ authorization }) => authorization)).toEqual(
      Array<string>(3).fill(`Basic ${sent}`)
    )
    expect(runner.hidden).toEqual(['p@ss/word', 'p%40ss%2Fword', sent])
    expect(runner.log.join()).toContain('Downloading Terraform')
    for (const secret of runner.hidden) expect(runner.log.join()).not.toContain(secret)
    await closed.close()
  })

  withUnzip('does not give its password away to where it leads', async () => {
    const other = await startReleaseMirror()
    await publish(other, version, archive, signer)
    for (const path of [pathsOf(version).sums, pathsOf(version).archive]) {
      mirror.fail(path, { kind: 'redirect', to: `${other.url}${path}` })
    }
    const address = mirror.url.replace('http://', 'http://user:password@')
    await installOn(runner, asked({ mirror: address }))
    expect(other.requests.map(({ authorization }) => authorization)).toEqual([undefined, undefined])
    expect(mirror.requests.every(({ authorization }) => authorization !== undefined)).toBe(true)
    await other.close()
  })
})

describe('a proxy', () => {
  withUnzip('is gone through where one is set', async () => {
    const proxy = await startProxy(mirror.url)
    const before = process.env['http_proxy']
    process.env['http_proxy'] = proxy.url
    try {
      await installOn(runner, asked({ mirror: 'http://releases.example.com/' }))
    } finally {
      if (before === undefined) delete process.env['http_proxy']
      else process.env['http_proxy'] = before
      await proxy.close()
    }
    expect(proxy.asked).toEqual(Array<string>(3).fill('releases.example.com:80'))
    expect(runner.log).toEqual(['Downloading Terraform 1.11.9 from releases.example.com'])
  })

  withUnzip('that does not answer is given up', async () => {
    const proxy = await startProxy(undefined)
    const before = process.env['http_proxy']
    process.env['http_proxy'] = proxy.url
    try {
      const patience = { ...SHORT, silence: 100, pauses: [] }
      await expect(
        installOn(runner, asked({ mirror: 'http://releases.example.com', patience }))
      ).rejects.toMatchObject({
        message:
          'terraform_1.11.9_SHA256SUMS could not be downloaded from releases.example.com: nothing came for 0.1 s.'
      })
    } finally {
      if (before === undefined) delete process.env['http_proxy']
      else process.env['http_proxy'] = before
      await proxy.close()
    }
  })
})

describe('unpacking', () => {
  withUnzip('says so where unzip is missing', async () => {
    const path = process.env['PATH']
    process.env['PATH'] = join(runner.temp, 'nothing')
    try {
      await expect(installOn(runner, asked())).rejects.toMatchObject({
        reason: 'invalid-input',
        message: `unzip is not on the PATH, and terraform_${version}_linux_amd64.zip has to be unpacked.`
      })
    } finally {
      process.env['PATH'] = path
    }
    expect(runner.installed()).toEqual([])
  })

  withUnzip('of what is signed, but no archive, is refused', async () => {
    await publish(mirror, version, Buffer.from('no zip'), signer)
    await expect(installOn(runner, asked())).rejects.toMatchObject({
      reason: 'tool-unavailable',
      message: expect.stringContaining('terraform_1.11.9_linux_amd64.zip could not be unpacked: ')
    })
    expect(runner.installed()).toEqual([])
  })

  withUnzip('of a program that does not start is refused', async () => {
    await publish(mirror, version, zipOf('terraform', Buffer.from('not a program')), signer)
    await expect(installOn(runner, asked())).rejects.toMatchObject({
      reason: 'tool-unavailable',
      message:
        'Terraform 1.11.9 was verified and unpacked, but does not start on this runner (linux, x64).'
    })
    expect(runner.installed()).toEqual([])
    expect(runner.left().filter((name) => name.startsWith('gitops-env-tool-'))).toEqual([])
  })
})
