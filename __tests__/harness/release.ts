// Releases of a tool as they are published: an archive, its sums, their signature.
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { ReleaseMirror } from '../servers/release-mirror.ts'
import type { Signer } from './signer.ts'

/** A zip archive of one file, not compressed: that takes time and proves nothing. @param mode as chmod takes it */
export function zipOf(name: string, content: Buffer, mode = 0o755): Buffer {
  const common = Buffer.alloc(26) // what the header of a file and that of the directory share
  common.writeUInt16LE(20, 0) // needs version 2.0
  common.writeUInt16LE(0x21, 8) // 1980-01-01
  common.writeUInt32LE(crc32(content), 10)
  common.writeUInt32LE(content.length, 14)
  common.writeUInt32LE(content.length, 18)
  common.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([signature(0x04034b50), common, Buffer.from(name)])
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 6) // a file
  const made = Buffer.from([20, 3]) // by version 2.0, on Unix
  const directory = Buffer.concat([signature(0x02014b50), made, common, rest, Buffer.from(name)])
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(local.length + content.length, 12)
  return Buffer.concat([local, content, directory, signature(0x06054b50), end])
}

/** A program that says it is a version of Terraform: what is in an archive does not matter to most tests. */
export const programOf = (version: string): Buffer =>
  Buffer.from(`#!/bin/sh\necho '{"terraform_version":"${version}"}'\n`)

function signature(number: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(number)
  return bytes
}

export const sumOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

/** Where the files of a version of Terraform are, below a mirror. */
export function pathsOf(version: string) {
  const base = `/terraform/${version}/terraform_${version}`
  return {
    archive: `${base}_linux_amd64.zip`,
    sums: `${base}_SHA256SUMS`,
    signature: `${base}_SHA256SUMS.sig`,
    index: '/terraform/index.json'
  }
}

/** Publishes a version for linux_amd64 and, in its sums only, for darwin_arm64. */
export async function publish(
  mirror: ReleaseMirror,
  version: string,
  archive: Buffer,
  signer: Signer
): Promise<void> {
  const paths = pathsOf(version)
  const name = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
  const sums = [
    `${'0'.repeat(64)}  terraform_${version}_darwin_arm64.zip`,
    `${sumOf(archive)}  ${name(paths.archive)}`
  ]
  await publishSums(mirror, version, `${sums.join('\n')}\n`, signer)
  mirror.put(paths.archive, archive)
}

/** Sums, and their signature. */
export async function publishSums(
  mirror: ReleaseMirror,
  version: string,
  sums: string,
  signer: Signer,
  when?: Parameters<Signer['sign']>[1]
): Promise<void> {
  const paths = pathsOf(version)
  mirror.put(paths.sums, sums)
  mirror.put(paths.signature, await signer.sign(Buffer.from(sums), when))
}

/** The list of versions, as the publisher writes it. */
export const publishIndex = (mirror: ReleaseMirror, versions: readonly string[]): void =>
  mirror.put(
    pathsOf('').index,
    JSON.stringify({
      name: 'terraform',
      versions: Object.fromEntries(versions.map((version) => [version, { version, builds: [] }]))
    })
  )
