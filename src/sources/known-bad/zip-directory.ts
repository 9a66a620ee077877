// The central directory of a zip archive (APPNOTE.TXT 4.3.12 to 4.3.16): where it is, and what it says of each file. All of
// it may be anybody's: every offset is held against the archive's end before it is read.
import type { ByteSource } from './byte-source.ts'

export type ZipDirectory = { start: number; length: number; entries: number }
/** What the directory says of one file. */
export type ZipRecord = {
  name: string
  /** Bytes of it. */
  nameLength: number
  flags: number
  method: number
  crc: number
  packed: number
  size: number
  offset: number
}

const endSignature = 0x06054b50
const end64Locator = 0x07064b50
const end64Signature = 0x06064b50
const entrySignature = 0x02014b50
const endLength = 22
const maxComment = 0xffff
const unset32 = 0xffffffff
const unset16 = 0xffff

/** Where the directory is, or what the archive does wrong: a text that completes "the archive ...". */
export function findDirectory(source: ByteSource): ZipDirectory | string {
  const length = Math.min(source.size, endLength + maxComment)
  const tail = source.read(source.size - length, length)
  let at = tail.length - endLength
  // The comment is the archive's last word and must end where the archive does.
  while (
    at >= 0 &&
    !(tail.readUInt32LE(at) === endSignature && at + endLength + tail.readUInt16LE(at + 20) === tail.length)
  )
    at--
  if (at < 0) return 'has no directory'
  const position = source.size - tail.length + at
  const read = {
    entries: tail.readUInt16LE(at + 10),
    length: tail.readUInt32LE(at + 12),
    start: tail.readUInt32LE(at + 16),
  }
  const isLarge = read.entries === unset16 || read.length === unset32 || read.start === unset32
  const directory = isLarge ? findLarge(source, position) : read
  if (typeof directory === 'string') return directory
  return directory.start + directory.length <= position ? directory : 'has its directory out of place'
}

function findLarge(source: ByteSource, end: number): ZipDirectory | string {
  const locator = end < 20 ? Buffer.alloc(0) : source.read(end - 20, 20)
  if (locator.length < 20 || locator.readUInt32LE(0) !== end64Locator) return 'has no zip64 directory'
  const at = numberAt(locator, 8)
  const record = at + 56 <= end ? source.read(at, 56) : Buffer.alloc(0)
  if (record.length < 56 || record.readUInt32LE(0) !== end64Signature) return 'has no zip64 directory'
  return { entries: numberAt(record, 32), length: numberAt(record, 40), start: numberAt(record, 48) }
}

/** Numbers beyond 2^53 lie behind every end. */
function numberAt(bytes: Buffer, offset: number): number {
  return Number(bytes.readBigUInt64LE(offset))
}

const windowBytes = 1024 * 1024
const headLength = 46

/** A text ends them. */
export function* readDirectory(
  source: ByteSource,
  { start, length, entries }: ZipDirectory,
  maxEntries: number,
): Generator<ZipRecord | string> {
  let window: Buffer = Buffer.alloc(0)
  let windowAt = start
  let at = start
  let count = 0
  for (; at < start + length; count++) {
    if (count === maxEntries) return yield `has more than ${maxEntries} files`
    const need = (bytes: number): Buffer | undefined => {
      if (at + bytes > start + length) return undefined
      if (at + bytes > windowAt + window.length) {
        window = source.read(at, Math.min(Math.max(windowBytes, bytes), start + length - at))
        windowAt = at
      }
      const found = window.subarray(at - windowAt, at - windowAt + bytes)
      return found.length === bytes ? found : undefined
    }
    const head = need(headLength)
    if (head === undefined || head.readUInt32LE(0) !== entrySignature) return yield 'has a broken directory'
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => head.readUInt16LE(offset))
    const whole = need(headLength + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0))
    if (whole === undefined) return yield 'has a broken directory'
    const entry = toEntry(whole, nameLength ?? 0, extraLength ?? 0)
    yield entry
    if (typeof entry === 'string') return
    at += whole.length
  }
  // Writers without zip64 count modulo 2^16.
  if (count % 0x10000 !== entries % 0x10000) yield 'has a broken directory'
}

function toEntry(head: Buffer, nameLength: number, extraLength: number): ZipRecord | string {
  const name = head.toString('utf8', headLength, headLength + nameLength)
  const extra = head.subarray(headLength + nameLength, headLength + nameLength + extraLength)
  const large = largeNumbers(extra)
  const taken = (value: number) => (value === unset32 ? large.shift() : value)
  const size = taken(head.readUInt32LE(24))
  const packed = taken(head.readUInt32LE(20))
  const offset = taken(head.readUInt32LE(42))
  if (size === undefined || packed === undefined || offset === undefined) return 'has a file without a size'
  return {
    name,
    nameLength,
    flags: head.readUInt16LE(8),
    method: head.readUInt16LE(10),
    crc: head.readUInt32LE(16),
    packed,
    size,
    offset,
  }
}

/** The zip64 field (0x0001): those of size, packed size and offset that do not fit 32 bits, in this order. */
function largeNumbers(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2)
    const field = extra.subarray(at + 4, at + 4 + length)
    if (extra.readUInt16LE(at) === 1) {
      return Array.from({ length: Math.floor(field.length / 8) }, (_, index) => numberAt(field, index * 8))
    }
    at += 4 + length
  }
  return []
}
