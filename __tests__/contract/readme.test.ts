// README and docs say what the action does: tables, inputs, reasons, workflows.
import { describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseDocument } from 'yaml'
import { BACKENDS } from '../../src/backend/kinds.ts'
import { FAILURE_REASONS, SKIP_REASONS } from '../../src/errors.ts'
import { parsePolicy } from '../../src/policy/file.ts'
import { policyFor, PROTECTED } from '../../src/policy/policy.ts'
import { repositoryRoot } from '../harness/action-file.ts'
import { EXAMPLES } from '../harness/examples.ts'
import { mistakeIn } from '../harness/known-actions.ts'
import { complaintsAbout } from '../harness/language-service.ts'

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8')
const actionFile = read('action.yml')
const action = parse(actionFile) as { readonly inputs: object; readonly outputs: object }
const readme = existsSync(join(repositoryRoot, 'README.md')) ? read('README.md') : ''

const pages = [
  'README.md',
  ...readdirSync(join(repositoryRoot, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'examples/README.md',
  ...EXAMPLES.map((name) => `examples/${name}/README.md`)
]
/** Blocks of YAML in a page, with the line they begin on. */
const blocks = pages.flatMap((page) => {
  const text = read(page)
  return [...text.matchAll(/^```ya?ml\n([\s\S]*?)^```/gmu)].map((match) => ({
    where: `${page}:${text.slice(0, match.index).split('\n').length + 1}`,
    text: match[1] ?? ''
  }))
})
const workflows = blocks.filter(({ text }) => /^on:/mu.test(text))
const fragments = blocks.filter(
  (block) => !workflows.includes(block) && /^(?:jobs|steps):/mu.test(block.text)
)

interface Step {
  readonly uses: string
  readonly with?: object
}

/** The steps that use an action, wherever they stand in a document. */
function stepsIn(value: unknown): readonly Step[] {
  if (typeof value !== 'object' || value === null) return []
  const steps = Object.values(value).flatMap(stepsIn)
  return 'uses' in value && typeof value.uses === 'string' ? [value as Step, ...steps] : steps
}
const isOurs = ({ uses }: Step): boolean => /gitops-env-action|^\.\/?$/u.test(uses)
const ownSteps = (value: unknown): readonly Step[] => stepsIn(value).filter(isOurs)

test('the README is there, and has a workflow', () => {
  expect(readme).toContain('# gitops-env-action')
  expect(workflows.length).toBeGreaterThan(0)
})

test('its tables are those that scripts/readme.mjs writes', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/readme.mjs', '--check'], {
    cwd: repositoryRoot,
    encoding: 'utf8'
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

describe('blocks of YAML', () => {
  test.each(blocks.map(({ where, text }) => [where, text] as const))('%s is YAML', (_, text) => {
    expect(parseDocument(text).errors).toEqual([])
  })

  test.each(blocks.map(({ where, text }) => [where, text] as const))(
    '%s gives the action inputs that it has',
    (_, text) => {
      const given = ownSteps(parse(text)).flatMap((step) => Object.keys(step.with ?? {}))
      expect(given.filter((name) => !(name in action.inputs))).toEqual([])
      // A block may show `with:` alone.
      const alone = (parse(text) as { with?: object } | null)?.with ?? {}
      expect(Object.keys(alone).filter((name) => !(name in action.inputs))).toEqual([])
    }
  )

  test.each(blocks.map(({ where, text }) => [where, text] as const))(
    '%s has other actions at the major version that the tests know, with inputs that they have',
    (_, text) => {
      const others = stepsIn(parse(text)).filter((step) => !isOurs(step))
      const mistakes = others.map(({ uses, with: given = {} }) =>
        // A commit may stand in place of the version.
        mistakeIn(uses.replace(/@[0-9a-f]{40}$/u, '@v7'), Object.keys(given))
      )
      expect(mistakes.filter((mistake) => mistake !== undefined)).toEqual([])
    }
  )

  test.each(workflows.map(({ where, text }) => [where, text] as const))(
    "%s is a workflow without a complaint of GitHub's language service",
    async (_, text) => {
      expect(await complaintsAbout(text, '.github/workflows/environments.yml', actionFile)).toEqual(
        []
      )
    }
  )

  test.each(workflows.map(({ where, text }) => [where, text] as const))(
    '%s asks for the rights it needs, and never cancels a run',
    (_, text) => {
      const workflow = parse(text) as {
        permissions?: Record<string, string>
        concurrency?: Record<string, unknown>
      }
      expect(workflow.permissions).toMatchObject({ contents: 'write' })
      expect(workflow.concurrency?.['cancel-in-progress'] ?? false).toBe(false)
    }
  )

  test.each(fragments.map(({ where, text }) => [where, text] as const))(
    "%s is a part of a workflow without a complaint of GitHub's language service",
    async (_, text) => {
      const [head = ''] = (workflows[0]?.text ?? '').split(/^jobs:/mu)
      const job = '  environment:\n    runs-on: ubuntu-latest\n'
      const part = /^jobs:/mu.test(text)
        ? text.slice(text.search(/^jobs:/mu))
        : `jobs:\n${job}${text.replaceAll(/^(?=.)/gmu, '    ')}`
      const whole = head + part
      expect(
        await complaintsAbout(whole, '.github/workflows/environments.yml', actionFile)
      ).toEqual([])
    }
  )

  test("GitHub's language service would see a mistake", async () => {
    const wrong = (workflows[0]?.text ?? '')
      .replace('runs-on:', 'run-on:')
      .replace('github.event_name', 'github.evnt_name')
    expect(
      (await complaintsAbout(wrong, '.github/workflows/x.yml', actionFile)).length
    ).toBeGreaterThan(1)
  })
})

describe('the policy', () => {
  const [text = ''] = blocks
    .filter(
      ({ where, text: block }) =>
        where.startsWith('docs/policy.md') && /^environments:/mu.test(block)
    )
    .map((block) => block.text)

  test.each([
    ['alice', false, 20, false, ['environment']],
    ['demo-a', true, 5, false, ['environment']],
    ['demo-old', false, 5, true, ['environment']],
    ['prod', true, 2, false, ['environment']],
    ['staging', true, 0, false, ['environment']]
  ])(
    'gives %s: protected %s, max-destroy %s, suspended %s, require-tags %j',
    (name, guarded, maxDestroy, suspended, requiredTags) => {
      expect(policyFor(parsePolicy(text), name)).toEqual({
        protected: guarded,
        maxDestroy,
        suspended,
        requiredTags
      })
    }
  )

  const schemas = JSON.parse(read('docs/policy.schema.json')) as {
    readonly examples: readonly unknown[]
    readonly properties: { readonly environments: { readonly examples: readonly unknown[] } }
    readonly definitions: { readonly environment: { readonly properties: object } }
  }

  test('has every key that the schema has, and no other', () => {
    const section = read('docs/policy.md')
    const keys = [...section.matchAll(/^\| `([^`]+)` \|/gmu)].map((match) => match[1])
    expect(keys).toEqual(Object.keys(schemas.definitions.environment.properties))
  })

  test("the schema's own examples hold", () => {
    const examples = [
      ...schemas.examples,
      ...schemas.properties.environments.examples.map((environments) => ({ environments }))
    ]
    const found = examples.map(
      (example) => parsePolicy(JSON.stringify(example)).environments.length
    )
    expect(found).toEqual([3, 1, 1])
  })
})

describe('lists', () => {
  const [, reasons = ''] =
    /<!-- reasons:begin -->([\s\S]*?)<!-- reasons:end -->/u.exec(read('docs/troubleshooting.md')) ??
    []
  /** Each word leads to its own section. */
  const firstColumn = (text: string): readonly string[] =>
    [...text.matchAll(/^\| \[`([^`]+)`\]\(#\1\) \|/gmu)].map((match) => match[1] ?? '')

  test('the reasons are those of the code, skips first', () => {
    expect(firstColumn(reasons)).toEqual([...SKIP_REASONS, ...FAILURE_REASONS])
  })

  test('the skips stand under their own heading', () => {
    const [skips = ''] = reasons.split(/^\| failed/mu)
    expect(firstColumn(skips)).toEqual([...SKIP_REASONS])
  })

  test('what the backends are tested against is in the README, a word for each', () => {
    const [, tested = ''] = /<!-- tested:begin -->([\s\S]*?)<!-- tested:end -->/u.exec(readme) ?? []
    expect(BACKENDS.filter((type) => !tested.includes(`\`${type}\``))).toEqual([])
  })

  test('the protected environments are those of the code', () => {
    for (const page of [readme, read('docs/policy.md')])
      PROTECTED.forEach((name) => expect(page).toContain(`\`${name}\``))
  })
})
