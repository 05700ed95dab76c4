// Reading one environment costs the same, whatever else the repository remembers.
import { afterEach, describe, expect } from '@jest/globals'
import { join } from 'node:path'
import {
  lockRef,
  recordRef,
  stateRef,
  type EnvironmentRecord,
  type Names
} from '../../src/record.ts'
import { readRemote } from '../../src/records.ts'
import { createRepository, writeObject, type Repository } from '../../src/repository.ts'
import { swap, writeCommit, writeRecord } from '../../src/swap.ts'
import { full } from '../harness/full.ts'
import { createOrigin, gitEnvironment, type Origin } from '../harness/origin.ts'
import { must } from '../harness/process.ts'
import { printRows } from '../harness/table.ts'
import { hasGitHttp, testIf } from '../harness/tools.ts'
import { startGitHttp, type GitHttp } from '../servers/git-http.ts'

const TOKEN = 'ghs_token_of_the_job'
const OTHERS = full ? 1000 : 100
const RECORDS = full ? 100 : 50
const TIMES = full ? 5 : 1
const variables = { PATH: process.env['PATH'], ...gitEnvironment }
const NOW = '2026-01-01T00:00:00.000Z'

let origin: Origin
let server: GitHttp
afterEach(async () => {
  await server.close()
  origin.close()
})

let count = 0
const open = (): Repository => {
  const there = { url: `${server.url}/octo/demo`, serverUrl: server.url, token: TOKEN }
  return createRepository(join(origin.base, `git-${(count += 1)}`), there, variables)
}

const namesOf = (environment: string): Names => ({
  project: 'demo',
  environment,
  branch: `env-${environment}`
})

const recordOf = (names: Names, commit: string): EnvironmentRecord => ({
  version: 1,
  ...names,
  workingDirectory: '.',
  operation: 'apply',
  outcome: 'applied',
  commit,
  attempted: commit,
  applied: commit,
  backend: { type: 'git', key: stateRef(names) },
  variables: [],
  run: {
    server: server.url,
    repository: 'octo/demo',
    id: '1',
    attempt: '1',
    job: 'environment',
    runner: 'r',
    actor: 'octocat',
    url: `${server.url}/octo/demo/actions/runs/1/attempts/1`
  },
  time: NOW
})

/** Gives environments a branch, so many records, and a state. */
async function remember(environments: readonly string[], records: number): Promise<void> {
  const { tree } = origin.show('main')
  const repository = open()
  const state = writeCommit(
    repository,
    writeObject(repository, 'tree', Buffer.alloc(0)),
    [],
    'state\n',
    NOW
  )
  const main = origin.head('main')
  // Every object that is pushed must be there, or be known to be at the origin.
  await readRemote(repository, { ...namesOf('nobody'), branch: 'main' }, undefined, {
    afterDeletion: false
  })
  const updates = environments.flatMap((environment) => {
    const names = namesOf(environment)
    let record: string | undefined
    for (let index = 0; index < records; index += 1) {
      record = writeRecord(repository, recordOf(names, main), tree, record, undefined)
    }
    return [
      { ref: `refs/heads/${names.branch}`, from: undefined, to: main },
      { ref: recordRef(names), from: undefined, to: record },
      { ref: stateRef(names), from: undefined, to: state }
    ]
  })
  expect(await swap(repository, updates)).toBe('done')
}

/** Takes a lock and frees it, as the first and the last push of a run do; the time of both. */
async function lock(environment: string): Promise<number> {
  const ref = lockRef(namesOf(environment))
  const repository = open()
  const empty = writeObject(repository, 'tree', Buffer.alloc(0))
  const to = writeCommit(repository, empty, [], `lock ${count}\n`, NOW)
  const started = performance.now()
  expect(await swap(repository, [{ ref, from: undefined, to }])).toBe('done')
  expect(await swap(repository, [{ ref, from: to, to: undefined }])).toBe('done')
  return performance.now() - started
}

/** Reads an environment as a run does, a few times; the median time, and what was fetched. */
async function read(environment: string) {
  const names = namesOf(environment)
  const all: { readonly ms: number; readonly objects: number }[] = []
  for (let time = 0; time < TIMES; time += 1) {
    const repository = open()
    const started = performance.now()
    const remote = await readRemote(repository, names, undefined, { afterDeletion: false })
    const ms = performance.now() - started
    expect(remote.stored?.record.environment).toBe(environment)
    expect(remote.stateCommit).toBe(origin.refs()[stateRef(names)])
    all.push({ ms, objects: await objectsIn(repository) })
  }
  const median = all.toSorted((a, b) => a.ms - b.ms)[TIMES >> 1]
  return median ?? { ms: 0, objects: 0 }
}

async function objectsIn({ directory }: Repository): Promise<number> {
  const args = ['cat-file', '--batch-all-objects', '--batch-check=%(objecttype)']
  const kinds = await must('git', args, { cwd: directory, env: variables })
  return kinds.split('\n').filter(Boolean).length
}

describe('reading an environment', () => {
  testIf(hasGitHttp)(
    `fetches no more with ${RECORDS} records, and beside ${OTHERS} others`,
    async () => {
      origin = createOrigin({ files: { 'main.tf': '# demo\n' } })
      server = await startGitHttp(origin.root, { token: TOKEN })
      const rows: Record<string, string>[] = []
      const measure = async (what: string, environment: string): Promise<number> => {
        const { ms, objects } = await read(environment)
        const pushes = (await lock(environment)).toFixed(0)
        rows.push({
          what,
          'objects fetched': String(objects),
          'reading, ms': ms.toFixed(0),
          'two pushes, ms': pushes
        })
        return objects
      }
      await remember(['young'], 2)
      const first = await measure('alone, with 2 records', 'young')
      await remember(['old'], RECORDS)
      const old = await measure(`with ${RECORDS} records`, 'old')
      await remember(
        Array.from({ length: OTHERS }, (_, index) => `other-${index}`),
        1
      )
      const crowded = await measure(`with ${RECORDS} records, beside ${OTHERS} others`, 'old')
      origin.git('gc', '--quiet')
      await measure('the same, after git gc', 'old')
      if (full) printRows('reading', rows)
      expect({ old, crowded }).toEqual({ old: first, crowded: first })
      // The branch's head; the record with its commit and the record before it; the state's commit.
      expect(first).toBe(4)
    },
    120_000
  )
})
