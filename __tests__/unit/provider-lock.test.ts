// What is read from a provider lock file, as Terraform and OpenTofu write it and as a stranger may.
import { describe, expect, test } from '@jest/globals'
import { lockedProviders } from '../../src/terraform/provider-lock.ts'

const H1 = `h1:${'aB3+/'.repeat(8)}xyz=`
const provider = (address: string, version: string, hashes: string): string => `
provider "${address}" {
  version     = "${version}"
  constraints = "~> 3.0"
  hashes = [
    ${hashes}
  ]
}
`

test('every provider with its version, and the hashes of unpacked packages', () => {
  const text = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
${provider('registry.terraform.io/hashicorp/random', '3.6.0', `"${H1}",\n    "zh:0123456789abcdef",`)}
${provider('registry.opentofu.org/octo/my_thing-2', '1.0.0-beta.1+meta', '')}
${provider('localhost:8080/octo/thing', '0.1.0', `"${H1}", "${H1}"`)}`
  expect(lockedProviders(text)).toEqual([
    { address: 'registry.terraform.io/hashicorp/random', version: '3.6.0', hashes: [H1] },
    { address: 'registry.opentofu.org/octo/my_thing-2', version: '1.0.0-beta.1+meta', hashes: [] },
    { address: 'localhost:8080/octo/thing', version: '0.1.0', hashes: [H1, H1] }
  ])
})

describe('nothing is read of', () => {
  test.each([
    '',
    'no lock file at all',
    'provider {',
    'provider "a/b/c" {}',
    'provider "registry.terraform.io/hashicorp/random" { version = 3 }',
    'module "registry.terraform.io/hashicorp/random" {\n  version = "3.6.0"\n}',
    provider('hashicorp/random', '3.6.0', ''),
    provider('../../hashicorp/random', '3.6.0', ''),
    provider('registry.terraform.io/../random', '3.6.0', ''),
    provider('registry.terraform.io/hashicorp/random/more', '3.6.0', ''),
    provider('registry.terraform.io//random', '3.6.0', ''),
    provider('registry.terraform.io/hashicorp/.hidden', '3.6.0', ''),
    provider('registry.terraform.io/hashicorp/random', '..', ''),
    provider('registry.terraform.io/hashicorp/random', '3/../../..', ''),
    provider('registry.terraform.io/hashicorp/random', '', '')
  ])('%j', (text) => {
    expect(lockedProviders(text)).toEqual([])
  })
})
