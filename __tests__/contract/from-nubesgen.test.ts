// docs/from-nubesgen.md: its workflows are workflows, and the step that it replaces is the only one that is another.
import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { repositoryRoot } from '../harness/action-file.ts'
import { complaintsAbout } from '../harness/language-service.ts'
import { mistakeIn } from '../harness/known-actions.ts'
import { after, before, generatedFiles, WORKFLOW } from '../harness/nubesgen.ts'
import { must } from '../harness/process.ts'
import { withTerraform } from '../harness/tools.ts'
import type { JobFile } from '../harness/workflow-jobs.ts'

interface File {
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, JobFile>>
}
const actionFile = readFileSync(join(repositoryRoot, 'action.yml'), 'utf8')
const declared = Object.keys((parse(actionFile) as { readonly inputs: object }).inputs)
const stepsOf = (text: string) =>
  Object.values((parse(text) as File).jobs).flatMap(({ steps }) => steps)

describe('docs/from-nubesgen.md', () => {
  test.each([
    ['before', before],
    ['after', after]
  ])("has a workflow %s without a complaint of GitHub's language service", async (_, text) => {
    expect(await complaintsAbout(text, WORKFLOW, actionFile)).toEqual([])
  })

  test('gives every action inputs that it has', () => {
    const all = [...stepsOf(before), ...stepsOf(after)]
    const mistakes = all.flatMap(({ uses = '', with: given = {} }) => {
      const names = Object.keys(given)
      return uses === 'org/gitops-env-action@v1'
        ? names.filter((name) => !declared.includes(name))
        : (mistakeIn(uses, names) ?? [])
    })
    expect(mistakes).toEqual([])
  })

  test('replaces `uses` and `with` of one step, and adds the login to it', () => {
    const [old, now] = [stepsOf(before), stepsOf(after)]
    const [first, ...others] = now
    expect(others).toEqual(old.slice(1))
    const { id, name } = old[0] ?? {}
    expect(first).toEqual({
      id,
      name,
      uses: 'org/gitops-env-action@v1',
      with: expect.anything(),
      env: expect.anything()
    })
    expect(Object.keys(first?.env ?? {})).toEqual([
      'ARM_CLIENT_ID',
      'ARM_CLIENT_SECRET',
      'ARM_SUBSCRIPTION_ID',
      'ARM_TENANT_ID'
    ])
  })

  test('gives the rights that the action needs', () => {
    expect((parse(after) as File).permissions).toEqual({ contents: 'write', actions: 'read' })
  })

  withTerraform('is tried with a module as terraform fmt writes it', async () => {
    const folder = join(repositoryRoot, '__tests__/fixtures/nubesgen')
    expect(Object.keys(generatedFiles())).toContain('terraform/modules/app-service/main.tf')
    expect(await must('terraform', ['fmt', '-check', '-recursive', folder])).toBe('')
  })
})
