// Lists of versions, and which of them are too old.
import { describe, expect, test } from '@jest/globals'
import { refuseOld, versionsIn, versionsNear } from '../../src/tool/version.ts'

describe('versions near another', () => {
  const versions = [
    '1.9.1',
    '1.11.0',
    '1.10.1',
    '1.10.10',
    '1.10.2',
    '1.10.9-rc1',
    '1.10.3',
    '1.10.4',
    '1.10.5'
  ]

  test.each([
    ['1.10.77', ['1.10.10', '1.10.5', '1.10.4', '1.10.3', '1.10.2']],
    ['1.1.0', ['1.11.0', '1.10.10', '1.10.5', '1.10.4', '1.10.3']],
    ['1.9.0', ['1.9.1']]
  ])('to %s are %j', (version, expected) => {
    expect(versionsNear(versions, version)).toEqual(expected)
  })
})

describe('a version that is too old', () => {
  test.each([
    [
      'terraform',
      '1.8.5',
      "Terraform 1.8.5 (from the file 'x') is too old: it lacks options that the action uses."
    ],
    ['terraform', '1.9.0-rc1', 'Terraform 1.9.0-rc1 '],
    ['tofu', '1.7.3', 'OpenTofu 1.7.3 ']
  ] as const)('%s %s is refused', (tool, version, message) => {
    expect(() => refuseOld(tool, version, "the file 'x'")).toThrow(message)
  })

  test.each([
    ['terraform', '1.9.0'],
    ['terraform', '2.0.0'],
    ['tofu', '1.8.0']
  ] as const)('%s %s is not', (tool, version) => {
    expect(refuseOld(tool, version, 'x')).toBeUndefined()
  })
})

describe('a list of versions', () => {
  test('of Terraform has them as keys', () => {
    const index = {
      name: 'terraform',
      versions: { '1.9.0': {}, '1.10.0-rc1': {}, '1.10.0': {}, '0.1': {} }
    }
    expect(versionsIn('terraform', index)).toEqual(['1.10.0', '1.10.0-rc1', '1.9.0'])
  })

  test('of OpenTofu has them as ids', () => {
    const versions = [
      { id: '1.9.0', files: [] },
      { id: 'v1.10.0' },
      { id: 7 },
      null,
      { id: '../x' }
    ]
    expect(versionsIn('tofu', { versions })).toEqual(['1.10.0', '1.9.0'])
  })

  test.each([
    undefined,
    null,
    [],
    {},
    { versions: 7 },
    { versions: {} },
    { versions: [] },
    { versions: [null] },
    'x'
  ])('%j is none', (index) => {
    expect(versionsIn('terraform', index)).toBeUndefined()
    expect(versionsIn('tofu', index)).toBeUndefined()
  })
})
