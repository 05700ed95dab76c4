// A cache's archive with something in it that does not belong there.
import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/**
 * An archive again, with more in it.
 * @param more files beside the first executable, and files under absolute names, by name
 */
export function repacked(
  archive: Buffer,
  more: {
    readonly beside?: Readonly<Record<string, string>>
    readonly absolute?: Readonly<Record<string, string>>
  }
): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'tarball-'))
  const compression = archive.subarray(0, 4).equals(ZSTD) ? '--zstd' : '--gzip'
  try {
    const content = join(folder, 'content')
    mkdirSync(content)
    execFileSync('tar', ['-x', compression, '-C', content], { input: archive })
    const names = readdirSync(content, { recursive: true, encoding: 'utf8' })
    const first = names.find((name) => statSync(join(content, name)).isFile()) ?? ''
    for (const [name, text] of Object.entries(more.beside ?? {}))
      writeFileSync(join(content, dirname(first), name), text, { mode: 0o755 })
    const absolute = Object.entries(more.absolute ?? {})
    for (const [path, text] of absolute) writeFileSync(path, text)
    const paths = absolute.map(([path]) => path)
    const made = join(folder, 'archive')
    const args = [
      '-P',
      '-c',
      compression,
      '-f',
      made,
      ...paths,
      '-C',
      content,
      ...readdirSync(content)
    ]
    execFileSync('tar', args)
    for (const path of paths) rmSync(path)
    return readFileSync(made)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
