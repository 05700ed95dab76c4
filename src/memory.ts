/** What a locked run remembers at the origin: that it began, how it ended, and that the lock is free again. */
import type { Backend } from './backend/configure.ts'
import type { StateFacts } from './backend/git-state.ts'
import { RunError } from './errors.ts'
import { placeDigest } from './backend/encryption.ts'
import { withApplied } from './history.ts'
import { listOrigin } from './git.ts'
import type { Update } from './git.ts'
import { lockRef, recordRef, stateRef } from './record.ts'
import { swap, writeRecord } from './swap.ts'
import type { EnvironmentRecord, Outcome, RunIdentity } from './record.ts'
import type { Remote } from './records.ts'
import type { Run } from './run.ts'

/** Another run changed the record before this one changed anything: read again. */
export class Raced extends Error {}

/** What a record says beyond the run itself. */
export interface Entry {
  readonly outcome: Outcome
  readonly backend: Backend
  readonly variables: readonly string[]
  readonly state: StateFacts | undefined
  readonly lineage: string | undefined
  readonly resources: number | undefined
  readonly unsaved?: true
  readonly interrupted?: true
}

export interface End {
  /** The commit of the git state to remove. */
  readonly state?: string | undefined
  readonly keepLock?: boolean
}

export interface Memory {
  /** Notes, before Terraform applies, which commit it will be. */
  readonly begin: (entry: Omit<Entry, 'outcome'>) => Promise<void>
  /** Notes the outcome and, in the same step, frees the lock and removes the state's ref where one is given. */
  readonly finish: (entry: Entry, how?: End) => Promise<void>
  /**
   * Notes that the commit was refused before its apply; the earlier one stays the one to destroy with.
   * @param state the state in git as it is now, where it was read: its digest is made with this run's keys
   */
  readonly refuse: (state?: StateFacts) => Promise<void>
  /** Frees the lock where nothing has done so yet. */
  readonly close: () => Promise<void>
}

/** @param remote what was read last before the lock was taken */
export function openMemory(run: Run, remote: Remote, lock: string): Memory {
  const { names, operation, repository } = run
  let previous = remote.stored?.ref.commit
  let began = false
  let open = true
  const unlock: Update = { ref: lockRef(names), from: lock, to: undefined }

  const lockStays = (more: readonly Update[]): readonly Update[] =>
    more.includes(unlock) ? [] : [{ ref: lockRef(names), from: lock, to: lock }]

  const write = async (
    record: EnvironmentRecord,
    tree: string,
    more: readonly Update[]
  ): Promise<void> => {
    const keys = await run.keysFor?.(run.salt)
    const to = writeRecord(repository, record, tree, previous, keys)
    const own: Update = { ref: recordRef(names), from: previous, to }
    const all = began
      ? [own, ...more]
      : [own, ...more, ...lockStays(more), ...headStays(run, remote)]
    const outcome = await swap(repository, all, began ? 'long' : 'short').catch(
      async (error: unknown) => {
        // A branch that was rewritten meanwhile is refused as well, and not for want of a right.
        if (began || !(await headMoved(run, remote))) throw error
        return 'raced' as const
      }
    )
    if (outcome === 'done') {
      previous = to
      return
    }
    if (!began) throw new Raced(`The record ${recordRef(names)} was changed by another run.`)
    // Somebody may have removed the lock by hand: what was done is remembered all the same.
    if (
      more.length > 0 &&
      (await swap(repository, [own, ...more.filter((one) => one !== unlock)], 'long')) === 'done'
    ) {
      run.report.notices.push('The lock was removed by somebody else while this run held it.')
      previous = to
      return
    }
    throw new RunError(
      'state-locked',
      `The record of '${names.environment}' was changed by somebody else while this run held the lock; what Terraform did is in the state, but not in the record.`,
      'Start the run again: it takes up where this one stopped.'
    )
  }

  const recordOf = (
    entry: Entry
  ): { readonly record: EnvironmentRecord; readonly tree: string } => {
    const before = remote.stored?.record.outcome === 'destroyed' ? undefined : remote.stored?.record
    const destroy = operation.kind === 'destroy'
    const attempted = destroy ? before?.attempted : remote.head?.commit
    const tree = destroy ? remote.stored?.ref.tree : remote.head?.tree
    if (attempted === undefined || tree === undefined)
      throw new Error('An operation without a commit was let through.')
    const time = new Date().toISOString()
    const applied = entry.outcome === 'applied' ? attempted : before?.applied
    const record: EnvironmentRecord = {
      version: 1,
      ...names,
      workingDirectory: run.inputs.workingDirectory,
      operation: destroy ? 'destroy' : 'apply',
      outcome: entry.outcome,
      commit: attempted,
      attempted,
      applied,
      appliedAt: entry.outcome === 'applied' ? time : before?.appliedAt,
      history:
        entry.outcome === 'applied'
          ? withApplied(before?.history ?? [], { commit: attempted, tree })
          : before?.history,
      backend: {
        type: entry.backend.type,
        key: entry.backend.key,
        place: placeDigest(entry.backend.place)
      },
      tool: run.report.tool,
      variables: entry.variables,
      state: stateOf(entry.state),
      lineage: entry.lineage,
      resources: entry.resources,
      unsaved: entry.unsaved,
      interrupted: entry.interrupted,
      run: run.identity,
      time
    }
    return { record, tree }
  }

  return {
    begin: async (entry) => {
      const { record, tree } = recordOf({ ...entry, outcome: 'applying' })
      await write(record, tree, [])
      began = true
    },
    finish: async (entry, how = {}) => {
      const { record, tree } = recordOf(entry)
      const state: readonly Update[] =
        how.state === undefined ? [] : [{ ref: stateRef(names), from: how.state, to: undefined }]
      await write(record, tree, [...state, ...(how.keepLock === true ? [] : [unlock])])
      open = how.keepLock === true
    },
    refuse: async (state) => {
      const before = remote.stored
      const commit = run.report.commit
      if (before === undefined || before.record.outcome === 'destroyed' || commit === undefined) {
        // Nothing was there before, and nothing is: the record is what it was.
        const restored: Update = { ref: recordRef(names), from: previous, to: before?.ref.commit }
        const all = [...(restored.from === restored.to ? [] : [restored]), unlock]
        if ((await swap(repository, all)) === 'raced') return
      } else {
        const now = {
          outcome: 'failed',
          unended: unendedOf(remote),
          commit,
          run: run.identity,
          time: new Date().toISOString()
        } as const
        const record = { ...before.record, ...now, state: stateOf(state) ?? before.record.state }
        await write(record, before.ref.tree, [unlock])
      }
      open = false
    },
    close: async () => {
      if (!open) return
      open = false
      await swap(repository, [unlock])
    }
  }
}

const stateOf = (facts: StateFacts | undefined): EnvironmentRecord['state'] =>
  facts && { lineage: facts.lineage, serial: facts.serial, digest: facts.digest }

/**
 * What was read may be old by now, and nothing older than the branch's head may be applied: the swap that
 * says that an apply begins fails where the branch has moved or is gone.
 */
function headStays({ names, operation }: Run, { head }: Remote): readonly Update[] {
  if (operation.kind === 'destroy' || head === undefined) return []
  return [{ ref: `refs/heads/${names.branch}`, from: head.commit, to: head.commit }]
}

/** What the next run must still know: who may have left a lock of Terraform's own, and half an apply. */
function unendedOf({ stored, lock }: Remote): RunIdentity | undefined {
  const record = stored?.record
  const open = record?.outcome === 'applying' || record?.interrupted === true
  return open ? record.run : (record?.unended ?? lock?.holder)
}

async function headMoved(run: Run, remote: Remote): Promise<boolean> {
  const head = `refs/heads/${run.names.branch}`
  return (await listOrigin(run.repository, [head])).get(head) !== remote.head?.commit
}
