/** Seals states and signs records with keys made from the passphrase. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  scrypt,
  timingSafeEqual
} from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { RunError } from '../errors.ts'
import { NO_PASSPHRASE } from '../inputs.ts'
import { numberOf, objectOf, parseJson, textOf } from '../json.ts'

/** Keys of one environment. `check` tells a wrong passphrase from tampered data and reveals neither. */
export interface Keys {
  readonly salt: string
  readonly encryption: Buffer
  readonly signing: Buffer
  readonly check: string
}

/** The keys of an environment: the passphrase's, and while it is being changed the earlier one's too. */
export interface KeysFor {
  /**
   * @param check which of them are asked for; where it is neither's, the present passphrase's
   * @returns undefined for a salt that is not this environment's
   */
  (salt: string, check?: string): Promise<Keys | undefined>
  /** What was used before; after `none`, what is in clear is believed too. */
  readonly previous?: 'none' | 'passphrase' | undefined
}

/** What a sealed state says in clear, all of it authenticated. */
export interface Seal {
  readonly lineage: string
  readonly serial: number
}

/** The passphrase is long and random, so that the cost of a guess matters less than that of every run. */
const SCRYPT = { N: 2 ** 14, r: 8, p: 1, maxmem: 64 * 2 ** 20 }
const FORMAT = 'gitops-env-state-1'

/** The salt of an environment: one each, and known before anything is read. */
export const saltOf = (repository: string, project: string, environment: string): string =>
  createHash('sha256')
    .update(JSON.stringify([FORMAT, repository, project, environment]))
    .digest('hex')
    .slice(0, 32)

/** Derives the keys; about 30 ms of one core, off the main thread. */
export function deriveKeys(passphrase: string, salt: string): Promise<Keys> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase, Buffer.from(salt, 'hex'), 32, SCRYPT, (error, secret) => {
      if (error !== null) {
        reject(error)
        return
      }
      const derive = (purpose: string): Buffer =>
        Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
      resolve({
        salt,
        encryption: derive('state encryption'),
        signing: derive('record signature'),
        check: derive('passphrase check').toString('hex').slice(0, 16)
      })
    })
  })
}

/**
 * Derives the keys of a run, each once. What is written gets the present passphrase's.
 * @param salts this environment's; the first is the one to write with, and derived at once
 * @returns undefined where nothing is encrypted or signed
 */
export function keysOf(
  passphrase: string | undefined,
  previous: string | undefined,
  salts: readonly string[]
): KeysFor | undefined {
  if (passphrase === undefined || passphrase === NO_PASSPHRASE) return undefined
  const earlier = previous === undefined || previous === NO_PASSPHRASE ? [] : [previous]
  const derived = new Map<string, Promise<readonly Keys[]>>()
  const derive = (salt: string): Promise<readonly Keys[]> => {
    const keys =
      derived.get(salt) ?? Promise.all([passphrase, ...earlier].map((one) => deriveKeys(one, salt)))
    derived.set(salt, keys)
    return keys
  }
  // On other threads, while git and the toolkit take their time; awaited where they are needed.
  for (const salt of salts.slice(0, 1)) derive(salt).catch(() => undefined)
  const keysFor = async (salt: string, check?: string): Promise<Keys | undefined> => {
    if (!salts.includes(salt)) return undefined
    const keys = await derive(salt)
    return keys.find((one) => sameText(check ?? '', one.check)) ?? keys[0]
  }
  const kind = previous === NO_PASSPHRASE ? ('none' as const) : ('passphrase' as const)
  return Object.assign(keysFor, { previous: previous === undefined ? undefined : kind })
}

/**
 * A state, compressed, and encrypted where there are keys (AES-256-GCM).
 * @param ref the ref it will be stored under: a state moved to another environment does not open
 */
export function seal(state: Buffer, about: Seal, ref: string, keys: Keys | undefined): Buffer {
  const packed = gzipSync(state)
  if (keys === undefined) {
    return Buffer.concat([
      Buffer.from(`${JSON.stringify({ format: FORMAT, encryption: 'none', ...about })}\n`),
      packed
    ])
  }
  const iv = randomBytes(12)
  const header = Buffer.from(
    `${JSON.stringify({ format: FORMAT, encryption: 'aes-256-gcm', kdf: 'scrypt-14-8-1', salt: keys.salt, check: keys.check, iv: iv.toString('hex'), ...about })}\n`
  )
  const cipher = createCipheriv('aes-256-gcm', keys.encryption, iv)
  cipher.setAAD(Buffer.concat([Buffer.from(`${ref}\n`), header]))
  return Buffer.concat([header, cipher.update(packed), cipher.final(), cipher.getAuthTag()])
}

/**
 * The state in a sealed blob.
 * @param keysFor derives the keys for the blob's salt; undefined where no passphrase was given
 * @throws RunError `wrong-passphrase` or `state-tampered`
 */
export async function open(
  blob: Buffer,
  ref: string,
  keysFor: KeysFor | undefined
): Promise<Buffer> {
  const end = blob.indexOf('\n')
  const header = objectOf(parseJson(blob.subarray(0, Math.max(end, 0)).toString('utf8')))
  const body = blob.subarray(end + 1)
  if (header?.['format'] !== FORMAT) {
    throw tampered(
      ref,
      `its format is ${JSON.stringify(textOf(header?.['format']) ?? 'none')} and not '${FORMAT}'`
    )
  }
  if (header['encryption'] === 'none') {
    if (keysFor !== undefined && keysFor.previous !== 'none') throw inClear(ref)
    return openPlain(body, ref)
  }
  if (keysFor === undefined) throw needsPassphrase(ref, 'encrypted')
  const salt = textOf(header['salt']) ?? ''
  const iv = Buffer.from(textOf(header['iv']) ?? '', 'hex')
  if (
    !/^[0-9a-f]{32}$/u.test(salt) ||
    iv.length !== 12 ||
    body.length < 16 ||
    numberOf(header['serial']) === undefined
  ) {
    throw tampered(ref, 'its header is damaged')
  }
  const check = textOf(header['check']) ?? ''
  const keys = await keysFor(salt, check)
  if (keys === undefined) throw foreign(ref)
  if (!sameText(check, keys.check)) throw wrongPassphrase(ref, keysFor)
  try {
    const decipher = createDecipheriv('aes-256-gcm', keys.encryption, iv)
    decipher.setAAD(Buffer.concat([Buffer.from(`${ref}\n`), blob.subarray(0, end + 1)]))
    decipher.setAuthTag(body.subarray(-16))
    return unpack(Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()]))
  } catch (error) {
    throw tampered(
      ref,
      'the passphrase is the right one, but the content is not what was stored',
      error
    )
  }
}

function openPlain(body: Buffer, ref: string): Buffer {
  try {
    return unpack(body)
  } catch (error) {
    throw tampered(ref, 'it cannot be decompressed', error)
  }
}

/** Whether a blob says that it was sealed with these keys, or in clear where there are none; not verified. */
export function isSealedBy(blob: Buffer, keys: Keys | undefined): boolean {
  const end = Math.max(blob.indexOf('\n'), 0)
  const header = objectOf(parseJson(blob.subarray(0, end).toString('utf8')))
  return textOf(header?.['check']) === keys?.check
}

/** A text is no longer than this; what unpacks to more was made to fill the memory. */
const LARGEST_STATE_BYTES = 512 * 2 ** 20

const unpack = (packed: Buffer): Buffer =>
  gunzipSync(packed, { maxOutputLength: LARGEST_STATE_BYTES })

/** The signature of a text: HMAC-SHA-256, hexadecimal. */
export const sign = (text: string, keys: Keys): string =>
  createHmac('sha256', keys.signing).update(text).digest('hex')

/** The digest of where a state is; undefined where that is not known. */
export const placeDigest = (place: string | undefined): string | undefined =>
  place === undefined ? undefined : createHash('sha256').update(place).digest('hex').slice(0, 16)

/** Compares in constant time. */
export const sameText = (left: string, right: string): boolean => {
  const [a, b] = [left, right].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

export const foreign = (ref: string): RunError =>
  new RunError(
    'state-tampered',
    `${ref} was written for another repository, project or environment, and copied here.`,
    'Nothing was changed. Find out who may push to refs/gitops-env. Where a repository was copied on purpose, its environments stay with the original.'
  )

export const wrongPassphrase = (ref: string, { previous }: KeysFor): RunError =>
  new RunError(
    'wrong-passphrase',
    previous === 'passphrase'
      ? `${ref} was written with neither 'state-passphrase' nor 'previous-passphrase'.`
      : `The input 'state-passphrase' is not the one that ${ref} was written with.`,
    'Nothing was changed. If the passphrase is being changed, pass the earlier one too, until every environment had a run; if not, restore the secret:\n    with:\n      state-passphrase: ${{ secrets.STATE_PASSPHRASE }}\n      previous-passphrase: ${{ secrets.PREVIOUS_PASSPHRASE }}'
  )

/** What is stored in clear where a passphrase is given. */
export const inClear = (ref: string, how: 'encrypted' | 'signed' = 'encrypted'): RunError =>
  new RunError(
    'state-tampered',
    `${ref} is not ${how}, but a passphrase is given: anybody who may push could have written it.`,
    'Nothing was changed. If it is only now that this environment gets a passphrase, make sure that its record is right (git log --author=gitops-env-action), and say so until every environment had a run:\n    with:\n      state-passphrase: ${{ secrets.STATE_PASSPHRASE }}\n      previous-passphrase: none'
  )

export const needsPassphrase = (ref: string, how: 'encrypted' | 'signed'): RunError =>
  new RunError(
    'wrong-passphrase',
    `${ref} is ${how} with a passphrase, and none is given.`,
    'Pass the one it was written with:\n    with:\n      state-passphrase: ${{ secrets.STATE_PASSPHRASE }}'
  )

const tampered = (ref: string, what: string, cause?: unknown): RunError =>
  new RunError(
    'state-tampered',
    `The state in ${ref} cannot be trusted: ${what}. Somebody or something other than this action wrote it.`,
    `Nothing was changed. Find out who may push to refs/gitops-env, and restore the ref from a backup or remove it on purpose.`,
    { cause }
  )
