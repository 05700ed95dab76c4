// Where releases are, and what their files are called.
import { describe, expect, test } from '@jest/globals'
import { indexOf, mirrorOf, releaseOf } from '../../src/tool/releases.ts'

const linux = { os: 'linux', arch: 'x64' }

describe('a release', () => {
  test('of Terraform is at HashiCorp', () => {
    expect(releaseOf('terraform', '1.11.4', linux, undefined)).toEqual({
      tool: 'terraform',
      version: '1.11.4',
      title: 'Terraform 1.11.4',
      platform: 'linux_amd64',
      folder: 'https://releases.hashicorp.com/terraform/1.11.4',
      archive: 'terraform_1.11.4_linux_amd64.zip',
      binary: 'terraform',
      sums: 'terraform_1.11.4_SHA256SUMS',
      signature: 'terraform_1.11.4_SHA256SUMS.sig'
    })
  })

  test('of OpenTofu is at GitHub', () => {
    expect(releaseOf('tofu', '1.10.6', { os: 'win32', arch: 'arm64' }, undefined)).toEqual({
      tool: 'tofu',
      version: '1.10.6',
      title: 'OpenTofu 1.10.6',
      platform: 'windows_arm64',
      folder: 'https://github.com/opentofu/opentofu/releases/download/v1.10.6',
      archive: 'tofu_1.10.6_windows_arm64.zip',
      binary: 'tofu.exe',
      sums: 'tofu_1.10.6_SHA256SUMS',
      signature: 'tofu_1.10.6_SHA256SUMS.gpgsig'
    })
  })

  test.each([
    ['linux', 'x64', 'linux_amd64', 'terraform'],
    ['linux', 'arm64', 'linux_arm64', 'terraform'],
    ['darwin', 'x64', 'darwin_amd64', 'terraform'],
    ['darwin', 'arm64', 'darwin_arm64', 'terraform'],
    ['win32', 'x64', 'windows_amd64', 'terraform.exe'],
    ['win32', 'arm64', 'windows_arm64', 'terraform.exe']
  ])('for %s on %s is %s, with %s in it', (os, arch, platform, binary) => {
    expect(releaseOf('terraform', '1.11.4', { os, arch }, undefined)).toMatchObject({
      platform,
      binary,
      archive: `terraform_1.11.4_${platform}.zip`
    })
  })

  test.each([
    ['freebsd', 'x64'],
    ['linux', 'arm'],
    ['linux', 'constructor'],
    ['__proto__', 'x64']
  ])('for %s on %s is refused', (os, arch) => {
    expect(() => releaseOf('terraform', '1.11.4', { os, arch }, undefined)).toThrow(
      `This runner is ${os} on ${arch}, for which the action installs neither Terraform nor OpenTofu.`
    )
  })

  test.each(['1.11', 'v1.11.4', '1.11.4/../..', '', '1.11.4 '])(
    'of %j is a mistake of ours',
    (text) => {
      expect(() => releaseOf('terraform', text, linux, undefined)).toThrow('is not a version')
    }
  )
})

describe('a mirror', () => {
  test.each([
    ['https://mirror.example.com', 'https://mirror.example.com', '', ''],
    [' https://mirror.example.com/hashicorp// ', 'https://mirror.example.com/hashicorp', '', ''],
    ['http://bob:p%40ss@10.0.0.1:8080/x', 'http://10.0.0.1:8080/x', 'bob', 'p@ss'],
    ['http://bob:100%@10.0.0.1', 'http://10.0.0.1', 'bob', '100%'],
    ['http://token@10.0.0.1', 'http://10.0.0.1', 'token', '']
  ])('%j is %j, %j, %j', (text, base, user, password) => {
    expect(mirrorOf(text)).toEqual({ base, user, password })
  })

  test.each([undefined, '', '  '])('%j is none', (text) => {
    expect(mirrorOf(text)).toBeUndefined()
  })

  test.each([
    'mirror.example.com',
    'ftp://bob:secret@mirror.example.com',
    'file:///mirror',
    'https://bob:secret@mirror.example.com/?a=b',
    'https://bob:secret@mirror.example.com/#a',
    'https://bob:secret@'
  ])('%j is refused without being shown', (text) => {
    const refused = (): unknown => mirrorOf(text)
    expect(refused).toThrow(
      'The environment variable GITOPS_ENV_TOOL_MIRROR is not the address of a server.'
    )
    expect(refused).not.toThrow(/secret/u)
  })

  const mirror = { base: 'https://mirror.example.com/x', user: '', password: '' }

  test('has the same folders', () => {
    expect(releaseOf('terraform', '1.11.4', linux, mirror).folder).toBe(
      `${mirror.base}/terraform/1.11.4`
    )
    expect(releaseOf('tofu', '1.10.6', linux, mirror).folder).toBe(`${mirror.base}/v1.10.6`)
  })

  test('has the lists of versions', () => {
    expect(indexOf('terraform', mirror)).toBe(`${mirror.base}/terraform/index.json`)
    expect(indexOf('tofu', mirror)).toBe(`${mirror.base}/api.json`)
    expect(indexOf('terraform', undefined)).toBe(
      'https://releases.hashicorp.com/terraform/index.json'
    )
    expect(indexOf('tofu', undefined)).toBe('https://get.opentofu.org/tofu/api.json')
  })
})
