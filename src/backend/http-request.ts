/** Talks to the server of an `http` backend, where Terraform has no command for what is needed. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { objectOf, parseJson, textOf } from '../json.ts'
import type { LockInfo } from '../terraform/lock-info.ts'
import type { HttpSettings } from './http-settings.ts'

const TIMEOUT_MS = 30_000
/** A lock that was only taken to ask must not stay. */
const PAUSES_MS = [500, 1500, 0]

/** @returns the response, or undefined where the server could not be reached */
export async function requestState(
  settings: HttpSettings,
  method: string,
  address: string,
  body?: string
): Promise<Response | undefined> {
  try {
    const url = new URL(address)
    const user = settings.user === '' ? decodeURIComponent(url.username) : settings.user
    const password = settings.password === '' ? decodeURIComponent(url.password) : settings.password
    url.username = ''
    url.password = ''
    const credential = Buffer.from(`${user}:${password}`).toString('base64')
    return await fetch(url, {
      method,
      headers: {
        ...(user === '' && password === '' ? {} : { authorization: `Basic ${credential}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' })
      },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(TIMEOUT_MS)
    })
  } catch {
    return undefined
  }
}

/**
 * Who holds the lock: Terraform prints only its id. Asked by trying to take it, and giving it back where that
 * succeeds.
 * @param who this machine's user, as Terraform would name it: should the lock not be taken back, the next run
 *   knows whose it is
 * @returns undefined where the server does not say
 */
export async function askHttpLock(
  settings: HttpSettings,
  who = 'gitops-env-action'
): Promise<LockInfo | 'free' | undefined> {
  const { lockAddress, unlockAddress, lockMethod, unlockMethod } = settings
  if (lockAddress === '') return undefined
  const own = JSON.stringify({
    ID: randomUUID(),
    Operation: 'OperationTypeInvalid',
    Info: 'asks who holds this lock',
    Who: who,
    Version: '',
    Created: new Date().toISOString(),
    Path: ''
  })
  const response = await requestState(settings, lockMethod, lockAddress, own)
  const text = await response?.text().catch(() => '')
  if (response?.ok === true) {
    for (const pause of PAUSES_MS) {
      const freed = await requestState(settings, unlockMethod, unlockAddress, own)
      if (freed?.ok === true) return 'free'
      await sleep(pause)
    }
    return undefined
  }
  const info = objectOf(parseJson(text ?? ''))
  const id = textOf(info?.['ID'])
  if (id === undefined) return undefined
  return {
    id,
    who: textOf(info?.['Who']) ?? '',
    created: textOf(info?.['Created']) ?? '',
    operation: textOf(info?.['Operation']) ?? ''
  }
}
