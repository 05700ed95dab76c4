// docs/from-nubesgen.md: what it says must be replaced is what its workflow replaces.
import { describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { parse } from 'yaml'
import { repositoryRoot } from '../harness/action-file.ts'
import { mistakeIn } from '../harness/known-actions.ts'
import { after, before, generatedFiles } from '../harness/nubesgen.ts'
import { must } from '../harness/process.ts'
import { withTerraform } from '../harness/tools.ts'
import type { JobFile } from '../harness/workflow-jobs.ts'

interface WorkflowFile {
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, JobFile>>
}

const old = (parse(before) as WorkflowFile).jobs
const now = parse(after) as WorkflowFile
const OWN = 'microsoft/nubesgen-actions/'
const usesOf = (jobs: WorkflowFile['jobs']) =>
  Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses = [] }) => uses))

describe('docs/from-nubesgen.md', () => {
  test('replaces `uses` and `with` of the first step, and adds the login and the rights', () => {
    const [was] = old['manage-infrastructure']?.steps ?? []
    const [step, ...more] = now.jobs['manage-infrastructure']?.steps ?? []
    expect(more).toEqual([])
    expect(step).toEqual({
      id: was?.id,
      name: was?.name,
      uses: 'org/gitops-env-action@v1',
      with: expect.anything(),
      env: expect.anything()
    })
    expect(Object.keys(step?.env ?? {})).toEqual([
      'ARM_CLIENT_ID',
      'ARM_CLIENT_SECRET',
      'ARM_SUBSCRIPTION_ID',
      'ARM_TENANT_ID'
    ])
    expect(now.permissions).toEqual({ contents: 'write', actions: 'read' })
  })

  test('keeps the outputs, and adds what the second job needs', () => {
    const outputs = Object.keys(now.jobs['manage-infrastructure']?.outputs ?? {})
    const kept = Object.keys(old['manage-infrastructure']?.outputs ?? {})
    expect(outputs.toSorted()).toEqual([...kept, 'commit', 'operation'].toSorted())
  })

  test('leaves no step of NubesGen, and what each other takes is known', () => {
    expect(usesOf(old).filter((uses) => uses.startsWith(OWN))).toHaveLength(3)
    expect(usesOf(now.jobs).filter((uses) => uses.startsWith(OWN))).toEqual([])
    const others = Object.values(now.jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ uses }) => uses !== undefined && !uses.startsWith('org/'))
    expect(others).toHaveLength(4)
    others.forEach(({ uses = '', with: given = {} }) =>
      expect(mistakeIn(uses, Object.keys(given))).toBeUndefined()
    )
  })

  withTerraform('is tried with a module as terraform fmt writes it', async () => {
    const folder = join(repositoryRoot, '__tests__/fixtures/nubesgen')
    expect(Object.keys(generatedFiles())).toContain('terraform/modules/app-service/main.tf')
    expect(await must('terraform', ['fmt', '-check', '-recursive', folder])).toBe('')
  })
})
