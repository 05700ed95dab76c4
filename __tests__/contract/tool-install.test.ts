// A tool is installed from a mirror on loopback, signed with a key of the test; once the real Terraform of this machine.
import { afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startInstallation, VERSION, versionOf } from '../harness/installation.ts'
import type { Installation } from '../harness/installation.ts'
import { pathsOf, programOf, publish, publishIndex, sumOf, zipOf } from '../harness/release.ts'
import { makeSigner } from '../harness/signer.ts'
import type { Signer } from '../harness/signer.ts'
import { hasTerraform, hasUnzip, testIf } from '../harness/tools.ts'

let signer: Signer
let here: Installation
beforeAll(async () => {
  signer = await makeSigner()
})
beforeEach(async () => {
  here = await startInstallation(signer)
})
afterEach(async () => await here.close())

const withUnzip = testIf(hasUnzip)
/** The real one has an archive for Linux on x64 here. */
const withReal = testIf(
  hasUnzip && hasTerraform && process.platform === 'linux' && process.arch === 'x64'
)
const placed = (): readonly string[] => [
  `gitops-env-terraform/${VERSION}/x64.complete`,
  `gitops-env-terraform/${VERSION}/x64/terraform`
]

describe('the real Terraform', () => {
  withReal(
    'is downloaded once, verified, and comes from the cache to the next machine',
    async () => {
      const own = execFileSync('which', ['terraform'], { encoding: 'utf8' }).trim()
      const real = (await versionOf(own)) ?? ''
      await publish(here.mirror, real, zipOf('terraform', readFileSync(own)), signer)
      const first = await here.install({ version: real })
      expect(await versionOf(first.program)).toBe(real)
      await first.save()
      here.runner.nextMachine()
      const second = await here.install({ version: real })
      expect(await versionOf(second.program)).toBe(real)
      expect(here.mirror.requests).toHaveLength(3)
    }
  )
})

describe('an exact version', () => {
  withUnzip('is downloaded, verified, and put into the tool cache', async () => {
    const { program, version: found, save } = await here.install()
    expect(found).toBe(VERSION)
    expect(program).toBe(join(here.runner.toolCache, placed()[1] ?? ''))
    expect(await versionOf(program)).toBe(VERSION)
    const { sums, signature, archive: file } = pathsOf(VERSION)
    expect(here.mirror.paths()).toEqual([sums, signature, file])
    expect(here.runner.log).toEqual([
      `Downloading Terraform ${VERSION} from ${new URL(here.mirror.url).host}`
    ])
    expect(here.runner.installed().toSorted()).toEqual(placed())
    await save()
    expect([here.runner.left(), here.runner.kept()]).toEqual([[], []])
  })

  withUnzip('is taken from the tool cache, without a word to anybody', async () => {
    await here.install()
    here.runner.nextJob()
    const before = here.mirror.requests.length
    const { program } = await here.install()
    expect(await versionOf(program)).toBe(VERSION)
    expect(here.mirror.requests).toHaveLength(before)
    expect(here.runner.left()).toEqual([])
  })

  withUnzip('in the tool cache is replaced where it no longer starts', async () => {
    const { program } = await here.install()
    writeFileSync(program, 'broken')
    here.runner.nextJob()
    expect(await versionOf((await here.install()).program)).toBe(VERSION)
    expect(here.runner.installed().toSorted()).toEqual(placed())
  })

  withUnzip('goes to the folder for temporary files where there is no tool cache', async () => {
    const { program } = await here.install({ means: { toolCache: undefined } })
    expect(program.startsWith(`${here.runner.temp}/gitops-env-tools/`)).toBe(true)
    expect(await versionOf(program)).toBe(VERSION)
  })

  withUnzip('goes there too where the tool cache is a file', async () => {
    writeFileSync(here.runner.toolCache, '')
    const { program } = await here.install()
    expect(program.startsWith(`${here.runner.temp}/gitops-env-tools/`)).toBe(true)
  })

  withUnzip('of OpenTofu lies elsewhere, and has another name', async () => {
    const tofu = zipOf('tofu', programOf('1.10.6'))
    const sums = Buffer.from(`${sumOf(tofu)}  tofu_1.10.6_linux_amd64.zip\n`)
    const base = '/v1.10.6/tofu_1.10.6'
    here.mirror.put(`${base}_linux_amd64.zip`, tofu)
    here.mirror.put(`${base}_SHA256SUMS`, sums)
    here.mirror.put(`${base}_SHA256SUMS.gpgsig`, await signer.sign(sums))
    here.mirror.put('/api.json', JSON.stringify({ versions: [{ id: '1.10.6' }, { id: '1.9.1' }] }))
    const { program } = await here.install({ tool: 'tofu', version: '~> 1.9' })
    expect(program).toBe(join(here.runner.toolCache, 'gitops-env-tofu/1.10.6/x64/tofu'))
    expect(await versionOf(program)).toBe('1.10.6')
  })

  withUnzip('that lost its mode in the archive starts all the same', async () => {
    const archive = zipOf('terraform', programOf(VERSION), 0o600)
    await publish(here.mirror, VERSION, archive, signer)
    expect(await versionOf((await here.install()).program)).toBe(VERSION)
  })

  withUnzip('is left alone by one who comes second', async () => {
    const inode = (program: string): number => statSync(program).ino
    const first: number[] = []
    const second = await here.install({
      means: {
        // The other one is through before this one has looked at what it unpacked.
        versionOf: async (program) => {
          if (first.length === 0) first.push(inode((await here.install()).program))
          return await versionOf(program)
        }
      }
    })
    expect([inode(second.program)]).toEqual(first)
    expect(here.runner.installed().toSorted()).toEqual(placed())
  })

  withUnzip('is mended by three at once, and all can use it', async () => {
    const { program } = await here.install()
    writeFileSync(program, 'broken')
    const all = await Promise.all([here.install(), here.install(), here.install()])
    expect(await Promise.all(all.map((one) => versionOf(one.program)))).toEqual(
      Array<string>(3).fill(VERSION)
    )
    expect(here.runner.installed().toSorted()).toEqual(placed())
  })

  withUnzip('is installed by two at once, and both can use it', async () => {
    const both = await Promise.all([here.install(), here.install()])
    expect(new Set(both.map(({ program }) => program)).size).toBe(1)
    expect(await Promise.all(both.map(({ program }) => versionOf(program)))).toEqual([
      VERSION,
      VERSION
    ])
    expect(here.runner.installed().toSorted()).toEqual(placed())
    await Promise.all(both.map(({ save }) => save()))
  })
})

describe('a constraint', () => {
  withUnzip('gets the newest version that satisfies it, from the list', async () => {
    publishIndex(here.mirror, ['1.9.0', VERSION, '1.12.0', '1.11.10-rc1', 'nonsense'])
    const { version: found } = await here.install({ version: '>= 1.9, < 1.12' })
    expect(found).toBe(VERSION)
    expect(here.mirror.paths()[0]).toBe('/terraform/index.json')
  })

  withUnzip('that nothing satisfies is refused, with the newest versions', async () => {
    publishIndex(here.mirror, ['1.9.0', '1.10.2'])
    expect(await here.refuse({ version: '~> 7.0' })).toMatchObject({
      reason: 'tool-unavailable',
      message:
        "No version of Terraform is '~> 7.0', as the input 'tool-version' asks; the newest are 1.10.2, 1.9.0."
    })
  })

  withUnzip('without a list is refused, with what to ask instead', async () => {
    expect(await here.refuse({ version: 'latest' })).toMatchObject({
      message: `There is no list of versions of Terraform at ${here.mirror.url}/terraform/index.json.`,
      hint: expect.stringContaining('such as 1.11.4')
    })
    here.mirror.put('/terraform/index.json', '{"versions":')
    expect(await here.refuse({ version: 'latest' })).toMatchObject({
      message: expect.stringContaining('There is no list of versions')
    })
  })

  withUnzip('that only old versions satisfy is refused before anything is downloaded', async () => {
    publishIndex(here.mirror, ['1.8.5', VERSION])
    expect(await here.refuse({ version: '< 1.9' })).toMatchObject({
      reason: 'invalid-input',
      message: expect.stringContaining("Terraform 1.8.5 (from the input 'tool-version') is too old")
    })
    expect(here.mirror.paths()).toEqual(['/terraform/index.json'])
  })
})

describe('unpacking', () => {
  withUnzip('says so where unzip is missing', async () => {
    const path = process.env['PATH']
    process.env['PATH'] = join(here.runner.temp, 'nothing')
    try {
      expect(await here.refuse()).toMatchObject({
        reason: 'invalid-input',
        message: `This runner has no program unzip, and terraform_${VERSION}_linux_amd64.zip has to be unpacked.`
      })
    } finally {
      process.env['PATH'] = path
    }
  })

  withUnzip('of what is signed, but no archive, is refused', async () => {
    await publish(here.mirror, VERSION, Buffer.from('no zip'), signer)
    expect(await here.refuse()).toMatchObject({
      reason: 'tool-unavailable',
      message: expect.stringContaining('terraform_1.11.9_linux_amd64.zip could not be unpacked: ')
    })
  })

  withUnzip('of a program that does not start is refused', async () => {
    await publish(here.mirror, VERSION, zipOf('terraform', Buffer.from('not a program')), signer)
    expect(await here.refuse()).toMatchObject({
      reason: 'tool-unavailable',
      message:
        'Terraform 1.11.9 was verified and unpacked, but does not start on this runner (linux, x64).'
    })
  })
})
