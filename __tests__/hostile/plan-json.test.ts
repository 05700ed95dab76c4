// Plans of real Terraform with nodes removed, replaced, repeated and renamed: a plan or a refusal, and no secret shown.
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { RunError } from '../../src/errors.ts'
import { maskable, redactReport } from '../../src/report/redact.ts'
import { resultOf } from '../../src/report/result.ts'
import { renderSummary } from '../../src/report/summary.ts'
import { guardTags } from '../../src/policy/required-tags.ts'
import { coverageOf } from '../../src/tags/coverage.ts'
import { parsePlan } from '../../src/terraform/plan.ts'
import type { Plan } from '../../src/terraform/plan.ts'
import { anyJson, cases, damaged, nested } from '../harness/hostile.ts'
import { plannedReport } from '../unit/reports.ts'

type Tree = Readonly<Record<string, unknown>>

const folder = new URL('../fixtures/plans/', import.meta.url)
const PLANS = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as unknown)
const SECRET = JSON.parse(readFileSync(new URL('sensitive.json', folder), 'utf8')) as unknown
const TAGGED = JSON.parse(readFileSync(new URL('tags.json', folder), 'utf8')) as unknown

/** The plan, or the refusal; anything else that is thrown is a defect. */
function read(text: string): Plan | undefined {
  try {
    return parsePlan(text)
  } catch (error) {
    if (error instanceof RunError && error.reason === 'plan-failed') return undefined
    throw error
  }
}

const fields = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []
const at = (value: unknown, name: string): unknown =>
  fields(value).find(([field]) => field === name)?.[1]
const listed = (plan: unknown, name: string): readonly unknown[] => {
  const list = at(plan, name)
  return Array.isArray(list) ? list : []
}

/** What lies where the mask is `true`: texts that are long enough to be told from everything else. */
function secretsBelow(value: unknown, mask: unknown): readonly string[] {
  if (mask === true) {
    if (typeof value === 'string') return value.length >= 8 ? [value] : []
    return fields(value).flatMap(([, part]) => secretsBelow(part, true))
  }
  return fields(mask).flatMap(([name, part]) =>
    Array.isArray(mask) === Array.isArray(value) ? secretsBelow(at(value, name), part) : []
  )
}

/** Whether anything in a mask is marked; a mask of one attribute. */
const isMarked = (mask: unknown): boolean =>
  mask === true || fields(mask).some(([, part]) => isMarked(part))

const secretsIn = (plan: unknown): readonly string[] =>
  ['resource_changes', 'resource_drift'].flatMap((name) =>
    listed(plan, name).flatMap((resource) => {
      const change = at(resource, 'change')
      if (Array.isArray(change) || Array.isArray(resource)) return []
      return ['before', 'after'].flatMap((when) =>
        secretsBelow(at(change, when), at(change, `${when}_sensitive`))
      )
    })
  )

/** Every attribute that is marked, and yet shown. */
function shownThoughMarked(json: unknown, plan: Plan): readonly string[] {
  return listed(json, 'resource_changes').flatMap((resource) => {
    const masks = ['before_sensitive', 'after_sensitive'].map((name) =>
      at(at(resource, 'change'), name)
    )
    const marked = (name: string): boolean =>
      masks.some((mask) => mask === true || (!Array.isArray(mask) && isMarked(at(mask, name))))
    const same = plan.changes.filter((change) => change.address === at(resource, 'address'))
    // Two changes of one address are a damage of ours; which is which cannot be told.
    if (
      listed(json, 'resource_changes').filter((one) => at(one, 'address') === same[0]?.address)
        .length > 1
    )
      return []
    return same.flatMap(({ attributes }) =>
      attributes.flatMap(({ name, before, after }) =>
        [before, after].filter(
          (text) =>
            marked(name) &&
            text !== undefined &&
            !/^\((?:sensitive|known after apply)\)$/.test(text)
        )
      )
    ) as string[]
  })
}

describe('a damaged plan', () => {
  test('is a plan or is refused', () => {
    let plans = 0
    fc.assert(
      fc.property(damaged(PLANS), (json) => {
        const plan = read(JSON.stringify(json))
        if (plan === undefined) return
        plans += 1
        const { counts, resourcesBefore, resourcesAfter, secrets } = plan
        expect(Object.values(counts).every((count) => Number.isInteger(count) && count >= 0)).toBe(
          true
        )
        expect(Number.isInteger(resourcesBefore + resourcesAfter)).toBe(true)
        expect(secrets.every((secret) => typeof secret === 'string')).toBe(true)
        // What was read can be told, too.
        const tagCoverage = coverageOf(plan.taggable, ['alice'], ['owner'])
        const { carrying, missing, unknown, taggable } = tagCoverage
        expect(carrying + missing.length + unknown).toBe(taggable)
        const report = plannedReport(plan, { tagCoverage })
        expect(renderSummary(report)).toContain('alice')
        expect(guardTags(tagCoverage, ['owner'], 'alice', 'alice')?.reason ?? 'tags-missing').toBe(
          'tags-missing'
        )
        expect(() => JSON.stringify(resultOf(report))).not.toThrow()
      }),
      cases(1500)
    )
    expect(plans).toBeGreaterThan(1000)
  })

  test('knows every value that is marked, and shows none of them', () => {
    let found = 0
    fc.assert(
      fc.property(damaged([SECRET]), (json) => {
        const text = JSON.stringify(json)
        const plan = read(text)
        if (plan === undefined) return
        const secrets = secretsIn(JSON.parse(text))
        found += secrets.length
        expect(plan.secrets).toEqual(expect.arrayContaining([...secrets]))
        expect(shownThoughMarked(json, plan)).toEqual([])
        const report = redactReport(plannedReport(plan), maskable(plan.secrets))
        const told = renderSummary(report) + JSON.stringify([resultOf(report), report.plan])
        for (const secret of secrets) expect(told).not.toContain(secret)
      }),
      cases(1000)
    )
    expect(found).toBeGreaterThan(2000)
  })

  test('tells of tags addresses and keys alone', () => {
    const keys = ['owner', 'toString', '__proto__']
    let found = 0
    fc.assert(
      fc.property(damaged([TAGGED]), (json) => {
        const plan = read(JSON.stringify(json))
        if (plan === undefined) return
        const { missing, keys: looked } = coverageOf(plan.taggable, ['alice'], keys)
        found += missing.length
        expect(looked).toEqual(['environment', ...keys])
        const addresses = listed(json, 'resource_changes').map((one) => at(one, 'address'))
        for (const { address, lacks } of missing) {
          expect(addresses).toContain(address)
          expect(lacks.every((key) => looked.includes(key))).toBe(true)
        }
      }),
      cases(1000)
    )
    expect(found).toBeGreaterThan(2000)
  })

  test('may be any JSON, or half of one', () => {
    const begun = JSON.stringify(SECRET)
    fc.assert(
      fc.property(anyJson, fc.nat(begun.length - 1), (json, length) => {
        read(JSON.stringify(json))
        expect(read(begun.slice(0, length))).toBeUndefined()
      }),
      cases(1000)
    )
  })
})

describe('a plan with', () => {
  const change = (more: Tree): string =>
    JSON.stringify({
      format_version: '1.2',
      resource_changes: [{ address: 'a.b', change: { actions: ['update'], ...more } }]
    })

  test.each<[string, string]>([
    ['values 100,000 levels deep', `{"format_version":"1","x":${nested(100_000)}}`],
    [
      'modules 5,000 levels deep',
      `{"format_version":"1","planned_values":{"root_module":${'{"child_modules":['.repeat(5000)}${']}'.repeat(5000)}}}`
    ]
  ])('%s is refused', (_, text) => {
    expect(() => parsePlan(text)).toThrow(expect.objectContaining({ reason: 'plan-failed' }))
  })

  test('values as deep as one may write them is told', () => {
    const deep = nested(500, '"S3CR3T-deep"')
    const text = change({ before: {}, after: { x: 1 }, before_sensitive: false }).replace(
      '"x":1',
      `"x":${deep}`
    )
    const plan = parsePlan(text.replace('"before_sensitive":false', '"after_sensitive":true'))
    expect(plan.secrets).toEqual(['S3CR3T-deep'])
    const report = redactReport(plannedReport(parsePlan(text)), plan.secrets)
    expect(JSON.stringify(report)).not.toContain('S3CR3T')
  })

  test.each([[{ toString: 1, valueOf: 1 }], [[[['create']]]], [null], ['Create'], [{ length: 1 }]])(
    'the action %j does nothing that is known',
    (action) => expect(parsePlan(change({ actions: [action] })).changes).toEqual([])
  )

  test("attributes that have JavaScript's own names reads them as any other", () => {
    const names = '"__proto__":"S3CR3T-1","constructor":"S3CR3T-2","toString":"S3CR3T-3"'
    const plan = parsePlan(
      `{"format_version":"1","resource_changes":[{"address":"a.b","change":{"actions":["create"],"before":{},"after":{${names}},"after_sensitive":{"__proto__":true,"constructor":true,"toString":true}}}]}`
    )
    expect(plan.secrets).toEqual(['S3CR3T-1', 'S3CR3T-2', 'S3CR3T-3'])
    const [only] = plan.changes
    expect(only?.attributes.map(({ name, before, after }) => [name, before, after])).toEqual(
      ['__proto__', 'constructor', 'toString'].map((name) => [name, undefined, '(sensitive)'])
    )
  })

  test('a secret that only the drift still knows hides it', () => {
    const drift = {
      before: { x: 'S3CR3T-old' },
      before_sensitive: { x: true },
      after: { x: 'new' }
    }
    const text = JSON.stringify({ format_version: '1', resource_drift: [{ change: drift }] })
    expect(parsePlan(text).secrets).toEqual(['S3CR3T-old'])
  })
})
