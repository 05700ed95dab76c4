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

/** What came of taking the lock. */
export type TakenLock =
  /** `giveBack` says whether that succeeded. */
  | { readonly kind: 'taken'; readonly giveBack: () => Promise<boolean> }
  | { readonly kind: 'held'; readonly holder: LockInfo }
  /** Nobody knows why: the status, or undefined where the server could not be reached. */
  | { readonly kind: 'refused'; readonly status: number | undefined }

/**
 * Takes the lock as Terraform does; the settings have an address for it.
 * @param why for whoever finds the lock
 * @param who this machine's user, as Terraform would name it: should the lock not be taken back, the next run
 *   knows whose it is
 */
export async function takeHttpLock(
  settings: HttpSettings,
  why: string,
  who = 'gitops-env-action'
): Promise<TakenLock> {
  const { lockAddress, unlockAddress, lockMethod, unlockMethod } = settings
  const own = JSON.stringify({
    ID: randomUUID(),
    Operation: 'OperationTypeInvalid',
    Info: why,
    Who: who,
    Version: '',
    Created: new Date().toISOString(),
    Path: ''
  })
  const response = await requestState(settings, lockMethod, lockAddress, own)
  const text = await response?.text().catch(() => '')
  if (response?.ok === true) {
    const giveBack = async (): Promise<boolean> => {
      for (const pause of PAUSES_MS) {
        const freed = await requestState(settings, unlockMethod, unlockAddress, own)
        if (freed?.ok === true) return true
        await sleep(pause)
      }
      return false
    }
    return { kind: 'taken', giveBack }
  }
  const info = objectOf(parseJson(text ?? ''))
  const id = textOf(info?.['ID'])
  if (id === undefined) return { kind: 'refused', status: response?.status }
  const holder = {
    id,
    who: textOf(info?.['Who']) ?? '',
    created: textOf(info?.['Created']) ?? '',
    operation: textOf(info?.['Operation']) ?? ''
  }
  return { kind: 'held', holder }
}

/**
 * Who holds the lock: Terraform prints only its id. Asked by trying to take it, and giving it back where that
 * succeeds.
 * @param who as in `takeHttpLock`
 * @returns undefined where the server does not say
 */
export async function askHttpLock(
  settings: HttpSettings,
  who?: string
): Promise<LockInfo | 'free' | undefined> {
  if (settings.lockAddress === '') return undefined
  const lock = await takeHttpLock(settings, 'asks who holds this lock', who)
  if (lock.kind === 'held') return lock.holder
  return lock.kind === 'taken' && (await lock.giveBack()) ? 'free' : undefined
}
