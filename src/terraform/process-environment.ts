/** The environment variables that Terraform's process gets, and those that it must not have. */
import { RunError } from '../errors.ts'

/**
 * Terraform's environment: the user's without what is ours or the runner's. OIDC's request variables
 * stay, for providers log in with them.
 */
export function terraformEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  ours: Readonly<Record<string, string>>
): Readonly<Record<string, string>> {
  const hidden =
    /^(?:INPUT_|STATE_|GITOPS_ENV_|ACTIONS_RUNTIME_|ACTIONS_RESULTS_URL|ACTIONS_CACHE_|GITHUB_(?:OUTPUT|ENV|STATE|PATH|STEP_SUMMARY)$)/u
  const kept = Object.entries(variables).filter(
    ([name, value]) => value !== undefined && !hidden.test(name)
  )
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    ...ours
  }
}

/**
 * A workspace would be a second kind of environment, and `TF_CLI_ARGS…` would change what the action asks for, `-destroy` and `-target` included.
 * @throws RunError `invalid-input` for any argument that does more than tune the speed or the looks
 */
export function refuseForeignSettings(
  variables: Readonly<Record<string, string | undefined>>
): void {
  const workspace = variables['TF_WORKSPACE'] ?? ''
  if (workspace !== '' && workspace !== 'default') {
    throw new RunError(
      'invalid-input',
      `The environment variable TF_WORKSPACE is '${workspace}', but each environment has a state of its own, in the workspace 'default'.`,
      'Remove it.'
    )
  }
  const harmless = /^(?:-parallelism=\d+|-no-color|-compact-warnings)$/u
  for (const [name, value] of Object.entries(variables)) {
    if (!/^TF_CLI_ARGS(?:_|$)/u.test(name)) continue
    const bad = (value ?? '').split(/\s+/u).find((word) => word !== '' && !harmless.test(word))
    if (bad === undefined) continue
    throw new RunError(
      'invalid-input',
      `The environment variable ${name} gives Terraform the argument '${bad}', so that it would do something else than what is shown.`,
      "Remove it; values go into the inputs 'variables', 'var-files' and 'backend-config'. Only -parallelism=N, -no-color and -compact-warnings are let through."
    )
  }
}
