/** Finds in a saved plan which state it was made from. */
import { strFromU8, unzipSync } from 'fflate'

/** A state says it in its first lines. */
const HEAD_BYTES = 4096

/**
 * The lineage of the state that a plan was made from; '' where there was none yet.
 * @param plan the content of a plan file, which is a zip archive
 * @returns undefined where that cannot be told, as of a plan that OpenTofu has encrypted
 */
export function lineageIn(plan: Uint8Array): string | undefined {
  try {
    const { tfstate } = unzipSync(plan, { filter: ({ name }) => name === 'tfstate' })
    if (tfstate === undefined) return undefined
    const head = strFromU8(tfstate.subarray(0, HEAD_BYTES))
    return /"lineage":\s*"([^"\\]*)"/u.exec(head)?.[1]
  } catch {
    return undefined
  }
}
