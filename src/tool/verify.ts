/** Decides whether an archive is the one that was published: the sums are signed, and it has its sum. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Key } from 'openpgp'
import { RunError } from '../errors.ts'
import type { PinnedKey } from './keys.ts'
import type { Release } from './releases.ts'

type OpenPgp = typeof import('openpgp')

const NOT_INSTALLED =
  'Nothing of it was installed. Run it again. If it stays so, something between the publisher and this runner changes files: look at the mirror and the proxy, and do not go around this check.'

/**
 * HashiCorp renewed its key's own signature when the key's life was prolonged, so that every release before that
 * is older than it. This accepts those where the key is good now, which is asked for in any case.
 */
const CONFIG = { allowInsecureVerificationWithReformattedKeys: true }

/**
 * Whether the sums are signed by one of the keys, and by one that is neither expired nor revoked.
 * @param signature a detached one, as bytes
 * @returns the SHA-256 that the archive has to have, in hexadecimal
 * @throws RunError `tool-unavailable`
 */
export async function verifySums(
  release: Release,
  sums: Uint8Array,
  signature: Uint8Array,
  keys: readonly PinnedKey[],
  now = new Date()
): Promise<string> {
  const why = await distrust(sums, signature, keys, now)
  if (why === undefined) return digestIn(release, new TextDecoder().decode(sums))
  throw new RunError(
    'tool-unavailable',
    `The signature of ${release.sums} cannot be trusted: ${why}.`,
    NOT_INSTALLED
  )
}

/** @throws RunError `tool-unavailable` where the file has another SHA-256 */
export async function verifyArchive(release: Release, file: string, digest: string): Promise<void> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  const found = hash.digest('hex')
  if (found === digest) return
  throw new RunError(
    'tool-unavailable',
    `${release.archive} is not what was signed: its SHA-256 is ${found}, and ${release.sums} says ${digest}.`,
    NOT_INSTALLED
  )
}

/** Why the signature is not good; undefined where it is. */
async function distrust(
  sums: Uint8Array,
  bytes: Uint8Array,
  pinned: readonly PinnedKey[],
  date: Date
): Promise<string | undefined> {
  const openpgp = await import('openpgp')
  const verificationKeys = await Promise.all(pinned.map((one) => keyOf(openpgp, one)))
  const signature = await openpgp.readSignature({ binarySignature: bytes }).catch(() => undefined)
  if (signature === undefined || signature.packets.length === 0) return 'it is no OpenPGP signature'
  const message = await openpgp.createMessage({ binary: sums })
  const { signatures } = await openpgp.verify({
    message,
    signature,
    verificationKeys,
    date,
    format: 'binary',
    config: CONFIG
  })
  const reasons: string[] = []
  for (const { verified, keyID } of signatures) {
    try {
      await verified
      const signer = verificationKeys.find((key) => key.getKeys(keyID).length > 0)
      await signer?.getSigningKey(keyID, date, undefined, openpgp.config)
      if (signer !== undefined) return undefined
    } catch (error) {
      reasons.push(wordsOf(error))
    }
  }
  return reasons[0] ?? 'it is no OpenPGP signature'
}

/** Fails for a key that is not the one it is said to be: that would be a mistake of ours. */
async function keyOf(openpgp: OpenPgp, { armored, fingerprint }: PinnedKey): Promise<Key> {
  const key = await openpgp.readKey({ armoredKey: armored })
  if (key.getFingerprint() === fingerprint) return key
  throw new Error(`The pinned key ${fingerprint} is really ${key.getFingerprint()}.`)
}

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? ''

/** The one sum of the archive among lines `SUM  NAME`; the sums are signed, and so the names are printed. */
function digestIn({ archive, sums, title, platform }: Release, text: string): string {
  const lines = text.split('\n').map((line) => /^([0-9a-fA-F]{64})\s+\*?(\S+)\s*$/u.exec(line))
  const digests = lines.flatMap((line) =>
    line?.[2] === archive ? [(line[1] ?? '').toLowerCase()] : []
  )
  const [digest, ...others] = new Set(digests)
  if (others.length > 0) {
    throw new RunError(
      'tool-unavailable',
      `${sums} names ${archive} more than once, with different sums.`,
      NOT_INSTALLED
    )
  }
  if (digest !== undefined) return digest
  const names = lines.flatMap(
    (line) => /_([a-z0-9]+_[a-z0-9]+)\.zip$/u.exec(line?.[2] ?? '')?.[1] ?? []
  )
  throw new RunError(
    'tool-unavailable',
    `${title} is not published for ${platform}: ${sums} does not name ${archive}.`,
    `It is published for ${names.join(', ') || 'no platform'}. Use another version, or another runner.`
  )
}
