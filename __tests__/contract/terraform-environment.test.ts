// What of the job's environment reaches Terraform, and which arguments in it are refused.
import { describe, expect, test } from '@jest/globals'
import {
  refuseForeignSettings,
  terraformEnvironment
} from '../../src/terraform/process-environment.ts'

describe("Terraform's environment", () => {
  test.each([
    'INPUT_TOKEN',
    'INPUT_STATE-PASSPHRASE',
    'STATE_run',
    'GITOPS_ENV_WORKER',
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_RUNTIME_URL',
    'ACTIONS_RESULTS_URL',
    'ACTIONS_CACHE_URL',
    'GITHUB_OUTPUT',
    'GITHUB_ENV',
    'GITHUB_STATE',
    'GITHUB_PATH',
    'GITHUB_STEP_SUMMARY'
  ])('%s is kept from it', (name) => {
    expect(terraformEnvironment({ [name]: 'x' }, {})).not.toHaveProperty([name])
  })

  test.each([
    'PATH',
    'HOME',
    'TF_VAR_a',
    'AWS_REGION',
    'ARM_CLIENT_ID',
    'GITHUB_TOKEN',
    'GITHUB_SHA',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'TF_PLUGIN_CACHE_DIR'
  ])('%s is handed on', (name) =>
    expect(terraformEnvironment({ [name]: 'x' }, {})).toMatchObject({ [name]: 'x' })
  )

  test('ours win, and what is not set is not handed on', () => {
    const environment = terraformEnvironment(
      { TF_INPUT: '1', TF_HTTP_PASSWORD: 'theirs', EMPTY: undefined },
      { TF_HTTP_PASSWORD: 'ours' }
    )
    expect(environment).toEqual({
      TF_INPUT: '0',
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
      TF_HTTP_PASSWORD: 'ours'
    })
  })
})

describe('arguments in the environment', () => {
  test.each(['', '-parallelism=2', '-no-color -compact-warnings', ' -parallelism=30 '])(
    '%j is let through',
    (value) => {
      expect(() =>
        refuseForeignSettings({ TF_CLI_ARGS: value, TF_CLI_ARGS_plan: value })
      ).not.toThrow()
    }
  )

  test.each<[string, string, string]>([
    ['TF_CLI_ARGS', '-destroy', '-destroy'],
    ['TF_CLI_ARGS_plan', '-no-color -target=a.b', '-target=a.b'],
    ['TF_CLI_ARGS_apply', '-auto-approve', '-auto-approve'],
    ['TF_CLI_ARGS_init', '-parallelism=x', '-parallelism=x'],
    ['TF_CLI_ARGS_plan', '"-destroy"', '"-destroy"']
  ])('%s=%s is refused', (name, value, word) => {
    expect(() => refuseForeignSettings({ [name]: value })).toThrow(
      expect.objectContaining({
        reason: 'invalid-input',
        message: expect.stringContaining(`${name} gives Terraform the argument '${word}'`)
      })
    )
  })
})

test.each(['', 'default'])('the workspace %j may be set', (workspace) => {
  expect(() => refuseForeignSettings({ TF_WORKSPACE: workspace })).not.toThrow()
})

test('another workspace may not be set: it would be a second kind of environment', () => {
  expect(() => refuseForeignSettings({ TF_WORKSPACE: 'alice' })).toThrow(
    "The environment variable TF_WORKSPACE is 'alice'"
  )
})
