/** The hash by which a lock file knows an unpacked provider package. */
import { createHash } from 'node:crypto'
import { createReadStream, readdirSync } from 'node:fs'
import { join } from 'node:path'

export interface Package {
  /** `h1:…` */
  readonly hash: string
  readonly bytes: number
  /** Relative, with '/'. */
  readonly files: readonly string[]
}

/**
 * Every file of a directory counts, so that none can be added: Terraform itself starts whichever it finds first.
 * @returns undefined where it is no directory, or holds anything but files and directories
 * @see https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash
 */
export async function hashPackage(directory: string): Promise<Package | undefined> {
  const names = filesOf(directory)
  if (names === undefined || names.length === 0) return undefined
  const whole = createHash('sha256')
  let bytes = 0
  for (const name of names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
    const one = createHash('sha256')
    for await (const chunk of createReadStream(join(directory, name))) {
      one.update(chunk as Buffer)
      bytes += (chunk as Buffer).length
    }
    whole.update(`${one.digest('hex')}  ${name}\n`)
  }
  return { hash: `h1:${whole.digest('base64')}`, bytes, files: names }
}

/** Names below a directory, with '/'. */
function filesOf(directory: string, prefix = ''): readonly string[] | undefined {
  const found: string[] = []
  try {
    for (const entry of readdirSync(join(directory, prefix), { withFileTypes: true })) {
      const name = `${prefix}${entry.name}`
      if (entry.isFile() && !name.includes('\n')) found.push(name)
      else {
        const below = entry.isDirectory() ? filesOf(directory, `${name}/`) : undefined
        if (below === undefined) return undefined
        found.push(...below)
      }
    }
  } catch {
    return undefined
  }
  return found
}
