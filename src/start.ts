/** Makes a run from what the step decided: its report, its repository, its keys. */
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { keysOf, saltOf } from './backend/encryption.ts'
import { openCache } from './cache/cache.ts'
import type { Cache } from './cache/cache.ts'
import { watchCancellation } from './cancel.ts'
import type { Cancellation } from './cancel.ts'
import { repositoryUrl, runUrl } from './context.ts'
import type { Variables } from './context.ts'
import { decide } from './decision.ts'
import type { Decision } from './decision.ts'
import { openApi } from './github/api.ts'
import type { Act } from './operation.ts'
import type { Names } from './record.ts'
import { policyFor } from './policy/policy.ts'
import type { EnvironmentPolicy } from './policy/policy.ts'
import { readPolicy } from './policy/source.ts'
import { maskable } from './report/redact.ts'
import * as log from './report/log.ts'
import { startReport } from './report.ts'
import { createRepository } from './repository.ts'
import type { Run } from './run.ts'

/**
 * @param directory the run's own, private
 * @param variables the process's environment
 */
export function startRun(directory: string, variables: Variables): Run {
  const { context, inputs, operation, names, defaultBranch } = actOnly(decide(variables))
  const report = startReport({
    command: inputs.command,
    repositoryUrl: repositoryUrl(context),
    runUrl: runUrl(context),
    actor: context.actor,
    workingDirectory: inputs.workingDirectory
  })
  Object.assign(report, names, { operation: operation.kind })
  const origin = { url: repositoryUrl(context), serverUrl: context.serverUrl, token: inputs.token }
  const salt = saltOf(context.repositoryId, names.project, names.environment)
  // Where the server began to tell the repository's number only later, its name was used before.
  const earlier = saltOf(context.repository, names.project, names.environment)
  const keysFor = keysOf(inputs.statePassphrase, inputs.previousPassphrase, [salt, earlier])
  const policyNow = async (): Promise<EnvironmentPolicy> =>
    policyFor(await readPolicy(directory, origin, variables), names.environment)
  const policy = policyNow()
  policy.catch(() => undefined) // awaited where it decides
  const secrets = new Set<string>()
  const cancellation = watchCancellation(directory)
  const run: Run = {
    context,
    inputs,
    operation,
    names,
    directory,
    variables,
    report,
    keysFor,
    salt,
    secrets,
    repository: createRepository(join(directory, 'git'), origin, variables),
    cancellation,
    cache: inputs.cache ? cacheFor(directory, variables, cancellation) : undefined,
    later: [],
    abandon: () => Promise.resolve(),
    identity: {
      server: context.serverUrl,
      repository: context.repository,
      id: context.runId,
      attempt: context.attempt,
      job: context.job,
      runner: context.runner,
      actor: context.actor,
      url: runUrl(context),
      host: whoAmI(),
      started: new Date().toISOString()
    },
    api: openApi(context.apiUrl, inputs.token),
    policy,
    readPolicy: policyNow,
    defaultBranch,
    log,
    hide: (values) => {
      const fresh = maskable(values).filter((value) => !secrets.has(value))
      fresh.forEach((value) => secrets.add(value))
      run.log.mask(fresh)
    },
    outputs: undefined,
    keep: undefined,
    planned: [],
    rescued: false
  }
  return run
}

/** Ended by a cancellation: nothing is worth waiting for then. */
function cacheFor(
  directory: string,
  variables: Variables,
  cancellation: Cancellation
): Cache | undefined {
  const script = process.argv[1] ?? ''
  const cache = openCache({ scratch: directory, script, variables, say: log.say })
  if (cache !== undefined) cancellation.onCancel(cache.stop)
  return cache
}

/** As Terraform tells it in its locks; a container may run as a user without a name. */
function whoAmI(): string | undefined {
  try {
    return `${userInfo().username}@${hostname()}`
  } catch {
    return undefined
  }
}

/** A worker is started only where there is something to do. */
function actOnly(
  decision: Decision
): Decision & { readonly operation: Act; readonly names: Names } {
  const { operation, names } = decision
  if (operation.kind === 'skip' || names === undefined)
    throw new Error('There is nothing to do for a worker.')
  return { ...decision, operation, names }
}
