/** The state of a destroyed environment behind Terraform's `http` backend. */
import { createHash } from 'node:crypto'
import { requestState, takeHttpLock } from '../http-request.ts'
import { httpSettingsOf } from '../http-settings.ts'
import type { HttpSettings } from '../http-settings.ts'
import type { OpenState } from './leftover.ts'

/** @see https://developer.hashicorp.com/terraform/language/backend/http */
export const openHttpState: OpenState = async (settings, variables, who) => {
  const http = httpSettingsOf(settings, variables)
  const send = async (method: string): Promise<Response> => {
    const response = await requestState(http, method, http.address)
    if (response === undefined) throw new Error('it could not be reached')
    return response
  }
  const checked = (method: string, response: Response): Response => {
    if (response.ok || response.status === 404) return response
    throw new Error(`it answered ${method} with ${response.status}`)
  }
  const read = async (): Promise<
    { readonly text: string; readonly version: string } | undefined
  > => {
    const response = checked('GET', await send('GET'))
    const text = response.status === 404 ? '' : await response.text()
    if (text === '') return undefined
    return { text, version: createHash('sha256').update(text).digest('hex') }
  }
  // The protocol has no conditions: they are looked at just before.
  const removeOnce = async (version: string): Promise<Response> => {
    if ((await read())?.version !== version) throw new Error('it was changed meanwhile')
    return await send('DELETE')
  }
  return {
    read,
    remove: async (version) => {
      const free = await takeLock(http, who)
      let removed: Response
      try {
        removed = await removeOnce(version)
      } catch (error) {
        await free()
        throw error
      }
      const freed = await free()
      if (removed.ok || removed.status === 404) return // some servers remove the lock with the state
      if (!freed) throw new Error('its lock was taken, and could not be given back')
      // While it is locked some servers refuse, be it for us.
      const refused = LOCKED.includes(removed.status) && http.lockAddress !== ''
      checked('DELETE', refused ? await removeOnce(version) : removed)
    }
  }
}

/** Answers of a server that removes nothing that is locked. */
const LOCKED: readonly number[] = [409, 422, 423]

/**
 * @returns what gives it back
 * @throws Error where it was not taken; where the backend has none nothing is
 */
async function takeLock(
  http: HttpSettings,
  who: string | undefined
): Promise<() => Promise<boolean>> {
  if (http.lockAddress === '') return async () => true
  const lock = await takeHttpLock(http, 'removes the empty state of a destroyed environment', who)
  if (lock.kind === 'held') throw new Error('somebody holds its lock')
  if (lock.kind === 'refused') {
    throw new Error(
      lock.status === undefined
        ? 'it could not be reached'
        : `its lock could not be taken: ${http.lockMethod} was answered with ${lock.status}`
    )
  }
  return lock.giveBack
}
