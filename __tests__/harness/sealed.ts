// Looks into states that are sealed, with the passphrase a test gave.
import { keysOf, open, saltOf, seal } from '../../src/backend/encryption.ts'
import { recordRef, stateRef, type Names } from '../../src/record.ts'
import type { Origin } from './origin.ts'
import { rewriteFile } from './tamper.ts'

export const ALICE: Names = { project: 'demo', environment: 'alice', branch: 'env-alice' }

const keysFor = (passphrase: string, names: Names) =>
  keysOf(passphrase, undefined, [saltOf('octo/demo', names.project, names.environment)])

/** The state in a ref as text; rejects with another passphrase's. */
export async function openedWith(
  origin: Origin,
  passphrase: string,
  names: Names = ALICE,
  ref = stateRef(names)
): Promise<string> {
  return (await open(origin.file(ref, 'state'), ref, keysFor(passphrase, names))).toString()
}

/** Puts a state into a ref, as a run with that passphrase would have sealed it. */
export async function putSealed(
  origin: Origin,
  ref: string,
  state: string,
  passphrase: string,
  names: Names = ALICE
): Promise<void> {
  const keys = await keysFor(
    passphrase,
    names
  )?.(saltOf('octo/demo', names.project, names.environment))
  const { lineage, serial } = JSON.parse(state) as { lineage: string; serial: number }
  origin.git('update-ref', ref, origin.refs()[stateRef(names)] ?? '')
  rewriteFile(origin, ref, () => seal(Buffer.from(state), { lineage, serial }, ref, keys))
}

/** Whether a record's signature names the keys of this passphrase. */
export async function isSignedWith(
  origin: Origin,
  passphrase: string,
  names: Names = ALICE
): Promise<boolean> {
  const keys = await keysFor(
    passphrase,
    names
  )?.(saltOf('octo/demo', names.project, names.environment))
  return origin.show(recordRef(names)).message.includes(`"check": "${keys?.check}"`)
}
