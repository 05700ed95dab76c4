/** Why a state stays, in words that hold no secret; waiting too long is a reason, too. */

/** Also where a condition of a request does not hold. */
export const CHANGED = 'it was changed meanwhile'

/** Its message may be shown. */
export class StaysError extends Error {
  override readonly name = 'StaysError'
}

/**
 * What a service or the network said: no more than a status and one word, for a message may hold anything.
 * @param status of the service's answer; undefined where none came
 */
export function reasonOf(service: string, error: unknown, status: number | undefined): StaysError {
  if (error instanceof StaysError) return error
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown }
  const word = [code, name].find(
    (text): text is string =>
      typeof text === 'string' && /^[A-Za-z]\w{2,60}$/u.test(text) && text !== 'Error'
  )
  if (status === 412) return new StaysError(CHANGED)
  if (status !== undefined) {
    return new StaysError([service, 'answered', status, word].filter(Boolean).join(' '))
  }
  return new StaysError(`${service} could not be reached${word === undefined ? '' : `: ${word}`}`)
}

/**
 * @param signal aborted when the time is over
 * @returns what makes any work of that service end by then, at the latest with a StaysError
 */
export function limitedBy(signal: AbortSignal): <T>(work: Promise<T>) => Promise<T> {
  const over = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new StaysError('it did not answer in time')))
  })
  over.catch(() => undefined) // it may be that nobody waits any more
  return async (work) => await Promise.race([work, over])
}
