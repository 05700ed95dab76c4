// The fault matrix: whatever a cancelled run was doing, the state knows what exists and nothing is left behind.
import { afterAll, describe, expect } from '@jest/globals'
import { full } from '../harness/full.ts'
import { expectClean } from '../harness/outcome.ts'
import { printTable } from '../harness/table.ts'
import { concurrentIf, hasTerraform } from '../harness/tools.ts'
import { hasPostgres, startPostgres } from '../servers/postgres.ts'
import { BACKENDS } from './backends.ts'
import { runCell, type Aftermath, type Cell } from './cell.ts'
import { FAULTS } from './faults.ts'
import { expectInOrder } from './judge.ts'

const LONGEST_MS = 180_000

const all: readonly Cell[] = FAULTS.flatMap((fault) =>
  (full ? BACKENDS : [fault.everyDay]).map((backend) => ({ fault, backend }))
)
const reasonOf = ({ fault, backend }: Cell): string | undefined => fault.leftOut?.[backend]
const cells = all.filter((cell) => reasonOf(cell) === undefined)

let starting: ReturnType<typeof startPostgres> | undefined
const postgres = async () => await (starting ??= startPostgres())

const HEAD = [
  'cancelled while',
  'backend',
  'objects in the state',
  'locks left',
  'processes left',
  'exit code',
  'seconds'
]
const rows = new Map<Cell, readonly string[]>()

/** Noted before it is judged: the table shows what was found, right or wrong. */
function note(cell: Cell, { result, seconds, cloud, state, locks }: Aftermath): void {
  const known = cloud.filter((id) => state.includes(id)).length
  const counts = [`${known} of ${cloud.length}`, locks, result.processesLeft.length]
  rows.set(cell, [...counts, result.exitCode, seconds.toFixed(1)].map(String))
}

afterAll(async () => {
  await (await starting)?.close()
  const table = all.flatMap((cell) => {
    const reason = reasonOf(cell)
    const row = reason === undefined ? rows.get(cell) : [`left out: ${reason}`, '', '', '', '']
    return row === undefined ? [] : [[cell.fault.name, cell.backend, ...row]]
  })
  printTable('faults', HEAD, table)
})

const waits = ({ fault }: Cell): number => Number(fault.ending === 'outlived')
/** Those that wait longest begin first, so that the others run beside them. */
const longestFirst = cells.toSorted((left, right) => waits(right) - waits(left))

describe('a run that is cancelled', () => {
  for (const cell of longestFirst) {
    const { fault, backend } = cell
    const possible = hasTerraform && (backend !== 'pg' || hasPostgres)
    concurrentIf(possible)(
      `${fault.name} (${backend})`,
      async () => {
        await runCell(cell, postgres, {
          afterwards: (found, world) => {
            note(cell, found)
            expectInOrder(found, world)
          },
          next: (result, world) => {
            expect(result.exitCode === 0 ? '' : result.log).toBe('')
            expectClean(result, world)
          },
          atTheEnd: (left, world) => {
            expect(left).toEqual([])
            expect(world.record('alice')?.json).toMatchObject({ outcome: 'destroyed' })
          }
        })
      },
      LONGEST_MS
    )
  }
})
