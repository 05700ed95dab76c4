// Records as a run writes them, for tests without a run.
import type { EnvironmentRecord, Names, RunIdentity } from '../../src/record.ts'

export const identity: RunIdentity = {
  server: 'https://github.com',
  repository: 'octo/demo',
  id: '1',
  attempt: '1',
  job: 'environment',
  runner: 'r',
  actor: 'octocat',
  url: 'https://github.com/octo/demo/actions/runs/1/attempts/1'
}

export const recordFor = (
  names: Names,
  commit: string,
  more: Partial<EnvironmentRecord> = {}
): EnvironmentRecord => ({
  version: 1,
  ...names,
  workingDirectory: '.',
  operation: 'apply',
  outcome: 'applied',
  commit,
  attempted: commit,
  applied: undefined,
  backend: { type: 'git', key: 'x' },
  tool: undefined,
  variables: ['a'],
  state: undefined,
  run: identity,
  time: '2026-01-01T00:00:00.000Z',
  ...more
})
