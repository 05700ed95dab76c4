// A tool is installed from a mirror on loopback: the real Terraform of this machine, signed with a key of the test.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installOn, SHORT, startRunner, versionOf } from '../harness/installation.ts'
import type { Asked, Runner } from '../harness/installation.ts'
import { pathsOf, publish, publishIndex, zipOf } from '../harness/release.ts'
import { makeSigner } from '../harness/signer.ts'
import type { Signer } from '../harness/signer.ts'
import { hasTerraform, testIf } from '../harness/tools.ts'
import { startReleaseMirror } from '../servers/release-mirror.ts'
import type { ReleaseMirror } from '../servers/release-mirror.ts'

/** The tests install for Linux on x64, and start what they install. */
const canInstall = hasTerraform && process.platform === 'linux' && process.arch === 'x64'
const withInstaller = testIf(canInstall)

let signer: Signer
let version = ''
let archive: Buffer
beforeAll(async () => {
  signer = await makeSigner()
  if (!canInstall) return
  const program = execFileSync('which', ['terraform'], { encoding: 'utf8' }).trim()
  version = (await versionOf(program)) ?? ''
  archive = zipOf('terraform', readFileSync(program))
})

let runner: Runner
let mirror: ReleaseMirror
beforeEach(async () => {
  runner = startRunner()
  mirror = await startReleaseMirror()
  if (canInstall) await publish(mirror, version, archive, signer)
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

describe('an exact version', () => {
  withInstaller('is downloaded, verified, and put into the tool cache', async () => {
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

  withInstaller('is taken from the tool cache, without a word to anybody', async () => {
    await installOn(runner, asked())
    runner.nextJob()
    const before = mirror.requests.length
    const { program } = await installOn(runner, asked())
    expect(await versionOf(program)).toBe(version)
    expect(mirror.requests).toHaveLength(before)
    expect(runner.left()).toEqual([])
  })

  withInstaller('in the tool cache is replaced where it no longer starts', async () => {
    const { program } = await installOn(runner, asked())
    writeFileSync(program, 'broken')
    runner.nextJob()
    expect(await versionOf((await installOn(runner, asked())).program)).toBe(version)
    expect(runner.installed().toSorted()).toEqual(placed())
  })

  withInstaller('goes to the folder for temporary files where there is no tool cache', async () => {
    const { program } = await installOn(runner, asked({ means: { toolCache: undefined } }))
    expect(program.startsWith(`${runner.temp}/gitops-env-tools/`)).toBe(true)
    expect(await versionOf(program)).toBe(version)
  })

  withInstaller('goes there too where the tool cache is a file', async () => {
    writeFileSync(runner.toolCache, '')
    const { program } = await installOn(runner, asked())
    expect(program.startsWith(`${runner.temp}/gitops-env-tools/`)).toBe(true)
  })

  withInstaller('is installed by two at once, and both can use it', async () => {
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

  withInstaller(
    'gives what was downloaded before, and nothing is downloaded or saved',
    async () => {
      await fill()
      const before = mirror.requests.length
      const { program, save } = await installOn(runner, asked())
      expect(await versionOf(program)).toBe(version)
      expect(mirror.requests).toHaveLength(before)
      rmSync(runner.cached(key()), { recursive: true })
      await save()
      await fill()
    }
  )

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
      `it has no file terraform_${'VERSION'}_SHA256SUMS.sig.`
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
      `it has no file terraform_${'VERSION'}_linux_amd64.zip.`
    ],
    [
      'sums without an end',
      () => writeFileSync(cached(pathsOf(version).sums), Buffer.alloc(2e6)),
      `its terraform_${'VERSION'}_SHA256SUMS is too large.`
    ]
  ]
  for (const [what, spoil, why] of spoilt) {
    withInstaller(`is told and left alone with ${what}: downloaded anew`, async () => {
      await fill()
      spoil()
      const { program } = await installOn(runner, asked())
      expect(await versionOf(program)).toBe(version)
      expect(mirror.paths()).toHaveLength(6)
      const told = runner.log.filter((line) => line.includes('is not used'))
      expect(told).toEqual([expect.stringContaining(why.replace('VERSION', version))])
      expect(told[0]).toContain(`What the cache has as ${key()} is not used, but downloaded anew: `)
    })
  }
})

describe('a constraint', () => {
  withInstaller('gets the newest version that satisfies it, from the list', async () => {
    const [major, minor] = version.split('.').map(Number)
    const next = `${major}.${(minor ?? 0) + 1}.0`
    publishIndex(mirror, ['1.9.0', version, next, `${major}.${minor}.99-rc1`, 'nonsense'])
    const { version: found } = await installOn(runner, asked({ version: `>= 1.9, < ${next}` }))
    expect(found).toBe(version)
    expect(mirror.paths()[0]).toBe('/terraform/index.json')
  })

  withInstaller('that nothing satisfies is refused, with the newest versions', async () => {
    publishIndex(mirror, ['1.9.0', '1.10.2'])
    await expect(installOn(runner, asked({ version: '~> 7.0' }))).rejects.toMatchObject({
      reason: 'tool-unavailable',
      message:
        "No version of Terraform is '~> 7.0', as the input 'tool-version' asks; the newest are 1.10.2, 1.9.0."
    })
    expect(runner.installed()).toEqual([])
  })

  withInstaller('without a list is refused, with what to ask instead', async () => {
    await expect(installOn(runner, asked({ version: 'latest' }))).rejects.toMatchObject({
      message: `There is no list of versions of Terraform at ${mirror.url}/terraform/index.json.`,
      hint: expect.stringContaining('such as 1.11.4')
    })
    mirror.put('/terraform/index.json', '{"versions":')
    await expect(installOn(runner, asked({ version: 'latest' }))).rejects.toMatchObject({
      message: expect.stringContaining('There is no list of versions')
    })
  })

  withInstaller(
    'that only old versions satisfy is refused before anything is downloaded',
    async () => {
      publishIndex(mirror, ['1.8.5', version])
      await expect(installOn(runner, asked({ version: '< 1.9' }))).rejects.toMatchObject({
        reason: 'invalid-input',
        message: expect.stringContaining(
          "Terraform 1.8.5 (from the input 'tool-version') is too old"
        )
      })
      expect(mirror.paths()).toEqual(['/terraform/index.json'])
    }
  )
})

describe('a mirror', () => {
  withInstaller('gets the user and the password of its address, and nobody sees them', async () => {
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

  withInstaller('does not give its password away to where it leads', async () => {
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

describe('unpacking', () => {
  withInstaller('says so where unzip is missing', async () => {
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

  test('of what is signed, but no archive, is refused', async () => {
    await publish(mirror, '1.11.9', Buffer.from('no zip'), signer)
    await expect(installOn(runner, asked({ version: '1.11.9' }))).rejects.toMatchObject({
      reason: 'tool-unavailable',
      message: expect.stringContaining('terraform_1.11.9_linux_amd64.zip could not be unpacked: ')
    })
    expect(runner.installed()).toEqual([])
  })

  test('of a program that does not start is refused', async () => {
    await publish(mirror, '1.11.9', zipOf('terraform', Buffer.from('not a program')), signer)
    await expect(installOn(runner, asked({ version: '1.11.9' }))).rejects.toMatchObject({
      reason: 'tool-unavailable',
      message:
        'Terraform 1.11.9 was verified and unpacked, but does not start on this runner (linux, x64).'
    })
    expect(runner.installed()).toEqual([])
    expect(runner.left().filter((name) => name.startsWith('gitops-env-tool-'))).toEqual([])
  })
})
