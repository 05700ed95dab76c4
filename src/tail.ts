/** Reads what has been added to a file since the last look: how a program's output outlives its reader. */
import { closeSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'

export interface Tail {
  /** What is new, or an empty buffer. */
  readonly read: () => Buffer
  readonly offset: () => number
  readonly close: () => void
}

const CHUNK_BYTES = 256 * 1024

/** @param offset where to begin, in bytes */
export function openTail(path: string, offset = 0): Tail {
  const file = openSync(path, 'r')
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
  let position = offset
  return {
    read: () => {
      const count = readSync(file, chunk, 0, CHUNK_BYTES, position)
      position += count
      return Buffer.from(chunk.subarray(0, count))
    },
    offset: () => position,
    close: () => closeSync(file)
  }
}

/** Hands over whole lines; the rest waits for its end. */
export function lineReader(onLine: (line: string) => void): {
  readonly push: (data: Buffer) => void
  readonly end: () => void
} {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return {
    push: (data) => {
      const lines = (rest + decoder.write(data)).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(onLine)
    },
    end: () => {
      const last = rest + decoder.end()
      rest = ''
      if (last !== '') onLine(last)
    }
  }
}
