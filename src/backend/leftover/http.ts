/** The state of a destroyed environment behind Terraform's `http` backend. */
import { createHash } from 'node:crypto'
import { askHttpLock, requestState } from '../http-request.ts'
import { httpSettingsOf } from '../http-settings.ts'
import type { OpenState } from './leftover.ts'

/** @see https://developer.hashicorp.com/terraform/language/backend/http */
export const openHttpState: OpenState = async (settings, variables) => {
  const http = httpSettingsOf(settings, variables)
  const ask = async (method: string): Promise<Response> => {
    const response = await requestState(http, method, http.address)
    if (response === undefined) throw new Error('it could not be reached')
    if (response.ok || response.status === 404) return response
    throw new Error(`it answered ${method} with ${response.status}`)
  }
  const read = async (): Promise<
    { readonly text: string; readonly version: string } | undefined
  > => {
    const response = await ask('GET')
    const text = response.status === 404 ? '' : await response.text()
    if (text === '') return undefined
    return { text, version: createHash('sha256').update(text).digest('hex') }
  }
  return {
    read,
    // The protocol has no conditions: they are looked at just before. With its lock held, some servers refuse.
    remove: async (version) => {
      const holder = await askHttpLock(http)
      if (holder !== undefined && holder !== 'free') throw new Error('somebody holds its lock')
      if ((await read())?.version !== version) throw new Error('it was changed meanwhile')
      await ask('DELETE')
    }
  }
}
