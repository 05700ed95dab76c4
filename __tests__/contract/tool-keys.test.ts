// The pinned keys are the publishers', and verify what was really published.
import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as openpgp from 'openpgp'
import { PINNED_KEYS } from '../../src/tool/keys.ts'
import { releaseOf } from '../../src/tool/releases.ts'
import { verifySums } from '../../src/tool/verify.ts'
import { repositoryRoot } from '../harness/action-file.ts'

const fixture = (name: string): Buffer =>
  readFileSync(join(repositoryRoot, '__tests__/fixtures/releases', name))
const sums = fixture('terraform_1.6.6_SHA256SUMS')
const signature = fixture('terraform_1.6.6_SHA256SUMS.sig')
const release = releaseOf('terraform', '1.6.6', { os: 'linux', arch: 'x64' }, undefined)
const TODAY = new Date('2026-11-21T12:00:00Z')
const verify = async (
  content = sums,
  signed = signature,
  keys = PINNED_KEYS.terraform,
  date = TODAY
) => await verifySums(release, content, signed, keys, date)

describe('the pinned keys', () => {
  const owners = {
    terraform: 'HashiCorp Security (hashicorp.com/security) <security@hashicorp.com>',
    tofu: 'OpenTofu (This key is used to sign opentofu providers) <core@opentofu.org>'
  }

  test.each(['terraform', 'tofu'] as const)('%s: is what it is said to be', async (tool) => {
    const [pinned, ...others] = PINNED_KEYS[tool]
    const key = await openpgp.readKey({ armoredKey: pinned?.armored ?? '' })
    expect(others).toEqual([])
    expect(key.isPrivate()).toBe(false)
    expect(key.getFingerprint()).toBe(pinned?.fingerprint)
    expect(key.getUserIDs()).toEqual([owners[tool]])
    expect(key.getAlgorithmInfo()).toMatchObject({ bits: 4096 })
    await expect(key.verifyPrimaryKey(TODAY)).resolves.toBeUndefined()
    await expect(key.getSigningKey(undefined, TODAY)).resolves.toBeDefined()
  })

  test('are of the fingerprints that the publishers name', () => {
    const fingerprints = Object.values(PINNED_KEYS).flatMap((keys) =>
      keys.map((key) => key.fingerprint)
    )
    expect(fingerprints).toEqual([
      'C874011F0AB405110D02105534365D9472D7468F'.toLowerCase(),
      'E3E6E43D84CB852EADB0051D0C0AF313E5FD9F80'.toLowerCase()
    ])
  })
})

describe('the signature of Terraform 1.6.6 as HashiCorp published it', () => {
  test('is good, and gives the sum of the archive', async () => {
    expect(await verify()).toBe('d117883fd98b960c5d0f012b0d4b21801e1aea985e26949c2d1ebb39af074f00')
  })

  test('is refused with a changed byte', async () => {
    const changed = Buffer.from(sums.toString().replace('d117883f', 'd117883e'))
    await expect(verify(changed)).rejects.toMatchObject({
      reason: 'tool-unavailable',
      message:
        'The signature of terraform_1.6.6_SHA256SUMS cannot be trusted: Signed digest did not match.'
    })
  })

  test("is refused with OpenTofu's key", async () => {
    await expect(verify(sums, signature, PINNED_KEYS.tofu)).rejects.toMatchObject({
      message: expect.stringContaining('cannot be trusted: Could not find signing key')
    })
  })

  test('is refused when the key has expired', async () => {
    await expect(
      verify(sums, signature, PINNED_KEYS.terraform, new Date('2030-03-02T12:00:00Z'))
    ).rejects.toMatchObject({ message: expect.stringContaining('expired') })
  })
})
