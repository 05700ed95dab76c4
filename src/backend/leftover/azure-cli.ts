/** Asks the Azure CLI, where an earlier step has logged in with it. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Variables } from '../../context.ts'
import { objectOf, parseJson } from '../../json.ts'
import { terraformEnvironment } from '../../terraform/process-environment.ts'
import type { AskCli } from './azure-login.ts'
import { StaysError } from './reason.ts'

const run = promisify(execFile)

/** @param signal ends it */
export function askCliWith(variables: Variables, signal: AbortSignal): AskCli {
  const env = terraformEnvironment(variables, {})
  return async (args) => {
    const all = ['account', ...args, '--output', 'json']
    const { stdout } = await run('az', all, { env, signal }).catch(() => {
      throw new StaysError('the Azure CLI does not answer')
    })
    return objectOf(parseJson(stdout)) ?? {}
  }
}
