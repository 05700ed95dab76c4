/** The state of a destroyed environment behind Terraform's `http` backend. */
import { requestState } from '../http-request.ts'
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
  return {
    read: async () => {
      const response = await ask('GET')
      const text = response.status === 404 ? '' : await response.text()
      return text === '' ? undefined : { text, version: '' }
    },
    // The protocol has no conditions; the lock of this run keeps others away.
    remove: async () => {
      await ask('DELETE')
    }
  }
}
