// What came of a run, and what must be true after every one of them.
import { expect } from '@jest/globals'
import { readdirSync } from 'node:fs'
import type { RunResult } from './runner.ts'
import type { World } from './scenario.ts'

/** Exit code, headline of the summary, and the outputs of action.yml but for the paths of files. */
export function outcomeOf({ exitCode, summary, outputs }: RunResult): Record<string, unknown> {
  const { result: _result, 'outputs-file': _file, ...rest } = outputs
  return { exitCode, headline: summary.split('\n')[0], ...rest }
}

/**
 * A run that ended in good order: it holds no lock, has left no file, process or secret behind, has told its
 * story once, and tells the same everywhere. `but` names what is known to be different.
 */
export function expectClean(
  result: RunResult,
  world: World,
  but: { readonly locked?: boolean } = {}
): void {
  const { outputs, options } = result
  if (but.locked !== true) expect(world.hiddenRefs('locks')).toEqual([])
  expect(result.postExitCode).toBe(0)
  expect(result.leftovers).toEqual([])
  expect(result.processesLeft).toEqual([])
  expect(changedFiles(result.workspace)).toEqual([])

  expect({ told: result.postLog, summary: result.postSummary }).toEqual({ told: '', summary: '' })
  expect(result.summary.match(/^## /gm)).toHaveLength(1)
  expect(result.result).toMatchObject({
    operation: outputs['operation'],
    failed: result.exitCode !== 0,
    ...(outputs['reason'] !== undefined && { reason: outputs['reason'] })
  })
  const errors = result.annotations.filter(({ level }) => level === 'error')
  expect(errors.length > 0).toBe(result.exitCode !== 0)

  const printed = result.rawLog.replaceAll(/^::add-mask::.*$/gm, '')
  const told = [printed, result.summary, JSON.stringify(result.result)].join('\n')
  for (const name of ['state-passphrase', 'previous-passphrase']) {
    const passphrase = options.with?.[name] ?? ''
    if (passphrase !== '' && passphrase !== 'none') expect(told.includes(passphrase)).toBe(false)
  }
}

/** A run that did nothing, says why, and has changed no ref. `before` is `world.origin.refs()` from before. */
export function expectSkip(
  result: RunResult,
  world: World,
  reason: string,
  before: Readonly<Record<string, string>>
): void {
  const { environment } = result.outputs
  const about = environment === undefined ? '' : ` to \`${environment}\``
  expect(outcomeOf(result)).toMatchObject({
    exitCode: 0,
    headline: `## Nothing was done${about}: ${reason}`,
    operation: 'skip',
    reason
  })
  const notices = result.annotations.filter(({ level }) => level === 'notice')
  expect(notices.map(({ message }) => message.split(':')[0])).toEqual([reason])
  expect(world.origin.refs()).toEqual(before)
  expectClean(result, world)
}

/**
 * The record says what is expected of it; its tree is the code of the attempted commit, which is its first
 * parent, and the record before it the second.
 */
export function expectRecord(
  world: World,
  environment: string,
  expected: Readonly<Record<string, unknown>> & { readonly branch: string },
  { project = 'demo' }: { readonly project?: string } = {}
): void {
  const record = world.record(environment, project)
  if (record === undefined) throw new Error(`'${environment}' of '${project}' has no record`)
  expect(record.json).toMatchObject({ version: 1, project, environment, ...expected })
  const {
    commit = '',
    attempted = '',
    outcome,
    branch
  } = record.json as Readonly<Record<string, string>>
  expect(record.headline).toBe(`${environment}: ${outcome} ${commit.slice(0, 7)} of ${branch}`)
  expect(record.tree).toBe(world.origin.show(attempted).tree)
  const [code, previous = '', ...more] = record.parents
  expect({ code, more }).toEqual({ code: attempted, more: [] })
  const author = world.origin.git('log', '-1', '--format=%an', previous)
  expect(author).toBe('gitops-env-action')
}

/** What the audit trail of an environment tells, oldest first: `outcome commit`. */
export function auditOf(world: World, environment: string, project = 'demo'): string[] {
  const ref = `refs/gitops-env/environments/${project}/${environment}`
  return world.origin
    .log(ref, '--author=gitops-env-action', '--format=%s')
    .split('\n')
    .toReversed()
    .map((line) => /^[^:]+: (\S+ \S+) of /.exec(line)?.[1] ?? line)
}

/**
 * Files that a run put into the workspace; git's own folder does not count, nor does the lock file that Terraform
 * writes where a module with providers has none.
 */
export function changedFiles(workspace: string): string[] {
  return readdirSync(workspace, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      !/^\.git(\/|$)|(^|\/)\.terraform\.lock\.hcl$/.test(name) &&
      /override|\.terraform(\/|$)|tfstate|tfplan/.test(name)
  )
}
