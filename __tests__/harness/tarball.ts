// A cache's archive with something in it that does not belong there.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
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
import { remove } from '../../src/folder.ts'

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/**
 * An archive again, with more in it.
 * @param more files beside the first executable, and files under absolute names, by name; and what else is done
 * to the folder of it all
 */
export function repacked(
  archive: Buffer,
  more: {
    readonly beside?: Readonly<Record<string, string>>
    readonly absolute?: Readonly<Record<string, string>>
    readonly change?: (content: string) => void
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
    more.change?.(content)
    const absolute = Object.entries(more.absolute ?? {})
    for (const [path, text] of absolute) writeFileSync(path, text)
    const paths = absolute.map(([path]) => path)
    const made = join(folder, 'archive')
    const args = [
      '-P',
      '--sparse',
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
    remove(folder)
  }
}

/** A folder with a file in it that nobody may write to, in the first folder of an entry. */
export function lock(content: string): void {
  const folder = join(content, readdirSync(content)[0] ?? '', 'locked')
  mkdirSync(folder)
  writeFileSync(join(folder, 'file'), '')
  chmodSync(folder, 0o555)
}
