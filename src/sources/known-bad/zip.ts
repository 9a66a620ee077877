// The files of a zip archive one after the other, in bounded memory and never on disk: the central directory decides, as
// the format says (APPNOTE.TXT 4.3), zip64 included. An archive may come from anybody: offsets, sizes and checksums are
// held against each other, and names are only ever looked at for their ending.
import { crc32, inflateRawSync } from 'node:zlib'

/** Random access to the archive; `read` gives fewer bytes only at its end. */
export type ByteSource = { size: number; read: (offset: number, length: number) => Buffer }

export type ZipLimits = {
  maxEntries: number
  /** Bytes of one file, unpacked; larger ones are refused. */
  maxFileBytes: number
  /** Bytes of all files, unpacked. */
  maxBytes: number
}

/** `why` completes "the archive ...". After it nothing follows. */
export type ZipEntry = { kind: 'file'; name: string; bytes: Buffer } | { kind: 'broken'; why: string }

/** Only files whose name `wanted` accepts are unpacked. */
export function* readZip(
  source: ByteSource,
  limits: ZipLimits,
  wanted: (name: string) => boolean,
): Generator<ZipEntry> {
  const directory = findDirectory(source)
  if (typeof directory === 'string') return yield broken(directory)
  if (directory.entries > limits.maxEntries) return yield broken(`has more than ${limits.maxEntries} files`)
  let packed = 0
  let unpacked = 0
  for (const entry of readDirectory(source, directory)) {
    if (typeof entry === 'string') return yield broken(entry)
    if (entry.name.endsWith('/') || !wanted(entry.name)) continue
    packed += localLength + entry.nameLength + entry.packed
    unpacked += entry.size
    // The same bytes stand for two files only in a bomb.
    if (packed > directory.start) return yield broken('names the same bytes more than once')
    if (entry.size > limits.maxFileBytes) return yield broken(`has a file of more than ${limits.maxFileBytes} bytes`)
    if (unpacked > limits.maxBytes) return yield broken(`unpacks to more than ${limits.maxBytes} bytes`)
    const bytes = unpack(source, entry, directory.start)
    if (typeof bytes === 'string') return yield broken(bytes)
    yield { kind: 'file', name: entry.name, bytes }
  }
}

type Directory = { start: number; length: number; entries: number }
type Entry = {
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
const localSignature = 0x04034b50
const endLength = 22
const maxComment = 0xffff
const unset32 = 0xffffffff
const unset16 = 0xffff

function findDirectory(source: ByteSource): Directory | string {
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

function findLarge(source: ByteSource, end: number): Directory | string {
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

function* readDirectory(source: ByteSource, { start, length, entries }: Directory): Generator<Entry | string> {
  let window: Buffer = Buffer.alloc(0)
  let windowAt = start
  let at = start
  for (let count = 0; count < entries; count++) {
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
}

function toEntry(head: Buffer, nameLength: number, extraLength: number): Entry | string {
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

const localLength = 30
const encrypted = 1

/** The bytes of a file, or what is wrong with them. */
function unpack(source: ByteSource, entry: Entry, limit: number): Buffer | string {
  if ((entry.flags & encrypted) !== 0) return 'has encrypted files'
  const head = entry.offset + localLength <= limit ? source.read(entry.offset, localLength) : Buffer.alloc(0)
  if (head.length < localLength || head.readUInt32LE(0) !== localSignature) return 'has a file out of place'
  const start = entry.offset + localLength + head.readUInt16LE(26) + head.readUInt16LE(28)
  if (start + entry.packed > limit) return 'has a file out of place'
  const packed = source.read(start, entry.packed)
  const bytes = packed.length < entry.packed ? 'has a file out of place' : inflated(packed, entry)
  if (typeof bytes === 'string') return bytes
  return bytes.length === entry.size && crc32(bytes) === entry.crc ? bytes : 'has a file with wrong bytes'
}

/** What zlib takes at least; by default each small file would cost 16 kB. */
const leastChunk = 64

function inflated(packed: Buffer, { method, size }: Entry): Buffer | string {
  if (method === 0) return packed
  if (method !== 8) return `has a file packed in a way (${method}) that is not read`
  if (size === 0) return Buffer.alloc(0)
  try {
    // More than the directory promised is a bomb: it is never unpacked.
    return inflateRawSync(packed, { maxOutputLength: size, chunkSize: Math.max(leastChunk, size) })
  } catch (error) {
    if (error instanceof Error && 'code' in error) return 'has a file with wrong bytes'
    throw error
  }
}

function broken(why: string): ZipEntry {
  return { kind: 'broken', why }
}
