// Signs releases as their publishers do, with OpenPGP keys made for the test.
import * as openpgp from 'openpgp'
import type { PinnedKey } from '../../src/tool/keys.ts'

export interface Signer {
  /** As the action would have it pinned. */
  readonly key: PinnedKey
  /** The same key, revoked by its owner. */
  readonly revoked: () => Promise<PinnedKey>
  /** A detached signature; `expires` in seconds after it was made. */
  readonly sign: (
    content: Uint8Array,
    when?: { readonly date?: Date; readonly expires?: number }
  ) => Promise<Buffer>
}

/** @param lifetime in seconds after `date`; forever without one */
export async function makeSigner(date = new Date(), lifetime = 0): Promise<Signer> {
  const { privateKey } = await openpgp.generateKey({
    type: 'rsa',
    rsaBits: 2048,
    userIDs: [{ name: 'Publisher', email: 'publisher@example.com' }],
    date,
    keyExpirationTime: lifetime,
    format: 'object'
  })
  const pinned = (key: openpgp.Key): PinnedKey => ({
    fingerprint: key.getFingerprint(),
    armored: key.toPublic().armor()
  })
  return {
    key: pinned(privateKey),
    revoked: async () =>
      pinned((await openpgp.revokeKey({ key: privateKey, format: 'object' })).privateKey),
    sign: async (content, { date: signed = new Date(), expires } = {}) => {
      const packet = new openpgp.SignaturePacket()
      const { keyPacket } = await privateKey.getSigningKey(undefined, signed)
      packet.signatureType = openpgp.enums.signature.binary
      packet.publicKeyAlgorithm = keyPacket.algorithm
      packet.hashAlgorithm = openpgp.enums.hash.sha256
      if (expires !== undefined) {
        packet.signatureExpirationTime = expires
        packet.signatureNeverExpires = false
      }
      const message = await openpgp.createMessage({ binary: new Uint8Array(content) })
      // The types leave out the last argument.
      const make = packet.sign.bind(packet) as (...all: readonly unknown[]) => Promise<void>
      await make(keyPacket, message.packets[0], signed, true, openpgp.config)
      const list = new openpgp.PacketList<openpgp.SignaturePacket>()
      list.push(packet)
      return Buffer.from(new openpgp.Signature(list).write() as Uint8Array)
    }
  }
}
