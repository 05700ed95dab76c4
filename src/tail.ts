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

/** A line of more characters has no end in sight, and is not kept. */
const LONGEST_LINE = 32 * 2 ** 20

/**
 * Hands over whole lines; the rest waits for its end. Of a line that is too long only its length is
 * told: a part of it could hold half a secret, which no mask would hide.
 */
export function lineReader(onLine: (line: string) => void): {
  readonly push: (data: Buffer) => void
  readonly end: () => void
} {
  const decoder = new StringDecoder('utf8')
  let parts: string[] = []
  let length = 0
  const take = (text: string): void => {
    length += text.length
    if (length > LONGEST_LINE) parts = []
    else parts.push(text)
  }
  const finish = (): void => {
    const line =
      length > LONGEST_LINE ? `A line of ${length} characters was left out.` : parts.join('')
    parts = []
    length = 0
    onLine(line)
  }
  return {
    push: (data) => {
      decoder
        .write(data)
        .split('\n')
        .forEach((text, index) => {
          if (index > 0) finish()
          take(text)
        })
    },
    end: () => {
      take(decoder.end())
      if (length > 0) finish()
    }
  }
}
