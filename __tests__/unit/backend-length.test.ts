// How long the value may be that carries the environment: a default is cut with a hash, the user's own is refused.
import { describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { decideBackend } from '../../src/backend/configure.ts'
import type { Declared } from '../../src/backend/configure.ts'
import { BACKENDS, KINDS } from '../../src/backend/kinds.ts'
import type { BackendType } from '../../src/backend/kinds.ts'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
const NOTHING: Declared = { backend: undefined, cloud: undefined }
const LONG = 'x'.repeat(32)

/** What a type needs besides. */
const neededBy = (type: BackendType): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(KINDS[type].required).map(([name, { example }]) => [name, example])
  )

function keyOf(
  type: BackendType,
  { environment = LONG, project = LONG, branch = 'b', config = {}, declared = NOTHING } = {}
): string {
  const asked = {
    backend: type,
    backendConfig: { ...neededBy(type), ...config },
    branches: [{ pattern: declared === NOTHING ? 'env-*' : 'main', name: undefined }]
  }
  const values = { project, environment, branch, repository: 'octo/demo' }
  return decideBackend(declared, asked, values, {}, false, digest).key
}

const withDefault = BACKENDS.filter((type) => KINDS[type].environmentDefault !== undefined)

describe('the default', () => {
  test.each(withDefault)('of %s fits for the longest names there are', (type) => {
    const key = keyOf(type)
    expect(key.length).toBeLessThanOrEqual(KINDS[type].longest?.bytes ?? 1024)
    expect(key).not.toBe(keyOf(type, { environment: `${LONG.slice(1)}y` }))
  })

  test.each<[BackendType, RegExp]>([
    ['pg', /^x{32}_x{21}_[\da-f]{8}$/u],
    // Terraform refuses one that ends in a number.
    ['kubernetes', /^x{32}\.x{15}\.[\da-f]{8}\.state$/u]
  ])('of %s that is too long is cut, and told apart by a hash', (type, shape) => {
    expect(keyOf(type)).toMatch(shape)
    expect(keyOf(type)).toHaveLength(63)
  })

  test('is not cut where it just fits', () => {
    expect(keyOf('pg', { environment: LONG.slice(2) })).toBe(`${LONG}_${LONG.slice(2)}`) // 63
    expect(keyOf('pg', { environment: LONG.slice(1) })).toMatch(/_[\da-f]{8}$/u)
  })

  test('does not end its part in a hyphen', () => {
    const environment = `${'x'.repeat(20)}-${'y'.repeat(11)}`
    expect(keyOf('pg', { environment })).toMatch(/_x{20}_[\da-f]{8}$/u)
  })
})

describe("the user's own value that is too long is refused", () => {
  const refused = (message: string, hint = '') =>
    expect.objectContaining({
      reason: 'invalid-input',
      message,
      hint: expect.stringContaining(hint)
    })

  test('by the input, and not cut as PostgreSQL would', () => {
    const config = { schema_name: '{repository}_{branch}' }
    expect(() => keyOf('pg', { branch: 'ä'.repeat(30), config })).toThrow(
      refused(
        `The 'schema_name' of the 'pg' backend would be 'octo/demo_${'ä'.repeat(30)}', which has 70 bytes, and a name of PostgreSQL, which cuts off what is more, may have 63.`,
        "or take 'schema_name' out, and the action chooses one that fits:\n    backend-config: schema_name={project}_{environment}"
      )
    )
    expect(keyOf('pg', { branch: 'b'.repeat(53), config })).toHaveLength(63)
  })

  test("in the module's block", () => {
    const attributes = { key: 'k'.repeat(1018) }
    const backend = { type: 's3', attributes, file: 'main.tf', line: 2 }
    expect(() => keyOf('s3', { declared: { backend, cloud: undefined } })).toThrow(
      "which has 1018 bytes, and an object's name without the '.tflock' of its lock may have 1017."
    )
  })
})

test('without a digest a default that is too long is refused, for nothing would tell it from another', () => {
  const asked = { backend: 'pg', backendConfig: neededBy('pg'), branches: [] }
  const values = { project: LONG, environment: LONG, branch: 'b', repository: 'octo/demo' }
  expect(() => decideBackend(NOTHING, asked, values, {}, false)).toThrow('which has 65 bytes')
})
