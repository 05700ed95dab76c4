// The fault matrix: whatever a cancelled run was doing, the state knows what exists and nothing is left behind.
import { afterAll, describe, expect } from '@jest/globals'
import { isFull } from '../harness/full.ts'
import { expectClean } from '../harness/outcome.ts'
import { printTable } from '../harness/table.ts'
import { concurrentIf, hasTerraform } from '../harness/tools.ts'
import { hasPostgres, startPostgres } from '../servers/postgres.ts'
import { runCell, type Aftermath, type Cell } from './cell.ts'
import { FAULTS } from './faults.ts'
import { expectInOrder } from './judge.ts'

const LONGEST_MS = 180_000

const cells: readonly Cell[] = FAULTS.flatMap((fault) =>
  (isFull ? fault.backends : [fault.everyDay]).map((backend) => ({ fault, backend }))
)

let starting: ReturnType<typeof startPostgres> | undefined
const postgres = async () => await (starting ??= startPostgres())

const rows = new Map<Cell, Readonly<Record<string, string>>>()

/** Noted before it is judged: the table shows what was found, right or wrong. */
function note(
  cell: Cell,
  { fault, backend, result, seconds, cloud, state, locks }: Aftermath
): void {
  rows.set(cell, {
    'cancelled while': fault.name,
    backend,
    'objects in the state': `${cloud.filter((id) => state.includes(id)).length} of ${cloud.length}`,
    'locks left': String(locks),
    'processes left': String(result.processesLeft.length),
    'exit code': String(result.exitCode),
    seconds: seconds.toFixed(1)
  })
}

afterAll(async () => {
  await (await starting)?.close()
  const found = cells.map((cell) => rows.get(cell)).filter((row) => row !== undefined)
  printTable('faults', found)
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
