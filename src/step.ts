/** The step's own part: decides without any tool whether there is work, and reports where there is none. */
import { repositoryUrl, runUrl } from './context.ts'
import type { Variables } from './context.ts'
import { decide } from './decision.ts'
import type { Decision } from './decision.ts'
import { RunError } from './errors.ts'
import { noteFailure, noteSkip, startReport } from './report.ts'
import type { Report } from './report.ts'
import { maskable } from './report/redact.ts'

/**
 * @param directory the run's own
 * @returns whether a worker has something to do
 */
export async function step(directory: string, variables: Variables): Promise<boolean> {
  const started = Date.now()
  const report = startReport({
    command: 'auto',
    repositoryUrl: '',
    runUrl: '',
    actor: '',
    workingDirectory: '.'
  })
  try {
    if (process.platform === 'win32') throw notOnWindows()
    const decision = decide(variables)
    if (decision.operation.kind !== 'skip') return true
    Object.assign(report, startOf(decision))
    noteSkip(report, decision.operation)
  } catch (error) {
    noteFailure(report, error)
  }
  report.elapsedMs = Date.now() - started
  const [{ publish }, { say }] = await Promise.all([
    import('./report/publish.ts'),
    import('./report/log.ts')
  ])
  const secrets = SECRET_INPUTS.map((name) => variables[`INPUT_${name}`] ?? '')
  say(await publish(report, directory, maskable(secrets), undefined))
  return false
}

const SECRET_INPUTS = ['TOKEN', 'STATE-PASSPHRASE', 'PREVIOUS-PASSPHRASE']

const notOnWindows = (): RunError =>
  new RunError(
    'invalid-input',
    'The action does not run on Windows yet: an interrupt could not be passed to Terraform there.',
    "Use 'runs-on: ubuntu-latest'."
  )

const startOf = ({ context, inputs }: Decision): Partial<Report> => ({
  command: inputs.command,
  repositoryUrl: repositoryUrl(context),
  runUrl: runUrl(context),
  actor: context.actor,
  workingDirectory: inputs.workingDirectory
})
