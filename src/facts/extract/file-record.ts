// One file of a tarball as a record: digest, size, type, longest line. Every byte is hashed; nothing is interpreted.
import { isAscii } from 'node:buffer'
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
  for (let start = 0; start <= bytes.length; ) {
    const found = bytes.indexOf(0x0a, start)
    const end = found === -1 ? bytes.length : found
    // A line has no more characters than bytes.
    if (end - start > longest) longest = Math.max(longest, charactersIn(bytes, start, end))
    start = end + 1
  }
  return longest
}

function charactersIn(bytes: Buffer, start: number, end: number): number {
  const line = bytes.subarray(start, end)
  if (isAscii(line)) return line.length
  let count = 0
  for (let at = 0; at < line.length; at++) if (((line[at] ?? 0) & 0xc0) !== 0x80) count++
  return count
}
