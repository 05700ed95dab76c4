// The examples keep the rules of the README's workflows, and GitHub would start their jobs when they should.
import { afterEach, describe, expect, test } from '@jest/globals'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { repositoryRoot } from '../harness/action-file.ts'
import { deleteEvent, dispatchEvent, pushEvent } from '../harness/events.ts'
import { EXAMPLES, filesOf, openExample, type Example } from '../harness/examples.ts'
import { mistakeIn } from '../harness/known-actions.ts'
import { complaintsAbout } from '../harness/language-service.ts'
import { must } from '../harness/process.ts'
import { hasGitHttp, testIf, withTerraform } from '../harness/tools.ts'
import { triggersOf } from '../harness/trigger.ts'
import { runWorkflow, type WorkflowRun } from '../harness/workflow.ts'
import type { JobFile } from '../harness/workflow-jobs.ts'

const WORKFLOW = '.github/workflows/environments.yml'
const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8')
const actionFile = read('action.yml')
const isOurs = (uses: string): boolean => uses === 'org/gitops-env-action@v1'
const declared = Object.keys((parse(actionFile) as { readonly inputs: object }).inputs)

interface File {
  readonly on: unknown
  readonly permissions: Readonly<Record<string, string>>
  readonly concurrency?: Readonly<Record<string, unknown>>
  readonly jobs: Readonly<Record<string, JobFile>>
}
const workflows = EXAMPLES.map((name) => {
  const text = filesOf(name)[WORKFLOW] ?? ''
  return { name, text, file: parse(text) as File }
})

test('there are examples, and the table names each of them', () => {
  const rows = [...read('examples/README.md').matchAll(/^\| \[([a-z-]+)\]/gmu)]
  expect(EXAMPLES.length).toBeGreaterThan(7)
  expect(new Set(rows.map(([, name]) => name))).toEqual(new Set(EXAMPLES))
})

describe('docs/recipes.md', () => {
  const page = read('docs/recipes.md')
  const rows = [...page.matchAll(/^\| \[(.+?)\]\(#.+\[examples\/([a-z-]+)\]\(.+\) \|$/gmu)].map(
    ([, title = '', name = '']) => ({ title, name })
  )
  const blocksOf = (title: string): readonly string[] => {
    const section = page.split(/^## /mu).find((text) => text.startsWith(`${title}\n`)) ?? ''
    return [...section.matchAll(/^```yaml\n([\s\S]*?)^```/gmu)].map(([, text = '']) => text)
  }

  test('has a recipe for every example but the quick start, with a block of its workflow', () => {
    const named = ['minimal', ...rows.map(({ name }) => name)]
    expect(named.toSorted()).toEqual([...EXAMPLES].toSorted())
    expect(rows.filter(({ title }) => blocksOf(title).length === 0)).toEqual([])
  })

  test.each(rows)('what "$title" quotes stands in examples/$name', ({ title, name }) => {
    const workflow: unknown = parse(filesOf(name)[WORKFLOW] ?? '')
    const strange = blocksOf(title).flatMap((text) => notIn(parse(text), workflow))
    expect(strange).toEqual([])
  })

  test('a quotation that is none would be seen', () => {
    const whole = { jobs: { one: { steps: [{ uses: 'a' }, { uses: 'b', with: { x: 1 } }] } } }
    const quoted = (steps: unknown) => notIn({ jobs: { one: { steps } } }, whole)
    expect(quoted([{ uses: 'b' }])).toEqual([])
    expect(quoted([{ uses: 'a', with: { x: 1 } }])).toEqual([
      'jobs.one.steps: {"uses":"a","with":{"x":1}}'
    ])
    expect(quoted([{ uses: 'b' }, { uses: 'a' }])).toEqual(['jobs.one.steps: {"uses":"a"}'])
    expect(notIn({ jobs: { one: { if: 'x' }, two: {} } }, whole)).toEqual([
      'jobs.one.if: "x"',
      'jobs.two: {}'
    ])
  })
})

/**
 * What is in a part of a workflow and not in the whole: keys may be left out of mappings, and entries of lists.
 * @returns each with where it stands
 */
function notIn(part: unknown, whole: unknown, at = ''): readonly string[] {
  const strange = [`${at}: ${JSON.stringify(part)}`]
  if (typeof part !== 'object' || part === null) return part === whole ? [] : strange
  if (typeof whole !== 'object' || whole === null) return part === whole ? [] : strange
  if (Array.isArray(part) !== Array.isArray(whole)) return strange
  if (Array.isArray(part)) {
    const rest = [...(whole as readonly unknown[])]
    return part.flatMap((entry: unknown) => {
      const found = rest.findIndex((other) => notIn(entry, other).length === 0)
      if (found === -1) return [`${at}: ${JSON.stringify(entry)}`]
      rest.splice(0, found + 1)
      return []
    })
  }
  return Object.entries(part).flatMap(([key, value]) =>
    Object.hasOwn(whole, key)
      ? notIn(value, (whole as Record<string, unknown>)[key], at === '' ? key : `${at}.${key}`)
      : [`${at === '' ? key : `${at}.${key}`}: ${JSON.stringify(value)}`]
  )
}

test("the README's quick start is examples/minimal", () => {
  const [, section = ''] = /^## Quick start\n([\s\S]*?)^## /mu.exec(read('README.md')) ?? []
  const block = (language: string): string | undefined =>
    new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'mu').exec(section)?.[1]
  expect(block('yaml')).toBe(filesOf('minimal')[WORKFLOW])
  expect(block('hcl')).toBe(filesOf('minimal')['main.tf'])
})

describe.each(workflows)('examples/$name', ({ name, text, file }) => {
  test("is a workflow without a complaint of GitHub's language service", async () => {
    expect(await complaintsAbout(text, WORKFLOW, actionFile)).toEqual([])
  })

  test('gives every action inputs that it has, at the major version that the tests know', () => {
    const steps = Object.values(file.jobs).flatMap((job) => job.steps)
    const mistakes = steps.flatMap(({ uses, with: given = {} }) => {
      if (uses === undefined) return []
      const names = Object.keys(given)
      if (isOurs(uses)) return names.filter((input) => !declared.includes(input))
      return mistakeIn(uses, names) ?? []
    })
    expect(mistakes).toEqual([])
  })

  test('gives this action the rights it needs, and no other job one to write', () => {
    const rights = Object.values(file.jobs).map(({ steps, permissions = file.permissions }) => {
      const writes = steps.some(({ uses = '' }) => isOurs(uses))
      const { contents, actions } = permissions
      const needed = { contents: 'write', actions: 'read' }
      return { given: writes ? { contents, actions } : contents, needed: writes ? needed : 'read' }
    })
    expect(rights.map(({ given }) => given)).toEqual(rights.map(({ needed }) => needed))
  })

  test('can be started by hand, to plan unless it is told otherwise', () => {
    const inputs = triggersOf(file.on)['workflow_dispatch']?.['inputs']
    expect(inputs).toMatchObject({
      command: { type: 'choice', options: ['plan', 'apply', 'destroy'], default: 'plan' },
      branch: { required: true }
    })
    const own = Object.values(file.jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ uses = '' }) => isOurs(uses))
    const given = own.map(({ with: { command, branch } = {} }) => ({ command, branch }))
    const wanted = {
      command: "${{ github.event.inputs.command || 'auto' }}",
      branch: '${{ github.event.inputs.branch }}'
    }
    expect(given).toEqual(own.map(() => wanted))
  })

  test('queues the runs of an environment, and cancels none', () => {
    const groups = [file.concurrency, ...Object.values(file.jobs).map((job) => job.concurrency)]
    const given = groups.filter((group) => group !== undefined)
    expect(given).toEqual([{ group: expect.any(String), queue: 'max' }])
  })

  test('says in its README which secrets and variables it needs', () => {
    const readme = filesOf(name)['README.md'] ?? ''
    const named = [...text.matchAll(/\b(?:secrets|vars)\.(\w+)/gu)].map((match) => match[1] ?? '')
    expect(named.filter((word) => !readme.includes(`\`${word}\``))).toEqual([])
    expect(readme.split('\n').length).toBeLessThan(45)
  })

  test('has scripts that can be started', () => {
    const scripts = Object.entries(filesOf(name)).filter(([, content]) => content.startsWith('#!'))
    const modes = scripts.map(
      ([file]) => statSync(join(repositoryRoot, 'examples', name, file)).mode
    )
    expect(modes.filter((mode) => (mode & 0o111) !== 0o111)).toEqual([])
  })

  withTerraform('has modules as terraform fmt writes them', async () => {
    const folder = join(repositoryRoot, 'examples', name)
    expect(await must('terraform', ['fmt', '-check', '-recursive', folder])).toBe('')
  })
})

describe.each(EXAMPLES)('GitHub and examples/%s', (name) => {
  const runs = testIf(hasGitHttp)
  let example: Example
  afterEach(async () => example.world.close())
  const open = async (): Promise<Example> => (example = await openExample(name))
  const decide = async (event: Parameters<typeof runWorkflow>[1]): Promise<WorkflowRun> =>
    await runWorkflow(example.world, event, { machines: false })

  runs('a push or deletion of any other branch starts no machine', async () => {
    const { origin } = (await open()).world
    for (const branch of ['feature/x', 'my-env-x', 'mainly']) {
      origin.branch(branch)
      expect(await decide(pushEvent(origin, branch))).toMatchObject({ started: false, machines: 0 })
      expect(await decide(deleteEvent(origin, branch))).toMatchObject({
        started: true,
        machines: 0
      })
    }
    expect(await decide(deleteEvent(origin, 'v1.0', 'tag'))).toMatchObject({ machines: 0 })
  })

  runs('one with a slash is an environment, too', async () => {
    const { origin } = (await open()).world
    origin.branch('env-a/b')
    expect((await decide(pushEvent(origin, 'env-a/b'))).machines).toBeGreaterThan(0)
    expect((await decide(deleteEvent(origin, 'env-a/b'))).machines).toBeGreaterThan(0)
  })

  runs("push, deletion and a run by hand wait for each other, but for no other's", async () => {
    const { origin } = (await open()).world
    origin.branch('env-alice')
    origin.branch('env-bob')
    const groupsOf = ({ group, jobs }: WorkflowRun): readonly string[] =>
      [group, ...jobs.map((job) => job.group)].filter((one) => one !== undefined)
    const alice = groupsOf(await decide(pushEvent(origin, 'env-alice')))
    expect(alice.every((group) => group.endsWith('-env-alice'))).toBe(true)
    expect(new Set(alice).size).toBe(alice.length)
    expect(groupsOf(await decide(deleteEvent(origin, 'env-alice')))).toEqual(alice)
    const bob = groupsOf(await decide(pushEvent(origin, 'env-bob')))
    expect(bob.filter((group) => alice.includes(group))).toEqual([])
    const byHand = dispatchEvent(origin, 'main', { branch: 'env-alice' })
    expect(groupsOf(await decide(byHand))).toEqual(alice)
  })
})
