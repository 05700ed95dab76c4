// What of a backend a version of the tool has: types that came later, and settings that switch its lock on.
import { describe, expect, test } from '@jest/globals'
import { decideBackend } from '../../src/backend/configure.ts'
import { suitedTo } from '../../src/backend/since.ts'

const backendOf = (type: string, config: Readonly<Record<string, string>>) =>
  decideBackend(
    { backend: undefined, cloud: undefined },
    { backend: type, backendConfig: config, branches: [] },
    { project: 'demo', environment: 'alice', branch: 'env-alice', repository: 'o/demo' },
    {},
    true
  )

describe('a type that came later', () => {
  const oci = backendOf('oci', { bucket: 'b', namespace: 'n' })

  test.each(['1.12.0', '1.13.3', '2.0.0'])('is known to Terraform %s', (version) => {
    expect(suitedTo(oci, 'terraform', version)).toEqual({ config: oci.config, notice: undefined })
  })

  test.each([
    ['terraform', '1.11.4', "'oci' is unknown to Terraform 1.11.4", 'It exists since 1.12.0'],
    ['terraform', undefined, 'Terraform (unknown version)', 'It exists since 1.12.0'],
    ['terraform', 'no version', 'Terraform no version', 'It exists since 1.12.0'],
    ['tofu', '1.12.6', "'oci' is unknown to OpenTofu 1.12.6", 'OpenTofu has never had it']
  ] as const)('is refused for %s %s', (tool, version, message, hint) => {
    expect(() => suitedTo(oci, tool, version)).toThrow(
      expect.objectContaining({
        reason: 'invalid-input',
        message: expect.stringContaining(message),
        hint: expect.stringContaining(hint)
      })
    )
  })
})

describe('the lock of s3', () => {
  const place = { bucket: 'b', region: 'r' }

  test.each(['1.10.0', '1.11.4'])('is switched on for %s', (version) => {
    const { config, notice } = suitedTo(backendOf('s3', place), 'terraform', version)
    expect(config).toMatchObject({ ...place, use_lockfile: 'true' })
    expect(notice).toBeUndefined()
  })

  test.each(['1.9.8', undefined])('cannot be with %s, which is told', (version) => {
    const { config, notice } = suitedTo(backendOf('s3', place), 'tofu', version)
    expect(config).not.toHaveProperty('use_lockfile')
    expect(notice).toContain("takes no lock of its own in the 's3' backend")
    expect(notice).toContain('use_lockfile (newer versions) or dynamodb_table')
  })

  test.each([{ use_lockfile: 'false' }, { dynamodb_table: 'locks' }])(
    'is what the user chose: %j',
    (chosen) => {
      const { config, notice } = suitedTo(backendOf('s3', { ...place, ...chosen }), 'tofu', '1.9.0')
      expect(config).toMatchObject(chosen)
      expect(Object.keys(config)).toHaveLength(4)
      expect(notice).toBeUndefined()
    }
  )
})
