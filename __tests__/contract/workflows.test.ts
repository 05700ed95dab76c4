// This repository's own workflows: GitHub accepts them, they are pinned, and each job may do no more than it needs.
import { describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { repositoryRoot } from '../harness/action-file.ts'
import { complaintsAbout } from '../harness/language-service.ts'

interface Step {
  readonly name?: string
  readonly id?: string
  readonly uses?: string
  readonly run?: string
  readonly if?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
}
interface Job {
  readonly needs?: readonly string[]
  readonly if?: string
  readonly uses?: string
  readonly permissions?: Readonly<Record<string, string>>
  readonly 'timeout-minutes'?: number
  readonly environment?: string
  readonly strategy?: { readonly matrix: { readonly node?: readonly string[] } }
  readonly steps?: readonly Step[]
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions?: unknown
  readonly concurrency?: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8')
const FOLDER = '.github/workflows'
const files = readdirSync(join(repositoryRoot, FOLDER))
const texts = new Map(files.map((file) => [file, read(`${FOLDER}/${file}`)]))
const textOf = (file: string): string => texts.get(file) ?? ''
const workflowOf = (file: string): Workflow => parse(textOf(file)) as Workflow
const jobsOf = (file: string): readonly [string, Job][] => Object.entries(workflowOf(file).jobs)
const stepsOf = (file: string): readonly Step[] =>
  jobsOf(file).flatMap(([, job]) => job.steps ?? [])
const allJobs = files.flatMap((file) =>
  jobsOf(file).map(([name, job]) => [`${file}: ${name}`, job] as const)
)
const actionFile = read('action.yml')
const action = parse(actionFile) as { readonly inputs: object; readonly outputs: object }
const manifest = JSON.parse(read('package.json')) as {
  readonly engines: { readonly node: string }
  readonly scripts: Readonly<Record<string, string>>
}

/** What GitHub gives each job, where the workflow asks for more than reading. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  'lifecycle.yml: lifecycle': ['contents'],
  'release.yml: lifecycle': ['contents'],
  'release.yml: publish': ['contents', 'id-token', 'attestations']
}

/** `uses:` with what stands behind it, from the text, for a parser drops comments. */
const usesOf = (text: string): readonly string[] =>
  [...text.matchAll(/^[ -]*uses: (.+)$/gmu)].map(([, used = '']) => used)
const isPinned = (used: string): boolean =>
  used.startsWith('./') || /^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u.test(used)

describe.each(files)('%s', (file) => {
  test("has no complaint of GitHub's language service", async () => {
    expect(await complaintsAbout(textOf(file), `${FOLDER}/${file}`, actionFile)).toEqual([])
  })

  test('pins every action by commit, with its version beside it', () => {
    const used = usesOf(textOf(file))
    const parsed = [...stepsOf(file), ...jobsOf(file).map(([, job]) => job)]
    expect(used).toHaveLength(parsed.filter((one) => one.uses !== undefined).length)
    expect(used.filter((one) => !isPinned(one))).toEqual([])
  })

  test('puts no expression into a script', () => {
    expect(stepsOf(file).filter(({ run }) => run?.includes('${{'))).toEqual([])
  })

  test('leaves no credential in the checkout', () => {
    const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(
      checkouts.map(() => false)
    )
  })

  test('gives this action inputs that it has, and reads outputs that it has', () => {
    const own = stepsOf(file).filter(({ uses }) => uses === './')
    const given = own.flatMap((step) => Object.keys(step.with ?? {}))
    expect(given.filter((name) => !(name in action.inputs))).toEqual([])
    const ids = own.flatMap(({ id }) => id ?? [])
    const outputs = [...textOf(file).matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/gu)]
    expect(outputs.filter(([, id = '']) => !ids.includes(id))).toEqual([])
    expect(outputs.filter(([, , name = '']) => !(name in action.outputs))).toEqual([])
  })

  test('gives no right to every job, says which runs exclude each other, and runs no stranger', () => {
    const { permissions, concurrency, on } = workflowOf(file)
    expect({ permissions, concurrency }).toEqual({
      permissions: {},
      concurrency: expect.anything()
    })
    expect(Object.keys(on)).not.toContain('pull_request_target')
    expect(Object.keys(on)).not.toContain('workflow_run')
  })
})

describe('jobs', () => {
  test.each(allJobs)('%s says what it may do, and writes only what it must', (name, job) => {
    const rights = Object.entries(job.permissions ?? { unsaid: 'write' })
    const writes = rights.filter(([, right]) => right !== 'read').map(([scope]) => scope)
    expect(writes).toEqual(WRITES[name] ?? [])
  })

  test.each(allJobs.filter(([, job]) => job.uses === undefined))('%s has a limit', (_, job) => {
    expect(job['timeout-minutes']).toBeLessThanOrEqual(90)
  })

  test('that pull requests start cannot write', () => {
    const started = files.filter((file) => 'pull_request' in workflowOf(file).on)
    expect(started).toEqual(['ci.yml'])
    const writing = started.flatMap((file) => jobsOf(file).map(([name]) => `${file}: ${name}`))
    expect(writing.filter((name) => name in WRITES)).toEqual([])
  })

  test('an action has one version in all of them', () => {
    const used = new Set(files.flatMap((file) => usesOf(textOf(file))))
    const names = [...used].map((one) => one.split('@')[0])
    expect(names).toEqual([...new Set(names)])
  })
})

describe('ci.yml', () => {
  const jobs = workflowOf('ci.yml').jobs
  const gate = jobs['ci']

  test('ends with a job that needs every other, whatever became of it', () => {
    const others = Object.keys(jobs).filter((name) => name !== 'ci')
    expect(gate?.needs).toEqual(others)
    expect(gate?.if).toBe('always()')
  })

  test.each([
    ['success success success', 0],
    ['success failure success', 1],
    ['success cancelled', 1],
    ['skipped success', 1],
    ['', 1]
  ])('is for "%s" green (0) or red: %i', (results, status) => {
    const script = gate?.steps?.[0]?.run ?? ''
    // As GitHub starts a script whose step names no shell.
    const done = spawnSync('bash', ['-e', '-c', script], { env: { RESULTS: results } })
    expect(done.status).toBe(status)
  })

  test('tests the oldest node that package.json allows, and the one that action.yml names', () => {
    const [, oldest] = /^>=(\d+\.\d+)$/u.exec(manifest.engines.node) ?? []
    const [, named] = /using: node(\d+)/u.exec(actionFile) ?? []
    expect(jobs['test']?.strategy?.matrix.node).toEqual([oldest, named])
    for (const page of ['README.md', 'CONTRIBUTING.md'])
      expect(read(page)).toContain(`Node ${oldest} or later`)
  })

  test("runs the README's command, and scripts that there are", () => {
    const said = stepsOf('ci.yml').map(({ run, env }) => `${run}\n${env?.['SCRIPT'] ?? ''}`)
    const names = said.join('\n').matchAll(/npm run ([\w:]+)|'(test[\w:]*)'/gu)
    const scripts = [...names].map(([, first, second]) => first ?? second)
    expect(scripts).toContain('test')
    expect(scripts).toContain('check')
    expect(scripts.filter((script) => !((script ?? '') in manifest.scripts))).toEqual([])
    expect(read('README.md')).toContain('`npm test`')
  })
})

describe('release.yml', () => {
  const jobs = workflowOf('release.yml').jobs

  test('is started by a person, and publishes after everything was asked', () => {
    expect(Object.keys(workflowOf('release.yml').on)).toEqual(['workflow_dispatch'])
    expect(jobs['publish']?.needs).toEqual(Object.keys(jobs).filter((name) => name !== 'publish'))
    expect(jobs['publish']?.environment).toBe('release')
  })

  test('attests every file that the action runs', () => {
    const attest = stepsOf('release.yml').find(({ uses }) => uses?.startsWith('actions/attest@'))
    expect(attest?.with?.['subject-path']).toBe('action.yml\ndist/**\n')
  })

  test('takes its notes from the changelog, and starts no package where it may write', () => {
    const steps = jobs['publish']?.steps ?? []
    const scripts = steps.flatMap(({ run }) => run ?? [])
    const [, file] = /release\.mjs notes "\$VERSION" > (\S+)/u.exec(scripts.join('\n')) ?? []
    expect(file).toBeDefined()
    expect(scripts.at(-1)).toContain(`--notes-file ${file}`)
    expect(scripts.join('\n')).not.toMatch(/\bnp[mx]\b/u)
  })
})

describe('the checks themselves', () => {
  test.each([
    'actions/checkout@v7',
    'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
    'actions/checkout@3d3c42e # v7.0.1',
    'docker://alpine'
  ])('see that %s is not pinned', (used) => {
    expect(isPinned(used)).toBe(false)
  })

  test("GitHub's language service would see a mistake in a workflow", async () => {
    const wrong = textOf('ci.yml').replace('runner.os', 'runer.os').replace('needs:', 'need:')
    expect((await complaintsAbout(wrong, `${FOLDER}/ci.yml`, actionFile)).length).toBeGreaterThan(1)
  })
})
