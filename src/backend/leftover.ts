/** Removes what a destroyed environment leaves in the backends that keep an empty state. */
import { rmSync } from 'node:fs'
import { requestState } from './http-request.ts'
import { httpSettingsOf } from './http-settings.ts'
import type { Backend } from './configure.ts'
import type { Variables } from '../context.ts'

/**
 * Removes the empty state; the caller has verified that it is empty.
 * @param settings every setting of the backend, the module's own literals included
 * @returns undefined when it is gone, else what stays and how to remove it
 */
export async function removeLeftover(
  backend: Backend,
  settings: Readonly<Record<string, string | undefined>>,
  variables: Variables
): Promise<string | undefined> {
  switch (backend.type) {
    case 'local':
      for (const file of [backend.key, `${backend.key}.backup`]) rmSync(file, { force: true })
      return undefined
    case 'http':
      return removeOverHttp(settings, { ...variables, ...backend.environment })
    default:
      return `The empty state stays in ${backend.type} '${backend.key}'; remove it with that service's own tool.`
  }
}

async function removeOverHttp(
  settings: Readonly<Record<string, string | undefined>>,
  variables: Variables
): Promise<string | undefined> {
  const http = httpSettingsOf(settings, variables)
  const stays = `The empty state stays at ${http.address.replace(/\/\/[^/@]*@/u, '//')}; remove it with: curl -X DELETE`
  const response = await requestState(http, 'DELETE', http.address)
  if (response === undefined) return `${stays} (it could not be reached)`
  return response.ok || response.status === 404
    ? undefined
    : `${stays} (it answered ${response.status})`
}
