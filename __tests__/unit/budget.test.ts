// How much an apply may destroy, and what a refusal says.
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { guardBudget } from '../../src/policy/budget.ts'
import type { Budget } from '../../src/policy/budget.ts'
import { noteFailure } from '../../src/report.ts'
import { renderFailure } from '../../src/report/failure.ts'
import { countsOf } from '../../src/terraform/plan.ts'
import type { Action, Plan } from '../../src/terraform/plan.ts'
import { planOf, reportOf } from './reports.ts'

type Changes = Pick<Plan, 'changes' | 'counts'>

/** A plan of these actions, on `null_resource.a[0]` and so on. */
function planFor(...actions: readonly Action[]): Changes {
  const changes = actions.map((action, index) => ({
    address: `null_resource.a[${index}]`,
    action,
    previousAddress: undefined,
    attributes: []
  }))
  return { changes, counts: countsOf(changes) }
}

const about: Budget = {
  environment: 'alice',
  branch: 'env-alice',
  limitFrom: 'policy',
  defaultBranch: 'main'
}

describe('within the limit', () => {
  test.each<[string, Changes, number | undefined]>([
    ['no change, none allowed', planFor(), 0],
    [
      'only other changes, none allowed',
      planFor('create', 'update', 'forget', 'move', 'import'),
      0
    ],
    ['as many as allowed', planFor('destroy', 'replace', 'create'), 2],
    ['no limit', planFor('destroy', 'destroy'), undefined],
    ["Terraform's own plan of a creation", planOf('create'), 0]
  ])('%s', (_, plan, limit) => expect(guardBudget(plan, limit, about)).toBeUndefined())
})

describe('beyond the limit', () => {
  test('the message lists what would be lost, and nothing else', () => {
    const error = guardBudget(planFor('destroy', 'create', 'replace', 'update'), 1, about)
    expect(error?.reason).toBe('destroy-budget')
    expect(error?.message).toBe(
      [
        "The plan would destroy or replace 2 resources of 'alice', and at most 1 is allowed by the policy:",
        '  - destroy null_resource.a[0]',
        '  - replace null_resource.a[2]'
      ].join('\n')
    )
  })

  test.each<[Budget['limitFrom'], number, string]>([
    ['policy', 0, 'and none are allowed by the policy:'],
    ['policy', 1, 'and at most 1 is allowed by the policy:'],
    ['policy', 2, 'and at most 2 are allowed by the policy:'],
    ['input', 0, "and none are allowed by the input 'max-destroy':"],
    ['input', 2, "and at most 2 are allowed by the input 'max-destroy':"],
    ['protected', 0, 'and none are allowed, for it is protected:']
  ])('a limit of the %s, %i: %s', (limitFrom, limit, words) => {
    const error = guardBudget(planFor('destroy', 'destroy', 'destroy'), limit, {
      ...about,
      limitFrom
    })
    expect(error?.message.split('\n')[0]).toBe(
      `The plan would destroy or replace 3 resources of 'alice', ${words}`
    )
  })

  test("a replacement in Terraform's own plan counts", () => {
    const error = guardBudget(planOf('replace'), 0, about)
    expect(error?.message).toMatch(
      /would destroy or replace 1 resource of 'alice'.*\n {2}- replace \S+$/u
    )
  })

  test.each([
    [20, 0],
    [21, 1],
    [500, 480]
  ])('of %i the first 20 are listed', (count, more) => {
    const plan = planFor(...Array.from({ length: count }, () => 'destroy' as const))
    const lines = guardBudget(plan, 0, about)?.message.split('\n') ?? []
    expect(lines[20]).toBe('  - destroy null_resource.a[19]')
    expect(lines.slice(21)).toEqual(more === 0 ? [] : [`  - and ${more} more`])
  })

  test('a long address is cut', () => {
    const [change] = planFor('destroy').changes
    const address = `null_resource.a["${'x'.repeat(5000)}"]`
    const changes = change === undefined ? [] : [{ ...change, address }]
    const error = guardBudget({ changes, counts: countsOf(changes) }, 0, about)
    expect(error?.message).toContain('x… (5019 characters)')
    expect(error?.message.length).toBeLessThan(400)
  })

  test('nothing is refused within the limit, and everything beyond', () => {
    const actions = fc.array(
      fc.constantFrom<Action>('create', 'update', 'replace', 'destroy', 'forget')
    )
    fc.assert(
      fc.property(actions, fc.nat(8), (list, limit) => {
        const lost = list.filter((action) => action === 'destroy' || action === 'replace').length
        expect(guardBudget(planFor(...list), limit, about) !== undefined).toBe(lost > limit)
      })
    )
  })
})

describe('the way to allow it', () => {
  const hint = (more: Partial<Budget>): string =>
    guardBudget(planFor('destroy', 'destroy'), 0, { ...about, ...more })?.hint ?? ''

  test.each(['policy', 'protected'] as const)('once, or in the policy: %s', (limitFrom) => {
    expect(hint({ limitFrom })).toBe(
      [
        "Nothing was changed. To allow it once, start the workflow by hand on 'main' with 'command: apply', 'branch: env-alice' and 'max-destroy: 2'.",
        "To allow as many every time, write into .github/gitops-env.yml on 'main':",
        '    environments:',
        '      alice:',
        '        max-destroy: 2'
      ].join('\n')
    )
  })

  test('once, or by the input, where that is what is too strict', () => {
    const text = hint({ limitFrom: 'input' })
    expect(text).toContain("'max-destroy: 2'")
    expect(text).toContain("raise 'max-destroy' where the workflow gives it")
    expect(text).not.toContain('gitops-env.yml')
  })

  test('where the event does not name the default branch', () => {
    const text = hint({ defaultBranch: undefined })
    expect(text).toContain('by hand on the default branch with')
    expect(text).toContain('gitops-env.yml on the default branch:')
  })

  test('is a block to copy in the summary; an address stays text', () => {
    const [change] = planFor('destroy').changes
    const hostile = 'a.b["](https://evil.example) <img> @octocat"]'
    const changes = change === undefined ? [] : [{ ...change, address: hostile }]
    const report = reportOf()
    noteFailure(report, guardBudget({ changes, counts: countsOf(changes) }, 0, about))
    const page = renderFailure(report).join('\n\n')
    expect(page).toContain('```\nenvironments:\n  alice:\n    max-destroy: 1\n```')
    expect(page).not.toMatch(/https:\/\/evil|<img>|@octocat/u)
  })
})
