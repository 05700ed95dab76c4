/** Removes what a destroyed environment leaves in the backends that keep an empty state. */
import { rmSync } from 'node:fs'
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

const TIMEOUT_MS = 30_000

async function removeOverHttp(
  settings: Readonly<Record<string, string | undefined>>,
  variables: Variables
): Promise<string | undefined> {
  const address = settings['address'] ?? variables['TF_HTTP_ADDRESS'] ?? ''
  const user = settings['username'] ?? variables['TF_HTTP_USERNAME'] ?? ''
  const password = settings['password'] ?? variables['TF_HTTP_PASSWORD'] ?? ''
  const stays = `The empty state stays at ${address.replace(/\/\/[^/@]*@/u, '//')}; remove it with: curl -X DELETE`
  try {
    const url = new URL(address)
    const credential = Buffer.from(
      `${user === '' ? decodeURIComponent(url.username) : user}:${password === '' ? decodeURIComponent(url.password) : password}`
    )
    url.username = ''
    url.password = ''
    const response = await fetch(url, {
      method: 'DELETE',
      headers:
        credential.toString() === ':'
          ? {}
          : { authorization: `Basic ${credential.toString('base64')}` },
      signal: AbortSignal.timeout(TIMEOUT_MS)
    })
    return response.ok || response.status === 404
      ? undefined
      : `${stays} (it answered ${response.status})`
  } catch {
    return `${stays} (it could not be reached)`
  }
}
