// docs/from-nubesgen.md: the step that it replaces is the only one that becomes another.
import { describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { parse } from 'yaml'
import { repositoryRoot } from '../harness/action-file.ts'
import { after, before, generatedFiles } from '../harness/nubesgen.ts'
import { must } from '../harness/process.ts'
import { withTerraform } from '../harness/tools.ts'
import type { JobFile } from '../harness/workflow-jobs.ts'

const stepsOf = (text: string) =>
  Object.values((parse(text) as { readonly jobs: Record<string, JobFile> }).jobs).flatMap(
    ({ steps }) => steps
  )

describe('docs/from-nubesgen.md', () => {
  test('replaces `uses` and `with` of one step, and adds the login to it', () => {
    const [old, ...others] = stepsOf(before)
    const [first, ...rest] = stepsOf(after)
    expect(rest).toEqual(others)
    expect(first).toEqual({
      id: old?.id,
      name: old?.name,
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

  withTerraform('is tried with a module as terraform fmt writes it', async () => {
    const folder = join(repositoryRoot, '__tests__/fixtures/nubesgen')
    expect(Object.keys(generatedFiles())).toContain('terraform/modules/app-service/main.tf')
    expect(await must('terraform', ['fmt', '-check', '-recursive', folder])).toBe('')
  })
})
