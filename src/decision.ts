/** What a step can decide from its event and inputs alone, before any tool is loaded. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inputOf, parseContext } from './context.ts'
import type { Context, Variables } from './context.ts'
import { environmentOf, projectOf } from './environment.ts'
import { RunError } from './errors.ts'
import { parseEvent } from './event.ts'
import { NO_PASSPHRASE, parseInputs } from './inputs.ts'
import type { Inputs } from './inputs.ts'
import { objectOf, parseJson, textOf } from './json.ts'
import { decideOperation } from './operation.ts'
import type { Act, Skip } from './operation.ts'
import type { Names } from './record.ts'

export interface Decision {
  readonly context: Context
  readonly inputs: Inputs
  readonly operation: Act | Skip
  /** Whom the operation is about; undefined where it is about no environment. */
  readonly names: Names | undefined
  /** The repository's default branch, where the event tells it. */
  readonly defaultBranch: string | undefined
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * @param variables the process's environment
 * @throws RunError
 */
export function decide(variables: Variables): Decision {
  const context = parseContext(variables)
  const inputs = parseInputs(inputOf(variables))
  const payload = readPayload(context.eventPath)
  refuseOpenStates(inputs, payload)
  const operation = decideOperation(
    parseEvent(context.eventName, payload, context.ref),
    inputs.command,
    inputs.branch
  )
  const known = { context, inputs, defaultBranch: defaultBranchOf(payload) }
  if (operation.kind === 'skip') return { ...known, operation, names: undefined }
  const environment = environmentOf(operation.branch, inputs.branches, digest)
  if (environment === undefined) {
    if (context.eventName.endsWith('_dispatch') && inputs.branch !== undefined) {
      const { why, otherwise } = notAnEnvironment(operation.branch, inputs)
      throw new RunError('invalid-input', why, `Check the input 'branch'. ${otherwise}`)
    }
    return { ...known, operation: notAnEnvironment(operation.branch, inputs), names: undefined }
  }
  const project = inputs.project ?? projectOf(context.repository, inputs.workingDirectory, digest)
  return { ...known, operation, names: { project, environment, branch: operation.branch } }
}

const defaultBranchOf = (payload: unknown): string | undefined =>
  textOf(objectOf(objectOf(payload)?.['repository'])?.['default_branch'])

function readPayload(path: string): unknown {
  const payload = parseJson(readFileSync(path, 'utf8'))
  if (objectOf(payload) !== undefined) return payload
  throw new RunError('invalid-input', 'The event payload (GITHUB_EVENT_PATH) is not a JSON object.')
}

/** A public repository's refs can be read by anybody, states in clear included. */
function refuseOpenStates(inputs: Inputs, payload: unknown): void {
  if (inputs.statePassphrase !== NO_PASSPHRASE) return
  const repository = objectOf(objectOf(payload)?.['repository'])
  if (repository?.['private'] === true && textOf(repository['visibility']) !== 'public') return
  throw new RunError(
    'invalid-input',
    "'state-passphrase: none' keeps states in clear in the repository, and this repository is not known to be private.",
    'Add a repository secret and pass it to the action:\n    with:\n      state-passphrase: ${{ secrets.STATE_PASSPHRASE }}'
  )
}

const notAnEnvironment = (branch: string, inputs: Inputs): Skip => ({
  kind: 'skip',
  reason: 'not-an-environment',
  why: `The branch '${branch}' is no environment: it does not match ${inputs.branches.map((line) => `'${line.pattern}'`).join(', ')}.`,
  otherwise: "The input 'branches' says which branches are environments."
})
