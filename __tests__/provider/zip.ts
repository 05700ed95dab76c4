// A zip archive of executables as a provider's release is one, stored and not compressed.
import { crc32 } from 'node:zlib'

const EXECUTABLE = 0o100755
const UNIX = 3

/** @param files content by name */
export function zip(files: Readonly<Record<string, Buffer>>): Buffer {
  const parts: Buffer[] = []
  const index: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(content.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name)])
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(EXECUTABLE * 0x10000, 6)
    entry.writeUInt32LE(offset, 10)
    const made = Buffer.from([20, UNIX])
    index.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), made, common, entry, Buffer.from(name)])
    )
    parts.push(local, content)
    offset += local.length + content.length
  }
  const size = index.reduce((total, one) => total + one.length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(index.length, 4)
  end.writeUInt16LE(index.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, ...index, Buffer.from('PK\u0005\u0006'), end])
}
