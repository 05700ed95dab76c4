// The record and the keys that the tests of stored things begin with.
import { expect } from '@jest/globals'
import { deriveKeys, saltOf } from '../../src/backend/encryption.ts'
import type { Keys, KeysFor } from '../../src/backend/encryption.ts'
import { RunError } from '../../src/errors.ts'
import type { EnvironmentRecord } from '../../src/record.ts'
import { noteFailure } from '../../src/report.ts'
import { harmless } from '../../src/report/progress.ts'
import { renderSummary } from '../../src/report/summary.ts'
import { createRepository } from '../../src/repository.ts'
import type { Repository } from '../../src/repository.ts'
import { UNPRINTABLE } from '../harness/hostile.ts'
import { gitEnvironment } from '../harness/origin.ts'
import type { Origin } from '../harness/origin.ts'
import { reportOf } from '../unit/reports.ts'

export const NAMES = { project: 'demo', environment: 'alice', branch: 'env-alice' }
/** Of what may lie at the origin, whatever it is. */
export const TRUST = ['state-tampered', 'wrong-passphrase']

export const derive = async (
  passphrase: string,
  environment = 'alice',
  project = 'demo'
): Promise<Keys> => await deriveKeys(passphrase, saltOf('octo/demo', project, environment))

/** As a run has it: one salt is ours, any other is somebody else's. */
export const by =
  (mine: Keys): KeysFor =>
  (salt) =>
    Promise.resolve(salt === mine.salt ? mine : undefined)

/** The reason of a refusal; what is thrown but a RunError is a defect, and so is what cannot be printed. */
export async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    return `not refused: ${String(await attempt)}`
  } catch (error) {
    if (!(error instanceof RunError)) throw error
    const report = reportOf()
    noteFailure(report, error)
    expect(UNPRINTABLE.exec(renderSummary(report) + harmless(error.message))).toBeNull()
    expect(error.message + (error.hint ?? '')).not.toContain('S3CR3T')
    return error.reason
  }
}

/** A repository of ours at the origin. */
export function repositoryAt({ base, serverUrl }: Origin): Repository {
  const there = { url: `${serverUrl}/octo/demo`, serverUrl, token: '' }
  return createRepository(`${base}/git`, there, { PATH: process.env['PATH'], ...gitEnvironment })
}

const COMMIT = 'a'.repeat(40)
export const recordOf = (): EnvironmentRecord => ({
  version: 1,
  ...NAMES,
  workingDirectory: '.',
  operation: 'apply',
  outcome: 'applied',
  commit: COMMIT,
  attempted: COMMIT,
  applied: COMMIT,
  appliedAt: '2026-01-01T00:00:00.000Z',
  backend: { type: 'git', key: 'x', place: 'y' },
  tool: { name: 'terraform', version: '1.11.4' },
  variables: ['a'],
  state: { lineage: 'l', serial: 3, digest: 'd' },
  resources: 1,
  run: {
    server: 's',
    repository: 'r',
    id: '1',
    attempt: '1',
    job: 'j',
    runner: 'x',
    actor: 'a',
    url: 'https://github.com/octo/demo/actions/runs/1'
  },
  time: '2026-01-01T00:00:00.000Z'
})
