// One file of a tarball as a record: digest, size, type, longest line. Every byte is hashed; nothing is interpreted.
import { hash } from 'node:crypto'
import type { FileRecord } from '../../domain/release.ts'
import { fileType, isDisguised, isText } from './file-type.ts'
import { startsOnOpen } from './starts-on-open.ts'

/** What leads to the file is for who knows the whole package: `reach` and `entry` are `none` here. */
export function toFileRecord(path: string, bytes: Buffer): FileRecord {
  const text = isText(bytes)
  const type = fileType(path, bytes, text)
  return {
    path,
    size: bytes.length,
    sha256: hash('sha256', bytes, 'hex'),
    type,
    disguised: isDisguised(path, type),
    longestLine: text ? longestLine(bytes) : 0,
    reach: 'none',
    entry: 'none',
    startsOnOpen: startsOnOpen(path, bytes),
  }
}

/** UTF-8 characters in the longest line; continuation bytes (10xxxxxx) are not counted. */
function longestLine(bytes: Buffer): number {
  let longest = 0
  let current = 0
  for (const byte of bytes) {
    if (byte === 0x0a) {
      if (current > longest) longest = current
      current = 0
    } else if ((byte & 0xc0) !== 0x80) current++
  }
  return Math.max(longest, current)
}
