/** The lock that the action takes while it removes a state: what stands in it, and that it is given back. */
import { StaysError } from './reason.ts'

/**
 * @param path what is locked
 * @param id one that nothing else has
 * @param now as ISO 8601 has it
 * @param who this machine, as Terraform would name it: a lock that is left is known by that to the next run
 */
export const ownLock = (path: string, id: string, now: string, who = 'gitops-env-action'): string =>
  JSON.stringify({
    ID: id,
    Operation: 'OperationTypeInvalid',
    Info: 'removes the empty state of a destroyed environment',
    Who: who,
    Version: '',
    Created: now,
    Path: path
  })

/**
 * Does something under a lock. Why that failed is told, and not that the lock could not be given back, too.
 * @param free gives it back; whether that succeeded
 * @param lock its name, for people
 */
export async function under<T>(
  free: () => Promise<boolean>,
  lock: string,
  work: () => Promise<T>
): Promise<T> {
  let done: T
  try {
    done = await work()
  } catch (error) {
    await free()
    throw error
  }
  if (await free()) return done
  throw new StaysError(`its lock '${lock}' was taken, and could not be given back`)
}
